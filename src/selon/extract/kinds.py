"""What each line of a page is: the kinds of `BlockKind`, given which lines are the article's."""

import re
from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack
from selon.records import Block, BlockKind, Span

__all__ = ["classify", "dateline_end"]

_CRAWL_HEADER = re.compile(r"date[ \t]+\d{4}(?:-\d\d){0,2}(?=\s)", re.IGNORECASE)
_EMAIL_LINE = re.compile(r"\S+@[\w-]+(?:\.[\w-]+)+")
_CREDITED = re.compile(r"[A-ZÀ-Þ][^()\n]{1,60}\((?P<credit>[^()\n]{2,30})\)\s{0,2}[-–—]{1,2}(?=\s)")
_CITY = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ/’' -]{2,40}(?:,\s\d{1,2}(?:er)?\s\w{3,10}\.?(?:\s\d{4})?)?\s[-–—]{1,2}(?=\s)"
)
_PLACE_AND_MEDIUM = re.compile(r"[A-ZÀ-Þ][\w’' -]{1,30}\s?/\s?[A-ZÀ-Þ][\w’' -]{1,40}")


def dateline_end(text: str, pack: LanguagePack) -> int:
    """Where the dateline that opens a paragraph ends (0 for none): place, date, agency, dash."""
    match = _CREDITED.match(text)
    if match and (
        match["credit"].lower() in pack.pages.agencies
        or _CITY.match(text[: match.start("credit") - 1] + "- ")
    ):
        return match.end()
    match = _CITY.match(text)
    return match.end() if match else 0


def classify(
    lines: Sequence[Shape], article: Sequence[bool], titles: frozenset[str], pack: LanguagePack
) -> tuple[Block, ...]:
    """The blocks of the page: one for a line, two where a header or dateline opens it.

    `article` tells which lines are the article's, `titles` are the folded texts that are its headline.
    """
    first = next((index for index, is_in in enumerate(article) if is_in), len(lines))
    last = max((index for index, is_in in enumerate(article) if is_in), default=-1)
    blocks: list[Block] = []
    lead, introduced = True, False
    for index, shape in enumerate(lines):
        kind = _kind(shape, article[index], titles, pack, first <= index <= last)
        if introduced and kind in ("body", "boilerplate") and not shape.final and shape.words < 40:
            kind = "related"
        introduced = pack.pages.related.is_line(shape.folded) and kind == "related"
        if kind == "body" and lead and shape.words >= 12:
            kind, lead = "lead", False
        blocks += _split(shape, kind, pack)
    return tuple(blocks)


def _kind(shape: Shape, is_in: bool, titles: frozenset[str], pack: LanguagePack, inside: bool) -> BlockKind:
    words = pack.pages
    if shape.folded.lstrip("# ") in titles:
        return "title"
    if words.related.is_line(shape.folded) or (shape.words < 40 and words.related.opens(shape.folded)):
        return "related"
    if is_in:
        return _article_kind(shape, pack)
    if shape.words < 80 and words.caption.holds(shape.folded) and not words.boilerplate.fits(shape.folded):
        return "caption"
    return _furniture_kind(shape, pack)


def _article_kind(shape: Shape, pack: LanguagePack) -> BlockKind:
    words = pack.pages
    if shape.words < 80 and (words.caption.holds(shape.folded) or (shape.copies > 1 and shape.words > 3)):
        return "caption"
    if "figcaption" in shape.line.tags:
        return "caption"
    if "blockquote" in shape.line.tags:
        return "quote"
    return _signature_kind(shape, pack) or "body"


def _furniture_kind(shape: Shape, pack: LanguagePack) -> BlockKind:
    if "figcaption" in shape.line.tags:
        return "caption"
    return _signature_kind(shape, pack) or "boilerplate"


def _signature_kind(shape: Shape, pack: LanguagePack) -> BlockKind | None:
    """Byline, stamp or dateline that fills a line of its own."""
    words = pack.pages
    if shape.words > 25 or (shape.final and shape.words > 12):
        return None
    if words.stamp.fits(shape.folded) and any(letter.isdigit() for letter in shape.text):
        return "header"
    if _EMAIL_LINE.fullmatch(shape.text) or words.byline.is_line(shape.folded):
        return "byline"
    if words.byline.opens(shape.folded) and shape.words <= 12 and not shape.final:
        return "byline"
    if _PLACE_AND_MEDIUM.fullmatch(shape.text):
        return "dateline"
    return None


def _split(shape: Shape, kind: BlockKind, pack: LanguagePack) -> list[Block]:
    line = shape.line
    header = _CRAWL_HEADER.match(shape.text) if line.xpath is None else None
    cut = header.end() if header else 0
    if not header and kind in ("lead", "body"):
        cut = dateline_end(shape.text, pack)
    if not cut:
        return [Block(line.start, line.end, kind, line.xpath)]
    rest = len(shape.text) - len(shape.text[cut:].lstrip())
    span: Span = (line.start, line.start + cut)
    return [
        Block(*span, "header" if header else "dateline", line.xpath),
        Block(line.start + rest, line.end, kind, line.xpath),
    ]
