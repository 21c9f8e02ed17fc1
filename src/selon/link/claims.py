"""From event reports to claims: the propositions that several reports share, broader and narrower ones."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.lang import LanguagePack
from selon.link.claim_keys import kept_under, like_keys, part_keys
from selon.link.objects import compare_objects
from selon.link.propositions import (
    Fit,
    Proposition,
    compare_roles,
    compare_times,
    identity,
    narrower_time,
    object_words,
    worded_roles,
)
from selon.link.ties import Ties
from selon.link.work import Work, number
from selon.records import Claim, Edtf, InvalidDate, Join, PageRead

__all__ = ["link_claims"]


def link_claims(
    work: Work,
    page: PageRead,
    reports: Sequence[Proposition],
    pack: LanguagePack,
    *,
    actors: Mapping[str, str],
    ties: Ties | None = None,
) -> dict[str, str]:
    """The claim of each event report that has an actor; new and grown claims go into `work`.

    `actors` are those of the page's entities; `ties` the reader's merges and splits, which come before
    likeness.
    """
    found: dict[str, str] = {}
    sayings = _sayings(page, actors)
    for report in reports:
        if not report.parties and not _dated(report.time):
            continue
        match = _same_claim(work, report, found, sayings, pack)
        before = _decided(work, report, match[0] if match else None, ties or Ties())
        if before is None:
            claim = _new(work, report, pack)
        else:
            chosen = match is not None and match[0].id == before.id
            score, why = match[1:] if match and chosen else (1.0, "the reader's decision")
            claim = _grown(before, report, Join(report.event.id, score, why), pack)
        if before is None or (claim.roles, claim.time) != (before.roles, before.time):
            work.put_claim(claim, kept_under(claim, work, pack))
            _relate(work, claim, pack)
        else:
            work.put_claim(claim)
        found[report.event.id] = claim.id
    return found


@dataclass(frozen=True, slots=True)
class _Saying:
    """Who tells an event, and when: the times as the page words them, and the EDTF values it decides."""

    speakers: frozenset[str]
    words: frozenset[str]
    times: tuple[str, ...]


_Sayings = Mapping[str, _Saying]


def _sayings(page: PageRead, actors: Mapping[str, str]) -> _Sayings:
    """Of each event report, who tells it and when.

    A weekday that the page cannot place is still another than the next weekday (`XXXX-WXX-4`).
    """
    times = {time.id: time.edtf for time in page.analysis.times}
    worded = {time.id: time.edtf or time.timex or time.id for time in page.analysis.times}
    quotations = {quotation.id: quotation for quotation in page.analysis.quotations}
    found = {}
    for event in page.analysis.events:
        told = [quotations[name] for name in event.according_to if name in quotations]
        ids = [quotation.uttered for quotation in told if quotation.uttered is not None]
        found[event.id] = _Saying(
            frozenset(actors[who] for quotation in told for who in quotation.speakers if who in actors),
            frozenset(worded[name] for name in ids if name in worded),
            tuple(edtf for name in ids if (edtf := times.get(name)) is not None),
        )
    return found


def _same_claim(
    work: Work, report: Proposition, on_page: Mapping[str, str], sayings: _Sayings, pack: LanguagePack
) -> tuple[Claim, float, str] | None:
    """The claim that a report makes once more, with the score of the merge and the reason for it."""
    fits = _fitting(work, report, on_page, sayings, pack)
    exact = [claim for claim, roles in fits if roles == "same" and _strong(report, claim)]
    if exact:
        return exact[0], *_explained(report, exact[0])
    partly = [claim for claim, roles in fits if roles != "same"]
    again = [claim for claim in partly if _same_utterance(work, claim, sayings[report.event.id])]
    if len(again) == 1:
        return again[0], 0.8, "one utterance in other words"
    near = [claim for claim in partly if _dated(report.time) or claim.id in on_page.values()]
    if len(near) == 1:
        return near[0], 0.7, "a role is untold, the rest is the same"
    return None


def _fitting(
    work: Work, report: Proposition, on_page: Mapping[str, str], sayings: _Sayings, pack: LanguagePack
) -> list[tuple[Claim, Fit]]:
    """The claims of the same matter and time, with how the roles of the report stand to theirs."""
    ours = identity(report.kind, report.roles, pack)
    found: list[tuple[Claim, Fit]] = []
    for claim in _candidates(work, report, on_page, sayings, pack):
        roles = compare_roles(ours, identity(claim.kind, claim.roles, pack), work)
        if roles == "apart" or not _same_matter(report, claim, pack):
            continue
        if not _other_threat(work, report, claim, on_page, sayings):
            found.append((claim, roles))
    return found


def _same_utterance(work: Work, claim: Claim, saying: _Saying) -> bool:
    """Whether one who tells it has spoken of the claim at the very time."""
    return any(
        stance.uttered in saying.times
        for speaker in sorted(saying.speakers)
        for stance in work.stances_on([claim.id], speaker)
    )


def _candidates(
    work: Work, report: Proposition, on_page: Mapping[str, str], sayings: _Sayings, pack: LanguagePack
) -> list[Claim]:
    """The claims of this page, and those that the keys of the report find; in the order of ids."""
    ours = identity(report.kind, report.roles, pack)
    partial = _dated(report.time) or bool(sayings[report.event.id].times)
    keys = like_keys(report.kind, report.modality, ours, report.time, work, partial=partial)
    found = {claim.id: claim for claim in work.claims_keyed(keys)}
    for name in on_page.values():
        claim = work.claim(name)
        if (claim.kind, claim.modality) == (report.kind, report.modality):
            found[name] = claim
    return [found[name] for name in sorted(found, key=number)]


def _same_matter(report: Proposition, claim: Claim, pack: LanguagePack) -> bool:
    return (
        compare_times(report.time, claim.time) == "same"
        and compare_objects(report.worded, worded_roles(claim), pack) == "same"
    )


def _explained(report: Proposition, claim: Claim) -> tuple[float, str]:
    """The score of a merge of equal roles, and the reason: the less is told, the less sure it is."""
    if report.time is None:
        return 0.85, "same roles, no time told"
    if report.time == claim.time:
        return 0.95, "same roles and time"
    return 0.9, "same roles, times that overlap"


def _decided(work: Work, report: Proposition, found: Claim | None, ties: Ties) -> Claim | None:
    """The claim by the reader's word where there is one: that of its fellows, never one of its strangers."""
    owner = work.owner(ties.fellows(report.event.id))
    if owner is not None:
        return work.claim(owner)
    if found and any(found.id == work.owner(group) for group in ties.strangers(report.event.id)):
        return None
    return found


def _strong(report: Proposition, claim: Claim) -> bool:
    """Whether equal roles are enough: two actors, or one time, or one object."""
    if len(report.parties) > 1 or _dated(report.time):
        return True
    ours = object_words(report.worded)
    theirs = object_words(worded_roles(claim))
    return ours == theirs or not ours.isdisjoint(theirs)


def _dated(edtf: str | None) -> bool:
    if edtf is None:
        return False
    try:
        return Edtf.parse(edtf).precision in ("day", "minute", "second", "set", "month")
    except InvalidDate:
        return False


def _other_threat(
    work: Work, report: Proposition, claim: Claim, on_page: Mapping[str, str], sayings: _Sayings
) -> bool:
    """Whether both are threats, made at different times."""
    if report.event.status != "threatened":
        return False
    ours = sayings[report.event.id]
    here = [sayings[event].words for event, name in on_page.items() if name == claim.id]
    if ours.words and any(here) and all(ours.words.isdisjoint(other) for other in here if other):
        return True
    before = [s.uttered for s in work.stances_on([claim.id]) if s.value == "threatens" and s.uttered]
    return bool(ours.times and before) and all(
        compare_times(one, two) == "apart" for one in ours.times for two in before
    )


def _new(work: Work, report: Proposition, pack: LanguagePack) -> Claim:
    return Claim(
        id=work.mint("c"),
        kind=report.kind,
        roles=_ordered(report.kind, report.roles, pack),
        time=report.time,
        reports=(report.event.id,),
        modality=report.modality,
        joins=(Join(report.event.id, 1.0, "first report"),),
    )


def _grown(claim: Claim, report: Proposition, join: Join, pack: LanguagePack) -> Claim:
    """The claim with one more report: roles that it lacked, the more precise time."""
    return dataclasses.replace(
        claim,
        roles=_ordered(claim.kind, report.roles | dict(claim.roles), pack),
        time=narrower_time(claim.time, report.time),
        reports=(*claim.reports, report.event.id),
        joins=(*claim.joins, join),
    )


def _ordered(
    kind: str, roles: Mapping[str, tuple[str, ...]], pack: LanguagePack
) -> dict[str, tuple[str, ...]]:
    """The roles in the order in which the kind has them."""
    order = [*pack.events.kinds.get(kind, ()), *sorted(roles)]
    return {role: roles[role] for role in dict.fromkeys(order) if role in roles}


def _relate(work: Work, claim: Claim, pack: LanguagePack) -> None:
    """Link a claim with those that say the same more broadly or more narrowly, both ways."""
    ours = identity(claim.kind, claim.roles, pack)
    broader, narrower = [], []
    near = {other.id for other in work.claims_keyed(part_keys(claim, work, pack))}
    for name in sorted({*near, *claim.broader, *claim.narrower} - {claim.id}, key=number):
        other = work.claim(name)
        fit = _all(
            compare_roles(ours, identity(other.kind, other.roles, pack), work),
            compare_objects(worded_roles(claim), worded_roles(other), pack),
            compare_times(claim.time, other.time),
        )
        above, below = fit == "narrower", fit == "broader"
        if above:
            broader.append(name)
        if below:
            narrower.append(name)
        changed = dataclasses.replace(
            other,
            narrower=_with(other.narrower, claim.id, present=above),
            broader=_with(other.broader, claim.id, present=below),
        )
        if changed != other:
            work.put_claim(changed)
    work.put_claim(dataclasses.replace(claim, broader=tuple(broader), narrower=tuple(narrower)))


def _with(names: tuple[str, ...], name: str, *, present: bool) -> tuple[str, ...]:
    kept = tuple(other for other in names if other != name)
    return (*kept, name) if present else kept


def _all(*fits: Fit) -> Fit:
    """One fit of several: broader in some and narrower in others is apart."""
    found = set(fits) - {"same"}
    if not found:
        return "same"
    return found.pop() if len(found) == 1 else "apart"
