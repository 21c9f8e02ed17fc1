"""EDTF values (ISO 8601-2, the Library of Congress's profile), read and compared as intervals.

What is understood: level 1 without long years, negative years and `XXXX`; one-of sets of level 2
(`[2024-06-06,2024-06-13]`, with ranges `a..b`); halves of the year (40, 41) of level 2; and one extension of
our own, times to the minute (`2023-08-31T16:12+01:00`; seconds are read as well).

Years run from 0001 to 9999. Seasons are the meteorological ones of the northern hemisphere: spring is March
to May, the winter of a year begins in its December. Comparison is by the calendar and clock of the place: a
zone is kept and shown, never converted, and the marks `~ ? %` widen nothing.
"""

import calendar
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from selon.records.errors import InvalidDate

__all__ = ["Edtf", "Precision", "edtf_key"]

Precision = Literal[
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month",
    "day",
    "minute",
    "second",
    "interval",
    "set",
]

_DAY = 24 * 60
_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
    r"(?P<mark>[~?%])?",
    re.ASCII,
)
_MONTHS: dict[int, tuple[Precision, int, int]] = {
    21: ("season", 3, 3), 22: ("season", 6, 3), 23: ("season", 9, 3), 24: ("season", 12, 3),
    33: ("quarter", 1, 3), 34: ("quarter", 4, 3), 35: ("quarter", 7, 3), 36: ("quarter", 10, 3),
    40: ("half", 1, 6), 41: ("half", 7, 6),
}  # fmt: skip
"""Two-digit groups beyond the months: what they are, their first month, their number of months."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """One EDTF value; made by `Edtf.parse`, and `str()` gives back exactly the text it was made from.

    `precision` is what is known: `2004-XX` (some month of 2004) has the precision `year`. `first` and `last`
    are the inclusive bounds in minutes of the local clock since 0001-01-01T00:00, null where open or unknown;
    most callers want `earliest` and `latest`. `members` are the values of a one-of set, empty for any other.
    """

    text: str
    precision: Precision
    first: int | None
    last: int | None
    marks: str = ""
    zone: str | None = None
    members: tuple["Edtf", ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Edtf":
        """The value that `text` writes; raises InvalidDate when it is none of the forms of this module."""
        return _parse(text)

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> date | None:
        """The first calendar day that it may mean; null when the start is open or unknown."""
        return None if self.first is None else date.fromordinal(self.first // _DAY + 1)

    @property
    def latest(self) -> date | None:
        """The last calendar day that it may mean, inclusive; null when the end is open or unknown."""
        return None if self.last is None else date.fromordinal(self.last // _DAY + 1)

    @property
    def candidates(self) -> tuple["Edtf", ...]:
        """The members of a one-of set, in the order written; of any other value, the value alone."""
        return self.members or (self,)

    @property
    def approximate(self) -> bool:
        """Whether it, an end or a member of it is marked `~` or `%`."""
        return "~" in self.marks or "%" in self.marks

    @property
    def uncertain(self) -> bool:
        """Whether it, an end or a member of it is marked `?` or `%`."""
        return "?" in self.marks or "%" in self.marks

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """A key for any two values: by start, a value of open start by its end; the coarser one first."""
        start = self.first if self.first is not None else self.last
        end = self.last if self.last is not None else 10_000 * 366 * _DAY
        return (start or 0, 0 if self.first is not None else 1, -end, self.text)

    def overlaps(self, other: "Edtf") -> bool:
        """Whether both may mean a same time; open and unknown ends reach without limit."""
        return any(_meet(a, b) for a in self.candidates for b in other.candidates)

    def within(self, other: "Edtf") -> bool:
        """Whether all that it may mean lies inside `other` (inside one candidate of it, if that is a set)."""
        return all(any(_inside(a, b) for b in other.candidates) for a in self.candidates)

    def before(self, other: "Edtf") -> bool:
        """Whether it ends before `other` begins, whatever the two mean; false when a bound is not known."""
        return self.last is not None and other.first is not None and self.last < other.first


@functools.lru_cache(maxsize=1 << 16)
def edtf_key(text: str | None) -> tuple[int, int, int, str]:
    """A key for dates that may be unknown (null) or no EDTF: these come last."""
    try:
        return Edtf.parse(text or "").sort_key
    except InvalidDate:
        return (10_000 * 366 * _DAY, 0, 0, text or "")


def _meet(one: Edtf, two: Edtf) -> bool:
    return not (one.before(two) or two.before(one))


def _inside(inner: Edtf, outer: Edtf) -> bool:
    starts = outer.first is None or (inner.first is not None and inner.first >= outer.first)
    ends = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return starts and ends


def _read(text: str) -> Edtf:
    if text.startswith("["):
        return _one_of(text)
    if "/" in text:
        return _interval(text, "/")
    return _single(text)


_parse: Callable[[str], Edtf] = functools.lru_cache(maxsize=4096)(_read)


def _one_of(text: str) -> Edtf:
    parts = [part.strip() for part in text[1:-1].split(",")]
    if not text.endswith("]") or len(text) < 3 or "[" in text[1:]:
        raise InvalidDate(f"not an EDTF set: {text!r}")
    members = tuple(_interval(part, "..") if ".." in part else _single(part) for part in parts)
    starts = [member.first for member in members if member.first is not None]
    ends = [member.last for member in members if member.last is not None]
    return Edtf(
        text=text,
        precision="set",
        first=min(starts) if len(starts) == len(members) else None,
        last=max(ends) if len(ends) == len(members) else None,
        marks="".join(sorted({mark for member in members for mark in member.marks})),
        members=members,
    )


def _interval(text: str, separator: str) -> Edtf:
    """`a/b`, or inside a set `a..b`; an end may be empty (unknown) or, in `a/b`, `..` (open)."""
    left, found, right = text.partition(separator)
    ends = [None if end in ("", "..") else _single(end) for end in (left, right)]
    start, end = ends
    if not found or (start is None and end is None) or separator in right.removeprefix(".."):
        raise InvalidDate(f"not an EDTF interval: {text!r}")
    first = None if start is None else start.first
    last = None if end is None else end.last
    if start and end and end.before(start):
        raise InvalidDate(f"an interval that ends before it begins: {text!r}")
    marks = "".join(sorted({mark for side in (start, end) if side for mark in side.marks}))
    return Edtf(text=text, precision="interval", first=first, last=last, marks=marks)


def _single(text: str) -> Edtf:
    match = _DATE.fullmatch(text)
    if match is None:
        raise InvalidDate(f"not an EDTF date: {text!r}")
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"] or ""
    if match["hour"] is not None:
        return _timed(text, match, mark)
    precision: Precision
    if "X" in year:
        if month is not None:
            raise InvalidDate(f"a month or day of an unknown year: {text!r}")
        precision = "decade" if year.endswith("X") and year[2] != "X" else "century"
        first = _month(text, max(int(year.replace("X", "0")), 1), 1)[0]
        last = _month(text, int(year.replace("X", "9")), 12)[1]
    elif month in (None, "XX"):
        if day not in (None, "XX"):
            raise InvalidDate(f"a day of an unknown month: {text!r}")
        precision, first, last = "year", _month(text, int(year), 1)[0], _month(text, int(year), 12)[1]
    else:
        precision, first, last = _part_of_year(text, int(year), int(month), day)
    return Edtf(text=text, precision=precision, first=first, last=last, marks=mark)


def _part_of_year(text: str, year: int, month: int, day: str | None) -> tuple[Precision, int, int]:
    if day not in (None, "XX"):
        minute = _day(text, year, month, int(day or ""))
        return "day", minute, minute + _DAY - 1
    if month in _MONTHS and day is None:
        precision, start, length = _MONTHS[month]
        end_year, end_month = divmod(year * 12 + start - 1 + length - 1, 12)
        if end_year > 9999:
            raise InvalidDate(f"beyond the year 9999: {text!r}")
        return precision, _month(text, year, start)[0], _month(text, end_year, end_month + 1)[1]
    return "month", *_month(text, year, month)


def _timed(text: str, match: re.Match[str], mark: str) -> Edtf:
    parts = [match[name] for name in ("year", "month", "day")]
    if any(part is None or "X" in part for part in parts):
        raise InvalidDate(f"a time without its day: {text!r}")
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59 or not _is_zone(match["zone"]):
        raise InvalidDate(f"not a time of day: {text!r}")
    at = _day(text, *map(int, parts)) + hour * 60 + minute
    precision: Precision = "second" if match["second"] else "minute"
    return Edtf(text=text, precision=precision, first=at, last=at, marks=mark, zone=match["zone"])


def _is_zone(zone: str | None) -> bool:
    if zone in (None, "Z"):
        return True
    digits = (zone or "")[1:].replace(":", "").ljust(4, "0")
    return int(digits[:2]) <= 14 and int(digits[2:]) <= 59


def _month(text: str, year: int, month: int) -> tuple[int, int]:
    """The first and last minute of a month."""
    first = _day(text, year, month, 1)
    return first, first + calendar.monthrange(year, month)[1] * _DAY - 1


def _day(text: str, year: int, month: int, day: int) -> int:
    try:
        return (date(year, month, day).toordinal() - 1) * _DAY
    except ValueError as error:
        raise InvalidDate(f"not a day of the calendar: {text!r}") from error
