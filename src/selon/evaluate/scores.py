"""Precision, recall and F1, and what else the metrics of this room share."""

from dataclasses import dataclass
from typing import Literal

from selon.records import Span

__all__ = ["Disagreement", "Score", "score", "share", "touch"]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, each between 0 and 1, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where gold and prediction differ.

    `missed` and `extra` have one side only; `speaker`, `value` and `date` tell both sides of a pair.
    `exact` is the text of the place in the page `doc`.
    """

    kind: Literal["missed", "extra", "speaker", "value", "date"]
    doc: str
    exact: str
    gold: str | None = None
    found: str | None = None


def score(right: int, found: int, gold: int) -> Score:
    """The score of `right` hits among `found` predictions and `gold` items; 0 where there are none."""
    return Score(right / found if found else 0.0, right / gold if gold else 0.0)


def share(right: int, of: int) -> float | None:
    """`right / of`, rounded to four decimals; null when there is nothing to be right about."""
    return round(right / of, 4) if of else None


def touch(a: Span | None, b: Span | None) -> bool:
    """Whether two spans share a character."""
    return a is not None and b is not None and min(a[1], b[1]) > max(a[0], b[0])
