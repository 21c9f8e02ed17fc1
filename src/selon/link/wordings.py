"""How near two wordings are: the words of content that they share, whatever their forms and order."""

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from selon.lang import LanguagePack
from selon.link.words import lowered

__all__ = ["Wording", "empty_words", "likeness", "wording"]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NAME = 0.3  # names tell what is spoken of, not what is said of it
_CLOSED = ("determiners.", "pronouns.")
_CLAUSE = 8.0  # content of a clause or two: in as much, a negation turns the sense of the whole


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said, without the forms: the words in order, the stems of those of content with their weight,
    and whether it is negated.
    """

    words: tuple[str, ...]
    stems: Mapping[str, float]
    negated: bool


@functools.lru_cache(maxsize=4096)  # what the last pages say is compared again and again
def wording(text: str, pack: LanguagePack) -> Wording:
    """The words of an utterance. Closed classes and other empty words carry no content; names little."""
    empty, negators = empty_words(pack), _negators(pack)
    words, stems = [], dict[str, float]()
    view, negated = lowered(text), False
    for match in _WORD.finditer(view):
        word = match[0]
        words.append(word)
        negated |= word in negators
        if word in empty or (len(word) < 2 and not word.isdigit()):
            continue
        is_name = len(words) > 1 and text[match.start()].isupper()
        stem = pack.variants.stem(word)
        stems[stem] = max(stems.get(stem, 0.0), _NAME if is_name else 1.0)
    return Wording(tuple(words), stems, negated)


@functools.cache
def empty_words(pack: LanguagePack) -> frozenset[str]:
    """Words that carry no content: closed classes, frequent function words, adverbs of degree."""
    closed = [words for name, words in pack.speech.grammar.items() if not name.endswith("endings")]
    closed += [words for name, words in pack.names.words.items() if name.startswith(_CLOSED)]
    found = {part for words in closed for word in words for part in _WORD.findall(word)}
    return pack.variants.empty | pack.pages.stopwords.get(pack.code, frozenset()) | found


def likeness(one: Wording, two: Wording) -> float:
    """How much of their content two wordings share, from 0 to 1: the cosine of their words.

    A wording that stands in the other whole (two words of content at least) is part of one utterance. What
    one negates and the other does not is no likeness of short wordings.
    """
    sums = [sum(it.stems.values()) for it in (one, two)]
    if not all(sums):
        return 0.0
    if one.negated != two.negated and min(sums) < _CLAUSE:
        return 0.0
    shared = sum(min(weight, two.stems[stem]) for stem, weight in one.stems.items() if stem in two.stems)
    cosine = min(1.0, shared / math.sqrt(sums[0] * sums[1]))
    return max(cosine, 0.9) if shared >= 2 and _stands_in(one, two) else cosine


def _stands_in(one: Wording, two: Wording) -> bool:
    shorter, longer = sorted((one.words, two.words), key=len)
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


@functools.cache
def _negators(pack: LanguagePack) -> frozenset[str]:
    return frozenset(part for word in pack.speech.grammar["negators"] for part in _WORD.findall(word))
