"""The state of a fold while it runs: what the dossier holds, with this fold's changes laid over it."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from selon.records import Actor, Changes, Claim, LinkState, Membership, Stance

__all__ = ["Work", "number"]

_AT_ONCE = 50  # members that are asked for at once: nearly always one of the first has an owner


def number(name: str) -> int:
    """The number in an id such as `a12`."""
    return int(name[1:])


class Work:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        self._actors: dict[str, Actor] = {}
        self._keys: dict[str, dict[str, None]] = {}
        self._memberships: list[Membership] = []
        self._owners: dict[str, str] = {}  # of entities and event reports
        self._claims: dict[str, Claim] = {}
        self._claim_keys: dict[str, dict[str, None]] = {}
        self._stances: dict[str, Stance] = {}
        self._stances_on: dict[str, dict[str, Stance]] = {}
        self._next: dict[str, int] = {}
        # What was read stays true while the fold runs: only the fold writes, and only at its end.
        self._read_actors: dict[str, Actor] = {}
        self._read_claims: dict[str, Claim] = {}
        self._countries: dict[str, Counter[str]] = {}

    def changes(self) -> Changes:
        """All changes so far."""
        return Changes(
            actors=tuple(self._actors.values()),
            actor_keys=tuple((key, name) for key, names in self._keys.items() for name in names),
            memberships=tuple(self._memberships),
            claims=tuple(self._claims.values()),
            claim_keys=tuple((key, name) for key, names in self._claim_keys.items() for name in names),
            stances=tuple(self._stances.values()),
        )

    def owners(self, members: Sequence[str]) -> dict[str, str]:
        """The actor of each of these entities and the claim of each of these event reports that has one."""
        found = dict(self._state.owners(members)) if members else {}
        return found | {name: self._owners[name] for name in members if name in self._owners}

    def owner(self, members: Sequence[str]) -> str | None:
        """The actor or claim of the first of these members that has one; of a group, that of all."""
        for name in members:
            if name in self._owners:
                return self._owners[name]
        for at in range(0, len(members), _AT_ONCE):
            some = members[at : at + _AT_ONCE]
            found = self._state.owners(some)
            for name in some:
                if name in found:
                    return found[name]
        return None

    def peek(self, kind: str) -> int:
        """The number that the next id of a kind will have."""
        return self._next.get(kind) or self._state.next_number(kind)

    def mint(self, kind: str) -> str:
        """A new id of a kind: `a`, `c` or `s`."""
        following = self.peek(kind)
        self._next[kind] = following + 1
        return f"{kind}{following}"

    def actor(self, name: str) -> Actor:
        """The actor of this id."""
        known = self._actors.get(name) or self._read_actors.get(name)
        if known is None:
            known = self._read_actors[name] = self._state.actors([name])[0]
        return known

    def actors_named(self, keys: Collection[str]) -> list[Actor]:
        """The actors one of whose keys is among these, in the order of ids."""
        found = {actor.id: self._actors.get(actor.id, actor) for actor in self._state.actors_named(keys)}
        for key in keys:
            for name in self._keys.get(key, ()):
                found.setdefault(name, self.actor(name))
        return sorted(found.values(), key=lambda actor: number(actor.id))

    def kin(self, actors: Collection[str]) -> frozenset[str]:
        """These actors, whom they act for, and those who act for any of these."""
        found, above = set(actors), list(actors)
        while above:
            name = self.actor(above.pop()).acts_for
            if name is not None and name not in found:
                found.add(name)
                above.append(name)
        fresh = set(found)
        while fresh:
            below = {actor.id for actor in self._state.actors_for(fresh)}
            below |= {actor.id for actor in self._actors.values() if actor.acts_for in fresh}
            fresh = below - found
            found |= fresh
        return frozenset(found)

    def put_actor(self, actor: Actor, keys: Iterable[str]) -> None:
        """Add or replace an actor, and add name keys to those it has."""
        self._actors[actor.id] = actor
        for key in sorted(keys):
            self._keys.setdefault(key, {})[actor.id] = None

    def put_membership(self, membership: Membership, country: str | None = None) -> None:
        """A page's entity is an actor; `country` is what the page says of it."""
        self._memberships.append(membership)
        self._owners[membership.entity] = membership.actor
        if country is not None:
            self._countries.setdefault(membership.actor, Counter())[country] += 1

    def country(self, actor: str, more: str | None) -> str | None:
        """The country that most pages give an actor, with one more vote; of equals, the one of that vote."""
        votes = Counter(self._state.countries(actor)) + self._countries.get(actor, Counter())
        if more is not None:
            votes[more] += 1
        return max(votes, key=lambda code: (votes[code], code == more, code), default=None)

    def claim(self, name: str) -> Claim:
        """The claim of this id."""
        known = self._claims.get(name) or self._read_claims.get(name)
        if known is None:
            known = self._read_claims[name] = self._state.claims([name])[0]
        return known

    def claims_like(self, kind: str, actors: Collection[str]) -> list[Claim]:
        """The claims of a kind that have one of these actors in a role, in the order of ids."""
        stored = self._state.claims_like(kind, actors) if actors else ()
        self._read_claims.update((claim.id, claim) for claim in stored)
        found = {claim.id: claim for claim in (*stored, *self._claims.values())}
        wanted = frozenset(actors)
        current = [self._claims.get(name, claim) for name, claim in found.items()]
        return sorted(
            (
                c
                for c in current
                if c.kind == kind and any(not wanted.isdisjoint(f) for f in c.roles.values())
            ),
            key=lambda claim: number(claim.id),
        )

    def claims_keyed(self, keys: Collection[str]) -> list[Claim]:
        """The claims that are kept under one of these keys, in the order of ids."""
        stored = self._state.claims_keyed(keys) if keys else ()
        self._read_claims.update((claim.id, claim) for claim in stored)
        names = {claim.id for claim in stored}.union(*(self._claim_keys.get(key, ()) for key in keys))
        return [self.claim(name) for name in sorted(names, key=number)]

    def put_claim(self, claim: Claim, keys: Iterable[str] = ()) -> None:
        """Add or replace a claim, and add keys to those it has."""
        self._claims[claim.id] = claim
        self._owners.update((name, claim.id) for name in claim.reports[-1:])  # those before are known
        for key in keys:
            self._claim_keys.setdefault(key, {})[claim.id] = None

    def stances_on(self, claims: Collection[str], actor: str | None = None) -> list[Stance]:
        """The stances on these claims, or only those of one actor, in the order in which they were found."""
        found = {stance.id: stance for stance in self._state.stances_on(claims, actor)}
        for claim in claims:
            for name, stance in self._stances_on.get(claim, {}).items():
                if actor in (None, stance.actor):
                    found[name] = stance
        return list(found.values())

    def put_stance(self, stance: Stance) -> None:
        """Add a stance; the evidence of one that is there already grows."""
        known = self.stances_on([stance.claim], stance.actor)
        before = next((old for old in known if old.id == stance.id), None)
        if before is not None:
            evidence = tuple(dict.fromkeys((*before.evidence, *stance.evidence)))
            stance = dataclasses.replace(before, evidence=evidence)
        self._stances[stance.id] = stance
        self._stances_on.setdefault(stance.claim, {})[stance.id] = stance
