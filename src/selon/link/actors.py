"""From a page's entities to the actors of the dossier: who is who, and who speaks for whom."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.names import (
    full_names,
    kind_group,
    name_keys,
    spelling_keys,
    state_key,
    surname_keys,
)
from selon.link.ties import Ties
from selon.link.work import Work
from selon.records import Actor, ActorRole, Entity, Membership, Mention, PageRead

__all__ = ["link_actors"]

_ALWAYS = ("state", "organisation", "person")
_ORDER = {"state": 0, "organisation": 1, "group": 2, "document": 3, "person": 4, "unnamed": 5}


def link_actors(work: Work, page: PageRead, pack: LanguagePack, ties: Ties | None = None) -> dict[str, str]:
    """The actor of each entity of a page; new actors, names, roles and memberships go into `work`.

    `ties` are the reader's merges and splits: they come before names.
    """
    found: dict[str, str] = {}
    mentions: dict[str, list[Mention]] = {}
    for mention in page.analysis.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    # Bodies before those who speak for them, full names before surnames alone.
    taking_part = _taking_part(page)
    relevant = [
        e for e in page.analysis.entities if e.id in taking_part or (e.kind in _ALWAYS and _is_name(e.name))
    ]
    short = {e.id for e in relevant if e.kind == "person" and not full_names(e, pack)}
    entities = sorted(relevant, key=lambda e: (_ORDER[e.kind], e.id in short))
    for entity in entities:
        roles = _roles(mentions.get(entity.id, ()), found, page.document.published.edtf)
        actor, score, why, keys = _decided(
            work, entity, _resolve(work, entity, roles, found, pack), ties or Ties()
        )
        actor = _with_entity(actor, entity, roles)
        if actor.kind == "person":
            actor = dataclasses.replace(actor, country=work.country(actor.id, entity.country))
        spoken_for = _acts_for(work, actor, entity, pack)
        if spoken_for not in (None, actor.id):
            actor = dataclasses.replace(actor, acts_for=spoken_for)
        work.put_actor(actor, keys)
        work.put_membership(Membership(entity.id, actor.id, score, why), entity.country)
        found[entity.id] = actor.id
    return found


def _is_name(words: str) -> bool:
    return any(letter.isupper() for letter in words)


def _taking_part(page: PageRead) -> frozenset[str]:
    """The entities that speak, are spoken for, have a part in an event, or bear somebody's role."""
    analysis = page.analysis
    entities = {mention.id: mention.entity for mention in analysis.mentions}
    found = {mention.organisation for mention in analysis.mentions}
    for quotation in analysis.quotations:
        found.update((*quotation.speakers, *quotation.on_behalf_of, *quotation.via))
    for event in analysis.events:
        found.update(entities.get(role.mention or "") for role in event.roles)
    return frozenset(name for name in found if name is not None)


def _roles(mentions: Iterable[Mention], found: Mapping[str, str], published: str | None) -> list[ActorRole]:
    roles = [
        ActorRole(mention.role, found.get(mention.organisation or ""), published)
        for mention in mentions
        if mention.role
    ]
    placed = {role.role for role in roles if role.organisation}
    return [role for role in dict.fromkeys(roles) if role.organisation or role.role not in placed]


_Resolved = tuple[Actor, float, str, frozenset[str]]


def _resolve(
    work: Work, entity: Entity, roles: Sequence[ActorRole], found: Mapping[str, str], pack: LanguagePack
) -> _Resolved:
    if entity.kind == "state" and entity.country:
        return _state(work, entity.country, entity, pack)
    if entity.kind == "unnamed":
        return _new(work, entity), 1.0, "unnamed source of this page", frozenset()
    if entity.kind == "person":
        return _person(work, entity, roles, frozenset(found.values()), pack)
    if not _is_name(entity.name):
        return _new(work, entity), 1.0, "a description, of this page", frozenset()
    keys = _all_keys((entity.name, *entity.aliases), pack)
    for actor in work.actors_named(keys):
        if kind_group(actor.kind) == kind_group(entity.kind) and _agree(actor.country, entity.country):
            return actor, 0.95, "same name", keys
    return _new(work, entity), 1.0, "first of this name", keys


def _decided(work: Work, entity: Entity, resolved: _Resolved, ties: Ties) -> _Resolved:
    """The actor by the reader's word where there is one: that of its fellows, never one of its strangers."""
    actor, score, why, keys = resolved
    owner = work.owner(ties.fellows(entity.id))
    if owner is not None:
        return work.actor(owner), 1.0, "the reader's decision", keys
    if any(actor.id == work.owner(group) for group in ties.strangers(entity.id)):
        return _new(work, entity), 1.0, "the reader's decision", keys
    return actor, score, why, keys


def _state(work: Work, code: str, entity: Entity | None, pack: LanguagePack) -> _Resolved:
    state = pack.names.states.get(code)
    names = [*state.names, *state.capitals] if state else []
    keys = _all_keys([*names, *((entity.name, *entity.aliases) if entity else ())], pack) | {state_key(code)}
    known = work.actors_named({state_key(code)})
    if known:
        return known[0], 1.0, "same state", keys
    name = state.name if state else entity.name if entity else code
    return Actor(work.mint("a"), "state", name, country=code), 1.0, "first of this state", keys


def _state_actor(work: Work, code: str, pack: LanguagePack) -> str:
    actor, _, _, keys = _state(work, code, None, pack)
    work.put_actor(actor, keys)
    return actor.id


def _person(
    work: Work, entity: Entity, roles: Sequence[ActorRole], here: frozenset[str], pack: LanguagePack
) -> _Resolved:
    full = full_names(entity, pack)
    surnames = surname_keys(entity, pack)
    keys = _all_keys(full, pack) | surnames
    spellings = frozenset(key for name in full for key in spelling_keys(name, pack))
    if full:
        for wanted, score, why in (
            (keys - surnames, 0.95, "same name"),
            (spellings, 0.88, "spelling variant"),
        ):
            for actor in _people(work, wanted):
                if actor.id in here:
                    continue
                if _agree(actor.country, entity.country):
                    return actor, _surer(score, actor, entity, roles), why, keys | spellings
                if why == "same name":  # pages err on offices more often than namesakes meet in one dossier
                    return actor, 0.7, "same name, though of another state", keys | spellings
    if match := _by_surname(work, entity, roles, here, pack):
        return match[0], match[1], match[2], keys | spellings
    return _new(work, entity), 1.0, "first of this name", keys | spellings


def _by_surname(
    work: Work, entity: Entity, roles: Sequence[ActorRole], here: frozenset[str], pack: LanguagePack
) -> tuple[Actor, float, str] | None:
    """The one actor that a surname leaves: for a surname alone the bearer of a full name, and the reverse.

    A surname is not enough by itself: the page itself, a role, a body or a state must agree.
    """
    full = bool(full_names(entity, pack))
    bearers = [
        actor
        for actor in _people(work, surname_keys(entity, pack))
        if _agree(actor.country, entity.country)
        and not (full and (_is_full(actor, pack) or actor.id in here))
    ]
    on_page = [actor for actor in bearers if actor.id in here]
    if len(on_page) == 1:
        return on_page[0], 0.85, "surname, only bearer on the page"
    agreeing = [actor for actor in bearers if _corroborated(actor, entity, roles)]
    if not on_page and len(agreeing) == 1 and (len(bearers) == 1 or _is_full(agreeing[0], pack)):
        return agreeing[0], 0.8 if len(bearers) == 1 else 0.7, "surname, and role or body or state agree"
    return None


def _people(work: Work, keys: frozenset[str]) -> list[Actor]:
    return [actor for actor in work.actors_named(keys) if actor.kind == "person"] if keys else []


def _is_full(actor: Actor, pack: LanguagePack) -> bool:
    return bool(full_names(Entity("", actor.name, actor.aliases, "person"), pack))


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def _corroborated(actor: Actor, entity: Entity, roles: Sequence[ActorRole]) -> bool:
    if actor.country is not None and actor.country == entity.country:
        return True
    held = {(role.role, role.organisation) for role in actor.roles}
    bodies = {role.organisation for role in actor.roles} - {None}
    return any((role.role, role.organisation) in held or role.organisation in bodies for role in roles)


def _surer(score: float, actor: Actor, entity: Entity, roles: Sequence[ActorRole]) -> float:
    return min(score + 0.03, 0.99) if _corroborated(actor, entity, roles) else score


def _new(work: Work, entity: Entity) -> Actor:
    return Actor(work.mint("a"), entity.kind, entity.name, country=entity.country)


def _with_entity(actor: Actor, entity: Entity, roles: Sequence[ActorRole]) -> Actor:
    """The actor with what this entity adds to it: names, country, roles."""
    name = actor.name
    if actor.kind == "person" and len(words_of(entity.name)) > 1 and len(words_of(name)) == 1:
        name = entity.name
    names = (actor.name, *actor.aliases, entity.name, *entity.aliases)
    aliases = tuple(other for other in dict.fromkeys(names) if other != name)
    known = {(role.role, role.organisation) for role in actor.roles}
    added = tuple(role for role in roles if (role.role, role.organisation) not in known)
    if actor.kind == "unnamed":
        aliases = ()  # aliases are names, never descriptions
    return dataclasses.replace(
        actor,
        name=name,
        aliases=aliases,
        country=actor.country or entity.country,
        roles=(*actor.roles, *dict.fromkeys(added)),
    )


def _acts_for(work: Work, actor: Actor, entity: Entity, pack: LanguagePack) -> str | None:
    """Whose word an actor's word also is, as far as is known by now; null when nothing new is."""
    if actor.kind == "organisation":
        return actor.acts_for or _body_acts_for(work, entity, pack)
    if actor.kind not in ("person", "unnamed"):
        return None
    speaking = [role for role in actor.roles if _speaks(role.role, pack)]
    bodies = [role.organisation for role in speaking if role.organisation is not None]
    # A page may give somebody another's office: bodies of the person's own country come first.
    own = [name for name in bodies if _agree(work.actor(name).country, actor.country)]
    return own[0] if own else None


def _body_acts_for(work: Work, entity: Entity, pack: LanguagePack) -> str | None:
    for name in (entity.name, *entity.aliases):
        institution = pack.names.institution(name)
        if institution is not None:
            return _state_actor(work, institution.acts_for, pack) if institution.acts_for else None
    code = pack.names.acts_for(entity.name, entity.country)
    return _state_actor(work, code, pack) if code else None


def _speaks(role: str, pack: LanguagePack) -> bool:
    words = words_of(role)
    if not words or words[0] in pack.links.former:
        return False
    is_office = any(" ".join(words[:length]) in pack.links.offices for length in range(1, len(words) + 1))
    return is_office or words[0] in pack.links.bodies


def _all_keys(names: Iterable[str], pack: LanguagePack) -> frozenset[str]:
    return frozenset(key for name in names for key in name_keys(name, pack))
