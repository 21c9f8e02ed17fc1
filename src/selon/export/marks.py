"""A text cut by its marks: overlapping spans become a properly nested stream of tokens."""

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Mark", "MarkKind", "Note", "Token", "mark_tokens"]

MarkKind = Literal["passage", "quote", "source", "cue", "time", "event"]
_DEPTH: dict[MarkKind, int] = {"passage": 0, "quote": 1, "source": 2, "cue": 2, "event": 3, "time": 4}
"""Of two marks over one span, the one with the smaller number stands outside."""


@dataclass(frozen=True, slots=True)
class Note:
    """A reference that follows a mark: where it leads, the sign that is shown, and what it says."""

    target: str
    sign: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A span `[start, end)` of a document's text (code points) to be marked.

    `anchor` is the id that links lead to, `title` what the mark says of itself, `note` what follows it.
    """

    start: int
    end: int
    kind: MarkKind
    anchor: str | None = None
    title: str | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One step through a marked text: plain `text`, or the `open`ing or `close` of a mark."""

    step: Literal["text", "open", "close"]
    text: str = ""
    mark: Mark | None = None


def mark_tokens(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Token]:
    """The tokens of `text[start:end]`: every mark opened and closed inside its surrounding one.

    A mark that crosses another's end, or a bound of the range, is cut there: its first piece keeps the
    anchor, its last piece the note; an anchor whose beginning lies before `start` is left to that range.
    The text tokens, joined, give back `text[start:end]`.
    """
    number = itertools.count()
    waiting = [_entry(piece, next(number)) for mark in marks if (piece := _clip(mark, start, end))]
    heapq.heapify(waiting)
    opened: list[Mark] = []
    at = start
    while waiting:
        mark = heapq.heappop(waiting)[-1]
        while opened and opened[-1].end <= mark.start:
            yield from _closing(text, at, opened[-1])
            at = opened.pop().end
        if opened and mark.end > opened[-1].end:
            cut = opened[-1].end
            heapq.heappush(waiting, _entry(replace(mark, start=cut, anchor=None), next(number)))
            mark = replace(mark, end=cut, note=None)
        if mark.start > at:
            yield Token("text", text[at : mark.start])
        at = mark.start
        opened.append(mark)
        yield Token("open", mark=mark)
    yield from _finish(text, at, end, opened)


def _finish(text: str, at: int, end: int, opened: Sequence[Mark]) -> Iterator[Token]:
    for mark in reversed(opened):
        yield from _closing(text, at, mark)
        at = mark.end
    if end > at:
        yield Token("text", text[at:end])


def _closing(text: str, at: int, mark: Mark) -> Iterator[Token]:
    if mark.end > at:
        yield Token("text", text[at : mark.end])
    yield Token("close", mark=mark)


def _clip(mark: Mark, start: int, end: int) -> Mark | None:
    low, high = max(mark.start, start), min(mark.end, end)
    if low >= high:
        return None
    return replace(
        mark,
        start=low,
        end=high,
        anchor=mark.anchor if mark.start >= start else None,
        note=mark.note if mark.end <= end else None,
    )


def _entry(mark: Mark, number: int) -> tuple[int, int, int, int, Mark]:
    return mark.start, -mark.end, _DEPTH[mark.kind], number, mark
