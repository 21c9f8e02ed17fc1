"""What is asked about a speaker, and the page as it stands while its quotations are being decided."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.annotate.parties import Party
from selon.records import Span

__all__ = ["Asked", "Past", "Stage", "block_of", "heading_above", "last_start", "may_be", "past_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be resolved: the form of the source and what it tells.

    `form` is one of `personal`, `nobody`, `first`, `relative`, `other` (pronouns), `described`, `new` (a
    description that the page's layer of names knows, or not), `floating`, `bare` (no source, without and
    with a cue). `own` is the entity that its mention stands for by reading alone (null for none), `place`
    where the source, else the content begins; `noun` the lemma of its noun, `sort` its class, `definite`
    its determiner (`def`, `indef`, `poss`). `inside` are the entities named in the
    source, `owners` those among them after *de*. `outer` are the speakers of the quotation around it,
    `quoted` tells that it gives their very words.
    `dual` tells of two, `short` of a description that is but its noun. `heading` tells of words that have a
    block to themselves, `held` is the pair of quote marks that holds more than them. `offices` are the lemmas
    of those that may be another word for the office of the noun, `apart` of those that somebody else has.
    """

    form: str
    place: int
    content: tuple[Span, ...]
    gender: str = "x"
    plural: bool | None = None
    own: str | None = None
    noun: str | None = None
    sort: str = ""
    words: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    definite: str = ""
    inside: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    outer: tuple[str, ...] = ()
    dual: bool = False
    short: bool = False
    heading: bool = False
    held: Span | None = None
    medial: bool = False
    concerned: bool = False
    again: bool = False
    pointed: bool = False
    quoted: bool = False
    offices: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


@dataclass(slots=True)
class Stage:
    """The page while its quotations are being decided.

    `blocks` and `stops` are the starts of blocks and sentences, `title` where the body begins; `spoken` are
    the voices known so far with the place of their words, in order, `known` whom descriptions stood for,
    `joined` those whom a conjunction joins, `holders` whom the page names in apposition to a plural;
    `headings` are the short lines between paragraphs, `bare` tells of each, by its start, whether it is but a
    name.
    """

    parties: Mapping[str, Party]
    blocks: Sequence[int]
    stops: Sequence[int]
    title: int
    spoken: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joined: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Sequence[Span] = ()
    bare: Mapping[int, bool] = field(default_factory=dict)

    def tell(self, place: int, voice: tuple[str, ...], own: str | None = None) -> None:
        """Notes who spoke where, and for whom the description `own` stood."""
        if own is not None and voice != (own,):
            self.known[own] = voice
        self.spoken.insert(bisect_left(self.spoken, (place, voice)), (place, voice))


@dataclass(frozen=True, slots=True)
class Past:
    """The voices around one place.

    `last` and `other` spoke last and, of the others, before; `following` speaks next; `in_block` in the same
    block, `held` before in the same pair of quote marks. `last_place` is where the last words stand.
    """

    before: Sequence[tuple[str, ...]]
    last: tuple[str, ...]
    other: tuple[str, ...]
    following: tuple[str, ...]
    in_block: frozenset[str]
    held: frozenset[str]
    last_place: int


def past_of(asked: Asked, stage: Stage) -> Past:
    """The voices around what is asked."""
    cut = bisect_left(stage.spoken, (asked.place, ()))
    before = [voice for _, voice in stage.spoken[:cut]]
    last = before[-1] if before else ()
    other = next((voice for voice in reversed(before) if voice != last), ())
    following = stage.spoken[cut][1] if cut < len(stage.spoken) else ()
    low, high = block_of(asked.place, stage)
    in_block = frozenset(name for place, voice in stage.spoken if low <= place < high for name in voice)
    left, right = asked.held or (0, 0)
    held = frozenset(name for place, voice in stage.spoken[:cut] if left <= place < right for name in voice)
    return Past(before, last, other, following, in_block, held, stage.spoken[cut - 1][0] if cut else -1)


def block_of(place: int, stage: Stage) -> tuple[float, float]:
    """Start and end of the block that holds a place."""
    number = bisect_left(stage.blocks, place + 1)
    return (
        stage.blocks[number - 1] if number else 0,
        stage.blocks[number] if number < len(stage.blocks) else math.inf,
    )


def heading_above(place: int, stage: Stage) -> Span:
    """The last heading before a place; an empty span for none."""
    number = bisect_left(stage.headings, (place, place))
    return stage.headings[number - 1] if number else (0, 0)


def may_be(party: Party, asked: Asked) -> bool:
    """Whether number and gender do not speak against it, and it is no body where a pronoun asks for one."""
    if asked.plural is not None and party.plural != asked.plural:
        return False
    return "x" in (party.gender, asked.gender) or party.gender == asked.gender


def last_start(party: Party, place: int) -> int:
    """The last mention outside quote marks before a place; -1 for none."""
    number = bisect_left(party.outside, place)
    return party.outside[number - 1] if number else -1
