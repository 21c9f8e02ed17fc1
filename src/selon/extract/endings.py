"""What stands below a text and reads like more of it: notes, sources, who the author is."""

import re
from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack
from selon.lang.pages import fold_line

__all__ = ["without_endings"]

_MOST_BELOW = 0.5
"""The share of the words of a text that its notes have at most; a longer part is a part of the text."""
_FEWEST_ABOVE = 40
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+[ \u00a0]){1,3}[A-ZÀ-Þ][\w’'-]+(?=[ \u00a0,])")
_LAST = 4
_LONGEST_SIGNATURE = 8
"""Words of a line that signs."""


def without_endings(lines: Sequence[Shape], article: Sequence[bool], pack: LanguagePack) -> list[bool]:
    """The article without notes and references, and without the sentence that presents who wrote it."""
    chosen = list(article)
    inside = [index for index, is_in in enumerate(chosen) if is_in]
    end = _notes(lines, inside, pack)
    for index in inside:
        chosen[index] = index < end
    for index in [index for index in inside if index < end][-_LAST:]:
        if _presents_author(index, lines, pack):
            chosen[index] = False
    return chosen


def _notes(lines: Sequence[Shape], inside: Sequence[int], pack: LanguagePack) -> int:
    """The line that heads the notes below a text; behind the last line where nothing does."""
    total = sum(lines[index].words for index in inside)
    above = 0
    for index in inside:
        shape = lines[index]
        is_head = pack.pages.notes.is_line(shape.folded.lstrip("# "))
        if is_head and above >= _FEWEST_ABOVE and total - above <= _MOST_BELOW * above:
            return index
        above += shape.words
    return len(lines)


def _presents_author(index: int, lines: Sequence[Shape], pack: LanguagePack) -> bool:
    """Whether a line begins with the name of who signs: alone on the line above, or behind *par* on any."""
    name = _NAME.match(lines[index].text)
    if name is None:
        return False
    words = fold_line(name[0])
    if index and lines[index - 1].folded == words:
        return True
    return any(
        shape.words <= _LONGEST_SIGNATURE and words in shape.folded and pack.pages.byline.opens(shape.folded)
        for shape in lines
    )
