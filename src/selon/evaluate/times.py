"""Time expressions against gold: extents and TIMEX3 values; dates against what the page alone tells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.evaluate.gold import FoundPage, FoundTime, GoldPage, GoldTime
from selon.evaluate.scores import Disagreement, Score, score, touch

__all__ = ["DateScores", "TimeScores", "compare_dates", "compare_times"]

_PART_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T(?:MO|AF|EV|NI|MI|DT)$")
_CLOCK = re.compile(r"T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:?\d\d)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class TimeScores:
    """Any overlap (`relaxed`), equal offsets (`strict`), and an equal TIMEX3 value on a pair (`value`)."""

    relaxed: Score
    strict: Score
    value: Score
    gold: int
    found: int
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class DateScores:
    """Dates that the page decides and how many of them are right; those it does not, and the honest ones.

    Honest is a candidate set equal to the gold's, or, where gold has none, anything but a single day.
    """

    decided: int
    right: int
    undecided: int
    honest: int
    disagreements: tuple[Disagreement, ...]


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)


def compare_times(
    gold: Sequence[GoldPage], found: Mapping[str, FoundPage], texts: Mapping[str, str]
) -> TimeScores:
    """The scores of the predicted pages `found` over the pages of `gold`; `texts` has each page's text."""
    counts = _Counts()
    for page in gold:
        times = [
            time
            for time in found.get(page.doc, FoundPage()).times
            if not any(touch((time.start, time.end), span) for span in page.ignore)
        ]
        _count_page(counts, page, times, texts[page.doc])
    return TimeScores(
        relaxed=score(counts.relaxed, counts.found, counts.gold),
        strict=score(counts.strict, counts.found, counts.gold),
        value=score(counts.value, counts.found, counts.gold),
        gold=counts.gold,
        found=counts.found,
        disagreements=tuple(counts.disagreements),
    )


def compare_dates(
    gold: Sequence[GoldPage], found: Mapping[str, FoundPage], texts: Mapping[str, str]
) -> DateScores:
    """How far the predicted EDTF values are what the page alone tells, and not a day more."""
    decided = right = undecided = honest = 0
    disagreements: list[Disagreement] = []
    for page in gold:
        times = found.get(page.doc, FoundPage()).times
        for wanted in page.times:
            if wanted.decided is None:
                continue
            given = _covering(wanted, times)
            good = _is_right(wanted, given) if wanted.decided else _is_honest(wanted, given)
            decided += wanted.decided
            undecided += not wanted.decided
            right += good and wanted.decided
            honest += good and not wanted.decided
            if not good:
                exact = texts[page.doc][wanted.start : wanted.end]
                value = given.edtf if given else None
                disagreements.append(Disagreement("date", page.doc, exact, wanted.edtf, value))
    return DateScores(decided, right, undecided, honest, tuple(disagreements))


def _count_page(counts: _Counts, page: GoldPage, found: Sequence[FoundTime], text: str) -> None:
    counts.gold += len(page.times)
    counts.found += len(found)
    used: set[int] = set()
    for wanted in page.times:
        free = (number for number in range(len(found)) if number not in used)
        overlap, best = max(((_common(wanted, found[number]), number) for number in free), default=(0, -1))
        exact = text[wanted.start : wanted.end]
        if overlap <= 0:
            counts.disagreements.append(Disagreement("missed", page.doc, exact, wanted.timex))
            continue
        used.add(best)
        given = found[best]
        right = _same_value(wanted.timex, given.timex)
        counts.relaxed += 1
        counts.strict += (wanted.start, wanted.end) == (given.start, given.end)
        counts.value += right
        if not right:
            counts.disagreements.append(Disagreement("value", page.doc, exact, wanted.timex, given.timex))
    for number, given in enumerate(found):
        if number not in used:
            exact = text[given.start : given.end]
            counts.disagreements.append(Disagreement("extra", page.doc, exact, found=given.timex))


def _common(wanted: GoldTime, given: FoundTime) -> int:
    """How many characters both have; not above zero when they do not touch."""
    return min(wanted.end, given.end) - max(wanted.start, given.start)


def _same_value(wanted: str | None, given: str | None) -> bool:
    """Equal TIMEX3 values; a part of a day is compared as the day."""
    if not wanted or not given:
        return False
    part = _PART_OF_DAY.match(wanted)
    return wanted == given or (part is not None and given[:10] == part[1])


def _covering(wanted: GoldTime, times: Sequence[FoundTime]) -> FoundTime | None:
    best = max(times, key=lambda time: _common(wanted, time), default=None)
    return best if best and _common(wanted, best) > 0 else None


def _is_right(wanted: GoldTime, given: FoundTime | None) -> bool:
    return _comparable(given.edtf if given else None) == _comparable(wanted.edtf)


def _is_honest(wanted: GoldTime, given: FoundTime | None) -> bool:
    if given is None:
        return False
    value = _comparable(given.edtf)
    if wanted.edtf:
        return value == _comparable(wanted.edtf)
    return not (isinstance(value, str) and _DAY.match(value) and "/" not in value)


def _comparable(edtf: str | None) -> str | frozenset[str]:
    """An EDTF value without seconds and zone; a set as a set; the empty string for null."""
    value = (edtf or "").replace(" ", "")
    if value.startswith("["):
        return frozenset(value.strip("[]").split(","))
    return _CLOCK.sub(r"T\1", value)
