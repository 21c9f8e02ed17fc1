"""The days of events and of words as other pages narrow them, kept for the chronology."""

import sqlite3

from selon.records import Narrowing, parse_annotation_id

__all__ = ["narrowed_events", "save_narrowed"]

_ITEMS = (
    "INSERT OR REPLACE INTO narrowed (item, time, edtf) SELECT id, ?1, ?2 FROM {table}"
    " WHERE page IN (SELECT id FROM page WHERE id >= ?3 AND id < ?4) AND json_extract(record, ?5) = ?1"
)
_EVENTS = (
    "WITH told AS (SELECT event.id, event.kind, claim_report.claim, narrowed.edtf FROM narrowed"
    " CROSS JOIN event ON event.id = narrowed.item LEFT JOIN claim_report ON claim_report.event = event.id"
    " WHERE NOT EXISTS (SELECT 1 FROM aside WHERE aside.item = event.id))"
    " SELECT claim, min(edtf) FROM told WHERE claim IS NOT NULL AND {wanted}"
    " GROUP BY claim HAVING count(DISTINCT edtf) = 1"
    " UNION ALL SELECT id, edtf FROM told WHERE claim IS NULL AND {wanted}"
)
_OF_ITEMS = {"event": "$.time", "quotation": "$.uttered"}


def save_narrowed(db: sqlite3.Connection, narrowing: Narrowing) -> None:
    """Date the events and the words that stand at a time expression by what other pages tell of it."""
    db.execute("DELETE FROM narrowed WHERE time = ?", (narrowing.time,))
    parsed = parse_annotation_id(narrowing.time)
    if parsed is None:
        return
    first = f"sha256:{parsed[0]}"  # a page's annotations bear the beginning of its id
    for table, path in _OF_ITEMS.items():
        values = (narrowing.time, narrowing.edtf, first, f"{first}g", path)
        db.execute(_ITEMS.format(table=table), values)


def narrowed_events(db: sqlite3.Connection, kind: str | None = None) -> dict[str, str]:
    """The narrowed days of claims, where all reports that have one have the same; of reports without a claim.

    Those of one kind of event, or of all.
    """
    wanted, values = ("1", ()) if kind is None else ("told.kind = ?", (kind,))
    return dict(db.execute(_EVENTS.format(wanted=wanted), values * 2).fetchall())
