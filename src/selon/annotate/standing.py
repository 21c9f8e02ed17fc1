"""How passages stand in the parse and among each other: arcs that their boundaries cut, ranks, rivals."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from selon.annotate.passages import Passage
from selon.records import Span

__all__ = ["CUTS", "RANKS", "Column", "Rows", "cuts", "is_ruled", "range_of", "ranks"]

Rows = npt.NDArray[np.float64]
"""A table with one passage a row."""

Column = npt.NDArray[np.float64]
"""One number a passage."""

_Best = tuple[Span | None, int, int, float, float]
"""The best passage of a cue: the cue, start and end of the content, its score, the rate of its word."""

CUTS = ("cut right", "cut left", "heads out", "heads to cue", "first head out")
"""What `cuts` tells, in order."""

RANKS = (
    "group", "rank length", "rank end", "hand best", "hand rival", "rate rival", "ruled", "ruled start",
    "ruled end", "ruled same", "rate inside",
)  # fmt: skip
"""What `ranks` tells, in order."""


def is_ruled(item: Passage) -> bool:
    """Whether a rule reads just this, with these boundaries."""
    frame = item.candidate.frame
    return item.candidate.base and not frame.startswith("any-") and frame not in ("uncued", "inquit-unknown")


def range_of(item: Passage) -> Span:
    """The first and last token of the content; the whole sentence when it lies in another."""
    content = item.candidate.content
    return (content[0][0], content[-1][1]) if content else (0, len(item.tree.tokens) - 1)


def cuts(found: Sequence[Passage], heads_of: Mapping[int, npt.NDArray[np.int64]]) -> Rows:
    """How many arcs of the parse each boundary cuts, by the heads of each sentence's tokens."""
    table = np.zeros((len(found), len(CUTS)))
    numbers: dict[int, list[int]] = {}
    for number, item in enumerate(found):
        numbers.setdefault(item.sentence, []).append(number)
    for sentence, members in numbers.items():
        heads = heads_of[sentence]
        places = np.arange(len(heads))
        ranges = np.array([range_of(found[number]) for number in members])
        verbs = np.array([-1 if (v := found[n].candidate.verb) is None else v for n in members])
        first, last = ranges[:, :1], ranges[:, 1:]
        inside = (places >= first) & (places <= last)
        governed = (heads >= first) & (heads <= last)
        out = inside & ~governed & (heads != places)
        to_cue = inside & (heads == verbs[:, None])
        table[members, 0] = (governed & (places > last)).sum(axis=1)
        table[members, 1] = (governed & (places < first)).sum(axis=1)
        table[members, 2] = out.sum(axis=1)
        table[members, 3] = to_cue.sum(axis=1)
        table[members, 4] = out[np.arange(len(members)), ranges[:, 0]]
    return table


def ranks(found: Sequence[Passage], hand: Sequence[float], letters: Column, rate: Column) -> Rows:
    """How each passage stands among those of its cue, and against the best of other cues that overlap it."""
    table = np.zeros((len(found), len(RANKS)))
    groups: dict[tuple[int, Span | None], list[int]] = {}
    for number, item in enumerate(found):
        groups.setdefault((item.sentence, item.cue), []).append(number)
    best: dict[int, list[_Best]] = {}
    for (sentence, cue), members in groups.items():
        sizes = letters[members]
        ends = np.array([found[number].content[-1][1] for number in members])
        table[members, 0] = len(members)
        table[members, 1] = (sizes[:, None] > sizes).mean(axis=1)
        table[members, 2] = (ends[:, None] > ends).mean(axis=1)
        ruled = [n for n in members if is_ruled(found[n])]
        top = max(ruled or members, key=lambda n: hand[n])
        starts = np.array([found[number].content[0][0] for number in members])
        if ruled:
            table[members, 6] = 1
            table[members, 7] = starts - found[top].content[0][0]
            table[members, 8] = ends - found[top].content[-1][1]
            table[members, 9] = [found[n].content == found[top].content for n in members]
        table[members, 3] = hand[top]
        span = found[top].content
        best.setdefault(sentence, []).append((cue, span[0][0], span[-1][1], hand[top], float(rate[top])))
    table[:, [4, 5, 10]] = [_beside(item, best[item.sentence]) for item in found]
    return table


def _beside(item: Passage, best: Sequence[_Best]) -> tuple[float, float, float]:
    """The highest score and rate of other cues whose best overlaps a passage, the rate of a cue inside it."""
    start, end = item.content[0][0], item.content[-1][1]
    values: list[float] = []
    words: list[float] = []
    inside: list[float] = []
    for cue, left, right, value, word in best:
        if left < end and start < right and cue != item.cue:
            values.append(value)
            words.append(word)
        if cue and start <= cue[0] and cue[1] <= end:
            inside.append(word)
    return max(values, default=0), max(words, default=0), max(inside, default=0)
