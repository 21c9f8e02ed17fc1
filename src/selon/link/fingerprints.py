"""Fingerprints of a text: stable hashes of some of its runs of five words, the same runs in every text.

Which runs are kept follows from their words alone: those whose words have numbers with a sum of 0 modulo m
(after Manber 1994, *Finding similar files in a large file system*). So a passage that is carried over brings
its fingerprints along. The fingerprint itself is a polynomial over these numbers.
"""

import functools
import hashlib
import zlib
from collections.abc import Sequence

import numpy as np

__all__ = ["GRAM", "fingerprints", "stable_hash"]

GRAM = 5
"""Words in a run: shorter ones are formulas, longer ones do not outlive an editor."""
_SAMPLED = np.uint64(8)  # one run in so many is kept; a power of two
_FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, power, 1 << 64)) for power in range(GRAM))
_NONE = np.uint64(0)


def fingerprints(words: Sequence[str]) -> dict[int, int]:
    """The fingerprints of a text (64 bits, signed), each with the word (by number) where it begins."""
    count = len(words) - GRAM + 1
    if count < 1:
        return {}
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    sums, prints = np.zeros(count, dtype=np.uint64), np.zeros(count, dtype=np.uint64)
    for shift, factor in enumerate(_FACTORS):  # modulo 2 ** 64
        part = numbers[shift : shift + count]
        sums += part
        prints += part * factor
    kept = np.flatnonzero((sums & (_SAMPLED - np.uint64(1))) == _NONE)[::-1]
    return dict(zip(prints[kept].view(np.int64).tolist(), kept.tolist(), strict=True))


def stable_hash(text: str) -> int:
    """64 bits of BLAKE2b, as a signed integer, which SQLite can hold."""
    return int.from_bytes(_digest(text), "big", signed=True)


@functools.lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    """A number (64 bits) that follows from the letters of a word; its last bits tell which runs are kept."""
    last = zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0xFF
    return int.from_bytes(_digest(word), "big") & ~0xFF | last


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
