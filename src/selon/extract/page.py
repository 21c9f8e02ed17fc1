"""One page from bytes to Document, or to the reason why it is none."""

from dataclasses import dataclass, replace

from selon.extract.align import align, main_paragraphs
from selon.extract.crawl import find_article, refine_article
from selon.extract.credits import find_credits
from selon.extract.decode import decode, foreign_format
from selon.extract.kinds import classify
from selon.extract.markup import Markup, read_markup
from selon.extract.published import find_published
from selon.extract.render import parse_html, render_html, render_text
from selon.extract.shape import Shape, shapes
from selon.extract.stamps import find_stamps
from selon.extract.titles import find_title
from selon.extract.usable import why_unusable
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected, document_id

__all__ = ["extract", "main_text"]

MAX_BYTES = 20_000_000
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_SIGNS = ("<!doctype html", "<html", "<head", "<body")


def extract(page: RawPage, pack: LanguagePack) -> Document | Rejected:
    """The document that `page` holds, or the reason why it cannot be used. Pure; never raises for any bytes.

    The text of a plain page is the decoded file to the last character, that of an HTML page its visible text.
    """
    name = document_id(page.data)
    if len(page.data) > MAX_BYTES:
        return Rejected(name, page.source, "too-large", f"more than {MAX_BYTES:,} bytes")
    if not page.data.strip(b"\x00 \t\r\n\f\v"):
        return Rejected(name, page.source, "empty", "there is nothing in it")
    foreign = foreign_format(page.data)
    decoded = None if foreign else decode(page.data, page.charset, pack.pages.letters)
    if decoded is None:
        return Rejected(name, page.source, "not-text", f"this is {foreign or 'no text in any charset'}")
    view = _view(decoded.text, _media_type(page, decoded.text), page.url, pack)
    if not view.lines:
        return Rejected(name, page.source, "empty", "no visible text is in it")
    return _document(page, name, decoded.charset, view, pack)


@dataclass(frozen=True, slots=True)
class _View:
    """A page laid out: its text, its lines, which of them are the article, its headline and the markup."""

    media_type: str
    text: str
    lines: tuple[Shape, ...]
    article: tuple[bool, ...]
    markup: Markup
    title: str | None
    titles: frozenset[str]


def _media_type(page: RawPage, text: str) -> str:
    """The type that the first words of the page show, else the one told from outside, else plain text."""
    told = (page.media_type or "").partition(";")[0].strip().lower()
    if text[:2000].lstrip("\ufeff \t\r\n").lower().startswith(_HTML_SIGNS):
        return told if told in _HTML_TYPES else "text/html"
    return told if told.startswith("text/") or told in _HTML_TYPES else "text/plain"


def _view(text: str, media_type: str, url: str | None, pack: LanguagePack) -> _View:
    root = parse_html(text) if media_type in _HTML_TYPES else None
    if root is None:
        rendering, markup, article = render_text("" if media_type in _HTML_TYPES else text), Markup(), []
    else:
        rendering, markup = render_html(root), read_markup(root)
        article = align(rendering, main_paragraphs(root))
    markup = replace(markup, url=url or markup.url)
    lines = shapes(rendering, pack)
    first = article if any(article) else find_article(lines, pack)
    title, titles = find_title(lines, first, markup, pack)
    last = refine_article(lines, first, titles, pack) if root is not None else first
    return _View(media_type, rendering.text, tuple(lines), tuple(last), markup, title, titles)


def _document(page: RawPage, name: str, charset: str, view: _View, pack: LanguagePack) -> Document | Rejected:
    unusable = why_unusable(view.lines, view.article, pack)
    if unusable:
        return Rejected(name, page.source, *unusable)
    stamps = find_stamps(view.lines, view.article, view.titles, pack)
    blocks = classify(view.lines, view.article, view.titles, frozenset(stamps), pack)
    shown = [(view.lines[index].line.start, line_stamps) for index, line_stamps in stamps.items()]
    authors, agencies = find_credits(view.text, blocks, view.markup, pack)
    return Document(
        id=name,
        source=page.source,
        url=view.markup.url,
        retrieved=page.retrieved,
        media_type=view.media_type,
        charset=charset,
        title=view.title,
        publisher=next(iter(view.markup.publishers), None),
        authors=authors,
        agencies=agencies,
        language=pack.code,
        published=find_published(view.text, blocks, view.markup, shown, pack),
        text=view.text,
        blocks=blocks,
    )


def main_text(document: Document) -> str:
    """The article alone: leads, paragraphs and set-off quotes, one a line, no headline and no captions."""
    return "\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind in ("lead", "body", "quote")
    )
