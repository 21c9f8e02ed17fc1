"""What the rule for days with names means, and the days themselves."""

from datetime import date, timedelta

from selon.dates._calendar import Point, day_of, holiday_in, weekend_of
from selon.dates._days import full_year, nearest
from selon.dates._grammar import Hit
from selon.dates._known_days import known_day
from selon.dates._reading import Reading, Sense, exact, spread
from selon.lang.times import Holiday, TimeWords

__all__ = ["holiday"]


def holiday(hit: Hit, reading: Reading, words: TimeWords) -> Sense | None:
    """A day that has a name, in the year written or the one that suits best; no value where none is known."""
    number = hit.given("holiday")
    found = words.national_days.get(hit.value("state")) if number is None else words.holidays[number]
    unresolved = f"XXXX-{found.fixed}" if found and found.fixed and not hit.has("x") else "XXXX-XX-XX"
    if found is None:
        return Sense("date", unresolved)
    feast, year = found, full_year(hit)
    if year is not None:
        day = _day_in(feast, year)
        return exact("date", _point(hit, feast, day)) if day else Sense("date", unresolved)
    direction, soft = hit.value("ln") or 0, reading.tense()

    def resolve(base: date) -> Point | None:
        years = range(max(base.year - 1, 1), min(base.year + 2, 9999))
        days = [day for year in years if (day := _day_in(feast, year))]
        day = nearest(base, days, direction, soft)
        return _point(hit, feast, day) if day else None

    return spread("date", reading.base, resolve, unresolved) or Sense("date", unresolved)


def _day_in(feast: Holiday, year: int) -> date | None:
    if feast.known is not None:
        return known_day(*feast.known, year, feast.moves)
    told = feast.fixed is not None or feast.easter is not None or feast.nth is not None
    return holiday_in(feast, year) if told else None


def _point(hit: Hit, feast: Holiday, day: date) -> Point:
    if hit.has("we"):
        return weekend_of(day)
    point = day_of(day + timedelta(days=hit.value("x") or 0))
    return Point(point.timex, f"{point.edtf}~", point.day) if feast.sighted else point
