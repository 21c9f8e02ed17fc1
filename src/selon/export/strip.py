"""The chronology as a drawing: where each row stands on a line of time, uncertain dates as spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selon.records import Edtf, InvalidDate, TimelineRow

__all__ = ["Bar", "Strip", "Tick", "draw_strip"]

WIDTH = 1000
"""Units of the drawing from its first day to its last; it is scaled to the page."""
LANES = 9
"""Rows of bars at most; what finds no free lane shares the last one."""
LEAST = 7
"""The least width of a bar, so that a single day can be seen and pointed at."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chronology: its place in units of the drawing and the lane it runs in."""

    row: TimelineRow
    x: float
    width: float
    lane: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year or quarter, by which the line is divided; `date` is an EDTF month or year."""

    x: float
    date: str
    major: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing: its bars and divisions, the number of lanes, and how many rows lie outside of it."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    lanes: int
    outside: int


def draw_strip(rows: Sequence[TimelineRow], published: Sequence[str]) -> Strip | None:
    """The rows on one line of time, or null when fewer than two of them can be placed.

    The line reaches two years back from the first publication (EDTF values) and one year on from the last,
    or less where nothing stands, so that a far memory in one page does not crush the rest.
    """
    low, high = _window(published)
    placed = [(row, *bounds) for row in rows if (bounds := _bounds(row.edtf, low, high))]
    if len(placed) < 2:
        return None
    first = min(start for _, start, _ in placed).replace(day=1)
    last = max(end for _, _, end in placed)
    days = max((last - first).days + 1, 28)
    bars = _lay([(row, (a - first).days, (b - a).days + 1) for row, a, b in placed], WIDTH / days)
    lanes = max(bar.lane for bar in bars) + 1
    return Strip(bars, tuple(_ticks(first, days)), lanes, len(rows) - len(placed))


def _window(published: Sequence[str]) -> tuple[date, date]:
    known = [edtf for text in published if (edtf := _read(text))]
    starts = [edtf.earliest for edtf in known if edtf.earliest]
    ends = [edtf.latest for edtf in known if edtf.latest]
    low = min(starts, default=date.min.replace(year=3)) - timedelta(days=730)
    high = max(ends, default=date.max - timedelta(days=366)) + timedelta(days=366)
    return low, high


def _bounds(text: str, low: date, high: date) -> tuple[date, date] | None:
    edtf = _read(text)
    if edtf is None:
        return None
    start, end = edtf.earliest or edtf.latest, edtf.latest or edtf.earliest
    if start is None or end is None or start < low or end > high:
        return None
    return start, end


def _read(text: str) -> Edtf | None:
    try:
        return Edtf.parse(text)
    except InvalidDate:
        return None


def _lay(spans: Sequence[tuple[TimelineRow, int, int]], scale: float) -> tuple[Bar, ...]:
    free = [-1.0] * LANES
    bars = []
    for row, start, length in sorted(spans, key=lambda span: (span[1], -span[2])):
        width = max(length * scale, LEAST)
        x = min(start * scale, WIDTH - width)
        lane = next((n for n, end in enumerate(free) if end <= x), LANES - 1)
        free[lane] = max(free[lane], x + width + 2)
        bars.append(Bar(row, round(x, 1), round(width, 1), lane))
    return tuple(bars)


def _ticks(first: date, days: int) -> list[Tick]:
    step = 3 if days < 3 * 366 else 12
    ticks = []
    for number in range(first.year * 12 + first.month - 1, (first.year + days // 365 + 2) * 12):
        year, month = divmod(number, 12)
        offset = (date(year, month + 1, 1) - first).days if year <= 9999 else days
        if number % step == 0 and offset < days:
            major = month == 0
            ticks.append(
                Tick(
                    round(offset * WIDTH / days, 1),
                    f"{year:04}" if major else f"{year:04}-{month + 1:02}",
                    major,
                )
            )
    return ticks
