"""Relations: actors x actors by what is said to pass between them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from selon.records import EventKind, NamedActor, RelatedActor, RelationRow, Status, side
from selon.store.connection import AMONG, listed
from selon.store.rows import During

__all__ = ["relation_rows"]

_PAIRS = (
    "WITH ends (kind, first, second) AS (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),"
    " json_extract(value, '$[2]') FROM json_each(?))"
    " SELECT claim.id, claim.kind, claim.edtf, claim.earliest, claim.latest, one.filler AS source,"
    " two.filler AS target, ends.first = ends.second AS together"
    " FROM ends JOIN shown_claim AS claim ON claim.kind = ends.kind"
    " JOIN claim_role AS one ON one.claim = claim.id AND one.role = ends.first"
    " JOIN claim_role AS two ON two.claim = claim.id AND two.role = ends.second"
    " WHERE one.filler <> two.filler AND (ends.first <> ends.second OR one.seq < two.seq)"
    " ORDER BY claim.number, one.seq, two.seq"
)


@dataclass(slots=True)
class _Edge:
    """The claims of one relation, with the days that bound them."""

    source: str
    target: str
    kind: str
    directed: bool
    claims: dict[str, None] = field(default_factory=dict)
    days: list[tuple[str | None, str | None]] = field(default_factory=list)


def relation_rows(
    db: sqlite3.Connection,
    kinds: Iterable[EventKind],
    during: During,
    *,
    actors: Collection[str] | None = None,
    others: Collection[str] | None = None,
) -> list[RelationRow]:
    """What is said to pass between actors by events of these kinds, the most reported first.

    With `actors`, only what one of them has a part in; with `others` too, only what lies between one of the
    first and one of the second, either way. The time is that of the events.
    """
    edges: dict[tuple[str, str, str, bool], _Edge] = {}
    ends = [(kind.name, *pair) for kind in kinds for pair in kind.relations]
    for row in db.execute(_PAIRS, (json.dumps(ends),)):
        source, target = row["source"], row["target"]
        if not during.holds(row["edtf"]) or not _between(source, target, actors, others):
            continue
        if row["together"]:
            source, target = sorted((source, target), key=lambda name: (len(name), name))
        key = (source, target, row["kind"], not row["together"])
        edge = edges.setdefault(key, _Edge(*key))
        edge.claims[row["id"]] = None
        edge.days.append((row["earliest"], row["latest"]))
    known = _actors(db, [name for edge in edges.values() for name in (edge.source, edge.target)])
    claims = list(dict.fromkeys(name for edge in edges.values() for name in edge.claims))
    reports, stances = _reports(db, claims), _stances(db, claims)
    rows = [
        _row(edge, known, reports, stances)
        for edge in edges.values()
        if edge.source in known and edge.target in known
    ]
    return sorted(rows, key=lambda row: (-row.reports, row.source.name, row.target.name, row.kind))


def _between(
    source: str, target: str, actors: Collection[str] | None, others: Collection[str] | None
) -> bool:
    if actors is None:
        return True
    if others is None:
        return source in actors or target in actors
    return (source in actors and target in others) or (source in others and target in actors)


def _actors(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, RelatedActor]:
    """The actors of these ids; a wording that fills a role is none."""
    query = f"SELECT id, name, kind, country FROM actor WHERE id IN {AMONG}"
    return {row["id"]: RelatedActor(*row) for row in db.execute(query, (listed(dict.fromkeys(ids)),))}


def _reports(db: sqlite3.Connection, claims: Iterable[str]) -> dict[str, list[tuple[Status, str]]]:
    """The status and the page of each report of these claims."""
    query = (
        "SELECT claim_report.claim, event.status, event.page FROM claim_report"
        f" JOIN shown_event AS event ON event.id = claim_report.event WHERE claim_report.claim IN {AMONG}"
    )
    found: dict[str, list[tuple[Status, str]]] = {}
    for claim, status, page in db.execute(query, (listed(claims),)):
        found.setdefault(claim, []).append((status, page))
    return found


def _stances(db: sqlite3.Connection, claims: Iterable[str]) -> dict[str, list[tuple[str, NamedActor]]]:
    """Who stands for and against each of these claims."""
    query = (
        "SELECT stance.claim, stance.value, actor.id, actor.name FROM shown_stance AS stance"
        f" JOIN actor ON actor.id = stance.actor WHERE stance.claim IN {AMONG} ORDER BY stance.seq"
    )
    found: dict[str, list[tuple[str, NamedActor]]] = {}
    for claim, value, name, label in db.execute(query, (listed(claims),)):
        found.setdefault(claim, []).append((side(value), NamedActor(name, label)))
    return found


def _row(
    edge: _Edge,
    known: Mapping[str, RelatedActor],
    reports: Mapping[str, Sequence[tuple[Status, str]]],
    stances: Mapping[str, Sequence[tuple[str, NamedActor]]],
) -> RelationRow:
    told = [report for claim in edge.claims for report in reports.get(claim, ())]
    taken = [stance for claim in edge.claims for stance in stances.get(claim, ())]
    return RelationRow(
        source=known[edge.source],
        target=known[edge.target],
        directed=edge.directed,
        kind=edge.kind,
        claims=tuple(edge.claims),
        reports=len(told),
        pages=len({page for _, page in told}),
        statuses=dict(Counter(status for status, _ in told).most_common()),
        asserted_by=tuple(dict.fromkeys(actor for where, actor in taken if where == "for")),
        denied_by=tuple(dict.fromkeys(actor for where, actor in taken if where == "against")),
        first=min((first for first, _ in edge.days if first), default=None),
        last=max((last for _, last in edge.days if last), default=None),
    )
