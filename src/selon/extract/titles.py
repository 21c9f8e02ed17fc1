"""The headline of a page, and which of its lines show it."""

import re
from collections.abc import Sequence

from selon.extract.markup import Markup
from selon.extract.shape import Shape
from selon.lang import LanguagePack
from selon.lang.pages import fold_line

__all__ = ["find_title"]

_MARKS = re.compile(r"^#{1,6}\s+|\s+#+$")
_SITE = re.compile(r"\s+[|–—-]\s+|\s+[|•·]\s*")
_HEAD_LINES = 25
_LONGEST = 300
_SHORT_SENTENCE = 15


def find_title(
    lines: Sequence[Shape], article: Sequence[bool], markup: Markup, pack: LanguagePack
) -> tuple[str | None, frozenset[str]]:
    """The headline, null when the page shows none, and the folded texts of the lines that repeat it."""
    title = _from_markup(lines, markup) if markup.headlines else _from_text(lines, article, pack)
    if title is None:
        return None, frozenset()
    return title, frozenset((fold_line(title),))


def _from_markup(lines: Sequence[Shape], markup: Markup) -> str | None:
    """The headline that a line of the page shows in full, else the first that the markup claims."""
    shown = {shape.folded: shape.text for shape in lines if shape.words > 1}
    for headline in markup.headlines:
        for wording in (headline, *_SITE.split(headline)[:1]):
            if fold_line(wording) in shown:
                return shown[fold_line(wording)]
    return _SITE.split(markup.headlines[0])[0]


def _from_text(lines: Sequence[Shape], article: Sequence[bool], pack: LanguagePack) -> str | None:
    """A Markdown heading, a headline said twice, or a label-like line right before the first paragraph."""
    head = lines[:_HEAD_LINES]
    for test in (_is_marked, _is_repeated):
        found = next((shape for shape in head if test(shape) and _may_be_title(shape, pack)), None)
        if found is not None:
            return _MARKS.sub("", found.text)
    first = next((index for index, shape in enumerate(lines) if article[index] and shape.is_prose), 0)
    before = [shape for shape in lines[:first] if _may_be_title(shape, pack)]
    labels = [shape for shape in before if not shape.final] or [
        shape for shape in before if shape.words <= _SHORT_SENTENCE
    ]
    return labels[0].text if labels else None


def _is_marked(shape: Shape) -> bool:
    return shape.text.startswith("# ")


def _is_repeated(shape: Shape) -> bool:
    return shape.copies > 1 and shape.words >= 4


def _may_be_title(shape: Shape, pack: LanguagePack) -> bool:
    words = pack.pages
    furniture = (words.boilerplate, words.related, words.cookie, words.stamp, words.byline, words.caption)
    return (
        shape.words >= 3
        and len(shape.text) <= _LONGEST
        and not any(kind.fits(shape.folded) for kind in furniture)
    )
