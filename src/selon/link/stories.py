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
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from selon.lang import LanguagePack
from selon.link.packed import (
    FOUND,
    Shared,
    Weighed,
    pack_terms,
    shared_terms,
    unpack_found,
    unpack_terms,
    weighed,
)
from selon.link.telling import Telling, numbers_of, telling
from selon.link.terms import PageTerms, page_terms
from selon.link.traces import ALL, Traces, number_of
from selon.link.work import Work
from selon.records import Document, Edtf, InvalidDate, Placement, Tie, Trace

__all__ = ["likeness", "link_story", "nearness", "read_ahead", "trace_of"]

# Fitted on the dev half of benchmarks/gold/stories; each stands on a plateau (docs/explanation/stories.md).
_CHAPTER = 0.18  # likeness, in words and time, to the documents of an episode
_STORY = 0.17  # likeness in words alone to those of a storyline
_SAME_DOINGS = 0.05  # what it adds that the same actors take part in events of the same kinds
_SAME_DAYS = 1  # days that part two documents of one moment
_FADING = 8.0  # days after which nearness has fallen to 1/e
_KEYS = 8  # terms of a trace under which it is found
_DOINGS = 4
_COMPARED = 24  # documents that one is compared with
_LEAST = 20_000  # of what the keys alone must make alike, in millionths
_LEAST_OF_BEST = 0.3  # and of what they make the most alike document
_NEAREST = 3  # those whose mean likeness counts, beside that of the nearest
_WEIGHT_OF_NEAREST = 0.3
_TIES, _SHARED = 3, 6


class _Like(NamedTuple):
    """How alike a document is to an earlier one in words, and how near in time (null: not known).

    `both` are the terms of the new document that are among the telling ones of the earlier.
    """

    trace: Trace
    both: Shared
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
    terms: PageTerms | None = None,
) -> Placement:
    """Put a document into its story and chapter, new ones where none is near enough.

    `doings` tell who takes part in what kind of event (`doings_of`); `terms` are those of the document where
    `read_ahead` has read them.
    """
    terms = terms or page_terms(document, pack.variants.plurals)
    told = telling(terms, traces.counted, pack.stories)
    trace = trace_of(document, told, doings)
    keys = dict(itertools.islice(told.weights.items(), _KEYS))
    keys |= dict.fromkeys([number_of(f"@{doing}") for doing in doings[:_DOINGS]], 0)
    compared = _compared(traces, trace, keys, told.terms)
    placement = _placed(work, trace, told, compared)
    is_new = np.ones(len(told.terms.numbers), np.bool_)
    for it in compared:
        if it.trace.chapter == placement.chapter:
            is_new[it.both.places] = False
    traces.count(np.concatenate(((ALL,), told.terms.numbers[is_new])))
    traces.put(trace, placement, keys)
    return placement


def read_ahead(
    traces: Traces,
    documents: Sequence[Document],
    pack: LanguagePack,
    aside: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> list[PageTerms]:
    """The terms of documents that are put into stories next; to look them up together costs less.

    `aside` are the blocks of documents (ids), by their numbers, that recur over the site and are not read.
    """
    plurals = pack.variants.plurals
    found = [page_terms(document, plurals, aside.get(document.id, ())) for document in documents]
    traces.expect(numbers_of(found, pack.stories))
    return found


def trace_of(document: Document, told: Telling, doings: Sequence[str] = ()) -> Trace:
    """The document by what tells it."""
    days = _days(document.published.edtf)
    return Trace(document.id, told.documents + 1, pack_terms(told.weights), "\n".join(doings), *days)


def likeness(one: Trace, two: Trace) -> float:
    """How alike the words of two documents are: the cosine of their weights, 0 to 1."""
    weights = unpack_terms(one.terms)
    (both,) = shared_terms(weighed(np.array(sorted(weights), np.int64), weights), [two.terms])
    return both.sum / 1_000_000


def nearness(one: Trace, two: Trace) -> float | None:
    """How near two documents are in time, 1 to 0, by the least number of days that may part them.

    So what is known by its month is near to all of it; null where a date is not known.
    """
    if not (one.first and one.last and two.first and two.last):
        return None
    return 1.0 if one.first == two.first else _nearness(one.first, one.last, two.first, two.last)


@functools.lru_cache(maxsize=1 << 12)
def _nearness(first: str, last: str, other_first: str, other_last: str) -> float:
    if first <= other_last and other_first <= last:
        return 1.0
    end, start = (last, other_first) if last < other_first else (other_last, first)
    gap = (date.fromisoformat(start) - date.fromisoformat(end)).days
    return 1.0 if gap <= _SAME_DAYS else math.exp((_SAME_DAYS - gap) / _FADING)


def _compared(traces: Traces, trace: Trace, keys: Mapping[int, int], terms: Weighed) -> list[_Like]:
    """The earlier documents that share most of what tells this one, with how alike they are.

    `terms` are all of this one, those that do not tell it without weight.
    """
    others = traces.traces(_sharing(traces, keys))
    shared = shared_terms(terms, [other.terms for other in others])
    return [
        _Like(other, both, both.sum / 1_000_000, bool(_both(trace, other)), nearness(trace, other))
        for other, both in zip(others, shared, strict=True)
    ]


def _sharing(traces: Traces, keys: Mapping[int, int]) -> list[int]:
    """The documents (by the numbers of their traces) that the keys make most alike."""
    found = traces.found_under(list(keys))
    if not any(found):
        return []
    numbers, weights = unpack_found(found)
    mine = np.repeat(np.fromiter(keys.values(), np.int64, len(keys)), [len(it) // FOUND for it in found])
    order = numbers.argsort(kind="stable")
    numbers = numbers[order]
    starts = np.concatenate(((0,), (numbers[1:] != numbers[:-1]).nonzero()[0] + 1))
    # A doing, which has no weight, makes what is found under it just alike enough.
    sums = np.maximum(
        np.add.reduceat((mine * weights)[order], starts),
        np.where(np.minimum.reduceat(mine[order], starts) == 0, _LEAST, 0),
    )
    near = (sums >= max(_LEAST, _LEAST_OF_BEST * int(sums.max()))).nonzero()[0]
    near = near[np.lexsort((order[starts[near]], -sums[near]))]  # of equals, what was found first
    found_most: list[int] = numbers[starts[near[:_COMPARED]]].tolist()
    return found_most


def _placed(work: Work, trace: Trace, told: Telling, compared: Sequence[_Like]) -> Placement:
    chapters: dict[tuple[str, str], list[_Like]] = {}
    stories: dict[str, list[_Like]] = {}
    for like in compared:
        chapters.setdefault((like.trace.story, like.trace.chapter), []).append(like)
        stories.setdefault(like.trace.story, []).append(like)
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


def _ties(trace: Trace, told: Telling, likes: Sequence[_Like], scores: Sequence[float]) -> tuple[Tie, ...]:
    scored = list(zip(scores, likes, strict=True))
    scored.sort(key=lambda it: -it[0])
    return tuple(
        Tie(
            trace.document,
            like.trace.document,
            round(min(score, 1.0), 2),
            _shared(like.both, told),
            _both(trace, like.trace),
        )
        for score, like in scored[:_TIES]
        if score > 0
    )


def _shared(both: Shared, told: Telling) -> tuple[str, ...]:
    """The terms that two documents share, those that bind them most first."""
    numbers = told.terms.numbers[both.places].tolist()
    products = dict(zip(numbers, both.products.tolist(), strict=True))
    found = [number for number in told.words if number in products]  # the most telling first
    found.sort(key=products.__getitem__, reverse=True)
    return tuple([told.words[number] for number in found[:_SHARED]])


def _both(one: Trace, two: Trace) -> tuple[str, ...]:
    if not (one.doings and two.doings):
        return ()
    there = frozenset(two.doings.split("\n"))
    both = [doing for doing in one.doings.split("\n") if doing in there]
    return tuple(dict.fromkeys(doing.partition("|")[0] for doing in both))[:_SHARED]


@functools.lru_cache(maxsize=1 << 10)
def _days(edtf: str | None) -> tuple[str | None, str | None]:
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        value = None
    if value is None or value.earliest is None or value.latest is None:
        return None, None
    return value.earliest.isoformat(), value.latest.isoformat()
