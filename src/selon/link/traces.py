"""The documents that a fold has put into stories, and their terms: those of the dossier, and its own."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from selon.records import LinkState, Placement, Trace

__all__ = ["Traces"]


class Traces:
    """Lookups as in `LinkState`, through the changes made so far; and the changes."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        self._read: dict[str, int] = {}
        self._terms: Counter[str] = Counter()
        self._known: dict[str, tuple[Trace, Placement]] = {}  # what was read stays true while the fold runs
        self._traces: dict[str, Trace] = {}
        self._placements: dict[str, Placement] = {}
        self._held: dict[str, list[tuple[str, int]]] = {}

    def counted(self, terms: Collection[str]) -> dict[str, int]:
        """How many documents hold each of these terms once one more does; of all, under the empty term."""
        wanted = ["", *terms]
        fresh = [term for term in wanted if term not in self._read]
        if fresh:
            stored = self._state.term_counts(fresh)
            self._read.update((term, stored.get(term, 0)) for term in fresh)
        self._terms.update(wanted)
        read, more = self._read, self._terms
        return {term: read[term] + more[term] for term in wanted}

    def found_under(self, keys: Sequence[str], limit: int) -> dict[str, list[tuple[str, int]]]:
        """The last `limit` documents under each of these keys, with the weight that it has there."""
        stored = self._state.found_under(keys, limit)
        return {key: [*stored.get(key, ()), *self._held.get(key, ())][-limit:] for key in keys}

    def traces(self, documents: Iterable[str]) -> list[tuple[Trace, Placement]]:
        """The traces of these documents, with their places, in the order given."""
        names = list(documents)
        fresh = [name for name in names if name not in self._known]
        if fresh:
            places = {place.document: place for place in self._state.placements(fresh)}
            self._known |= {it.document: (it, places[it.document]) for it in self._state.traces(fresh)}
        return [self._known[name] for name in names]

    def put(self, trace: Trace, placement: Placement) -> None:
        """Add a document."""
        self._known[trace.document] = trace, placement
        self._traces[trace.document] = trace
        self._placements[trace.document] = placement
        for key in trace.keys:
            self._held.setdefault(key, []).append((trace.document, trace.weights.get(key, 0)))

    @property
    def added(self) -> tuple[Trace, ...]:
        """The traces that were added."""
        return tuple(self._traces.values())

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where they were put."""
        return tuple(self._placements.values())

    @property
    def terms(self) -> tuple[tuple[str, int], ...]:
        """By how much the number of documents that hold a term has grown."""
        return tuple(self._terms.items())
