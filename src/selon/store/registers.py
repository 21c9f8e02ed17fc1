"""Registers: the events of one kind as a table, with who asserts and who denies each; the kinds there are."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from selon.records import (
    ClaimRow,
    EventRow,
    KindRow,
    NamedActor,
    Register,
    RegisterRow,
    Side,
    StanceValue,
    edtf_key,
    side,
)
from selon.store.claims import claim_rows
from selon.store.connection import AMONG, listed
from selon.store.reports import event_rows
from selon.store.rows import During

__all__ = ["kind_rows", "register"]

_STANCES: tuple[StanceValue, ...] = get_args(StanceValue)
_SIDES: tuple[Side, ...] = ("for", "against")

# Every report with the event that it is of: its claim or, without one, itself.
_TOLD = (
    "SELECT event.id, event.page, event.kind, event.seq, coalesce(claim_report.claim, event.id) AS grp,"
    " coalesce(claim.edtf, event.edtf) AS edtf, coalesce(claim.earliest, event.earliest) AS earliest,"
    " coalesce(claim.latest, event.latest) AS latest"
    " FROM shown_event AS event LEFT JOIN claim_report ON claim_report.event = event.id"
    " LEFT JOIN claim ON claim.id = claim_report.claim"
)
_KINDS = (
    "SELECT kind, count(DISTINCT grp) AS events, count(*) AS reports, count(DISTINCT page) AS pages,"
    f" count(DISTINCT CASE WHEN grp IN (SELECT claim FROM shown_stance WHERE value IN {AMONG}) THEN grp END)"
    " AS asserted,"
    f" count(DISTINCT CASE WHEN grp IN (SELECT claim FROM shown_stance WHERE value IN {AMONG}) THEN grp END)"
    f" AS denied, min(earliest) AS first, max(latest) AS last FROM ({_TOLD}) AS told"
    " WHERE {wanted} GROUP BY kind ORDER BY events DESC, reports DESC, kind"
)
_GROUPS = (
    f"SELECT told.id, told.grp, told.edtf FROM ({_TOLD} WHERE event.kind = ?) AS told"
    " JOIN page ON page.id = told.page ORDER BY page.seq, told.seq"
)
_TAKING_PART = (
    f"WITH member AS (SELECT entity FROM membership WHERE actor IN {AMONG})"
    " SELECT event FROM event_role WHERE entity IN member"
    " UNION SELECT event FROM event_source JOIN quotation_voice USING (quotation)"
    " WHERE part IN ('speaker', 'on_behalf_of') AND entity IN member"
    " UNION SELECT event FROM claim_report JOIN stance ON stance.claim = claim_report.claim"
    f" WHERE stance.actor IN {AMONG}"
)
_UTTERED = (
    "SELECT event, uttered FROM event_source JOIN quotation ON quotation.id = event_source.quotation"
    f" WHERE uttered IS NOT NULL AND event IN {AMONG}"
)


@dataclass(slots=True)
class _Group:
    """The reports of one event before they are read, with its time: its claim's, else a report's."""

    id: str
    edtf: str | None = None
    events: list[str] = field(default_factory=list)


def kind_rows(
    db: sqlite3.Connection, during: During, *, actors: Collection[str] | None = None
) -> list[KindRow]:
    """What there is of each kind of event, the most frequent first; filters as for `register`."""
    clauses, values = ["1"], [listed(value for value in _STANCES if side(value) == way) for way in _SIDES]
    if not during.open:
        during.lend(db)
        clauses.append("during(edtf)")
    if actors is not None:
        clauses.append(f"grp IN (SELECT grp FROM ({_TOLD}) WHERE id IN ({_TAKING_PART}))")
        values += [listed(sorted(actors))] * 2
    rows = db.execute(_KINDS.format(wanted=" AND ".join(clauses)), values)
    return [KindRow(**dict(row)) for row in rows]


def register(
    db: sqlite3.Connection,
    kind: str,
    roles: Sequence[str],
    during: During,
    *,
    actors: Collection[str] | None = None,
    limit: int | None = None,
) -> Register:
    """The events of a kind in order of their time, the undated ones last, at most the first `limit`.

    Reports of one claim are one row. `roles` are those of the kind; others that its events have come after
    them. `actors` are those who take part, tell of it, or take a stance on it.
    """
    groups = _groups(db, kind, during, actors)[:limit]
    events = {row.id: row for row in event_rows(db, ids=[name for group in groups for name in group.events])}
    claimed = claim_rows(db, During(None, None), ids=[group.id for group in groups])
    claims = {row.claim.id: row for row in claimed}
    uttered: dict[str, list[str]] = {}
    for event, edtf in db.execute(_UTTERED, (listed(events),)):
        uttered.setdefault(event, []).append(edtf)
    rows = [
        _register_row(
            group,
            [events[name] for name in group.events],
            claims.get(group.id),
            [edtf for name in group.events for edtf in uttered.get(name, ())],
            (kind, roles),
        )
        for group in groups
    ]
    columns = dict.fromkeys([*roles, *(role for row in rows for role in row.roles)])
    return Register(kind, tuple(columns), tuple(rows))


def _groups(
    db: sqlite3.Connection, kind: str, during: During, actors: Collection[str] | None
) -> list[_Group]:
    found: dict[str, _Group] = {}
    for event, name, edtf in db.execute(_GROUPS, (kind,)):
        group = found.get(name) or found.setdefault(name, _Group(name))
        group.edtf = group.edtf or edtf
        group.events.append(event)
    groups = [group for group in found.values() if during.holds(group.edtf)]
    if actors is not None:
        wanted = listed(sorted(actors))
        taking_part = {row[0] for row in db.execute(_TAKING_PART, (wanted, wanted))}
        groups = [group for group in groups if not taking_part.isdisjoint(group.events)]
    return sorted(groups, key=lambda group: edtf_key(group.edtf))


def _register_row(
    group: _Group,
    events: Sequence[EventRow],
    claim: ClaimRow | None,
    said: Sequence[str],
    columns: tuple[str, Sequence[str]],
) -> RegisterRow:
    kind, roles = columns
    statuses = Counter(event.status for event in events)
    asserted, denied, others = _stances(events, claim)
    spoken = [stance.uttered for stance in claim.stances if stance.uttered] if claim else []
    pages = {event.passage.document for event in events}
    own = {it.passage.document for it in events if not it.reporters and it.status == "asserted"}
    return RegisterRow(
        id=group.id,
        kind=kind,
        roles=_roles(events, claim, roles),
        edtf=group.edtf,
        statuses=tuple(status for status, _ in statuses.most_common()),
        asserted_by=asserted,
        denied_by=denied,
        others=others,
        said=tuple(sorted(dict.fromkeys([*said, *spoken]), key=edtf_key)),
        pages=len(pages),
        own_voice=len(own),
        passages=tuple(dict.fromkeys(event.passage for event in events)),
    )


def _roles(
    events: Iterable[EventRow], claim: ClaimRow | None, order: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """What fills each role: the actors of the claim, those of its reports, and how these word the rest."""
    actors: dict[str, list[str]] = {}
    worded: dict[str, list[str]] = {}
    for event in events:
        for it in event.roles:
            found, name = (actors, it.actor.name) if it.actor else (worded, it.wording)
            found.setdefault(it.role, []).append(" ".join(name.split()))
    claimed = dict(claim.roles) if claim else {}
    names = dict.fromkeys([*order, *claimed, *actors, *worded])
    filled = {
        role: _distinct([*claimed.get(role, ()), *actors.get(role, ())], worded.get(role, []))
        for role in names
    }
    return {role: values for role, values in filled.items() if values}


def _distinct(names: Sequence[str], wordings: Sequence[str]) -> tuple[str, ...]:
    """Each once; a wording that stands inside another one adds nothing (*missiles*, *des missiles*)."""
    found = {_folded(name): name for name in reversed([*names, *wordings])}
    worded = {_folded(wording) for wording in wordings}
    inner = {key for key in worded if any(f" {key} " in f" {other} " for other in found if other != key)}
    return tuple(found[key] for key in reversed(found) if key not in inner)


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'").replace("'", "' ")


def _stances(
    events: Iterable[EventRow], claim: ClaimRow | None
) -> tuple[tuple[NamedActor, ...], tuple[NamedActor, ...], dict[StanceValue, tuple[NamedActor, ...]]]:
    """Who stands for it, who against it, and who otherwise; of a lone report, whose word it is."""
    if claim is None:
        told = [(event.status, actor) for event in events for actor in event.reporters]
        return (
            tuple(dict.fromkeys(actor for status, actor in told if status == "asserted")),
            tuple(dict.fromkeys(actor for status, actor in told if status == "denied")),
            {},
        )
    by_side: dict[str, dict[NamedActor, None]] = {"for": {}, "against": {}}
    others: dict[StanceValue, dict[NamedActor, None]] = {}
    for stance in claim.stances:
        there = side(stance.value)
        (by_side[there] if there in by_side else others.setdefault(stance.value, {}))[stance.actor] = None
    return (
        tuple(by_side["for"]),
        tuple(by_side["against"]),
        {value: tuple(actors) for value, actors in others.items()},
    )
