"""What tells each party of a page from the others as one who may have said something, in numbers."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from selon.annotate.parties import Party
from selon.annotate.stage import Asked, Past, Stage, last_start, may_be

__all__ = ["FEATURES", "REACH", "Shared", "traits"]

FEATURES = (
    "person", "organisation", "state", "group", "unnamed", "gender", "number", "own", "own known",
    "mentions", "named", "title", "first place", "distance", "sentences", "same block", "recency",
    "subject", "name before", "inside", "after", "outer", "nearest", "in block", "near distance",
    "here", "in source", "of source", "last", "before last", "next", "since", "times", "share",
    "spoke in block", "only one", "joint", "noun", "words", "body", "country", "rank", "told", "clash",
    "other number", "takes up", "new and own", "person for person", "body for body", "person unheld",
    "person in title", "last and agrees", "last in block", "subject before", "agrees and nearest",
    "named in block",
    "own one of a kind", "own paper", "own of no noun", "own and possessive", "other than one of a kind",
    "body named for short", "own and short", "own body in full", "paper's owner", "paper's body",
    "two for two", "several for several", "same marks", "next over heading", "last over heading",
    "last near", "last in sentence", "last in sentence before", "named inside", "gender unknown",
    "last for an inquit", "last in block for an inquit",
    "medium", "medium for a person", "medium for a medium's noun", "no medium for a body's noun",
)  # fmt: skip
"""The names of the features, in their order."""

_KINDS = FEATURES[:5]
_FAR = 9.0
REACH = 160
"""Characters after the words within which a name may tell whose they were."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is the same for all parties of one question.

    `recent` are the last starts of those that may be meant, `counts` the numbers of mentions before, most
    first; `sentence` and `block` where the question stands, `known` whom its description stood for before.
    """

    past: Past
    recent: Sequence[int]
    counts: Sequence[int]
    sentence: int
    block: tuple[float, float]
    known: tuple[str, ...] | None


def traits(asked: Asked, party: Party, stage: Stage, shared: Shared) -> list[float]:
    """The features of one party, in the order of `FEATURES`."""
    return [
        *_static(asked, party, stage),
        *_place(asked, party, stage, shared),
        *_voice(party, shared),
        *_match(asked, party, shared),
        *_crossed(asked, party, stage, shared),
        *_worded(asked, party, shared),
        *_told(asked, party, stage, shared),
        *_standing(asked, party),
    ]


def _static(asked: Asked, party: Party, stage: Stage) -> list[float]:
    own = asked.own is not None and party.ids == (asked.own,)
    return [
        *(float(party.kind == kind) for kind in _KINDS),
        0.0 if "x" in (party.gender, asked.gender) else 1.0 if party.gender == asked.gender else -1.0,
        0.0 if asked.plural is None else 1.0 if party.plural == asked.plural else -1.0,
        float(own),
        float(own and party.before(asked.place) > 0),
        math.log1p(len(party.starts)),
        float(bool(party.named)),
        float(bool(party.starts) and party.starts[0] < stage.title),
        _log(party.starts[0]) if party.starts else _FAR,
    ]


def _place(asked: Asked, party: Party, stage: Stage, shared: Shared) -> list[float]:
    start = last_start(party, asked.place)
    near = min((abs(place - asked.place) for place in _around(party.outside, asked.place)), default=99999)
    seen = start >= 0
    behind = shared.sentence - bisect_left(stage.stops, start + 1) if seen else 30
    block = bisect_left(stage.blocks, asked.place + 1) == bisect_left(stage.blocks, start + 1)
    named = bisect_left(party.named, asked.place)
    end = asked.content[-1][1]
    inside = any(_holds(party.starts, first, last) for first, last in asked.content)
    return [
        _log(asked.place - start) if seen else _FAR,
        float(min(behind, 30)),
        float(seen and block),
        float(shared.recent.index(start)) if seen and start in shared.recent else 9.0,
        float(start in party.subjects),
        _log(asked.place - party.named[named - 1]) if named else _FAR,
        float(inside),
        float(_holds(party.starts, end, end + REACH)),
        float(bool(asked.outer) and party.ids == asked.outer),
        float(seen and bool(shared.recent) and start == shared.recent[0]),
        float(_holds(party.outside, shared.block[0], shared.block[1])),
        _log(near),
        float(_holds(party.starts, asked.place, asked.place + 1)),
        float(any(name in asked.inside for name in party.ids)),
        float(any(name in asked.owners for name in party.ids)),
    ]


def _voice(party: Party, shared: Shared) -> list[float]:
    past = shared.past
    times = past.before.count(party.ids)
    since = next((i for i, voice in enumerate(reversed(past.before)) if voice == party.ids), 20)
    return [
        float(party.ids == past.last),
        float(party.ids == past.other),
        float(party.ids == past.following),
        float(min(since, 20)),
        float(min(times, 10)),
        times / len(past.before) if past.before else 0.0,
        float(any(name in past.in_block for name in party.ids)),
        float(bool(past.before) and not past.other),
        float(len(party.ids) > 1),
    ]


def _match(asked: Asked, party: Party, shared: Shared) -> list[float]:
    count = party.before(asked.place)
    return [
        0.0 if asked.noun is None else 1.0 if asked.noun in party.nouns else -1.0,
        len(asked.words & party.words) / len(asked.words) if asked.words else -1.0,
        0.0 if not asked.bodies else 1.0 if asked.bodies & (party.organisations | set(party.ids)) else -1.0,
        0.0
        if not asked.countries or not party.country
        else 1.0
        if party.country in asked.countries
        else -1.0,
        float(min(shared.counts.index(count), 12)) if count in shared.counts else 12.0,
        float(shared.known is not None and party.ids == shared.known),
    ]


def _crossed(asked: Asked, party: Party, stage: Stage, shared: Shared) -> list[float]:
    """What counts only together, as a sum of weights cannot tell."""
    own = party.ids == (asked.own,)
    agrees = may_be(party, asked)
    start = last_start(party, asked.place)
    person, human = party.kind == "person", asked.sort in ("office", "person")
    body = party.kind in ("organisation", "state")
    last = party.ids == shared.past.last
    held = asked.noun is not None and bool(party.nouns) and asked.noun not in party.nouns
    before = shared.sentence - bisect_left(stage.stops, start + 1) <= 1 and start >= 0
    return [
        float("x" not in (party.gender, asked.gender) and party.gender != asked.gender),
        float(asked.plural is not None and party.plural != asked.plural),
        float(own and asked.definite == "def" and not asked.plural and party.before(asked.place) == 0),
        float(own and asked.definite == "indef"),
        float(person and human and agrees),
        float(body and asked.sort == "body"),
        float(person and human and agrees and not held),
        float(person and bool(party.starts) and party.starts[0] < stage.title and agrees),
        float(last and agrees),
        float(last and any(name in shared.past.in_block for name in party.ids)),
        float(before and start in party.subjects and agrees),
        float(agrees and bool(shared.recent) and start == shared.recent[0]),
        float(person and agrees and _holds(party.outside, shared.block[0], asked.place)),
    ]


def _worded(asked: Asked, party: Party, shared: Shared) -> list[float]:
    """What the wording of a description tells: new ones (*un proche*), papers, nouns that take up a name."""
    own = party.ids == (asked.own,)
    described = asked.form in ("described", "new")
    paper = asked.sort == "document"
    single = described and asked.definite == "indef" and not paper
    owner = any(name in asked.owners or name in asked.inside for name in party.ids)
    return [
        float(own and single and not asked.plural),
        float(own and paper),
        float(own and described and not asked.noun),
        float(own and asked.definite == "poss"),
        float(not own and single and not asked.plural),
        float(asked.short and asked.sort == "body" and party.kind == "organisation" and bool(party.named)),
        float(own and asked.short and asked.definite == "def"),
        float(own and asked.sort == "body" and not asked.short),
        float(paper and owner),
        float(paper and party.kind == "organisation"),
    ]


def _told(asked: Asked, party: Party, stage: Stage, shared: Shared) -> list[float]:
    """What the page tells by its make: pairs, the same pair of marks, headings, names seen in quotes only."""
    past, several = shared.past, len(party.ids) > 1
    near = bisect_left(stage.stops, asked.place + 1) - bisect_left(stage.stops, past.last_place + 1)
    last = bool(past.before) and party.ids == past.last
    inquit = asked.form == "personal" and asked.place > asked.content[0][0]
    return [
        float(several and asked.dual),
        float(several and bool(asked.plural)),
        float(any(name in past.held for name in party.ids)),
        float(asked.heading and party.ids == past.following),
        float(asked.heading and last),
        1.0 / (1 + max(0, near)) if last else 0.0,
        float(last and near == 0 and may_be(party, asked)),
        float(last and near == 1 and may_be(party, asked)),
        float(any(_holds(party.named, first, end) for first, end in asked.content)),
        float(party.kind == "person" and party.gender == "x"),
        float(inquit and last and may_be(party, asked)),
        float(inquit and last and shared.block[0] <= past.last_place),
    ]


def _standing(asked: Asked, party: Party) -> list[float]:
    """Media, which pass on more than they say, and the nouns for them."""
    person = asked.sort in ("office", "person") or asked.form == "personal"
    bodily = asked.sort == "body" and not asked.medial
    return [
        float(party.medium),
        float(party.medium and person),
        float(party.medium and asked.medial),
        float(party.kind == "organisation" and not party.medium and bodily and bool(party.named)),
    ]


def _around(starts: Sequence[int], place: int) -> Sequence[int]:
    number = bisect_left(starts, place)
    return [start for start in starts[max(0, number - 1) : number + 2] if start != place]


def _holds(starts: Sequence[int], first: float, last: float) -> bool:
    number = bisect_left(starts, first)
    return number < len(starts) and starts[number] < last


def _log(distance: int) -> float:
    return math.log1p(max(0, distance))
