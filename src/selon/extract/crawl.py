"""The article among the lines of a page, by the shape of the lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from selon.extract.shape import Shape, word_stems
from selon.lang import LanguagePack

__all__ = ["find_article", "is_plain"]


def find_article(lines: Sequence[Shape], pack: LanguagePack) -> list[bool]:
    """For each line, whether it is the article's.

    Each line weighs for or against by its shape first and its words second; the article is the run of lines
    of the greatest sum (Kadane), less the lines in it that stand out as furniture.
    """
    start, end = _run(lines, _weights(lines), pack)
    end = _list_end(lines, _before_other_pages(lines, start, end, pack), pack)
    lead = _lead(lines, start, end, pack)
    return [
        lead == index or (start <= index < end and not (shape.is_furniture or _counts(shape, pack)))
        for index, shape in enumerate(lines)
    ]


def _counts(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line only tells how many comments there are, or heads them: *Vos réactions (11)*."""
    return shape.words <= _LABEL and pack.pages.comments.fits(_NUMBER.sub("", shape.folded))


def _run(lines: Sequence[Shape], weights: Sequence[float], pack: LanguagePack) -> tuple[int, int]:
    """The heaviest run; the one above the comments where they outweigh what they are about."""
    start, end = _heaviest_run(weights)
    heads = (at for at in range(start, max(0, start - _COMMENTS_WITHIN), -1) if at < len(lines))
    comments = next((at for at in heads if pack.pages.comments.is_line(lines[at].folded)), 0)
    own = _heaviest_run(weights[:comments])
    if sum(weights[own[0] : own[1]]) >= _FEWEST_COMMENTED:
        start, end = own
    return start, end


def _is_taken_up(upper: Sequence[Shape], lower: Sequence[Shape], pack: LanguagePack) -> bool:
    """Whether the words of the one come back in the other often enough for one article."""
    own = {stem for shape in upper for stem in word_stems(shape, pack)}
    text = {stem for shape in lower for stem in word_stems(shape, pack)}
    return len(own & text) >= _TAKEN_UP * len(own)


def _lead(lines: Sequence[Shape], start: int, end: int, pack: LanguagePack) -> int | None:
    """The line of a lead that signature, date and picture part from the text.

    Either the text takes its words up, or a signature or date is all that stands in between.
    """
    for index in range(start - 1, max(-1, start - _LEAD_DISTANCE), -1):
        shape = lines[index]
        if shape.is_prose and shape.words >= _FEWEST_OF_LEAD:
            if shape.is_caption or shape.is_furniture:
                return None
            is_taken_up = _is_taken_up([shape], lines[start:end], pack)
            return index if is_taken_up or _is_signed(lines[index + 1 : start], pack) else None
    return None


def _is_signed(between: Sequence[Shape], pack: LanguagePack) -> bool:
    """Whether lines hold a signature or date, and no headline."""
    words = pack.pages
    signs = [words.stamp.opens(shape.folded) or words.byline.opens(shape.folded) for shape in between]
    return any(signs) and not any(
        shape.words > _LABEL and not (is_sign or shape.is_caption or shape.is_furniture)
        for shape, is_sign in zip(between, signs, strict=True)
    )


def _weights(lines: Sequence[Shape]) -> list[float]:
    """What each line says for or against an article, the lines of a list and of a box taken together."""
    weights: list[float] = []
    introduced = 0
    for index, shape in enumerate(lines):
        weight = _weight(shape, index > 0 and lines[index - 1].is_furniture)
        if introduced and weight == _NO_PROSE:
            weight, introduced = 0.0, introduced - 1
        elif _introduces(shape):
            introduced = _LONGEST_LIST
        else:
            introduced = 0
        weights.append(weight)
    return weights


def _introduces(shape: Shape) -> bool:
    """Whether a line ends in the colon behind which a list begins."""
    return shape.text.endswith(":") and shape.words >= _FEWEST_BEFORE_LIST and not shape.is_furniture


def _list_end(lines: Sequence[Shape], end: int, pack: LanguagePack) -> int:
    """Where an article ends whose last line before `end` announces a list, when the list has its marks.

    Without marks it looks like a menu.
    """
    if not 0 < end <= len(lines) or not _introduces(lines[end - 1]):
        return end
    if pack.pages.related.fits(lines[end - 1].folded):
        return end
    after = end
    while after < min(len(lines), end + _LONGEST_LIST) and _is_item(lines[after]):
        after += 1
    return after


def _is_item(shape: Shape) -> bool:
    is_marked = _ITEM.match(shape.text) is not None or "li" in shape.line.tags
    return is_marked and not (shape.is_furniture or shape.is_outside or shape.link_share > _LINKED)


def is_plain(lines: Sequence[Shape], article: Sequence[bool]) -> bool:
    """Whether the shapes of lines leave no doubt about the article that was found by them.

    It is long, mostly prose, and next to nothing that could be prose of it is left outside, other than
    captions and what the markup sets apart.
    """
    inside = left = odd = 0
    for shape, is_in in zip(lines, article, strict=True):
        reads = _reads(shape)
        if is_in:
            inside += shape.words * reads
            odd += not reads
        elif reads and not (shape.is_caption or shape.is_outside or shape.link_share > _LINKED):
            left += shape.words
    return inside >= _PLAINLY_LONG and left <= _LEFT_OUT * inside and odd <= _ODD * sum(article)


def _before_other_pages(lines: Sequence[Shape], start: int, end: int, pack: LanguagePack) -> int:
    """Where the run ends once what only looks like its end is cut: comments, and teasers of other pages.

    Teasers have a headline each, so that less than every second line of theirs is prose. A long row of lines
    that are no prose, one of which is worded as furniture, is what stands between the text and the comments.
    """
    told, gap = 0, _Gap()
    left = sum(_reads(lines[index]) for index in range(start, end))
    for index in range(start, end):
        shape = lines[index]
        if told >= _ENOUGH and pack.pages.comments.fits(shape.folded):
            return index
        if pack.pages.related.is_line(shape.folded) and left < _PROSE_OF_ARTICLES * (end - index - 1):
            return index
        gap = gap.after(shape)
        if told >= _ENOUGH and gap.lines >= _LONGEST_GAP and gap.has_furniture:
            return index + 1 - gap.lines
        left -= _reads(shape)
        told += shape.words if shape.is_prose else 0
    return end


class _Gap(NamedTuple):
    """A row of lines that are no prose, up to the line that is looked at."""

    lines: int = 0
    has_furniture: bool = False

    def after(self, shape: Shape) -> "_Gap":
        """The row when `shape` is the next line."""
        return _Gap() if _reads(shape) else _Gap(self.lines + 1, self.has_furniture or shape.is_furniture)


def _reads(shape: Shape) -> bool:
    return shape.is_prose or shape.words >= _LONG


def _weight(shape: Shape, goes_on: bool) -> float:
    """What a line says for or against an article; `goes_on` when the line above it is furniture."""
    if shape.is_caption:
        return -0.5
    if shape.is_furniture:
        # A label of a word or two stands inside many articles; what is said at length stands around them.
        # A box in the midst of an article has a few lines, and is one thing.
        return -0.7 if goes_on or shape.words <= _LABEL else -2.0
    if shape.is_prose:
        return min(6.0, shape.words / 10)
    if shape.words >= _LONG:
        return 1.0
    if _CLOCK.fullmatch(shape.text):
        return 0.0  # the hour of an entry of a live page
    if _introduces(shape):
        return max(0.5, shape.words / 10)
    if shape.words >= 4 and shape.text.endswith(".") and shape.final:
        return 0.1
    return 0.0 if _is_row(shape) else _NO_PROSE


def _is_row(shape: Shape) -> bool:
    """Whether a line is a row of a table: articles hold tables, and tables have no sentences."""
    return "\t" in shape.text and shape.link_share < _LINKED


def _heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    best, best_run, start, total = 0.0, (0, 0), 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


_PLAINLY_LONG = 150
_LEFT_OUT = 0.05
_ODD = 0.35
"""Words of prose inside, their share that may stand outside, and the share of lines that are no prose."""
_LINKED = 0.5
_ITEM = re.compile(r"(?:[-–—•*▪◦·‣]|\d{1,2}[.)°]|[a-z]\))\s")
_CLOCK = re.compile(r"\d{1,2}\s?[hH:]\s?\d{2}")
_NUMBER = re.compile(r"\s?\(\d{1,5}\)$")
_NO_PROSE = -0.4
_LONGEST_LIST = 15
_COMMENTS_WITHIN = 12
"""Lines above the heaviest run in which the heading of comments makes it one of comments."""
_FEWEST_COMMENTED = 3.0
"""The weight of an article above its comments."""
_FEWEST_OF_LEAD = 12
_TAKEN_UP = 0.3
"""The share of the words of a lead that come back in the text."""
_LABEL = 3
_FEWEST_BEFORE_LIST = 6
_LONG = 25
"""Words from which on a line is no label, whatever it ends in."""
_ENOUGH = 80
"""Words of prose after which a heading such as *12 comments* can only stand below the article."""
_LONGEST_GAP = 8
_PROSE_OF_ARTICLES = 0.4
"""The share of lines of prose that an article has at least, subheadings and pull quotes aside."""
_LEAD_DISTANCE = 15
"""Within this many lines after the headline, prose before the first paragraph is its lead."""
