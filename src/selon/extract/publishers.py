"""Which medium a page comes from, where the page is sure of it."""

import re
from collections.abc import Iterator, Sequence

from selon.extract.markup import Markup
from selon.extract.shape import Shape
from selon.extract.titles import title_parts
from selon.lang import LanguagePack
from selon.lang.pages import fold_line
from selon.records import Block

__all__ = ["find_publisher"]

_DATELINE = re.compile(r"[A-ZÀ-Þ][\w’' -]{1,30}\s?/\s?(?P<name>[A-ZÀ-Þ][\w’' -]{1,40})")
_NAME = r"(?P<name>(?:l['’]|la |le |les )?[A-ZÀ-Þ][\w’'&.-]*(?: [\w’'&.-]+){0,6}?)"
_COPYRIGHT = re.compile(
    r"(?:copyright\s*(?:©|\(c\))?|©|\(c\))\s*(?P<year>(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,:–-]*"
    rf"{_NAME}(?=\s*(?:[-–—|•·,;]|\.(?:\s|$)|$)|\s+(?:inc|sas?|sarl|tous droits|all rights|\d{{4}})\b)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LAST_LINES = 25
_LONGEST_NAME = 40
_FEWEST_LETTERS = 3


def find_publisher(
    lines: Sequence[Shape], blocks: Sequence[Block], markup: Markup, title: str | None, pack: LanguagePack
) -> str | None:
    """The name of the medium, null when the page is not sure.

    In order: what the markup claims; what stands beside the headline in the `title` element, if a line of the
    page begins with it; the second half of *Paris / La Gazette*; the holder of the copyright below the text.
    """
    claims = (
        *markup.publishers[:1],
        *_beside_headline(lines, markup, title),
        *_in_datelines(lines, blocks),
        *_holders(lines, blocks),
    )
    return next((name for name in claims if fold_line(name) not in pack.pages.agencies), None)


def _beside_headline(lines: Sequence[Shape], markup: Markup, title: str | None) -> Iterator[str]:
    if title is None or markup.site_title is None:
        return
    headline, whole = fold_line(title), fold_line(markup.site_title)
    parts = title_parts(markup.site_title)
    # More sites put their name behind the headline than before it.
    for part in (*parts[1::2], *parts[::2]):
        folded = fold_line(part)
        if folded == headline or folded in headline or not _is_name(part):
            continue
        is_end = whole.startswith(folded) or whole.endswith(folded)
        if is_end and headline in whole and any(shape.folded.startswith(folded) for shape in lines):
            yield part


def _in_datelines(lines: Sequence[Shape], blocks: Sequence[Block]) -> Iterator[str]:
    at = {shape.line.start: shape for shape in lines}
    for block in blocks:
        if block.kind == "dateline" and block.start in at:
            match = _DATELINE.fullmatch(at[block.start].text)
            if match and not _DIGIT.search(match["name"]):
                yield match["name"].strip()


def _holders(lines: Sequence[Shape], blocks: Sequence[Block]) -> Iterator[str]:
    """A photo has a holder of its copyright too: a year, the word itself or a known name must be there."""
    kinds = {block.start: block.kind for block in blocks}
    for shape in reversed(lines[-_LAST_LINES:]):
        match = _COPYRIGHT.search(shape.text) if kinds.get(shape.line.start) == "boilerplate" else None
        if match and (match["year"] or "copyright" in shape.folded) and _is_name(match["name"]):
            yield match["name"].strip(" .,-")


def _is_name(words: str) -> bool:
    return _FEWEST_LETTERS <= len(words) <= _LONGEST_NAME and words[:1].isalpha()
