"""What a page tells, as rows for queries and search: blocks, entities, quotations, events."""

import sqlite3
from collections.abc import Mapping

from selon.records import Analysis, Document, dump, encode
from selon.store.columns import bounds, hull, plain
from selon.store.connection import insert

__all__ = ["mark_items", "save_blocks", "save_layers"]


def save_blocks(db: sqlite3.Connection, document: Document) -> None:
    """Index the blocks of a page for search, boilerplate left out."""
    for block in document.blocks:
        if block.kind == "boilerplate" or block.end <= block.start:
            continue
        values = {"page": document.id, "start": block.start, "end": block.end, "kind": block.kind}
        seq = insert(db, "block", values)
        text = plain(document.text[block.start : block.end])
        insert(db, "search", {"rowid": seq, "text": text})


def save_layers(db: sqlite3.Connection, analysis: Analysis, marks: Mapping[str, str]) -> None:
    """Index the entities, quotations and events of a page; `marks` tell which were confirmed or edited."""
    _save_entities(db, analysis)
    times = {time.id: time.edtf for time in analysis.times}
    _save_quotations(db, analysis, times)
    _save_events(db, analysis, times)
    if marks:
        mark_items(db, analysis.document, marks)


def _save_entities(db: sqlite3.Connection, analysis: Analysis) -> None:
    db.executemany(
        "INSERT INTO entity (id, seq, page, kind, name, country) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (entity.id, seq, analysis.document, entity.kind, plain(entity.name), entity.country)
            for seq, entity in enumerate(analysis.entities)
        ],
    )


def _save_quotations(db: sqlite3.Connection, analysis: Analysis, times: Mapping[str, str | None]) -> None:
    for seq, quotation in enumerate(analysis.quotations):
        start, end = hull([*quotation.content, *(span for span in (quotation.cue, quotation.source) if span)])
        values = {
            "id": quotation.id,
            "seq": seq,
            "page": analysis.document,
            "start": start,
            "end": end,
            "act": quotation.act,
            "mode": quotation.mode,
            "uttered": times.get(quotation.uttered, quotation.uttered) if quotation.uttered else None,
            "confidence": quotation.confidence,
            "record": dump(encode(quotation)),
        }
        insert(db, "quotation", values)
        voices = {
            "speaker": quotation.speakers,
            "on_behalf_of": quotation.on_behalf_of,
            "via": quotation.via,
        }
        db.executemany(
            "INSERT INTO quotation_voice VALUES (?, ?, ?, ?)",
            [(quotation.id, part, i, entity) for part, ids in voices.items() for i, entity in enumerate(ids)],
        )


def _save_events(db: sqlite3.Connection, analysis: Analysis, times: Mapping[str, str | None]) -> None:
    entities = {mention.id: mention.entity for mention in analysis.mentions}
    for seq, event in enumerate(analysis.events):
        edtf = times.get(event.time, event.time) if event.time else None
        earliest, latest = bounds(edtf)
        values = {
            "id": event.id,
            "seq": seq,
            "page": analysis.document,
            "start": event.trigger[0],
            "end": event.trigger[1],
            "kind": event.kind,
            "status": event.status,
            "factuality": event.factuality,
            "edtf": edtf,
            "earliest": earliest,
            "latest": latest,
            "background": event.background,
            "confidence": event.confidence,
            "record": dump(encode(event)),
        }
        insert(db, "event", values)
        db.executemany(
            "INSERT INTO event_role VALUES (?, ?, ?, ?, ?, ?)",
            [
                (event.id, i, role.role, *role.anchor, entities.get(role.mention) if role.mention else None)
                for i, role in enumerate(event.roles)
            ],
        )
        db.executemany(
            "INSERT INTO event_source VALUES (?, ?, ?)",
            [(event.id, i, quotation) for i, quotation in enumerate(event.according_to)],
        )


def mark_items(db: sqlite3.Connection, page: str, marks: Mapping[str, str]) -> None:
    """Note which items of a page were confirmed or edited."""
    for table in ("quotation", "event"):
        db.execute(f"UPDATE {table} SET decided = NULL WHERE page = ?", (page,))
        db.executemany(f"UPDATE {table} SET decided = ? WHERE id = ?", [(v, k) for k, v in marks.items()])
