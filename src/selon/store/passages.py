"""Places in pages, cut so that a person can find and cite them."""

import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from selon.records import Passage, Span

__all__ = ["Passages"]

_KEPT = 256  # pages whose text is held while rows are made


@dataclass(frozen=True, slots=True)
class _Page:
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    text: str
    sentences: Sequence[Span]
    blocks: Sequence[Span]


class Passages:
    """Cuts passages out of the pages of one dossier; the pages read last are kept at hand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._pages: dict[str, _Page] = {}

    def at(self, page: str, start: int, end: int) -> Passage:
        """The passage `[start, end)` of a page, with the rest of its sentence or block around it."""
        about = self._page(page)
        left, right = self._around(about, start, end)
        return Passage(
            document=page,
            source=about.source,
            title=about.title,
            publisher=about.publisher,
            published=about.published,
            span=(start, end),
            exact=about.text[start:end],
            prefix=about.text[left:start],
            suffix=about.text[end:right],
        )

    def text(self, page: str, start: int, end: int) -> str:
        """The characters `[start, end)` of a page."""
        return self._page(page).text[start:end]

    def _around(self, page: _Page, start: int, end: int) -> Span:
        left, right = start, end
        for spans in (page.sentences, page.blocks):
            first, last = _holding(spans, start), _holding(spans, max(end - 1, start))
            if first and last:
                return min(left, first[0]), max(right, last[1])
        return left, right

    def _page(self, page: str) -> _Page:
        if page not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = self._load(page)
        return self._pages[page]

    def _load(self, page: str) -> _Page:
        query = "SELECT title, publisher, published, text, record FROM document WHERE page = ?"
        row = self._db.execute(query, (page,)).fetchone()
        line = json.loads(zlib.decompress(row["record"]))
        return _Page(
            source=line["source"],
            title=row["title"],
            publisher=row["publisher"],
            published=row["published"],
            text=row["text"],
            sentences=[(start, end) for start, end in line["sentences"]],
            blocks=[(block["start"], block["end"]) for block in line["blocks"]],
        )


def _holding(spans: Sequence[Span], offset: int) -> Span | None:
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return spans[index] if index >= 0 and spans[index][0] <= offset < spans[index][1] else None
