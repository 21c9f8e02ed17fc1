"""What tells a document from others: its terms by TF-IDF; document frequencies grow with every document."""

import functools
import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selon.lang.stories import StoryWords
from selon.link.packed import TERMS, Weighed
from selon.link.terms import PageTerms, Vocabulary
from selon.link.traces import ALL, number_of

__all__ = ["Numbered", "Telling", "numbered", "telling"]

_NAME, _NUMBER = 1.3, 1.5  # how much more names and numbers tell
_LOGS = np.array([0.0, *(1 + math.log(count) for count in range(1, 64))])  # and one that is repeated
_OF_PAGE = 32  # bits of the number of a term, above which stands that of its page


class Numbered(NamedTuple):
    """The terms of a document that are not common everywhere, by the numbers that stand for them, ascending.

    Before them `numbers` has `ALL`. Of each term, `pages` is how many pages held it before any came in,
    `times` how much more it tells since it is repeated, `more` since it is a name or a number, `places` where
    it stands in the vocabulary.
    """

    numbers: NDArray[np.int64]
    pages: NDArray[np.float64]
    times: NDArray[np.float64]
    more: NDArray[np.float64]
    places: NDArray[np.int32]
    vocabulary: Vocabulary


class Telling(NamedTuple):
    """The terms of a document, each by the number that stands for it.

    `documents` is how many came in before. `terms` are all terms but those that are common everywhere;
    `weights` are those of the most telling, the most telling first, in thousandths (their squares sum to a
    million), `words` are these terms themselves, and `places` where they stand in `terms`.
    """

    documents: int
    terms: Weighed
    weights: dict[int, int]
    words: tuple[str, ...]
    places: tuple[int, ...]


class _Known:
    """What is known of the terms of a vocabulary before any document came in, each at its place.

    `numbers` stand for them, `pages` is how many hold each (infinite: common everywhere), `more` how much
    more it tells.
    """

    def __init__(self, words: StoryWords, vocabulary: Vocabulary) -> None:
        self.words, self.vocabulary, self._terms = words, vocabulary, 0
        self.numbers, self.pages, self.more = np.zeros(0, np.int64), np.zeros(0), np.zeros(0)

    def numbered(self, pages: Sequence[PageTerms]) -> list[Numbered]:
        """The terms of these pages, all at once, which costs less than page by page."""
        self._grow()
        places = np.concatenate([page.places for page in pages])
        of = np.arange(len(pages)).repeat([len(page.places) for page in pages])
        before = self.pages[places]
        at = (before < math.inf).nonzero()[0]
        keys = self.numbers[places[at]] | of[at] << _OF_PAGE
        order = keys.argsort()
        keys, at = keys[order], at[order]
        numbers, places = keys & ((1 << _OF_PAGE) - 1), places[at]
        times = _LOGS[np.minimum(np.concatenate([page.times for page in pages])[at], 63)]
        more = np.where(np.concatenate([page.named for page in pages])[at], _NAME, self.more[places])
        before, ends = before[at], of[at].searchsorted(np.arange(len(pages) + 1)).tolist()
        return [
            Numbered(
                np.concatenate((_OF_ALL, numbers[start:end])),
                before[start:end],
                times[start:end],
                more[start:end],
                places[start:end],
                self.vocabulary,
            )
            for start, end in itertools.pairwise(ends)
        ]

    def _grow(self) -> None:
        terms, held = self.vocabulary.terms, self.words.held
        if (most := len(terms)) > len(self.more):
            for values in (self.numbers, self.pages, self.more):
                values.resize(2 * most, refcheck=False)
        for at in range(self._terms, most):
            term = terms[at]
            self.numbers[at] = number_of(term)
            self.pages[at] = math.inf if term in self.words.common else held.get(term, 0) + 1.5
            self.more[at] = _NUMBER if term.isdecimal() else 1.0
        self._terms = most


_OF_ALL = np.array([ALL], np.int64)


def numbered(pages: Sequence[PageTerms], words: StoryWords) -> list[Numbered]:
    """The terms of pages as `telling` weighs them."""
    groups = itertools.groupby(pages, key=lambda page: page.vocabulary)
    return [it for known, group in groups for it in _known(words, known).numbered(list(group))]


def telling(terms: Numbered, counts: NDArray[np.int64], words: StoryWords) -> Telling:
    """What tells the document of these terms; `counts` are how many documents before hold each."""
    documents, numbers = int(counts[0]), terms.numbers[1:]
    of_all = documents + words.pages + 2
    held = terms.pages + counts[1:]
    rare = (held <= of_all / math.e).nonzero()[0]
    weights = np.log(of_all / held[rare]) * terms.times[rare]
    weights *= terms.more[rare]
    if len(weights) > TERMS:
        best = (weights >= np.partition(weights, -TERMS)[-TERMS]).nonzero()[0]
        rare, weights = rare[best], weights[best]
    words_of = map(terms.vocabulary.terms.__getitem__, terms.places[rare].tolist())
    found = sorted(zip((-weights).tolist(), words_of, rare.tolist(), strict=True))[:TERMS]
    if not found:
        return Telling(documents, Weighed(numbers, np.zeros(len(numbers), np.int64)), {}, (), ())
    negative, named, places = zip(*found, strict=True)
    scale = -1000 / (math.sqrt(sum([weight * weight for weight in negative])) or 1.0)
    kept = [round(scale * weight) for weight in negative]
    at, of_terms = list(places), np.zeros(len(numbers), np.int64)
    of_terms[at] = kept
    weights_of = dict(zip(numbers[at].tolist(), kept, strict=True))
    return Telling(documents, Weighed(numbers, of_terms), weights_of, named, places)


@functools.lru_cache(maxsize=2)
def _known(words: StoryWords, vocabulary: Vocabulary) -> _Known:
    return _Known(words, vocabulary)
