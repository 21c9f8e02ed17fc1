"""The index of documents by their fingerprints, in two layers: what came in last, and all the rest.

Fingerprints are hashes, so that those of a few pages would be written all over a large file. What comes in is
put into parts by the first bits, and a part is moved to the table `fingerprint` when enough has come together
(as in a log-structured merge tree: O'Neil and others 1996). Where much is looked up at once, a filter for
each part (Bloom 1970) tells what need not be looked for in that table: nearly all.
"""

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from selon.store.connection import AMONG

__all__ = ["find_holders", "save_prints"]

_PART = 64 - 10  # bits of a fingerprint after those that tell its part
_LEAST, _MORE = (
    192,
    128,
)  # what a part holds when it is moved: others more than one, so that not all are at once
_ENTRY = np.dtype([("print", "<i8"), ("page", "<u4")])
_ENDING, _SHIFT = (1 << 17) - 1, 20  # bits by which nearly all fingerprints that are looked up are told apart
_MANY = 2_000  # fingerprints looked up at once for which the filters are read
_BITS = 1 << 11  # of a filter at first
_FULL = 0.35  # of the bits of a filter: then it is made anew, twice as long
_PLACES = (8, 28)  # where in a fingerprint the bits begin that tell its two places; the last few are not even

_Ints = NDArray[np.int64]
_HOLDERS = f"SELECT print, page FROM fingerprint WHERE print IN {AMONG} ORDER BY print, page"
_FRESH = "SELECT fresh FROM fingerprint_part"
_ADD = (
    "INSERT INTO fingerprint_part VALUES (?, ?)"
    " ON CONFLICT (part) DO UPDATE SET fresh = CAST(fresh || excluded.fresh AS BLOB)"
)
_DUE = (
    "SELECT part, fresh FROM fingerprint_part"
    f" WHERE part IN {AMONG} AND length(fresh) > {_ENTRY.itemsize} * ({_LEAST} + (part & {_MORE - 1}))"
)


def find_holders(db: sqlite3.Connection, prints: Collection[int]) -> dict[int, list[int]]:
    """The documents under each of these fingerprints, by their numbers in the order in which they came in."""
    names = np.unique(np.fromiter(prints, np.int64, len(prints)))
    settled = db.cursor()
    settled.row_factory = None
    settled.execute(_HOLDERS, (json.dumps(_kept(db, names).tolist()),))
    found: dict[int, list[int]] = {}
    for name, page in itertools.chain(settled, _fresh(db, names).tolist()):  # the later pages come last
        found.setdefault(name, []).append(page)
    return found


def save_prints(db: sqlite3.Connection, documents: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Put documents, by their numbers, under fingerprints."""
    held = [(number, prints) for number, prints in documents if prints]
    if not held:
        return
    entries = np.zeros(sum(len(prints) for _, prints in held), _ENTRY)
    entries["print"] = list(itertools.chain.from_iterable(prints for _, prints in held))
    entries["page"] = np.repeat([number for number, _ in held], [len(prints) for _, prints in held])
    entries = entries[np.argsort(entries["print"], kind="stable")]
    touched, starts = np.unique(entries["print"] >> _PART, return_index=True)
    ends = [*starts[1:].tolist(), len(entries)]
    db.executemany(
        _ADD,
        [
            (part, entries[start:end].tobytes())
            for part, start, end in zip(touched.tolist(), starts.tolist(), ends, strict=True)
        ],
    )
    due = db.execute(_DUE, (json.dumps(touched.tolist()),)).fetchall()
    for part, fresh in due:
        _move(db, part, np.frombuffer(fresh, _ENTRY))


def _move(db: sqlite3.Connection, part: int, entries: NDArray[np.void]) -> None:
    """Take what has come together in a part over into the table."""
    rows = entries[np.lexsort((entries["page"], entries["print"]))].tolist()
    db.executemany("INSERT OR IGNORE INTO fingerprint (print, page) VALUES (?, ?)", rows)
    db.execute("DELETE FROM fingerprint_part WHERE part = ?", (part,))
    row = db.execute("SELECT bits FROM fingerprint_filter WHERE part = ?", (part,)).fetchone()
    bits = np.frombuffer(row[0], np.uint8).copy() if row else np.zeros(0, np.uint8)
    if row:
        _mark(bits, np.ascontiguousarray(entries["print"]))
    if not row or np.bitwise_count(bits).sum() > _FULL * 8 * len(bits):
        bits = _filter(db, part, len(bits))
    db.execute("INSERT OR REPLACE INTO fingerprint_filter VALUES (?, ?)", (part, bits.tobytes()))


def _filter(db: sqlite3.Connection, part: int, length: int) -> NDArray[np.uint8]:
    """A filter of all that the table holds of a part, longer than `length` bytes."""
    query = "SELECT DISTINCT print FROM fingerprint WHERE print BETWEEN ? AND ?"
    rows = db.execute(query, (part << _PART, ((part + 1) << _PART) - 1)).fetchall()
    names = np.array([name for (name,) in rows], np.int64)
    length = max(2 * length, _BITS // 8)
    while True:
        bits = np.zeros(length, np.uint8)
        _mark(bits, names)
        if np.bitwise_count(bits).sum() <= _FULL * 8 * length:
            return bits
        length *= 2


def _mark(bits: NDArray[np.uint8], names: _Ints) -> None:
    last = np.int64(8 * len(bits) - 1)
    for at in ((names >> shift) & last for shift in _PLACES):
        np.bitwise_or.at(bits, at >> 3, np.left_shift(1, at & 7).astype(np.uint8))


def _kept(db: sqlite3.Connection, names: _Ints) -> _Ints:
    """Those of these fingerprints that the table may hold."""
    if len(names) < _MANY:
        return names
    if db.execute("SELECT 1 FROM fingerprint LIMIT 1").fetchone() is None:
        return names[:0]
    rows = db.execute("SELECT part, bits FROM fingerprint_filter ORDER BY part").fetchall()
    if not rows:
        return names
    lengths = np.zeros(1 << (64 - _PART), np.int64)
    known = np.array([part for part, _ in rows]) + len(lengths) // 2
    lengths[known] = [len(bits) for _, bits in rows]
    begins = np.cumsum(lengths) - lengths
    bits = np.frombuffer(b"".join([bits for _, bits in rows]), np.uint8)
    parts = (names >> _PART) + len(lengths) // 2
    asked = lengths[parts] > 0
    last, begin = 8 * lengths[parts] - 1, begins[parts]
    held = asked.copy()
    for at in ((names >> shift) & last for shift in _PLACES):
        place = np.where(asked, begin + (at >> 3), 0)
        held &= (bits[place] >> (at & 7).astype(np.uint8)) & 1 != 0
    kept: _Ints = names[held | ~asked]
    return kept


def _fresh(db: sqlite3.Connection, names: _Ints) -> NDArray[np.void]:
    """What the parts hold under these fingerprints (sorted)."""
    if len(names) < _MANY:
        parts = np.unique(names >> _PART).tolist()
        rows = db.execute(f"{_FRESH} WHERE part IN {AMONG}", (json.dumps(parts),))
    else:
        rows = db.execute(_FRESH)
    entries = np.frombuffer(b"".join([fresh for (fresh,) in rows]), _ENTRY)
    seen = np.zeros(_ENDING + 1, np.bool_)
    seen[(names >> _SHIFT) & _ENDING] = True
    entries = entries[np.flatnonzero(seen[(entries["print"] >> _SHIFT) & _ENDING])]
    if not len(entries):
        return entries
    alike = names[np.searchsorted(names[:-1], entries["print"])] == entries["print"]
    found: NDArray[np.void] = entries[alike]
    return found
