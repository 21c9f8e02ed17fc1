"""Decisions in their order: each has a number, by which it can be taken back."""

from collections.abc import Sequence

from selon.records.dossier import Decision

__all__ = ["Numbered", "undone"]

Numbered = tuple[int, Decision]
"""A decision with its number in the order in which they were taken, as in its id (`d3`)."""


def undone(decisions: Sequence[Numbered]) -> frozenset[int]:
    """The numbers of the decisions that a later `undo`, itself not undone, took back."""
    found: set[int] = set()
    for number, decision in reversed(decisions):
        if decision.verb == "undo" and number not in found and decision.target[1:].isdigit():
            found.add(int(decision.target[1:]))
    return frozenset(found)
