"""Claims for readers: who stands where on each, with every passage."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from selon.records import Claim, ClaimRow, NamedActor, Passage, Stance, StanceRow, decode
from selon.store.pages import hull
from selon.store.passages import Passages
from selon.store.rows import During, marks
from selon.store.timeline import event_rows

__all__ = ["ActorNames", "acting_for", "claim_rows", "evidence_passages", "stance_row"]


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
        f"WITH RECURSIVE voice (id) AS (SELECT id FROM actor WHERE id IN {marks(actors)}"
        " UNION SELECT actor.id FROM actor JOIN voice ON actor.acts_for = voice.id) SELECT id FROM voice"
    )
    return {row[0] for row in db.execute(query, sorted(actors))}


def claim_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    kind: str | None = None,
    ids: Sequence[str] | None = None,
) -> list[ClaimRow]:
    """Claims in the order of their ids.

    `actors` are those who have a role in it or a stance on it; the time is that of the event or of a stance.
    """
    clauses, values = ["(? IS NULL OR kind = ?)"], [kind, kind]
    if actors is not None:
        clauses.append(
            f"(id IN (SELECT claim FROM claim_role WHERE filler IN {marks(actors)})"
            f" OR id IN (SELECT claim FROM stance WHERE actor IN {marks(actors)}))"
        )
        values += [*sorted(actors), *sorted(actors)]
    if ids is not None:
        clauses.append(f"id IN {marks(ids)}")
        values += ids
    query = f"SELECT record FROM claim WHERE {' AND '.join(clauses)} ORDER BY number"
    claims = [decode(Claim, json.loads(row[0])) for row in db.execute(query, values).fetchall()]
    names, passages = ActorNames(db), Passages(db)
    return [
        _claim_row(db, claim, stances, names, passages)
        for claim in claims
        for stances in [_stances(db, claim.id)]
        if during.open or any(during.holds(time) for time in (claim.time, *(s.uttered for s in stances)))
    ]


def stance_row(db: sqlite3.Connection, stance: Stance, names: ActorNames, passages: Passages) -> StanceRow:
    """A stance with the names and passages of its evidence."""
    return StanceRow(
        id=stance.id,
        actor=names.named(stance.actor),
        value=stance.value,
        uttered=stance.uttered,
        reported_by=names.named(stance.reported_by) if stance.reported_by else None,
        generic=stance.scope == "generic",
        passages=evidence_passages(db, stance.evidence, passages),
    )


def evidence_passages(
    db: sqlite3.Connection, items: Iterable[str], passages: Passages
) -> tuple[Passage, ...]:
    """Where these quotations and events stand."""
    found = []
    for item in items:
        row = db.execute('SELECT page, start, "end" FROM quotation WHERE id = ?', (item,)).fetchone()
        if row is None:
            event = db.execute("SELECT page, record FROM event WHERE id = ?", (item,)).fetchone()
            if event is None:
                continue
            spans = json.loads(event["record"])
            start, end = hull([tuple(spans["trigger"]), *(tuple(span) for span in spans["evidence"][:1])])
            found.append(passages.at(event["page"], start, end))
        else:
            found.append(passages.at(row["page"], row["start"], row["end"]))
    return tuple(dict.fromkeys(found))


def _stances(db: sqlite3.Connection, claim: str) -> list[Stance]:
    rows = db.execute("SELECT record FROM stance WHERE claim = ? ORDER BY seq", (claim,))
    return [decode(Stance, json.loads(row[0])) for row in rows]


def _claim_row(
    db: sqlite3.Connection, claim: Claim, stances: Sequence[Stance], names: ActorNames, passages: Passages
) -> ClaimRow:
    own = [stance_row(db, stance, names, passages) for stance in stances]
    reports = [event.passage for event in event_rows(db, ids=claim.reports)]
    return ClaimRow(
        claim=claim,
        roles=tuple(
            (role, tuple(names.named(filler).name for filler in fillers))
            for role, fillers in claim.roles.items()
        ),
        stances=(*own, *_for_states(own, names)),
        passages=tuple(dict.fromkeys(reports)),
        sources=len({passage.document for passage in reports}),
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
