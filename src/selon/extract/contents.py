"""What an item holds, by its media type: plain text, markup, the body of a mail, a value of a row, a PDF."""

import json
import re
from dataclasses import dataclass

from selon.extract.decode import decode, foreign_format
from selon.extract.mail import find_body
from selon.extract.pdf import render_pdf
from selon.extract.render import Rendering
from selon.records import RawPage

__all__ = ["HTML_TYPES", "Content", "Unusable", "open_content"]

Unusable = tuple[str, str]
"""The reason and the detail of a Rejected."""

HTML_TYPES = ("text/html", "application/xhtml+xml")
"""The media types of what is parsed as HTML."""
_HTML_SIGNS = ("<!doctype html", "<html", "<head", "<body")
_MARKED_UP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|article|section|table|figure|blockquote)\b[^<>]*>"
    r"|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Content:
    """The text or markup of an item, the item's own media type, and the charset it was decoded with.

    `rendering` is given where the text comes laid out already (PDF, whose charset is `binary`).
    """

    text: str
    media_type: str
    charset: str
    is_html: bool = False
    rendering: Rendering | None = None


def open_content(page: RawPage, letters: str) -> Content | Unusable:
    """The content of `page`, or why there is none; `letters` are those of the language beyond ASCII."""
    told = (page.media_type or "").partition(";")[0].strip().lower()
    if told == "application/pdf" or page.data.startswith(b"%PDF-"):
        return _open_pdf(page.data)
    if page.told is not None and page.told.text_key is not None:
        return _open_row(page.data, page.told.text_key)
    if told == "message/rfc822":
        return _open_mail(page.data, letters)
    return _open_text(page.data, told, page.charset, letters)


def _open_text(data: bytes, told: str, charset: str | None, letters: str) -> Content | Unusable:
    foreign = foreign_format(data)
    decoded = None if foreign else decode(data, charset, letters)
    if decoded is None:
        return "not-text", f"this is {foreign or 'no text in any charset'}"
    media_type = _media_type(told, decoded.text)
    return Content(decoded.text, media_type, decoded.charset, is_html=media_type in HTML_TYPES)


def _media_type(told: str, text: str) -> str:
    """The type that the first words of the page show, else the one told from outside, else plain text."""
    if text[:2000].lstrip("\ufeff \t\r\n").lower().startswith(_HTML_SIGNS):
        return told if told in HTML_TYPES else "text/html"
    return told if told.startswith("text/") or told in HTML_TYPES else "text/plain"


def _open_pdf(data: bytes) -> Content | Unusable:
    rendering = render_pdf(data)
    if not isinstance(rendering, Rendering):
        return rendering
    return Content(rendering.text, "application/pdf", "binary", rendering=rendering)


def _open_mail(data: bytes, letters: str) -> Content | Unusable:
    body = find_body(data)
    if body is None:
        return "empty", "the mail has no part that is text"
    content = _open_text(body.data, body.media_type, body.charset, letters)
    if not isinstance(content, Content):
        return content
    return Content(content.text, "message/rfc822", content.charset, content.is_html)


def _open_row(data: bytes, key: str) -> Content | Unusable:
    """The text of a canonical row; it may be markup, as feeds and databases of sites hold it."""
    try:
        row = json.loads(data)
    except (ValueError, RecursionError):
        return "broken", "the row is no JSON object"
    value = row.get(key) if isinstance(row, dict) else None
    lines = value if isinstance(value, list) else [value]
    text = "\n\n".join(str(line) for line in lines if line is not None)
    if not text.strip():
        return "empty", f"there is nothing in {key!r}"
    return Content(text, "application/json", "utf-8", is_html=_MARKED_UP.search(text) is not None)
