"""Runs of equal words in two texts."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from selon.link.fingerprints import GRAM
from selon.link.words import BodyWords

__all__ = ["Gram", "Run", "aligned", "grams", "most_shared"]

Gram = tuple[str, ...]
"""Five words in a row."""


class Run(NamedTuple):
    """`length` words from word `one` of one text on that are those from word `two` of another on."""

    one: int
    two: int
    length: int


def aligned(one: BodyWords, two: BodyWords) -> tuple[Run, ...]:
    """The runs of five equal words or more in two texts, in the order of the first.

    Every word is in one run at most, the longest runs come first. Runs may stand in any order, as paragraphs
    do when a text is put together anew. The same two texts the other way round give the same runs.
    """
    if (one.words, one.parts) > (two.words, two.parts):
        return tuple(sorted(Run(run.two, run.one, run.length) for run in aligned(two, one)))
    found = sorted(_runs(one, two), key=lambda run: (-run.length, run.one, run.two))
    free_one, free_two = [True] * len(one.words), [True] * len(two.words)
    taken = []
    for run in found:
        for part in _free(run, free_one, free_two):
            taken.append(part)
            free_one[part.one : part.one + part.length] = [False] * part.length
            free_two[part.two : part.two + part.length] = [False] * part.length
    return tuple(sorted(taken))


def _runs(one: BodyWords, two: BodyWords) -> Iterator[Run]:
    """Equal runs as long as they go; each run of five words is sought where the second text has it first."""
    others = grams(two.words)
    places = dict(zip(reversed(others), range(len(others) - 1, -1, -1), strict=True))
    ends: dict[int, int] = {}  # how far the run on each diagonal goes
    for at, gram in enumerate(grams(one.words)):
        other = places.get(gram)
        if other is None or ends.get(at - other, 0) > at:
            continue
        length = _length(one, two, at, other)
        if length >= GRAM:
            ends[at - other] = at + length
            yield Run(at, other, length)


def grams(words: Sequence[str]) -> list[Gram]:
    """Every five words in a row, in order."""
    return list(zip(*(words[shift:] for shift in range(GRAM)), strict=False))


def most_shared(known: Container[Gram], words: Sequence[str]) -> int:
    """How many of these words can lie in runs that `aligned` finds, at most; `known` are the other's grams.

    Costs a fraction of what `aligned` does.
    """
    held = bytes(map(known.__contains__, grams(words)))
    return sum(held) + (GRAM - 1) * (b"\0" + held).count(b"\0\1")


def _length(one: BodyWords, two: BodyWords, at: int, other: int) -> int:
    """How many words are equal from here on, within one part of each body."""
    first, second, start, begin = one.words, two.words, at, other
    while (
        at < len(first)
        and other < len(second)
        and first[at] == second[other]
        and one.parts[at] == one.parts[start]
        and two.parts[other] == two.parts[begin]
    ):
        at, other = at + 1, other + 1
    return at - start


def _free(run: Run, free_one: Sequence[bool], free_two: Sequence[bool]) -> Iterator[Run]:
    """The parts of a run, of five words or more, that no longer run has taken."""
    start = None
    for shift in range(run.length + 1):
        is_free = shift < run.length and free_one[run.one + shift] and free_two[run.two + shift]
        if is_free and start is None:
            start = shift
        elif not is_free and start is not None:
            if shift - start >= GRAM:
                yield Run(run.one + start, run.two + start, shift - start)
            start = None
