"""Where a page's reading of time stands: what deictics count from, what was mentioned last."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from selon.dates._calendar import Point
from selon.records import AnchorKind, Edtf, Precision, Span, TimeKind

__all__ = ["Base", "Direction", "Reading", "Sense", "exact", "spread"]

Direction = int
"""-1 past, 1 future, 0 not told."""

_MOST_CANDIDATES = 8
_UNITS: tuple[str, ...] = ("Y", "M", "W", "D")
_UNITS_OF: dict[Precision, tuple[str, ...]] = {
    "year": _UNITS[:1],
    "month": _UNITS[:2],
    "interval": _UNITS[:3],
    "season": _UNITS[:1],
}


@dataclass(frozen=True, slots=True)
class Base:
    """Days from which other times are counted, each with its probability; none when the page tells none."""

    days: tuple[tuple[date, float], ...] = ()
    kind: AnchorKind = "publication"
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means; `days` are its possible days, if it is a day or lies within one."""

    kind: TimeKind
    timex: str | None
    edtf: str | None = None
    weights: tuple[float, ...] = ()
    days: tuple[tuple[date, float], ...] = ()
    anchored_to: AnchorKind = "none"
    anchor: Span | None = None
    zone: str | None = None


@dataclass(slots=True)
class Reading:
    """The state while a page is read from its beginning to its end.

    `base` is what *hier* counts from (publication, or the moment of speech inside a quotation); `last` what
    *la veille* counts from, and `local` whether that stands in the same paragraph; `mentioned` what *l'année
    suivante* and its like count from, by unit; `said` the last meaning that had a value; `direction` tells
    past or future around a span, from the tense; `yearly` whether the sentence speaks of every year.
    """

    base: Base
    last: Base = field(default_factory=lambda: Base((), "mention"))
    local: bool = False
    said: Sense | None = None
    mentioned: dict[str, Base] = field(default_factory=dict)
    direction: Callable[[int, int], Direction] = lambda start, end: 0
    span: Span = (0, 0)
    yearly: bool = False

    def tense(self) -> Direction:
        """Past or future around the expression that is being read."""
        return self.direction(*self.span)

    @property
    def here(self) -> Base:
        """The day that times of day belong to: the one mentioned last nearby, else the base."""
        return self.last if self.local and self.last.days else self.base

    def note(self, sense: Sense, span: Span) -> None:
        """Take an expression as the one mentioned last."""
        if sense.edtf is None or sense.kind not in ("date", "time"):
            return
        self.said = sense
        base = Base(sense.days, "mention", span)
        if sense.days:
            self.last, self.local = base, True
            units = _UNITS
        else:
            value = Edtf.parse(sense.edtf)
            base = Base(((value.earliest, 1.0),) if value.earliest else (), "mention", span)
            units = _UNITS_OF.get(value.precision, ())
        self.mentioned |= dict.fromkeys(units, base)


def exact(kind: TimeKind, point: Point, zone: str | None = None) -> Sense:
    """A meaning that needs no anchor."""
    days = ((point.day, 1.0),) if point.day else ()
    return Sense(kind, point.timex, point.edtf, days=days, zone=zone)


def spread(
    kind: TimeKind,
    base: Base,
    resolve: Callable[[date], Point | None],
    unresolved: str | None,
    zone: str | None = None,
) -> Sense | None:
    """What an expression means when it is resolved from each possible day of the base.

    One value for all days is the value. Several make a one-of set with weights: two decimals that sum to 1,
    the last takes the rest. More than a handful of consecutive days is written as a range.
    """
    if not base.days:
        return Sense(kind, unresolved, anchored_to="none", zone=zone)
    sums: dict[Point, float] = {}
    try:
        for day, weight in base.days:
            point = resolve(day)
            if point is None:
                return None
            sums[point] = sums.get(point, 0.0) + weight
    except (OverflowError, ValueError):
        return Sense(kind, unresolved, anchored_to="none", zone=zone)
    points = sorted(sums, key=lambda point: (point.edtf or "", point.timex))
    days = tuple((point.day, sums[point]) for point in points if point.day)
    if len(points) == 1:
        return Sense(kind, points[0].timex, points[0].edtf, (), days, base.kind, base.anchor, zone)
    edtf, weights = _one_of(points, [sums[point] for point in points])
    return Sense(kind, unresolved, edtf, weights, days, base.kind, base.anchor, zone)


def _one_of(points: list[Point], sums: list[float]) -> tuple[str | None, tuple[float, ...]]:
    values = [point.edtf for point in points]
    if None in values or len(set(values)) != len(values):
        return None, ()
    if len(points) <= _MOST_CANDIDATES and not any(
        "/" in value or ".." in value for value in values if value
    ):
        weights = [round(value, 2) for value in sums[:-1]]
        return f"[{','.join(map(str, values))}]", (*weights, round(max(1 - sum(weights), 0.0), 2))
    days = [point.day for point in points if point.day]
    if len(days) == len(points) and (days[-1] - days[0]).days == len(days) - 1:
        return f"[{days[0]}..{days[-1]}]", ()
    return None, ()
