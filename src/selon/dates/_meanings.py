"""The meanings that the rules of a pack may name."""

from collections.abc import Callable, Mapping

from selon.dates import _days, _durations, _spans
from selon.dates._feasts import holiday
from selon.dates._grammar import Hit
from selon.dates._reading import Reading, Sense
from selon.lang import LanguagePack

__all__ = ["mean"]

_MEANINGS: Mapping[str, Callable[[Hit, Reading], Sense | None]] = {
    "again": _spans.again,
    "anaphoric": _days.anaphoric,
    "century": _spans.century,
    "clock": _days.clock,
    "clock_length": _days.clock_length,
    "day_month": _days.day_month,
    "day_number": _days.day_number,
    "decade": _spans.decade,
    "deictic": _days.deictic,
    "duration": _durations.duration,
    "fixed": _spans.fixed,
    "iso": _days.iso,
    "month": _spans.month,
    "nth_weekday": _days.nth_weekday,
    "numeric": _days.numeric,
    "ordinal_unit": _spans.ordinal_unit,
    "part": _days.part,
    "recurrent": _spans.recurrent,
    "season": _spans.season,
    "unit": _spans.unit,
    "vague": _spans.vague,
    "weekday": _days.weekday,
    "year": _spans.year,
}


def mean(hit: Hit, reading: Reading, pack: LanguagePack) -> Sense | None:
    """What an expression means from where the reading stands; null for what only looks like a time."""
    if hit.rule.meaning == "nothing":
        return None
    if hit.rule.meaning == "holiday":
        return holiday(hit, reading, pack.times)
    return _MEANINGS[hit.rule.meaning](hit, reading)
