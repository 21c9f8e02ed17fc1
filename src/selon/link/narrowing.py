"""Dates that narrow across documents: pages of one episode that tell one happening tell one day.

One happening are the reports of one claim, and the words of one actor on one claim on one weekday. Their
days are those that all of these pages allow. Within a page a bare weekday is one day, the eve (*la veille*)
is the day before the day told last, and what somebody had done already (*avait déjà menacé début juin*) was
not after what he does now. A single day results only where a passage tells a day; nothing is guessed, and
where pages contradict each other nothing is narrowed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from selon.lang import LanguagePack
from selon.link.days import Days, days_of, edtf_of, weekday_of
from selon.link.propositions import actor_roles
from selon.link.traces import Traces
from selon.link.work import Work
from selon.records import LinkState, Narrowing, PageRead, Quotation, TimeExpression

__all__ = ["Reads", "narrow"]

_PAGES = 12  # of an episode, looked at together
_RELATED = 10  # claims beside one
_REPORTS = 20  # of a claim: the latest
_MONTH = re.compile(r"XXXX-(0[1-9]|1[0-2])(?:-XX)?")
_WHY = "one happening, told by several pages"
_Tie = tuple[str, str, int]


class Reads:
    """Pages found by their event reports: those of the dossier, and those of this fold."""

    def __init__(self, state: LinkState) -> None:
        self._state = state
        self._pages: dict[str, PageRead] = {}
        self._of: dict[str, str] = {}

    def add(self, page: PageRead) -> None:
        """Add a page."""
        self._pages[page.document.id] = page
        self._of.update((event.id, page.document.id) for event in page.analysis.events)

    def with_events(self, events: Sequence[str]) -> list[PageRead]:
        """The pages on which these event reports stand."""
        fresh = [name for name in events if name not in self._of]
        for page in self._state.pages_with(fresh) if fresh else ():
            self.add(page)
        return [self._pages[name] for name in dict.fromkeys(self._of[e] for e in events if e in self._of)]


def narrow(
    work: Work, traces: Traces, reads: Reads, page: PageRead, pack: LanguagePack
) -> tuple[Narrowing, ...]:
    """What the time expressions of a page, and of those that tell the same, mean in each other's light."""
    reads.add(page)
    if not any(_is_vague(time) or days_of(time.edtf) for time in page.analysis.times):
        return ()
    pages = _together(work, traces, reads, page)
    if len(pages) < 2:
        return ()
    times = {time.id: time for it in pages for time in it.analysis.times}
    own = {name: days_of(time.edtf) for name, time in times.items()}
    days = Days(own, {name: weekday_of(time) for name, time in times.items()})
    ties = [tie for it in pages for tie in _within(it)]
    ties += _one_happening(work, pages, times)
    if not days.settle(ties, [bound for it in pages for bound in _earlier(it, pack)]):
        return ()
    return tuple(
        Narrowing(name, edtf_of(left), tuple(days.evidence[name]), _WHY)
        for name, left in days.days.items()
        if left and left != own[name] and _is_shown(left, own, days.evidence[name])
    )


def _is_shown(
    left: Collection[int], own: Mapping[str, frozenset[int] | None], evidence: Collection[str]
) -> bool:
    """Whether a single day is told by a passage that itself means a single day."""
    return len(left) > 1 or any(len(own[name] or ()) == 1 for name in evidence)


def _is_vague(time: TimeExpression) -> bool:
    return weekday_of(time) is not None or _is_eve(time)


def _is_eve(time: TimeExpression) -> bool:
    return time.rule.endswith("/eve")


def _together(work: Work, traces: Traces, reads: Reads, page: PageRead) -> list[PageRead]:
    """The pages of the episode that share a claim with this one, or with one of those."""
    chapter = traces.placement(page.document.id).chapter
    found, waiting = {page.document.id: page}, [page]
    while waiting and len(found) < _PAGES:
        for other in reads.with_events(_reports(work, waiting.pop(0))):
            name = other.document.id
            if name in found or len(found) >= _PAGES:
                continue
            if traces.placement(name).chapter == chapter:
                found[name] = other
                waiting.append(other)
    return list(found.values())


def _reports(work: Work, page: PageRead) -> list[str]:
    """All reports of the claims that a page tells of."""
    owners = work.owners([event.id for event in page.analysis.events])
    claims = dict.fromkeys(name for mine in owners.values() for name in (mine, *_related(work, mine)))
    return [report for name in claims for report in work.claim(name).reports[-_REPORTS:]]


def _related(work: Work, name: str) -> list[str]:
    """The claims of the same actors that are only more or less precise in time."""
    claim = work.claim(name)
    others = (work.claim(other) for other in (*claim.narrower, *claim.broader)[:_RELATED])
    mine = actor_roles(claim)
    return [it.id for it in others if it.modality == claim.modality and actor_roles(it) == mine]


def _happening(work: Work, name: str) -> str:
    """The claim itself or, for one without a date, the only dated one that it can be."""
    if work.claim(name).time is not None:
        return name
    dated = [other for other in _related(work, name) if days_of(work.claim(other).time)]
    return dated[0] if len(dated) == 1 else name


def _within(page: PageRead) -> Iterator[_Tie]:
    """What the days of one page are to each other."""
    last: TimeExpression | None = None
    bare: dict[str, str] = {}
    by_place = {(time.start, time.end): time for time in page.analysis.times}
    for time in sorted(page.analysis.times, key=lambda time: time.start):
        if _is_eve(time):
            base = by_place.get(time.anchor) if time.anchor else last
            if base is not None:
                yield base.id, time.id, -1
        elif weekday_of(time) is not None:
            key = f"{time.timex} {time.edtf} {time.rule}"
            if key in bare:
                yield bare[key], time.id, 0
            bare.setdefault(key, time.id)
            last = time
        elif len(days_of(time.edtf) or ()) == 1:
            last = time


def _one_happening(
    work: Work, pages: Sequence[PageRead], times: Mapping[str, TimeExpression]
) -> Iterator[_Tie]:
    """The days of one happening, and those of the words of one actor on one claim on one weekday."""
    known: dict[tuple[str, ...], str] = {}
    for page in pages:
        for key, name in _happenings(work, page, times):
            if key in known and known[key] != name:
                yield known[key], name, 0
            known.setdefault(key, name)


def _happenings(
    work: Work, page: PageRead, times: Mapping[str, TimeExpression]
) -> Iterator[tuple[tuple[str, ...], str]]:
    analysis = page.analysis
    quotations = {quotation.id: quotation for quotation in analysis.quotations}
    claims = work.owners([event.id for event in analysis.events])
    actors = work.owners([name for quotation in analysis.quotations for name in quotation.speakers])
    for event in analysis.events:
        claim = claims.get(event.id)
        if claim is None:
            continue
        happened = not event.background and work.claim(claim).modality == "actual"
        if happened and event.time is not None and event.time in times:
            yield (_happening(work, claim),), event.time
        for quotation in (quotations[name] for name in event.according_to if name in quotations):
            said = quotation.uttered or ""
            weekday = weekday_of(times[said]) if said in times else None
            for speaker in quotation.speakers if weekday else ():
                if speaker in actors:
                    yield (claim, actors[speaker], str(weekday)), said


def _earlier(page: PageRead, pack: LanguagePack) -> Iterator[tuple[str, int, str]]:
    """Months in which a speaker had already spoken: what he says on a weekday of the page is not before."""
    times = {time.id: time for time in page.analysis.times}
    for before in page.analysis.quotations:
        time = times.get(before.uttered or "")
        month = _MONTH.fullmatch(time.timex or "") if time else None
        if time is None or month is None or not _had_already(page, before, pack):
            continue
        for now in page.analysis.quotations:
            said = times.get(now.uttered or "")
            if said is None or weekday_of(said) is None or now.content[0] > before.content[0]:
                continue
            if not set(now.speakers).isdisjoint(before.speakers):
                yield said.id, int(month[1]), time.id


def _had_already(page: PageRead, quotation: Quotation, pack: LanguagePack) -> bool:
    if quotation.cue is None:
        return False
    start, end = quotation.cue
    line = next((s for s in page.analysis.sentences if s[0] <= start < s[1]), quotation.cue)
    words = page.document.text[line[0] : end].lower()
    return any(phrase in words for phrase in pack.links.had_already)
