"""Event reports against gold: detection, roles, status, factuality, time, asserter, and all of them together.

A pair has the same kind and triggers that touch, or else evidence that shares a letter; one to one, touching
triggers first, then by the Jaccard index of the letters of the evidence. Any gold string may read `a | b`:
either is right. Optional gold is neither rewarded nor punished, unless the prediction turns its polarity.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.evaluate.event_fits import (
    is_asserter,
    is_named,
    is_opposed,
    is_overclaim,
    letters,
    plain_edtf,
    same_wording,
)
from selon.evaluate.event_gold import WORDED, FoundEvent, GoldEvent, GoldEventPage, either
from selon.evaluate.scores import Score, share, touch

__all__ = ["EventScores", "compare_events", "event_numbers"]

# The roles of each kind as the record's format states them.
_ROLES: Mapping[str, frozenset[str]] = {
    kind: frozenset(roles.split())
    for kind, roles in {
        "arms-transfer": "supplier recipient weapon quantity",
        "arms-negotiation": "buyer seller weapon",
        "technology-transfer": "supplier recipient technology",
        "cooperation": "parties field",
        "agreement": "parties instrument",
        "sanction": "imposer target ground",
        "countermeasure": "actor target",
        "disclosure": "discloser matter",
        "aid": "donor recipient object",
        "meeting": "participants place",
        "visit": "visitor host place",
        "letter": "sender recipient",
        "exercise": "participants place",
        "attack": "attacker target place",
        "vote": "body motion",
        "appointment": "person post",
        "arrest": "person by ground",
        "protest": "protesters against place",
        "death-toll": "place count",
    }.items()
}
_FIELDS = ("status", "factuality", "time", "according_to", "background", "trigger")


@dataclass(slots=True)
class EventScores:
    """The counts behind the figures; `event_numbers` makes the figures of them.

    `kinds` counts gold, predicted and paired reports by kind; `statuses` and `roles` right and all by name.
    """

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    statuses: dict[str, Counter[str]] = field(default_factory=dict)
    roles: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def detection(self) -> Score:
        """Precision and recall of the reports, whatever is said of them."""
        return self._of("pairs")

    @property
    def complete(self) -> Score:
        """The same of reports whose roles, status, factuality, time and asserter are all right."""
        return self._of("complete")

    @property
    def fillers(self) -> Score:
        """Precision and recall of single role fillers, over the roles that gold fills."""
        n = self.counts
        return Score(
            n["fit"] / n["given"] if n["given"] else 0.0, n["found"] / n["wanted"] if n["wanted"] else 0.0
        )

    def _of(self, right: str) -> Score:
        n = self.counts
        return Score(n[right] / n["pred"] if n["pred"] else 0.0, n[right] / n["gold"] if n["gold"] else 0.0)


@dataclass(frozen=True, slots=True)
class _Pair:
    touching: bool
    gold: int
    found: int


def compare_events(
    gold: Sequence[GoldEventPage], found: Mapping[str, Sequence[FoundEvent]], texts: Mapping[str, str]
) -> EventScores:
    """The counts over all pages of gold; `texts` are the texts of the pages by name."""
    scores = EventScores()
    for page in gold:
        _compare_page(scores, page, found.get(page.doc, ()), texts[page.doc])
    return scores


def _compare_page(scores: EventScores, page: GoldEventPage, found: Sequence[FoundEvent], text: str) -> None:
    pairs = _paired(page.events, found, text)
    waived = _waived(scores, page, found, pairs, text)
    for event in page.events:
        if not event.optional:
            scores.counts["gold"] += 1
            _cell(scores.kinds, event.kind)["gold"] += 1
    for number, prediction in enumerate(found):
        if number not in waived:
            scores.counts["pred"] += 1
            _cell(scores.kinds, prediction.kind)["pred"] += 1
    for pair in pairs:
        if not page.events[pair.gold].optional:
            _compare_pair(scores, page, page.events[pair.gold], found[pair.found], pair.touching)


def _paired(gold: Sequence[GoldEvent], found: Sequence[FoundEvent], text: str) -> list[_Pair]:
    """The best pairs, one to one; equally good ones in the order of gold, then of the predictions."""
    ours = [letters(event.evidence, text) for event in gold]
    theirs = [letters(event.spans, text) for event in found]
    options = []
    for i, event in enumerate(gold):
        for j, prediction in enumerate(found):
            touching = touch(event.trigger, prediction.trigger)
            common = ours[i] & theirs[j]
            if either(event.kind) & either(prediction.kind) and (touching or common):
                options.append((touching, len(common) / max(1, len(ours[i] | theirs[j])), -i, -j))
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for touching, _, i, j in sorted(options, reverse=True):
        if -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            pairs.append(_Pair(touching, -i, -j))
    return pairs


def _waived(
    scores: EventScores,
    page: GoldEventPage,
    found: Sequence[FoundEvent],
    pairs: Sequence[_Pair],
    text: str,
) -> set[int]:
    """Predictions that do not count: on optional gold of the same polarity, or a headline printed again."""
    waived = set()
    for pair in pairs:
        event, prediction = page.events[pair.gold], found[pair.found]
        turned = is_opposed(event.factuality, prediction.factuality)
        scores.counts["polarity_errors"] += turned
        scores.counts["overclaims"] += is_overclaim(event, prediction)
        if event.optional and not turned:
            waived.add(pair.found)
    paired = {pair.found for pair in pairs}
    again = [(event, letters(event.evidence, text)) for event in page.events if event.repeated]
    for number, prediction in enumerate(found):
        theirs = letters(prediction.spans, text)
        if number not in paired and any(
            either(event.kind) & either(prediction.kind) and theirs & own for event, own in again
        ):
            waived.add(number)
    return waived


def _compare_pair(
    scores: EventScores, page: GoldEventPage, event: GoldEvent, found: FoundEvent, touching: bool
) -> None:
    n = scores.counts
    n["pairs"] += 1
    _cell(scores.kinds, event.kind)["paired"] += 1
    dated = event.time is not None
    right = {
        "status": bool(either(event.status) & either(found.status)),
        "factuality": bool(either(event.factuality) & either(found.factuality)),
        "time": not dated
        or plain_edtf(found.time) in {plain_edtf(value) for value in either(event.time or "")},
        "according_to": is_asserter(event.according_to, found.said_by, page.actors),
        "background": event.background == found.background,
        "trigger": touching,
    }
    for name, good in right.items():
        n[name] += good
    n["dated"] += dated
    n["time_dated"] += dated and right["time"]
    n["times_added"] += not dated and found.time is not None and found.time != ""
    cell = _cell(scores.statuses, event.status)
    cell["right"] += right["status"]
    cell["all"] += 1
    whole = _compare_roles(scores, event, found, page.actors)
    n["complete"] += whole and all(right[name] for name in _FIELDS[:4])


def _compare_roles(scores: EventScores, event: GoldEvent, found: FoundEvent, actors: frozenset[str]) -> bool:
    """Counts the roles that gold fills; whether all of the kind's own are right."""
    n, whole = scores.counts, True
    known = _ROLES.get(found.kind, frozenset())
    allowed = {role for kind in either(event.kind) for role in _ROLES.get(kind, ())}
    for role, fillers in event.roles.items():
        if role in allowed - known:
            continue
        counts = _compare_role(role, fillers, found.roles.get(role, ()), actors)
        good = counts[0] == counts[1] and counts[2] == counts[3]
        if role not in known:
            n["beyond"] += 1
            n["beyond_right"] += good
            continue
        n.update(dict(zip(("found", "wanted", "fit", "given"), counts, strict=True)))
        cell = _cell(scores.roles, role)
        cell["right"] += good
        cell["all"] += 1
        whole &= good
    n["roles_added"] += len(found.roles.keys() - event.roles.keys())
    return whole


def _compare_role(
    role: str, want: Sequence[str], got: Sequence[Sequence[str]], actors: frozenset[str]
) -> tuple[int, int, int, int]:
    """Gold fillers found, gold fillers, predicted fillers that fit, predicted fillers."""
    if role in WORDED:
        want = [" ".join(want)] if len(want) > 1 else want
        got = (
            [[" ".join(names[-1] for names in got), *(name for names in got for name in names)]]
            if got
            else []
        )
        fits = [[any(same_wording(r, name) for r in either(w) for name in g) for g in got] for w in want]
    else:
        rivals = actors if role != "place" else frozenset()
        fits = [[is_named(w, g, rivals) for g in got] for w in want]
    fitting = sum(any(row[place] for row in fits) for place in range(len(got)))
    return sum(map(any, fits)), len(want), fitting, len(got)


def event_numbers(scores: EventScores) -> dict[str, Any]:
    """The figures, rounded to four decimals, by the names that `selon evaluate events` prints."""
    n = scores.counts
    right = sum(cell["right"] for cell in scores.roles.values())
    return {
        "events": _rounded(scores.detection),
        "gold": n["gold"],
        "predicted": n["pred"],
        "pairs": n["pairs"],
        "complete": _rounded(scores.complete),
        "roles": share(right, sum(cell["all"] for cell in scores.roles.values())),
        "fillers": _rounded(scores.fillers),
        "roles_beyond_records": share(n["beyond_right"], n["beyond"]),
        **{name: share(n[name], n["pairs"]) for name in _FIELDS},
        "time_dated": share(n["time_dated"], n["dated"]),
        **{name: n[name] for name in ("polarity_errors", "overclaims", "times_added", "roles_added")},
        "by_kind": {kind: dict(cell) for kind, cell in sorted(scores.kinds.items())},
        "by_status": {name: dict(cell) for name, cell in sorted(scores.statuses.items())},
        "by_role": {name: dict(cell) for name, cell in sorted(scores.roles.items())},
    }


def _rounded(score: Score) -> dict[str, float]:
    return {"p": round(score.precision, 4), "r": round(score.recall, 4), "f1": round(score.f1, 4)}


def _cell(table: dict[str, Counter[str]], name: str) -> Counter[str]:
    return table.setdefault(name.partition(" | ")[0], Counter())
