"""Rows for readers: event reports, and the timeline of what is dated."""

import json
import sqlite3
from collections.abc import Collection, Sequence

from selon.records import (
    Edtf,
    EventReport,
    EventRow,
    InvalidDate,
    NamedActor,
    Passage,
    RoleFiller,
    TimelineRow,
    decode,
)
from selon.store.pages import hull
from selon.store.passages import Passages
from selon.store.rows import During, marks, speakers_of

__all__ = ["event_rows", "timeline_rows"]


def event_rows(
    db: sqlite3.Connection, *, page: str | None = None, ids: Sequence[str] | None = None
) -> list[EventRow]:
    """Event reports of a page or of these ids, in order of pages and place."""
    clauses, values = ["1"], list[str]()
    if page is not None:
        clauses.append("event.page = ?")
        values.append(page)
    if ids is not None:
        clauses.append(f"event.id IN {marks(ids)}")
        values += ids
    query = (
        "SELECT event.*, claim_report.claim FROM event JOIN page ON page.id = event.page"
        f" LEFT JOIN claim_report ON claim_report.event = event.id WHERE {' AND '.join(clauses)}"
        " ORDER BY page.seq, event.seq"
    )
    passages = Passages(db)
    return [_event_row(db, passages, row) for row in db.execute(query, values).fetchall()]


def timeline_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    kind: str | None = None,
) -> list[TimelineRow]:
    """What is dated, by the time of the event; reports of one claim are one row.

    `actors` are those who take part in an event or tell of it.
    """
    groups: dict[str, list[str]] = {}
    times: dict[str, str] = {}
    query = (
        "SELECT event.id, event.edtf, claim.id AS claim, claim.edtf AS claimed FROM event"
        " JOIN page ON page.id = event.page LEFT JOIN claim_report ON claim_report.event = event.id"
        " LEFT JOIN claim ON claim.id = claim_report.claim"
        " WHERE (? IS NULL OR event.kind = ?) ORDER BY page.seq, event.seq"
    )
    for row in db.execute(query, (kind, kind)):
        group = row["claim"] or row["id"]
        groups.setdefault(group, []).append(row["id"])
        edtf = row["claimed"] or row["edtf"]
        if edtf is not None:
            times.setdefault(group, edtf)
    taking_part = None if actors is None else _events_of(db, actors)
    rows = [
        _timeline_row(group, times[group], event_rows(db, ids=groups[group]))
        for group in times
        if during.holds(times[group])
        and (taking_part is None or not taking_part.isdisjoint(groups[group]))
        and _is_date(times[group])
    ]
    return sorted(rows, key=lambda row: Edtf.parse(row.edtf).sort_key)


def _event_row(db: sqlite3.Connection, passages: Passages, row: sqlite3.Row) -> EventRow:
    event = decode(EventReport, json.loads(row["record"]))
    page = row["page"]
    start, end = hull([event.trigger, *event.evidence[:1]])
    return EventRow(
        id=event.id,
        kind=event.kind,
        status=event.status,
        factuality=event.factuality,
        edtf=row["edtf"],
        trigger=passages.text(page, *event.trigger),
        roles=_role_fillers(db, passages, page, event.id),
        reporters=speakers_of(db, event.according_to),
        claim=row["claim"],
        background=event.background,
        confidence=event.confidence,
        passage=passages.at(page, start, end),
    )


def _role_fillers(
    db: sqlite3.Connection, passages: Passages, page: str, event: str
) -> tuple[RoleFiller, ...]:
    rows = db.execute(
        "SELECT event_role.*, actor.id AS actor, actor.name FROM event_role"
        " LEFT JOIN membership USING (entity) LEFT JOIN actor ON actor.id = membership.actor"
        " WHERE event = ? ORDER BY event_role.seq",
        (event,),
    )
    return tuple(
        RoleFiller(
            row["role"],
            passages.text(page, row["start"], row["end"]),
            NamedActor(row["actor"], row["name"]) if row["actor"] else None,
        )
        for row in rows
    )


def _events_of(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    query = (
        f"WITH member AS (SELECT entity FROM membership WHERE actor IN {marks(actors)})"
        " SELECT event FROM event_role WHERE entity IN member"
        " UNION SELECT event FROM event_source JOIN quotation_voice USING (quotation)"
        " WHERE part IN ('speaker', 'on_behalf_of') AND entity IN member"
    )
    return {row[0] for row in db.execute(query, sorted(actors))}


def _timeline_row(group: str, edtf: str, events: list[EventRow]) -> TimelineRow:
    # The row speaks through its best report: dated, told as the page's news, neither doubted nor denied.
    first = min(events, key=lambda event: (event.edtf is None, event.status != "asserted", event.background))
    others = [event.passage for event in events if event is not first]
    return TimelineRow(
        id=group,
        edtf=edtf,
        kind=first.kind,
        status=first.status,
        factuality=first.factuality,
        label=_sentence(first.passage),
        reporters=tuple(dict.fromkeys(actor for event in events for actor in event.reporters)),
        claim=first.claim,
        passages=tuple(dict.fromkeys([first.passage, *others])),
    )


def _sentence(passage: Passage) -> str:
    return (passage.prefix + passage.exact + passage.suffix).strip()


def _is_date(edtf: str) -> bool:
    try:
        Edtf.parse(edtf)
    except InvalidDate:
        return False
    return True
