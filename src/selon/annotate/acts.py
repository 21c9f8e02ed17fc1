"""What is done by saying it: the act of the verb, of the construction, the content or what came before."""

import re
from dataclasses import dataclass

from selon.annotate.beside import verb_beside
from selon.annotate.reading import Found
from selon.lang import LanguagePack
from selon.records import Act, Span

__all__ = ["Told", "act_of"]

_MARKS = "«»“”\"' \u00a0\u202f"
_QUOTES = re.compile(r"« ?| ?»|[“”\"]")
_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)")
_ADAPTED = re.compile(r"\((\w+)\)")  # a word that the page adapted to its sentence: *(tenait)*, *prendrai(t)*


@dataclass(frozen=True, slots=True)
class Told:
    """What stands around a quotation: its `sentence`, and `last`, the act of the quotation before it when
    that has the same speaker (null otherwise).
    """

    sentence: Span
    last: Act | None


def act_of(text: str, item: Found, told: Told, pack: LanguagePack) -> Act:
    """The act of a quotation: of its verb, else of what it says.

    A denial goes on in the negated words of the same speaker that follow it.
    """
    candidate = item.candidate
    content = _content(text, item)
    if "negated" in candidate.features:
        if candidate.frame in ("whether", "inf"):
            return "decline"
        if candidate.act == "deny":
            return "assert"
    act = _of_verb(item, content, pack)
    if act == "assert" and item.cue is None:
        beside = verb_beside(text, item.content, told.sentence, pack)
        act = beside.act if beside is not None else act
    return act if act != "assert" else _of_content(item, content, told, pack)


def _content(text: str, item: Found) -> str:
    """What is said, in the spelling of the expressions of the pack."""
    content = " ".join(text[start:end] for start, end in item.content)
    plain = content.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return _SINGLE.sub("", _QUOTES.sub("", _ADAPTED.sub(r"\1", plain))).strip(_MARKS)


def _of_verb(item: Found, content: str, pack: LanguagePack) -> Act:
    """The act of the verb in its construction; *juger X grave* by whether the judgement is good."""
    words, candidate = pack.acts, item.candidate
    if candidate.lemma in words.asking and (candidate.frame == "whether" or content.endswith("?")):
        return "ask"
    if candidate.act == "deny" and _turns_down(candidate.lemma, content, pack):
        return "decline"
    if candidate.act in ("assert", "announce") and words.declining.search(content):
        return "decline"
    if candidate.lemma in words.judging and candidate.frame.startswith("pred"):
        return "support" if words.praise.search(content) else "condemn"
    if candidate.lemma in words.angry and words.plain_denial.search(content):
        return "deny"
    if candidate.act == "assert" and candidate.lemma in words.lemmas:
        return words.lemmas[candidate.lemma]
    return candidate.act


def _turns_down(lemma: str, content: str, pack: LanguagePack) -> bool:
    """Whether a verb of denial refuses: what is excluded is still to come, what is rejected was offered."""
    words = pack.acts
    return lemma in words.excluding or (lemma in words.refusing and bool(words.offered.search(content)))


def _of_content(item: Found, content: str, told: Told, pack: LanguagePack) -> Act:
    """The act under a verb that tells none."""
    words, lemma = pack.acts, item.candidate.lemma
    if lemma in words.stating or "answers" in item.candidate.features:
        return "assert"
    lists = words.contents + words.opinions if lemma in words.opining else words.contents
    found: Act = next((act for act, pattern in lists if pattern.search(content)), "assert")
    if found != "assert":
        return found
    if lemma in words.assuring and words.assurance.search(content):
        return "promise"
    if told.last == "deny" and words.denial_goes_on.search(content):
        return "deny"
    return "announce" if _announces(item, content, pack) else "assert"


def _announces(item: Found, content: str, pack: LanguagePack) -> bool:
    """Whether a verb of information tells what was done or is still to come."""
    words = pack.acts
    if item.candidate.lemma not in words.informing:
        return False
    future = item.candidate.frame == "that" and words.to_come.search(content)
    return bool(future or words.coming.search(content) or words.deed.search(content))
