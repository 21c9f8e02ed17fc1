"""The language of a text, by its most frequent function words."""

import re

from selon.lang import LanguagePack

__all__ = ["detect_language"]

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST = 8


def detect_language(text: str, pack: LanguagePack) -> str | None:
    """The ISO 639-1 code of the language whose function words fill most of `text`, null when few are seen.

    A profile of stop words (Grefenstette 1995): cheap, and sure enough on a page of prose. A share
    of function words under a twentieth, as in languages that no profile covers, gives null.
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    counts = {code: sum(word in common for word in words) for code, common in pack.pages.stopwords.items()}
    best = max(counts, key=lambda code: (counts[code], code == pack.code))
    enough = counts[best] >= min(_FEWEST, len(words) / 4) and counts[best] * 20 >= len(words)
    return best if enough else None
