"""Who stands where on a claim: from quotations that report its event, and from denials of it."""

import dataclasses
import re
from collections.abc import Mapping, Sequence

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.propositions import Proposition
from selon.link.work import Work
from selon.records import Act, PageRead, Quotation, Span, Stance, StanceValue

__all__ = ["PageStances", "stance_value"]

_BY_ACT: Mapping[Act, StanceValue] = {
    "assert": "asserts",
    "announce": "asserts",
    "deny": "denies",
    "accuse": "alleges",
    "concern": "fears",
    "warn": "fears",
    "condemn": "opposes",
    "support": "supports",
    "demand": "demands",
    "promise": "commits",
    "threaten": "threatens",
}
"""Acts that take a stance; to ask, to decline to answer and to quote another take none."""

_GENITIVE = 8  # characters between a noun and the name in its complement: `de `, `des `, `de la `, `de l'`
_OF_WHAT_COMES = ("demands", "commits", "threatens")
_BY_STATUS: Mapping[str, StanceValue] = {"alleged": "alleges", "possible": "deems-possible"}


def stance_value(
    quotation: Quotation, report: Proposition, cue: str, *, own: bool, pack: LanguagePack
) -> StanceValue | None:
    """The stance that a quotation takes on an event it reports, null for none.

    `cue` is the reporting word as the page has it; `own` tells that the speaker takes part in the event, so
    that what he announces or threatens is his own act.
    """
    event, modality = report.event, report.modality
    value = _BY_ACT.get(quotation.act)
    if value in _OF_WHAT_COMES and modality == "actual" and event.status != "denied":
        return None  # a threat or demand presupposes what it answers, it takes no stance on it
    if value == "fears" and modality == "actual":
        return "concerned"  # one fears what may come, and is concerned about what is
    if value != "asserts":
        return value
    if event.status == "denied" and modality == "actual":
        return "denies"
    if own and (announced := _announced(report, pack)):
        return announced
    if event.status == "hypothetical":
        return None  # to suppose is no word for or against
    return _by_cue(cue, pack) or _BY_STATUS.get(event.status, "asserts")


def _announced(report: Proposition, pack: LanguagePack) -> StanceValue | None:
    """The stance of who tells what he will do himself: on a condition, what harms is a threat."""
    event = report.event
    if event.status == "threatened" or (event.condition and report.kind in pack.links.harms):
        return "threatens"
    return "commits" if event.status == "planned" else None


def _by_cue(cue: str, pack: LanguagePack) -> StanceValue | None:
    for word in words_of(cue):
        for stem, value in pack.links.cues:
            if word.startswith(stem):
                return value
    return None


class PageStances:
    """The stances that one page tells: `actors` of its entities, `claims` of its event reports."""

    def __init__(
        self,
        work: Work,
        page: PageRead,
        actors: Mapping[str, str],
        claims: Mapping[str, str],
        pack: LanguagePack,
    ) -> None:
        self.work = work
        self.page = page
        self.pack = pack
        self._actors = actors
        self.claims = claims
        self._times = {time.id: time.edtf for time in page.analysis.times}
        self.quotations = {quotation.id: quotation for quotation in page.analysis.quotations}

    def from_reports(self, reports: Sequence[Proposition]) -> None:
        """The stances of those according to whom an event is reported; the page's own voice takes none."""
        for report in reports:
            claim = self.claims.get(report.event.id)
            if claim is None:
                continue
            quotations = [self.quotations[q] for q in report.event.according_to if q in self.quotations]
            denial = self._told_denial(report, quotations)
            if denial is not None:
                self._put_told(denial, report, claim, quotations)
                continue
            for quotation in quotations:
                self._take(quotation, report, claim)

    def _take(self, quotation: Quotation, report: Proposition, claim: str) -> None:
        kin = self.work.kin(report.parties)
        for actor in self.speakers(quotation):
            own = actor in kin
            value = stance_value(quotation, report, self._cue(quotation), own=own, pack=self.pack)
            if value is not None:
                self.put(claim, actor, value, quotation)

    def put(
        self, claim: str, actor: str, value: StanceValue, quotation: Quotation, *, generic: bool = False
    ) -> None:
        """Note that an actor takes a stance on a claim in a quotation."""
        put_stance(
            self.work,
            Stance(
                id="",
                actor=actor,
                claim=claim,
                value=value,
                uttered=self._times.get(quotation.uttered) if quotation.uttered else None,
                evidence=(quotation.id,),
                reported_by=self._reporter(quotation, actor),
                scope="generic" if generic else "this",
            ),
        )

    def _told_denial(self, report: Proposition, quotations: Sequence[Quotation]) -> Span | None:
        """The noun of denial before the event (*malgré les démentis de X sur la vente*), if one governs
        it: then whoever tells so does not deny it.
        """
        event, text = report.event, self.page.document.text
        if event.status != "denied" or any(quotation.act == "deny" for quotation in quotations):
            return None
        start = max((s for s, _ in self.page.analysis.sentences if s <= event.trigger[0]), default=0)
        nouns = "|".join(
            sorted(re.escape(n) for n, cue in self.pack.speech.nouns.items() if cue.act == "deny")
        )
        found = list(re.finditer(rf"\b(?:{nouns})\w*", text[start : event.trigger[0]], re.IGNORECASE))
        return (start + found[-1].start(), start + found[-1].end()) if nouns and found else None

    def _put_told(
        self, denial: Span, report: Proposition, claim: str, quotations: Sequence[Quotation]
    ) -> None:
        """The denial of whom the noun of denial names right after it; nobody's when it names none."""
        near = [m for m in self.page.analysis.mentions if 0 < m.start - denial[1] <= _GENITIVE]
        actor = next((self._actors[m.entity] for m in near if m.entity in self._actors), None)
        if actor is None:
            return
        tellers = [name for quotation in quotations for name in self.speakers(quotation) if name != actor]
        reporter = tellers[0] if tellers else None
        evidence = (report.event.id,)
        put_stance(self.work, Stance("", actor, claim, "denies", None, evidence, reporter))

    def speakers(self, quotation: Quotation) -> list[str]:
        """The actors who speak in a quotation, and those for whom they do."""
        names = (*quotation.speakers, *quotation.on_behalf_of)
        return list(dict.fromkeys(self._actors[name] for name in names if name in self._actors))

    def actor_at(self, entity: str) -> str | None:
        """The actor that an entity of the page is."""
        return self._actors.get(entity)

    def _cue(self, quotation: Quotation) -> str:
        return self.page.document.text[slice(*quotation.cue)] if quotation.cue else ""

    def _reporter(self, quotation: Quotation, actor: str) -> str | None:
        """Who stands between the page and the speaker: the nearest relay, else who quotes him."""
        candidates = [self._actors.get(entity) for entity in quotation.via]
        outer = self.quotations.get(quotation.nested_in or "")
        candidates += self.speakers(outer) if outer else []
        return next((name for name in candidates if name is not None and name != actor), None)


def put_stance(work: Work, stance: Stance) -> None:
    """Add a stance under an id of its own: claim, actor, value, and a number when these are not enough."""
    base = f"{stance.claim}.{stance.actor}.{stance.value}"
    same_kind = [
        other
        for other in work.stances_on([stance.claim])
        if (other.actor, other.value) == (stance.actor, stance.value)
    ]
    name = base if not same_kind else f"{base}.{len(same_kind) + 1}"
    for other in same_kind:
        if (other.uttered, other.reported_by, other.scope) == (
            stance.uttered,
            stance.reported_by,
            stance.scope,
        ):
            name = other.id
    work.put_stance(dataclasses.replace(stance, id=name))
