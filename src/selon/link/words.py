"""The words of a document's body, for the parts of the fold that compare texts by them."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.records import Block, Span

__all__ = ["BodyWords", "body_spans", "body_words", "lowered", "quoted_words", "word_spans", "words_in"]

_BODY = frozenset({"lead", "body", "quote"})
_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"|„[^„“]*“")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words of a body in order, in lower case.

    `parts` numbers, for each word, the stretches of body that nothing else interrupts.
    """

    words: Sequence[str]
    parts: Sequence[int]


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


def body_words(text: str, spans: Iterable[Span]) -> BodyWords:
    """The words of these stretches of a text, each with its stretch."""
    view, words, parts = lowered(text), list[str](), list[int]()
    for part, (start, end) in enumerate(spans):
        found = _WORD.findall(view, start, end)
        words += found
        parts += itertools.repeat(part, len(found))
    return BodyWords(words, parts)


def word_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Where the words of these stretches stand, as code points of the text."""
    view = lowered(text)
    return [match.span() for start, end in spans for match in _WORD.finditer(view, start, end)]


def quoted_words(text: str, spans: Iterable[Span], places: Sequence[Span]) -> list[bool]:
    """Whether the words at these places lie between quotation marks; one that is not closed opens nothing."""
    marked = [match.span() for start, end in spans for match in _MARKED.finditer(text, start, end)]
    if not marked:
        return [False] * len(places)
    marked.append((len(text) + 1, len(text) + 1))
    found, at = [], 0
    for start, _ in places:
        while marked[at][1] <= start:
            at += 1
        found.append(marked[at][0] <= start)
    return found
