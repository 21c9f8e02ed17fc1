"""From event reports to claims: the propositions that several reports share, broader and narrower ones."""

import dataclasses
from collections.abc import Mapping, Sequence

from selon.lang import LanguagePack
from selon.link.objects import compare_objects
from selon.link.propositions import (
    Fit,
    Proposition,
    actor_roles,
    compare_roles,
    compare_times,
    identity,
    narrower_time,
    object_words,
    worded_roles,
)
from selon.link.work import Work
from selon.records import Claim, Edtf, InvalidDate, PageRead

__all__ = ["link_claims"]


def link_claims(
    work: Work, page: PageRead, reports: Sequence[Proposition], pack: LanguagePack
) -> dict[str, str]:
    """The claim of each event report that has an actor; new and grown claims go into `work`."""
    found: dict[str, str] = {}
    uttered = _uttered(page)
    for report in reports:
        if not report.parties and not _dated(report.time):
            continue
        candidates = [
            claim
            for claim in work.claims_like(report.kind, work.kin(report.parties))
            if claim.modality == report.modality
        ]
        ours = identity(report.kind, report.roles, pack)
        fits = [
            (c, compare_roles(ours, identity(c.kind, c.roles, pack), work))
            for c in candidates
            if compare_objects(report.worded, worded_roles(c), pack) == "same"
        ]
        claim = _same_claim(work, report, fits, found, uttered)
        claim = _new(work, report) if claim is None else _grown(claim, report)
        claim = dataclasses.replace(claim, text=_label(work, claim, pack))
        work.put_claim(claim)
        _relate(work, claim, candidates, pack)
        found[report.event.id] = claim.id
    return found


_Uttered = Mapping[str, tuple[frozenset[str], tuple[str, ...]]]


def _uttered(page: PageRead) -> _Uttered:
    """Of each event report, when its sources speak: as the page words it, and the EDTF values it decides.

    A weekday that the page cannot place is still another than the next weekday (`XXXX-WXX-4`).
    """
    times = {time.id: time.edtf for time in page.analysis.times}
    worded = {time.id: time.edtf or time.timex or time.id for time in page.analysis.times}
    spoken = {quotation.id: quotation.uttered for quotation in page.analysis.quotations}
    found = {}
    for event in page.analysis.events:
        ids = [name for quotation in event.according_to if (name := spoken.get(quotation)) is not None]
        found[event.id] = (
            frozenset(worded[name] for name in ids if name in worded),
            tuple(edtf for name in ids if (edtf := times.get(name)) is not None),
        )
    return found


def _same_claim(
    work: Work,
    report: Proposition,
    candidates: Sequence[tuple[Claim, Fit]],
    on_page: Mapping[str, str],
    uttered: _Uttered,
) -> Claim | None:
    exact, partial = [], []
    for claim, roles in candidates:
        times = compare_times(report.time, claim.time)
        if roles == "apart" or times != "same" or _other_threat(work, report, claim, on_page, uttered):
            continue
        if roles == "same" and _strong(report, claim):
            exact.append(claim)
        elif roles != "same" and (_dated(report.time) or claim.id in on_page.values()):
            partial.append(claim)
    if exact:
        return exact[0]
    return partial[0] if len(partial) == 1 else None


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
    work: Work, report: Proposition, claim: Claim, on_page: Mapping[str, str], uttered: _Uttered
) -> bool:
    """Whether both are threats, made at different times."""
    if report.event.status != "threatened":
        return False
    ids, spoken = uttered[report.event.id]
    here = [uttered[event][0] for event, name in on_page.items() if name == claim.id and uttered[event][0]]
    if ids and here and all(ids.isdisjoint(other) for other in here):
        return True
    before = [s.uttered for s in work.stances_on([claim.id]) if s.value == "threatens" and s.uttered]
    return bool(spoken and before) and all(
        compare_times(one, two) == "apart" for one in spoken for two in before
    )


def _new(work: Work, report: Proposition) -> Claim:
    return Claim(
        id=work.mint("c"),
        kind=report.kind,
        text="",
        roles=report.roles,
        time=report.time,
        reports=(report.event.id,),
        modality=report.modality,
    )


def _grown(claim: Claim, report: Proposition) -> Claim:
    """The claim with one more report: roles that it lacked, the more precise time."""
    roles = dict(claim.roles)
    for role, fillers in report.roles.items():
        roles.setdefault(role, fillers)
    return dataclasses.replace(
        claim,
        roles=roles,
        time=narrower_time(claim.time, report.time),
        reports=(*claim.reports, report.event.id),
    )


def _relate(work: Work, claim: Claim, candidates: Sequence[Claim], pack: LanguagePack) -> None:
    """Link a claim with those that say the same more broadly or more narrowly, both ways."""
    ours = identity(claim.kind, claim.roles, pack)
    broader, narrower = [], []
    for candidate in candidates:
        other = work.claim(candidate.id)
        if other.id == claim.id:
            continue
        fit = _all(
            compare_roles(ours, identity(other.kind, other.roles, pack), work),
            compare_objects(worded_roles(claim), worded_roles(other), pack),
            compare_times(claim.time, other.time),
        )
        above, below = fit == "narrower", fit == "broader"
        if above:
            broader.append(other.id)
        if below:
            narrower.append(other.id)
        changed = dataclasses.replace(
            other,
            narrower=_with(other.narrower, claim.id, present=above),
            broader=_with(other.broader, claim.id, present=below),
        )
        if changed != other:
            work.put_claim(changed)
    seen = {candidate.id for candidate in candidates}
    kept_broader = [name for name in claim.broader if name not in seen]
    kept_narrower = [name for name in claim.narrower if name not in seen]
    work.put_claim(
        dataclasses.replace(claim, broader=(*kept_broader, *broader), narrower=(*kept_narrower, *narrower))
    )


def _with(names: tuple[str, ...], name: str, *, present: bool) -> tuple[str, ...]:
    kept = tuple(other for other in names if other != name)
    return (*kept, name) if present else kept


def _all(*fits: Fit) -> Fit:
    """One fit of several: broader in some and narrower in others is apart."""
    found = set(fits) - {"same"}
    if not found:
        return "same"
    return found.pop() if len(found) == 1 else "apart"


def _label(work: Work, claim: Claim, pack: LanguagePack) -> str:
    """What the claim says in a few words: the kind, then the actors in the order of the kind's roles."""
    words = pack.links
    actors = actor_roles(claim)
    order = [*pack.events.kinds.get(claim.kind, ()), *sorted(claim.roles)]
    roles = list(dict.fromkeys(role for role in order if role in claim.roles))
    worded = worded_roles(claim)
    sides = [", ".join(work.actor(actor).name for actor in actors[role]) for role in roles if role in actors]
    objects = [", ".join(worded[role]) for role in roles if role in worded]
    label = words.kinds.get(claim.kind, claim.kind) + (" : " if sides else "") + " → ".join(sides)
    if objects:
        label += f" ({'; '.join(objects)})"
    modality = words.modalities.get(claim.modality)
    return f"{label}, {modality}" if modality else label
