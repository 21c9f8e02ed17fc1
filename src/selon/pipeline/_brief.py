"""Stories of a dossier, and what is new in it since a day or since it was last asked."""

import sqlite3
from collections.abc import Collection

from selon import store
from selon.records import Brief, Edtf, NodeRow, UnknownId

__all__ = ["brief", "nodes", "story_pages"]

_LAST = "last"


def story_pages(db: sqlite3.Connection, story: str | None) -> list[str] | None:
    """The pages of a story, null where none is asked for; raises UnknownId when there is no such story."""
    if story is None:
        return None
    found = store.story_pages(db, store.resolve_id(db, story))
    if not found:
        raise UnknownId(f"there is no story {story!r}: `selon stories` lists their ids")
    return found


def nodes(
    db: sqlite3.Connection,
    during: store.During,
    story: str | None,
    *,
    actors: Collection[str] | None,
    kind: str | None,
    top: int | None,
) -> list[NodeRow]:
    """The times at which something happened, of a story or of all pages."""
    pages = story_pages(db, story)
    titles = {} if story is None else store.chapter_titles(db, store.resolve_id(db, story))
    rows = store.timeline_rows(db, during, actors=actors, kind=kind, pages=pages)
    return store.node_rows(db, rows, titles, top)


def brief(db: sqlite3.Connection, since: str | None, *, remember: bool) -> Brief:
    """What is new on pages published since a day, since the last brief (`last`), or on all of them."""
    if since not in (None, _LAST):
        Edtf.parse(since or "")  # raises InvalidDate before anything is read
    pages = store.pages_since(db, since, last=since == _LAST)
    found = store.brief(db, pages, None if since == _LAST else since)
    if remember:
        with store.transaction(db):
            store.remember_brief(db)
    return found
