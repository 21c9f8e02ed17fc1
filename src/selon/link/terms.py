"""The terms of a document by which it is told what it is about: words, names, numbers; and who does what."""

import dataclasses
import re
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selon.lang.names import words_of
from selon.link.words import body_spans
from selon.records import Document, Entity, PageRead

__all__ = ["PageTerms", "Vocabulary", "doings_of", "page_terms"]

# Characters of the body: the press tells first what a page is about, and later what else there is.
_READ = 2000
_TITLE = 3  # a word of the title counts as often
_LEAST = 3  # words of two letters tell nothing; numbers do
_WORD = re.compile(r"[^\W_]+")
_PLANE = 1 << 16  # letters of most texts: for those there is a table
_NONE = np.zeros(1, np.int32)
_MOST = 1 << 17  # words that a vocabulary holds
# A capital inside a sentence, after a word or an apostrophe, begins a name. Looked for from the capital on,
# it is found ten times as fast as from what stands before it.
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:(?<=[\w,;)][ \u00a0].)|(?<=['’(].))[^\W_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W_]+)*", re.DOTALL
)
_NAMED = frozenset({"person", "organisation", "state"})


class Vocabulary:
    """The terms met so far, and the words, as they were cut out of texts, by the places of their terms.

    A term is a word in lower case without the sign of the plural, or a number; at place 0 is what is none.
    """

    def __init__(self, plurals: tuple[str, ...]) -> None:
        self.terms = [""]
        self.words = _Places(self.terms, plurals)


class _Places(dict[bytes | str, int]):
    def __init__(self, terms: list[str], plurals: tuple[str, ...]) -> None:
        self._terms, self._plurals = terms, plurals
        self._places: dict[str, int] = {}
        self._lock = threading.Lock()

    def __missing__(self, given: bytes | str) -> int:
        word = given.decode("cp1252") if isinstance(given, bytes) else given
        place = 0
        if len(word) >= _LEAST or word.isdecimal():
            term = word[:-1] if word[-1] in self._plurals and len(word) > 4 else word
            with self._lock:
                place = self._places.setdefault(term, len(self._terms))
                if place == len(self._terms):
                    self._terms.append(term)
        self[given] = place
        return place


@dataclass(frozen=True, slots=True)
class PageTerms:
    """The terms of a document: their places in a vocabulary, in order, each once.

    `times` is how often each stands in the document, `named` whether it is part of a name.
    """

    vocabulary: Vocabulary
    places: NDArray[np.int32]
    times: NDArray[np.int64]
    named: NDArray[np.bool_]

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each term stands in the document."""
        terms = self.vocabulary.terms
        return {terms[at]: count for at, count in zip(self.places.tolist(), self.times.tolist(), strict=True)}

    @property
    def names(self) -> frozenset[str]:
        """Those that are parts of names."""
        return frozenset(self.vocabulary.terms[at] for at in self.places[self.named].tolist())


def page_terms(document: Document, plurals: tuple[str, ...], aside: Collection[int] = ()) -> PageTerms:
    """The terms of the title and of the beginning of the body.

    Words in lower case without the sign of the plural, and numbers; `plurals` are such signs. `aside` are the
    blocks, by their numbers, that are not read since they recur over the site.
    """
    title, body = document.title or "", _beginning(document, aside)
    vocabulary, names = _vocabulary(plurals), " ".join((*_NAME.findall(title), *_NAME.findall(body)))
    head = _places(vocabulary, _words(title))
    found = np.concatenate((_NONE, _places(vocabulary, _words(body)), *(head,) * _TITLE))
    found.sort()
    edges = np.concatenate(((found[1:] != found[:-1]).nonzero()[0] + 1, (len(found),)))
    places = found[edges[:-1]]
    in_names = np.zeros(len(vocabulary.terms), np.bool_)
    in_names[_places(vocabulary, _words(names))] = True
    return PageTerms(vocabulary, places, edges[1:] - edges[:-1], in_names[places])


def doings_of(page: PageRead) -> tuple[str, ...]:
    """Who takes part in which kind of event, in order of place: `kim jong un|visit`, `PRK|arms-transfer`."""
    entities = {entity.id: entity for entity in page.analysis.entities}
    of = {mention.id: entities.get(mention.entity) for mention in page.analysis.mentions}
    found = [
        f"{_who(entity)}|{event.kind}"
        for event in page.analysis.events
        if not event.background
        for entity in _parties(of.get(role.mention or "") for role in event.roles)
    ]
    return tuple(dict.fromkeys(found))


def _parties(entities: Iterable[Entity | None]) -> list[Entity]:
    return [it for it in entities if it is not None and it.kind in _NAMED and words_of(it.name)]


def _who(entity: Entity) -> str:
    if entity.kind == "state" and entity.country:
        return entity.country
    return " ".join(words_of(entity.name))


def _beginning(document: Document, aside: Collection[int]) -> str:
    blocks = document.blocks
    if aside:
        blocks = tuple(
            dataclasses.replace(block, kind="boilerplate") if number in aside else block
            for number, block in enumerate(blocks)
        )
    parts, left = [], _READ
    for start, end in body_spans(blocks):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return "\n".join(parts)


def _places(vocabulary: Vocabulary, words: Collection[bytes | str]) -> NDArray[np.int32]:
    return np.fromiter(map(vocabulary.words.__getitem__, words), np.int32, len(words))


def _words(text: str) -> list[Any]:
    """The words of a text in lower case: as bytes, which is fast, where Windows-1252 has all its letters."""
    try:
        found = _LETTERS.take(np.frombuffer(text.encode("utf_16"), np.uint16)[1:]).tobytes()
    except UnicodeEncodeError:  # half a character
        return _WORD.findall(text.lower())
    return _WORD.findall(text.lower()) if _OTHER in found else found.split()


def _letters() -> NDArray[np.uint8]:
    """What each letter is in Windows-1252, in which nearly all French pages can be written, in lower case.

    What is no letter is a space, what it cannot tell is `_OTHER`.
    """
    table = np.full(_PLANE, _OTHER, np.uint8)
    letters = bytes(range(256)).decode("cp1252", "ignore")
    for letter in (*letters, "\u202f"):
        table[ord(letter)] = letter.lower().encode("cp1252")[0] if letter.isalnum() else ord(" ")
    return table


_OTHER = 0
_LETTERS = _letters()


_vocabularies: dict[tuple[str, ...], Vocabulary] = {}


def _vocabulary(plurals: tuple[str, ...]) -> Vocabulary:
    """The words met so far; begun anew when there are too many of them."""
    known = _vocabularies.get(plurals)
    if known is None or len(known.words) > _MOST:
        known = _vocabularies[plurals] = Vocabulary(plurals)
    return known
