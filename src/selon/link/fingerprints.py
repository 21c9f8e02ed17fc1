"""Fingerprints of a text: stable hashes of some of its runs of five words, the same runs in every text.

Which runs are kept follows from their words alone: those whose words have numbers with a sum of 0 modulo m
(after Manber 1994, *Finding similar files in a large file system*). So a passage that is carried over brings
its fingerprints along.
"""

import hashlib
import itertools
import operator
import zlib
from collections.abc import Sequence

__all__ = ["GRAM", "fingerprints", "stable_hash"]

GRAM = 5
"""Words in a run: shorter ones are formulas, longer ones do not outlive an editor."""
_SAMPLED = 8  # one run in so many is kept


def fingerprints(words: Sequence[str]) -> dict[int, int]:
    """The fingerprints of a text (64 bits, signed), each with the word (by number) where it begins."""
    sums = [0, *itertools.accumulate(_weights(words))]
    totals = map(operator.sub, itertools.islice(sums, GRAM, None), sums)
    kept = [at for at, total in enumerate(totals) if not total % _SAMPLED]
    return {stable_hash(" ".join(words[at : at + GRAM])): at for at in reversed(kept)}


def stable_hash(text: str) -> int:
    """64 bits of BLAKE2b, as a signed integer, which SQLite can hold."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _weights(words: Sequence[str]) -> list[int]:
    """A number for each word that follows from its letters."""
    found = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF for word in frozenset(words)}
    return [found[word] for word in words]
