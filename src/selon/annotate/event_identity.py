"""Who the fillers of an event are held to be: where that is a guess, the words stand for themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from selon.annotate.event_page import Page
from selon.records import EventRole, Mention, Span

__all__ = ["settled"]


def settled(page: Page, roles: Sequence[EventRole], places: Sequence[str], trigger: Span) -> list[EventRole]:
    """The roles, those of guessed identity without their mention, nobody twice in one event.

    `places` are the roles of the kind, whoever acts first.
    """
    known = {mention.id: mention for mention in page.mentions}
    sure = [replace(r, mention=None) if _is_guessed(page, known.get(r.mention or "")) else r for r in roles]
    return list(_once(_one_role(sure, places, trigger), known))


def _is_guessed(page: Page, mention: Mention | None) -> bool:
    """Whether whom a mention stands for rests on little: a credit taken for a name, *mon frère*."""
    if mention is None:
        return False
    name, text = page.names.get(mention.entity, ""), page.document.text[mention.start : mention.end]
    if mention.kind != "name" and any(mark in name for mark in page.words.lists["credits"]):
        return True
    described = mention.kind == "role" and page.kinds.get(mention.entity) == "person"
    return described and text.partition(" ")[0].lower() in page.words.lists["first_owners"]


def _one_role(roles: Sequence[EventRole], places: Sequence[str], trigger: Span) -> list[EventRole]:
    """One mention alone is in one role: behind the event's word it is a complement (*fournir une aide à X*),
    before it whoever acts. Several may be in two: *X et Y ont échangé des lettres*.
    """
    kept = list(roles)
    for role in roles:
        same = [r for r in kept if role.mention and (r.mention, r.anchor) == (role.mention, role.anchor)]
        ranked = sorted({r.role for r in same if r.role in places}, key=places.index)
        alone = all(sum(r.role == name for r in kept) == 1 for name in ranked)
        if len(ranked) > 1 and alone and "place" not in ranked:
            wrong = ranked[0] if role.anchor[0] >= trigger[1] else ranked[-1]
            kept = [r for r in kept if r not in same or r.role != wrong]
    return kept


def _once(roles: Sequence[EventRole], known: dict[str, Mention]) -> Iterator[EventRole]:
    """Nobody meets or attacks himself: of two fillers that are held to be one, the better named keeps the
    identity; the other keeps its words, if they say anything.
    """
    order = ("name", "demonym", "pronoun", "role")
    kinds = {r.mention or "": order.index(known[r.mention].kind) for r in roles if r.mention in known}
    taken: dict[str, str] = {}
    kept = []
    for role in sorted(roles, key=lambda r: kinds.get(r.mention or "", len(order))):
        mention = known.get(role.mention or "")
        first = mention is None or taken.setdefault(mention.entity, mention.id) == mention.id
        if first or role.role == "place":
            kept.append(role)
        elif mention is not None and mention.kind == "role":
            kept.append(replace(role, mention=None))
    yield from sorted(kept, key=lambda role: (role.role, role.anchor))
