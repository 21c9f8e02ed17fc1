"""Items from the HTML exports of Europresse: one `article` element a document."""

import re
from collections.abc import Iterator

from lxml import etree, html

from selon.ingest.items import Broken, Origin
from selon.records import RawPage, Rejected, Told

__all__ = ["looks_like_europresse", "read_europresse"]

_BASIS = "europresse"
_SIGN = b"DocPublicationName"
_OPEN = re.compile(rb"<article\b", re.IGNORECASE)
_CLOSE = re.compile(rb"</article\s*>", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
_DAY = re.compile(r"[·.](\d{8})[·.]")
_ISSUE = re.compile(r",?\s+(?:no|n°)\.?\s*\d.*$", re.IGNORECASE)
_AUTHORS = ("docAuthors", "sm-margin-bottomNews")


def looks_like_europresse(data: bytes) -> bool:
    """Whether an HTML file is such an export."""
    return _SIGN in data and _OPEN.search(data) is not None


def read_europresse(origin: Origin, data: bytes) -> Iterator[RawPage | Rejected]:
    """One item an article, counted from 1; its bytes are those of its element as they stand in the file.

    The day is read from the document's number (`news·20240621·LF·123`), which no locale changes. Raises
    Broken where there is no article.
    """
    charset = _CHARSET.search(data[:_HEAD])
    told_charset = charset[1].decode("ascii") if charset else None
    number = 0
    for number, article in enumerate(_articles(data), start=1):
        page = origin.page(number, article, "text/html", _told(article, told_charset))
        if isinstance(page, RawPage):
            page = RawPage(page.source, page.data, page.media_type, charset=told_charset, told=page.told)
        yield page
    if not number:
        raise Broken("unknown-format", "no article of a Europresse export is in it")


def _articles(data: bytes) -> Iterator[bytes]:
    """The bytes of each article; one that is not closed ends where the next one opens, or with the file."""
    starts = [match.start() for match in _OPEN.finditer(data)]
    for start, following in zip(starts, [*starts[1:], len(data)], strict=True):
        close = _CLOSE.search(data, start, following)
        yield data[start : close.end() if close else following]


def _told(article: bytes, charset: str | None) -> Told:
    root = _parse(article, charset)
    if root is None:
        return Told(_BASIS)
    publisher = next(iter(_lines(root, "DocPublicationName")), "")
    day = _DAY.search("".join(_lines(root, "publiC-lblNodoc")))
    return Told(
        basis=_BASIS,
        title=" ".join(_lines(root, "titreArticle")) or None,
        published=day[1] if day else None,
        publisher=_ISSUE.sub("", publisher) or None,
        authors=next((tuple(found) for name in _AUTHORS if (found := _lines(root, name))), ()),
    )


def _parse(article: bytes, charset: str | None) -> etree._Element | None:
    try:
        article.decode("utf-8")
        charset = "utf-8"
    except UnicodeDecodeError:
        charset = charset or "cp1252"
    try:
        return html.fromstring(article, parser=html.HTMLParser(encoding=charset, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
        return None


def _lines(root: etree._Element, name: str) -> list[str]:
    """The texts inside the first element of this class, white space around and in between aside."""
    path = f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    found = root.xpath(path)
    if not isinstance(found, list) or not found or not isinstance(found[0], etree._Element):
        return []
    return [text for piece in found[0].itertext() if (text := " ".join(str(piece).split()))]
