"""Decisions in their order: each has a number, by which it can be taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from selon.records.dossier import Decision

__all__ = ["Numbered", "edits_told", "undone"]

Numbered = tuple[int, Decision]
"""A decision with its number in the order in which they were taken, as in its id (`d3`)."""


def undone(decisions: Sequence[Numbered]) -> frozenset[int]:
    """The numbers of the decisions that a later `undo`, itself not undone, took back."""
    found: set[int] = set()
    for number, decision in reversed(decisions):
        if decision.verb == "undo" and number not in found and decision.target[1:].isdigit():
            found.add(int(decision.target[1:]))
    return frozenset(found)


def edits_told(decision: Decision) -> tuple[tuple[str, str, str], ...]:
    """The fields that an edit sets, each as it was and as it is now, worded as one writes them.

    A field that was or is empty is `none`. Of other decisions nothing.
    """
    if decision.verb != "edit":
        return ()
    names = {
        entity["id"]: str(entity["name"])
        for side in (decision.before, decision.after)
        for entity in side.get("entities", ())
    }
    return tuple(
        (field, _told(decision.before.get(field), names), _told(value, names))
        for field, value in decision.after.items()
        if field != "entities"
    )


def _told(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, Mapping):  # a role
        return f"{value['role']} {_told(value['anchor'], names)}"
    if isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value):
        return f"{value[0]}-{value[1]}"
    if isinstance(value, list):
        return ", ".join(_told(part, names) for part in value) or "none"
    return "none" if value is None else names.get(str(value), str(value))
