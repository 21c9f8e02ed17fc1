"""Floors: figures that have been reached on a set of gold and must not be lost again.

A file of floors is TOML, a table for each set of gold, with the digest of the gold they were reached on::

    ["quotations dev"]
    digest = "sha256:..."

    ["quotations dev".figures]
    "f1@.3" = { floor = 0.65, goal = 0.92 }
    overclaims = { ceiling = 4, goal = 4 }

A `ceiling` is for what should be small. A floor of 0 and a ceiling of `inf` bind nothing yet. Bounds move
towards the goal only, unless the gold itself changes.
"""

import dataclasses
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from selon.records import InvalidRecord

__all__ = ["Bound", "Floors", "lost", "lowered", "raised", "read_floors", "write_floors"]

Kind = Literal["floor", "ceiling"]
_FREE: Mapping[Kind, float] = {"floor": 0, "ceiling": math.inf}


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must reach: at least a floor, at most a ceiling. `goal` is null where none is set."""

    kind: Kind
    value: float
    goal: float | None

    def holds(self, figure: float) -> bool:
        """Whether a figure is within the bound."""
        return figure >= self.value if self.kind == "floor" else figure <= self.value

    def reaches_goal(self, figure: float) -> bool:
        """Whether a figure is as good as the goal; false when there is none."""
        if self.goal is None:
            return False
        return figure >= self.goal if self.kind == "floor" else figure <= self.goal


@dataclass(frozen=True, slots=True)
class Floors:
    """The bounds of one set of gold, and the digest of the files that they were measured on."""

    digest: str | None = None
    bounds: Mapping[str, Bound] = field(default_factory=dict)


def read_floors(text: str) -> dict[str, Floors]:
    """The floors of a TOML file by set; raises InvalidRecord when it has not the shape told above."""
    try:
        tables = tomllib.loads(text)
        return {name: _read_set(table) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise InvalidRecord(f"the file of floors cannot be read: {error}") from error


def write_floors(floors: Mapping[str, Floors]) -> str:
    """The TOML of floors, sets and figures in the order given; `read_floors` reads it back."""
    parts = []
    for name, group in floors.items():
        digest = f"digest = {json.dumps(group.digest)}\n" if group.digest else ""
        lines = "".join(
            f"{json.dumps(figure)} = {_inline(bound)}\n" for figure, bound in group.bounds.items()
        )
        parts.append(f"[{json.dumps(name)}]\n{digest}\n[{json.dumps(name)}.figures]\n{lines}")
    return "\n".join(parts)


def lost(floors: Floors, figures: Mapping[str, float]) -> list[str]:
    """The bounded figures that do not hold, or bind something and were not measured at all."""
    return [
        name
        for name, bound in floors.bounds.items()
        if not (bound.holds(figures[name]) if name in figures else bound.value == _FREE[bound.kind])
    ]


def raised(floors: Floors, figures: Mapping[str, float], digest: str) -> Floors:
    """The floors with every bound moved to what `figures` reach, where that is nearer to the goal.

    A share is kept to two decimals, a hundredth on the easy side of what is reached: on another processor the
    parser's arithmetic differs in its last digits, which moves an item or two. When the gold's digest is
    another one, the bounds are set anew.
    """
    anew = floors.digest is not None and floors.digest != digest
    bounds = {
        name: _moved(
            dataclasses.replace(bound, value=_FREE[bound.kind]) if anew else bound, figures.get(name)
        )
        for name, bound in floors.bounds.items()
    }
    return Floors(digest, bounds)


def lowered(before: Mapping[str, Floors], after: Mapping[str, Floors]) -> list[str]:
    """The figures (`set: figure`) whose bound is easier in `after`, or gone, though the gold is the same."""
    found = []
    for name, old in before.items():
        new = after.get(name, Floors(old.digest))
        if new.digest != old.digest:
            continue
        for figure, bound in old.bounds.items():
            other = new.bounds.get(figure)
            if not bound.holds(other.value if other else _FREE[bound.kind]):
                found.append(f"{name}: {figure}")
    return found


def _read_set(table: Mapping[str, Any]) -> Floors:
    return Floors(
        table.get("digest"), {name: _read_bound(row) for name, row in table.get("figures", {}).items()}
    )


def _read_bound(row: Mapping[str, Any]) -> Bound:
    kinds = [kind for kind in _FREE if kind in row]
    if len(kinds) != 1 or row.keys() - {kinds[0], "goal"}:
        raise InvalidRecord(f"a bound has a floor or a ceiling, and may have a goal: {dict(row)!r}")
    return Bound(kinds[0], row[kinds[0]], row.get("goal"))


def _inline(bound: Bound) -> str:
    goal = "" if bound.goal is None else f", goal = {bound.goal}"
    return f"{{ {bound.kind} = {bound.value}{goal} }}"


def _moved(bound: Bound, figure: float | None) -> Bound:
    if figure is None:
        return bound
    reached: float = figure
    if not isinstance(figure, int):
        reached = math.floor(figure * 100 - 1) if bound.kind == "floor" else math.ceil(figure * 100 + 1)
        reached = round(reached / 100, 2)
    return dataclasses.replace(bound, value=reached) if bound.holds(reached) else bound
