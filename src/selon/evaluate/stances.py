"""Stances against gold: who stands where on what is said to have happened, and no sign turned round.

A found stance is right when actor and value are those of a gold stance and its evidence shares a letter with
that one's; several may meet one gold stance, and the reverse. Optional gold is neither rewarded nor punished.
A wrong sign is a denial where gold asserts, confirms, alleges or believes, or the reverse.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.evaluate.event_gold import either, read_event_gold
from selon.evaluate.names import is_named
from selon.evaluate.scores import Score, share
from selon.records import Changes, InvalidRecord, PageRead, Span

__all__ = [
    "FoundStance",
    "GoldStance",
    "GoldStancePage",
    "StanceScores",
    "compare_stances",
    "found_stances",
    "read_stance_gold",
    "stance_numbers",
]

_POSITIVE = frozenset({"asserts", "confirms", "alleges", "believes", "deems-likely", "deems-possible"})
_NEGATIVE = frozenset({"denies"})


@dataclass(frozen=True, slots=True)
class GoldStance:
    """A stance as annotated; `actor`, `value` and `reported_by` may read `a | b` for two that are right."""

    actor: str
    value: str
    evidence: Span
    reported_by: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldStancePage:
    """The stances of a page of gold; `actors` are all names of actors in its gold, events included."""

    doc: str
    stances: tuple[GoldStance, ...]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoundStance:
    """A stance as found on one page: all names of the actor and of who reports it, where it stands."""

    actor: tuple[str, ...]
    value: str
    spans: tuple[Span, ...]
    reported_by: tuple[str, ...] = ()


@dataclass(slots=True)
class StanceScores:
    """The counts behind the figures; `values` counts gold and found stances by value."""

    counts: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def stances(self) -> Score:
        """Precision and recall of the stances."""
        n = self.counts
        return Score(
            n["right"] / n["pred"] if n["pred"] else 0.0, n["found"] / n["gold"] if n["gold"] else 0.0
        )


def read_stance_gold(lines: Sequence[str]) -> list[GoldStancePage]:
    """The stances of event gold, a line of JSON a page; raises InvalidRecord, naming the line."""
    actors = {page.doc: page.actors for page in read_event_gold(lines)}
    pages = []
    for number, line in enumerate(lines, 1):
        row = json.loads(line) if line.strip() else None
        try:
            if row is not None:
                stances = tuple(_gold_stance(item) for item in row.get("stances", ()))
                pages.append(GoldStancePage(row["doc"], stances, actors[row["doc"]]))
        except (KeyError, TypeError, IndexError) as error:
            raise InvalidRecord(f"line {number} is no page of stance gold: {error!r}") from error
    return pages


def _gold_stance(item: Mapping[str, Any]) -> GoldStance:
    start, end = item["evidence"]
    return GoldStance(
        item["actor"], item["value"], (start, end), item.get("reported_by"), bool(item.get("optional"))
    )


def found_stances(pages: Mapping[str, PageRead], fold: Changes) -> dict[str, list[FoundStance]]:
    """The stances of a fold, each cut to the pages that its evidence stands on; `pages` by name."""
    names = {actor.id: (actor.name, *actor.aliases) for actor in fold.actors}
    places: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for doc, page in pages.items():
        for quotation in page.analysis.quotations:
            beside = tuple(span for span in (quotation.cue, quotation.source) if span is not None)
            places[quotation.id] = (doc, (*quotation.content, *beside))
        for event in page.analysis.events:
            places[event.id] = (doc, event.evidence or (event.trigger,))
    found: dict[str, list[FoundStance]] = {doc: [] for doc in pages}
    for stance in fold.stances:
        cut: dict[str, tuple[Span, ...]] = {}
        for item in stance.evidence:
            if item in places:
                doc, spans = places[item]
                cut[doc] = (*cut.get(doc, ()), *spans)
        for doc, spans in cut.items():
            reporter = names.get(stance.reported_by or "", ())
            found[doc].append(FoundStance(names[stance.actor], stance.value, spans, reporter))
    return found


def compare_stances(
    gold: Iterable[GoldStancePage], found: Mapping[str, Sequence[FoundStance]], texts: Mapping[str, str]
) -> StanceScores:
    """The counts over all pages of gold; `texts` are the texts of the pages by name."""
    scores = StanceScores()
    for page in gold:
        _compare_page(scores, page, found.get(page.doc, ()), texts[page.doc])
    return scores


def _compare_page(
    scores: StanceScores, page: GoldStancePage, found: Sequence[FoundStance], text: str
) -> None:
    n = scores.counts
    near = [[item for item in found if _is_near(stance, item, page.actors, text)] for stance in page.stances]
    for stance, items in zip(page.stances, near, strict=True):
        hits = [item for item in items if item.value in either(stance.value)]
        n["sign_errors"] += not hits and any(_is_turned(stance.value, item.value) for item in items)
        if stance.optional:
            continue
        n["gold"] += 1
        n["found"] += bool(hits)
        cell = scores.values.setdefault(stance.value.partition(" | ")[0], Counter())
        cell["gold"] += 1
        cell["found"] += bool(hits)
        if hits and stance.reported_by:
            n["nested"] += 1
            n["reported"] += any(
                is_named(either(stance.reported_by), item.reported_by, page.actors) for item in hits
            )
    for item in found:
        met = [
            stance
            for stance, items in zip(page.stances, near, strict=True)
            if item.value in either(stance.value) and any(other is item for other in items)
        ]
        if met and all(stance.optional for stance in met):
            continue
        n["pred"] += 1
        n["right"] += bool(met)


def stance_numbers(scores: StanceScores) -> dict[str, Any]:
    """The figures, rounded to four decimals."""
    score, n = scores.stances, scores.counts
    return {
        "stances": {
            "p": round(score.precision, 4),
            "r": round(score.recall, 4),
            "f1": round(score.f1, 4),
        },
        "gold": n["gold"],
        "predicted": n["pred"],
        "sign_errors": n["sign_errors"],
        "reported_by": share(n["reported"], n["nested"]),
        "by_value": {value: dict(cell) for value, cell in sorted(scores.values.items())},
    }


def _is_near(stance: GoldStance, item: FoundStance, actors: frozenset[str], text: str) -> bool:
    start, end = stance.evidence
    shared = any(
        letter.isalnum() for s, e in item.spans for letter in text[max(s, start) : max(0, min(e, end))]
    )
    return shared and is_named(either(stance.actor), item.actor, actors)


def _is_turned(gold: str, found: str) -> bool:
    values = either(gold)
    if values <= _NEGATIVE:
        return found in _POSITIVE
    return not values & _NEGATIVE and bool(values & _POSITIVE) and found in _NEGATIVE
