"""Past or future, from the surface forms of verbs and adverbs around an expression."""

import re
from functools import lru_cache

from selon.lang.times import TimeWords

__all__ = ["SENTENCE_END", "Tense"]

SENTENCE_END = re.compile(r"(?<![\s('’][A-ZÀ-Ý])(?<!\bMM)[.!?…;](?=[\s\"»”]|$)|\n\s*\n")
"""Where a sentence ends, near enough to look for a verb; the stop after an initial or *M.* is none."""

_REACH = 200


@lru_cache(maxsize=8)
def _cues(words: TimeWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(words.cues["future"], re.IGNORECASE), re.compile(words.cues["past"], re.IGNORECASE)


class Tense:
    """The tense around places of one text, found sentence by sentence and only where it is asked for."""

    def __init__(self, text: str, words: TimeWords) -> None:
        self._text = text
        self._future, self._past = _cues(words)
        self._known: dict[tuple[int, int], int] = {}

    def at(self, start: int, end: int) -> int:
        """-1 when the verb nearest to `[start, end)` in its sentence is past, 1 when future, 0 if none is."""
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = self._at(start, end)
        return known

    def _at(self, start: int, end: int) -> int:
        low = max(0, start - _REACH)
        for match in SENTENCE_END.finditer(self._text, low, start):
            low = match.end()
        stop = SENTENCE_END.search(self._text, end, end + _REACH)
        high = stop.start() if stop else min(len(self._text), end + _REACH)
        return self._nearest(low, start, end, high)

    def _nearest(self, low: int, start: int, end: int, high: int) -> int:
        best, sign = _REACH * 2, 0
        for pattern, value in ((self._future, 1), (self._past, -1)):
            for match in pattern.finditer(self._text, low, high):
                distance = start - match.end() if match.end() <= start else match.start() - end
                if 0 <= distance < best:
                    best, sign = distance, value
        return sign
