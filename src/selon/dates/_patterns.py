"""Which characters a regular expression of the grammar can begin with, and which can come second.

The positions of a pattern and what may follow each are those of its automaton (Glushkov 1961).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Beginning", "beginnings"]

_LOOK = ("(?=", "(?!", "(?<=", "(?<!")

Beginning = tuple[frozenset[str], frozenset[str] | None]
"""Characters that may come first and those that may then come second; null when a match may end there."""


def beginnings(parts: Sequence[str]) -> tuple[Beginning, ...]:
    """How a match of the pattern, cut into its parts, can begin.

    Parts are `[...]` (a set of characters), group openings, `)`, `|`, `?`, `*`, `+`, `{1,n}`, `$` and
    look-arounds, which take no room and are not looked into: more may be told than can be, never less.
    Raises IndexError for brackets that do not balance.
    """
    automaton = _Automaton(parts)
    whole, _ = automaton.choice(0)
    return tuple(
        (automaton.codes[place], None if place in whole.last else automaton.after(place))
        for place in sorted(whole.first)
    )


@dataclass(slots=True)
class _Piece:
    """A piece of a pattern: whether it may be empty, the positions that it may begin and end with."""

    empty: bool = True
    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)


class _Automaton:
    """The positions of a pattern (its sets of characters) and which may follow which."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts
        self.codes: list[frozenset[str]] = []
        self.following: list[set[int]] = []

    def after(self, place: int) -> frozenset[str]:
        """The characters that may come after a position."""
        return frozenset().union(*(self.codes[other] for other in self.following[place]))

    def choice(self, at: int) -> tuple[_Piece, int]:
        """Alternatives from `at` to the closing bracket, and its place."""
        whole, at = self._row(at)
        while at < len(self.parts) and self.parts[at] == "|":
            other, at = self._row(at + 1)
            whole = _Piece(whole.empty or other.empty, whole.first | other.first, whole.last | other.last)
        return whole, at

    def _row(self, at: int) -> tuple[_Piece, int]:
        """Parts one after the other, up to `|` or the closing bracket."""
        row = _Piece()
        while at < len(self.parts) and self.parts[at] not in ("|", ")"):
            piece, at = self._one(at)
            mark = self.parts[at] if at < len(self.parts) else ""
            if mark in ("*", "+") or mark[:1] == "{":
                self._link(piece, piece)
            if mark in ("?", "*"):
                piece.empty = True
            at += mark in ("?", "*", "+") or mark[:1] == "{"
            self._link(row, piece)
            row = _Piece(
                row.empty and piece.empty,
                row.first | piece.first if row.empty else row.first,
                row.last | piece.last if piece.empty else piece.last,
            )
        return row, at

    def _link(self, before: _Piece, after: _Piece) -> None:
        for place in before.last:
            self.following[place] |= after.first

    def _one(self, at: int) -> tuple[_Piece, int]:
        part = self.parts[at]
        if part[0] == "[":
            self.codes.append(frozenset(part[1:-1]))
            self.following.append(set())
            place = len(self.codes) - 1
            return _Piece(False, {place}, {place}), at + 1
        if part[0] != "(":
            return _Piece(), at + 1
        piece, end = self.choice(at + 1)
        if self.parts[end] != ")":
            raise IndexError("brackets do not balance")
        return (_Piece() if part in _LOOK else piece), end + 1
