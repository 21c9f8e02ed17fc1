"""What the rules for months, years, seasons, durations, repetitions and vague times mean."""

from datetime import date, timedelta

from selon.dates._calendar import (
    Point,
    edge_of_month,
    edge_of_year,
    half_of_month,
    holiday_in,
    month_of,
    season_of,
    shift_months,
    unit_of,
    weekend_of,
    year_of,
)
from selon.dates._days import full_year
from selon.dates._durations import amount_of, period
from selon.dates._grammar import Hit
from selon.dates._reading import Base, Reading, Sense, spread
from selon.lang.times import Holiday

__all__ = [
    "again",
    "century",
    "decade",
    "fixed",
    "month",
    "ordinal_unit",
    "recurrent",
    "season",
    "unit",
    "vague",
    "year",
]


def _in_month(hit: Hit, year: int, month: int) -> Point:
    """A month, or what the expression takes of it: an edge, a half, the week-end of one of its Saturdays."""
    if hit.has("e"):
        return edge_of_month(year, month, hit.value("e"))
    number = hit.value("o")
    if hit.has("we") and number <= 4:
        return weekend_of(holiday_in(Holiday((), nth=(month, 5, number)), year))
    if hit.has("half") and number in (1, 2, -1):
        return half_of_month(year, month, number == 1)
    return month_of(year, month)


def month(hit: Hit, reading: Reading) -> Sense | None:
    """A month, with or without its year, or a part of it."""
    number, year = hit.value("m"), full_year(hit)
    if year is not None:
        point = _in_month(hit, year, number)
        return Sense("date", point.timex, point.edtf)
    own = hit.value("ln") or 0
    if reading.yearly and not own:
        return Sense("date", f"XXXX-{number:02}")
    direction = own or reading.tense()

    def resolve(base: date) -> Point:
        delta = (number - base.month) % 12
        delta -= 12 if _goes_back(delta, direction, own) else 0
        moved = shift_months(base, delta + (12 if own > 0 and delta == 0 else 0))
        return _in_month(hit, moved.year, number)

    return spread("date", reading.base, resolve, f"XXXX-{number:02}")


def _goes_back(ahead: int, direction: int, own: int) -> bool:
    """Whether a month that lies so many months ahead is rather the one of the year before."""
    if ahead == 0:
        return own < 0
    return direction < 0 or (direction == 0 and ahead > 6)


def year(hit: Hit, reading: Reading) -> Sense | None:
    """A year by its number, or the beginning, middle or end of it."""
    number = full_year(hit)
    if number is None:
        return None
    point = edge_of_year(number, hit.value("e")) if hit.has("e") else year_of(number)
    return Sense("date", point.timex, point.edtf)


def decade(hit: Hit, reading: Reading) -> Sense | None:
    """*les années 90*, *les années 1980*, *les années soixante*."""
    number = full_year(hit)
    if number is None:
        spelled = hit.value("n")
        number = 1900 + int(spelled) if spelled and spelled < 100 else None
    if number is None or number % 10:
        return None
    return Sense("date", str(number // 10), f"{number // 10}X")


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def century(hit: Hit, reading: Reading) -> Sense | None:
    """*le XIXe siècle*."""
    number = hit.value("o")
    if number is None:
        digits = [_ROMAN[letter] for letter in hit.value("roman").rstrip("eèmrᵉ").upper()]
        number = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    return Sense("date", f"{number - 1:02}", f"{number - 1:02}XX") if 1 <= number <= 22 else None


def season(hit: Hit, reading: Reading) -> Sense | None:
    """A season: of a year, of this, last or next year, or of any."""
    name, written = hit.value("s"), full_year(hit)
    if written is not None:
        point = season_of(written, name)
        return Sense("date", point.timex, point.edtf)
    if hit.given("generic"):
        return Sense("date", f"XXXX-{name}")
    own = hit.value("ln") or 0
    direction = own or reading.tense()
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]

    def resolve(base: date) -> Point:
        starts = [
            (year, (year - base.year) * 12 + first - base.month)
            for year in range(base.year - 1, base.year + 2)
        ]
        if own:
            starts = [(y, ahead) for y, ahead in starts if (ahead > 0 if own > 0 else ahead < -2)]
        elif direction:
            starts = [(y, ahead) for y, ahead in starts if (ahead > -3 if direction > 0 else ahead <= 0)]
        return season_of(min(starts, key=lambda item: abs(item[1] + 1))[0], name)

    return spread("date", reading.base, resolve, f"XXXX-{name}")


def unit(hit: Hit, reading: Reading) -> Sense | None:
    """A unit of the calendar counted from now or, with `anaphoric`, from what was mentioned last."""
    letter, edge = hit.value("u"), hit.value("e")
    offset = hit.value("ln") or hit.value("f") or int(hit.given("offset") or 0)
    if letter == "NI":
        offset = min(offset, 0)  # the night that comes is the one of today
    base = reading.mentioned.get(letter, Base((), "mention")) if hit.given("anaphoric") else reading.base
    direction = reading.tense()

    def resolve(day: date) -> Point | None:
        if letter == "WE":
            return _weekend(day, offset, direction)
        point = unit_of(day, letter, offset)
        if point and edge and letter == "Y":
            return edge_of_year(int(point.timex), edge)
        if point and edge and letter == "M":
            return edge_of_month(int(point.timex[:4]), int(point.timex[5:]), edge)
        return point

    kind = "time" if letter in ("MO", "AF", "EV", "NI") else "date"
    return spread(kind, base, resolve, _unresolved(letter))  # type: ignore[arg-type]


def _weekend(day: date, offset: int, direction: int) -> Point:
    if offset:
        past = timedelta(days=7 if day.weekday() < 5 or offset < 0 else 0)
        return (
            weekend_of(day - past)
            if offset < 0
            else weekend_of(day + timedelta(days=7 if day.weekday() > 4 else 0))
        )
    if direction < 0 and day.weekday() < 4:
        return weekend_of(day - timedelta(days=7))
    return weekend_of(day)


def _unresolved(letter: str) -> str:
    return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE"}.get(letter, "XXXX-XX-XX")


def ordinal_unit(hit: Hit, reading: Reading) -> Sense | None:
    """*le premier trimestre 2003*, *le second semestre*."""
    letter, number, written = hit.value("u"), hit.value("o"), full_year(hit)
    size, first = (4, 32) if letter == "Q" else (2, 39)
    if number == -1:
        number = size
    if not 1 <= number <= size:
        return None
    mark = "Q" if letter == "Q" else "H"

    def resolve(base: date) -> Point:
        chosen = written if written is not None else base.year + (hit.value("ln") or 0)
        chosen = date(chosen, 1, 1).year  # the calendar ends with 9999
        return Point(f"{chosen:04}-{mark}{number}", f"{chosen:04}-{first + number}")

    if written is not None:
        point = resolve(date(2000, 1, 1))
        return Sense("date", point.timex, point.edtf)
    return spread("date", reading.base, resolve, f"XXXX-{mark}{number}")


def recurrent(hit: Hit, reading: Reading) -> Sense | None:
    """What happens again and again: *chaque lundi*, *tous les deux ans*, *par semestre*, *quotidien*."""
    known = hit.given("value") or hit.value("q")
    if known:
        return Sense("set", str(known))
    for name in ("wd", "wds"):
        if hit.has(name):
            part = f"T{hit.value('p')}" if hit.has("p") else ""
            return Sense("set", f"XXXX-WXX-{hit.value(name) + 1}{part}")
    if hit.has("s"):
        return Sense("set", f"XXXX-{hit.value('s')}")
    if hit.has("m"):
        day = f"-{hit.value('d'):02}" if hit.has("d") else ""
        return Sense("set", f"XXXX-{hit.value('m'):02}{day}")
    letter = hit.value("u")
    if letter in ("MO", "AF", "EV", "NI", "DT"):
        return Sense("set", f"XXXX-XX-XXT{letter}")
    if letter == "WE":
        return Sense("set", "XXXX-WXX-WE")
    return Sense("set", period(amount_of(hit) if hit.has("n") else "1", letter))  # type: ignore[arg-type]


def fixed(hit: Hit, reading: Reading) -> Sense | None:
    """A noun that is itself a duration: *quinquennat*."""
    return Sense("duration", hit.value("t"))


def again(hit: Hit, reading: Reading) -> Sense | None:
    """*à ce moment-là*, *à la même époque*: what was mentioned last, if it is near."""
    sense = reading.said if reading.local else None
    if sense is None or sense.edtf is None:
        return Sense("date", "PAST_REF")
    return Sense(
        sense.kind, sense.timex, sense.edtf, sense.weights, sense.days, "mention", reading.last.anchor
    )


def vague(hit: Hit, reading: Reading) -> Sense | None:
    """The present, past or future at large."""
    return Sense("date", hit.value("v") or str(hit.given("value")))
