"""Finding the time expressions of a page, from its first block to its last."""

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from selon.dates._grammar import Hit, find_hits, grammar_of
from selon.dates._meanings import mean
from selon.dates._narrow import Found, narrowed_base
from selon.dates._reading import Base, Reading, Sense
from selon.dates._tense import SENTENCE_END, Tense
from selon.lang import LanguagePack
from selon.records import Block, Document, Edtf, InvalidDate, Span, TimeExpression, annotation_id

__all__ = ["Quotations", "find_times"]

_BLANK = re.compile(r"\n[^\S\n]*\n")
_PASSED_OVER = frozenset(("boilerplate", "related"))
_FRAME = frozenset(("header", "dateline", "byline"))
_NEAR_DAYS = 31
_NEAR = 600
_REACH = 120
_CLAUSE = re.compile(r"[\s\"»”]*,?\s*[a-zà-öø-ÿ]")


class Quotations:
    """The direct quotations of a page, and the days of speech that are told after them."""

    def __init__(self, quotes: Sequence[Span]) -> None:
        self.spans = sorted(set(quotes))
        self.days: dict[Span, Base] = {}
        self._starts = [start for start, _ in self.spans]
        self._reach = list(itertools.accumulate((end for _, end in self.spans), max))

    def around(self, place: int) -> Span | None:
        """A quotation around a place; of nested ones an outermost."""
        first = bisect.bisect_right(self._reach, place)
        if first < len(self.spans) and self._starts[first] <= place < self.spans[first][1]:
            return self.spans[first]
        return None


def find_times(
    document: Document, pack: LanguagePack, quotes: Sequence[Span] = ()
) -> tuple[TimeExpression, ...]:
    """All time expressions of a page, in order, each resolved as far as the page itself allows.

    `quotes` are the spans of direct quotations: inside one the anchor is the moment of speech, the day that
    the text around mentioned last, not the publication. Blocks of boilerplate and of links are passed over.
    A rule tagger over the tables of the pack, after the TIMEX3 guidelines (Bittar 2010 for French).
    """
    tense = Tense(document.text, pack.times).at
    grammar = grammar_of(pack.times)
    # What fits where does not depend on the day from which it is reckoned: it is found once for all readings.
    hits = {
        (block.start, block.end): tuple(find_hits(document.text, block.start, block.end, grammar))
        for block in _blocks(document)
    }
    page = _Page(document, pack, tense, hits)
    base = Base(_possible_days(document.published.edtf), "publication", document.published.anchor)
    spoken = Quotations(quotes)
    found = list(_read(page, base, spoken))
    spoken.days = _told_after(document.text, found, spoken, base)
    if spoken.days:
        found = list(_read(page, base, spoken))

    def again(hit: Hit, other: Base) -> Sense | None:
        return mean(hit, Reading(other, direction=tense, span=(hit.start, hit.end)), pack)

    narrow, evidence = narrowed_base(found, base, again)
    if not evidence:
        return tuple(_records(document, found, found, ()))
    second = list(_read(page, narrow, spoken))
    return tuple(_records(document, second, found, evidence))


def _possible_days(edtf: str | None) -> tuple[tuple[date, float], ...]:
    """The days on which the page may have been published, equally likely; none when over a year."""
    if edtf is None:
        return ()
    try:
        value = Edtf.parse(edtf)
    except InvalidDate:
        return ()
    if value.earliest is None or value.latest is None:
        return ()
    first, last = value.earliest.toordinal(), value.latest.toordinal()
    if last - first > 366:
        return ()
    count = last - first + 1
    return tuple((date.fromordinal(day), 1 / count) for day in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page and what it is read with."""

    document: Document
    pack: LanguagePack
    tense: Callable[[int, int], int]
    hits: Mapping[Span, Sequence[Hit]]


def _read(page: _Page, base: Base, quotes: Quotations) -> Iterator[Found]:
    """Every expression with its meaning; `quotes` may know the day of speech of a quotation."""
    text = page.document.text
    reading = Reading(base, direction=page.tense)
    spoken = Base(base.days, "speech", base.anchor)
    for block in _blocks(page.document):
        frame = block.kind in _FRAME
        paragraph = since = block.start
        reading.yearly = False
        for hit in page.hits[block.start, block.end]:
            inside = quotes.around(hit.start)
            if hit.start - paragraph > _NEAR or _BLANK.search(text, paragraph, hit.start):
                reading.local = False
            paragraph = hit.start
            reading.base = base if inside is None else quotes.days.get(inside, spoken)
            reading.span = hit.start, hit.end
            if reading.yearly and SENTENCE_END.search(text, since, hit.start):
                reading.yearly = False
            sense = mean(hit, reading, page.pack)
            if sense is None:
                continue
            yield Found(hit, sense)
            since = hit.end
            reading.yearly = reading.yearly or _speaks_of_every_year(hit, sense)
            if not frame:
                reading.note(sense, (hit.start, hit.end))
                if sense.days and inside is None and _recent(sense, base):
                    spoken = Base(sense.days, "speech", (hit.start, hit.end))
        reading.local = False


def _speaks_of_every_year(hit: Hit, sense: Sense) -> bool:
    """*Chaque année*, *tous les ans*, *en été*: dates after it in the sentence are of no one year."""
    return hit.rule.id == "season-generic" or (hit.rule.id == "every" and sense.timex == "P1Y")


def _told_after(text: str, found: Sequence[Found], quotes: Quotations, base: Base) -> dict[Span, Base]:
    """The day of speech of quotations whose reporting clause follows: *« ... », a-t-il dit mardi*."""
    outside = [item for item in found if quotes.around(item.hit.start) is None]
    starts = [item.hit.start for item in outside]
    days: dict[Span, Base] = {}
    for start, end in quotes.spans:
        if not _CLAUSE.match(text, end):
            continue
        stop = SENTENCE_END.search(text, end, end + _REACH)
        reach = stop.start() if stop else end + _REACH
        for item in outside[bisect.bisect_left(starts, end) : bisect.bisect_left(starts, reach)]:
            if item.sense.days and _recent(item.sense, base):
                days[start, end] = Base(item.sense.days, "speech", (item.hit.start, item.hit.end))
                break
    return days


def _blocks(document: Document) -> Sequence[Block]:
    blocks = document.blocks or (Block(0, len(document.text), "body"),)
    return [block for block in blocks if block.kind not in _PASSED_OVER]


def _recent(sense: Sense, base: Base) -> bool:
    """Whether words may have been spoken then: not after the page appeared, and not long before."""
    if not base.days:
        return True
    first, last = sense.days[0][0], sense.days[-1][0]
    return first <= base.days[-1][0] and (base.days[0][0] - last).days <= _NEAR_DAYS


def _records(
    document: Document, found: Sequence[Found], first: Sequence[Found], evidence: Sequence[Found]
) -> Iterator[TimeExpression]:
    """The records; what has fewer candidates than at the first reading names the evidence."""
    before = {(item.hit.start, item.hit.end): item.sense.edtf for item in first}
    for item in found:
        hit, sense = item.hit, item.sense
        narrowed = before.get((hit.start, hit.end)) != sense.edtf
        yield TimeExpression(
            id=_id(document, hit),
            start=hit.start,
            end=hit.end,
            kind=sense.kind,
            edtf=sense.edtf,
            timex=sense.timex,
            zone=sense.zone,
            anchored_to=sense.anchored_to,
            anchor=sense.anchor,
            weights=sense.weights,
            narrowed_by=tuple(_id(document, proof.hit) for proof in evidence) if narrowed else (),
            rule=f"{document.language}/{hit.rule.id}",
        )


def _id(document: Document, hit: Hit) -> str:
    return annotation_id(document.id, "t", hit.start, hit.end)
