"""What is new on some pages: claims, denials, stances that have changed, threats that are open."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.records import Brief, Claim, ClaimRow, Stance, StanceChange, StanceRow, ThreatRow, decode
from selon.store.claims import claim_rows, stance_rows
from selon.store.connection import AMONG, listed
from selon.store.passages import Passages
from selon.store.rows import During

__all__ = ["brief", "pages_since", "remember_brief"]

_ALWAYS = During(None, None)
_LAST = "brief"  # in `about`: the number of the last page that a brief told of
_EVIDENCE = (
    "SELECT stance.seq, stance.record, stance_evidence.item, coalesce(quotation.page, event.page) AS page"
    " FROM stance JOIN stance_evidence ON stance_evidence.stance = stance.id"
    " LEFT JOIN quotation ON quotation.id = item LEFT JOIN event ON event.id = item ORDER BY stance.seq"
)
_REPORTED = "SELECT claim, event.page FROM claim_report JOIN event ON event.id = claim_report.event"


@dataclass(frozen=True, slots=True)
class _Held:
    """A stance with the pages that show it."""

    stance: Stance
    pages: frozenset[str]


def pages_since(db: sqlite3.Connection, since: str | None, *, last: bool = False) -> list[str]:
    """The pages published since a day or, with `last`, come in since the last brief; else all."""
    after = 0
    if last:
        row = db.execute("SELECT value FROM about WHERE key = ?", (_LAST,)).fetchone()
        after = int(row[0]) if row else 0
    during = During(None if last else since, None)
    query = (
        "SELECT document.page, published FROM document JOIN page ON page.id = document.page"
        " WHERE page.seq > ? ORDER BY page.seq"
    )
    return [page for page, published in db.execute(query, (after,)) if during.holds(published)]


def remember_brief(db: sqlite3.Connection) -> None:
    """Note that all pages that are here were told of."""
    db.execute(
        "INSERT OR REPLACE INTO about (key, value) SELECT ?, coalesce(max(seq), 0) FROM page", (_LAST,)
    )


def brief(db: sqlite3.Connection, pages: Sequence[str], since: str | None) -> Brief:
    """What these pages tell that no other page does."""
    new = frozenset(pages)
    held = _held(db)
    fresh = [it for it in held if it.pages and it.pages <= new]
    claims = _new_claims(db, new)
    rows = {
        row.claim.id: row
        for row in claim_rows(db, _ALWAYS, ids=[*claims, *(it.stance.claim for it in fresh)])
    }
    told = {row.id: row for row in stance_rows(db, [it.stance for it in held if it.stance.claim in rows])}
    earlier = _earlier(held, new, told)
    changed = [
        StanceChange(rows[it.stance.claim], told[it.stance.id], earlier[it.stance.claim, it.stance.actor])
        for it in fresh
        if _has_changed(it.stance, earlier)
    ]
    denials = [
        StanceChange(rows[it.stance.claim], told[it.stance.id], ())
        for it in fresh
        if it.stance.value == "denies"
    ]
    threats = [it.stance for it in fresh if it.stance.value == "threatens"]
    return Brief(
        since,
        len(pages),
        tuple(rows[name] for name in claims),
        tuple(denials),
        tuple(changed),
        tuple(_threats(db, threats, rows, told)),
    )


_Earlier = Mapping[tuple[str, str], tuple[StanceRow, ...]]


def _held(db: sqlite3.Connection) -> list[_Held]:
    pages: dict[int, set[str]] = {}
    records: dict[int, str] = {}
    for seq, record, _, page in db.execute(_EVIDENCE):
        records[seq] = record
        if page is not None:
            pages.setdefault(seq, set()).add(page)
    return [
        _Held(decode(Stance, json.loads(record)), frozenset(pages.get(seq, ())))
        for seq, record in records.items()
    ]


def _new_claims(db: sqlite3.Connection, new: Collection[str]) -> list[str]:
    """The claims that only these pages report, in the order of ids."""
    reported: dict[str, bool] = {}
    for claim, page in db.execute(_REPORTED):
        reported[claim] = reported.get(claim, True) and page in new
    return sorted((name for name, only in reported.items() if only), key=lambda name: int(name[1:]))


def _earlier(
    held: Iterable[_Held], new: Collection[str], told: Mapping[str, StanceRow]
) -> dict[tuple[str, str], tuple[StanceRow, ...]]:
    """What actors held of claims on other pages."""
    found: dict[tuple[str, str], tuple[StanceRow, ...]] = {}
    for it in held:
        key = it.stance.claim, it.stance.actor
        if it.stance.id in told and not it.pages <= frozenset(new):
            found[key] = (*found.get(key, ()), told[it.stance.id])
    return found


def _has_changed(stance: Stance, earlier: _Earlier) -> bool:
    before = earlier.get((stance.claim, stance.actor), ())
    return bool(before) and stance.value not in {row.value for row in before}


def _threats(
    db: sqlite3.Connection,
    threats: Sequence[Stance],
    rows: Mapping[str, ClaimRow],
    told: Mapping[str, StanceRow],
) -> Iterable[ThreatRow]:
    passages = Passages(db)
    for stance in threats:
        claim = rows[stance.claim]
        if not _carried_out(db, claim.claim):
            spans = _conditions(db, stance)
            yield ThreatRow(claim, told[stance.id], tuple(passages.at(*span) for span in spans))


def _carried_out(db: sqlite3.Connection, claim: Claim) -> bool:
    """Whether a page tells that the same actors did it."""
    query = (
        "SELECT record FROM claim WHERE kind = ? AND json_extract(record, '$.modality') = 'actual'"
        f" AND id IN (SELECT claim FROM claim_role WHERE filler IN {AMONG})"
    )
    wanted = _acting(claim)
    fillers = listed(name for names in wanted.values() for name in names)
    found = (decode(Claim, json.loads(row[0])) for row in db.execute(query, (claim.kind, fillers)))
    return bool(wanted) and any(_acting(other) == wanted for other in found)


def _acting(claim: Claim) -> dict[str, tuple[str, ...]]:
    return {
        role: names
        for role, names in claim.roles.items()
        if all(name[:1] == "a" and name[1:].isdigit() for name in names)
    }


def _conditions(db: sqlite3.Connection, stance: Stance) -> list[tuple[str, int, int]]:
    """Where the reports behind a threat tell what it depends on."""
    query = (
        "SELECT event.page, event.record FROM event JOIN claim_report ON claim_report.event = event.id"
        " LEFT JOIN event_source ON event_source.event = event.id"
        f" WHERE claim_report.claim = ? AND (quotation IN {AMONG} OR event.id IN {AMONG})"
    )
    items = listed(stance.evidence)
    found = [
        (page, start, end)
        for page, record in db.execute(query, (stance.claim, items, items))
        for start, end in json.loads(record).get("condition", ())
    ]
    return list(dict.fromkeys(found))
