"""What tells a document from others: its terms by TF-IDF; document frequencies grow with every document."""

import functools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from selon.lang.stories import StoryWords
from selon.link.packed import TERMS
from selon.link.terms import PageTerms
from selon.link.traces import ALL, number_of

__all__ = ["Telling", "telling"]

_NAME, _NUMBER = 1.3, 1.5  # how much more names and numbers tell
_LOGS = (0.0, *(1 + math.log(count) for count in range(1, 64)))  # how much more one that is repeated tells


class Telling(NamedTuple):
    """The terms of a document, each by the number that stands for it.

    `documents` is how many came in before. `numbers` are all terms but those that are common everywhere;
    `weights` are those of the most telling, the most telling first, in thousandths (their squares sum to a
    million), and `words` are these terms themselves.
    """

    documents: int
    numbers: list[int]
    weights: dict[int, int]
    words: dict[int, str]


_Known = tuple[str, int, float, float]
"""A term before any document came in, its number, how many pages hold it, and how much more it tells."""


def telling(
    terms: PageTerms, counted: Callable[[Sequence[int]], Sequence[int]], words: StoryWords
) -> Telling:
    """What tells the document of these terms; `counted` gives how many documents before hold each."""
    counts, names, known = terms.counts, terms.names, _knowing(words)
    given = [it for it in map(known, counts) if it]
    numbers = [it[1] for it in given]
    documents, *befores = counted([ALL, *numbers])
    of_all = documents + words.pages + 2
    found, rare, log, logs = list[tuple[float, str, int]](), of_all / math.e, math.log, _LOGS
    for (term, number, pages, more), before in zip(given, befores, strict=True):
        held = before + pages
        if held <= rare:
            weight = log(of_all / held)
            if (count := counts[term]) > 1:
                weight *= logs[count] if count < 64 else logs[63]
            found.append((-weight * (_NAME if term in names else more), term, number))
    found.sort()
    del found[TERMS:]
    scale = -1000 / (math.sqrt(sum([weight * weight for weight, _, _ in found])) or 1.0)
    weights = {number: round(scale * weight) for weight, _, number in found}
    return Telling(documents, numbers, weights, {number: term for _, term, number in found})


@functools.cache
def _knowing(words: StoryWords) -> Callable[[str], _Known | None]:
    @functools.lru_cache(maxsize=1 << 16)
    def known(term: str) -> _Known | None:
        if term in words.common:
            return None
        more = _NUMBER if term.isdecimal() else 1.0
        return term, number_of(term), words.held.get(term, 0) + 1.5, more

    return known
