"""Finding the time expressions of a page, from its first block to its last."""

import bisect
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from selon.dates._grammar import Grammar, Hit, find_hits, grammar_of
from selon.dates._meanings import mean
from selon.dates._narrow import Found, narrowed_base
from selon.dates._reading import Base, Reading, Sense
from selon.dates._tense import SENTENCE_END, Tense
from selon.lang import LanguagePack
from selon.records import Block, Document, Edtf, InvalidDate, Span, TimeExpression, annotation_id

__all__ = ["find_times"]

_BLANK = re.compile(r"\n[^\S\n]*\n")
_PASSED_OVER = frozenset(("boilerplate", "related"))
_FRAME = frozenset(("header", "dateline", "byline"))
_NEAR_DAYS = 31
_NEAR = 600
_REACH = 120
_CLAUSE = re.compile(r"[\s\"»”]*,?\s*[a-zà-öø-ÿ]")


def find_times(
    document: Document, pack: LanguagePack, quotes: Sequence[Span] = ()
) -> tuple[TimeExpression, ...]:
    """All time expressions of a page, in order, each resolved as far as the page itself allows.

    `quotes` are the spans of direct quotations: inside one the anchor is the moment of speech, the day that
    the text around mentioned last, not the publication. Blocks of boilerplate and of links are passed over.
    A rule tagger over the tables of the pack, after the TIMEX3 guidelines (Bittar 2010 for French).
    """
    grammar = grammar_of(pack.times)
    base = Base(_possible_days(document.published.edtf), "publication", document.published.anchor)
    spoken: dict[Span, Base | None] = dict.fromkeys(sorted(quotes))
    found = list(_read(document, pack, grammar, base, spoken))
    told = _told_after(document.text, found, spoken, base)
    if told:
        spoken |= told
        found = list(_read(document, pack, grammar, base, spoken))
    tense = Tense(document.text, pack.times).at

    def again(hit: Hit, other: Base) -> Sense | None:
        return mean(hit, Reading(other, direction=tense, span=(hit.start, hit.end)), pack)

    narrow, evidence = narrowed_base(found, base, again)
    if not evidence:
        return tuple(_records(document, found, found, ()))
    second = list(_read(document, pack, grammar, narrow, spoken))
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


def _read(
    document: Document, pack: LanguagePack, grammar: Grammar, base: Base, quotes: Mapping[Span, Base | None]
) -> Iterator[Found]:
    """Every expression with its meaning; `quotes` may know the day of speech of a quotation."""
    text = document.text
    reading = Reading(base, direction=Tense(text, pack.times).at)
    spoken = Base(base.days, "speech", base.anchor)
    for block in _blocks(document):
        frame = block.kind in _FRAME
        paragraph = since = block.start
        reading.yearly = False
        for hit in find_hits(text, block.start, block.end, grammar):
            inside = next((quote for quote in quotes if quote[0] <= hit.start < quote[1]), None)
            if hit.start - paragraph > _NEAR or _BLANK.search(text, paragraph, hit.start):
                reading.local = False
            paragraph = hit.start
            reading.base = base if inside is None else quotes[inside] or spoken
            reading.span = hit.start, hit.end
            if reading.yearly and SENTENCE_END.search(text, since, hit.start):
                reading.yearly = False
            sense = mean(hit, reading, pack)
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


def _told_after(
    text: str, found: Sequence[Found], quotes: Collection[Span], base: Base
) -> dict[Span, Base | None]:
    """The day of speech of quotations whose reporting clause follows: *« ... », a-t-il dit mardi*."""
    outside = [item for item in found if not any(start <= item.hit.start < end for start, end in quotes)]
    starts = [item.hit.start for item in outside]
    days: dict[Span, Base | None] = {}
    for start, end in quotes:
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
