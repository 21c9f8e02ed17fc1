"""Stories in and out of a dossier: the index of pages by their terms, and where each page was put."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from selon.records import Changes, Placement, Tie, Trace, decode, dump, encode
from selon.store.columns import plain
from selon.store.connection import AMONG, listed

__all__ = [
    "all_placements",
    "find_placements",
    "find_traces",
    "found_under",
    "save_stories",
    "term_counts",
]

_UNDER = (
    "SELECT page.id, weight FROM (SELECT page, weight FROM story_key WHERE key = ?"
    " ORDER BY page DESC LIMIT ?) AS found JOIN page ON page.seq = found.page ORDER BY found.page"
)


def save_stories(db: sqlite3.Connection, changes: Changes) -> None:
    """Keep what a fold found out about stories."""
    numbers = _numbers(db, [trace.document for trace in changes.traces])
    db.executemany(
        "INSERT OR REPLACE INTO story_trace (page, record) VALUES (?, ?)",
        [(numbers[trace.document], plain(_record(trace))) for trace in changes.traces],
    )
    db.executemany(
        "INSERT OR REPLACE INTO story_key (key, page, weight) VALUES (?, ?, ?)",
        [
            (plain(key), numbers[trace.document], trace.weights.get(key, 0))
            for trace in changes.traces
            for key in trace.keys
        ],
    )
    db.executemany(
        "INSERT INTO story_term (term, pages) VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET pages = pages + excluded.pages",
        [(plain(term), pages) for term, pages in changes.terms],
    )
    db.executemany(
        "INSERT OR REPLACE INTO story_page (page, story, number, chapter, ties) VALUES (?, ?, ?, ?, ?)",
        [
            (it.document, it.story, int(it.story[1:]), it.chapter, plain(json.dumps(encode(it.ties))))
            for it in changes.placements
        ],
    )
    if changes.placements:
        after = 1 + max(int(it.story[1:]) for it in changes.placements)
        db.execute("UPDATE counter SET next = max(next, ?) WHERE kind = 's'", (after,))


def term_counts(db: sqlite3.Connection, terms: Collection[str]) -> Mapping[str, int]:
    """How many documents hold each of these terms; of all documents, under the empty term."""
    query = f"SELECT term, pages FROM story_term WHERE term IN {AMONG}"
    return dict(db.execute(query, (listed(terms),)).fetchall())


def found_under(
    db: sqlite3.Connection, keys: Collection[str], limit: int
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """The last `limit` documents under each of these keys, in the order in which they came in."""
    return {key: [(page, weight) for page, weight in db.execute(_UNDER, (plain(key), limit))] for key in keys}


def find_traces(db: sqlite3.Connection, documents: Collection[str]) -> list[Trace]:
    """The traces of these documents."""
    query = (
        "SELECT record FROM story_trace WHERE page IN"
        f" (SELECT seq FROM page WHERE id IN {AMONG}) ORDER BY page"
    )
    return [_trace(json.loads(record)) for (record,) in db.execute(query, (listed(documents),))]


def _record(trace: Trace) -> str:
    told = {
        "document": trace.document,
        "weights": trace.weights,
        "keys": trace.keys,
        "doings": trace.doings,
        "first": trace.first,
        "last": trace.last,
    }
    return dump(told)


def _trace(told: Mapping[str, Any]) -> Trace:
    """The trace of a record of our own; the codec, which checks every value, would take most of the time."""
    return Trace(
        told["document"],
        told["weights"],
        tuple(told["keys"]),
        tuple(told["doings"]),
        told["first"],
        told["last"],
    )


def find_placements(db: sqlite3.Connection, documents: Collection[str]) -> list[Placement]:
    """The story and chapter of each of these documents, without ties."""
    query = f"SELECT page, story, chapter FROM story_page WHERE page IN {AMONG}"
    return [Placement(*row) for row in db.execute(query, (listed(documents),))]


def all_placements(db: sqlite3.Connection, story: str | None = None) -> list[Placement]:
    """Where every document was put, or those of one story, in the order in which they came in."""
    wanted, values = ("1", ()) if story is None else ("story = ?", (story,))
    query = (
        "SELECT story_page.page, story, chapter, ties FROM story_page JOIN page ON page.id = story_page.page"
        f" WHERE {wanted} ORDER BY page.seq"
    )
    return [
        Placement(page, name, chapter, tuple(decode(Tie, tie) for tie in json.loads(ties)))
        for page, name, chapter, ties in db.execute(query, values)
    ]


def _numbers(db: sqlite3.Connection, documents: Collection[str]) -> dict[str, int]:
    rows = db.execute(f"SELECT id, seq FROM page WHERE id IN {AMONG}", (listed(documents),))
    return dict(rows.fetchall())
