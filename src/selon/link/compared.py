"""The earlier documents that one is compared with, and how alike it is to each, in words and in time."""

import functools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from selon.link.packed import (
    FOUND,
    Shared,
    Weighed,
    shared_terms,
    unpack_found,
    unpack_terms,
    weighed,
)
from selon.link.traces import Traces
from selon.records import Trace

__all__ = ["Compared", "compare", "likeness", "nearness"]

# Fitted on the dev half of benchmarks/gold/stories; each stands on a plateau (docs/explanation/stories.md).
_SAME_DOINGS = 0.05  # what it adds that the same actors take part in events of the same kinds
_SAME_DAYS = 1  # days that part two documents of one moment
_FADING = 8.0  # days after which nearness has fallen to 1/e
_COMPARED = 24  # documents that one is compared with
_LEAST = 20_000  # of what the keys alone must make alike, in millionths
_LEAST_OF_BEST = 0.3  # and of what they make the most alike document


class Compared(NamedTuple):
    """The earlier documents that share most of what tells a new one, each at its place in every row.

    Of each, `words` is how alike it is in words, `matter` whenever it was published, `near` how near in time
    (null: not known), `doings` who takes part in what, a line each; `shared` is what of the terms they have.
    """

    documents: Sequence[str]
    stories: Sequence[str]
    chapters: Sequence[str]
    doings: Sequence[str]
    words: Sequence[float]
    matter: Sequence[float]
    near: Sequence[float | None]
    shared: Shared


def compare(traces: Traces, trace: Trace, keys: Mapping[int, int], terms: Weighed) -> Compared | None:
    """The earlier documents that share one of the keys, those most alike first; null where there is none.

    `terms` are all of the new document, those that do not tell it without weight.
    """
    rows = traces.rows(_sharing(traces, keys))
    if not rows:
        return None
    documents, _, packed, doings, first, last, stories, chapters = zip(*rows, strict=True)
    shared = shared_terms(terms, packed)
    words = [it / 1_000_000 for it in shared.sums]
    near = _all_near(trace.first, trace.last, first, last)
    return Compared(
        documents, stories, chapters, doings, words, _matter(words, trace.doings, doings), near, shared
    )


def likeness(one: Trace, two: Trace) -> float:
    """How alike the words of two documents are: the cosine of their weights, 0 to 1."""
    weights = unpack_terms(one.terms)
    shared = shared_terms(weighed(np.array(sorted(weights), np.int64), weights), [two.terms])
    return shared.sums[0] / 1_000_000


def nearness(one: Trace, two: Trace) -> float | None:
    """How near two documents are in time, 1 to 0, by the least number of days that may part them.

    So what is known by its month is near to all of it; null where a date is not known.
    """
    return _all_near(one.first, one.last, [two.first], [two.last])[0]


def _all_near(
    first: int | None, last: int | None, firsts: Sequence[int | None], lasts: Sequence[int | None]
) -> list[float | None]:
    if first is None or last is None:
        return [None] * len(firsts)
    return [
        None if one is None or two is None else _nearness(max(one - last, first - two))
        for one, two in zip(firsts, lasts, strict=True)
    ]


@functools.lru_cache(maxsize=1 << 12)
def _nearness(gap: int) -> float:
    return 1.0 if gap <= _SAME_DAYS else math.exp((_SAME_DAYS - gap) / _FADING)


def _matter(words: Sequence[float], doings: str, others: Sequence[str]) -> Sequence[float]:
    if not doings:
        return words
    mine = frozenset(doings.split("\n"))
    return [
        alike + _SAME_DOINGS * (not mine.isdisjoint(other.split("\n")))
        for alike, other in zip(words, others, strict=True)
    ]


def _sharing(traces: Traces, keys: Mapping[int, int]) -> list[int]:
    """The documents (by the numbers of their traces) that the keys make most alike."""
    found = traces.found_under(list(keys))
    if not any(found):
        return []
    numbers, weights = unpack_found(found)
    mine = np.repeat(np.fromiter(keys.values(), np.int64, len(keys)), [len(it) // FOUND for it in found])
    order = numbers.argsort(kind="stable")
    numbers = numbers[order]
    starts = np.concatenate(((0,), (numbers[1:] != numbers[:-1]).nonzero()[0] + 1))
    # A doing, which has no weight, makes what is found under it just alike enough.
    sums = np.maximum(
        np.add.reduceat((mine * weights)[order], starts),
        np.where(np.minimum.reduceat(mine[order], starts) == 0, _LEAST, 0),
    )
    near = (sums >= max(_LEAST, _LEAST_OF_BEST * int(sums.max()))).nonzero()[0]
    near = near[np.lexsort((order[starts[near]], -sums[near]))]  # of equals, what was found first
    found_most: list[int] = numbers[starts[near[:_COMPARED]]].tolist()
    return found_most
