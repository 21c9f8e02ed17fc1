"""Former ids: what an actor or claim was called before it went into another."""

import sqlite3
from collections.abc import Collection

__all__ = ["resolve_id", "save_aliases"]


def save_aliases(db: sqlite3.Connection, pairs: Collection[tuple[str, str]]) -> None:
    """Note ids that are no longer used and those that stand for them now; one that is back is its own."""
    db.execute(
        "DELETE FROM id_alias WHERE old IN (SELECT id FROM actor UNION ALL SELECT id FROM claim"
        " UNION ALL SELECT story FROM story_page)"
    )
    db.executemany("INSERT OR REPLACE INTO id_alias (old, new) VALUES (?, ?)", sorted(pairs))


def resolve_id(db: sqlite3.Connection, name: str) -> str:
    """The id that stands for `name` now: itself, unless it was merged away."""
    seen = {name}
    while row := db.execute("SELECT new FROM id_alias WHERE old = ?", (name,)).fetchone():
        name = row[0]
        if name in seen:
            break
        seen.add(name)
    return name
