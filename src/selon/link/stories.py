"""Stories: which documents are about one developing matter, found in one pass as they come in.

A document is compared with those that share its most telling terms (TF-IDF with document frequencies that
grow with every document; names and numbers count more). What the nearest documents of its episode tell as
well is not counted again: a matter that runs for days does not make its own words common. It joins the
episode whose nearest documents are near enough in words and in time (topic tracking by nearest neighbours:
Allan 2002, *Topic Detection and Tracking*), else it opens a chapter of the storyline that is near in words
alone, else a story of its own. What was put together stays together: ids are stable, and one page costs what
its own terms cost.
"""

import functools
import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from selon.lang import LanguagePack
from selon.lang.stories import StoryWords
from selon.link.terms import PageTerms, page_terms
from selon.link.traces import ALL, Traces, number_of
from selon.link.work import Work
from selon.records import Document, Edtf, InvalidDate, Placement, Tie, Trace

__all__ = ["likeness", "link_story", "nearness", "telling", "trace_of"]

# Fitted on the dev half of benchmarks/gold/stories; each stands on a plateau (docs/explanation/stories.md).
_CHAPTER = 0.18  # likeness, in words and time, to the documents of an episode
_STORY = 0.17  # likeness in words alone to those of a storyline
_SAME_DOINGS = 0.05  # what it adds that the same actors take part in events of the same kinds
_SAME_DAYS = 1  # days that part two documents of one moment
_FADING = 8.0  # days after which nearness has fallen to 1/e
_NAME, _NUMBER = 1.3, 1.5  # how much more names and numbers tell
_TERMS = 60  # terms of a trace
_KEYS = 8  # those under which it is found
_DOINGS = 4
_COMPARED = 24  # documents that one is compared with
_LEAST = 20_000  # of what the keys alone must make alike, in millionths
_LEAST_OF_BEST = 0.3  # and of what they make the most alike document
_NEAREST = 3  # those whose mean likeness counts, beside that of the nearest
_WEIGHT_OF_NEAREST = 0.3
_TIES, _SHARED = 3, 6
_LOGS = tuple(1 + math.log(count) for count in range(1, 64))  # how much more a term tells that is repeated


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
    traces: Traces,
    work: Work,
    document: Document,
    pack: LanguagePack,
    doings: Sequence[str] = (),
    *,
    aside: Collection[int] = (),
) -> Placement:
    """Put a document into its story and chapter, new ones where none is near enough.

    `doings` tell who takes part in what kind of event (`doings_of`); `aside` are the blocks that recur over
    the site, which are not read.
    """
    words, terms = pack.stories, page_terms(document, pack.variants.plurals, aside)
    numbers = {term: number_of(term) for term in terms.counts if term not in words.common}
    before, *counted = traces.counted([ALL, *numbers.values()])
    told = telling(terms, dict(zip(numbers, counted, strict=True)), before, words)
    trace = trace_of(document, before + 1, told, doings)
    keys = dict(itertools.islice(zip(trace.terms, trace.weights, strict=True), _KEYS))
    keys |= dict.fromkeys([number_of(f"@{doing}") for doing in doings[:_DOINGS]], 0)
    compared = _compared(traces, trace, keys)
    placement = _placed(work, trace, told, compared)
    told_by_it = [like.trace.terms for like in compared if like.place.chapter == placement.chapter]
    known = set[int]().union(*told_by_it)
    traces.count([ALL, *(number for number in numbers.values() if number not in known)])
    traces.put(trace, placement, keys)
    return placement


def telling(
    terms: PageTerms, counted: Mapping[str, int], documents: int, words: StoryWords
) -> dict[str, float]:
    """The most telling terms of a document with their weights, the most telling first.

    `counted` says how many of the `documents` before hold each.
    """
    of_all, held, names, counts = documents + words.pages + 2, words.held, terms.names, terms.counts
    found, rare, log = [], of_all / math.e, math.log
    for term, before in counted.items():
        pages = before + held.get(term, 0) + 1.5
        if pages <= rare:
            count = counts[term]
            weight = log(of_all / pages)
            if count > 1:
                weight *= _LOGS[min(count, 63) - 1]
            if term in names:
                weight *= _NAME
            elif term.isdecimal():
                weight *= _NUMBER
            found.append((-weight, term))
    found.sort()
    return {term: -weight for weight, term in found[:_TERMS]}


def trace_of(document: Document, number: int, told: Mapping[str, float], doings: Sequence[str] = ()) -> Trace:
    """The document by its most telling terms (`telling`), as the one that came in as this number."""
    scale = 1000 / (math.sqrt(sum([weight * weight for weight in told.values()])) or 1.0)
    first, last = _days(document.published.edtf)
    return Trace(
        document.id,
        number,
        tuple([number_of(term) for term in told]),
        tuple([round(scale * weight) for weight in told.values()]),
        tuple(doings),
        first,
        last,
    )


def likeness(one: Trace, two: Trace) -> float:
    """How alike the words of two documents are: the cosine of their weights, 0 to 1."""
    return _product(dict(zip(one.terms, one.weights, strict=True)), two) / 1_000_000


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


def _product(weights: Mapping[int, int], two: Trace) -> int:
    pairs = zip(two.terms, two.weights, strict=True)
    return sum([weights[term] * weight for term, weight in pairs if term in weights])


def _compared(traces: Traces, trace: Trace, keys: Mapping[int, int]) -> list[_Like]:
    """The earlier documents that share most of what tells this one, with how alike they are."""
    sums: dict[int, int] = {}
    for (_, mine), found in zip(keys.items(), traces.found_under(list(keys)), strict=True):
        for number, weight in found:
            sums[number] = sums.get(number, 0) + mine * weight if mine else max(sums.get(number, 0), _LEAST)
    least = max(_LEAST, _LEAST_OF_BEST * max(sums.values(), default=0))
    near = [number for number, value in sums.items() if value >= least]
    near.sort(key=lambda number: -sums[number])
    weights, doings = dict(zip(trace.terms, trace.weights, strict=True)), frozenset(trace.doings)
    likes = []
    for other, place in traces.traces(near[:_COMPARED]):
        words, both = _product(weights, other) / 1_000_000, not doings.isdisjoint(other.doings)
        likes.append(_Like(other, place, words, both, nearness(trace, other)))
    return likes


def _placed(work: Work, trace: Trace, told: Collection[str], compared: Sequence[_Like]) -> Placement:
    chapters: dict[tuple[str, str], list[_Like]] = {}
    stories: dict[str, list[_Like]] = {}
    for like in compared:
        chapters.setdefault((like.place.story, like.place.chapter), []).append(like)
        stories.setdefault(like.place.story, []).append(like)
    in_chapter = {place: _dated(likes) for place, likes in chapters.items()}
    place = max(in_chapter, key=lambda name: _near(in_chapter[name]), default=None)
    if place is not None and _near(in_chapter[place]) >= _CHAPTER:
        return Placement(trace.document, *place, _ties(trace, told, chapters[place], in_chapter[place]))
    in_story = {name: [like.matter for like in likes] for name, likes in stories.items()}
    story = max(in_story, key=lambda name: _near(in_story[name]), default=None)
    if story is not None and _near(in_story[story]) >= _STORY:
        ties = _ties(trace, told, stories[story], in_story[story])
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


def _ties(
    trace: Trace, told: Collection[str], likes: Sequence[_Like], scores: Sequence[float]
) -> tuple[Tie, ...]:
    scored = [(score, like.trace) for score, like in zip(scores, likes, strict=True)]
    best = sorted(scored, key=lambda it: -it[0])[:_TIES]
    words = {number_of(term): term for term in told} if best else {}
    return tuple(
        Tie(
            trace.document,
            other.document,
            round(min(score, 1.0), 2),
            _shared(trace, other, words),
            _both(trace, other),
        )
        for score, other in best
        if score > 0
    )


def _shared(one: Trace, two: Trace, words: Mapping[int, str]) -> tuple[str, ...]:
    """The terms that two documents share, those that bind them most first."""
    theirs = dict(zip(two.terms, two.weights, strict=True))
    found = {
        term: weight * theirs[term]
        for term, weight in zip(one.terms, one.weights, strict=True)
        if term in theirs
    }
    return tuple(words[term] for term in sorted(found, key=lambda term: -found[term])[:_SHARED])


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
