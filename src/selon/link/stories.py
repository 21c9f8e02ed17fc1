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
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from selon.lang import LanguagePack
from selon.link.compared import Compared, compare
from selon.link.packed import Shared, pack_terms
from selon.link.telling import Numbered, Telling, numbered, telling
from selon.link.terms import page_terms
from selon.link.traces import Traces, number_of
from selon.link.work import Work
from selon.records import Document, Edtf, InvalidDate, Placement, Tie, Trace

__all__ = ["link_story", "read_ahead", "trace_of"]

# Fitted on the dev half of benchmarks/gold/stories; each stands on a plateau (docs/explanation/stories.md).
_CHAPTER = 0.18  # likeness, in words and time, to the documents of an episode
_STORY = 0.17  # likeness in words alone to those of a storyline
_KEYS = 8  # terms of a trace under which it is found
_DOINGS = 4
_NEAREST = 3  # those whose mean likeness counts, beside that of the nearest
_WEIGHT_OF_NEAREST = 0.3
_TIES, _SHARED = 3, 6
_LAST = 127  # after the place, in the order of what they tell, of any term by which a document is known


def link_story(
    traces: Traces,
    work: Work,
    document: Document,
    pack: LanguagePack,
    doings: Sequence[str] = (),
    *,
    terms: Numbered | None = None,
) -> Placement:
    """Put a document into its story and chapter, new ones where none is near enough.

    `doings` tell who takes part in what kind of event (`doings_of`); `terms` are those of the document where
    `read_ahead` has read them.
    """
    terms = terms or read_ahead(traces, [document], pack)[0]
    counted = traces.places(terms.numbers)
    told = telling(terms, traces.counts(counted), pack.stories)
    trace = trace_of(document, told, doings)
    keys = dict(itertools.islice(told.weights.items(), _KEYS))
    keys |= dict.fromkeys([number_of(f"@{doing}") for doing in doings[:_DOINGS]], 0)
    compared = compare(traces, trace, keys, told.terms)
    placement = _placed(work, trace, told, compared)
    traces.count(counted[_new(placement, compared, len(counted))])
    traces.put(trace, placement, keys)
    return placement


def read_ahead(
    traces: Traces,
    documents: Sequence[Document],
    pack: LanguagePack,
    aside: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> list[Numbered]:
    """The terms of documents that are put into stories next; to look them up together costs less.

    `aside` are the blocks of documents (ids), by their numbers, that recur over the site and are not read.
    """
    plurals = pack.variants.plurals
    pages = [page_terms(document, plurals, aside.get(document.id, ())) for document in documents]
    found = numbered(pages, pack.stories)
    traces.expect([terms.numbers for terms in found])
    return found


def trace_of(document: Document, told: Telling, doings: Sequence[str] = ()) -> Trace:
    """The document by what tells it."""
    days = _days(document.published.edtf)
    return Trace(document.id, told.documents + 1, pack_terms(told.weights), "\n".join(doings), *days)


def _placed(work: Work, trace: Trace, told: Telling, compared: Compared | None) -> Placement:
    if compared is None:
        return Placement(trace.document, work.mint("s"), trace.document)
    scores, chapters = list(compared.words), _by(compared.chapters)
    for places in chapters.values():
        _date(scores, places, compared.near)
    chapter, near = _nearest(chapters, scores)
    if near >= _CHAPTER:
        ties = _ties(trace, told, compared, chapters[chapter], scores)
        return Placement(trace.document, compared.stories[chapters[chapter][0]], chapter, ties)
    stories = _by(compared.stories)
    story, near = _nearest(stories, compared.matter)
    if near >= _STORY:
        ties = _ties(trace, told, compared, stories[story], compared.matter)
        return Placement(trace.document, story, trace.document, ties)
    return Placement(trace.document, work.mint("s"), trace.document)


def _by(names: Sequence[str]) -> dict[str, list[int]]:
    """The places at which each name stands."""
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        found.setdefault(name, []).append(at)
    return found


def _date(scores: list[float], places: Sequence[int], near: Sequence[float | None]) -> None:
    """Count nearness in time in; a page without a date lies where the others of the episode do."""
    known: float | None = None
    for at in places:
        own = near[at]
        if own is None:
            known = known or max((it for p in places if (it := near[p]) is not None), default=1.0)
            own = known
        scores[at] *= own


def _nearest(groups: Mapping[str, Sequence[int]], scores: Sequence[float]) -> tuple[str, float]:
    """The group that is nearest, of equals the first, and how near it is."""
    near = {name: _near([scores[at] for at in places]) for name, places in groups.items()}
    name = max(near, key=near.__getitem__)
    return name, near[name]


def _near(values: Sequence[float]) -> float:
    """How near a document is to several: the nearest and the mean of the nearest few count."""
    best = sorted(values, reverse=True)[:_NEAREST] if len(values) > 1 else values
    return _WEIGHT_OF_NEAREST * best[0] + (1 - _WEIGHT_OF_NEAREST) * sum(best) / len(best)


def _new(placement: Placement, compared: Compared | None, terms: int) -> NDArray[np.bool_]:
    """Which terms of the document, after all documents, no other of its chapter that was compared has."""
    new = np.ones(terms, np.bool_)
    if compared is not None and placement.chapter != placement.document:
        inside = np.array([chapter == placement.chapter for chapter in compared.chapters], np.bool_)
        new[compared.shared.places[inside[compared.shared.of]] + 1] = False
    return new


def _ties(
    trace: Trace, told: Telling, compared: Compared, places: Sequence[int], scores: Sequence[float]
) -> tuple[Tie, ...]:
    nearest = [at for at in sorted(places, key=scores.__getitem__, reverse=True)[:_TIES] if scores[at] > 0]
    return tuple(
        [
            Tie(
                trace.document,
                compared.documents[at],
                round(min(scores[at], 1.0), 2),
                terms,
                _both(trace.doings, compared.doings[at]),
            )
            for at, terms in zip(nearest, _shared(nearest, compared.shared, told), strict=True)
        ]
    )


def _shared(others: Sequence[int], shared: Shared, told: Telling) -> Iterator[tuple[str, ...]]:
    """The terms shared with each of the others, those that bind most first, of equals the most telling."""
    words = told.words
    ranks = np.full(len(told.terms.numbers), _LAST)
    ranks[list(told.places)] = np.arange(len(words))
    order = ranks[shared.places] - shared.products * (_LAST + 1)
    for start, end in shared.of.searchsorted([(at, at + 1) for at in others]).tolist():
        best = np.sort(order[start:end])[:_SHARED] & _LAST
        yield tuple([words[rank] for rank in best.tolist() if rank < len(words)])


def _both(one: str, two: str) -> tuple[str, ...]:
    if not (one and two):
        return ()
    there = frozenset(two.split("\n"))
    both = [doing for doing in one.split("\n") if doing in there]
    return tuple(dict.fromkeys(doing.partition("|")[0] for doing in both))[:_SHARED]


@functools.lru_cache(maxsize=1 << 10)
def _days(edtf: str | None) -> tuple[int | None, int | None]:
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        value = None
    if value is None or value.earliest is None or value.latest is None:
        return None, None
    return value.earliest.toordinal(), value.latest.toordinal()
