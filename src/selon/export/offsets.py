"""Offsets as browsers count them, and back: the only place where UTF-16 is spoken of.

A browser counts UTF-16 code units; its parser turns CR LF, and CR alone, into LF (HTML standard, 13.2.3.5).
"""

from selon.records import Span

__all__ = ["from_browser", "selected_span", "to_browser"]


def to_browser(text: str, offset: int) -> int:
    """The offset in UTF-16 code units, as a browser has `text`, of a code point offset in it."""
    before = text[:offset]
    joined = before.count("\r\n") + (before.endswith("\r") and text[offset : offset + 1] == "\n")
    return len(before) + sum(1 for char in before if char > "\uffff") - joined


def from_browser(text: str, units: int) -> int:
    """The code point offset of an offset in UTF-16 code units; the next boundary if it splits a character."""
    at = counted = 0
    while at < len(text) and counted < units:
        if text[at] == "\r" and text[at + 1 : at + 2] == "\n":
            at += 1
        counted += 2 if text[at] > "\uffff" else 1
        at += 1
    return at


def selected_span(text: str, chosen: str) -> Span | None:
    """What a browser names `block:start-end`, as a span of `text`; null for what is no selection in it.

    `block` is the code point at which a block begins, `start` and `end` are UTF-16 offsets in that block.
    """
    block, _, units = chosen.partition(":")
    numbers = (block, *units.split("-"))
    if len(numbers) != 3 or len(chosen) > 36 or not all(it.isascii() and it.isdecimal() for it in numbers):
        return None
    first, low, high = (int(number) for number in numbers)
    rest = text[first:]
    start, end = first + from_browser(rest, low), first + from_browser(rest, high)
    return (start, end) if start < end else None
