"""The days of events and of words as other pages narrow them, kept for the chronology."""

import sqlite3

from selon.records import Narrowing, parse_annotation_id
from selon.store.columns import bounds

__all__ = ["narrowed_events", "save_narrowed"]

_ITEMS = (
    "INSERT OR REPLACE INTO narrowed (item, time, edtf) SELECT id, ?1, ?2 FROM {table}"
    " WHERE page IN (SELECT id FROM page WHERE id >= ?3 AND id < ?4) AND json_extract(record, ?5) = ?1"
)
_EVENTS = (
    "WITH told AS (SELECT event.id, event.kind, claim_report.claim, narrowed.edtf FROM narrowed"
    " CROSS JOIN event ON event.id = narrowed.item LEFT JOIN claim_report ON claim_report.event = event.id"
    " WHERE NOT EXISTS (SELECT 1 FROM aside WHERE aside.item = event.id))"
    " SELECT told.claim, min(told.edtf), claim.edtf FROM told JOIN claim ON claim.id = told.claim"
    " WHERE {wanted} GROUP BY told.claim HAVING count(DISTINCT told.edtf) = 1"
    " UNION ALL SELECT id, edtf, NULL FROM told WHERE claim IS NULL AND {wanted}"
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

    Those of one kind of event, or of all. A claim whose time is more precise, or lies elsewhere, keeps it.
    """
    wanted, values = ("1", ()) if kind is None else ("told.kind = ?", (kind,))
    rows = db.execute(_EVENTS.format(wanted=wanted), values * 2)
    return {name: edtf for name, edtf, told in rows if _lies_within(edtf, told)}


def _lies_within(edtf: str, told: str | None) -> bool:
    (first, last), (start, end) = bounds(told), bounds(edtf)
    return (first is None or (start is not None and first <= start)) and (
        last is None or (end is not None and end <= last)
    )
