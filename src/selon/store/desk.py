"""What a reader at work asks first: how much there is, who speaks most, what is least sure."""

import sqlite3

from selon.records import NamedActor, SpeakerRow

__all__ = ["counts", "doubts", "speaker_rows"]

_COUNTED = {
    "pages": "document",
    "rejected": "rejection",
    "quotations": "quotation",
    "events": "event",
    "claims": "claim",
    "actors": "actor",
}
_DOUBTED = ("quotation", "event")


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many pages, rejected ones, quotations, events, claims and actors there are."""
    return {
        name: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for name, table in _COUNTED.items()
    }


def speaker_rows(db: sqlite3.Connection, limit: int) -> list[SpeakerRow]:
    """The actors who speak in most quotations, the most quoted first."""
    query = (
        "SELECT actor.id, actor.name, count(DISTINCT voice.quotation) AS n FROM quotation_voice AS voice"
        " JOIN membership ON membership.entity = voice.entity JOIN actor ON actor.id = membership.actor"
        " WHERE voice.part = 'speaker' GROUP BY actor.id ORDER BY n DESC, actor.number LIMIT ?"
    )
    return [SpeakerRow(NamedActor(row["id"], row["name"]), row["n"]) for row in db.execute(query, (limit,))]


def doubts(db: sqlite3.Connection, kind: str | None, limit: int) -> list[str]:
    """The ids of the quotations and events that were not decided yet, the least sure first.

    `kind` is `quotation` or `event`; null for both.
    """
    tables = [table for table in _DOUBTED if kind in (None, table)] or list(_DOUBTED)
    query = " UNION ALL ".join(
        f"SELECT id, confidence FROM {table} WHERE decided IS NULL" for table in tables
    )
    return [row["id"] for row in db.execute(f"{query} ORDER BY confidence, id LIMIT ?", (limit,))]
