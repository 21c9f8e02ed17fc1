"""Finding what lies near a place without looking at the whole page: items by cells of the text."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from selon.records import Span

__all__ = ["Grid"]

_CELL = 512  # characters

T = TypeVar("T")


class Grid(Generic[T]):
    """Items with their spans; `near` gives those that may overlap a span, in the order they were added."""

    def __init__(self, items: Iterable[tuple[T, Iterable[Span]]] = ()) -> None:
        self._items: list[T] = []
        self._cells: dict[int, list[int]] = {}
        for item, spans in items:
            self.add(item, spans)

    def add(self, item: T, spans: Iterable[Span]) -> None:
        """Puts an item at its spans."""
        number = len(self._items)
        self._items.append(item)
        for cell in dict.fromkeys(_cells(spans)):
            self._cells.setdefault(cell, []).append(number)

    def near(self, spans: Iterable[Span]) -> list[T]:
        """The items that share a cell with one of these spans: all that overlap them, and some beside."""
        found = {number for cell in _cells(spans) for number in self._cells.get(cell, ())}
        return [self._items[number] for number in sorted(found)]


def _cells(spans: Iterable[Span]) -> Iterator[int]:
    for start, end in spans:
        yield from range(start // _CELL, end // _CELL + 1)
