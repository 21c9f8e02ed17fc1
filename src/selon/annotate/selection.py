"""Choosing among judged passages: the likeliest first, then all that agree with those before."""

from collections.abc import Iterable, Sequence

from selon.annotate.grid import Grid
from selon.annotate.passages import Passage
from selon.records import Span

__all__ = ["chosen", "common", "size"]

_ECHO = 0.75  # Jaccard index from which two contents are one, even where one holds the cue of the other
_SHARED = 0.3  # share of the shorter content above which two readings are of one passage


def chosen(found: Sequence[Passage], weights: Sequence[float], threshold: float) -> list[int]:
    """The numbers of the passages kept, the likeliest first.

    A second reading of a passage stays only as nested: when its cue lies in the content of the first.
    """
    kept: list[int] = []
    grid: Grid[Passage] = Grid()
    order = sorted(range(len(found)), key=lambda number: (-weights[number], number))
    for number in order:
        if weights[number] < threshold:
            break
        item = found[number]
        area = [*item.content, item.cue] if item.cue else item.content
        if all(_agree(item, other) for other in grid.near(area)):
            kept.append(number)
            grid.add(item, area)
    return kept


def size(content: Iterable[Span]) -> int:
    """The number of characters in the spans."""
    return sum(end - start for start, end in content)


def common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """The number of characters that two contents share."""
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other)


def _agree(one: Passage, other: Passage) -> bool:
    if one.cue is not None and one.cue == other.cue:
        return False
    shared = common(one.content, other.content)
    if not shared or "relative" in (one.candidate.frame, other.candidate.frame):
        return True
    first, second = size(one.content), size(other.content)
    if shared >= _ECHO * (first + second - shared):
        return False
    return _holds(one, other) or _holds(other, one) or shared < _SHARED * min(first, second)


def _holds(outer: Passage, inner: Passage) -> bool:
    """Whether one quotation holds the reporting clause of another; not one without a cue."""
    if inner.cue is None or outer.candidate.frame == "uncued":
        return False
    return common((inner.cue,), outer.content) > 0
