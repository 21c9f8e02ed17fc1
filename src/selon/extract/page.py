"""One page from bytes to Document, or to the reason why it is none."""

from dataclasses import dataclass

from selon.extract.align import align, main_paragraphs
from selon.extract.contents import Content, open_content
from selon.extract.crawl import find_article, is_plain
from selon.extract.credits import find_credits
from selon.extract.endings import without_endings
from selon.extract.kinds import classify
from selon.extract.markdown import read_markdown
from selon.extract.markup import Markup, read_markup
from selon.extract.parsing import parse_html
from selon.extract.published import find_published
from selon.extract.publishers import find_publisher
from selon.extract.refine import refine_article
from selon.extract.render import render_html, render_text
from selon.extract.shape import Shape, shapes
from selon.extract.stamps import find_stamps
from selon.extract.titles import find_title
from selon.extract.told import is_textless, told_article, told_stamps, told_title, with_told
from selon.extract.usable import why_unusable
from selon.extract.widen import widen_article
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected, document_id

__all__ = ["extract", "main_text"]

MAX_BYTES = 20_000_000


def extract(page: RawPage, pack: LanguagePack) -> Document | Rejected:
    """The document that `page` holds, or the reason why it cannot be used. Pure; never raises for any bytes.

    The text of a plain page is the decoded file to the last character, that of an HTML page its visible text,
    that of a row the value of its column, that of a mail its body, that of a PDF all its pages.
    """
    name = document_id(page.data)
    if len(page.data) > MAX_BYTES:
        return Rejected(name, page.source, "too-large", f"more than {MAX_BYTES:,} bytes")
    if not page.data.strip(b"\x00 \t\r\n\f\v"):
        return Rejected(name, page.source, "empty", "there is nothing in it")
    content = open_content(page, pack.pages.letters)
    if not isinstance(content, Content):
        return Rejected(name, page.source, *content)
    view = _view(content, page, pack)
    if not view.lines:
        return Rejected(name, page.source, "empty", "no visible text is in it")
    return _document(page, name, content.charset, view, pack)


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


def _view(content: Content, page: RawPage, pack: LanguagePack) -> _View:
    root = parse_html(content.text) if content.is_html else None
    if root is not None:
        rendering, markup = render_html(root), read_markup(root)
    else:
        rendering = content.rendering or render_text("" if content.is_html else content.text)
        is_markdown = content.media_type == "text/markdown"
        markup = read_markdown(content.text) if is_markdown else Markup()
    markup = with_told(markup, page.url, page.told, pack)
    lines = shapes(rendering, pack)
    marked = told_article(lines, page.told)
    shown = marked or find_article(lines, pack)
    first = shown
    if root is not None and not marked and not is_plain(lines, shown):
        labelled = align(rendering, main_paragraphs(root))
        first = labelled if any(labelled) else shown
    title, titles = told_title(lines, page.told) or find_title(lines, first, markup, pack)
    if marked:
        last = first
    elif root is not None:
        last = without_endings(lines, refine_article(lines, first, shown, titles, pack), pack)
    else:
        last = without_endings(lines, widen_article(lines, first, titles, pack), pack)
    return _View(content.media_type, rendering.text, tuple(lines), tuple(last), markup, title, titles)


def _document(page: RawPage, name: str, charset: str, view: _View, pack: LanguagePack) -> Document | Rejected:
    told = page.told
    if is_textless(view.lines, view.article, told):
        return Rejected(name, page.source, "empty", "the export has a head and no text")
    unusable = why_unusable(view.lines, view.article, pack, view.markup.withheld)
    if unusable:
        return Rejected(name, page.source, *unusable)
    stamps = {
        **find_stamps(view.lines, view.article, view.titles, pack, bool(view.markup.dates)),
        **told_stamps(view.lines, told, pack),
    }
    blocks = classify(view.lines, view.article, view.titles, frozenset(stamps), pack)
    shown = [(view.lines[index].line.start, line_stamps) for index, line_stamps in stamps.items()]
    authors, agencies = find_credits(view.text, blocks, view.markup, pack, told.authors if told else ())
    return Document(
        id=name,
        source=page.source,
        url=view.markup.url,
        retrieved=page.retrieved,
        media_type=view.media_type,
        charset=charset,
        title=view.title,
        publisher=find_publisher(view.lines, blocks, view.markup, view.title, pack),
        authors=authors,
        agencies=agencies,
        language=pack.code,
        published=find_published(view.text, blocks, view.markup, shown, pack, retrieved=page.retrieved),
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
