"""Places in pages, cut so that a person can find and cite them."""

import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from selon.records import Passage, Span
from selon.store.connection import AMONG, listed

__all__ = ["Passages", "record_part"]

_ABOUT = (
    "SELECT document.page, page.source, title, publisher, published, text, document.record"
    f" FROM document JOIN page ON page.id = document.page WHERE document.page IN {AMONG}"
)
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class _Page:
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    text: str
    url: str | None
    sentences: Sequence[Span]
    blocks: Sequence[Span]


class Passages:
    """Cuts passages out of the pages of one dossier. Pages are read together, in one statement, by `load`."""

    def __init__(self, db: sqlite3.Connection, pages: Iterable[str] = ()) -> None:
        self._db = db
        self._pages: dict[str, _Page] = {}
        self.load(pages)

    def load(self, pages: Iterable[str]) -> None:
        """Read the pages of these ids that were not read yet; a page that is needed later is read alone."""
        wanted = [page for page in dict.fromkeys(pages) if page not in self._pages]
        if wanted:
            for row in self._db.execute(_ABOUT, (listed(wanted),)):
                self._pages[row["page"]] = _page(row)

    def at(self, page: str, start: int, end: int) -> Passage:
        """The passage `[start, end)` of a page, with the rest of its sentence or block around it."""
        about = self._page(page)
        left, right = _around(about, start, end)
        text = about.text
        return Passage(
            document=page,
            source=about.source,
            title=about.title,
            publisher=about.publisher,
            published=about.published,
            span=(start, end),
            exact=text[start:end],
            prefix=text[left:start],
            suffix=text[end:right],
            url=about.url,
        )

    def text(self, page: str, start: int, end: int) -> str:
        """The characters `[start, end)` of a page."""
        return self._page(page).text[start:end]

    def published(self, page: str) -> str | None:
        """When a page was published, as EDTF; null when it does not tell."""
        return self._page(page).published

    def _page(self, page: str) -> _Page:
        if page not in self._pages:
            self.load([page])
        return self._pages[page]


def _page(row: sqlite3.Row) -> _Page:
    record = zlib.decompress(row["record"]).decode("ascii")
    return _Page(
        source=row["source"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        text=row["text"],
        url=record_part(record, "url"),
        sentences=[(start, end) for start, end in record_part(record, "sentences")],
        blocks=[(block["start"], block["end"]) for block in record_part(record, "blocks")],
    )


def record_part(record: str, key: str) -> Any:
    """One layer of a page's record (JSON), the rest left unread: records are long, and many make one table.

    No text can be taken for the key: inside a JSON string its quotation marks would be escaped.
    """
    marked = f'"{key}":'
    return _DECODER.raw_decode(record, record.index(marked) + len(marked))[0]


def _around(page: _Page, start: int, end: int) -> Span:
    left, right = start, end
    for spans in (page.sentences, page.blocks):
        first, last = _holding(spans, start), _holding(spans, max(end - 1, start))
        if first and last:
            return min(left, first[0]), max(right, last[1])
    return left, right


def _holding(spans: Sequence[Span], offset: int) -> Span | None:
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return spans[index] if index >= 0 and spans[index][0] <= offset < spans[index][1] else None
