"""What each line of a page is: the kinds of `BlockKind`, given which lines are the article's."""

import re
from collections.abc import Sequence

from selon.extract.datelines import is_dateline
from selon.extract.shape import Shape
from selon.extract.signatures import named_beside_date
from selon.lang import LanguagePack
from selon.lang.pages import fold_line
from selon.records import Block, BlockKind, Span

__all__ = ["classify", "dateline_end"]

_CRAWL_HEADER = re.compile(r"date[ \t]+\d{4}(?:-\d\d){0,2}(?=\s)", re.IGNORECASE)
_EMAIL_LINE = re.compile(r"\S+@[\w-]+(?:\.[\w-]+)+")
_CREDITED = re.compile(r"[A-ZÀ-Þ][^()\n]{1,60}\((?P<credit>[^()\n]{2,30})\)\s{0,2}[-–—]{1,2}(?=\s)")
_CITY = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ/’' -]{2,40}(?:,\s\d{1,2}(?:er)?\s\w{3,10}\.?(?:\s\d{4})?)?\s[-–—]{1,2}(?=\s)"
)
_PLACE_AND_MEDIUM = re.compile(r"[A-ZÀ-Þ][\w’' -]{1,30}\s?/\s?[A-ZÀ-Þ][\w’' -]{1,40}")


_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+")
_DIGIT = re.compile(r"\d")
_LONGEST_STAMP = 14
_LONGEST_LABEL = 3
_SIGNED_WITHIN = 2
"""Lines below the article in which a mere name is a signature."""
_SIGNED_ABOVE = 8
_SIGNED_BELOW = 4
_SIGNED_BELOW_LEAD = 12
"""Lines above the text, and below its first and last line, in which a byline stands; and below a lead."""
_ALL_LINKED = 0.9
_LONGEST_REPEATED = 40
"""A line of the article that is said twice is a picture's caption unless it is of more words than this."""


def dateline_end(text: str, pack: LanguagePack) -> int:
    """Where the dateline that opens a paragraph ends (0 for none): place, date, agency, dash."""
    match = _CREDITED.match(text)
    if match and (
        match["credit"].lower() in pack.pages.agencies
        or _CITY.match(text[: match.start("credit") - 1] + "- ")
    ):
        return match.end()
    match = _CITY.match(text)
    return match.end() if match and not pack.pages.rubric.is_line(fold_line(match[0])) else 0


def classify(
    lines: Sequence[Shape],
    article: Sequence[bool],
    titles: frozenset[str],
    stamped: frozenset[int],
    pack: LanguagePack,
) -> tuple[Block, ...]:
    """The blocks of the page: one for a line, two where a header or dateline opens it.

    `article` tells which lines are the article's, `titles` are the folded texts that are its headline,
    `stamped` the numbers of the lines that tell the date of the page.
    """
    inside = [index for index, is_in in enumerate(article) if is_in and lines[index].folded not in titles]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), -1)
    # A lead may stand above signature, date and picture, and the text below them.
    head = max(first + _SIGNED_BELOW, min([*inside[1:2], first + _SIGNED_BELOW_LEAD]))
    named = named_beside_date(lines, article, titles, stamped, pack)
    blocks: list[Block] = []
    lead, introduced = True, False
    for index, shape in enumerate(lines):
        kind = "header" if index in stamped else _kind(shape, article[index], titles, pack)
        near = kind == "boilerplate" and 0 < index - last <= _SIGNED_WITHIN and not shape.is_outside
        ends = near or (kind == "body" and index == last)
        if index in named or (ends and _is_signature(shape.text, pack)):
            kind = "byline"
        opens = first - _SIGNED_ABOVE <= index <= head and not shape.is_outside
        if opens and kind in ("header", "body", "boilerplate") and is_dateline(shape, pack):
            kind = "dateline"
        if kind == "byline" and not (
            first - _SIGNED_ABOVE <= index <= head or last <= index <= last + _SIGNED_BELOW
        ):
            # An address that ends the text is that of the press office or the author.
            is_text = article[index] and not (index >= last - 1 and _EMAIL_LINE.fullmatch(shape.text))
            kind = "body" if is_text else "boilerplate"
        if introduced and kind in ("body", "boilerplate") and not shape.final and shape.words < 40:
            kind = "related"
        introduced = kind == "related" and pack.pages.related.is_line(shape.folded)
        if kind == "body" and lead and shape.words >= 12:
            kind, lead = "lead", False
        blocks += _split(shape, kind, pack)
    return tuple(blocks)


def _kind(shape: Shape, is_in: bool, titles: frozenset[str], pack: LanguagePack) -> BlockKind:
    words = pack.pages
    if shape.folded.lstrip("# ") in titles:
        return "title"
    if _is_related(shape, is_in, pack):
        return "related"
    if shape.is_caption and (is_in or not words.boilerplate.fits(shape.folded)):
        return "caption"
    if is_in and shape.copies > 1 and 3 < shape.words < _LONGEST_REPEATED:
        return "caption"
    if not shape.is_prose and shape.words <= _LONGEST_STAMP and words.stamp.opens(shape.folded):
        return "header" if _DIGIT.search(shape.text) else "boilerplate"
    if is_in and shape.is_worded and shape.words <= _LONGEST_LABEL:
        return "boilerplate"
    if is_in and ("blockquote" in shape.line.tags or (shape.line.xpath is None and shape.text[:2] == "> ")):
        return "quote"
    return _signature_kind(shape, pack) or ("body" if is_in else "boilerplate")


def _is_related(shape: Shape, is_in: bool, pack: LanguagePack) -> bool:
    """Whether a line leads to other pages, by its words, or as a line of the article that is one link.

    Texts link single words of theirs.
    """
    related = pack.pages.related
    if related.is_line(shape.folded) or (not shape.is_prose and related.opens(shape.folded)):
        return True
    if not is_in:
        return False
    is_whole = shape.link_share > _ALL_LINKED and shape.words > _LONGEST_LABEL
    return is_whole and not shape.is_heading and "@" not in shape.text


def _signature_kind(shape: Shape, pack: LanguagePack) -> BlockKind | None:
    """Byline, stamp or dateline that fills a line of its own."""
    words = pack.pages
    if shape.words > 25 or (shape.final and shape.words > 6):
        return None
    if _EMAIL_LINE.fullmatch(shape.text) or words.byline.is_line(shape.folded):
        return "byline"
    if shape.is_author and not shape.is_outside and _NAME.fullmatch(shape.text):
        return "byline"
    if shape.folded in words.agencies and (len(shape.text) > 4 or shape.text.isupper()):
        return "byline"
    if (
        shape.words <= 12
        and not shape.final
        and (words.byline.opens(shape.folded) or _credits_agency(shape, pack))
    ):
        return "byline"
    if not _PLACE_AND_MEDIUM.fullmatch(shape.text):
        return None
    first = fold_line(shape.text.partition("/")[0])
    return "byline" if first in words.agencies else "dateline"


def _is_signature(text: str, pack: LanguagePack) -> bool:
    """Whether a line is a person's name alone, or with a role such as *correspondant à Rome* behind it."""
    name, _, role = text.partition(",")
    named = fold_line(role)
    return _NAME.fullmatch(name) is not None and (
        not role or any(named.startswith(r) for r in pack.pages.roles)
    )


def _credits_agency(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line ends in an agency that a joining word ties to what stands before (*X avec l'AFP*)."""
    words = [word for word in re.split(r"[\s']+", shape.folded) if word not in ("l", "d")]
    return len(words) >= 2 and words[-1] in pack.pages.agencies and words[-2] in pack.pages.joiners


def _split(shape: Shape, kind: BlockKind, pack: LanguagePack) -> list[Block]:
    line = shape.line
    header = _CRAWL_HEADER.match(shape.text) if line.xpath is None else None
    cut = header.end() if header else 0
    if not header and kind in ("lead", "body"):
        cut = dateline_end(shape.text, pack)
    if not cut:
        return [Block(line.start, line.end, kind, line.xpath, line.page)]
    rest = len(shape.text) - len(shape.text[cut:].lstrip())
    span: Span = (line.start, line.start + cut)
    return [
        Block(*span, "header" if header else "dateline", line.xpath, line.page),
        Block(line.start + rest, line.end, kind, line.xpath, line.page),
    ]
