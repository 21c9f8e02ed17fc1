"""Attitudes in the passive, in a clause of fear and of what moves somebody, where no quotation tells them."""

import itertools
import re

from selon.lang import LanguagePack
from selon.link.attitudes import Attitude, joined_before, sentence_of, subject_before
from selon.records import Act, EventReport, Mention, PageRead, Span

__all__ = ["is_withheld", "told_beside"]

_STOPS = re.compile(r"[.;:!?()«»\"“”,]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
_AGENT = 8  # characters between `par` and the name after it: an article
_REACH = 12  # words between an event and the passive verb that is said of it
_CHARGE = 8  # words between an agent and what he charges somebody with
_GROUP = 4  # words of a verb group before its participle
_BY_AGENT: tuple[Act, ...] = (
    "accuse",
    "condemn",
    "support",
    "threaten",
    "concern",
    "demand",
    "deny",
    "announce",
)


def told_beside(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """The attitude that the narration tells of an event in the passive (*accusée par X d'avoir livré*, *la
    frappe a été condamnée par X*), of a fear (*X craint que ...*) or of what moves somebody (*inquiète X*).
    """
    return _charged(page, event, pack) or _in_passive(page, event, pack) or _feared(page, event, pack)


def is_withheld(page: PageRead, cue: Span, pack: LanguagePack) -> bool:
    """Whether a reporting word tells what is not said: negated (*n'a pas condamné*), coordinated with *ni*,
    refused or ended (*a cessé d'accuser*); never for verbs that negation makes positive (*n'exclut pas*).
    """
    text = page.document.text
    start, _ = sentence_of(page, cue[0])
    told = text[slice(*cue)].lower().replace("’", "'")
    before = text[start : cue[0]].lower().replace("’", "'")
    if pack.links.withheld.search(before):
        return True
    negated = pack.links.negated.search(told) or pack.links.negated_before.search(before)
    return bool(negated) and pack.links.affirming.search(told) is None


def _charged(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """*Accusée par X d'avoir livré*, *menacée de sanctions par X*."""
    act_of: dict[str, tuple[Act, ...]] = {"alleged": ("accuse",), "threatened": ("threaten",)}
    start, end = sentence_of(page, event.trigger[0])
    text = page.document.text
    for word in _WORD.finditer(text, start, event.trigger[0]):
        act = _passive_act(page, word.span(), pack, act_of.get(event.status, ()))
        if act is None:
            continue
        agent = _agent(page, word.end(), pack)
        if agent is None and act == "threaten" and not _STOPS.search(text, word.end(), event.trigger[1]):
            agent = _agent(page, event.trigger[1], pack)
        if agent is None or agent.end > end:
            continue
        between = (agent.end, event.trigger[0])
        near = len(_WORD.findall(text, *between)) <= _CHARGE and not _STOPS.search(text, *between)
        if near or agent.start > event.trigger[1]:
            return Attitude(act, word.span(), agent)
    return None


def _in_passive(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """*La frappe a été condamnée par X*, *la frappe inquiète X*: what is said of the event's noun."""
    text = page.document.text
    start, end = sentence_of(page, event.trigger[0])
    if not _is_subject(text[start : event.trigger[0]], pack):
        return None
    grammar = pack.speech.grammar
    relatives = grammar["relatives"] | grammar["relative_pronouns"] | grammar["complementisers"]
    words = list(_WORD.finditer(text, event.trigger[1], end))[:_REACH]
    for number, word in enumerate(words):
        lower = word[0].lower()
        if _STOPS.search(text, event.trigger[1], word.start()) or lower in relatives:
            return None
        if any(lower.startswith(stem) for stem in pack.links.moving):
            moved = _mention_at(page, word.end())
            bare = number == 0 or words[number - 1][0].lower() not in pack.speech.grammar["reflexives"]
            return Attitude("concern", word.span(), moved) if moved and bare else None
        act = _passive_act(page, word.span(), pack, _BY_AGENT) or _confirmed(page, word.span(), pack)
        auxiliary = any(
            w[0].lower() in pack.speech.grammar["been"] for w in words[max(0, number - 2) : number]
        )
        if act is not None and auxiliary:
            agent = _agent(page, word.end(), pack)
            return Attitude(act, word.span(), agent) if agent else None
    return None


def _is_subject(before: str, pack: LanguagePack) -> bool:
    """Whether a noun after these words may be a subject: a determiner, and no preposition before it."""
    grammar = pack.speech.grammar
    words = [word[0].lower().replace("’", "'") for word in _WORD.finditer(before)][-2:]
    if not words or words[-1] in {*grammar["of"], *grammar["prepositions"], *grammar["contracted"]}:
        return False
    return len(words) == 1 or words[0] not in {*grammar["of"], *grammar["prepositions"], *grammar["by"]}


def _feared(page: PageRead, event: EventReport, pack: LanguagePack) -> Attitude | None:
    """*X et Y craignent que Z ne livre des chars*."""
    text = page.document.text
    start, _ = sentence_of(page, event.trigger[0])
    words = list(_WORD.finditer(text, start, event.trigger[0]))
    for word, after in reversed(list(itertools.pairwise(words))):
        acts = {cue.act for cue in pack.speech.verbs.get(word[0].lower(), ())}
        joined = after[0].lower().replace("’", "'").startswith(tuple(pack.speech.grammar["complementisers"]))
        if "concern" not in acts or not joined:
            continue
        holder = subject_before(page, word.start(), start, pack)
        group = text[holder.end : word.end()] if holder else ""
        if holder is None or _STOPS.search(text, word.end(), event.trigger[0]):
            return None
        negated = pack.links.negated.search(group.lower().replace("’", "'"))
        return (
            None if negated else Attitude("concern", word.span(), holder, joined_before(page, holder, pack))
        )
    return None


def _passive_act(page: PageRead, span: Span, pack: LanguagePack, acts: tuple[Act, ...]) -> Act | None:
    """The act of a past participle, unless it is negated (*n'a pas été accusé par*)."""
    word = page.document.text[slice(*span)].lower()
    found = [cue.act for cue in pack.speech.verbs.get(word, ()) if not cue.rest and cue.act in acts]
    if not found or not word.endswith(pack.links.participles):
        return None
    return None if is_withheld(page, span, pack) or _is_unsaid(page, span, pack) else found[0]


def _is_unsaid(page: PageRead, span: Span, pack: LanguagePack) -> bool:
    """Whether the group of a participle is negated (*n'a pas été démentie par X*)."""
    start, _ = sentence_of(page, span[0])
    before = page.document.text[start : span[0]].lower().replace("’", "'")
    return pack.links.negated.search(" ".join(before.split()[-_GROUP:])) is not None


def _confirmed(page: PageRead, span: Span, pack: LanguagePack) -> Act | None:
    """Telling, where the participle says more than that something was told (*a été confirmée par X*)."""
    stems = tuple(stem for stem, value in pack.links.cues if value == "confirms")
    lower = page.document.text[slice(*span)].lower()
    return _passive_act(page, span, pack, ("assert",)) if lower.startswith(stems) else None


def _agent(page: PageRead, place: int, pack: LanguagePack) -> Mention | None:
    """The mention in *par X* right after a place."""
    text = page.document.text
    word = _WORD.match(text, place + 1)
    if word is None or word[0].lower() not in pack.speech.grammar["by"]:
        return None
    return _mention_at(page, word.end())


def _mention_at(page: PageRead, place: int) -> Mention | None:
    near = [m for m in page.analysis.mentions if 0 < m.start - place <= _AGENT and m.kind != "pronoun"]
    return max(near, key=lambda m: (m.end - m.start, -m.start), default=None)
