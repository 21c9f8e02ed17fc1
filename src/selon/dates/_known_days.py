"""The days of feasts and states, as the package `holidays` knows them.

It is imported when a page first names such a day: most pages do not, and commands that read must not wait.
"""

import functools
from collections.abc import Mapping
from datetime import date

__all__ = ["known_day"]

_ESTIMATED = " (estimated)"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NEAR = 12


def known_day(country: str, name: str, year: int, moves: bool) -> date | None:
    """The (first) day of that name in a year; null where the package knows none.

    `country` is an ISO 3166-1 alpha-3 code, `name` the package's English name. A day that does not move is
    taken from the nearest year that keeps it, as when a state at war suspends its holidays.
    """
    day = _days(country, year).get(name)
    if day is not None or moves:
        return day
    for away in range(1, _NEAR):
        for other in (year - away, year + away):
            near = _days(country, other).get(name)
            if near is not None:
                return near.replace(year=year)
    return None


@functools.lru_cache(maxsize=256)
def _days(country: str, year: int) -> Mapping[str, date]:
    """The first day of each name in one country and year."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return {}
    import holidays
    import pycountry

    entry = pycountry.countries.get(alpha_3=country)
    if entry is None:
        return {}
    known = holidays.country_holidays(entry.alpha_2)
    known = holidays.country_holidays(
        entry.alpha_2,
        years=year,
        language="en_US" if "en_US" in known.supported_languages else None,
        categories=known.supported_categories,
        observed=False,
    )
    days: dict[str, date] = {}
    for day, names in sorted(known.items()):
        for name in names.split("; "):
            if day.year == year:
                days.setdefault(name.removesuffix(_ESTIMATED), day)
    return days
