"""Items from the entries of RSS and Atom files."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from selon.ingest.items import Broken, Origin, read_all
from selon.ingest.tables import ROW_TYPE, canonical_row
from selon.records import RawPage, Rejected, Told

__all__ = ["read_feed"]

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MOST_ENTRIES = 100_000


def read_feed(origin: Origin, stream: BinaryIO) -> Iterator[RawPage | Rejected]:
    """One item an entry, counted from 1, whose bytes are its own row; raises Broken where there is no feed.

    The text is the whole content where the feed has it, else the summary, else the title. Nothing is fetched.
    A feed that declares entities is turned away: they may unpack to any size, and name files.
    """
    import feedparser

    data = read_all(stream, origin.limit)
    if len(data) > origin.limit:
        raise Broken("too-large", f"more than {origin.limit:,} bytes; raise the limit or split the file")
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise Broken("unsafe", "the feed declares entities, which are not expanded")
    # As a stream: a text could be taken for an address. The markup stays as it is; `extract` reads it.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Broken("broken", f"the feed is damaged: {type(error).__name__}") from error
    if not feed.entries:
        raise Broken(*_why_empty(feed))
    publisher = _line(feed.feed, "title")
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], start=1):
        yield _item(origin, number, entry, publisher)


def _why_empty(feed: Mapping[str, Any]) -> tuple[str, str]:
    if feed.get("version"):
        return "empty", "the feed has no entries"
    return "unknown-format", "this XML is no RSS or Atom feed"


def _item(origin: Origin, number: int, entry: Mapping[str, Any], publisher: str | None) -> RawPage | Rejected:
    told = {
        "title": _line(entry, "title"),
        "published": _line(entry, "published") or _line(entry, "updated"),
        "link": _line(entry, "link"),
        "author": _line(entry, "author"),
        "publisher": publisher,
        "content": _content(entry),
    }
    row = {key: value for key, value in told.items() if value}
    about = Told(
        basis="feed",
        title=told["title"],
        published=told["published"],
        publisher=publisher,
        authors=(told["author"],) if told["author"] else (),
        text_key="content" if "content" in row else "title",
    )
    page = origin.page(number, canonical_row(row), ROW_TYPE, about)
    if isinstance(page, Rejected):
        return page
    return RawPage(page.source, page.data, ROW_TYPE, told["link"], told=about)


def _content(entry: Mapping[str, Any]) -> str | None:
    parts = [str(part.get("value") or "") for part in entry.get("content", ())]
    whole = max(parts, key=len, default="")
    return whole if whole.strip() else str(entry.get("summary") or "").strip() or None


def _line(entry: Mapping[str, Any], key: str) -> str | None:
    value = entry.get(key)
    return " ".join(value.split())[:2_000] or None if isinstance(value, str) else None
