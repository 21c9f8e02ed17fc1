"""Event reports in and as rows: each read in a fixed number of statements."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.records import EventReport, EventRow, Factuality, NamedActor, RoleFiller, Span, Status, decode
from selon.store.columns import hull
from selon.store.connection import AMONG, listed
from selon.store.passages import Passages
from selon.store.rows import Voices

__all__ = ["Report", "event_rows", "find_reports"]

_REPORTS = (
    "SELECT event.*, claim_report.claim FROM {event} JOIN page ON page.id = event.page"
    " LEFT JOIN claim_report ON claim_report.event = event.id"
)
_ORDER = "ORDER BY page.seq, event.seq"
_SHOWN = _REPORTS.format(event="shown_event AS event")  # but those set aside, since they recur


@dataclass(frozen=True, slots=True)
class Report:
    """An event report without its roles: where it stands, its time and status, the quotations it relies on.

    `span` holds the trigger and the first piece of evidence.
    """

    id: str
    page: str
    claim: str | None
    kind: str
    status: Status
    factuality: Factuality
    edtf: str | None
    background: bool
    sources: tuple[str, ...]
    span: Span


def find_reports(db: sqlite3.Connection, ids: Iterable[str]) -> list[Report]:
    """The event reports of these ids that are not set aside, in order of pages and place."""
    rows = db.execute(f"{_SHOWN} WHERE event.id IN {AMONG} {_ORDER}", (listed(dict.fromkeys(ids)),))
    return [_report(row) for row in rows]


def event_rows(
    db: sqlite3.Connection, *, page: str | None = None, ids: Sequence[str] | None = None
) -> list[EventRow]:
    """Event reports of a page or of these ids, in order of pages and place; by `ids` those set aside too."""
    clauses, values = ["1"], list[str]()
    if page is not None:
        clauses.append("event.page = ?")
        values.append(page)
    if ids is not None:
        clauses.append(f"event.id IN {AMONG}")
        values.append(listed(ids))
    reports = _SHOWN if ids is None else _REPORTS.format(event="event")
    rows = db.execute(f"{reports} WHERE {' AND '.join(clauses)} {_ORDER}", values).fetchall()
    events = [decode(EventReport, json.loads(row["record"])) for row in rows]
    passages = Passages(db, (row["page"] for row in rows))
    voices = Voices(db, (source for event in events for source in event.according_to))
    fillers = _fillers(db, {row["id"]: row["page"] for row in rows}, passages)
    return [
        EventRow(
            id=event.id,
            kind=event.kind,
            status=event.status,
            factuality=event.factuality,
            edtf=row["edtf"],
            trigger=passages.text(row["page"], *event.trigger),
            roles=tuple(fillers.get(event.id, ())),
            reporters=voices.speakers(event.according_to),
            claim=row["claim"],
            background=event.background,
            confidence=event.confidence,
            passage=passages.at(row["page"], *hull([event.trigger, *event.evidence[:1]])),
            decided=row["decided"],
        )
        for event, row in zip(events, rows, strict=True)
    ]


def _report(row: sqlite3.Row) -> Report:
    record = json.loads(row["record"])
    spans = [tuple(record["trigger"]), *(tuple(span) for span in record["evidence"][:1])]
    return Report(
        id=row["id"],
        page=row["page"],
        claim=row["claim"],
        kind=row["kind"],
        status=row["status"],
        factuality=row["factuality"],
        edtf=row["edtf"],
        background=bool(row["background"]),
        sources=tuple(record["according_to"]),
        span=hull(spans),
    )


def _fillers(
    db: sqlite3.Connection, pages: Mapping[str, str], passages: Passages
) -> dict[str, list[RoleFiller]]:
    """What fills the roles of each of these events, given with their pages."""
    found: dict[str, list[RoleFiller]] = {}
    query = (
        'SELECT event, role, start, event_role."end", actor.id AS actor, actor.name FROM event_role'
        " LEFT JOIN membership USING (entity) LEFT JOIN actor ON actor.id = membership.actor"
        f" WHERE event IN {AMONG} ORDER BY event, event_role.seq"
    )
    for row in db.execute(query, (listed(pages),)):
        wording = passages.text(pages[row["event"]], row["start"], row["end"])
        actor = NamedActor(row["actor"], row["name"]) if row["actor"] else None
        found.setdefault(row["event"], []).append(RoleFiller(row["role"], wording, actor))
    return found
