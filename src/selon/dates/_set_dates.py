"""Dates as content systems set them, other than in French: *septembre 14, 2023*, *12 Feb 2024*."""

import functools
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from selon.lang.times import TimeWords

__all__ = ["SetDate", "find_set_dates"]

_CLOCK = r"(?P<{0}hour>[01]?\d|2[0-3])\s?[:hH]\s?(?P<{0}minute>[0-5]\d)"


class SetDate(NamedTuple):
    """A day, with its time where one stands beside it: offsets and EDTF."""

    start: int
    end: int
    edtf: str


def find_set_dates(text: str, words: TimeWords) -> list[SetDate]:
    """The dates of a line that are set so, in order; a day that the calendar lacks is none."""
    patterns, months = _patterns(words)
    found: list[SetDate] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            edtf = _edtf(match, months)
            if edtf and all(match.end() <= it.start or it.end <= match.start() for it in found):
                found.append(SetDate(match.start(), match.end(), edtf))
    return sorted(found)


def _edtf(match: re.Match[str], months: Mapping[str, int]) -> str | None:
    parts = match.groupdict()
    month = months[parts["name"].lower()] if parts.get("name") else int(parts["number"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None
    hour, minute = parts["hour"] or parts["after_hour"], parts["minute"] or parts["after_minute"]
    return f"{day}T{int(hour):02}:{minute}" if hour else day


@functools.lru_cache(maxsize=8)
def _patterns(words: TimeWords) -> tuple[tuple[re.Pattern[str], ...], Mapping[str, int]]:
    english = {
        name: number
        for number, names in enumerate(words.stamps["english_months"].split(), start=1)
        for name in names.split("|")
    }
    french = {
        word: value
        for word, values in words.words.items()
        for value in (values.get("month"), values.get("abbreviated"))
        if isinstance(value, int)
    }
    both = {**english, **french}
    day, year = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er)?", r"(?P<year>(?:19|20)\d\d)"
    days = (
        rf"{day}[ \u00a0-](?P<name>{_any(english)})\.?,?[ \u00a0-]{year}",
        rf"(?P<name>{_any(both)})\.?[ \u00a0]{day},?[ \u00a0]{year}",
        rf"{day}[ \u00a0](?P<name>{_any(french)}),[ \u00a0]{year}",
        rf"{day}\.[ \u00a0](?P<number>[01]?\d)\.[ \u00a0]{year}",
    )
    before, after = _CLOCK.format(""), _CLOCK.format("after_")
    whole = (
        rf"(?<![\w.,/:-])(?:{before}[\s,|–—-]{{1,3}})?{each}(?:(?:{words.stamps['gap']}){after})?(?![\w/-])"
        for each in days
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in whole), both


def _any(names: Mapping[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
