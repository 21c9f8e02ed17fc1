"""The lines by which publishers date their pages: *Publié le 12/06/2023 à 08:15*, *il y a 3 heures*."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from selon.dates._grammar import find_hits, grammar_of
from selon.dates._meanings import mean
from selon.dates._narrow import Found
from selon.dates._reading import Base, Reading
from selon.dates._set_dates import SetDate, find_set_dates
from selon.lang import LanguagePack
from selon.lang.times import TimeWords
from selon.records import Edtf

__all__ = ["Stamp", "read_stamps", "resolve_stamp"]

StampRole = Literal["published", "modified"]
_ABSOLUTE = frozenset(("iso", "numeric", "day_month", "month"))
_RELATIVE = frozenset(("day_month", "weekday", "day_number", "deictic", "clock", "duration"))
_BEFORE = 80


@dataclass(frozen=True, slots=True)
class Stamp:
    """One date or time in a line of text, as a page's own date may be written.

    `edtf` is null for a relative one (*hier à 10 h*, *il y a 3 heures*, *14 sept.*): it is recognised, but
    means nothing without the moment when the page was fetched. `zone` is an offset or an IANA name, `role`
    what the words before it say: *publié le*, *mis à jour le*; null when they say nothing.
    """

    start: int
    end: int
    edtf: str | None
    zone: str | None = None
    role: StampRole | None = None


def read_stamps(text: str, pack: LanguagePack) -> tuple[Stamp, ...]:
    """The dates of a line of text, in order; a day and its time make one stamp. Offsets into `text`.

    The number of an issue (*N° 12, mars 2024*) is no day. A month whose year has two digits dates no page.
    """
    grammar, nowhere = grammar_of(pack.times), Base()
    set_dates = find_set_dates(text, pack.times) if _HAS_YEAR.search(text) else []
    left = _without_numbers(text, set_dates, pack.times)
    found = []
    for hit in find_hits(left, 0, len(left), grammar):
        sense = mean(hit, Reading(nowhere), pack)
        if sense is not None and _is_stamp(Found(hit, sense), left):
            found.append(Found(hit, sense))
    gap, roles = _patterns(pack.times)
    stamps = [*_joined(left, found, gap), *(Stamp(*set_date) for set_date in set_dates)]
    stamps.sort(key=lambda stamp: stamp.start)
    return tuple(replace(stamp, role=_role(text, stamp, roles)) for stamp in stamps)


_HAS_YEAR = re.compile(r"(?:19|20)\d\d")


def _without_numbers(text: str, set_dates: Sequence[SetDate], words: TimeWords) -> str:
    """The line, as long as it was, without the dates already read and without the numbers of issues."""
    spans = [(it.start, it.end) for it in set_dates]
    spans += [match.span("number") for match in re.finditer(words.stamps["issue"], text, re.IGNORECASE)]
    for start, end in spans:
        text = text[:start] + "§" * (end - start) + text[end:]
    return text


def resolve_stamp(text: str, stamp: Stamp, now: str, pack: LanguagePack) -> str | None:
    """The EDTF value of a relative stamp of a line (*hier à 10 h*), by the moment when the line was fetched.

    `now` is EDTF, a day or a minute. A stamp never lies after it: *lundi* is the last Monday, *14 sept.* the
    last one. An age in hours or minutes gives the day and no more. Null where the words do not tell.
    """
    hits = find_hits(text, 0, len(text), grammar_of(pack.times))
    hit = next((hit for hit in hits if hit.start == stamp.start), None)
    moment = _moment(now)
    if hit is None or moment is None:
        return None
    sense = mean(hit, Reading(Base(((moment.date(), 1.0),))), pack)
    age = _AGE.fullmatch((sense.timex if sense else None) or "")
    if age:
        unit = "hours" if age["unit"] == "H" else "minutes"
        return (moment - timedelta(**{unit: int(age["count"])})).date().isoformat() if "T" in now else None
    if sense is None or sense.edtf is None or len(sense.edtf) < len("2024-05-02") or sense.edtf[-1] in "~?%":
        return None
    day = date.fromisoformat(sense.edtf[:10])
    if day > moment.date() and hit.rule.meaning == "weekday":
        day -= timedelta(days=7)
    elif day > moment.date() and hit.rule.meaning == "day_month":
        day = _year_before(day)
    return day.isoformat() + sense.edtf[10:] if day <= moment.date() else None


_AGE = re.compile(r"PT(?P<count>\d{1,4})(?P<unit>[HM])")


def _moment(now: str) -> datetime | None:
    try:
        return datetime.fromisoformat(now)
    except ValueError:
        return None


def _year_before(day: date) -> date:
    # The 29th of February of the year before is none.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


@functools.lru_cache(maxsize=8)
def _patterns(words: TimeWords) -> tuple[re.Pattern[str], dict[StampRole, re.Pattern[str]]]:
    roles: dict[StampRole, re.Pattern[str]] = {
        role: re.compile(words.stamps[role], re.IGNORECASE) for role in ("modified", "published")
    }
    return re.compile(words.stamps["gap"], re.IGNORECASE), roles


def _is_stamp(item: Found, text: str) -> bool:
    rule, sense = item.hit.rule, item.sense
    if sense.edtf is not None:
        has_year = rule.meaning != "month" or _HAS_YEAR.search(text, item.hit.start, item.hit.end)
        return rule.meaning in _ABSOLUTE and bool(has_year)
    return rule.meaning in _RELATIVE and (rule.meaning != "duration" or rule.given.get("way") == -1)


def _joined(text: str, found: list[Found], gap: re.Pattern[str]) -> Iterator[Stamp]:
    """Each day with the clock time right after it; offsets of time zones go into the value."""
    skip = False
    for item, after in zip(found, [*found[1:], None], strict=False):
        if skip:
            skip = False
            continue
        hit, sense = item.hit, item.sense
        if after is not None and _continues(text, item, after, gap):
            skip = True
            yield Stamp(hit.start, after.hit.end, _with_time(sense.edtf, after), after.sense.zone)
        else:
            yield Stamp(hit.start, hit.end, sense.edtf, sense.zone)


def _continues(text: str, item: Found, after: Found, gap: re.Pattern[str]) -> bool:
    is_day = item.sense.kind == "date" and after.hit.rule.meaning == "clock"
    return is_day and gap.fullmatch(text, item.hit.end, after.hit.start) is not None


def _with_time(day: str | None, time: Found) -> str | None:
    clock = (time.sense.timex or "").partition("T")[2]
    if day is None or Edtf.parse(day).precision != "day" or clock > "23:59":
        return day
    zone = time.sense.zone or ""
    return f"{day}T{clock}{zone if zone[:1] in '+-' else ''}"


def _role(text: str, stamp: Stamp, roles: dict[StampRole, re.Pattern[str]]) -> StampRole | None:
    before = text[max(0, stamp.start - _BEFORE) : stamp.start].rpartition("\n")[2]
    return next((role for role, pattern in roles.items() if pattern.search(before)), None)
