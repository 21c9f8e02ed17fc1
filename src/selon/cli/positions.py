"""The passages for and against a claim, in order of time."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.cli import views
from selon.cli.render import Entry
from selon.cli.words import Words, names
from selon.records import ClaimRow, NamedActor, Passage, StanceRow, edtf_key, side

__all__ = ["claim_passages"]


@dataclass(frozen=True, slots=True)
class _Word:
    """One passage and the stance that it shows; null where a page tells the claim in its own voice."""

    passage: Passage
    stance: StanceRow | None
    states: tuple[NamedActor, ...] = ()

    @property
    def time(self) -> tuple[int, int, int, str]:
        """When it was said or, where the page does not tell, when the page was published."""
        uttered = self.stance.uttered if self.stance else None
        return edtf_key(uttered or self.passage.published)


def claim_passages(row: ClaimRow, words: Words) -> tuple[Entry, ...]:
    """Each passage with who takes which stance in it, the earliest first; those of unknown time last."""
    found = [*_stances(row.stances), *_own_voice(row)]
    return tuple(_entry(word, words) for word in sorted(found, key=lambda word: word.time))


def _stances(stances: Sequence[StanceRow]) -> Iterator[_Word]:
    """The stances as they stand on pages; the state that a body speaks for is named beside it."""
    for stance, states in views.with_states(stances):
        for passage in stance.passages:
            yield _Word(passage, stance, states)


def _own_voice(row: ClaimRow) -> Iterator[_Word]:
    """The reports that stand behind nobody's stance."""
    taken = [passage for stance in row.stances for passage in stance.passages]
    for passage in row.passages:
        if not any(_meet(passage, other) for other in taken):
            yield _Word(passage, None)


def _entry(word: _Word, words: Words) -> Entry:
    (entry,) = views.passage_entries([word.passage], words)
    return dataclasses.replace(entry, lead=_when(word, words), head=_who(word, words))


def _when(word: _Word, words: Words) -> str:
    """When it was said; in brackets the date of the page."""
    if uttered := words.day(word.stance.uttered) if word.stance else "":
        return uttered
    published = words.day(word.passage.published)
    return f"[{published}]" if published else words.say("undated")


def _who(word: _Word, words: Words) -> str:
    if word.stance is None:
        return words.say("page_voice")
    stance = word.stance
    states = f" ({names(word.states)})" if word.states else ""
    teller = f"{words.say('according_to')} {stance.reported_by.name}" if stance.reported_by else ""
    scope = words.say("claims_all") if stance.generic else ""
    told = ", ".join(filter(None, (f"{stance.actor.name}{states} {words.word(stance.value)}", teller, scope)))
    return f"{words.say(side(stance.value))} · {told}"


def _meet(one: Passage, two: Passage) -> bool:
    return one.document == two.document and one.span[0] < two.span[1] and two.span[0] < one.span[1]
