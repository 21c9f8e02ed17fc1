"""Fingerprints of a text: stable hashes of some of its runs of five words, the same runs in every text.

Which runs are kept follows from their words alone (those whose sum is 0 modulo m: Manber 1994, *Finding
similar files in a large file system*), so that a passage carried over brings its fingerprints along.
"""

import functools
import hashlib
import zlib
from collections.abc import Sequence
from itertools import accumulate

__all__ = ["GRAM", "fingerprints", "stable_hash"]

GRAM = 5
"""Words in a run: shorter ones are formulas, longer ones do not outlive an editor."""
_SAMPLED = 8  # one run in so many is kept


def fingerprints(words: Sequence[str]) -> dict[int, int]:
    """The fingerprints of a text (64 bits, signed), each with the word (by number) where it begins."""
    sums = [0, *accumulate(map(_weight, words))]
    ends = sums[GRAM:]
    kept = [at for at, (low, high) in enumerate(zip(sums, ends, strict=False)) if not (high - low) % _SAMPLED]
    return {stable_hash(" ".join(words[at : at + GRAM])): at for at in reversed(kept)}


def stable_hash(text: str) -> int:
    """64 bits of BLAKE2b, as a signed integer, which SQLite can hold."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@functools.lru_cache(maxsize=1 << 16)
def _weight(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
