"""The part of a dossier that the fold looks at."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from selon.records import (
    Actor,
    Body,
    Claim,
    Copy,
    Found,
    PageRead,
    Placement,
    Stance,
    TraceRow,
    Utterance,
    decode,
)
from selon.store.pages import pages_with
from selon.store.stories import find_placements, find_traces, found_under
from selon.store.texts import copies_at, find_bodies, find_named
from selon.store.utterances import utterances_by, utterances_in

__all__ = ["StoredState"]

_R = TypeVar("_R")


class StoredState:
    """The part of a dossier that the fold looks at (`selon.records.LinkState`)."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def next_number(self, kind: str) -> int:
        """The first number of `a` (actor), `c` (claim) or `s` (story) ids that was never given out."""
        return int(self._db.execute("SELECT next FROM counter WHERE kind = ?", (kind,)).fetchone()[0])

    def actors(self, ids: Collection[str]) -> Sequence[Actor]:
        """The actors of these ids, in the order of ids."""
        return self._select(Actor, "SELECT record FROM actor WHERE id IN {} ORDER BY number", ids)

    def actors_named(self, keys: Collection[str]) -> Sequence[Actor]:
        """The actors one of whose keys is among these, in the order of ids."""
        query = (
            "SELECT record FROM actor WHERE id IN (SELECT actor FROM actor_key WHERE key IN {})"
            " ORDER BY number"
        )
        return self._select(Actor, query, keys)

    def countries(self, actor: str) -> Mapping[str, int]:
        """The countries that pages give this actor, with the number of entities that say so."""
        rows = self._db.execute(
            "SELECT country, count(*) AS n FROM membership JOIN entity ON entity.id = membership.entity"
            " WHERE actor = ? AND country IS NOT NULL GROUP BY country ORDER BY country",
            (actor,),
        )
        return {row["country"]: row["n"] for row in rows}

    def actors_for(self, actors: Collection[str]) -> Sequence[Actor]:
        """The actors whose `acts_for` is one of these, in the order of ids."""
        return self._select(Actor, "SELECT record FROM actor WHERE acts_for IN {} ORDER BY number", actors)

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """The claims of these ids, in the order of ids."""
        return self._select(Claim, "SELECT record FROM claim WHERE id IN {} ORDER BY number", ids)

    def claims_like(self, kind: str, actors: Collection[str]) -> Sequence[Claim]:
        """The claims of this event kind that have one of these actors in a role, in the order of ids."""
        query = (
            "SELECT record FROM claim WHERE id IN (SELECT claim FROM claim_role WHERE filler IN {})"
            " AND kind = ? ORDER BY number"
        )
        return self._select(Claim, query, actors, kind)

    def claims_keyed(self, keys: Collection[str]) -> Sequence[Claim]:
        """The claims that are kept under one of these keys, in the order of ids."""
        query = (
            "SELECT record FROM claim WHERE id IN (SELECT claim FROM claim_key WHERE key IN {})"
            " ORDER BY number"
        )
        return self._select(Claim, query, keys)

    def owners(self, members: Collection[str]) -> Mapping[str, str]:
        """The actor of each of these entities and the claim of each of these event reports that has one."""
        wanted = sorted(members)
        marks = f"({','.join('?' * len(wanted))})"
        rows = self._db.execute(
            f"SELECT entity, actor FROM membership WHERE entity IN {marks}"
            f" UNION ALL SELECT event, claim FROM claim_report WHERE event IN {marks}",
            (*wanted, *wanted),
        )
        return {row[0]: row[1] for row in rows}

    def stances_on(self, claims: Collection[str], actor: str | None = None) -> Sequence[Stance]:
        """The stances on these claims, or only those of one actor, in the order in which they were found."""
        if actor is None:
            return self._select(Stance, "SELECT record FROM stance WHERE claim IN {} ORDER BY seq", claims)
        query = "SELECT record FROM stance WHERE claim IN {} AND actor = ? ORDER BY seq"
        return self._select(Stance, query, claims, actor)

    def holders(self, prints: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The documents found under each of these fingerprints, by numbers that grow as documents come in."""
        from selon.store.prints import find_holders  # numpy, which reading commands do without

        return find_holders(self._db, prints)

    def named(self, numbers: Collection[int]) -> Mapping[int, str]:
        """The documents that `holders` gives these numbers."""
        return find_named(self._db, numbers)

    def bodies(self, documents: Collection[str]) -> Sequence[Body]:
        """Those of these documents that were compared with others, in the order in which they came in."""
        return find_bodies(self._db, documents)

    def copies_in(self, documents: Collection[str]) -> Sequence[Copy]:
        """What stands in these documents of others that came in before them."""
        return copies_at(self._db, (f"in:{document}" for document in documents))

    def utterances_by(
        self, actors: Collection[str], since: str, until: str, limit: int
    ) -> Sequence[Utterance]:
        """The last `limit` quotations of these actors that came in and may fall from one day to another."""
        return utterances_by(self._db, actors, since, until, limit)

    def utterances_in(self, documents: Collection[str]) -> Sequence[Utterance]:
        """All quotations of these documents."""
        return utterances_in(self._db, documents)

    def pages_with(self, events: Collection[str]) -> Sequence[PageRead]:
        """The pages, as decided, on which these event reports stand, in the order in which they came in."""
        return pages_with(self._db, events)

    def term_counts(self, terms: Collection[int]) -> Mapping[int, int]:
        """The count of each of these terms that has one; that of all documents, under 0."""
        from selon.store.term_counts import term_counts  # numpy, which reading commands do without

        return term_counts(self._db, terms)

    def found_under(self, keys: Collection[int]) -> Mapping[int, Found]:
        """The documents that were last to be found under each of these keys."""
        return found_under(self._db, keys)

    def traces(self, numbers: Collection[int]) -> Sequence[TraceRow]:
        """The traces of these numbers."""
        return find_traces(self._db, numbers)

    def placements(self, documents: Collection[str]) -> Sequence[Placement]:
        """The story and chapter of each of these documents, without ties."""
        return find_placements(self._db, documents)

    def _select(self, cls: type[_R], query: str, values: Collection[str], *more: str) -> list[_R]:
        wanted = sorted(values)
        marks = f"({','.join('?' * len(wanted))})"
        rows = self._db.execute(query.format(marks), (*wanted, *more))
        return [decode(cls, json.loads(row[0])) for row in rows]
