"""The telling terms of documents as the dossier keeps them, packed so that many are compared at once."""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FOUND",
    "TERMS",
    "Shared",
    "Weighed",
    "pack_terms",
    "shared_terms",
    "unpack_found",
    "unpack_terms",
    "weighed",
    "with_one_more",
]

TERMS = 60
"""Terms that a document is known by, at most."""

FOUND = 8
"""Bytes of a document that is found under a key."""

_PACKED = struct.Struct(f"<{TERMS}I{TERMS}H")
_ARRAYS = np.dtype([("terms", "<u4", TERMS), ("weights", "<u2", TERMS)])
_FOUND = struct.Struct("<II")
_ENDINGS = np.uint32((1 << 13) - 1)  # last bits of a number, by which nearly all terms are told apart

_NONE = np.zeros(0, np.int64)


class Weighed(NamedTuple):
    """Terms of a document by their numbers, in ascending order, and their weights."""

    numbers: NDArray[np.int64]
    weights: NDArray[np.int64]


class Shared(NamedTuple):
    """The terms that a document shares with several others, those of one after those of the one before.

    `sums` are of all products with each of the others. Of each shared term, `of` is which of the others has
    it too, `places` where it stands in the terms of the document, `products` that of its weights in both.
    """

    sums: list[float]
    of: NDArray[np.int64]
    places: NDArray[np.int64]
    products: NDArray[np.int64]


def weighed(numbers: NDArray[np.int64], weights: Mapping[int, int]) -> Weighed:
    """The terms of these numbers, which are in ascending order; those without a weight have 0."""
    found = np.zeros(len(numbers), np.int64)
    places = numbers.searchsorted(np.fromiter(weights.keys(), np.int64, len(weights)))
    found[places] = np.fromiter(weights.values(), np.int64, len(weights))
    return Weighed(numbers, found)


def pack_terms(weights: Mapping[int, int]) -> bytes:
    """Terms (by their numbers) with their weights; fewer are filled up with 0, the number of no term."""
    none = (0,) * (TERMS - len(weights))
    return _PACKED.pack(*weights, *none, *weights.values(), *none)


def unpack_terms(packed: bytes) -> dict[int, int]:
    """The terms of `pack_terms`, in their order."""
    values = _PACKED.unpack(packed)
    return {term: weight for term, weight in zip(values[:TERMS], values[TERMS:], strict=True) if term}


def shared_terms(own: Weighed, others: Sequence[bytes]) -> Shared:
    """What of the terms of `own` each of the packed others has too."""
    mine, weights = own
    if not (len(mine) and others):
        return Shared([0.0] * len(others), _NONE, _NONE, _NONE)
    theirs = np.frombuffer(b"".join(others), _ARRAYS)
    terms = theirs["terms"].ravel()
    seen = np.zeros(1 << 13, np.bool_)
    seen[mine & _ENDINGS] = True
    hits = seen[terms & _ENDINGS].nonzero()[0]
    found = terms[hits]
    at = mine[:-1].searchsorted(found)  # of the last, and of what is greater: that of the last
    alike = (mine[at] == found).nonzero()[0]
    hits, at = hits[alike], at[alike]
    products, of = weights[at] * theirs["weights"].ravel()[hits], hits // TERMS
    return Shared(np.bincount(of, products, len(others)).tolist(), of, at, products)


def unpack_found(found: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Documents by their numbers, and a weight of each, that `with_one_more` has packed: all in a row."""
    values = np.frombuffer(b"".join(found), "<u4").astype(np.int64)
    return values[::2], values[1::2]


def with_one_more(found: bytes, number: int, weight: int, most: int) -> bytes:
    """The documents found under a key, of which at most so many are kept: the latest."""
    return (found + _FOUND.pack(number, weight))[-FOUND * most :]
