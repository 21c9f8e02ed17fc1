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
_LONGEST = 220
_SHORT_SENTENCE = 15
_WORD = re.compile(r"\w+")
_FEW = 4
"""Up to so many lines like labels above the text, the first one is the headline."""
_OPENING = 6
"""The paragraphs whose words a headline is compared with."""
_STEM = 5
_FEWEST_STEMS = 3
_SHARED = 0.5


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
    """A Markdown heading, a headline said twice, or a line like a label above the first paragraph.

    Where there are many such lines, the headline is the one whose words the article takes up most.
    """
    first = next((index for index, shape in enumerate(lines) if article[index] and shape.is_prose), 0)
    start = max(0, first - _HEAD_LINES)
    # What follows *Lire aussi* above the text are headlines of other pages.
    others = (at for at in range(start, first) if pack.pages.related.is_line(lines[at].folded))
    head = [shape for shape in lines[start : next(others, first + 1)] if _may_be_title(shape, pack)]
    marked = next((shape for shape in lines[:_HEAD_LINES] if _is_marked(shape)), None)
    if marked is not None:
        return _MARKS.sub("", marked.text)
    labels = [shape for shape in head if not shape.final or shape.text.endswith("?")] or [
        shape for shape in head if shape.words <= _SHORT_SENTENCE and shape is not lines[first]
    ]
    if len(labels) > _FEW:
        text = [shape for shape, is_in in zip(lines, article, strict=True) if is_in][:_OPENING]
        stems = {stem for shape in text for stem in _stems(shape, pack)}
        labels = _most_shared(labels, stems, pack)
    repeated = [shape for shape in labels if _is_repeated(shape)]
    return (repeated or labels)[0].text if labels else None


def _most_shared(labels: Sequence[Shape], stems: set[str], pack: LanguagePack) -> list[Shape]:
    """Those of the labels that share most of their words with the text, none if none shares enough."""
    shares = []
    for shape in labels:
        own = _stems(shape, pack)
        shares.append(len(own & stems) / len(own) if len(own) >= _FEWEST_STEMS else 0.0)
    most = max(shares)
    return [shape for shape, share in zip(labels, shares, strict=True) if share == most and share >= _SHARED]


def _stems(shape: Shape, pack: LanguagePack) -> set[str]:
    """The first letters of the words that are no function words: enough to match inflected forms."""
    common = pack.pages.stopwords[pack.code]
    return {word[:_STEM] for word in _WORD.findall(shape.folded) if len(word) > 2 and word not in common}


def _is_marked(shape: Shape) -> bool:
    return shape.text.startswith("# ")


def _is_repeated(shape: Shape) -> bool:
    return shape.copies > 1 and shape.words >= 4


def _may_be_title(shape: Shape, pack: LanguagePack) -> bool:
    words = pack.pages
    furniture = (words.boilerplate, words.related, words.cookie, words.stamp, words.byline, words.caption)
    if shape.is_caption or shape.words < 3 or len(shape.text) > _LONGEST:
        return False
    return not any(kind.fits(shape.folded) for kind in furniture)
