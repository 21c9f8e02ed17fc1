"""Sentences of a paragraph: quote-aware, so that no boundary falls inside quoted material.

A stop ends a sentence when what follows can begin one; a quotation that ends with a stop ends the sentence
around it, unless a reporting clause goes on in lower case.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from selon.records import Span

__all__ = ["LONGEST", "split_sentences"]

LONGEST = 1500
"""Characters that a sentence may have; a longer one is cut at a semicolon, a comma or a space."""

_STOP = re.compile(r"(?:[.!?…]+)(?:\s*[)\]])?")
_GLUED = re.compile(r"[^\W\d_]{3,}\s?[»”\"]?[.!?…]$")
_INITIAL = re.compile(r"(?:^|[\s\-’'(«“\"])(?:[A-ZÀÂÉÈÊÎÔÛÇ]\.)*[A-ZÀÂÉÈÊÎÔÛÇ]$")
_WORD = re.compile(r"[\w°]+$")
_STARTERS = frozenset("«“‘\"'([-–—•*")
_ENDS = frozenset(".!?…")


def split_sentences(
    text: str, start: int, end: int, opaque: Sequence[Span], abbreviations: Collection[str]
) -> tuple[Span, ...]:
    """The sentences of `text[start:end]` as trimmed spans in order; none begins or ends inside `opaque`.

    `opaque` are the outermost quotes in it, marks included, sorted; `abbreviations` are in lower case,
    without their stop.
    """
    cuts = sorted({*_stops(text, start, end, opaque, abbreviations), *_after_quotes(text, end, opaque)})
    spans: list[Span] = []
    left = start
    for cut in [*cuts, end]:
        span = _trim(text, left, min(cut, end))
        if span[0] < span[1]:
            spans.extend(_capped(text, *span, opaque))
            left = cut
    return tuple(spans)


def _capped(text: str, start: int, end: int, opaque: Sequence[Span]) -> Iterator[Span]:
    """The sentence in parts of at most `LONGEST` characters, as far as it can be cut outside of quotes.

    The parser's work and what is proposed after it grow faster than the length of a sentence.
    """
    while end - start > LONGEST:
        cut = _cut(text, start, min(start + LONGEST, end), opaque)
        if cut is None:
            break
        first = _trim(text, start, cut)
        if first[0] < first[1]:
            yield first
        start = cut
    rest = _trim(text, start, end)
    if rest[0] < rest[1]:
        yield rest


def _cut(text: str, start: int, end: int, opaque: Sequence[Span]) -> int | None:
    """The last place to cut at: after a semicolon, a comma or a space, else anywhere; not in quotes."""
    quoted = [(left, right) for left, right in opaque if left < end and right > start]
    free = [place for place in range(end, start, -1) if not any(a < place < b for a, b in quoted)]
    for marks in (";", ",", " \u00a0\n"):
        found = next((place for place in free if text[place - 1] in marks), None)
        if found is not None:
            return found
    return free[0] if free else next((right for _, right in quoted if right > end), None)


def _stops(
    text: str, start: int, end: int, opaque: Sequence[Span], abbreviations: Collection[str]
) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        place = match.end()
        if any(left < place <= right for left, right in opaque) or place == end:
            continue
        if _begins(text, place, end) and not _abbreviated(text, start, match, abbreviations):
            yield place


def _after_quotes(text: str, end: int, opaque: Sequence[Span]) -> Iterator[int]:
    for left, right in opaque:
        inside = text[left + 1 : right - 1].rstrip()
        if inside and inside[-1] in _ENDS and right < end and _begins(text, right, end, glued=True):
            yield right


def _begins(text: str, place: int, end: int, glued: bool = False) -> bool:
    """Whether a sentence can begin after `place`: space and then anything but a small letter."""
    rest = text[place:end]
    following = rest.lstrip()
    if not following:
        return False
    spaced = len(following) < len(rest)
    if not spaced and not glued:
        return bool(
            _GLUED.search(text[max(0, place - 12) : place])
            and following[0].isupper()
            and following[1:2].islower()
            and following[2:3] != "."
        )
    first = following[0]
    if first in "-–—" and following[1:2].isspace():
        return _begins_capital(following[1:])
    return (
        first.isupper() or first.isdigit() or first in _STARTERS or (first.isalpha() and not first.islower())
    )


def _begins_capital(rest: str) -> bool:
    return rest.lstrip()[:1].isupper()


def _abbreviated(text: str, start: int, match: re.Match[str], abbreviations: Collection[str]) -> bool:
    if match[0] != ".":
        return False
    before = text[max(start, match.start() - 24) : match.start()]
    word = _WORD.search(before)
    return bool(_INITIAL.search(before)) or (word is not None and word[0].lower() in abbreviations)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
