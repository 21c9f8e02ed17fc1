"""Runs of equal words in two texts."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selon.link.fingerprints import GRAM, grams
from selon.link.words import BodyWords

__all__ = ["Run", "aligned", "known_grams", "most_shared"]

_ENDINGS, _SHIFT = (
    np.uint64((1 << 16) - 1),
    np.uint64(32),
)  # bits by which most runs of two texts are told apart


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
    if _is_after(one, two):
        return tuple(sorted(Run(run.two, run.one, run.length) for run in aligned(two, one)))
    found = sorted(_runs(one, two), key=lambda run: (-run.length, run.one, run.two))
    free_one, free_two = bytearray(b"\1") * len(one), bytearray(b"\1") * len(two)
    taken = []
    for run in found:
        for part in _free(run, free_one, free_two):
            taken.append(part)
            free_one[part.one : part.one + part.length] = bytes(part.length)
            free_two[part.two : part.two + part.length] = bytes(part.length)
    return tuple(sorted(taken))


def known_grams(words: BodyWords) -> NDArray[np.bool_]:
    """The runs of five words of a text, by the last bits of a hash, for `most_shared`."""
    known = np.zeros(_ENDINGS + 1, np.bool_)
    known[grams(words.numbers) >> _SHIFT & _ENDINGS] = True
    return known


def most_shared(known: NDArray[np.bool_], words: BodyWords) -> int:
    """How many of these words can lie in runs that `aligned` finds, at most; `known` are the other's grams.

    Costs a fraction of what `aligned` does.
    """
    held = np.zeros(max(1, len(words)), np.bool_)  # nothing before the first
    held[1 : len(words) - GRAM + 2] = known[grams(words.numbers) >> _SHIFT & _ENDINGS]
    return int(np.count_nonzero(held) + (GRAM - 1) * np.count_nonzero(held[1:] > held[:-1]))


def _is_after(one: BodyWords, two: BodyWords) -> bool:
    """Whether the words of `one` come after those of `two` in an order of all texts."""
    count = min(len(one), len(two))
    other = np.flatnonzero(one.numbers[:count] != two.numbers[:count])
    if len(other):
        at = int(other[0])
        return one[at] > two[at]
    if len(one) != len(two):
        return len(one) > len(two)
    return bool(one.parts.tolist() > two.parts.tolist())


def _runs(one: BodyWords, two: BodyWords) -> Iterator[Run]:
    """Equal runs as long as they go; each run of five words is sought where the second text has it first."""
    sought, others = grams(one.numbers), grams(two.numbers)
    if not (len(sought) and len(others)):
        return
    order = np.argsort(others, kind="stable")
    places = order[np.searchsorted(others[order[:-1]], sought)]  # what is greater than all: the last
    at = np.flatnonzero(others[places] == sought)
    other = places[at]
    # What goes on where the run of the word before it does, in the same parts, is in that run.
    on = (np.diff(at) == 1) & (np.diff(other) == 1)
    on &= (np.diff(one.parts[at]) == 0) & (np.diff(two.parts[other]) == 0)
    heads = np.flatnonzero(np.concatenate(([True], ~on))) if len(at) else at
    ends: dict[int, int] = {}  # how far the run on each diagonal goes
    for start, begin in zip(at[heads].tolist(), other[heads].tolist(), strict=True):
        if ends.get(start - begin, 0) > start:
            continue
        length = _length(one, two, start, begin)
        if length >= GRAM:
            ends[start - begin] = start + length
            yield Run(start, begin, length)


def _length(one: BodyWords, two: BodyWords, at: int, other: int) -> int:
    """How many words are equal from here on, within one part of each body."""
    most = min(
        int(np.searchsorted(one.parts, one.parts[at], "right")) - at,
        int(np.searchsorted(two.parts, two.parts[other], "right")) - other,
    )
    unequal = one.numbers[at : at + most] != two.numbers[other : other + most]
    return int(unequal.argmax()) if unequal.any() else most


def _free(run: Run, free_one: bytearray, free_two: bytearray) -> Iterator[Run]:
    """The parts of a run, of five words or more, that no longer run has taken."""
    one, two = free_one[run.one : run.one + run.length], free_two[run.two : run.two + run.length]
    if 0 not in one and 0 not in two:
        yield run
        return
    start = None
    for shift in range(run.length + 1):
        is_free = shift < run.length and one[shift] and two[shift]
        if is_free and start is None:
            start = shift
        elif not is_free and start is not None:
            if shift - start >= GRAM:
                yield Run(run.one + start, run.two + start, shift - start)
            start = None
