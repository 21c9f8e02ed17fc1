"""The documents that a fold has put into stories, and their terms: those of the dossier, and its own."""

import itertools
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from selon.link.packed import with_one_more
from selon.records import Found, LinkState, Placement, Trace, TraceRow

__all__ = ["ALL", "LATEST", "Traces", "number_of"]

ALL = 0
"""The term that stands for all documents."""
LATEST = 40
"""Documents that are found under a key: what more of them share tells little."""

_NUMBER = Trace._fields.index("number")
_NONE = np.zeros(0, np.int64)
_AFTER_ALL = 1 << 40  # greater than the number of any term


def number_of(term: str) -> int:
    """The number (1 to 2 to the 32nd) that stands for a term or a doing: the same on every machine."""
    return zlib.crc32(term.encode("utf8", "replace")) or 1


class Traces:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        # What was read stays true while the fold runs: only the fold writes, and only at its end.
        # The terms in ascending order, how often each was counted, and is by now; the last stands for none.
        self._terms = np.array([_AFTER_ALL], np.int64)
        self._read, self._counts = np.zeros(1, np.int64), np.zeros(1, np.int64)
        self._own: dict[int, Trace] = {}
        self._found: dict[int, Found] = {}
        self._placements: dict[str, Placement] = {}
        self._keys: dict[int, int] = {}

    def expect(self, terms: Sequence[NDArray[np.int64]]) -> None:
        """Read the counts of these terms, which `counts` will be asked for: many at once cost less."""
        fresh = np.sort(np.concatenate((_NONE, *terms)))
        fresh = fresh[np.append(fresh[1:] != fresh[:-1], True)[: len(fresh)]]  # each once
        fresh = fresh[self._terms[self._terms.searchsorted(fresh)] != fresh]
        wanted = fresh.tolist()
        read = self._state.term_counts(wanted) if wanted else {}
        counts = np.fromiter(map(read.get, wanted, itertools.repeat(0)), np.int64, len(wanted))
        at = self._terms.searchsorted(fresh)
        self._terms = np.insert(self._terms, at, fresh)
        self._read, self._counts = np.insert(self._read, at, counts), np.insert(self._counts, at, counts)

    def places(self, terms: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the counts of these terms, in the order given, stand until others are asked for."""
        at = self._terms.searchsorted(terms)
        if (self._terms[at] != terms).any():
            self.expect([terms])
            at = self._terms.searchsorted(terms)
        return at

    def counts(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The counts at these places."""
        return self._counts[places]

    def count(self, places: NDArray[np.int64]) -> None:
        """Count each of the terms at these places once more."""
        self._counts[places] += 1

    def found_under(self, keys: Sequence[int]) -> list[Found]:
        """The latest documents under each of these keys."""
        held = self._found
        fresh = [key for key in keys if key not in held]
        if fresh:
            held |= dict.fromkeys(fresh, b"")
            held |= self._state.found_under(fresh)
        return [held[key] for key in keys]

    def rows(self, numbers: Sequence[int]) -> list[TraceRow]:
        """The traces of these numbers, in the order given."""
        own = self._own
        fresh = [number for number in numbers if number not in own]
        # These are not kept: few of them are asked for again, and thousands would be held.
        read = {row[_NUMBER]: row for row in self._state.traces(fresh)} if fresh else {}
        if len(fresh) == len(numbers):
            return [read[number] for number in numbers]
        return [own.get(number) or read[number] for number in numbers]

    def placement(self, document: str) -> Placement:
        """Where a document was put."""
        return self._placements.get(document) or self._state.placements([document])[0]

    def put(self, trace: Trace, placement: Placement, keys: Mapping[int, int]) -> None:
        """Add a document; `keys`, which `found_under` was asked for, are its own, each with its weight."""
        trace = trace._replace(story=placement.story, chapter=placement.chapter)
        self._own[trace.number] = trace
        self._placements[trace.document] = placement
        for key, weight in keys.items():
            self._found[key] = with_one_more(self._found[key], trace.number, weight, LATEST)
        self._keys |= keys

    @property
    def added(self) -> tuple[Trace, ...]:
        """The traces that were added."""
        return tuple(self._own.values())

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where they were put."""
        return tuple(self._placements.values())

    @property
    def terms(self) -> tuple[tuple[int, int], ...]:
        """By how much the counts of terms have grown."""
        more = self._counts - self._read
        at = more.nonzero()[0]
        return tuple(zip(self._terms[at].tolist(), more[at].tolist(), strict=True))

    @property
    def found(self) -> tuple[tuple[int, Found], ...]:
        """The documents that are found under those keys that have more of them."""
        return tuple((key, self._found[key]) for key in self._keys)
