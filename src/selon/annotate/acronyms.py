"""What an acronym stands for, where a page tells it: *Réseau Untel (RU)*, *RU (réseau Untel)*."""

import re

from selon.records import Span

__all__ = ["spelled_out"]

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LONGEST = 160


def spelled_out(text: str, acronym: Span) -> Span | None:
    """The words for which an acronym stands: before the brackets around it, or in brackets after it.

    The letters are found from the last to the first, each as late as can be: each at the start of a word,
    else, before brackets, at least the first (Schwartz and Hearst 2003, "A simple algorithm for identifying
    abbreviation definitions"). Null where nothing is told, or less than two words.
    """
    start, end = acronym
    letters = [letter.lower() for letter in text[start:end] if letter.isalnum()]
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        low = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
        return _matched(text, low, start - 1, letters, strict=True) or _matched(text, low, start - 1, letters)
    if text[end : end + 2] == " (":
        close = text.find(")", end, end + _LONGEST)
        found = _matched(text, end + 2, close, letters, strict=True) if close > 0 else None
        return found if found and found[0] == end + 2 else None
    return None


def _matched(text: str, low: int, high: int, letters: list[str], *, strict: bool = False) -> Span | None:
    """The words with these letters that end at `high`; `strict` wants each letter to begin a word."""
    place, high = high, low + len(text[low:high].rstrip())
    for number, letter in enumerate(reversed(letters), start=1):
        opening = strict or number == len(letters)
        place -= 1
        while place >= low and not (text[place].lower() == letter and (not opening or _opens(text, place))):
            place -= 1
        if place < low:
            return None
    stopped = any(mark in text[place:high] for mark in '.;:!?«»"“”()')
    return (
        (place, high)
        if 1 < len(_WORD.findall(text, place, high)) <= 2 * len(letters) and not stopped
        else None
    )


def _opens(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
