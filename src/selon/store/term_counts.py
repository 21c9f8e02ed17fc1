"""How many pages hold each term of stories: the counts of the terms whose numbers begin alike are one row."""

import itertools
import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["save_counts", "term_counts"]

_BLOCK = 32 - 10  # bits of a term after those that tell its block
_ENTRY = np.dtype([("term", "<u4"), ("pages", "<u4")])
_BLOCKS = "SELECT block, counts FROM json_each(?) JOIN story_term ON block = value"

_Ints = NDArray[np.int64]


def term_counts(db: sqlite3.Connection, terms: Collection[int]) -> Mapping[int, int]:
    """The count of each of these terms that has one; that of all documents, under 0."""
    wanted = np.sort(np.fromiter(terms, np.int64, len(terms)))
    names, pages = _around(db, wanted)
    at, known = _found(names, wanted)
    return dict(zip(wanted[known].tolist(), pages[at[known]].tolist(), strict=True))


def save_counts(db: sqlite3.Connection, growth: Sequence[tuple[int, int]]) -> None:
    """Add to the counts of terms, each of which is told once, by how much it has grown."""
    if not growth:
        return
    terms, more = np.array(sorted(growth), np.int64).T
    names, pages = _around(db, terms)
    at, known = _found(names, terms)
    pages[at[known]] += more[known]
    entries = np.empty(len(names) + int((~known).sum()), _ENTRY)
    entries["term"] = np.insert(names, at[~known], terms[~known])
    entries["pages"] = np.insert(pages, at[~known], more[~known])
    blocks = (entries["term"] >> _BLOCK).astype(np.int64)
    starts = _starts(blocks)
    packed, bounds = entries.tobytes(), (_ENTRY.itemsize * np.append(starts, len(blocks))).tolist()
    db.executemany(
        "INSERT OR REPLACE INTO story_term (block, counts) VALUES (?, ?)",
        [
            (block, packed[start:end])
            for block, (start, end) in zip(blocks[starts].tolist(), itertools.pairwise(bounds), strict=True)
        ],
    )


def _around(db: sqlite3.Connection, terms: _Ints) -> tuple[_Ints, _Ints]:
    """All terms in the blocks of these, which are in ascending order, in that order, and their counts."""
    blocks = terms >> _BLOCK
    cursor = db.cursor()
    cursor.row_factory = None
    rows = cursor.execute(_BLOCKS, (json.dumps(blocks[_starts(blocks)].tolist()),)).fetchall()
    entries = np.frombuffer(b"".join([counts for _, counts in sorted(rows)]), _ENTRY)
    return entries["term"].astype(np.int64), entries["pages"].astype(np.int64)


def _found(names: _Ints, terms: _Ints) -> tuple[_Ints, NDArray[np.bool_]]:
    """Where terms stand, or would stand, among those in ascending order, and whether they are there."""
    at = names.searchsorted(terms)
    known = np.zeros(len(terms), np.bool_)
    inside = at < len(names)
    known[inside] = names[at[inside]] == terms[inside]
    return at, known


def _starts(blocks: _Ints) -> _Ints:
    """Where each block begins."""
    return np.concatenate(([True], blocks[1:] != blocks[:-1])).nonzero()[0][: len(blocks)]
