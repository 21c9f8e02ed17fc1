"""The lines by which publishers date their pages: *Publié le 12/06/2023 à 08:15*, *il y a 3 heures*."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from selon.dates._grammar import find_hits, grammar_of
from selon.dates._meanings import mean
from selon.dates._narrow import Found
from selon.dates._reading import Base, Reading
from selon.lang import LanguagePack
from selon.lang.times import TimeWords
from selon.records import Edtf

__all__ = ["Stamp", "read_stamps"]

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
    """The dates of a line of text, in order; a day and its time make one stamp. Offsets into `text`."""
    grammar, nowhere = grammar_of(pack.times), Base()
    found = []
    for hit in find_hits(text, 0, len(text), grammar):
        sense = mean(hit, Reading(nowhere), pack)
        if sense is not None and _is_stamp(Found(hit, sense)):
            found.append(Found(hit, sense))
    gap, roles = _patterns(pack.times)
    return tuple(replace(stamp, role=_role(text, stamp, roles)) for stamp in _joined(text, found, gap))


@functools.lru_cache(maxsize=8)
def _patterns(words: TimeWords) -> tuple[re.Pattern[str], dict[StampRole, re.Pattern[str]]]:
    roles: dict[StampRole, re.Pattern[str]] = {
        role: re.compile(words.stamps[role], re.IGNORECASE) for role in ("modified", "published")
    }
    return re.compile(words.stamps["gap"], re.IGNORECASE), roles


def _is_stamp(item: Found) -> bool:
    rule, sense = item.hit.rule, item.sense
    if sense.edtf is not None:
        return rule.meaning in _ABSOLUTE
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
