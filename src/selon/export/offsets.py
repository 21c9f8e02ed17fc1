"""Offsets as browsers count them, and back: the only place where UTF-16 is spoken of.

A browser counts UTF-16 code units; its parser turns CR LF, and CR alone, into LF (HTML standard, 13.2.3.5).
"""

__all__ = ["from_browser", "to_browser"]


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
