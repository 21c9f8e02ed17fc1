"""Stories in and out of a dossier: the index of pages by their terms, and where each page was put."""

import itertools
import json
import sqlite3
import struct
from collections.abc import Collection, Mapping, Sequence

from selon.records import Changes, Found, Placement, Tie, Trace, decode
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

_TRACES = (
    "SELECT story_trace.number, story_trace.page, weights, doings, first, last, story, chapter"
    " FROM json_each(?) JOIN story_trace ON story_trace.number = value"
    " JOIN story_page ON story_page.page = story_trace.page"
)


def save_stories(db: sqlite3.Connection, changes: Changes) -> None:
    """Keep what a fold found out about stories."""
    db.executemany(
        "INSERT OR REPLACE INTO story_trace (number, page, weights, doings, first, last)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [_row(trace) for trace in changes.traces],
    )
    db.executemany(
        "INSERT OR REPLACE INTO story_key (key, found) VALUES (?, ?)",
        [
            (key, struct.pack(f"<{2 * len(found)}I", *itertools.chain.from_iterable(found)))
            for key, found in changes.found
        ],
    )
    db.executemany(
        "INSERT INTO story_term (term, pages) VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET pages = pages + excluded.pages",
        sorted(changes.terms),
    )
    db.executemany(
        "INSERT OR REPLACE INTO story_page (page, story, number, chapter, ties) VALUES (?, ?, ?, ?, ?)",
        [(it.document, it.story, int(it.story[1:]), it.chapter, _ties(it)) for it in changes.placements],
    )
    if changes.placements:
        after = 1 + max(int(it.story[1:]) for it in changes.placements)
        db.execute("UPDATE counter SET next = max(next, ?) WHERE kind = 's'", (after,))


def term_counts(db: sqlite3.Connection, terms: Collection[int]) -> Mapping[int, int]:
    """The count of each of these terms that has one; that of all documents, under 0."""
    return dict(
        db.execute("SELECT term, pages FROM json_each(?) JOIN story_term ON term = value", (_listed(terms),))
    )


def found_under(db: sqlite3.Connection, keys: Collection[int]) -> Mapping[int, Sequence[Found]]:
    """The documents found under each of these keys."""
    query = "SELECT story_key.key, found FROM json_each(?) JOIN story_key ON story_key.key = value"
    rows = db.execute(query, (_listed(keys),))
    return {key: list(struct.iter_unpack("<II", found)) for key, found in rows}


def find_traces(db: sqlite3.Connection, numbers: Collection[int]) -> list[tuple[Trace, Placement]]:
    """The traces of these numbers, with their places (without ties)."""
    found = []
    for number, page, packed, doings, first, last, story, chapter in db.execute(_TRACES, (_listed(numbers),)):
        many = len(packed) // 6
        values = struct.unpack(f"<{many}I{many}H", packed)
        done = tuple(doings.split("\n")) if doings else ()
        trace = Trace(page, number, values[:many], values[many:], done, first, last)
        found.append((trace, Placement(page, story, chapter)))
    return found


def _listed(numbers: Collection[int]) -> str:
    return json.dumps(list(numbers))


def _row(trace: Trace) -> tuple[int, str, bytes, str | None, str | None, str | None]:
    many = len(trace.terms)
    packed = struct.pack(f"<{many}I{many}H", *trace.terms, *trace.weights)
    return trace.number, trace.document, packed, plain("\n".join(trace.doings)), trace.first, trace.last


def _ties(placement: Placement) -> str | None:
    """The ties as JSON; the codec, which asks every value for its kind, would take four times as long."""
    told = [
        {"document": it.document, "to": it.to, "score": it.score, "terms": it.terms, "actors": it.actors}
        for it in placement.ties
    ]
    return plain(json.dumps(told, ensure_ascii=False)) if told else "[]"


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
