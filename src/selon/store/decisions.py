"""A reader's decisions: appended, never changed; and those that find their item no more."""

import json
import sqlite3
from collections.abc import Mapping

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

__all__ = ["add_decision", "decision_rows", "decisions", "last_standing", "numbered", "save_orphans"]


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """The reader's decisions, oldest first."""
    return [decision for _, decision in numbered(db)]


def numbered(db: sqlite3.Connection) -> list[Numbered]:
    """The reader's decisions with their numbers, oldest first."""
    rows = db.execute("SELECT seq, record FROM decision ORDER BY seq")
    return [(row["seq"], decode(Decision, json.loads(row["record"]))) for row in rows]


def add_decision(db: sqlite3.Connection, decision: Decision) -> int:
    """Append a decision and give its number; nothing ever changes or removes one."""
    cursor = db.execute(
        "INSERT INTO decision (at, verb, target, record) VALUES (?, ?, ?, ?)",
        (decision.at, decision.verb, decision.target, dump(encode(decision))),
    )
    return cursor.lastrowid or 0


def save_orphans(db: sqlite3.Connection, page: str | None, orphans: Mapping[int, str]) -> None:
    """Note which decisions on a page (its id; null for those on what the fold makes) are orphans, and why."""
    for number, decision in numbered(db):
        key = parse_annotation_id(decision.target)
        of_page = key is not None and page is not None and page.startswith("sha256:" + key[0])
        if of_page or (key is None and page is None):
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


def decision_rows(db: sqlite3.Connection) -> list[DecisionRow]:
    """Every decision, the latest first, and whether it holds."""
    taken = numbered(db)
    back = undone(taken)
    orphans = {row["decision"]: row["detail"] for row in db.execute("SELECT decision, detail FROM orphan")}
    rows = []
    for number, decision in reversed(taken):
        orphan = orphans.get(number)
        state: DecisionState = "undone" if number in back else "orphan" if orphan is not None else "applied"
        rows.append(DecisionRow(f"d{number}", decision, state, orphan or ""))
    return rows
