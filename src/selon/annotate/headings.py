"""Which lines of a page are headings between its paragraphs."""

from collections.abc import Sequence
from itertools import pairwise

from selon.records import Mention, Span

__all__ = ["HEADING", "headings", "is_heading", "is_name_line"]

HEADING = 90
"""Characters that a heading has at most."""


def headings(text: str, blocks: Sequence[int]) -> list[Span]:
    """The blocks after the title that are headings."""
    spans = pairwise([*blocks, len(text)])
    return [(start, end) for start, end in list(spans)[1:] if is_heading(text[start:end])]


def is_name_line(line: str, mentions: Sequence[Mention], start: int) -> bool:
    """Whether a line is but a name, to some mark."""
    end = start + len(line.rstrip(" \n:-–—"))
    return any(m.kind == "name" and m.start - start <= 1 and end - m.end <= 1 for m in mentions)


def is_heading(line: str) -> bool:
    """Whether a block is a short line without a stop, as headings between paragraphs are."""
    return 1 < len(line.strip()) < HEADING and line.strip()[-1] not in ".;:,"
