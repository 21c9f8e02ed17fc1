"""What a reader at work asks first: how much there is, who speaks most, what is least sure."""

import sqlite3

from selon.records import NamedActor, SpeakerRow

__all__ = ["actors_like", "counts", "doubts", "speaker_rows"]

_COUNTED = {
    "pages": "document",
    "rejected": "rejection",
    "quotations": "shown_quotation",
    "events": "shown_event",
    "claims": "shown_claim",
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
        " WHERE voice.part = 'speaker' AND voice.quotation NOT IN (SELECT item FROM aside)"
        " GROUP BY actor.id ORDER BY n DESC, actor.number LIMIT ?"
    )
    return [SpeakerRow(NamedActor(row["id"], row["name"]), row["n"]) for row in db.execute(query, (limit,))]


def actors_like(db: sqlite3.Connection, folded: str, limit: int) -> list[NamedActor]:
    """The actors one of whose names, folded, holds these letters; those whose name begins so come first."""
    query = (
        "SELECT actor.id, actor.name, min(instr(key, ?1)) AS place FROM actor_key"
        " JOIN actor ON actor.id = actor_key.actor WHERE instr(key, ?1) > 0 AND instr(key, ':') = 0"
        " GROUP BY actor.id ORDER BY place > 1, length(actor.name), actor.number LIMIT ?2"
    )
    return [NamedActor(row["id"], row["name"]) for row in db.execute(query, (folded, limit))]


def doubts(
    db: sqlite3.Connection,
    kind: str | None,
    limit: int,
    *,
    rule: str | None = None,
    least: float | None = None,
) -> list[str]:
    """The ids of the quotations and events that were not decided yet, the least sure first.

    `kind` is `quotation` or `event`, null for both; only what this `rule` found, with a confidence of `least`
    or more.
    """
    tables = [table for table in _DOUBTED if kind in (None, table)] or list(_DOUBTED)
    wanted, values = "decided IS NULL", list[str | float]()
    if least is not None:
        wanted += " AND confidence >= ?"
        values.append(least)
    if rule is not None:
        wanted += " AND json_extract(record, '$.rule') = ?"
        values.append(rule)
    query = " UNION ALL ".join(f"SELECT id, confidence FROM shown_{table} WHERE {wanted}" for table in tables)
    rows = db.execute(f"{query} ORDER BY confidence, id LIMIT ?", (*values * len(tables), limit))
    return [row["id"] for row in rows]
