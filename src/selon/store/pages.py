"""Pages in and out of a dossier: raw bytes, documents with their analyses, rejections."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selon.records import (
    PageRead,
    RawPage,
    Rejected,
    Told,
    UnknownId,
    decode,
    document_line,
    dump,
    encode,
    parse_document_line,
)
from selon.store.columns import bounds, plain
from selon.store.connection import insert
from selon.store.layers import save_blocks, save_layers

__all__ = [
    "actors_on_page",
    "document_ids",
    "document_lines",
    "drop_readings",
    "has_page",
    "pages_with",
    "raw_ids",
    "raw_page",
    "read_page",
    "rejections",
    "remove_page",
    "restate_page",
    "save_page",
    "save_raw",
    "save_rejection",
]

_NONE: Mapping[str, str] = {}
_READINGS = (
    "aside", "recurring", "line_page", "line", "article", "site",
    "stance_evidence", "stance", "claim_report", "claim_role", "claim", "membership", "actor_key", "actor",
    "overlay_key", "overlay", "narrowed", "fingerprint", "fingerprint_part", "fingerprint_filter", "body",
    "story_page", "story_trace", "story_key", "story_term",
    "event_source", "event_role", "event", "quotation_voice",
    "quotation", "entity", "block",
    "document", "rejection",
)  # fmt: skip


def has_page(db: sqlite3.Connection, page: str) -> bool:
    """Whether a page of this id came in before, usable or not."""
    return db.execute("SELECT 1 FROM page WHERE id = ?", (page,)).fetchone() is not None


def save_raw(db: sqlite3.Connection, page: str, raw: RawPage | None, source: str) -> None:
    """Keep the bytes of a page; `raw` is null when they were not read."""
    told = (
        {
            "media_type": raw.media_type,
            "charset": raw.charset,
            "url": raw.url,
            "retrieved": raw.retrieved,
        }
        if raw
        else {}
    )
    if raw and raw.told:
        told["told"] = plain(dump(encode(raw.told)))
    data = zlib.compress(raw.data, 6) if raw else None
    insert(db, "page", {"id": page, "source": plain(source), **told, "raw": data})


def save_rejection(db: sqlite3.Connection, page: str, rejected: Rejected) -> None:
    """Keep that, and why, a page cannot be used."""
    values = {
        "page": page,
        "source": plain(rejected.source),
        "reason": rejected.reason,
        "detail": plain(rejected.detail),
    }
    insert(db, "rejection", values)


def save_page(
    db: sqlite3.Connection, read: PageRead, decided: PageRead | None = None, marks: Mapping[str, str] = _NONE
) -> None:
    """Keep a document with its analysis, indexed for queries and search; its raw page must be there.

    `decided` is the page after the reader's decisions, if there are any; then the index is of that one.
    `marks` tell which of its items were confirmed or edited.
    """
    document = read.document
    published = document.published
    earliest, latest = bounds(published.edtf)
    values = {
        "page": document.id,
        "title": plain(document.title),
        "publisher": plain(document.publisher),
        "language": document.language,
        "published": published.edtf,
        "earliest": earliest,
        "latest": latest,
        "basis": published.basis,
        "characters": len(document.text),
        "text": plain(document.text),
        "record": _packed(read),
    }
    if decided is not None:
        values["decided"] = _packed(decided)
    insert(db, "document", values)
    save_blocks(db, document)
    save_layers(db, (decided or read).analysis, marks)


def restate_page(
    db: sqlite3.Connection, decided: PageRead, marks: Mapping[str, str], *, is_decided: bool
) -> None:
    """Index a page anew after decisions; what the engine found stays kept beside it."""
    page = decided.document.id
    for table in ("event", "quotation", "entity"):
        db.execute(f"DELETE FROM {table} WHERE page = ?", (page,))
    packed = _packed(decided) if is_decided else None
    db.execute("UPDATE document SET decided = ? WHERE page = ?", (packed, page))
    save_layers(db, decided.analysis, marks)


def actors_on_page(db: sqlite3.Connection, page: str) -> dict[str, str]:
    """The entity of a page that each actor is there, by the actor's id and by its name."""
    rows = db.execute(
        "SELECT actor.id, actor.name, membership.entity FROM membership"
        " JOIN entity ON entity.id = membership.entity JOIN actor ON actor.id = membership.actor"
        " WHERE entity.page = ? ORDER BY entity.seq DESC",
        (page,),
    ).fetchall()
    return {key: row["entity"] for row in rows for key in (row["name"], row["id"])}


def remove_page(db: sqlite3.Connection, page: str) -> None:
    """Take out a page, its bytes, and all that it tells; the fold is to be made anew after."""
    for row in db.execute(
        "SELECT seq, text FROM block_text WHERE seq IN (SELECT seq FROM block WHERE page = ?)", (page,)
    ):
        db.execute(
            "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", (row["seq"], row["text"])
        )
    db.execute("DELETE FROM page WHERE id = ?", (page,))


def read_page(db: sqlite3.Connection, page: str, *, engine: bool = False) -> PageRead | None:
    """The document of this id with its analysis; null when there is none (rejected, or never seen).

    The analysis is as the reader's decisions left it, or with `engine` as the engine found it.
    """
    record = "record" if engine else "coalesce(decided, record) AS record"
    row = db.execute(f"SELECT text, {record} FROM document WHERE page = ?", (page,)).fetchone()
    return PageRead(*parse_document_line(_line(row))) if row else None


def pages_with(db: sqlite3.Connection, events: Iterable[str]) -> list[PageRead]:
    """The pages, as decided, on which these event reports stand, in the order in which they came in."""
    query = (
        "SELECT text, coalesce(decided, record) AS record FROM document JOIN page ON page.id = document.page"
        " WHERE page.id IN (SELECT page FROM event WHERE id IN (SELECT value FROM json_each(?)))"
        " ORDER BY page.seq"
    )
    rows = db.execute(query, (json.dumps(list(events)),)).fetchall()
    return [PageRead(*parse_document_line(_line(row))) for row in rows]


def document_ids(db: sqlite3.Connection) -> list[str]:
    """The ids of the pages that were read, in the order in which they came in."""
    query = "SELECT document.page FROM document JOIN page ON page.id = document.page ORDER BY page.seq"
    return [row["page"] for row in db.execute(query)]


def document_lines(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The lossless line of every document, in the order in which the pages came in."""
    query = "SELECT text, record FROM document JOIN page ON page.id = document.page ORDER BY page.seq"
    for row in db.execute(query):
        yield _line(row)


def rejections(db: sqlite3.Connection) -> Iterator[Rejected]:
    """The pages that cannot be used, in the order in which they came in."""
    query = "SELECT rejection.* FROM rejection JOIN page ON page.id = rejection.page ORDER BY page.seq"
    for row in db.execute(query):
        yield Rejected(row["page"], row["source"], row["reason"], row["detail"])


def raw_ids(db: sqlite3.Connection) -> list[str]:
    """The ids of the pages whose bytes are kept, in the order in which they came in."""
    return [row["id"] for row in db.execute("SELECT id FROM page WHERE raw IS NOT NULL ORDER BY seq")]


def raw_page(db: sqlite3.Connection, page: str) -> RawPage:
    """The kept page of this id, as it came in; UnknownId when its bytes are not here."""
    row = db.execute("SELECT * FROM page WHERE id = ? AND raw IS NOT NULL", (page,)).fetchone()
    if row is None:
        raise UnknownId(f"the bytes of {page} are not in the dossier")
    return RawPage(
        source=row["source"],
        data=zlib.decompress(row["raw"]),
        media_type=row["media_type"],
        url=row["url"],
        retrieved=row["retrieved"],
        charset=row["charset"],
        told=decode(Told, json.loads(row["told"])) if row["told"] else None,
    )


def drop_readings(db: sqlite3.Connection) -> None:
    """Forget all that was read and folded; raw pages that can be read again, and decisions, stay.

    Rejections of pages whose bytes were not kept stay too. Counters of ids are not set back.
    """
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for table in _READINGS[:-1]:
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM rejection WHERE page IN (SELECT id FROM page WHERE raw IS NOT NULL)")


def _line(row: sqlite3.Row) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(zlib.decompress(row["record"]))
    # The text stands where the record format has it: before the blocks.
    ordered = {}
    for key, value in line.items():
        if key == "blocks":
            ordered["text"] = row["text"]
        ordered[key] = value
    return ordered


def _packed(read: PageRead) -> bytes:
    line = document_line(read.document, read.analysis)
    del line["text"]
    return zlib.compress(json.dumps(line, separators=(",", ":")).encode("ascii"), 6)
