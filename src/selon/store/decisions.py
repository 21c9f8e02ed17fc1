"""A reader's decisions: appended, never changed; and those that find their item no more."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from selon.records import (
    Decision,
    DecisionRow,
    DecisionState,
    Numbered,
    decode,
    dump,
    encode,
    parse_annotation_id,
    undone,
)
from selon.store.aliases import resolve_id
from selon.store.connection import listed

__all__ = [
    "add_decision",
    "decision_rows",
    "decisions",
    "last_standing",
    "numbered",
    "orphan_page",
    "save_orphans",
    "what_became",
]


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """The reader's decisions, oldest first."""
    return [decision for _, decision in numbered(db)]


def numbered(db: sqlite3.Connection) -> list[Numbered]:
    """The reader's decisions with their numbers, oldest first."""
    rows = db.execute("SELECT seq, record FROM decision ORDER BY seq")
    return [(row["seq"], _decoded(row["record"])) for row in rows]


def add_decision(db: sqlite3.Connection, decision: Decision) -> int:
    """Append a decision and give its number; nothing ever changes or removes one."""
    cursor = db.execute(
        "INSERT INTO decision (at, verb, target, record) VALUES (?, ?, ?, ?)",
        (decision.at, decision.verb, decision.target, dump(encode(decision))),
    )
    return cursor.lastrowid or 0


def orphan_page(db: sqlite3.Connection, page: str, why: str) -> None:
    """Note that every decision on a page is an orphan."""
    save_orphans(db, page, dict.fromkeys(_on_page(db, page), why))


def what_became(db: sqlite3.Connection, name: str) -> str:
    """Why no item bears this id, as far as decisions tell; empty when they do not."""
    taken = numbered(db)
    back = undone(taken)
    for number, decision in reversed(taken):
        if decision.target == name and decision.verb == "reject" and number not in back:
            return f"{name} was rejected by decision d{number}: `selon undo d{number}` brings it back"
    return ""


def save_orphans(db: sqlite3.Connection, page: str, orphans: Mapping[int, str]) -> None:
    """Note which decisions on a page are orphans, and why."""
    for number in _on_page(db, page):
        db.execute("DELETE FROM orphan WHERE decision = ?", (number,))
    db.executemany("INSERT INTO orphan (decision, detail) VALUES (?, ?)", sorted(orphans.items()))


def last_standing(db: sqlite3.Connection) -> DecisionRow | None:
    """The decision that `undo` takes back when none is named; null when there is none."""
    back: set[int] = set()
    for number, verb, target in db.execute("SELECT seq, verb, target FROM decision ORDER BY seq DESC"):
        if verb == "undo":
            if number not in back and target[1:].isdigit():
                back.add(int(target[1:]))
        elif number not in back:
            record = db.execute("SELECT record FROM decision WHERE seq = ?", (number,)).fetchone()[0]
            return DecisionRow(f"d{number}", decode(Decision, json.loads(record)), "applied")
    return None


def decision_rows(db: sqlite3.Connection, item: str | None = None) -> list[DecisionRow]:
    """Every decision, the latest first, and whether it holds; or those on an item, or with members of it.

    What takes a decision back is not on an item.
    """
    taken, about = numbered(db), _with_members(db, item) if item is not None else None
    back = undone(taken)
    orphans = {row["decision"]: row["detail"] for row in db.execute("SELECT decision, detail FROM orphan")}
    rows = []
    for number, decision in reversed(taken):
        if about is not None and not _speaks_of(decision, about):
            continue
        why = "" if number in back else orphans.get(number) or _lost(db, decision)
        state: DecisionState = "undone" if number in back else "orphan" if why else "applied"
        rows.append(DecisionRow(f"d{number}", decision, state, why))
    return rows


def _with_members(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """The ids of an item and, of an actor or claim, of its entities or event reports."""
    name = resolve_id(db, name)
    query = (
        "SELECT entity FROM membership WHERE actor = ?1"
        " UNION ALL SELECT event FROM claim_report WHERE claim = ?1"
    )
    return frozenset((name, *(row[0] for row in db.execute(query, (name,)))))


def _speaks_of(decision: Decision, names: Collection[str]) -> bool:
    members = (*decision.before.get("members", ()), *decision.after.get("members", ()))
    grouped = decision.verb in ("merge", "split") and any(name in names for name in members)
    return decision.target in names or grouped


def _lost(db: sqlite3.Connection, decision: Decision) -> str:
    """Why a decision on what the fold makes holds no more: nothing of what it speaks of is there."""
    if parse_annotation_id(decision.target):
        return ""
    for side in (decision.before, decision.after):
        named = side.get("evidence") or side.get("members")
        if named and not _some(db, named):
            return f"gone from the dossier: {named[0]}" + (f" and {len(named) - 1} more" if named[1:] else "")
    return ""


def _some(db: sqlite3.Connection, names: Sequence[str]) -> bool:
    """Whether one of these quotations, event reports and entities is there."""
    query = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE id IN (SELECT value FROM json_each(?1))"
        for table in ("quotation", "event", "entity")
    )
    return db.execute(f"{query} LIMIT 1", (listed(names),)).fetchone() is not None


def _on_page(db: sqlite3.Connection, page: str) -> list[int]:
    digits = page.removeprefix("sha256:")[:12]
    query = "SELECT seq FROM decision WHERE target >= ? AND target < ? ORDER BY seq"
    return [row["seq"] for row in db.execute(query, (f"{digits}:", f"{digits};"))]  # ; comes after :


@lru_cache(maxsize=10_000)
def _decoded(record: str) -> Decision:
    return decode(Decision, json.loads(record))
