"""Who the fillers of an event are held to be: where that is a guess, the words stand for themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selon.annotate.event_descriptions import is_doubtful, is_relative
from selon.annotate.event_page import Page
from selon.annotate.event_pronouns import is_misread, is_outdone
from selon.lang.names import words_of
from selon.records import EventRole, Mention, Span

__all__ = ["settled"]


def settled(page: Page, roles: Sequence[EventRole], places: Sequence[str], trigger: Span) -> list[EventRole]:
    """The roles, those of guessed identity without their mention, nobody twice in one event.

    `places` are the roles of the kind, whoever acts first.
    """
    known = {mention.id: mention for mention in page.mentions}
    meant = [r for r in roles if not is_misread(page, r, known.get(r.mention or ""))]
    sure = [_surely(page, role, known, places) for role in meant if not _is_channel(page, role)]
    return [role for role in _once(page, _one_role(sure, places, trigger), known) if not _is_bare(page, role)]


def _surely(page: Page, role: EventRole, known: Mapping[str, Mention], places: Sequence[str]) -> EventRole:
    """A role without its mention, if that is a guess or a town that was hit taken for its state."""
    entry = page.nouns.gazetteer.get(words_of(page.document.text[slice(*role.anchor)]))
    town = entry is not None and entry.kind == "capital" and "place" in places
    hit = town and (role.role in page.words.lists["struck"] or role.role == "place")
    mention = known.get(role.mention or "")
    unsure = hit or _is_guessed(page, mention) or _is_of_others(page, role, mention)
    unsure = unsure or is_outdone(page, role, mention)
    return replace(role, mention=None) if unsure else role


def _is_of_others(page: Page, role: EventRole, mention: Mention | None) -> bool:
    """Whether a filler is not the person alone: *nous* of who speaks for others, a body that bears somebody's
    name (*le comité Anna Ruiz*).
    """
    if mention is None or page.kinds.get(mention.entity) != "person":
        return False
    form = page.document.text[slice(*role.anchor)]
    if form.lower() in page.words.lists["first_plural"]:
        return _is_of_body(page, mention.entity)
    low = [word for word in words_of(form) if word not in page.words.lists["articles"]]
    return (
        form != page.names.get(mention.entity) and low[:1] != [] and low[0] in page.words.lists["namesakes"]
    )


def _is_of_body(page: Page, entity: str) -> bool:
    """Whether the page gives somebody an office of a body that is no state's: his *nous* is that body's."""
    bodies = {m.organisation for m in page.mentions if m.entity == entity and m.organisation}
    return page.countries.get(entity) is None and any(page.kinds.get(b) == "organisation" for b in bodies)


def _is_channel(page: Page, role: EventRole) -> bool:
    """Whether a filler is only the medium in which somebody spoke (*attend des sanctions, sur RTL*)."""
    text = page.document.text
    body = page.nouns.institution(text[slice(*role.anchor)])
    before = text[max(0, role.anchor[0] - 6) : role.anchor[0]].split()[-1:]
    return body is not None and body.voice and bool(set(before) & page.words.lists["on_air"])


def _is_guessed(page: Page, mention: Mention | None) -> bool:
    """Whether whom a mention stands for rests on little: a credit taken for a name, *mon frère*."""
    if mention is None:
        return False
    name, text = page.names.get(mention.entity, ""), page.document.text[mention.start : mention.end]
    marks = page.words.lists["quotation_marks"]
    if any(mark in name for mark in marks) or (
        mention.kind != "name" and any(mark in name for mark in page.words.lists["credits"])
    ):
        return True
    tells = page.words.lists["tellers"]
    text_words = set(words_of(text))
    if mention.kind == "role" and text_words & page.words.lists["yet_unknown"]:
        return True
    if is_relative(page, mention) or (set(words_of(name)[:1]) & tells and not set(words_of(text)) & tells):
        return True
    if mention.kind != "role" or page.kinds.get(mention.entity) != "person":
        return False
    return text.partition(" ")[0].lower() in page.words.lists["first_owners"] or is_doubtful(page, mention)


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


def _once(page: Page, roles: Sequence[EventRole], known: dict[str, Mention]) -> Iterator[EventRole]:
    """Nobody meets or attacks himself: of two fillers that are held to be one, the better named keeps the
    identity; the other keeps its words, if they say anything.
    """
    order = ("name", "demonym", "pronoun", "role")
    kinds = {r.mention or "": order.index(known[r.mention].kind) for r in roles if r.mention in known}
    taken_up = page.words.lists["object_pronouns"]
    for role in roles:  # *lui* is none of those who act on him
        if role.mention in kinds and page.document.text[slice(*role.anchor)].lower() in taken_up:
            kinds[role.mention or ""] = len(order)
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


def _is_bare(page: Page, role: EventRole) -> bool:
    """Whether a possessive tells nothing: nobody knows whose it is."""
    form = page.document.text[slice(*role.anchor)].lower()
    return (
        role.mention is None and form in page.words.lists["third_owners"] | page.words.lists["first_owners"]
    )
