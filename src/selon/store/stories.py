"""Stories in and out of a dossier: the index of pages by their terms, and where each page was put."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from selon.records import Changes, Found, Placement, Tie, TraceRow, decode
from selon.store.columns import plain
from selon.store.connection import AMONG, listed

__all__ = [
    "all_placements",
    "find_placements",
    "find_traces",
    "found_under",
    "restate_traces",
    "save_stories",
]

_OF_TRACE = "page, number, terms, doings, first, last, story, chapter"
_TRACES = f"SELECT {_OF_TRACE} FROM json_each(?) JOIN story_trace ON number = value"


def save_stories(db: sqlite3.Connection, changes: Changes) -> None:
    """Keep what a fold found out about stories."""
    db.executemany(
        f"INSERT OR REPLACE INTO story_trace ({_OF_TRACE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            trace._replace(doings=plain(trace.doings) or "") if trace.doings else trace
            for trace in changes.traces
        ],
    )
    db.executemany("INSERT OR REPLACE INTO story_key (key, found) VALUES (?, ?)", changes.found)
    if changes.terms:
        from selon.store.term_counts import save_counts  # numpy, which reading commands do without

        save_counts(db, changes.terms)
    db.executemany(
        "INSERT OR REPLACE INTO story_page (page, story, number, chapter, ties) VALUES (?, ?, ?, ?, ?)",
        [(it.document, it.story, int(it.story[1:]), it.chapter, _ties(it)) for it in changes.placements],
    )
    if changes.placements:
        after = 1 + max(int(it.story[1:]) for it in changes.placements)
        db.execute("UPDATE counter SET next = max(next, ?) WHERE kind = 's'", (after,))


def restate_traces(db: sqlite3.Connection) -> None:
    """Bring the traces up to where their documents were put, after those were put there anew."""
    db.execute(
        "UPDATE story_trace SET story = story_page.story, chapter = story_page.chapter FROM story_page"
        " WHERE story_page.page = story_trace.page"
        " AND (story_page.story <> story_trace.story OR story_page.chapter <> story_trace.chapter)"
    )


def found_under(db: sqlite3.Connection, keys: Collection[int]) -> Mapping[int, Found]:
    """The documents found under each of these keys."""
    query = "SELECT story_key.key, found FROM json_each(?) JOIN story_key ON story_key.key = value"
    return dict(_among(db, query, keys))


def find_traces(db: sqlite3.Connection, numbers: Collection[int]) -> list[TraceRow]:
    """The traces of these numbers."""
    return _among(db, _TRACES, numbers)


def _among(db: sqlite3.Connection, query: str, numbers: Collection[int]) -> list[Any]:
    cursor = db.cursor()
    cursor.row_factory = None  # rows as plain tuples: there are very many
    return cursor.execute(query, (json.dumps(list(numbers)),)).fetchall()


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
