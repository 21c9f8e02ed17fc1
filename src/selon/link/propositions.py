"""What an event report says, apart from who says it: kind, modality, who fills which role, when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.attitudes import named_by_noun
from selon.link.modality import modality_of
from selon.link.work import Work
from selon.records import Claim, Document, Edtf, EventReport, InvalidDate, Modality, PageRead

__all__ = [
    "Fit",
    "Proposition",
    "actor_roles",
    "compare_roles",
    "compare_times",
    "identity",
    "is_after",
    "is_kin",
    "narrower_time",
    "object_words",
    "propositions",
    "represented",
    "worded_roles",
    "wording",
]

Fit = Literal["same", "broader", "narrower", "apart"]
_WHO = ("actor", "actors", "place")


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one event report says. `actors` maps roles to actor ids, `worded` to wordings; `time` is EDTF."""

    event: EventReport
    kind: str
    modality: Modality
    actors: Mapping[str, tuple[str, ...]]
    worded: Mapping[str, tuple[str, ...]]
    time: str | None

    @property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """All fillers by role, actors first."""
        names = dict.fromkeys((*self.actors, *self.worded))
        return {role: (*self.actors.get(role, ()), *self.worded.get(role, ())) for role in names}

    @property
    def parties(self) -> frozenset[str]:
        """All actors of the event."""
        return frozenset(actor for ids in self.actors.values() for actor in ids)


def propositions(page: PageRead, actors: Mapping[str, str], pack: LanguagePack) -> list[Proposition]:
    """What each event report of a page says, `actors` being the actor of each entity."""
    entities = {mention.id: mention.entity for mention in page.analysis.mentions}
    times = {time.id: time.edtf for time in page.analysis.times}
    acts = {quotation.id: quotation.act for quotation in page.analysis.quotations}
    found = []
    for event in page.analysis.events:
        filled: dict[str, list[str]] = {}
        worded: dict[str, list[str]] = {}
        accuser = _accuser(page, event, pack)
        for role in event.roles:
            if accuser is not None and entities.get(role.mention or "") == accuser:
                continue
            actor = actors.get(entities.get(role.mention or "", ""))
            if actor is not None:
                filled.setdefault(role.role, []).append(actor)
            else:
                worded.setdefault(role.role, []).append(wording(page.document, role.anchor))
        found.append(
            Proposition(
                event=event,
                kind=event.kind,
                modality=modality_of(page.document, event, acts, pack),
                actors={role: tuple(dict.fromkeys(ids)) for role, ids in filled.items()},
                worded={role: tuple(dict.fromkeys(words)) for role, words in worded.items()},
                time=times.get(event.time, event.time) if event.time else None,
            )
        )
    return found


def _accuser(page: PageRead, event: EventReport, pack: LanguagePack) -> str | None:
    """The entity that accuses somebody of the event (*les accusations de X sur la vente*)."""
    named = named_by_noun(page, event, pack)
    return named.holder.entity if named and named.holder and named.act == "accuse" else None


def wording(document: Document, span: tuple[int, int]) -> str:
    """The characters of a span with white space made single, for labels."""
    return " ".join(document.text[span[0] : span[1]].split())


def actor_roles(claim: Claim) -> dict[str, tuple[str, ...]]:
    """The actors in each role of a claim, for the roles that have one."""
    found = {role: tuple(filter(_is_actor, fillers)) for role, fillers in claim.roles.items()}
    return {role: ids for role, ids in found.items() if ids}


def worded_roles(claim: Claim) -> dict[str, tuple[str, ...]]:
    """The wordings in each role of a claim, for the roles that have one."""
    found = {role: tuple(f for f in fillers if not _is_actor(f)) for role, fillers in claim.roles.items()}
    return {role: words for role, words in found.items() if words}


def identity(
    kind: str, roles: Mapping[str, tuple[str, ...]], pack: LanguagePack
) -> Mapping[str, tuple[str, ...]]:
    """Of the roles of an event, those that tell it from others: all that an actor or a place may fill.

    Such a role may be filled by a wording (*des pays tiers*): that too is somebody, and somebody else.
    """
    sorts = pack.events.kinds.get(kind, {})
    return {
        role: tuple(filter(_is_actor, fillers)) or fillers
        for role, fillers in roles.items()
        if sorts.get(role) in _WHO or any(map(_is_actor, fillers))
    }


def compare_roles(one: Mapping[str, tuple[str, ...]], two: Mapping[str, tuple[str, ...]], work: Work) -> Fit:
    """How those in the roles of one proposition stand to those of another; who lacks a role is the broader.

    `apart` when a role that both fill is filled differently, when each side has a role that the other lacks,
    or when they share none.
    """
    shared = one.keys() & two.keys()
    if not shared or any(not _same_fill(one[role], two[role], work) for role in shared):
        return "apart"
    more, fewer = one.keys() - two.keys(), two.keys() - one.keys()
    if more and fewer:
        return "apart"
    return "narrower" if more else "broader" if fewer else "same"


def compare_times(first: str | None, second: str | None) -> Fit:
    """How one EDTF time stands to another: none is broader than any, a month broader than its days.

    Sets of candidates, approximate and uncertain values that overlap are the same: they are imprecise words
    for one time, not wide ones.
    """
    if first == second:
        return "same"
    one, two = _edtf(first), _edtf(second)
    if one is None or two is None:
        return "same" if one is two else "broader" if one is None else "narrower"
    if not one.overlaps(two):
        return "apart"
    if _imprecise(one) or _imprecise(two):
        return "same"
    if one.within(two):
        return "same" if two.within(one) else "narrower"
    return "broader" if two.within(one) else "same"


def object_words(worded: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The beginnings of the longer words of worded roles: enough to see whether two speak of one object."""
    texts = [text for words in worded.values() for text in words]
    return frozenset(word[:5] for text in texts for word in words_of(text) if len(word) > 3)


def represented(name: str, work: Work) -> list[str]:
    """Those whose word an actor's word also is, nearest first: a body, mostly a state in the end."""
    found: list[str] = []
    while (above := work.actor(name).acts_for) is not None and above not in found:
        found.append(above)
        name = above
    return found


def is_kin(name: str, others: Iterable[str], work: Work) -> bool:
    """Whether an actor is one of the others, or speaks for the same state or body as one of them."""
    line = {name, *represented(name, work)}
    return any(not line.isdisjoint((other, *represented(other, work))) for other in others)


def is_after(first: str | None, second: str | None) -> bool:
    """Whether the first EDTF time is known to come after the second."""
    one, two = _edtf(first), _edtf(second)
    return one is not None and two is not None and two.before(one)


def narrower_time(first: str | None, second: str | None) -> str | None:
    """Of two times of one event, the more precise; the first when neither is."""
    one, two = _edtf(first), _edtf(second)
    if one is None or two is None:
        return first if two is None else second
    return second if two.within(one) and not one.within(two) else first


def _is_actor(filler: str) -> bool:
    return filler[:1] == "a" and filler[1:].isdigit()


def _same_fill(one: tuple[str, ...], two: tuple[str, ...], work: Work) -> bool:
    """The same actors; of many, two in common are enough.

    A person is also the state or body whose word his is (*Poutine*, *la Russie*), but never another person.
    """
    if set(one) == set(two) or len(set(one) & set(two)) >= 2:
        return True
    if not all(map(_is_actor, (*one, *two))):
        return not object_words({"": one}).isdisjoint(object_words({"": two}))
    lines = {name: {name, *represented(name, work)} for name in (*one, *two)}

    def met(name: str, others: tuple[str, ...]) -> bool:
        return any(
            name in lines[other] or other in lines[name] or _same_description(name, other, work)
            for other in others
        )

    return all(met(name, two) for name in one) and all(met(name, one) for name in two)


def _same_description(one: str, two: str, work: Work) -> bool:
    """Whether two that no page names are described alike (*un Slovaque*): as wordings they would be one."""
    first, second = work.actor(one), work.actor(two)
    unnamed = first.kind == second.kind == "unnamed" and first.country == second.country
    return unnamed and words_of(first.name) == words_of(second.name)


def _imprecise(value: Edtf) -> bool:
    return value.precision == "set" or value.approximate or value.uncertain


def _edtf(text: str | None) -> Edtf | None:
    if text is None:
        return None
    try:
        return Edtf.parse(text)
    except InvalidDate:
        return None
