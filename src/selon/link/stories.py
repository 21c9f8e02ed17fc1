"""Stories: which documents are about one developing matter, found in one pass as they come in.

A document is compared with those that share its most telling terms (TF-IDF with document frequencies that
grow with every document; names and numbers count more). It joins the episode whose nearest documents are near
enough in words and in time (topic tracking by nearest neighbours: Allan 2002, *Topic Detection and
Tracking*), else it opens a chapter of the storyline that is near in words alone, else a story of its own.
What was put together stays together: ids are stable, and one page costs what its own terms cost.
"""

import dataclasses
import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from selon.lang import LanguagePack
from selon.lang.stories import StoryWords
from selon.link.terms import PageTerms, page_terms
from selon.link.traces import Traces
from selon.link.work import Work
from selon.records import Document, Edtf, InvalidDate, Placement, Tie, Trace

__all__ = ["likeness", "link_story", "nearness", "trace_of"]

# Fitted on the dev half of benchmarks/gold/stories; each stands on a plateau (docs/explanation/stories.md).
_CHAPTER = 0.18  # likeness, in words and time, to the documents of an episode
_STORY = 0.18  # likeness in words alone to those of a storyline
_SAME_DOINGS = 0.05  # what it adds that the same actors take part in events of the same kinds
_SAME_DAYS = 1  # days that part two documents of one moment
_FADING = 8.0  # days after which nearness has fallen to 1/e
_NAME, _NUMBER = 1.3, 1.5  # how much more names and numbers tell
_TERMS = 60  # terms of a trace
_KEYS = 8  # those under which it is found
_DOINGS = 4
_LATEST = 40  # documents looked at under each key: a term that many share tells little
_COMPARED = 24  # documents that one is compared with
_NEAREST = 3  # those whose mean likeness counts, beside that of the nearest
_WEIGHT_OF_NEAREST = 0.3
_TIES, _SHARED = 3, 6


@dataclass(frozen=True, slots=True)
class _Like:
    """How alike a document is to an earlier one in words, and how near in time (null: not known)."""

    trace: Trace
    place: Placement
    words: float
    doings: bool
    near: float | None

    @property
    def matter(self) -> float:
        """How alike, whenever they were published."""
        return self.words + _SAME_DOINGS * self.doings


def link_story(
    traces: Traces, work: Work, document: Document, pack: LanguagePack, doings: Sequence[str] = ()
) -> Placement:
    """Put a document into its story and chapter, new ones where none is near enough.

    `doings` tell who takes part in what kind of event (`doings_of`).
    """
    terms, words = page_terms(document, pack.variants.plurals), pack.stories
    counted = traces.counted([term for term in terms.counts if term not in words.common])
    trace = trace_of(document, terms, counted, words)
    if doings:
        keys = (*trace.keys, *(f"@{doing}" for doing in doings[:_DOINGS]))
        trace = dataclasses.replace(trace, keys=keys, doings=tuple(doings))
    placement = _placed(work, trace, _compared(traces, trace))
    traces.put(trace, placement)
    return placement


def trace_of(document: Document, terms: PageTerms, counted: Mapping[str, int], words: StoryWords) -> Trace:
    """The document by its most telling terms; `counted` says how many documents hold each by now."""
    of_all, held = counted[""] + words.pages + 1, words.held
    found = []
    names, counts, rare = terms.names, terms.counts, of_all / math.e
    for term, count in counted.items():
        pages = count + held.get(term, 0) + 0.5
        if term and pages <= rare:
            kind = _NAME if term in names else _NUMBER if term.isdecimal() else 1.0
            found.append((-kind * math.log(of_all / pages) * _repeated(counts[term]), term))
    found.sort()
    del found[_TERMS:]
    length = math.sqrt(sum(weight * weight for weight, _ in found)) or 1.0
    weights = {term: round(-1000 * weight / length) for weight, term in found}
    first, last = _days(document.published.edtf)
    return Trace(document.id, weights, tuple(weights)[:_KEYS], (), first, last)


def likeness(one: Trace, two: Trace) -> float:
    """How alike the words of two documents are: the cosine of their weights, 0 to 1."""
    return _product(one.weights, two.weights) / 1_000_000


def nearness(one: Trace, two: Trace) -> float | None:
    """How near two documents are in time, 1 to 0, by the least number of days that may part them.

    So what is known by its month is near to all of it; null where a date is not known.
    """
    if not (one.first and one.last and two.first and two.last):
        return None
    if one.first <= two.last and two.first <= one.last:
        return 1.0
    end, start = (one.last, two.first) if one.last < two.first else (two.last, one.first)
    gap = _ordinal(start) - _ordinal(end)
    return 1.0 if gap <= _SAME_DAYS else math.exp((_SAME_DAYS - gap) / _FADING)


_ordinal = functools.lru_cache(maxsize=4096)(lambda day: date.fromisoformat(day).toordinal())


@functools.lru_cache(maxsize=256)
def _repeated(count: int) -> float:
    return 1 + math.log(count)


def _product(one: Mapping[str, int], two: Mapping[str, int]) -> int:
    return sum(one[term] * two[term] for term in one.keys() & two.keys())


def _compared(traces: Traces, trace: Trace) -> list[_Like]:
    """The earlier documents that share most of what tells this one, with how alike they are."""
    sums: dict[str, int] = {}
    for key, held in traces.found_under(trace.keys, _LATEST).items():
        mine = trace.weights.get(key, 0)
        for name, weight in held:
            sums[name] = sums.get(name, 0) + mine * weight
    best = sorted(sums, key=lambda name: -sums[name])[:_COMPARED]
    doings, found = frozenset(trace.doings), []
    for other, place in traces.traces(best):
        words, both = likeness(trace, other), not doings.isdisjoint(other.doings)
        found.append(_Like(other, place, words, both, nearness(trace, other)))
    return found


def _placed(work: Work, trace: Trace, compared: Sequence[_Like]) -> Placement:
    chapters: dict[tuple[str, str], list[_Like]] = {}
    stories: dict[str, list[_Like]] = {}
    for like in compared:
        chapters.setdefault((like.place.story, like.place.chapter), []).append(like)
        stories.setdefault(like.place.story, []).append(like)
    in_chapter = {place: _dated(likes) for place, likes in chapters.items()}
    place = max(in_chapter, key=lambda name: _near(in_chapter[name]), default=None)
    if place is not None and _near(in_chapter[place]) >= _CHAPTER:
        return Placement(trace.document, *place, _ties(trace, chapters[place], in_chapter[place]))
    in_story = {name: [like.matter for like in likes] for name, likes in stories.items()}
    story = max(in_story, key=lambda name: _near(in_story[name]), default=None)
    if story is not None and _near(in_story[story]) >= _STORY:
        ties = _ties(trace, stories[story], in_story[story])
        return Placement(trace.document, story, trace.document, ties)
    return Placement(trace.document, work.mint("s"), trace.document)


def _dated(likes: Sequence[_Like]) -> list[float]:
    """How alike in words and time; a page without a date lies where the others of the episode do."""
    known = max((like.near for like in likes if like.near is not None), default=1.0)
    return [like.words * (known if like.near is None else like.near) for like in likes]


def _near(values: Sequence[float]) -> float:
    """How near a document is to several: the nearest and the mean of the nearest few count."""
    best = sorted(values, reverse=True)[:_NEAREST]
    return _WEIGHT_OF_NEAREST * best[0] + (1 - _WEIGHT_OF_NEAREST) * sum(best) / len(best)


def _ties(trace: Trace, likes: Sequence[_Like], scores: Sequence[float]) -> tuple[Tie, ...]:
    scored = [(score, like.trace) for score, like in zip(scores, likes, strict=True)]
    best = sorted(scored, key=lambda it: -it[0])[:_TIES]
    return tuple(
        Tie(
            trace.document,
            other.document,
            round(min(score, 1.0), 2),
            _shared(trace, other),
            _both(trace, other),
        )
        for score, other in best
        if score > 0
    )


def _shared(one: Trace, two: Trace) -> tuple[str, ...]:
    """The terms that two documents share, those that bind them most first."""
    found = [term for term in one.weights if term in two.weights]
    return tuple(sorted(found, key=lambda term: -one.weights[term] * two.weights[term])[:_SHARED])


def _both(one: Trace, two: Trace) -> tuple[str, ...]:
    there = frozenset(two.doings)
    return tuple(dict.fromkeys(doing.partition("|")[0] for doing in one.doings if doing in there))[:_SHARED]


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        value = None
    if value is None or value.earliest is None or value.latest is None:
        return None, None
    return value.earliest.isoformat(), value.latest.isoformat()
