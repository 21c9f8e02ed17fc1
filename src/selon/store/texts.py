"""Which text stands in which: what was compared, and the lines of the overlay."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from selon.records import (
    Body,
    Changes,
    Copy,
    DossierRecord,
    Narrowing,
    Variant,
    dossier_line,
    dump,
    parse_dossier_line,
)
from selon.store.columns import plain
from selon.store.connection import AMONG, listed

__all__ = [
    "copies_at",
    "drop_overlay",
    "find_bodies",
    "find_named",
    "narrowing_of",
    "save_overlay",
    "save_texts",
    "variants_of",
]

_BODIES = (
    "SELECT body.page, text, spans, body.url, publisher, title, agencies FROM body"
    " JOIN document ON document.page = body.page JOIN page ON page.id = body.page"
    f" WHERE body.page IN {AMONG} ORDER BY page.seq"
)
_NAMES = f"SELECT seq, id FROM page WHERE seq IN {AMONG}"
_OVERLAID = (
    "SELECT record FROM overlay WHERE seq IN (SELECT overlay FROM overlay_key"
    f" WHERE key IN {AMONG}) AND +type = ? ORDER BY seq"  # "+": else all lines of the type are gone through
)


def save_texts(db: sqlite3.Connection, changes: Changes) -> None:
    """Keep what a fold found out about texts: their index and copies."""
    db.executemany(
        "INSERT OR REPLACE INTO body (page, url, spans, agencies) VALUES (?, ?, ?, ?)",
        [
            (body.document, plain(body.url), _json(body.spans), _json(body.agencies))
            for body in changes.bodies
        ],
    )
    if changes.prints:
        from selon.store.prints import save_prints  # numpy, which reading commands do without

        numbers = _numbers(db, (document for document, _ in changes.prints))
        save_prints(db, ((numbers[document], prints) for document, prints in changes.prints))
    for of, in_ in changes.dropped:
        db.execute("DELETE FROM overlay WHERE seq = ?", (_copy_seq(db, of, in_),))
    for copy in changes.copies:
        known = _copy_seq(db, copy.of, copy.in_)
        if known is None:
            save_overlay(db, copy, [f"of:{copy.of}", f"in:{copy.in_}"])
        else:
            db.execute("UPDATE overlay SET record = ? WHERE seq = ?", (dump(dossier_line(copy)), known))


def drop_overlay(db: sqlite3.Connection, kind: str, key: str) -> None:
    """Forget the lines of the overlay of a kind that are about an item."""
    db.execute(
        "DELETE FROM overlay WHERE +type = ? AND seq IN (SELECT overlay FROM overlay_key WHERE key = ?)",
        (kind, key),
    )


def save_overlay(db: sqlite3.Connection, record: Narrowing | Variant | Copy, keys: Iterable[str]) -> None:
    """Keep a line of the overlay, to be found again by these keys."""
    line = dossier_line(record)
    db.execute("INSERT OR IGNORE INTO overlay (type, record) VALUES (?, ?)", (line["type"], dump(line)))
    row = db.execute("SELECT seq FROM overlay WHERE type = ? AND record = ?", (line["type"], dump(line)))
    (seq,) = row.fetchone()
    db.executemany(
        "INSERT OR IGNORE INTO overlay_key (key, overlay) VALUES (?, ?)", [(key, seq) for key in keys]
    )


def find_named(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, str]:
    """The documents of these numbers."""
    return dict(db.execute(_NAMES, (json.dumps(list(numbers)),)).fetchall()) if numbers else {}


def find_bodies(db: sqlite3.Connection, documents: Collection[str]) -> list[Body]:
    """Those of these documents that were compared with others, in the order in which they came in."""
    return [
        Body(
            row["page"],
            row["text"],
            tuple((start, end) for start, end in json.loads(row["spans"])),
            row["url"],
            row["publisher"],
            row["title"],
            tuple(json.loads(row["agencies"])),
        )
        for row in db.execute(_BODIES, (listed(documents),))
    ]


def copies_at(db: sqlite3.Connection, keys: Iterable[str]) -> list[Copy]:
    """The copies kept under one of these keys: `of:` or `in:` and a document's id."""
    return [record for record in _overlaid(db, keys, "copy") if isinstance(record, Copy)]


def narrowing_of(db: sqlite3.Connection, time: str) -> Narrowing | None:
    """What other pages tell of the day that a time expression means; null where they tell nothing."""
    return next((it for it in _overlaid(db, [time], "narrowing") if isinstance(it, Narrowing)), None)


def variants_of(db: sqlite3.Connection, quotation: str) -> list[Variant]:
    """What a quotation is one utterance with."""
    return [record for record in _overlaid(db, [quotation], "variant") if isinstance(record, Variant)]


def _overlaid(db: sqlite3.Connection, keys: Iterable[str], kind: str) -> Iterator[DossierRecord]:
    for row in db.execute(_OVERLAID, (listed(keys), kind)):
        yield parse_dossier_line(json.loads(row["record"]))


def _copy_seq(db: sqlite3.Connection, of: str, in_: str) -> int | None:
    row = db.execute(
        "SELECT overlay FROM overlay_key WHERE key = ?"
        " INTERSECT SELECT overlay FROM overlay_key WHERE key = ?",
        (f"of:{of}", f"in:{in_}"),
    ).fetchone()
    return int(row[0]) if row else None


def _numbers(db: sqlite3.Connection, documents: Iterable[str]) -> dict[str, int]:
    wanted = listed(dict.fromkeys(documents))
    return {
        row["id"]: row["seq"]
        for row in db.execute(f"SELECT id, seq FROM page WHERE id IN {AMONG}", (wanted,))
    }


def _json(values: Sequence[object]) -> str:
    return json.dumps(values, separators=(",", ":"))
