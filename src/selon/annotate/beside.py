"""The verb beside a quotation that no verb is linked to: *"P", a fustigé X*; *X se défend : "P"*."""

import re
from collections.abc import Sequence

from selon.lang import LanguagePack
from selon.lang.speech import CueWords
from selon.records import Span

__all__ = ["verb_beside"]

_AFTER = 5  # words after a quotation within which its verb must stand
_BEFORE = 14  # words before a colon within which it must stand
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r"\s*,\s*")
_COLON = re.compile(r":\s*\Z")


def verb_beside(text: str, content: Sequence[Span], sentence: Span, pack: LanguagePack) -> CueWords | None:
    """The reporting verb of the words around a quotation, after it or before a colon; null for none."""
    after = text[content[-1][1] : max(sentence[1], content[-1][1])]
    comma = _COMMA.match(after)
    found = _first(_WORD.findall(after[comma.end() :].lower())[:_AFTER], pack) if comma else None
    if found is not None:
        return found
    before = text[min(sentence[0], content[0][0]) : content[0][0]]
    if not _COLON.search(before):
        return None
    return _first(_WORD.findall(before.lower())[-_BEFORE:], pack)


def _first(words: Sequence[str], pack: LanguagePack) -> CueWords | None:
    """The first finite verb of the list."""
    for number, word in enumerate(words):
        for cue in pack.acts.verbs.get(word, ()):
            if _fits(words, number, cue, pack):
                return cue
    return None


def _fits(words: Sequence[str], number: int, cue: CueWords, pack: LanguagePack) -> bool:
    """Whether a verb has its pronoun and the words of its phrase, conjugated or after an auxiliary."""
    grammar = pack.speech.grammar
    near = words[max(0, number - 3) : number]
    pronominal = {pronoun.rstrip("'") for pronoun in grammar["pronominal"]}
    if cue.reflexive != bool(pronominal & set(near)):
        return False
    rest = [word.rstrip("'") for word in cue.rest]
    if list(words[number + 1 : number + 1 + len(rest)]) != rest:
        return False
    auxiliary = grammar["have"] | grammar["be"]
    return not pack.acts.participle.search(words[number]) or bool(auxiliary & set(near))
