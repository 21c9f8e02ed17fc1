"""Whether a confidence can be taken at its word, and whether it tells right from wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.evaluate.gold import FoundPage, GoldPage
from selon.evaluate.quotations import rights

__all__ = ["CalibrationScores", "auroc", "calibrate", "calibration_error"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationScores:
    """The expected calibration error over ten bins, and the area under the ROC curve.

    Both are between 0 and 1, rounded to four decimals; null where they are not defined (no prediction with
    a confidence; for the area, none right or none wrong).
    """

    error: float | None
    auroc: float | None
    found: int


def calibrate(
    gold: Sequence[GoldPage], found: Mapping[str, FoundPage], texts: Mapping[str, str]
) -> CalibrationScores:
    """The scores of the confidences of predicted quotations; right is what meets gold at .3.

    Predictions that meet optional gold, or tell no confidence, do not count.
    """
    told: list[tuple[float, bool]] = []
    for page in gold:
        mine = found.get(page.doc, FoundPage()).quotations
        told += [
            (item.confidence, right)
            for item, right in zip(mine, rights(page, mine, texts[page.doc]), strict=True)
            if right is not None and item.confidence is not None
        ]
    error, area = calibration_error(told), auroc(told)
    return CalibrationScores(
        None if error is None else round(error, 4), None if area is None else round(area, 4), len(told)
    )


def calibration_error(told: Sequence[tuple[float, bool]]) -> float | None:
    """How far confidence and share of right are apart, bin by bin, weighted by what is in each bin."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in told:
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append((confidence, right))
    apart = sum(abs(sum(c for c, _ in items) - sum(right for _, right in items)) for items in bins.values())
    return apart / len(told) if told else None


def auroc(told: Sequence[tuple[float, bool]]) -> float | None:
    """The chance that something right has a higher confidence than something wrong; ties count half."""
    right = [confidence for confidence, is_right in told if is_right]
    wrong = [confidence for confidence, is_right in told if not is_right]
    if not right or not wrong:
        return None
    wins = sum((good > bad) + 0.5 * (good == bad) for good in right for bad in wrong)
    return wins / (len(right) * len(wrong))
