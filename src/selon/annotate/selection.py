"""Choosing among judged passages: the likeliest first, then all that agree with those before."""

from collections.abc import Iterable, Sequence

from selon.annotate.grid import Grid
from selon.annotate.passages import Passage
from selon.records import Span

__all__ = ["ECHOES", "chosen", "common", "size", "weighed"]

ECHOES = frozenset({"relative", "previous"})
"""The frames of what takes up the words of another clause."""

_ECHO = 0.75  # Jaccard index from which two contents are one, even where one holds the cue of the other
_SAME = 0.92  # the same for what floats and what somebody is told to say
_TWIN = 0.5  # share of the threshold from which a reading with a cue takes such a place
_FIRM = 1.5  # share of the threshold from which a reading with a cue keeps out what floats inside it
_SHARED = 0.3  # share of the shorter content above which two readings are of one passage


def chosen(found: Sequence[Passage], weights: Sequence[float], threshold: float) -> list[int]:
    """The numbers of the passages kept, the likeliest first; see `weighed`."""
    return list(weighed(found, weights, threshold))


def weighed(found: Sequence[Passage], weights: Sequence[float], threshold: float) -> dict[int, float]:
    """The numbers of the passages kept, the likeliest first, with the weight that each was kept for.

    A second reading of a passage stays only as nested: when its cue lies in the content of the first. What
    floats gives way to a reading of the same content with a reporting clause that may be kept as well, which
    then has the weight of what floated, and to a likely one in its sentence of which it is a part.
    """
    kept: dict[int, float] = {}
    grid: Grid[Passage] = Grid()
    for number, weight in _order(found, weights, threshold):
        item = found[number]
        area = [*item.content, item.cue] if item.cue else item.content
        if all(_agree(item, other) for other in grid.near(area)):
            kept[number] = weight
            grid.add(item, area)
    return kept


def _order(found: Sequence[Passage], weights: Sequence[float], threshold: float) -> list[tuple[int, float]]:
    """The passages by weight; the likeliest with a cue takes the place of what floats over its content."""
    told = [
        n for n, item in enumerate(found) if (item.cue or item.source) and weights[n] >= _TWIN * threshold
    ]
    cued = Grid((number, found[number].content) for number in told)
    likely = [number for number, weight in enumerate(weights) if weight >= threshold]
    places = {number: weights[number] for number in likely}
    for number in likely:
        if found[number].cue is None and found[number].source is None:
            first = _stands_for(number, found, weights, cued.near(found[number].content), threshold)
            if first is None:
                del places[number]
            elif first != number:
                places[first] = max(weights[first], weights[number])
                del places[number]
    return sorted(places.items(), key=lambda place: (-place[1], place[0]))


def _stands_for(
    number: int, found: Sequence[Passage], weights: Sequence[float], cued: Iterable[int], threshold: float
) -> int | None:
    """Which passage what floats stands for: itself, its twin with a cue, or none where it is only a part.

    A part that is likelier than the whole stands for the reading of that part by the cue of the whole.
    """
    item, near = found[number], list(cued)
    wholes = [n for n in near if weights[n] >= _FIRM * threshold and _inside(item, found[n])]
    twins = [n for n in near if _echo(item, found[n], _SAME)]
    if wholes:
        if weights[number] <= max(weights[n] for n in wholes):
            return None
        cues = {found[n].cue for n in wholes}
        twins = [n for n in twins if found[n].cue in cues]
    if twins:
        return max(twins, key=lambda n: (weights[n], -n))
    return None if wholes else number


def _inside(floating: Passage, cued: Passage) -> bool:
    """Whether what floats is only a part, in the same sentence, of a content with a cue."""
    if floating.sentence != cued.sentence or cued.cue is None:
        return False
    whole = size(floating.content)
    return common(floating.content, cued.content) == whole < size(cued.content)


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
    if not shared or {one.candidate.frame, other.candidate.frame} & ECHOES:
        return True
    if _echo(one, other, _ECHO):
        return False
    shorter = min(size(one.content), size(other.content))
    return _holds(one, other) or _holds(other, one) or shared < _SHARED * shorter


def _echo(one: Passage, other: Passage, bound: float) -> bool:
    """Whether the Jaccard index of two contents reaches a bound."""
    shared = common(one.content, other.content)
    return shared >= bound * (size(one.content) + size(other.content) - shared)


def _holds(outer: Passage, inner: Passage) -> bool:
    """Whether one quotation holds the reporting clause of another; not one without a cue."""
    if inner.cue is None or outer.candidate.frame == "uncued":
        return False
    return common((inner.cue,), outer.content) > 0
