"""How well documents were put together: B-cubed and pairwise figures of two groupings, AUC of a score."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["GroupScores", "auc", "compare_groups"]


@dataclass(frozen=True, slots=True)
class GroupScores:
    """Precision and recall of a grouping, by B-cubed (Bagga and Baldwin 1998) and by pairs of documents."""

    b3_precision: float
    b3_recall: float
    pair_precision: float
    pair_recall: float

    @property
    def b3(self) -> float:
        """The F1 of B-cubed."""
        return _f1(self.b3_precision, self.b3_recall)

    @property
    def pairs(self) -> float:
        """The F1 of pairs."""
        return _f1(self.pair_precision, self.pair_recall)


def compare_groups(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> GroupScores:
    """The figures of a grouping `found` of the documents of `gold`; each document's group is given.

    A document that was not found stands alone. Without a pair, precision and recall of pairs are 1.
    """
    groups = {name: found.get(name, ("alone", name)) for name in gold}
    wanted, made = Counter(gold.values()), Counter(groups.values())
    both = Counter((gold[name], groups[name]) for name in gold)
    total = len(gold) or 1
    precise = sum(count * count / made[group] for (_, group), count in both.items()) / total
    recalled = sum(count * count / wanted[group] for (group, _), count in both.items()) / total
    right, all_made, all_wanted = (_pairs(list(it.values())) for it in (both, made, wanted))
    return GroupScores(
        precise, recalled, right / all_made if all_made else 1.0, right / all_wanted if all_wanted else 1.0
    )


def auc(same: Sequence[float], other: Sequence[float]) -> float | None:
    """How often a score of `same` is above one of `other`, equal ones half; null where one is empty."""
    if not same or not other:
        return None
    ranked = sorted([(score, 1) for score in same] + [(score, 0) for score in other])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(kind for _, kind in ranked[at:end]) * (at + end + 1) / 2
        at = end
    return (total - len(same) * (len(same) + 1) / 2) / (len(same) * len(other))


def _pairs(sizes: Sequence[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
