"""Denials of what others say: of the clause before, of a claim named by a noun, of all claims of a kind."""

import dataclasses
from collections.abc import Sequence

from selon.lang.names import words_of
from selon.link.claim_keys import denial_keys, denied_keys
from selon.link.propositions import Proposition, actor_roles, is_after, is_kin
from selon.link.stances import PageStances, put_stance
from selon.records import Claim, Quotation, Span

__all__ = ["apply_denials", "inherit_denials"]

_POSITIVE = ("asserts", "confirms", "alleges", "believes")
_ANAPHORA = 25  # a content of fewer characters (ce que, cela, ces accusations) only points back


def apply_denials(page: PageStances, reports: Sequence[Proposition]) -> None:
    """The stances of quotations that deny without reporting an event of their own.

    In this order: the events that the denied words report; where the words only point back (*ce que Moscou
    nie*), those told just before in the sentence; where they name a matter (*les allégations concernant les
    armes*), every claim of that kind in which the denier has a part.
    """
    told = {name for report in reports for name in report.event.according_to}
    for quotation in page.quotations.values():
        if quotation.act != "deny" or quotation.id in told or page.is_void(quotation):
            continue
        direct = [report for report in reports if _covers(quotation, report)]
        if any(_denied_again(page, quotation, report) for report in direct):
            continue
        if direct:
            _deny(page, quotation, direct)
        elif _is_anaphor(quotation):
            _deny(page, quotation, _just_before(page, quotation, reports))
        else:
            _deny_kind(page, quotation, reports)


def inherit_denials(page: PageStances, before: frozenset[str]) -> None:
    """Generic denials of other claims, taken over by claims that are new on this page (not in `before`)."""
    work = page.work
    for name in dict.fromkeys(page.claims.values()):
        claim = work.claim(name)
        if name in before or claim.modality != "actual":
            continue
        kindred = [other.id for other in work.claims_keyed(denial_keys(claim, work)) if other.id != name]
        for stance in work.stances_on(kindred):
            other = work.claim(stance.claim)
            generic = stance.scope == "generic" and stance.value == "denies"
            if generic and _same_parties(page, claim, other) and not is_after(claim.time, stance.uttered):
                put_stance(work, dataclasses.replace(stance, claim=name))


def _deny(page: PageStances, quotation: Quotation, reports: Sequence[Proposition]) -> None:
    for report in reports:
        claim = page.claims.get(report.event.id)
        if claim is None:
            continue
        for actor in page.speakers(quotation):
            page.put(claim, actor, "denies", quotation)


def _covers(quotation: Quotation, report: Proposition) -> bool:
    start, end = report.event.trigger
    return report.modality == "actual" and any(s <= start and end <= e for s, e in quotation.content)


def _denied_again(page: PageStances, quotation: Quotation, report: Proposition) -> bool:
    """Whether the denied words deny the event themselves (*dément avoir démenti la livraison*)."""
    inner = [page.quotations[name] for name in report.event.according_to if name in page.quotations]
    return any(
        other.act == "deny"
        and other.cue is not None
        and any(start <= other.cue[0] and other.cue[1] <= end for start, end in quotation.content)
        for other in inner
    )


def _is_anaphor(quotation: Quotation) -> bool:
    return sum(end - start for start, end in quotation.content) < _ANAPHORA


def _just_before(
    page: PageStances, quotation: Quotation, reports: Sequence[Proposition]
) -> list[Proposition]:
    """The events of the same sentence, else of the sentence before, that others tell before the denial."""
    place, deniers = min(start for start, _ in quotation.content), page.speakers(quotation)
    sentences = [span for span in page.page.analysis.sentences if span[0] <= place]
    for start, _ in reversed(sentences[-2:]):
        found = [
            report
            for report in reports
            if start <= report.event.trigger[0] < place
            and report.modality == "actual"
            and report.event.id in page.claims
            and not _is_undergone(page, report, deniers)
        ]
        # The denier's own part in an event tells which of them is meant.
        concerned = [r for r in found if any(is_kin(name, r.parties, page.work) for name in deniers)]
        if found:
            return concerned or found[-1:]
    return []


def _is_undergone(page: PageStances, report: Proposition, deniers: Sequence[str]) -> bool:
    """Whether an event is done to a denier, who then denies what it answers (*X, sanctionné, nie*)."""
    done = {actor for role in page.pack.links.undergone for actor in report.actors.get(role, ())}
    return any(is_kin(name, done, page.work) for name in deniers)


def _deny_kind(page: PageStances, quotation: Quotation, reports: Sequence[Proposition]) -> None:
    kinds = _kinds_named(page, quotation)
    deniers = page.speakers(quotation)
    uttered = next((time.edtf for time in page.page.analysis.times if time.id == quotation.uttered), None)
    # Who else has a part: those named in the denied words, and those who deny with them.
    named = {
        actor
        for mention in page.page.analysis.mentions
        if _inside((mention.start, mention.end), quotation.content)
        and (actor := page.actor_at(mention.entity)) is not None
    }
    for actor in deniers:
        kin = page.work.kin([actor])
        others = page.work.kin((named | set(deniers)) - {actor}) - kin
        claims = [claim for kind in kinds for claim in page.work.claims_like(kind, kin)]
        kept: set[str] = set()
        for claim in claims:
            meant = others - page.work.kin(_supporters(page, claim))
            possible = claim.modality == "actual" and not is_after(claim.time, uttered)
            if possible and _concerns(claim, meant, kin):
                page.put(claim.id, actor, "denies", quotation, generic=True)
                # One claim under each key is enough for those that come later to find the denial.
                keys = [key for key in denied_keys(claim, page.work) if key not in kept]
                if keys:
                    kept.update(keys)
                    page.work.put_claim(claim, keys)


def _supporters(page: PageStances, claim: Claim) -> list[str]:
    """Those who say the claim is so: named in a denial (*les allégations de X*), they are whom it answers."""
    return [s.actor for s in page.work.stances_on([claim.id]) if s.value in _POSITIVE]


def _concerns(claim: Claim, others: frozenset[str], kin: frozenset[str]) -> bool:
    """Whether the rest of the claim's parties may be those meant: one of `others`, or nobody told."""
    parties = {actor for ids in actor_roles(claim).values() for actor in ids} - kin
    return not parties or not others or not parties.isdisjoint(others)


def _kinds_named(page: PageStances, quotation: Quotation) -> list[str]:
    """The event kinds that words of the denied content name or belong to."""
    events = page.pack.events
    text = " ".join(page.page.document.text[start:end] for start, end in quotation.content)
    forms = {form for word in words_of(text) for form in (word, word[:-1] if word[-1:] in "sx" else word)}
    nouns = {word: [frame.kind for frame in frames] for word, frames in events.noun_frames.items()}
    found = [kind for word, kinds in nouns.items() for kind in kinds if set(words_of(word)) <= forms]
    for kind, roles in events.kinds.items():
        lexicons = [sort.removeprefix("lexicon:") for sort in roles.values() if sort.startswith("lexicon:")]
        words = {" ".join(words_of(word)) for name in lexicons for word in events.lexicons[name]}
        if not words.isdisjoint(forms):
            found.append(kind)
    return sorted(set(found))


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _same_parties(page: PageStances, one: Claim, two: Claim) -> bool:
    ours = {actor for ids in actor_roles(one).values() for actor in ids}
    theirs = {actor for ids in actor_roles(two).values() for actor in ids}
    return all(is_kin(name, theirs, page.work) for name in ours)
