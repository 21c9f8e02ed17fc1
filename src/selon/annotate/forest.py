"""Boosted trees as plain arrays: every condition of every tree at once, then the leaf whose path holds.

A leaf is reached when all conditions on its path hold; a product of small matrices counts them (the GEMM
strategy of Hummingbird, Nakandala et al., OSDI 2020).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from selon.records import InvalidPack

__all__ = ["Forest", "chances", "read_forest"]

_CHUNK = 512  # rows evaluated at once
_NEVER = 1e6  # what a leaf that a tree does not have asks of its path


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees of T, with at most K conditions and L leaves each.

    `features` and `thresholds` (T, K): a condition is `row[feature] <= threshold`. `paths` (T, L, K) has 1
    where a leaf's path takes a condition's left side, -1 where it takes the right one; `wanted` (T, L) counts
    the left sides. `values` (T, L) are added up, from `base`, to log odds.
    """

    features: npt.NDArray[np.int64]
    thresholds: npt.NDArray[np.float64]
    paths: npt.NDArray[np.float32]
    wanted: npt.NDArray[np.float32]
    values: npt.NDArray[np.float64]
    base: float


def read_forest(table: Mapping[str, Any]) -> Forest:
    """A forest from its table: a list of nodes a tree; raises InvalidPack.

    A node is `[feature, threshold, left, right]` with the numbers of its children, or `[value]` for a leaf.
    """
    try:
        trees = table["trees"]
        widest = max(sum(len(node) == 1 for node in tree) for tree in trees)
        count, inner = len(trees), max(widest - 1, 1)
        forest = Forest(
            np.zeros((count, inner), np.int64),
            np.full((count, inner), -np.inf),
            np.zeros((count, widest, inner), np.float32),
            np.full((count, widest), _NEVER, np.float32),
            np.zeros((count, widest)),
            float(table["base"]),
        )
        for number, tree in enumerate(trees):
            _put(forest, number, tree)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise InvalidPack(f"the trees cannot be read: {error!r}") from error
    return forest


def _put(forest: Forest, number: int, tree: list[list[float]]) -> None:
    inner = [place for place, node in enumerate(tree) if len(node) > 1]
    column = {place: at for at, place in enumerate(inner)}
    for place, at in column.items():
        forest.features[number, at], forest.thresholds[number, at] = int(tree[place][0]), tree[place][1]
    leaf = 0
    waiting: list[tuple[int, tuple[tuple[int, int], ...]]] = [(0, ())]
    while waiting:
        place, path = waiting.pop()
        node = tree[place]
        if len(node) > 1:
            at = column[place]
            waiting += [(int(node[3]), (*path, (at, -1))), (int(node[2]), (*path, (at, 1)))]
            continue
        for at, side in path:
            forest.paths[number, leaf, at] = side
        forest.wanted[number, leaf] = sum(side > 0 for _, side in path)
        forest.values[number, leaf] = node[0]
        leaf += 1


def chances(forest: Forest, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The probability that the trees give each row, shape (rows,)."""
    odds = np.empty(len(rows))
    for start in range(0, len(rows), _CHUNK):
        columns = np.ascontiguousarray(rows[start : start + _CHUNK].T)
        holds = (columns[forest.features] <= forest.thresholds[:, :, None]).astype(np.float32)
        reached = np.matmul(forest.paths, holds) == forest.wanted[:, :, None]
        odds[start : start + _CHUNK] = np.einsum("tln,tl->n", reached, forest.values)
    chance: npt.NDArray[np.float64] = 1 / (1 + np.exp(-(odds + forest.base)))
    return chance
