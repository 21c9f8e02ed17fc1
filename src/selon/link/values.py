"""Which stance an act takes on an event: who tells, demands, fears or condemns what, as the event stands."""

from collections.abc import Mapping

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.attitudes import is_noun
from selon.link.propositions import Proposition
from selon.records import Act, StanceValue

__all__ = ["stance_value"]

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

_OF_WHAT_COMES = ("demands", "commits", "threatens")
_BY_STATUS: Mapping[str, StanceValue] = {"alleged": "alleges", "possible": "deems-possible"}


def stance_value(
    act: Act, report: Proposition, cue: str, *, own: bool, pack: LanguagePack
) -> StanceValue | None:
    """The stance that is taken by an act on an event that it speaks of, null for none.

    `cue` is the reporting word as the page has it; `own` tells that whoever speaks takes part in the event,
    so that what he announces or threatens is his own act.
    """
    event, modality = report.event, report.modality
    value = _BY_ACT.get(act)
    if value in _OF_WHAT_COMES and not _can_come(value, report):
        return None
    if value == "demands" and _by_cue(cue, pack) == "opposes":
        return "opposes"  # to forbid is to demand the contrary
    if act == "warn" and event.status == "hypothetical":
        return "opposes"  # who warns against something is against it
    if value == "fears" and modality == "actual":
        return "concerned"  # one fears what may come, and is concerned about what is
    if value == "opposes" and modality == "actual":
        named = is_noun(report.event, pack) and report.kind not in pack.links.tolls
        value = (
            value if named else "asserts"
        )  # a clause or a count tells what happened, whatever it is called
    return _told(report, cue, own=own, pack=pack) if value == "asserts" else value


def _told(report: Proposition, cue: str, *, own: bool, pack: LanguagePack) -> StanceValue | None:
    """The stance of who tells an event."""
    event = report.event
    if event.status == "denied" and report.modality == "actual":
        return "denies"
    by_cue = _by_cue(cue, pack)
    if own and (announced := _announced(report, pack)) and (announced, by_cue) != ("commits", "confirms"):
        return announced
    if event.status == "hypothetical":
        return None  # to suppose is no word for or against
    if by_cue == "denies":
        return None  # a denial that tells is none: *n'a pas démenti*
    return by_cue or _BY_STATUS.get(event.status, "asserts")


def _can_come(value: StanceValue, report: Proposition) -> bool:
    """Whether an event may be what is demanded, promised or threatened, rather than what that answers.

    What is so already is presupposed, and what is announced anyway is nobody's demand.
    """
    if report.modality == "actual":
        return report.event.status == "denied"
    return value != "demands" or not report.event.factuality.startswith("PR")


def _announced(report: Proposition, pack: LanguagePack) -> StanceValue | None:
    """The stance of who tells what he will do himself: on a condition, what harms is a threat."""
    event = report.event
    if report.modality == "renounced":
        return "commits"
    if event.status == "threatened" or (event.condition and report.kind in pack.links.harms):
        return "threatens"
    return "commits" if event.status == "planned" else None


def _by_cue(cue: str, pack: LanguagePack) -> StanceValue | None:
    for word in words_of(cue):
        for stem, value in pack.links.cues:
            if word.startswith(stem):
                return value
    return None
