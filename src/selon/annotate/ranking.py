"""Who of the page says what a pronoun, a description or nobody says: the parties that may, and their scores.

A source that is a name is certain and comes not here. The order of speakers is one of the features, so
quotations are decided in the order of the text, each with the speakers before it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from selon.annotate.parties import Party, joined
from selon.annotate.stage import Asked, Stage, block_of, last_start, may_be, past_of
from selon.annotate.traits import REACH, Shared, traits

__all__ = ["GROUPS", "rivals", "score"]

GROUPS = {
    "personal": "personal",
    "described": "described",
    "new": "described",
    "floating": "floating",
    "bare": "floating",
}
"""The group of weights by which each form is decided; those not named share the group `other`."""


def rivals(asked: Asked, stage: Stage) -> list[tuple[tuple[str, ...], list[float]]]:
    """Every party that may have said it, with its features."""
    past = past_of(asked, stage)
    end = asked.content[-1][1]
    able = [
        party
        for party in stage.parties.values()
        if party.kind != "document" and (party.starts and (party.starts[0] <= end + REACH or party.named))
    ]
    able = [party for party in able if not _is_barred(asked, party)] or able
    own = stage.parties.get(asked.own or "")
    if own is not None and own not in able:
        able.append(own)
    together = [voice for voice in past.before if len(voice) > 1]
    if asked.plural:
        together += [voice for place, voice in stage.joined if place < asked.place]
    able += [joined([stage.parties[name] for name in voice]) for voice in dict.fromkeys(together)]
    recent = sorted((last_start(p, asked.place) for p in able if may_be(p, asked)), reverse=True)
    ranks = sorted((p.before(asked.place) for p in able), reverse=True)
    shared = Shared(
        past,
        recent,
        ranks,
        bisect_left(stage.stops, asked.place + 1),
        block_of(asked.place, stage),
        stage.known.get(asked.own or ""),
    )
    return [(party.ids, traits(asked, party, stage, shared)) for party in able]


def score(asked: Asked, features: Sequence[float], weights: Mapping[str, Sequence[float]]) -> float:
    """How likely a party is beside its rivals: the sum of its weighted features, on no fixed scale."""
    own = weights[GROUPS.get(asked.form, "other")]
    return sum(weight * value for weight, value in zip(own, features, strict=True))


def _is_barred(asked: Asked, party: Party) -> bool:
    """Whether a source cannot mean a party: *ils*, *les experts* are no one person, *elle* is no man, *eux*
    no plural for which there is no noun for those who speak (*les violences*); nor are floating words a
    person's whom they name. Nobody calls himself *il* in his own words.
    """
    if asked.quoted and party.ids == asked.outer and asked.form in ("personal", "described", "new"):
        return True
    if party.kind == "unnamed" and asked.form == "personal":
        return party.plural and not party.nouns
    if party.kind != "person":
        return False
    if asked.form in ("described", "new"):
        return _is_another(asked, party)
    if asked.form not in ("floating", "personal"):
        return False
    if any(left <= place < right for place in party.named for left, right in asked.content):
        return True
    if asked.form == "floating":
        return False
    other = "x" not in (party.gender, asked.gender) and party.gender != asked.gender
    return other or party.plural != asked.plural


def _is_another(asked: Asked, party: Party) -> bool:
    """Whether a description is of another than this person: another has the office, or they are many."""
    held = party.nouns & (asked.offices | asked.apart)
    if held and held <= asked.apart and not asked.short:
        return True
    return bool(asked.plural) and not party.plural and asked.sort in ("office", "person", "group")
