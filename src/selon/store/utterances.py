"""Who may have said what when: quotations found by their speaker and day."""

import datetime
import json
import sqlite3
from collections.abc import Collection, Sequence

from selon.records import Utterance
from selon.store.columns import bounds
from selon.store.connection import AMONG, listed

__all__ = ["save_utterances", "utterances_by", "utterances_in"]

_LONGEST = 31  # days within which an utterance is known to lie; what is known by its year is not sought
_SAID = (
    "SELECT membership.actor, quotation.id, quotation.uttered, document.published"
    " FROM quotation_voice AS voice"
    " JOIN membership ON membership.entity = voice.entity JOIN quotation ON quotation.id = voice.quotation"
    " JOIN document ON document.page = quotation.page"
    f" WHERE voice.part = 'speaker' AND voice.entity IN {AMONG}"
)
_ROWS = (
    "SELECT quotation.id, quotation.page, quotation.record, quotation.uttered, document.published, text,"
    " (SELECT json_group_array(actor) FROM (SELECT DISTINCT membership.actor FROM quotation_voice AS voice"
    "  JOIN membership ON membership.entity = voice.entity"
    "  WHERE voice.quotation = quotation.id AND voice.part = 'speaker' ORDER BY actor)) AS actors"
    " FROM quotation JOIN document ON document.page = quotation.page JOIN page ON page.id = quotation.page"
)
_ORDER = " ORDER BY page.seq, quotation.seq"
_BY = (
    f"{_ROWS} WHERE quotation.id IN (SELECT quotation FROM utterance WHERE actor IN {AMONG}"
    f" AND first BETWEEN date(?, '-{_LONGEST} days') AND ? AND last >= ?)"
    " ORDER BY page.seq DESC, quotation.seq DESC LIMIT ?"
)
_IN = f"{_ROWS} WHERE quotation.page IN {AMONG}{_ORDER}"


def save_utterances(db: sqlite3.Connection, entities: Collection[str]) -> None:
    """Keep under their actor and day what these entities, whose actor is known now, say on their pages."""
    found = []
    for actor, quotation, uttered, published in db.execute(_SAID, (listed(entities),)):
        first, last = _days(uttered or published)
        if first and last:
            found.append((actor, first, last, quotation))
    db.executemany(
        "INSERT OR REPLACE INTO utterance (actor, first, last, quotation) VALUES (?, ?, ?, ?)", found
    )


def utterances_by(
    db: sqlite3.Connection, actors: Collection[str], since: str, until: str, limit: int
) -> Sequence[Utterance]:
    """The last `limit` quotations of these actors that came in and may fall from one day to another."""
    rows = db.execute(_BY, (listed(sorted(actors)), since, until, since, limit)).fetchall()
    return [_utterance(row) for row in reversed(rows)]


def utterances_in(db: sqlite3.Connection, documents: Collection[str]) -> Sequence[Utterance]:
    """All quotations of these documents."""
    return [_utterance(row) for row in db.execute(_IN, (listed(documents),))]


def _utterance(row: sqlite3.Row) -> Utterance:
    content = tuple((start, end) for start, end in json.loads(row["record"])["content"])
    first, last = _days(row["uttered"] or row["published"])
    return Utterance(
        row["id"],
        row["page"],
        tuple(json.loads(row["actors"])),
        content,
        " ".join(row["text"][start:end] for start, end in content),
        first,
        last,
    )


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    first, last = bounds(edtf)
    if first is None or last is None:
        return None, None
    apart = datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)
    return (first, last) if apart.days < _LONGEST else (None, None)
