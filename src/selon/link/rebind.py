"""After a new reading: ids of actors and claims are kept where their members are still the same places."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from selon.link.claim_keys import renamed_key
from selon.link.work import number
from selon.records import Actor, ActorRole, Changes, Claim, Membership, Stance

__all__ = ["rebind"]


def rebind(
    before: Changes,
    after: Changes,
    counters: Mapping[str, int],
    former: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Changes, tuple[tuple[str, str], ...]]:
    """`after` under the ids of `before`, and pairs of an id given up and the one that stands for it now.

    An actor is the one that shares most entities with it, a claim the one that shares most reports; each old
    id is given once, the largest overlap first. What is new takes numbers from `counters` on. `former` are
    the members of actors and claims that are not in `before`, but were once: what comes back has its id back.
    """
    gone = former or {}
    actor_members = _by_owner((m.actor, m.entity) for m in after.memberships)
    old_actor_members = _by_owner((m.actor, m.entity) for m in before.memberships)
    actors = _names(
        "a", [a.id for a in after.actors], actor_members, {**_of("a", gone), **old_actor_members}, counters
    )
    # States that only institutions speak for have no members: their names tell them.
    actors = _by_name(before.actors, after.actors, actors)
    claim_members = _by_owner((c.id, event) for c in after.claims for event in c.reports)
    old_claim_members = _by_owner((c.id, event) for c in before.claims for event in c.reports)
    claims = _names(
        "c", [c.id for c in after.claims], claim_members, {**_of("c", gone), **old_claim_members}, counters
    )
    aliases = (
        *_aliases([a.id for a in before.actors], old_actor_members, actor_members, actors),
        *_aliases([c.id for c in before.claims], old_claim_members, claim_members, claims),
    )
    return _renamed(after, actors, claims), aliases


def _by_owner(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owner, member in pairs:
        found.setdefault(owner, []).append(member)
    return found


_Members = Mapping[str, Sequence[str]]


def _of(kind: str, members: _Members) -> _Members:
    return {owner: found for owner, found in members.items() if owner.startswith(kind)}


def _names(
    kind: str, ids: Sequence[str], members: _Members, old_members: _Members, counters: Mapping[str, int]
) -> dict[str, str]:
    owners = {member: owner for owner, found in old_members.items() for member in found}
    overlaps = [
        (count, new, old)
        for new in ids
        for old, count in Counter(owners[m] for m in members.get(new, ()) if m in owners).items()
    ]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(
        overlaps, key=lambda overlap: (-overlap[0], number(overlap[1]), number(overlap[2]))
    ):
        if new not in names and old not in taken:
            names[new] = old
            taken.add(old)
    following = counters[kind]
    for new in ids:
        if new not in names:
            names[new] = f"{kind}{following}"
            following += 1
    return names


def _by_name(before: Sequence[Actor], after: Sequence[Actor], names: Mapping[str, str]) -> dict[str, str]:
    used, known = set(names.values()), {actor.id for actor in before}
    free = {actor.country: actor.id for actor in before if actor.kind == "state" and actor.id not in used}
    renamed = dict(names)
    for actor in after:
        if actor.kind == "state" and names[actor.id] not in known and actor.country in free:
            renamed[actor.id] = free[actor.country]
    return renamed


def _aliases(
    old: Sequence[str], old_members: _Members, members: _Members, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    owners = {member: names[owner] for owner, found in members.items() for member in found}
    kept = set(names.values())
    pairs = []
    for name in old:
        successors = Counter(owners[member] for member in old_members.get(name, ()) if member in owners)
        if name not in kept and successors:
            best = max(successors, key=lambda new: (successors[new], -number(new)))
            pairs.append((name, best))
    return pairs


def _renamed(changes: Changes, actors: Mapping[str, str], claims: Mapping[str, str]) -> Changes:
    return Changes(
        actors=tuple(sorted((_actor(a, actors) for a in changes.actors), key=lambda a: number(a.id))),
        actor_keys=tuple((key, actors[name]) for key, name in changes.actor_keys),
        memberships=tuple(Membership(m.entity, actors[m.actor], m.score, m.why) for m in changes.memberships),
        claim_keys=tuple((renamed_key(key, actors), claims[name]) for key, name in changes.claim_keys),
        claims=tuple(sorted((_claim(c, actors, claims) for c in changes.claims), key=lambda c: number(c.id))),
        stances=tuple(_stance(s, actors, claims) for s in changes.stances),
        narrowings=changes.narrowings,
        variants=changes.variants,
    )


def _actor(actor: Actor, names: Mapping[str, str]) -> Actor:
    roles = tuple(
        ActorRole(role.role, names[role.organisation] if role.organisation else None, role.edtf)
        for role in actor.roles
    )
    acts_for = names[actor.acts_for] if actor.acts_for else None
    return dataclasses.replace(actor, id=names[actor.id], acts_for=acts_for, roles=roles)


def _claim(claim: Claim, actors: Mapping[str, str], claims: Mapping[str, str]) -> Claim:
    return dataclasses.replace(
        claim,
        id=claims[claim.id],
        roles={role: tuple(actors.get(name, name) for name in ids) for role, ids in claim.roles.items()},
        broader=tuple(claims[name] for name in claim.broader),
        narrower=tuple(claims[name] for name in claim.narrower),
    )


def _stance(stance: Stance, actors: Mapping[str, str], claims: Mapping[str, str]) -> Stance:
    claim, actor = claims[stance.claim], actors[stance.actor]
    rest = stance.id.removeprefix(f"{stance.claim}.{stance.actor}")
    return dataclasses.replace(
        stance,
        id=f"{claim}.{actor}{rest}",
        actor=actor,
        claim=claim,
        reported_by=actors[stance.reported_by] if stance.reported_by else None,
    )
