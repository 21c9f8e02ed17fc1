"""Days, weeks, months and seasons as TIMEX3 and EDTF values: arithmetic of the calendar and nothing else."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from selon.lang.times import Holiday

__all__ = [
    "Point",
    "at_clock",
    "day_of",
    "easter",
    "edge_of_month",
    "edge_of_year",
    "half_of_month",
    "holiday_in",
    "month_of",
    "part_of",
    "season_of",
    "shift_months",
    "unit_of",
    "weekend_of",
    "year_of",
]

SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
"""The EDTF number of a season and its first month."""


@dataclass(frozen=True, slots=True)
class Point:
    """One resolved time: its two notations and, where it is one day (or lies in one), that day."""

    timex: str
    edtf: str | None
    day: date | None = None


def day_of(day: date) -> Point:
    """A day."""
    return Point(day.isoformat(), day.isoformat(), day)


def at_clock(day: date, hour: int, minute: int, zone: str | None = None) -> Point:
    """A time of a day; an offset stands inside the value, an IANA zone beside it; only TIMEX3 knows 24 h."""
    timex = f"{day.isoformat()}T{hour:02}:{minute:02}"
    if hour > 23:
        return Point(timex, day.isoformat(), day)
    return Point(timex, timex + (zone if zone and zone[0] in "+-" else ""), day)


def part_of(day: date, part: str) -> Point:
    """A part of a day; EDTF has none, so its value is the day."""
    return Point(f"{day.isoformat()}T{part}", day.isoformat(), day)


def month_of(year: int, month: int) -> Point:
    """A month."""
    return Point(f"{year:04}-{month:02}", f"{year:04}-{month:02}")


def year_of(year: int) -> Point:
    """A year."""
    return Point(f"{year:04}", f"{year:04}")


def season_of(year: int, season: str) -> Point:
    """A season of a year, the winter the one that begins in it; ValueError outside the years 1 to 9998."""
    if not 1 <= year < date.max.year:
        raise ValueError(f"a season beyond the calendar: {year}")
    return Point(f"{year:04}-{season}", f"{year:04}-{SEASONS[season][0]}")


def edge_of_month(year: int, month: int, edge: str) -> Point:
    """The beginning, the middle or the end of a month: ten days each, as one-of set; else the month."""
    last = calendar.monthrange(year, month)[1]
    name = f"{year:04}-{month:02}"
    ends = {"START": (1, 10), "MID": (11, 20), "END": (21, last)}.get(edge)
    return Point(name, f"[{name}-{ends[0]:02}..{name}-{ends[1]:02}]" if ends else name)


def half_of_month(year: int, month: int, first: bool) -> Point:
    """The first or second fortnight of a month; TIMEX3 has none, so there it is the month."""
    name, last = f"{year:04}-{month:02}", calendar.monthrange(year, month)[1]
    return Point(name, f"{name}-01/{name}-15" if first else f"{name}-16/{name}-{last}")


def edge_of_year(year: int, edge: str) -> Point:
    """The beginning, the middle or the end of a year, as a one-of set of months; else the year."""
    ends = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}.get(edge)
    name = f"{year:04}"
    return Point(name, f"[{name}-{ends[0]:02}..{name}-{ends[1]:02}]" if ends else name)


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(day: date) -> Point:
    year, week, _ = day.isocalendar()
    monday = _monday(day)
    return Point(f"{year:04}-W{week:02}", f"{monday}/{monday + timedelta(days=6)}")


def weekend_of(day: date) -> Point:
    """The Saturday and Sunday of the week of a day."""
    year, week, _ = day.isocalendar()
    saturday = _monday(day) + timedelta(days=5)
    return Point(f"{year:04}-W{week:02}-WE", f"{saturday}/{saturday + timedelta(days=1)}")


def unit_of(day: date, unit: str, offset: int = 0) -> Point | None:
    """The unit (TIMEX3 letter) a day lies in, so many units later; null for units that are no calendar's."""
    if unit in ("W", "WE"):
        moved = day + timedelta(weeks=offset)
        return _week(moved) if unit == "W" else weekend_of(moved)
    if unit in ("MO", "AF", "EV", "NI", "DT"):
        return part_of(day + timedelta(days=offset), unit)
    if unit == "D":
        return day_of(day + timedelta(days=offset))
    return _long_unit(day, unit, offset)


def _long_unit(day: date, unit: str, offset: int) -> Point | None:
    months = {"M": 1, "Q": 3, "S": 6, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if months is None:
        return None
    moved = shift_months(day, months * offset)
    year, month = f"{moved.year:04}", moved.month
    points = {
        "M": Point(f"{year}-{month:02}", f"{year}-{month:02}"),
        "Q": Point(f"{year}-Q{(month + 2) // 3}", f"{year}-{32 + (month + 2) // 3}"),
        "S": Point(f"{year}-H{(month + 5) // 6}", f"{year}-{39 + (month + 5) // 6}"),
        "Y": Point(year, year),
        "E": Point(year[:3], f"{year[:3]}X"),
        "C": Point(year[:2], f"{year[:2]}XX"),
    }
    return points[unit]


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday_in(holiday: Holiday, year: int) -> date:
    """The day of a holiday in a year."""
    if holiday.fixed is not None:
        return date(year, int(holiday.fixed[:2]), int(holiday.fixed[3:]))
    if holiday.easter is not None:
        return easter(year) + timedelta(days=holiday.easter)
    month, weekday, number = holiday.nth or (1, 0, 1)
    days = [
        d
        for d in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, d).weekday() == weekday
    ]
    return date(year, month, days[number - 1 if number > 0 else number])
