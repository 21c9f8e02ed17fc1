"""What is done to one event by words whose act is told for all of them: only where its own sentence does it.

Under a neutral verb the act of a quotation is read from anything in its words (*« Je suis inquiet. X a frappé
Y »*). What holds of one sentence of them need not hold of an event told in another.
"""

import re

from selon.lang import LanguagePack
from selon.link.beside import is_withheld
from selon.link.propositions import Proposition
from selon.link.words import words_in
from selon.records import Act, PageRead, Quotation, Span

__all__ = ["act_on", "acts_of_cue", "is_refuted", "is_taken_back"]

_PLAIN: tuple[Act, ...] = ("assert", "announce", "ask", "decline", "quote-other")
_HELD: tuple[Act, ...] = ("condemn", "support", "concern", "demand", "promise", "threaten", "deny")
_BEFORE = 16  # characters before a noun that may hold an adjective
_REACH = 10  # words before an event in which its verb may stand
_MARKS = re.compile(r"[«»“”\"]")
_SENTENCE_END = re.compile(r"[.!?…](?=\W|$)")


def act_on(page: PageRead, quotation: Quotation, report: Proposition, pack: LanguagePack) -> Act | None:
    """The act of a quotation on one event of its words; null where they neither tell it nor deny it (*les
    soi-disant attaques*).
    """
    act = quotation.act
    place = report.event.trigger[0]
    if pack.links.distanced.search(_plain(page, (max(0, place - _BEFORE), place))):
        return None
    own = _of_first_person(page, quotation, place, pack)
    if own is not None:
        return own
    if act in _PLAIN or (act != "deny" and act in acts_of_cue(page, quotation, pack)):
        return act
    sentence = _plain(page, _sentence(page, quotation, place))
    patterns = [pattern for told, pattern in (*pack.acts.contents, *pack.acts.opinions) if told == act]
    here = any(pattern.search(sentence) for pattern in patterns)
    if act != "deny":
        return act if here or len(sentence) >= _length(page, quotation) else "assert"
    return _denied(page, quotation, report, sentence, here=here, pack=pack)


def _denied(
    page: PageRead,
    quotation: Quotation,
    report: Proposition,
    sentence: str,
    *,
    here: bool,
    pack: LanguagePack,
) -> Act | None:
    """What a denial in somebody's own words does to an event: they tell by themselves what is not so.

    An event that is told as a fact beside what is denied is left open, unless it is called false itself.
    """
    if quotation.mode != "direct" or _is_answer(page, quotation, pack):
        return "deny"
    if report.event.status == "denied":
        return "assert"
    if pack.links.falsehood.search(sentence):
        return "deny"
    return None if here or "deny" in acts_of_cue(page, quotation, pack) else "assert"


def _is_answer(page: PageRead, quotation: Quotation, pack: LanguagePack) -> bool:
    """Whether the words are a question that the cue answers by no (*a répondu par la négative*)."""
    cue = page.document.text[slice(*quotation.cue)].lower() if quotation.cue else ""
    return pack.links.answering.search(cue) is not None


def acts_of_cue(page: PageRead, quotation: Quotation, pack: LanguagePack) -> frozenset[Act]:
    """The acts that the reporting word itself may tell."""
    if quotation.cue is None:
        return frozenset()
    text, speech = page.document.text, pack.speech
    words = words_in(text, [quotation.cue])
    nouns = (speech.nouns.get(word) or speech.nouns.get(word.removesuffix("s")) for word in words)
    readings = (found for word in words for found in speech.verbs.get(word, ()))
    verbs = (found for found in readings if not found.rest or found.rest[-1] in words)
    return frozenset(found.act for found in (*verbs, *nouns) if found)


def is_refuted(page: PageRead, quotation: Quotation, place: int, pack: LanguagePack) -> bool:
    """Whether a judgement calls false what others say of an event (*juge « infondées » les accusations*)."""
    if quotation.mode == "direct" or (quotation.cue and is_withheld(page, quotation.cue, pack)):
        return False
    start = min(quotation.content[0][0], quotation.cue[0] if quotation.cue else place)
    before = _plain(page, (start, place))
    words = words_in(before, [(0, len(before))])
    said = any(word.removesuffix("s") in pack.speech.nouns or word in _said(pack) for word in words)
    return said and pack.links.falsehood.search(before) is not None


def is_taken_back(page: PageRead, outer: Quotation, inner: Quotation, pack: LanguagePack) -> bool:
    """Whether words in the first person deny what others say in them (*nous rejetons les accusations*)."""
    place = inner.cue[0] if inner.cue is not None else inner.content[0][0]
    return _of_first_person(page, outer, place, pack) == "deny"


def _said(pack: LanguagePack) -> frozenset[str]:
    return frozenset(pack.speech.grammar["said_nouns"])


def _of_first_person(page: PageRead, quotation: Quotation, place: int, pack: LanguagePack) -> Act | None:
    """The act of the last verb in the first person before an event (*nous condamnons la frappe*)."""
    if quotation.mode != "direct":
        return None
    start, _ = _sentence(page, quotation, place)
    before = _plain(page, (start, place))
    words = words_in(before, [(before.rfind(",") + 1, len(before))])
    for number in range(len(words) - 1, max(0, len(words) - _REACH), -1):
        acts = [cue.act for cue in pack.speech.verbs.get(words[number], ()) if not cue.rest]
        if acts and acts[0] in _HELD and _is_own(words[: number + 1], pack):
            return acts[0]
    return None


def _is_own(words: list[str], pack: LanguagePack) -> bool:
    """Whether the verb at the end of these words is said of the speaker, and not negated."""
    *before, verb = words
    grammar = pack.speech.grammar
    near = before[-3:]
    if any(word in near for negator in grammar["negators"] for word in (negator, negator.rstrip("'"))):
        return False
    auxiliary = bool(near) and near[-1] in grammar["have"]
    subjects = {word.rstrip("'") for word in grammar["own_subjects"]}
    found = [word for word in near[-1 - auxiliary :] if word in subjects]
    plural = (near[-1] if auxiliary else verb).endswith(pack.links.we_ending)
    return bool(found) and plural == (found[-1] == pack.links.we)


def _sentence(page: PageRead, quotation: Quotation, place: int) -> Span:
    """The sentence of a content in which a place lies."""
    text = page.document.text
    start, end = next((span for span in quotation.content if span[0] <= place < span[1]), (place, place))
    for stop in _SENTENCE_END.finditer(text, start, end):
        if stop.end() <= place:
            start = stop.end()
        else:
            return start, stop.end()
    return start, end


def _plain(page: PageRead, span: Span) -> str:
    """The words of a span in the spelling of the pack's expressions."""
    told = page.document.text[slice(*span)].lower().replace("’", "'")
    return " ".join(_MARKS.sub("", told).split())


def _length(page: PageRead, quotation: Quotation) -> int:
    return sum(len(_plain(page, span)) for span in quotation.content)
