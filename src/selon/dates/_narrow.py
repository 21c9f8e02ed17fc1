"""Which publication days stay possible, once the page ties a weekday to a day that it tells otherwise."""

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from selon.dates._grammar import Hit
from selon.dates._reading import Base, Sense
from selon.dates._tense import SENTENCE_END

__all__ = ["Found", "narrowed_base"]

_Days = tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with its meaning, before it becomes a record."""

    hit: Hit
    sense: Sense


def narrowed_base(
    found: Sequence[Found], base: Base, again: Callable[[Hit, Base], Sense | None]
) -> tuple[Base, tuple[Found, ...]]:
    """The base with only those days that agree with the evidence of the page, and that evidence.

    Evidence is a day told otherwise that is among the candidates of a weekday: *jeudi 20 juin* for a bare
    *jeudi*, or a holiday in the same sentence (or in one that counts from that weekday, as *plus tôt dans la
    journée* does). `again` resolves an expression from another base. Evidence that would leave no day is
    passed over. Weekdays that mean the same from every day are looked at once, so that the work grows with
    the length of the page only.
    """
    weekdays = [item for item in found if item.hit.rule.id == "weekday" and len(item.sense.days) > 1]
    evidence = _Evidence(found) if weekdays else None
    used: list[Found] = []
    kept = dict(base.days)
    tried: set[tuple[_Days, date]] = set()
    for item in weekdays:
        means = tuple(_resolved(item.hit, each, base, again) for each, _ in base.days)
        for proof in evidence.about(item, means) if evidence else ():
            day = proof.sense.days[0][0]
            if (means, day) in tried:
                continue
            tried.add((means, day))
            agree = {each for (each, _), meant in zip(base.days, means, strict=True) if meant == day}
            left = {each: weight for each, weight in kept.items() if each in agree}
            if left and len(left) < len(kept):
                kept = left
                used.append(proof)
    total = sum(kept.values())
    days = tuple((each, weight / total) for each, weight in kept.items())
    return Base(days, base.kind, base.anchor), tuple(used)


class _Evidence:
    """The days that a page tells exactly: by weekday, and its holidays by sentence."""

    def __init__(self, found: Sequence[Found]) -> None:
        text = found[0].hit.text
        self._ends = [match.start() for match in SENTENCE_END.finditer(text)]
        self._dated: dict[int, dict[date, Found]] = defaultdict(dict)
        self._feasts: dict[int, list[Found]] = defaultdict(list)
        self._linked: dict[tuple[int, int], list[Found]] = defaultdict(list)
        self._seen: set[_Days] = set()
        for item in found:
            self._take(item)

    def _take(self, item: Found) -> None:
        hit, sense = item.hit, item.sense
        if hit.rule.given.get("same_day") and sense.anchor:
            self._linked[sense.anchor].append(item)
        if len(sense.days) != 1:
            return
        if hit.has("wd") and hit.rule.meaning == "day_month":
            self._dated[hit.value("wd")].setdefault(sense.days[0][0], item)
        elif hit.rule.meaning == "holiday" and not (hit.has("away") or hit.has("we")):
            self._feasts[self._sentence(item)].append(item)

    def _sentence(self, item: Found) -> int:
        return bisect.bisect_left(self._ends, item.hit.start)

    def about(self, item: Found, means: _Days) -> Iterator[Found]:
        """What says which day a weekday is; dates only for the first of those that mean the same."""
        if means not in self._seen:
            self._seen.add(means)
            yield from self._dated.get(item.hit.value("wd"), {}).values()
        for other in (item, *self._linked.get((item.hit.start, item.hit.end), ())):
            yield from self._feasts.get(self._sentence(other), ())


def _resolved(hit: Hit, day: date, base: Base, again: Callable[[Hit, Base], Sense | None]) -> date | None:
    sense = again(hit, Base(((day, 1.0),), base.kind, base.anchor))
    return sense.days[0][0] if sense and sense.days else None
