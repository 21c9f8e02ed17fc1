"""Rows for readers: pages, quotations, search; the filter by time.

Every table takes a fixed number of statements, however many rows it has.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from selon.records import (
    Edtf,
    InvalidDate,
    NamedActor,
    PageRow,
    QuoteRow,
    Rejected,
    SearchRow,
    Span,
)
from selon.store.connection import AMONG, listed
from selon.store.passages import Passages

__all__ = [
    "During",
    "Voices",
    "page_rows",
    "quote_rows",
    "search_rows",
]

_HIT_START, _HIT_END = "\ue000", "\ue001"  # private use: no page means anything by them


class During:
    """A filter on EDTF values: those that may mean a time from `since` to `until`, both inclusive."""

    def __init__(self, since: str | None, until: str | None) -> None:
        self._since = Edtf.parse(since) if since else None
        self._until = Edtf.parse(until) if until else None
        self._known: dict[str, bool] = {}

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
        if edtf not in self._known:
            self._known[edtf] = self._meets(edtf)
        return self._known[edtf]

    def lend(self, db: sqlite3.Connection) -> None:
        """Let the statements of a connection ask `during(edtf)`, until the next filter is lent to it."""
        db.create_function("during", 1, self.holds, deterministic=True)

    def _meets(self, edtf: str) -> bool:
        try:
            value = Edtf.parse(edtf)
        except InvalidDate:
            return False
        if self._since is not None and value.before(self._since):
            return False
        return self._until is None or not self._until.before(value)


class Voices:
    """Who speaks in some quotations, and who relays them; read in one statement."""

    def __init__(self, db: sqlite3.Connection, quotations: Iterable[str]) -> None:
        self._found: dict[tuple[str, str], list[NamedActor]] = {}
        query = (
            "SELECT voice.quotation, voice.part, coalesce(actor.id, entity.id) AS id,"
            " coalesce(actor.name, entity.name) AS name FROM quotation_voice AS voice"
            " JOIN entity ON entity.id = voice.entity"
            " LEFT JOIN membership ON membership.entity = entity.id"
            " LEFT JOIN actor ON actor.id = membership.actor"
            f" WHERE voice.quotation IN {AMONG} ORDER BY voice.quotation, voice.part, voice.seq"
        )
        for quotation, part, name, label in db.execute(query, (listed(dict.fromkeys(quotations)),)):
            self._found.setdefault((quotation, part), []).append(NamedActor(name, label))

    def speakers(self, quotations: Iterable[str]) -> tuple[NamedActor, ...]:
        """The speakers of some of these quotations, each once."""
        return self._of(quotations, "speaker")

    def relays(self, quotation: str) -> tuple[NamedActor, ...]:
        """Those who pass a quotation on, nearest first."""
        return self._of([quotation], "via")

    def _of(self, quotations: Iterable[str], part: str) -> tuple[NamedActor, ...]:
        found = (actor for name in quotations for actor in self._found.get((name, part), ()))
        return tuple(dict.fromkeys(found))


def page_rows(db: sqlite3.Connection, during: During, ids: Iterable[str] | None = None) -> list[PageRow]:
    """All pages, or these, by date of publication `during` a time; rejected ones are never filtered out."""
    query = "SELECT * FROM v_pages" + ("" if ids is None else f" WHERE id IN {AMONG}")
    rows = []
    for row in db.execute(query, () if ids is None else (listed(ids),)):
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
    limit: int | None = None,
) -> list[QuoteRow]:
    """Quotations in order of pages and place, at most the first `limit`.

    `actors` are speakers or those spoken for; `kind` an act or a mode. The time is that of the utterance or,
    where the page does not tell it, of publication. What is set aside, since it recurs, is only
    found by `ids`.
    """
    clauses, values = ["1"], list[str]()
    if actors is not None:
        clauses.append(
            "quotation.id IN (SELECT quotation FROM membership JOIN quotation_voice USING (entity)"
            f" WHERE part IN ('speaker', 'on_behalf_of') AND actor IN {AMONG})"
        )
        values.append(listed(sorted(actors)))
    if kind is not None:
        clauses.append("? IN (quotation.act, quotation.mode)")
        values.append(kind)
    if page is not None:
        clauses.append("quotation.page = ?")
        values.append(page)
    if ids is not None:
        clauses.append(f"quotation.id IN {AMONG}")
        values.append(listed(ids))
    if not during.open:
        during.lend(db)
        clauses.append("during(coalesce(quotation.uttered, document.published))")
    # Without a list of quotations the pages are gone through in order, so that `limit` ends the search.
    told = "quotation" if ids is not None else "shown_quotation AS quotation"
    tables = f"page CROSS JOIN {told}" if actors is None and ids is None else f"{told} CROSS JOIN page"
    query = (
        f"SELECT quotation.* FROM {tables} ON page.id = quotation.page"
        " JOIN document ON document.page = quotation.page"
        f" WHERE {' AND '.join(clauses)} ORDER BY page.seq, quotation.seq LIMIT ?"
    )
    found = db.execute(query, (*values, -1 if limit is None else limit)).fetchall()
    voices = Voices(db, (row["id"] for row in found))
    passages = Passages(db, (row["page"] for row in found))
    return [_quote_row(voices, passages, row) for row in found]


def search_rows(db: sqlite3.Connection, words: str, limit: int) -> list[SearchRow]:
    """The blocks that hold all of `words`, best first (BM25); words between double quotes are a phrase.

    Blocks that recur over the pages of their site are not found.
    """
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    terms = [term for term in terms if any(letter.isalnum() for letter in term)]
    if not terms:
        return []
    # The words are set off in the blocks that are shown only: that needs the text of each.
    query = (
        "WITH best (seq, score) AS MATERIALIZED (SELECT rowid, bm25(search) FROM search WHERE search MATCH ?"
        " AND rowid NOT IN (SELECT block FROM recurring)"
        " ORDER BY bm25(search), rowid LIMIT ?)"
        ' SELECT block.page, block.start, block."end", highlight(search, 0, ?, ?) AS shown FROM best'
        " JOIN search ON search.rowid = best.seq JOIN block ON block.seq = best.seq"
        " WHERE search MATCH ? ORDER BY best.score, best.seq"
    )
    wanted = " ".join(f'"{term}"' for term in terms)
    found = db.execute(query, (wanted, limit, _HIT_START, _HIT_END, wanted)).fetchall()
    passages = Passages(db, (row["page"] for row in found))
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


def _quote_row(voices: Voices, passages: Passages, row: sqlite3.Row) -> QuoteRow:
    record: Mapping[str, Any] = json.loads(row["record"])
    page, name = row["page"], row["id"]
    return QuoteRow(
        id=name,
        speakers=voices.speakers([name]),
        relays=voices.relays(name),
        act=row["act"],
        mode=row["mode"],
        cue=passages.text(page, *record["cue"]) if record["cue"] else None,
        content=tuple(passages.text(page, start, end) for start, end in record["content"]),
        uttered=row["uttered"],
        confidence=row["confidence"],
        passage=passages.at(page, row["start"], row["end"]),
        decided=row["decided"],
    )
