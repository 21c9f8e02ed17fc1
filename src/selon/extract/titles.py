"""The headline of a page, and which of its lines show it."""

import re
from collections.abc import Sequence

from selon.extract.datelines import is_dateline, is_only_date
from selon.extract.markup import Markup
from selon.extract.shape import Shape, word_stems
from selon.lang import LanguagePack
from selon.lang.pages import fold_line

__all__ = ["find_title", "title_parts"]

_MARKS = re.compile(r"^#{1,6}\s+|\s+#+$")
_SITE = re.compile(r"\s+[|–—-]\s+|\s+[|•·]\s*")
_PART = re.compile(r"\s+[|–—•·-]\s+|\s*[|:]\s+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_CUT_OFF = re.compile(r"\s(?:…|\.\.\.)$")
_STAMPED = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|^\d{1,2}\s?[h:]\s?\d\d\b")
_BAR = re.compile(r"\s[|•·]\s")
_SLUG = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){2,}")
_WORDED = re.compile(r"[^\W\d_]{5}|[^\W\d_A-Z]{3}")
_CRUMB = re.compile(r"\s[>›]\s")
_HEAD_LINES = 25
_LONGEST = 220
_LONGEST_ELEMENT = 400
_SHORT_SENTENCE = 15
_FEW = 4
"""Up to so many lines like labels above the text, the first one is the headline."""
_OPENING = 6
"""The paragraphs whose words a headline is compared with."""
_FEWEST_STEMS = 3
_SHARED = 0.25


def find_title(
    lines: Sequence[Shape], article: Sequence[bool], markup: Markup, pack: LanguagePack
) -> tuple[str | None, frozenset[str]]:
    """The headline, null when the page shows none, and the folded texts of the lines that repeat it."""
    claimed = _from_markup(lines, article, markup, pack) if markup.headlines else None
    title = claimed or _from_text(lines, article, pack)
    if title is None:
        return None, frozenset()
    letters = _letters(title)
    same = (shape.folded for shape in lines if shape.words > 2 and _letters(shape.folded) == letters)
    return title, frozenset((fold_line(title), *same))


def _from_markup(
    lines: Sequence[Shape], article: Sequence[bool], markup: Markup, pack: LanguagePack
) -> str | None:
    """The headline that a line of the page shows in full, else the first that the markup claims.

    A `title` element holds the site's name before or behind the headline, and some sites put that name
    into the only `h1`: of two parts that are both shown, the longer one is the headline. What but a `title`
    element claims and no line shows is no better than what the text itself shows.
    """
    shown = {shape.folded: shape.text for shape in lines if shape.words > 1}
    parts = title_parts(markup.site_title or "")
    headline = max((part for part in parts if part and fold_line(part) in shown), key=len, default="")
    sites = {fold_line(part) for part in parts if 0 < len(part) < len(headline)}
    run_together = {_letters(line) for line in shown}
    claims = [claim for claim in markup.headlines if fold_line(claim) not in sites]
    for claim in claims:
        for wording in (claim, *_SITE.split(claim)[:1]):
            if fold_line(wording) in shown and fold_line(wording) not in sites:
                return shown[fold_line(wording)]
        if _letters(claim) in run_together:
            return claim  # the line runs its parts together
    if headline:
        return shown[fold_line(headline)]
    if claims == [markup.site_title] and (title := _from_text(lines, article, pack)) is not None:
        return title
    return _SITE.split(claims[0])[0] if claims else None


def title_parts(title: str) -> list[str]:
    """What stands before and behind each separator of a `title` element, in turn."""
    title = title[:_LONGEST_ELEMENT]
    cuts = [(match.start(), match.end()) for match in _PART.finditer(title)]
    return [part for start, end in cuts for part in (title[:start].strip(), title[end:].strip())]


def _letters(line: str) -> str:
    return _NOT_LETTERS.sub("", line).lower()


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
    text = [shape for shape, is_in in zip(lines, article, strict=True) if is_in][:_OPENING]
    stems = {stem for shape in text if shape not in labels for stem in word_stems(shape, pack)}
    taken_up = _most_shared(labels, stems, pack) if labels else []
    if taken_up or len(labels) > _FEW:
        labels = taken_up
    repeated = [shape for shape in labels if _is_repeated(shape)]
    return (repeated or labels)[0].text if labels else None


def _most_shared(labels: Sequence[Shape], stems: set[str], pack: LanguagePack) -> list[Shape]:
    """Those of the labels that share most of their words with the text, none if none shares enough."""
    shares = []
    for shape in labels:
        own = word_stems(shape, pack)
        shares.append(len(own & stems) / len(own) if len(own) >= _FEWEST_STEMS else 0.0)
    most = max(shares)
    return [shape for shape, share in zip(labels, shares, strict=True) if share == most and share >= _SHARED]


def _is_marked(shape: Shape) -> bool:
    return shape.text.startswith("# ")


def _is_repeated(shape: Shape) -> bool:
    return shape.copies > 1 and shape.words >= 4


def _may_be_title(shape: Shape, pack: LanguagePack) -> bool:
    words = pack.pages
    furniture = (words.boilerplate, words.related, words.cookie, words.stamp, words.byline, words.caption)
    if shape.is_caption or shape.words < 3 or len(shape.text) > _LONGEST or _CUT_OFF.search(shape.text):
        return False
    if len(_BAR.findall(shape.text)) > 1 or _CRUMB.search(shape.text) or _STAMPED.search(shape.text):
        return False  # a menu or path on one line; the stamp of a page or of a teaser
    if _SLUG.fullmatch(shape.text) or not _WORDED.search(shape.text):
        return False  # the slug or the number of a wire's item
    if is_dateline(shape, pack) or is_only_date(shape, pack):
        return False
    return not any(kind.fits(shape.folded) for kind in furniture)
