"""The documents that a fold has put into stories, and their terms: those of the dossier, and its own."""

import functools
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from selon.records import Found, LinkState, Placement, Trace

__all__ = ["ALL", "LATEST", "Traces", "number_of"]

ALL = 0
"""The term that stands for all documents."""
LATEST = 40
"""Documents that are found under a key: what more of them share tells little."""


@functools.lru_cache(maxsize=1 << 16)
def number_of(term: str) -> int:
    """The number (1 to 2 to the 32nd) that stands for a term or a doing: the same on every machine."""
    return zlib.crc32(term.encode("utf8", "replace")) or 1


class Traces:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        # What was read stays true while the fold runs: only the fold writes, and only at its end.
        self._read: dict[int, int] = {}
        self._known: dict[int, tuple[Trace, Placement]] = {}
        self._found: dict[int, list[Found]] = {}
        self._terms: Counter[int] = Counter()
        self._traces: list[Trace] = []
        self._placements: dict[str, Placement] = {}
        self._keys: dict[int, None] = {}

    def counted(self, terms: Sequence[int]) -> list[int]:
        """The counts of these terms, in the order given."""
        read, more = self._read, self._terms
        fresh = [term for term in terms if term not in read]
        if fresh:
            read |= dict.fromkeys(fresh, 0)
            read |= self._state.term_counts(fresh)
        return [read[term] + more[term] for term in terms]

    def count(self, terms: Iterable[int]) -> None:
        """Count each of these terms once more."""
        self._terms.update(terms)

    def found_under(self, keys: Sequence[int]) -> list[list[Found]]:
        """The latest documents under each of these keys."""
        held = self._found
        fresh = [key for key in keys if key not in held]
        if fresh:
            stored = self._state.found_under(fresh)
            held |= {key: list(stored.get(key, ())) for key in fresh}
        return [held[key] for key in keys]

    def traces(self, numbers: Sequence[int]) -> list[tuple[Trace, Placement]]:
        """The traces of these numbers with their places, in the order given."""
        known = self._known
        fresh = [number for number in numbers if number not in known]
        if fresh:
            known |= {it[0].number: it for it in self._state.traces(fresh)}
        return [known[number] for number in numbers]

    def placement(self, document: str) -> Placement:
        """Where a document was put."""
        return self._placements.get(document) or self._state.placements([document])[0]

    def put(self, trace: Trace, placement: Placement, keys: Mapping[int, int]) -> None:
        """Add a document, to be found under these keys, each with its weight."""
        self._known[trace.number] = trace, placement
        self._traces.append(trace)
        self._placements[trace.document] = placement
        for (key, weight), found in zip(keys.items(), self.found_under(list(keys)), strict=True):
            found.append((trace.number, weight))
            del found[:-LATEST]
            self._keys[key] = None

    @property
    def added(self) -> tuple[Trace, ...]:
        """The traces that were added."""
        return tuple(self._traces)

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where they were put."""
        return tuple(self._placements.values())

    @property
    def terms(self) -> tuple[tuple[int, int], ...]:
        """By how much the counts of terms have grown."""
        return tuple(self._terms.items())

    @property
    def found(self) -> tuple[tuple[int, tuple[Found, ...]], ...]:
        """The documents that are found under those keys that have more of them."""
        return tuple((key, tuple(self._found[key])) for key in self._keys)
