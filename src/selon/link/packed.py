"""The telling terms of documents as the dossier keeps them, packed so that many are compared at once."""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["TERMS", "Shared", "latest", "pack_terms", "shared_terms", "unpack_terms", "with_one_more"]

TERMS = 60
"""Terms that a document is known by, at most."""

_PACKED = struct.Struct(f"<{TERMS}I{TERMS}H")
_ARRAYS = np.dtype([("terms", "<u4", TERMS), ("weights", "<u2", TERMS)])
_FOUND = struct.Struct("<II")
_ENDINGS = np.uint32((1 << 13) - 1)  # last bits of a number, by which nearly all terms are told apart


class Shared(NamedTuple):
    """The terms that two documents share, with the products of the weights in both, and the sum of these."""

    sum: float
    terms: Sequence[int]
    products: Sequence[int]


def pack_terms(weights: Mapping[int, int]) -> bytes:
    """Terms (by their numbers) with their weights; fewer are filled up with 0, the number of no term."""
    none = (0,) * (TERMS - len(weights))
    return _PACKED.pack(*weights, *none, *weights.values(), *none)


def unpack_terms(packed: bytes) -> dict[int, int]:
    """The terms of `pack_terms`, in their order."""
    values = _PACKED.unpack(packed)
    return {term: weight for term, weight in zip(values[:TERMS], values[TERMS:], strict=True) if term}


def shared_terms(own: Mapping[int, int], others: Sequence[bytes]) -> list[Shared]:
    """What of the terms of `own` each of the packed others has too."""
    if not (own and others):
        return [Shared(0.0, (), ())] * len(others)
    mine = np.fromiter(own.keys(), np.uint32, len(own))
    order = np.argsort(mine)
    mine, weights = mine[order], np.fromiter(own.values(), np.int64, len(own))[order]
    theirs = np.frombuffer(b"".join(others), _ARRAYS)
    terms = theirs["terms"].ravel()
    seen = np.zeros(1 << 13, np.bool_)
    seen[mine & _ENDINGS] = True
    hits = np.flatnonzero(seen[terms & _ENDINGS])
    at = np.searchsorted(mine[:-1], terms[hits])  # of the last, and of what is greater: that of the last
    alike = mine[at] == terms[hits]
    hits, at = hits[alike], at[alike]
    products, of = weights[at] * theirs["weights"].ravel()[hits], hits // TERMS
    sums = np.bincount(of, products, len(others)).tolist()
    ends = np.searchsorted(of, np.arange(len(others) + 1)).tolist()
    numbers, values = mine[at].tolist(), products.tolist()
    spans = zip(sums, ends, ends[1:], strict=False)
    return [Shared(total, numbers[start:end], values[start:end]) for total, start, end in spans]


def latest(found: bytes) -> tuple[int, ...]:
    """Numbers of documents and their weights, by turns, of what `with_one_more` has packed."""
    return struct.unpack(f"<{len(found) // 4}I", found)


def with_one_more(found: bytes, number: int, weight: int, most: int) -> bytes:
    """The documents found under a key, of which at most so many are kept: the latest."""
    return (found + _FOUND.pack(number, weight))[-_FOUND.size * most :]
