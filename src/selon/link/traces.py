"""The documents that a fold has put into stories, and their terms: those of the dossier, and its own."""

import itertools
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence

from selon.link.packed import with_one_more
from selon.records import Found, LinkState, Placement, Trace

__all__ = ["ALL", "LATEST", "Traces", "number_of"]

ALL = 0
"""The term that stands for all documents."""
LATEST = 40
"""Documents that are found under a key: what more of them share tells little."""


def number_of(term: str) -> int:
    """The number (1 to 2 to the 32nd) that stands for a term or a doing: the same on every machine."""
    return zlib.crc32(term.encode("utf8", "replace")) or 1


class Traces:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        # What was read stays true while the fold runs: only the fold writes, and only at its end.
        self._read: dict[int, int] = {}
        self._counts: Counter[int] = Counter()
        self._own: dict[int, Trace] = {}
        self._found: dict[int, Found] = {}
        self._placements: dict[str, Placement] = {}
        self._keys: dict[int, int] = {}

    def expect(self, terms: Sequence[int]) -> None:
        """Read the counts of these terms, which `counted` will be asked for: many at once cost less."""
        if fresh := [term for term in terms if term not in self._counts]:
            read = dict.fromkeys(fresh, 0)
            read.update(self._state.term_counts(fresh))
            dict.update(self._counts, read)  # that of a Counter would add
            self._read |= read

    def counted(self, terms: Sequence[int]) -> list[int]:
        """The counts of these terms, in the order given."""
        found = list(map(self._counts.get, terms, itertools.repeat(-1)))
        if -1 in found:
            self.expect(terms)
            return [self._counts[term] for term in terms]
        return found

    def count(self, terms: Sequence[int]) -> None:
        """Count each of these terms, which `counted` was asked for, once more."""
        self._counts.update(terms)

    def found_under(self, keys: Sequence[int]) -> list[Found]:
        """The latest documents under each of these keys."""
        held = self._found
        fresh = [key for key in keys if key not in held]
        if fresh:
            held |= dict.fromkeys(fresh, b"")
            held |= self._state.found_under(fresh)
        return [held[key] for key in keys]

    def traces(self, numbers: Sequence[int]) -> list[Trace]:
        """The traces of these numbers, in the order given."""
        own = self._own
        fresh = [number for number in numbers if number not in own]
        # These are not kept: few of them are asked for again, and thousands would be held.
        read = {trace.number: trace for trace in self._state.traces(fresh)} if fresh else {}
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
        read = self._read
        return tuple([(term, now - read[term]) for term, now in self._counts.items() if now > read[term]])

    @property
    def found(self) -> tuple[tuple[int, Found], ...]:
        """The documents that are found under those keys that have more of them."""
        return tuple((key, self._found[key]) for key in self._keys)
