"""Spans of time told by two words or an open bound: *depuis mars*, *entre 2015 et 2019*, *jusqu'en mai*."""

import itertools
from collections.abc import Sequence

from selon.annotate.event_tree import Tree
from selon.lang.events import EventWords
from selon.records import Edtf, InvalidDate, TimeExpression

__all__ = ["period_of"]

_REACH = 4
"""How many tokens before a time its preposition may take."""
_GAP = 4
"""How many tokens may stand between the two ends of a span."""


def period_of(
    tree: Tree, time: TimeExpression, times: Sequence[TimeExpression], words: EventWords
) -> str | None:
    """The EDTF interval that a time is an end of, open where the sentence tells one end; null for none.

    The times are those of the sentence, in order. *Depuis* tells a beginning, *jusqu'à* and *avant* an end.
    """
    dated = [each for each in times if each.edtf and each.kind != "set"]
    if time not in dated:
        return None
    place = dated.index(time)
    near = dated[max(0, place - 1) : place + 2]
    for first, second in itertools.pairwise(near):
        if _are_ends(tree, first, second, words):
            return _interval(_bound(first, last=False), _bound(second, last=True))
    before = _before(tree, time.start)
    if _ends_with(before, words.lists["since"]):
        return _interval(_bound(time, last=False), "..")
    return _interval("..", _bound(time, last=True)) if _ends_with(before, words.lists["until"]) else None


def _are_ends(tree: Tree, first: TimeExpression, second: TimeExpression, words: EventWords) -> bool:
    between = [t for t in tree.tokens if first.end <= t.start and t.end <= second.start]
    joint = _joined([token.text for token in between])
    if len(between) > _GAP:
        return False
    before = _before(tree, first.start)
    if joint in words.lists["span_dashes"]:
        return _are_years(first, second)
    if _ends_with(before, words.lists["bounds"]):
        return joint in words.lists["bound_joints"]
    return joint in words.lists["span_joints"] and _ends_with(before, words.lists["span_starts"])


def _are_years(first: TimeExpression, second: TimeExpression) -> bool:
    return all(len(time.edtf or "") == len("2014") for time in (first, second))


def _before(tree: Tree, place: int) -> str:
    """The words before a place, as they are written."""
    return _joined([token.text for token in tree.tokens if token.end <= place][-_REACH:])


def _joined(texts: Sequence[str]) -> str:
    return " ".join(texts).lower().replace("’", "'").replace("' ", "'")


def _ends_with(text: str, phrases: frozenset[str]) -> bool:
    return any(f" {text}".endswith(f" {phrase}") for phrase in phrases)


def _bound(time: TimeExpression, *, last: bool) -> str | None:
    """The value as an end of an interval: without its hour, of a set the outermost day."""
    value = (time.edtf or "").partition("T")[0]
    if value[:1].isdigit() and "/" not in value:
        return value.rstrip("~?")
    try:
        told = Edtf.parse(value)
    except InvalidDate:
        return None
    day = told.latest if last else told.earliest
    return day.isoformat() if day else None


def _interval(start: str | None, end: str | None) -> str | None:
    if start is None or end is None:
        return None
    value = f"{start}/{end}"
    try:
        Edtf.parse(value)
    except InvalidDate:
        return None
    return value
