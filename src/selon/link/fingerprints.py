"""Fingerprints of a text: stable hashes of some of its runs of five words, the same runs in every text.

Which runs are kept follows from their words alone: those whose words have numbers with a sum of 0 modulo m
(after Manber 1994, *Finding similar files in a large file system*). So a passage that is carried over brings
its fingerprints along. The fingerprint itself is a polynomial over these numbers.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRAM", "fingerprints", "grams", "stable_hash"]

GRAM = 5
"""Words in a run: shorter ones are formulas, longer ones do not outlive an editor."""
_SAMPLED = 8  # one run in so many is kept; a power of two, 256 at most
_FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, power, 1 << 64)) for power in range(GRAM))


def fingerprints(numbers: NDArray[np.uint64]) -> dict[int, int]:
    """The fingerprints of a text (64 bits, signed), each with the word where it begins.

    `numbers` are those of its words.
    """
    count = len(numbers) - GRAM + 1
    if count < 1:
        return {}
    last = numbers.astype(np.uint8)  # sums modulo 256
    sums = last[:count] + last[1 : count + 1]
    for shift in range(2, GRAM):
        sums += last[shift : shift + count]
    kept = np.flatnonzero((sums & np.uint8(_SAMPLED - 1)) == 0)[::-1]
    prints = numbers[kept] * _FACTORS[0]
    for shift in range(1, GRAM):
        prints += numbers[kept + shift] * _FACTORS[shift]
    return dict(zip(prints.view(np.int64).tolist(), kept.tolist(), strict=True))


def grams(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of every run of five words, in order, by the numbers of the words."""
    count = max(0, len(numbers) - GRAM + 1)
    found = numbers[:count] * _FACTORS[0]
    for shift in range(1, GRAM):
        found += numbers[shift : shift + count] * _FACTORS[shift]
    return found


def stable_hash(text: str) -> int:
    """64 bits of BLAKE2b, as a signed integer, which SQLite can hold."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
