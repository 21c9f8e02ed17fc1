"""The words of a document's body, for the parts of the fold that compare texts by them."""

import functools
import re
import threading
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selon.link.fingerprints import stable_hash
from selon.records import Block, Span

__all__ = ["BodyWords", "body_spans", "body_words", "lowered", "words_in"]

_BODY = frozenset({"lead", "body", "quote"})
_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"|„[^„“]*“")
_PLANE = 1 << 16  # letters of most texts: for those there is a table
_BASE = 0x9E3779B97F4A7C15  # odd, so that there is a number by which it gives 1 modulo 2 ** 64
_ONE_AT_A_TIME = threading.Lock()  # of those who look words up among those kept at hand
_USUAL = 1 << 18  # code points of a text up to which powers are kept
_PLACES = 18  # bits: words whose numbers are kept at hand
_PLACE_OF, _SHIFT = np.uint64(0xD6E8FEB86659FD93), np.uint64(64 - _PLACES)


@dataclass(frozen=True, slots=True, eq=False)
class BodyWords:
    """The words of a body in order.

    `view` is the text in lower case, `starts` and `ends` where each word stands in it (code points), `parts`
    the number of the stretch of body, that nothing else interrupts, in which it stands; `numbers` (64 bits)
    follow from the letters of the words, so that equal words have equal ones.
    """

    view: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    parts: NDArray[np.int64]
    numbers: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: int) -> str:
        return self.view[self.starts[at] : self.ends[at]]

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` to `last` stand."""
        return int(self.starts[first]), int(self.ends[last])

    def quoted(self, text: str, spans: Iterable[Span]) -> NDArray[np.bool_]:
        """Whether each word lies between quotation marks of these stretches of the text.

        One that is not closed opens nothing.
        """
        marked = [match.span() for start, end in spans for match in _MARKED.finditer(text, start, end)]
        if not marked:
            return np.zeros(len(self), np.bool_)
        begins, stops = np.array([*marked, (len(text) + 1, len(text) + 1)]).T
        return np.asarray(begins[np.searchsorted(stops, self.starts, "right")] <= self.starts)


def lowered(text: str) -> str:
    """`text` in lower case, as many code points long: letters that would grow stay as they are."""
    view = text.lower()
    if len(view) == len(text):
        return view
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def body_spans(blocks: Iterable[Block]) -> tuple[Span, ...]:
    """The stretches of running prose of a page; blocks of it that only white space parts are one."""
    found: list[Span] = []
    after_body = False
    for block in blocks:
        is_body = block.kind in _BODY
        if is_body and after_body:
            found[-1] = (found[-1][0], block.end)
        elif is_body:
            found.append((block.start, block.end))
        if block.end > block.start:
            after_body = is_body
    return tuple(found)


def words_in(text: str, spans: Iterable[Span]) -> list[str]:
    """The words of these stretches of a text, in lower case."""
    view = lowered(text)
    return [word for start, end in spans for word in _WORD.findall(view, start, end)]


def body_words(text: str, spans: Sequence[Span]) -> BodyWords:
    """The words of these stretches of a text: those of `words_in`."""
    view = lowered(text)
    codes = np.frombuffer(view.encode("utf-32", "surrogatepass"), np.uint32)[1:]  # after the mark of order
    is_word = _is_word(codes)
    edges = [_edges(is_word[start:end]) + start for start, end in spans]
    bounds = np.concatenate(edges) if edges else np.zeros(0, np.int64)
    parts = np.repeat(np.arange(len(edges)), [len(it) // 2 for it in edges])
    return BodyWords(view, bounds[::2], bounds[1::2], parts, _numbers(view, codes, bounds))


def _edges(is_word: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where words begin and end, by turns."""
    padded = np.zeros(len(is_word) + 2, np.bool_)
    padded[1:-1] = is_word
    return np.flatnonzero(padded[1:] != padded[:-1])


def _is_word(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points may be in a word, as `re` has it."""
    found = _table().take(codes, mode="clip")
    if codes.max(initial=0) >= _PLANE:
        above = np.flatnonzero(codes >= _PLANE)
        found[above] = [_WORD.match(chr(code)) is not None for code in codes[above].tolist()]
    return found


@functools.cache
def _table() -> NDArray[np.bool_]:
    table = np.zeros(_PLANE, np.bool_)
    for match in _WORD.finditer("".join(map(chr, range(_PLANE - 1)))):  # the last one is no letter
        table[slice(*match.span())] = True
    return table


def _numbers(view: str, codes: NDArray[np.uint32], bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The number of each word, of those kept at hand or else reckoned anew.

    `bounds` are where words begin and end, by turns. Words kept at hand are told apart by a polynomial of 64
    bits over their letters (Karp and Rabin 1987).
    """
    if not len(bounds):
        return np.zeros(0, np.uint64)
    count = 1 << max(12, len(codes).bit_length())
    powers, inverses = (_powers if count <= _USUAL else _powers.__wrapped__)(count)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    found = sums[bounds]
    keys = (found[1::2] - found[::2]) * inverses[bounds[::2]]
    places = (keys * _PLACE_OF) >> _SHIFT
    with _ONE_AT_A_TIME:
        known, values = _kept()
        numbers: NDArray[np.uint64] = values[places]
        for at in np.flatnonzero(known[places] != keys).tolist():
            numbers[at] = values[places[at]] = _number(view[bounds[2 * at] : bounds[2 * at + 1]])
            known[places[at]] = keys[at]
    return numbers


@functools.lru_cache(maxsize=4)
def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of the base, and those of its inverse, modulo 2 ** 64."""
    factors = np.ones((2, count), np.uint64)
    factors[0, 1:], factors[1, 1:] = _BASE, pow(_BASE, -1, 1 << 64)
    powers = np.cumprod(factors, axis=1, dtype=np.uint64)
    return powers[0], powers[1]


@functools.cache
def _kept() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The words whose numbers are kept at hand, and these: of those that share a place the latest."""
    known, values = np.zeros((2, 1 << _PLACES), np.uint64)
    known[0] = 1  # no word yet: what is 0 belongs to this place
    return known, values


@functools.lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    """A number (64 bits) that follows from the letters of a word; its last bits tell which runs are kept."""
    last = zlib.crc32(word.encode("utf-8", "surrogatepass")) & 0xFF
    return stable_hash(word) & 0xFFFF_FFFF_FFFF_FF00 | last
