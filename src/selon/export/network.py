"""Relations as a drawing: actors on a circle, an arc for each relation; the same rows, the same drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from selon.records import RelatedActor, RelationRow

__all__ = ["Arc", "Network", "Node", "draw_network"]

SIZE = 640
"""Width and height of the drawing in its own units; it is scaled to the page."""
_RADIUS = 215
_ACTORS = 16


@dataclass(frozen=True, slots=True)
class Node:
    """An actor at its place; `anchor` is where its name is set from (`start`, `middle`, `end`)."""

    actor: RelatedActor
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation as an SVG path, its width by the number of reports; `disputed` when somebody denies it."""

    row: RelationRow
    path: str
    width: float
    disputed: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing: its nodes and arcs, and how many relations lie outside of it."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    outside: int


def draw_network(rows: Sequence[RelationRow]) -> Network | None:
    """The relations among the actors that have most of them; null when there is nothing to draw."""
    actors: dict[str, RelatedActor] = {}
    weights: dict[str, int] = {}
    for row in rows:
        for actor in (row.source, row.target):
            actors[actor.id] = actor
            weights[actor.id] = weights.get(actor.id, 0) + row.reports
    chosen = sorted(actors, key=lambda name: (-weights[name], actors[name].name))[:_ACTORS]
    if len(chosen) < 2:
        return None
    nodes = {name: _node(actors[name], at, len(chosen)) for at, name in enumerate(chosen)}
    ends = [(row, nodes.get(row.source.id), nodes.get(row.target.id)) for row in rows]
    arcs = tuple(_arc(row, a, b) for row, a, b in ends if a is not None and b is not None and a is not b)
    return Network(tuple(nodes.values()), arcs, len(rows) - len(arcs))


def _node(actor: RelatedActor, at: int, count: int) -> Node:
    angle = 2 * math.pi * at / count - math.pi / 2
    x, y = math.cos(angle), math.sin(angle)
    middle, label = SIZE / 2, _RADIUS + 14
    anchor = "middle" if abs(x) < 0.15 else "start" if x > 0 else "end"
    return Node(
        actor,
        round(middle + _RADIUS * x, 1),
        round(middle + _RADIUS * y, 1),
        round(middle + label * x, 1),
        round(middle + label * y + 4 + 6 * y, 1),
        anchor,
    )


def _arc(row: RelationRow, source: Node, target: Node) -> Arc:
    """A curve that bends towards the middle; the other way round it bends to its other side."""
    middle = SIZE / 2
    bend_x = (source.x + target.x) / 2 * 0.55 + middle * 0.45 + (target.y - source.y) * 0.09
    bend_y = (source.y + target.y) / 2 * 0.55 + middle * 0.45 - (target.x - source.x) * 0.09
    path = f"M{source.x} {source.y}Q{bend_x:.1f} {bend_y:.1f} {target.x} {target.y}"
    return Arc(row, path, round(1 + math.log2(row.reports) * 1.1, 1), bool(row.denied_by))
