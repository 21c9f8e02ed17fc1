"""Who stands where on a claim: from quotations that report its event, and from denials of it."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from selon.lang import LanguagePack
from selon.link.attitudes import Attitude, held_within, is_marked, is_question, named_by_noun, told_by_verb
from selon.link.beside import is_withheld, told_beside
from selon.link.propositions import Proposition, is_kin, represented
from selon.link.spoken import act_on, acts_of_cue, is_refuted, is_taken_back
from selon.link.values import stance_value
from selon.link.work import Work
from selon.records import Act, PageRead, Quotation, Stance, StanceValue

__all__ = ["PageStances", "put_stance"]

_OBJECT = 30  # characters at the beginning of a content: marks, determiner, adjective
_MINDED: tuple[StanceValue, ...] = ("demands", "supports", "opposes", "fears", "concerned")  # no text's own
_UNVOUCHED: tuple[Act, ...] = ("deny", "accuse")  # who tells of these does not stand by what they say


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
            quotations = self._without_refuted(quotations, report, claim)
            named = self._named(report, quotations)
            if named is not None:
                self._put_told(named, report, claim, quotations)
                if named.act in _UNVOUCHED and (named.act != "deny" or report.event.status == "denied"):
                    continue  # but what is told in spite of a denial is vouched for
            for quotation in self._with_demands(quotations):
                self._take(quotation, report, claim)
            if quotations or named:
                continue
            told = told_by_verb(self.page, report.event, self.pack)
            told = told or told_beside(self.page, report.event, self.pack)
            if told is not None:
                self._put_told(told, report, claim, ())

    def _without_refuted(
        self, quotations: Sequence[Quotation], report: Proposition, claim: str
    ) -> list[Quotation]:
        """The quotations but for those that call the event false, whose speakers deny it, and for those that
        somebody takes up only to deny them.
        """
        kept = []
        for quotation in quotations:
            denial = self._denial_of(quotation, report)
            if denial is None:
                kept.append(quotation)
                continue
            for actor in self.speakers(denial) if report.modality == "actual" else ():
                self.put(claim, actor, "denies", denial)
        return kept

    def _denial_of(self, quotation: Quotation, report: Proposition) -> Quotation | None:
        if is_refuted(self.page, quotation, report.event.trigger[0], self.pack):
            return quotation
        outer = self.quotations.get(quotation.nested_in or "")
        return outer if outer is not None and is_taken_back(self.page, outer, quotation, self.pack) else None

    def _with_demands(self, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
        """The quotations, and after a promise the demand that it be kept, which is a demand of the same."""
        for quotation in quotations:
            yield quotation
            outer = self.quotations.get(quotation.nested_in or "")
            if outer is not None and (outer.act, quotation.act) == ("demand", "promise"):
                yield outer

    def _take(self, quotation: Quotation, report: Proposition, claim: str) -> None:
        answers = self.pack.links.answering.search(self._cue(quotation).lower())
        asked = is_question(self.page, quotation, report.event.trigger[0], self.pack) and not answers
        if asked or self.is_void(quotation):
            return
        act, speakers = self._act(quotation, report), self.speakers(quotation)
        if act is None:
            return
        mention = held_within(self.page, quotation, self.pack)
        holder = self._actors.get(mention.entity) if mention is not None else None
        if holder is not None and holder not in speakers:
            # Whoever tells of an attitude shares it only where he speaks for the one who holds it.
            value = self._value(act, report, "", holder)
            if value is not None:
                self.put(claim, holder, value, quotation, reporter=next(iter(speakers), None))
            speakers = [name for name in speakers if holder in (name, *represented(name, self.work))]
        for actor in speakers:
            value = self._value(act, report, self._cue(quotation), actor)
            if value is not None and not (value in _MINDED and self.work.actor(actor).kind == "document"):
                self.put(claim, actor, value, quotation)

    def _act(self, quotation: Quotation, report: Proposition) -> Act | None:
        """The act on one event: only what the words open with is what they condemn or support.

        What else happens in them is told; so is what is denounced in words of one's own (« une agression »).
        """
        act, place = act_on(self.page, quotation, report, self.pack), report.event.trigger[0]
        if act == "accuse" and quotation.cue is not None:
            # The words charge somebody, the cue is neutral (*selon X*) or tells a belief.
            return act if "accuse" in acts_of_cue(self.page, quotation, self.pack) else "assert"
        if act != quotation.act or act not in ("condemn", "support") or report.modality != "actual":
            return act
        opens = any(0 <= place - start <= _OBJECT for start, _ in quotation.content[:1])
        marked = act == "condemn" and quotation.mode == "mixed" and is_marked(self.page, quotation, place)
        return act if opens and not marked else "assert"

    def is_void(self, quotation: Quotation) -> bool:
        """Whether a quotation tells what its speaker does not say, or says only to deny it (*dément avoir
        accusé*, *rejette les accusations selon lesquelles ...*).
        """
        cue = quotation.cue
        if cue is None:
            return False
        if quotation.act != "decline" and is_withheld(self.page, cue, self.pack):
            return True
        return any(
            other.act == "deny"
            and other.id != quotation.id
            and not set(other.speakers).isdisjoint(quotation.speakers)
            and any(start <= cue[0] and cue[1] <= end for start, end in other.content)
            for other in self.quotations.values()
        )

    def _value(self, act: Act, report: Proposition, cue: str, actor: str) -> StanceValue | None:
        own = is_kin(actor, report.parties, self.work)
        return stance_value(act, report, cue, own=own, pack=self.pack)

    def put(
        self,
        claim: str,
        actor: str,
        value: StanceValue,
        quotation: Quotation,
        *,
        generic: bool = False,
        reporter: str | None = None,
    ) -> None:
        """Note that an actor takes a stance on a claim in a quotation, as `reporter` tells."""
        put_stance(
            self.work,
            Stance(
                id="",
                actor=actor,
                claim=claim,
                value=value,
                uttered=self._times.get(quotation.uttered, quotation.uttered) if quotation.uttered else None,
                evidence=(quotation.id,),
                reported_by=reporter or self._reporter(quotation, actor),
                scope="generic" if generic else "this",
            ),
        )

    def _named(self, report: Proposition, quotations: Sequence[Quotation]) -> Attitude | None:
        """The noun of utterance that governs the event, unless it is the cue of a quotation of its own."""
        named = named_by_noun(self.page, report.event, self.pack)
        if named is None or any(quotation.act == named.act for quotation in quotations):
            return None
        cues = [quotation.cue for quotation in self.quotations.values() if quotation.cue]
        taken = any(start < named.cue[1] and named.cue[0] < end for start, end in cues)
        return None if taken or (named.holder is None and named.act != "deny") else named

    def _put_told(
        self, told: Attitude, report: Proposition, claim: str, quotations: Sequence[Quotation]
    ) -> None:
        """The stance of whoever holds an attitude that no quotation reports, if anybody is named."""
        holders = (told.holder, *told.beside) if told.holder is not None else ()
        for actor in [self._actors[each.entity] for each in holders if each.entity in self._actors]:
            value = self._value(told.act, report, self.page.document.text[slice(*told.cue)], actor)
            if value is not None:
                others = [
                    name for quotation in quotations for name in self.speakers(quotation) if name != actor
                ]
                reporter = others[0] if others else None
                put_stance(self.work, Stance("", actor, claim, value, None, (report.event.id,), reporter))

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
        other for other in work.stances_on([stance.claim], stance.actor) if other.value == stance.value
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
