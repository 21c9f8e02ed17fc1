"""Who of the page says what a pronoun, a description or nobody says: what tells each party from the others.

A source that is a name is certain and comes not here. The order of speakers is one of the features, so
quotations are decided in the order of the text, each with the speakers before it.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.annotate.parties import Party, joined
from selon.records import Span

__all__ = ["FEATURES", "GROUPS", "Asked", "Stage", "rivals", "score"]

FEATURES = (
    "person", "organisation", "state", "group", "unnamed", "gender", "number", "own", "own known",
    "mentions", "named", "title", "first place", "distance", "sentences", "same block", "recency",
    "subject", "name before", "inside", "after", "outer", "nearest", "in block", "near distance",
    "here", "in source", "of source", "last", "before last", "next", "since", "times", "share",
    "spoke in block", "only one", "joint", "noun", "words", "body", "country", "rank", "told", "clash",
    "other number", "takes up", "new and own", "person for person", "body for body", "person unheld",
    "person in title", "last and agrees", "last in block", "subject before", "agrees and nearest",
    "named in block",
)  # fmt: skip
"""The names of the features, in their order."""

_KINDS = FEATURES[:5]
GROUPS = {
    "personal": "personal",
    "described": "described",
    "new": "described",
    "floating": "floating",
    "bare": "floating",
}
"""The group of weights by which each form is decided; those not named share the group `other`."""
_FAR = 9.0
_REACH = 160  # characters after the words within which a name may tell whose they were


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be resolved: the form of the source and what it tells.

    `form` is one of `personal`, `on`, `first`, `other` (pronouns), `described`, `new` (a description that the
    page's layer of names knows, or not), `floating`, `bare` (no source, without and with a cue). `own` is the
    entity that its mention stands for by reading alone (null for none), `place` where the source, else the
    content begins; `noun` the lemma of its noun, `sort` its class. `inside` are the entities named in the
    source, `owners` those among them after *de*. `outer` are the speakers of the quotation around it.
    """

    form: str
    place: int
    content: tuple[Span, ...]
    gender: str = "x"
    plural: bool | None = None
    own: str | None = None
    noun: str | None = None
    sort: str = ""
    words: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    definite: str = ""
    inside: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    outer: tuple[str, ...] = ()


@dataclass(slots=True)
class Stage:
    """The page while its quotations are being decided.

    `blocks` and `stops` are the starts of blocks and sentences, `title` where the body begins; `spoken` are
    the voices known so far with the place of their words, in order, `known` whom descriptions stood for,
    `joined` names that a conjunction joins.
    """

    parties: Mapping[str, Party]
    blocks: Sequence[int]
    stops: Sequence[int]
    title: int
    spoken: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joined: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def tell(self, place: int, voice: tuple[str, ...], own: str | None = None) -> None:
        """Notes who spoke where, and for whom the description `own` stood."""
        if own is not None and voice != (own,):
            self.known[own] = voice
        self.spoken.insert(bisect_left(self.spoken, (place, voice)), (place, voice))


@dataclass(frozen=True, slots=True)
class _Past:
    """The voices around one place."""

    before: Sequence[tuple[str, ...]]
    last: tuple[str, ...]
    other: tuple[str, ...]
    following: tuple[str, ...]
    in_block: frozenset[str]


def rivals(asked: Asked, stage: Stage) -> list[tuple[tuple[str, ...], list[float]]]:
    """Every party that may have said it, with its features."""
    past = _past(asked, stage)
    end = asked.content[-1][1]
    able = [
        party
        for party in stage.parties.values()
        if party.kind != "document" and (party.starts and (party.starts[0] <= end + _REACH or party.named))
    ]
    able = [party for party in able if not _is_barred(asked, party)] or able
    own = stage.parties.get(asked.own or "")
    if own is not None and own not in able:
        able.append(own)
    together = [voice for voice in past.before if len(voice) > 1]
    if asked.plural:
        together += [voice for place, voice in stage.joined if place < asked.place]
    able += [joined([stage.parties[name] for name in voice]) for voice in dict.fromkeys(together)]
    recent = sorted((_last_start(p, asked.place) for p in able if _may_be(p, asked)), reverse=True)
    ranks = sorted((p.before(asked.place) for p in able), reverse=True)
    shared = _Shared(
        past,
        recent,
        ranks,
        bisect_left(stage.stops, asked.place + 1),
        _block(asked.place, stage),
        stage.known.get(asked.own or ""),
    )
    return [(party.ids, _features(asked, party, stage, shared)) for party in able]


def score(asked: Asked, features: Sequence[float], weights: Mapping[str, Sequence[float]]) -> float:
    """How likely a party is beside its rivals: the sum of its weighted features, on no fixed scale."""
    own = weights[GROUPS.get(asked.form, "other")]
    return sum(weight * value for weight, value in zip(own, features, strict=True))


@dataclass(frozen=True, slots=True)
class _Shared:
    past: _Past
    recent: Sequence[int]
    counts: Sequence[int]
    sentence: int
    block: tuple[float, float]
    known: tuple[str, ...] | None


def _past(asked: Asked, stage: Stage) -> _Past:
    cut = bisect_left(stage.spoken, (asked.place, ()))
    before = [voice for _, voice in stage.spoken[:cut]]
    last = before[-1] if before else ()
    other = next((voice for voice in reversed(before) if voice != last), ())
    following = stage.spoken[cut][1] if cut < len(stage.spoken) else ()
    low, high = _block(asked.place, stage)
    in_block = frozenset(name for place, voice in stage.spoken if low <= place < high for name in voice)
    return _Past(before, last, other, following, in_block)


def _block(place: int, stage: Stage) -> tuple[float, float]:
    number = bisect_left(stage.blocks, place + 1)
    return (
        stage.blocks[number - 1] if number else 0,
        stage.blocks[number] if number < len(stage.blocks) else math.inf,
    )


def _features(asked: Asked, party: Party, stage: Stage, shared: _Shared) -> list[float]:
    return [
        *_static(asked, party, stage),
        *_place(asked, party, stage, shared),
        *_voice(party, shared),
        *_match(asked, party, shared),
        *_crossed(asked, party, stage, shared),
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


def _place(asked: Asked, party: Party, stage: Stage, shared: _Shared) -> list[float]:
    start = _last_start(party, asked.place)
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
        float(_holds(party.starts, end, end + _REACH)),
        float(bool(asked.outer) and party.ids == asked.outer),
        float(seen and bool(shared.recent) and start == shared.recent[0]),
        float(_holds(party.outside, shared.block[0], shared.block[1])),
        _log(near),
        float(_holds(party.starts, asked.place, asked.place + 1)),
        float(any(name in asked.inside for name in party.ids)),
        float(any(name in asked.owners for name in party.ids)),
    ]


def _voice(party: Party, shared: _Shared) -> list[float]:
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


def _match(asked: Asked, party: Party, shared: _Shared) -> list[float]:
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


def _crossed(asked: Asked, party: Party, stage: Stage, shared: _Shared) -> list[float]:
    """What counts only together, as a sum of weights cannot tell."""
    own = party.ids == (asked.own,)
    agrees = _may_be(party, asked)
    start = _last_start(party, asked.place)
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


def _is_barred(asked: Asked, party: Party) -> bool:
    """Whether a pronoun cannot mean a party: *ils* is no one person, *elle* no man."""
    if asked.form != "personal" or party.kind != "person":
        return False
    other = "x" not in (party.gender, asked.gender) and party.gender != asked.gender
    return other or party.plural != asked.plural


def _may_be(party: Party, asked: Asked) -> bool:
    """Whether number and gender do not speak against it, and it is no body where a pronoun asks for one."""
    if asked.plural is not None and party.plural != asked.plural:
        return False
    return "x" in (party.gender, asked.gender) or party.gender == asked.gender


def _last_start(party: Party, place: int) -> int:
    """The last mention outside quote marks before a place; -1 for none."""
    number = bisect_left(party.outside, place)
    return party.outside[number - 1] if number else -1


def _around(starts: Sequence[int], place: int) -> Sequence[int]:
    number = bisect_left(starts, place)
    return [start for start in starts[max(0, number - 1) : number + 2] if start != place]


def _holds(starts: Sequence[int], first: float, last: float) -> bool:
    number = bisect_left(starts, first)
    return number < len(starts) and starts[number] < last


def _log(distance: int) -> float:
    return math.log1p(max(0, distance))
