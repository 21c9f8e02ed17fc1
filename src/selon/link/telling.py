"""What tells a document from others: its terms by TF-IDF; document frequencies grow with every document."""

import functools
import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selon.lang.stories import StoryWords
from selon.link.packed import TERMS, Weighed, weighed
from selon.link.terms import PageTerms, Vocabulary
from selon.link.traces import ALL, number_of

__all__ = ["Telling", "numbers_of", "telling"]

_NAME, _NUMBER = 1.3, 1.5  # how much more names and numbers tell
_LOGS = np.array([0.0, *(1 + math.log(count) for count in range(1, 64))])  # and one that is repeated

_OF_ALL = np.array([ALL], np.int64)


class Telling(NamedTuple):
    """The terms of a document, each by the number that stands for it.

    `documents` is how many came in before. `terms` are all terms but those that are common everywhere;
    `weights` are those of the most telling, the most telling first, in thousandths (their squares sum to a
    million), and `words` are these terms themselves.
    """

    documents: int
    terms: Weighed
    weights: dict[int, int]
    words: dict[int, str]


class _Known:
    """What is known of the terms of a vocabulary before any document came in, each at its place.

    `numbers` stand for them, `pages` is how many hold each (infinite: common everywhere), `more` how much
    more it tells.
    """

    def __init__(self, words: StoryWords, vocabulary: Vocabulary) -> None:
        self.words, self.vocabulary, self._terms = words, vocabulary, 0
        self.numbers, self.pages, self.more = np.zeros(0, np.int64), np.zeros(0), np.zeros(0)

    def numbered(self, terms: PageTerms) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which of these terms are not common everywhere, and their numbers, in ascending order."""
        self._grow()
        at = (self.pages[terms.places] < math.inf).nonzero()[0]
        numbers = self.numbers[terms.places[at]]
        order = numbers.argsort()
        return at[order], numbers[order]

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


def telling(
    terms: PageTerms, counted: Callable[[NDArray[np.int64]], NDArray[np.int64]], words: StoryWords
) -> Telling:
    """What tells the document of these terms; `counted` gives how many documents before hold each."""
    known = _known(words, terms.vocabulary)
    at, numbers = known.numbered(terms)
    places = terms.places[at]
    befores = counted(np.concatenate((_OF_ALL, numbers)))
    documents = int(befores[0])
    of_all = documents + words.pages + 2
    held = known.pages[places] + befores[1:]
    rare = (held <= of_all / math.e).nonzero()[0]
    at, places = at[rare], places[rare]
    weights = np.log(of_all / held[rare]) * _LOGS[np.minimum(terms.times[at], 63)]
    weights *= np.where(terms.named[at], _NAME, known.more[places])
    if len(weights) > TERMS:
        best = (weights >= np.partition(weights, -TERMS)[-TERMS]).nonzero()[0]
        rare, places, weights = rare[best], places[best], weights[best]
    named = map(terms.vocabulary.terms.__getitem__, places.tolist())
    found = sorted(zip((-weights).tolist(), named, numbers[rare].tolist(), strict=True))[:TERMS]
    scale = -1000 / (math.sqrt(sum([weight * weight for weight, _, _ in found])) or 1.0)
    kept = {number: round(scale * weight) for weight, _, number in found}
    return Telling(documents, weighed(numbers, kept), kept, {number: term for _, term, number in found})


def numbers_of(pages: Iterable[PageTerms], words: StoryWords) -> NDArray[np.int64]:
    """The numbers that `telling` asks for, of several documents: each once, in ascending order."""
    numbers = [_known(words, terms.vocabulary).numbered(terms)[1] for terms in pages]
    return np.unique(np.concatenate((_OF_ALL, *numbers)))


@functools.lru_cache(maxsize=2)
def _known(words: StoryWords, vocabulary: Vocabulary) -> _Known:
    return _Known(words, vocabulary)
