"""After a new reading: actors, claims and stories keep their ids where their members are the same places."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from selon.link.claim_keys import renamed_key
from selon.link.work import number
from selon.records import Actor, ActorRole, Changes, Claim, Group, Membership, Stance

__all__ = ["outgrown", "rebind"]


_SAME = 0.9  # of two groups: so much shared tells more than anything that was before


def rebind(
    before: Changes,
    after: Changes,
    counters: Mapping[str, int],
    former: Sequence[Group] = (),
) -> tuple[Changes, tuple[tuple[str, str], ...]]:
    """`after` under the ids of `before`, and pairs of an id given up and the one that stands for it now.

    An actor is the one that it shares most entities with, and few others stand beside; a claim the one that
    it shares most reports with, a story that of most of its pages. Each old id is given once, the best fit
    first. What is new takes numbers from `counters` on. `former` are the members of actors, claims and
    stories at earlier times (`outgrown`): what comes back has its id back.
    """
    actor_members, old_actor_members = _entities(after), _entities(before)
    ids = [actor.id for actor in after.actors]
    actors = _names(ids, actor_members, old_actor_members, former, f"a{counters['a']}")
    # States that only institutions speak for have no members: their names tell them.
    actors = _by_name(before.actors, after.actors, actors)
    claim_members, old_claim_members = _reports(after), _reports(before)
    ids = [claim.id for claim in after.claims]
    claims = _names(ids, claim_members, old_claim_members, former, f"c{counters['c']}")
    pages, old_pages = _pages(after), _pages(before)
    stories = _names(list(pages), pages, old_pages, former, f"s{counters['s']}")
    aliases = (
        *_aliases([a.id for a in before.actors], old_actor_members, actor_members, actors),
        *_aliases([c.id for c in before.claims], old_claim_members, claim_members, claims),
        *_aliases(list(old_pages), old_pages, pages, stories),
    )
    placed = tuple(dataclasses.replace(it, story=stories[it.story]) for it in after.placements)
    return dataclasses.replace(_renamed(after, actors, claims), placements=placed), aliases


def outgrown(before: Changes, after: Changes) -> tuple[Group, ...]:
    """The actors, claims and stories of `before` that are gone or others in `after`, and their members."""
    found = []
    for members_of in (_entities, _reports, _pages):
        members, now = members_of(before), members_of(after)
        for owner, old in members.items():
            shared = len(set(old).intersection(now.get(owner, ())))
            if shared < _SAME * (len(old) + len(now.get(owner, ())) - shared):
                found.append((owner, old))
    return tuple(found)


def _entities(changes: Changes) -> "_Members":
    return _by_owner((member.actor, member.entity) for member in changes.memberships)


def _reports(changes: Changes) -> "_Members":
    return _by_owner((claim.id, event) for claim in changes.claims for event in claim.reports)


def _pages(changes: Changes) -> "_Members":
    return _by_owner((place.story, place.document) for place in changes.placements)


def _by_owner(pairs: Iterable[tuple[str, str]]) -> "_Members":
    found: dict[str, list[str]] = {}
    for owner, member in pairs:
        found.setdefault(owner, []).append(member)
    return {owner: tuple(members) for owner, members in found.items()}


_Members = Mapping[str, tuple[str, ...]]


def _names(
    ids: Sequence[str], members: _Members, old_members: _Members, former: Sequence[Group], following: str
) -> dict[str, str]:
    """The id that each of `ids` has from now on; `following` is the first that was never given."""
    kind, first = following[0], number(following)
    groups = [*old_members.items(), *(group for group in former if group[0].startswith(kind))]
    fits = _fits(ids, members, groups)
    names: dict[str, str] = {}
    taken: set[str] = set()
    # Of equal fits, the one with what is there now comes first.
    for _, _, _, _, new, old in sorted(
        (-fit, old not in old_members, number(new), number(old), new, old) for fit, new, old in fits
    ):
        if new not in names and old not in taken:
            names[new] = old
            taken.add(old)
    for new in ids:
        if new not in names:
            names[new] = f"{kind}{first}"
            first += 1
    return names


def _fits(ids: Sequence[str], members: _Members, groups: Sequence[Group]) -> list[tuple[float, str, str]]:
    """How well new groups fit old ones that share members: the number that they share, less for others.

    Equal groups fit by their whole number, which no other fit exceeds.
    """
    places: dict[str, list[int]] = {}
    for place, (_, found) in enumerate(groups):
        for member in found:
            places.setdefault(member, []).append(place)
    fits = []
    for new in ids:
        mine = members.get(new, ())
        for place, shared in Counter(place for m in mine for place in places.get(m, ())).items():
            owner, found = groups[place]
            alike = shared / (len(mine) + len(found) - shared)
            fits.append((shared * alike**2, new, owner))
    return fits


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
