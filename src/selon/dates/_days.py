"""What the rules for days and times of day mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selon.dates._calendar import Point, at_clock, day_of, holiday_in, part_of
from selon.dates._grammar import Hit
from selon.dates._reading import Base, Reading, Sense, exact, spread
from selon.lang.times import Holiday
from selon.records import Edtf, InvalidDate, TimeKind

__all__ = [
    "anaphoric",
    "clock",
    "clock_length",
    "day_month",
    "day_number",
    "deictic",
    "full_year",
    "iso",
    "nth_weekday",
    "numeric",
    "part",
    "weekday",
]

_NEAR_DAYS = 60


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A day of the calendar without its year; `weekday` where it is told (0 is Monday)."""

    day: int
    month: int
    weekday: int | None = None


def clock_of(hit: Hit) -> tuple[int, int] | None:
    """The hour and minute of the macro `clock`; null when it is not there."""
    if hit.has("c"):
        digits = re.findall(r"\d+", hit.value("c"))
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    elif hit.has("noon"):
        hour, minute = hit.value("noon"), 0
    elif hit.has("k"):
        hour = hit.value("k")
        minute = hit.value("kk") or (30 if hit.has("khalf") else 15 if hit.has("kquarter") else 0)
    else:
        return None
    if hit.has("kp") and hit.value("kp") in ("AF", "EV") and hour < 12:
        hour += 12
    return (hour, minute) if hour <= 24 and minute < 60 else None


def _detail(hit: Hit) -> tuple[TimeKind, object]:
    """The kind, and the part of the day or clock time that the expression adds to its day."""
    time = clock_of(hit)
    if time:
        return "time", time
    return ("time", hit.value("p")) if hit.has("p") else ("date", None)


def _on(day: date, detail: object, zone: str | None) -> Point:
    if isinstance(detail, tuple):
        return at_clock(day, detail[0], detail[1], zone)
    return part_of(day, detail) if isinstance(detail, str) else day_of(day)


def _suffix(detail: object) -> str:
    if isinstance(detail, tuple):
        return f"T{detail[0]:02}:{detail[1]:02}"
    return f"T{detail}" if isinstance(detail, str) else ""


def full_year(hit: Hit) -> int | None:
    """The year that is written, of two digits the one nearest to our time: 98 is 1998, 12 is 2012."""
    if hit.has("y"):
        return int(hit.value("y"))
    if hit.has("y2"):
        two = int(hit.value("y2"))
        return two + (1900 if two >= 40 else 2000)
    return None


def iso(hit: Hit, reading: Reading) -> Sense | None:
    """`2024-06`, `2024-06-01`, `2024-06-01T10:00`: the value itself."""
    text = hit.value("num")
    if len(text) == 7:
        return Sense("date", text, text)
    day = _valid(*map(int, text[:10].split("-")))
    if day is None:
        return None
    zone = text[16:].lstrip(":0123456789") or hit.value("z")
    time = (int(text[11:13]), int(text[14:16])) if "T" in text else clock_of(hit)
    point = _on(day, time, zone)
    if not _is_edtf(point.edtf):
        return exact("date", day_of(day))
    return exact("time" if time else "date", point, zone)


def _is_edtf(value: str | None) -> bool:
    try:
        return value is None or bool(Edtf.parse(value))
    except InvalidDate:
        return False


def numeric(hit: Hit, reading: Reading) -> Sense | None:
    """`14.09.2023`, `12/06/23`, day first."""
    day, month, year = map(int, re.split(r"\D", hit.value("num")))
    found = _valid(year if year > 99 else year + (1900 if year >= 40 else 2000), month, day)
    if found is None:
        return None
    kind, detail = _detail(hit)
    return exact(kind, _on(found, detail, hit.value("z")), hit.value("z"))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_month(hit: Hit, reading: Reading) -> Sense | None:
    """A day of a month, with or without its year: *le 14 mars*, *lundi 6 septembre 1999 à 8 h 30*."""
    day, month, year, zone = hit.value("d"), hit.value("m"), full_year(hit), hit.value("z")
    kind, detail = _detail(hit)
    if year is not None:
        found = _valid(year, month, day)
        return exact(kind, _on(found, detail, zone), zone) if found else None
    if reading.yearly and not hit.has("wd") and not hit.has("ln"):
        return Sense(kind, f"XXXX-{month:02}-{day:02}{_suffix(detail)}", zone=zone)
    wanted, direction, soft = DayMonth(day, month, hit.value("wd")), hit.value("ln") or 0, reading.tense()

    def resolve(base: date) -> Point | None:
        found = year_by(base, wanted, direction, soft)
        return _on(found, detail, zone) if found else None

    return spread(kind, reading.base, resolve, f"XXXX-{month:02}-{day:02}{_suffix(detail)}", zone)


def year_by(base: date, wanted: DayMonth, direction: int, soft: int) -> date | None:
    """The day of the year that suits: by *dernier* and *prochain*, by its weekday, else the nearest.

    The tense decides only where both years are about as near: a date is often told under a verb of another
    tense (*a annoncé un scrutin le 3 mai*).
    """
    days = [
        found
        for year in range(base.year - 6, base.year + 7)
        if (found := _valid(year, wanted.month, wanted.day))
    ]
    if wanted.weekday is not None:
        days = [found for found in days if found.weekday() == wanted.weekday] or days
    return nearest(base, days, direction, 0 if wanted.weekday is not None else soft)


def nearest(base: date, days: Sequence[date], direction: int, soft: int) -> date | None:
    """The day that is nearest: strictly on the side of `direction`; rather on the side of `soft`, if far."""
    if direction:
        days = [day for day in days if (day - base).days * direction > 0]
    near = min(days, key=lambda day: (abs((day - base).days), day), default=None)
    if near is None or direction or not soft:
        return near
    distance = (near - base).days
    if distance * soft >= 0 or abs(distance) < _NEAR_DAYS:
        return near
    others = [day for day in days if (day - base).days * soft >= 0]
    return min(others, key=lambda day: abs((day - base).days), default=near)


def day_number(hit: Hit, reading: Reading) -> Sense | None:
    """A weekday with the day of a month that is not named: *lundi 14*."""
    day, weekday, soft = hit.value("d"), hit.value("wd"), reading.tense()
    kind, detail = _detail(hit)

    def resolve(base: date) -> Point | None:
        near = [base + timedelta(days=n) for n in range(-200, 201)]
        fits = [
            found for found in near if found.day == day and (weekday is None or found.weekday() == weekday)
        ]
        sided = [found for found in fits if (found - base).days * soft >= 0 and abs((found - base).days) < 45]
        found = min(sided or fits, key=lambda found: abs((found - base).days), default=None)
        return _on(found, detail, hit.value("z")) if found else None

    return spread(kind, reading.base, resolve, f"XXXX-XX-{day:02}{_suffix(detail)}", hit.value("z"))


def weekday(hit: Hit, reading: Reading) -> Sense | None:
    """A weekday by its name: past or future by its own words, else by the tense; today counts.

    Where no verb tells, a weekday with its hour is an announcement (*réunion lundi à 20 h*) and so is one
    with *ce*, any other past. *Lundi en huit* is a week after the next Monday.
    """
    wanted, zone = hit.value("wd"), hit.value("z")
    own = hit.value("ln")
    kind, detail = _detail(hit)
    if hit.given("generic"):
        return Sense(kind, f"XXXX-WXX-{wanted + 1}{_suffix(detail)}")
    announced = isinstance(detail, tuple) or hit.has("this")
    later = timedelta(weeks=hit.value("fw") or 0)
    direction = own or (1 if later else reading.tense() or (1 if announced else -1))

    def resolve(base: date) -> Point:
        back, ahead = (base.weekday() - wanted) % 7, (wanted - base.weekday()) % 7
        if own and not back:
            back = ahead = 7
        return _on(base + timedelta(days=-back if direction < 0 else ahead) + later, detail, zone)

    return spread(kind, reading.base, resolve, f"XXXX-WXX-{wanted + 1}{_suffix(detail)}", zone)


def nth_weekday(hit: Hit, reading: Reading) -> Sense | None:
    """*le premier dimanche de juin*, *le dernier lundi de mai 2024*."""
    number, weekday, month, year = hit.value("o"), hit.value("wd"), hit.value("m"), full_year(hit)

    def found(year: int) -> date | None:
        day = Holiday((), nth=(month, weekday, number))
        return holiday_in(day, year) if -1 <= number <= 4 else None

    if year is not None:
        day = found(year)
        return exact("date", day_of(day)) if day else None

    def resolve(base: date) -> Point | None:
        near = [
            day for year in range(max(base.year - 1, 1), min(base.year + 2, 9999)) if (day := found(year))
        ]
        return day_of(min(near, key=lambda day: abs((day - base).days))) if near else None

    return spread("date", reading.base, resolve, f"XXXX-{month:02}-WXX-{weekday + 1}")


def deictic(hit: Hit, reading: Reading) -> Sense | None:
    """*hier*, *demain soir*, *aujourd'hui vendredi*, *ce matin*: counted from the day of speech."""
    offset = timedelta(days=hit.value("x") if hit.has("x") else int(hit.given("offset") or 0))
    kind, detail = _detail(hit)
    zone = hit.value("z")
    return spread(
        kind,
        reading.base,
        lambda base: _on(base + offset, detail, zone),
        "XXXX-XX-XX" + _suffix(detail),
        zone,
    )


def anaphoric(hit: Hit, reading: Reading) -> Sense | None:
    """*la veille*, *le lendemain matin*, *ce jour-là*: counted from the day mentioned last."""
    base = reading.last if reading.last.days else Base((), "mention")
    offset = timedelta(days=hit.value("x") if hit.has("x") else 0)
    kind, detail = _detail(hit)
    return spread(kind, base, lambda day: _on(day + offset, detail, None), "XXXX-XX-XX" + _suffix(detail))


def clock(hit: Hit, reading: Reading) -> Sense | None:
    """A time of day, on the day mentioned last nearby."""
    time = clock_of(hit)
    if time is None:
        return None
    zone = hit.value("z")
    return spread("time", reading.here, lambda day: _on(day, time, zone), "XXXX-XX-XX" + _suffix(time), zone)


def clock_length(hit: Hit, reading: Reading) -> Sense | None:
    """What is written as a time of day but is a length of time: *en 1 h 30*."""
    time = clock_of(hit)
    if time is None:
        return None
    hours, minutes = (f"{n}{letter}" if n else "" for n, letter in zip(time, "HM", strict=True))
    return Sense("duration", f"PT{hours}{minutes}")


def part(hit: Hit, reading: Reading) -> Sense | None:
    """A part of a day, on the day mentioned last nearby: *dans la soirée*."""
    name = hit.value("p")
    return spread("time", reading.here, lambda day: part_of(day, name), f"XXXX-XX-XXT{name}")
