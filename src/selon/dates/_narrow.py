"""Which publication days stay possible, once the page ties a weekday to a day that it tells otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from selon.dates._grammar import Hit
from selon.dates._reading import Base, Sense
from selon.dates._tense import SENTENCE_END

__all__ = ["Found", "narrowed_base"]


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
    passed over.
    """
    used: list[Found] = []
    for item in found:
        if item.hit.rule.id != "weekday" or len(item.sense.days) < 2:
            continue
        for proof in found:
            day = proof.sense.days[0][0] if len(proof.sense.days) == 1 else None
            if day is None or not _speaks_for(proof, item, found):
                continue
            kept = tuple(
                (each, weight) for each, weight in base.days if _resolved(item.hit, each, base, again) == day
            )
            if kept and len(kept) < len(base.days):
                total = sum(weight for _, weight in kept)
                base = Base(tuple((each, weight / total) for each, weight in kept), base.kind, base.anchor)
                used.append(proof)
    return base, tuple(used)


def _resolved(hit: Hit, day: date, base: Base, again: Callable[[Hit, Base], Sense | None]) -> date | None:
    sense = again(hit, Base(((day, 1.0),), base.kind, base.anchor))
    return sense.days[0][0] if sense and sense.days else None


def _speaks_for(proof: Found, item: Found, found: Sequence[Found]) -> bool:
    """Whether the day of `proof` is said to be the weekday of `item`."""
    if proof.hit.has("wd") and proof.hit.rule.meaning == "day_month":
        return bool(proof.hit.value("wd") == item.hit.value("wd"))
    if proof.hit.rule.meaning != "holiday" or proof.hit.has("away"):
        return False
    here = (item.hit.start, item.hit.end)
    linked = [other for other in found if other.sense.anchor == here and other.hit.rule.given.get("same_day")]
    return any(_same_sentence(other.hit, proof.hit) for other in (item, *linked))


def _same_sentence(one: Hit, two: Hit) -> bool:
    first, second = sorted((one, two), key=lambda hit: hit.start)
    return SENTENCE_END.search(one.text, first.end, second.start) is None
