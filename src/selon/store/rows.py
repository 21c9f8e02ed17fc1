"""Rows for readers: pages, quotations, search; the filter by time."""

import json
import re
import sqlite3
from collections.abc import Collection, Sequence

from selon.records import (
    Edtf,
    InvalidDate,
    NamedActor,
    PageRow,
    Quotation,
    QuoteRow,
    Rejected,
    SearchRow,
    Span,
    decode,
)
from selon.store.passages import Passages

__all__ = [
    "During",
    "marks",
    "page_rows",
    "quote_rows",
    "search_rows",
    "speakers_of",
]

_HIT_START, _HIT_END = "\ue000", "\ue001"  # private use: no page means anything by them


class During:
    """A filter on EDTF values: those that may mean a time from `since` to `until`, both inclusive."""

    def __init__(self, since: str | None, until: str | None) -> None:
        self._since = Edtf.parse(since) if since else None
        self._until = Edtf.parse(until) if until else None

    @property
    def open(self) -> bool:
        """Whether every value passes, the unknown one too."""
        return self._since is None and self._until is None

    def holds(self, edtf: str | None) -> bool:
        """Whether a value passes; one that is not known passes no bound."""
        if self.open:
            return True
        if edtf is None:
            return False
        try:
            value = Edtf.parse(edtf)
        except InvalidDate:
            return False
        if self._since is not None and value.before(self._since):
            return False
        return self._until is None or not self._until.before(value)


def marks(values: Collection[str]) -> str:
    """The place holders of an SQL list."""
    return f"({','.join('?' * len(values))})"


def page_rows(db: sqlite3.Connection, during: During, page: str | None = None) -> list[PageRow]:
    """All pages, or one, by date of publication `during` a time; the rejected ones are never filtered out."""
    query = "SELECT * FROM v_pages" + (" WHERE id = ?" if page else "")
    rows = []
    for row in db.execute(query, (page,) if page else ()):
        reason = row["rejected"]
        rejected = Rejected(row["id"], row["source"], reason, row["detail"]) if reason else None
        if rejected is None and not during.holds(row["published"]):
            continue
        rows.append(
            PageRow(
                id=row["id"],
                source=row["source"],
                title=row["title"],
                publisher=row["publisher"],
                published=row["published"],
                basis=row["basis"] or "unknown",
                characters=row["characters"] or 0,
                quotations=row["quotations"],
                events=row["events"],
                rejected=rejected,
            )
        )
    return rows


def quote_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    kind: str | None = None,
    page: str | None = None,
    ids: Sequence[str] | None = None,
) -> list[QuoteRow]:
    """Quotations in order of pages and place.

    `actors` are speakers or those spoken for; `kind` an act or a mode. The time is that of the utterance or,
    where the page does not tell it, of publication.
    """
    clauses, values = ["1"], list[str]()
    if actors is not None:
        clauses.append(
            "quotation.id IN (SELECT quotation FROM quotation_voice JOIN membership USING (entity)"
            f" WHERE part IN ('speaker', 'on_behalf_of') AND actor IN {marks(actors)})"
        )
        values += sorted(actors)
    if kind is not None:
        clauses.append("(quotation.act = ? OR quotation.mode = ?)")
        values += [kind, kind]
    if page is not None:
        clauses.append("quotation.page = ?")
        values.append(page)
    if ids is not None:
        clauses.append(f"quotation.id IN {marks(ids)}")
        values += ids
    query = (
        "SELECT quotation.*, document.published FROM quotation"
        " JOIN document ON document.page = quotation.page JOIN page ON page.id = quotation.page"
        f" WHERE {' AND '.join(clauses)} ORDER BY page.seq, quotation.seq"
    )
    passages = Passages(db)
    return [
        _quote_row(db, passages, row)
        for row in db.execute(query, values).fetchall()
        if during.holds(row["uttered"] or row["published"])
    ]


def search_rows(db: sqlite3.Connection, words: str, limit: int) -> list[SearchRow]:
    """The blocks that hold all of `words`, best first (BM25); words between double quotes are a phrase."""
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    terms = [term for term in terms if any(letter.isalnum() for letter in term)]
    if not terms:
        return []
    query = (
        'SELECT block.page, block.start, block."end", highlight(search, 0, ?, ?) AS shown FROM search'
        " JOIN block ON block.seq = search.rowid WHERE search MATCH ?"
        " ORDER BY bm25(search), block.seq LIMIT ?"
    )
    wanted = " ".join(f'"{term}"' for term in terms)
    passages = Passages(db)
    found = db.execute(query, (_HIT_START, _HIT_END, wanted, limit)).fetchall()
    return [
        SearchRow(passages.at(row["page"], row["start"], row["end"]), _hits(row["shown"])) for row in found
    ]


def _hits(shown: str) -> tuple[Span, ...]:
    hits, offset, start = [], 0, 0
    for part in re.split(f"([{_HIT_START}{_HIT_END}])", shown):
        if part == _HIT_START:
            start = offset
        elif part == _HIT_END:
            hits.append((start, offset))
        else:
            offset += len(part)
    return tuple(hits)


def _quote_row(db: sqlite3.Connection, passages: Passages, row: sqlite3.Row) -> QuoteRow:
    quotation = decode(Quotation, json.loads(row["record"]))
    page = row["page"]
    return QuoteRow(
        id=quotation.id,
        speakers=_voices(db, [quotation.id], "speaker"),
        relays=_voices(db, [quotation.id], "via"),
        act=quotation.act,
        mode=quotation.mode,
        cue=passages.text(page, *quotation.cue) if quotation.cue else None,
        content=tuple(passages.text(page, *span) for span in quotation.content),
        uttered=row["uttered"],
        confidence=quotation.confidence,
        passage=passages.at(page, row["start"], row["end"]),
    )


def speakers_of(db: sqlite3.Connection, quotations: Collection[str]) -> tuple[NamedActor, ...]:
    """The speakers of some quotations, each once."""
    return _voices(db, quotations, "speaker")


def _voices(db: sqlite3.Connection, quotations: Collection[str], part: str) -> tuple[NamedActor, ...]:
    rows = db.execute(
        "SELECT coalesce(actor.id, entity.id) AS id, coalesce(actor.name, entity.name) AS name"
        " FROM quotation_voice AS voice JOIN entity ON entity.id = voice.entity"
        " LEFT JOIN membership ON membership.entity = entity.id"
        " LEFT JOIN actor ON actor.id = membership.actor"
        f" WHERE voice.part = ? AND voice.quotation IN {marks(quotations)} ORDER BY voice.rowid",
        (part, *quotations),
    )
    return tuple(dict.fromkeys(NamedActor(row["id"], row["name"]) for row in rows))
