"""Claims for readers: who stands where on each, with every passage."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from selon.records import Claim, ClaimRow, NamedActor, Passage, Stance, StanceRow, decode
from selon.store.connection import AMONG, listed
from selon.store.copies import Copied
from selon.store.passages import Passages
from selon.store.reports import Report, find_reports
from selon.store.rows import During

__all__ = ["ActorNames", "acting_for", "claim_rows", "evidence_passages", "stance_rows"]

_Places = Mapping[str, tuple[str, int, int]]


class ActorNames:
    """The actors of a dossier by id: their names and whom they act for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._rows = {row["id"]: row for row in db.execute("SELECT id, name, kind, acts_for FROM actor")}

    def named(self, actor: str) -> NamedActor:
        """The actor with its name; the id stands for a name that is not known."""
        row = self._rows.get(actor)
        return NamedActor(actor, row["name"] if row else actor)

    def above(self, actor: str) -> list[str]:
        """Whose word this actor's word also is, nearest first."""
        found: list[str] = []
        row = self._rows.get(actor)
        while row is not None and row["acts_for"] and row["acts_for"] not in (*found, actor):
            found.append(row["acts_for"])
            row = self._rows.get(row["acts_for"])
        return found

    def is_state(self, actor: str) -> bool:
        """Whether the actor is a state."""
        row = self._rows.get(actor)
        return row is not None and row["kind"] == "state"


def acting_for(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    """These actors and all who act for one of them, directly or through others."""
    query = (
        f"WITH RECURSIVE voice (id) AS (SELECT id FROM actor WHERE id IN {AMONG}"
        " UNION SELECT actor.id FROM actor JOIN voice ON actor.acts_for = voice.id) SELECT id FROM voice"
    )
    return {row[0] for row in db.execute(query, (listed(sorted(actors)),))}


def claim_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    kind: str | None = None,
    ids: Sequence[str] | None = None,
    limit: int | None = None,
) -> list[ClaimRow]:
    """Claims in the order of their ids, at most the first `limit`.

    `actors` are those who have a role in it or a stance on it; the time is that of the event or of a stance.
    A claim all of whose reports are set aside, since they recur, is only found by `ids`.
    """
    claims = _claims(db, during, actors=actors, kind=kind, ids=ids, limit=limit)
    stances = _stances(db, [claim.id for claim in claims])
    reports: dict[str | None, list[Report]] = {}
    for report in find_reports(db, (name for claim in claims for name in claim.reports)):
        reports.setdefault(report.claim, []).append(report)
    places = _places(db, (item for found in stances.values() for it in found for item in it.evidence))
    pages = [
        *(it.page for told in reports.values() for it in told),
        *(page for page, _, _ in places.values()),
    ]
    names, passages, copied = ActorNames(db), Passages(db, pages), Copied(db, pages)
    rows = []
    for claim in claims:
        own = [_stance_row(stance, names, places, passages) for stance in stances.get(claim.id, ())]
        rows.append(_claim_row(claim, own, reports.get(claim.id, ()), names, passages, copied=copied))
    return rows


def stance_rows(db: sqlite3.Connection, stances: Sequence[Stance]) -> list[StanceRow]:
    """Stances with the names and passages of their evidence."""
    places = _places(db, (item for stance in stances for item in stance.evidence))
    passages, names = Passages(db, (page for page, _, _ in places.values())), ActorNames(db)
    return [_stance_row(stance, names, places, passages) for stance in stances]


def evidence_passages(db: sqlite3.Connection, items: Iterable[str]) -> tuple[Passage, ...]:
    """Where these quotations and events stand."""
    wanted = list(items)
    places = _places(db, wanted)
    return _passages(wanted, places, Passages(db, (page for page, _, _ in places.values())))


def _claims(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None,
    kind: str | None,
    ids: Sequence[str] | None,
    limit: int | None,
) -> list[Claim]:
    clauses, values = ["1"], list[str]()
    if kind is not None:
        clauses.append("kind = ?")
        values.append(kind)
    if actors is not None:
        clauses.append(
            f"(id IN (SELECT claim FROM claim_role WHERE filler IN {AMONG})"
            f" OR id IN (SELECT claim FROM shown_stance WHERE actor IN {AMONG}))"
        )
        values += [listed(sorted(actors))] * 2
    if ids is not None:
        clauses.append(f"id IN {AMONG}")
        values.append(listed(ids))
    if not during.open:
        during.lend(db)
        clauses.append("(during(edtf) OR id IN (SELECT claim FROM shown_stance WHERE during(uttered)))")
    table = "shown_claim" if ids is None else "claim"
    query = f"SELECT record FROM {table} WHERE {' AND '.join(clauses)} ORDER BY number LIMIT ?"
    rows = db.execute(query, (*values, -1 if limit is None else limit))
    return [decode(Claim, json.loads(row[0])) for row in rows.fetchall()]


def _stances(db: sqlite3.Connection, claims: Iterable[str]) -> dict[str, list[Stance]]:
    found: dict[str, list[Stance]] = {}
    query = f"SELECT claim, record FROM shown_stance WHERE claim IN {AMONG} ORDER BY seq"
    for claim, record in db.execute(query, (listed(claims),)):
        found.setdefault(claim, []).append(decode(Stance, json.loads(record)))
    return found


def _places(db: sqlite3.Connection, items: Iterable[str]) -> dict[str, tuple[str, int, int]]:
    """The page and span of quotations and events."""
    wanted = list(dict.fromkeys(items))
    query = f'SELECT id, page, start, "end" FROM shown_quotation WHERE id IN {AMONG}'
    found = {name: (page, start, end) for name, page, start, end in db.execute(query, (listed(wanted),))}
    events = find_reports(db, (item for item in wanted if item not in found))
    return found | {event.id: (event.page, *event.span) for event in events}


def _passages(items: Iterable[str], places: _Places, passages: Passages) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(passages.at(*places[item]) for item in items if item in places))


def _stance_row(stance: Stance, names: ActorNames, places: _Places, passages: Passages) -> StanceRow:
    return StanceRow(
        id=stance.id,
        actor=names.named(stance.actor),
        value=stance.value,
        uttered=stance.uttered,
        reported_by=names.named(stance.reported_by) if stance.reported_by else None,
        generic=stance.scope == "generic",
        passages=_passages(stance.evidence, places, passages),
    )


def _claim_row(
    claim: Claim,
    own: Sequence[StanceRow],
    reports: Iterable[Report],
    names: ActorNames,
    passages: Passages,
    *,
    copied: Copied,
) -> ClaimRow:
    told = [passages.at(report.page, *report.span) for report in reports]
    return ClaimRow(
        claim=claim,
        roles=tuple(
            (role, tuple(names.named(filler).name for filler in fillers))
            for role, fillers in claim.roles.items()
        ),
        stances=(*own, *_for_states(own, names)),
        passages=tuple(dict.fromkeys(told)),
        sources=len({passage.document for passage in told}),
        independent=copied.independent([(passage.document, passage.span) for passage in told]),
    )


def _for_states(rows: Sequence[StanceRow], names: ActorNames) -> list[StanceRow]:
    """The word of a body as the word of its state, where the state says nothing of the kind itself."""
    said = {(row.actor.id, row.value) for row in rows}
    derived: dict[tuple[str, str], StanceRow] = {}
    for row in rows:
        for above in names.above(row.actor.id):
            if not names.is_state(above) or (above, row.value) in said:
                continue
            before = derived.get((above, row.value))
            passages = tuple(dict.fromkeys([*(before.passages if before else ()), *row.passages]))
            derived[above, row.value] = StanceRow(
                id=before.id if before else row.id,
                actor=names.named(above),
                value=row.value,
                uttered=before.uttered if before else row.uttered,
                reported_by=before.reported_by if before else row.reported_by,
                generic=row.generic,
                passages=passages,
                through=before.through if before else row.actor,
            )
    return list(derived.values())
