"""Copies for readers: what stands in which page of others, what is a page's own, how many are independent."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from selon.records import Copy, CopyGroup, CopyKind, CopyRow, PageRow, Span, VariantRow, decode
from selon.store.connection import AMONG, listed
from selon.store.rows import During, page_rows, quote_rows
from selon.store.texts import copies_at, variants_of

__all__ = ["Copied", "copy_groups", "copy_rows", "own_shares", "variant_rows"]

_WHOLE: tuple[CopyKind, ...] = ("exact", "wire", "version")
_Place = tuple[str, Span]


class Copied:
    """The copies among some pages, read in two statements."""

    def __init__(self, db: sqlite3.Connection, pages: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(pages))
        query = f"SELECT page FROM body WHERE page IN {AMONG}"
        self._compared = {row[0] for row in db.execute(query, (listed(wanted),))}
        self._copies: dict[str, list[Copy]] = {}
        for copy in copies_at(db, (f"in:{page}" for page in wanted)):
            self._copies.setdefault(copy.in_, []).append(copy)

    def independent(self, places: Collection[_Place]) -> int | None:
        """How many of the pages of these places are independent; null where one was not compared with others.

        Pages of one text are one. A page with passages of another is one with it where such a passage is
        what both have here.
        """
        pages = list(dict.fromkeys(page for page, _ in places))
        if not self._compared.issuperset(pages):
            return None
        if len(pages) < 2:
            return len(pages)
        group = {page: page for page in pages}
        stand: dict[str, list[Span]] = {}
        for page, span in places:
            stand.setdefault(page, []).append(span)
        originals: dict[str, str] = {}
        for page in pages:
            for copy in self._copies.get(page, ()):
                if copy.kind in _WHOLE:
                    # Two copies of one text are one source, whether or not the text itself tells the same.
                    _join(group, originals.setdefault(copy.of, page), page)
                if copy.of in group and _is_one(copy, stand):
                    _join(group, copy.of, page)
        return len({_root(group, page) for page in pages})


def _is_one(copy: Copy, stand: Mapping[str, Sequence[Span]]) -> bool:
    return copy.kind in _WHOLE or any(
        _meets(first, stand[copy.of]) and _meets(second, stand[copy.in_]) for first, second in copy.spans
    )


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _root(group: Mapping[str, str], page: str) -> str:
    while group[page] != page:
        page = group[page]
    return page


def _join(group: dict[str, str], one: str, two: str) -> None:
    group[_root(group, two)] = _root(group, one)


def own_shares(db: sqlite3.Connection, pages: Iterable[str]) -> dict[str, float | None]:
    """The part of each page's running prose, in characters, that stands in no page before it.

    Null where a page has none, or was not compared with others.
    """
    wanted = list(dict.fromkeys(pages))
    copied: dict[str, list[Span]] = {page: [] for page in wanted}
    for copy in copies_at(db, (f"in:{page}" for page in wanted)):
        copied[copy.in_] += [span for _, span in copy.spans]
    found: dict[str, float | None] = dict.fromkeys(wanted)
    for page, spans in db.execute(f"SELECT page, spans FROM body WHERE page IN {AMONG}", (listed(wanted),)):
        total = sum(end - start for start, end in json.loads(spans))
        found[page] = round(1 - _covered(copied[page]) / total, 2) if total else None
    return found


def _covered(spans: Iterable[Span]) -> int:
    """How many characters lie in one of these spans."""
    held = at = 0
    for start, end in sorted(spans):
        held += max(0, end - max(start, at))
        at = max(at, end)
    return held


def copy_rows(db: sqlite3.Connection, page: str) -> list[CopyRow]:
    """What a page shares with others, those before it first."""
    copies = copies_at(db, [f"in:{page}", f"of:{page}"])
    pages = _pages(db, (name for copy in copies for name in (copy.of, copy.in_)))
    rows = [
        CopyRow(pages[copy.of if copy.in_ == page else copy.in_], copy.in_ == page, copy) for copy in copies
    ]
    return sorted(rows, key=lambda row: not row.before)


def copy_groups(
    db: sqlite3.Connection, during: During, kind: CopyKind | None = None, limit: int | None = None
) -> list[CopyGroup]:
    """Pages of one text, each group in the order in which its pages came in, at most the first `limit`.

    By default those of the kinds `exact`, `wire` and `version`; with `kind`, those that this kind ties.
    A group is shown whole when one of its pages was published `during` that time.
    """
    kinds = _WHOLE if kind is None else (kind,)
    query = f"SELECT record FROM overlay WHERE type = 'copy' AND json_extract(record, '$.kind') IN {AMONG}"
    copies = [_copy(row["record"]) for row in db.execute(query + " ORDER BY seq", (listed(kinds),))]
    pages = _pages(db, (name for copy in copies for name in (copy.of, copy.in_)))
    group = {page: page for page in pages}
    for copy in copies:
        _join(group, copy.of, copy.in_)
    members: dict[str, list[PageRow]] = {}
    for page, row in pages.items():
        members.setdefault(_root(group, page), []).append(row)
    inside: dict[str, list[Copy]] = {}
    for copy in copies:
        inside.setdefault(_root(group, copy.in_), []).append(copy)
    own = own_shares(db, pages)
    rows = [
        CopyGroup(tuple(found), tuple(inside[root]), tuple(own[page.id] for page in found))
        for root, found in members.items()
        if any(during.holds(page.published) for page in found)
    ]
    return rows[:limit]


def variant_rows(db: sqlite3.Connection, quotation: str) -> list[VariantRow]:
    """The other wordings of an utterance, the surest first."""
    scores = {
        name: variant.score
        for variant in variants_of(db, quotation)
        for name in variant.quotations
        if name != quotation
    }
    rows = quote_rows(db, During(None, None), ids=list(scores))
    found = [VariantRow(row.id, row.content, scores[row.id], row.passage) for row in rows]
    return sorted(found, key=lambda row: -row.score)


def _copy(record: str) -> Copy:
    line = json.loads(record)
    del line["type"]
    return decode(Copy, line)


def _pages(db: sqlite3.Connection, pages: Iterable[str]) -> dict[str, PageRow]:
    """The rows of these pages, in the order in which they came in."""
    return {row.id: row for row in page_rows(db, During(None, None), dict.fromkeys(pages))}
