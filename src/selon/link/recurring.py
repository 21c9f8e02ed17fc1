"""Lines that recur over the pages of one site: furniture that no single page betrays.

Counts are sums over pages, whatever their order and however they are parted: the fold keeps them, and what
recurs follows from them and a page alone. The page's own blocks stay as they are; what is found here is laid
over them. After Bar-Yossef and Rajagopalan (2002), Template detection via data mining and its applications.
"""

import hashlib
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from selon.lang.pages import fold_line
from selon.records import BlockKind, Document, Recurring

__all__ = [
    "LineCount",
    "PageLine",
    "add_page",
    "article_key",
    "page_lines",
    "recurring",
    "recurs",
    "site_of",
    "threshold",
]

_ARTICLE: tuple[BlockKind, ...] = ("lead", "body", "quote")
"""The kinds that are laid over: bylines, stamps and credits of photos recur and are what they are."""
_FEWEST_PAGES = 4
_PER_ROOT = 0.5
"""A line recurs on as many pages as half the square root of the site's pages, and on no fewer than four."""
_LONGEST = 25
"""Words up to which a line recurs wherever it stands; a longer one may be background that a desk repeats."""
_AT_EDGE = 0.5
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LineCount:
    """On how many different articles of a site a line stands, and at the edge of the text of how many."""

    pages: int = 0
    edges: int = 0


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of an article by its fingerprint: the number of its block, its words, whether it is an edge."""

    key: str
    block: int
    words: int
    is_edge: bool


def site_of(document: Document) -> str | None:
    """The host of the page without *www*, else the medium that it names; null when it tells neither."""
    try:
        host = urlsplit(document.url or "").hostname
    except ValueError:
        host = None
    if host:
        return host.removeprefix("www.")
    return f"medium:{fold_line(document.publisher)}" if document.publisher else None


def page_lines(document: Document) -> tuple[PageLine, ...]:
    """The lines of the article in order; numbers in them are all alike, so that *12 avis* is *3 avis*.

    A line is at the edge where the one before or after it is not the article's, or is not there.
    """
    inside = [block.kind in _ARTICLE for block in document.blocks]
    padded = [False, *inside, False]
    found = []
    for number, block in enumerate(document.blocks):
        if inside[number]:
            folded = _DIGITS.sub("0", fold_line(document.text[block.start : block.end]))
            is_edge = not (padded[number] and padded[number + 2])
            found.append(PageLine(_digest(folded), number, len(_WORD.findall(folded)), is_edge))
    return tuple(found)


def _digest(folded: str) -> str:
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def add_page(
    counts: Mapping[str, LineCount], lines: Sequence[PageLine], seen: Collection[str] = ()
) -> Mapping[str, LineCount]:
    """The counts of the lines of one more article of a site, only those that it changes.

    `counts` are those of the site so far, at least of these lines. `seen` are the articles that the site has
    shown (see `article_key`): copies and later versions of one of them are no further evidence.
    """
    if article_key(lines) in seen:
        return {}
    edges = {line.key: False for line in lines}
    for line in lines:
        edges[line.key] = edges[line.key] or line.is_edge
    before = {key: counts.get(key, LineCount()) for key in edges}
    return {key: LineCount(before[key].pages + 1, before[key].edges + edges[key]) for key in edges}


def article_key(lines: Sequence[PageLine]) -> str:
    """What copies and versions of an article have in common: the longest line of its first half.

    What recurs at length, such as the portrait of the medium, mostly stands at the end.
    """
    half = lines[: (len(lines) + 1) // 2]
    return max(half, key=lambda line: (line.words, line.key)).key if half else ""


def threshold(articles: int) -> int:
    """On how many of the articles of a site a line must stand to recur."""
    return max(_FEWEST_PAGES, math.ceil(_PER_ROOT * math.sqrt(articles)))


def recurs(count: LineCount, words: int, least: int) -> bool:
    """Whether a line of so many words stands on enough articles, `least` of them, to be furniture.

    A short line recurs wherever it stands. A long one must stand at the edge of the text, on at least half of
    the pages: inside of it, it is background that a desk repeats.
    """
    return count.pages >= least and (words <= _LONGEST or count.edges >= _AT_EDGE * count.pages)


def recurring(
    document: Document, lines: Sequence[PageLine], counts: Mapping[str, LineCount], articles: int
) -> tuple[Recurring, ...]:
    """The lines of a page that recur over its site (see `recurs`), given their counts.

    `counts` are over the `articles` articles of the site. A page keeps at least half of its words.
    """
    least = threshold(articles)
    found = []
    for line in lines:
        count = counts.get(line.key, LineCount())
        if recurs(count, line.words, least):
            was = document.blocks[line.block].kind
            found.append(
                Recurring(document.id, line.block, was, site_of(document) or "", count.pages, articles)
            )
    taken = {item.block for item in found}
    words = sum(line.words for line in lines if line.block in taken)
    return tuple(found) if 2 * words <= sum(line.words for line in lines) else ()
