"""Calibration error and area under the curve, against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.evaluate import (
    FoundPage,
    FoundQuotation,
    GoldPage,
    GoldQuotation,
    auroc,
    calibrate,
    calibration_error,
)

TEXT = "Il pleut beaucoup, dit-il."


def _gold(start: int, end: int, optional: bool = False) -> GoldQuotation:
    return GoldQuotation(((start, end),), "indirect", None, None, None, None, optional)


def _found(start: int, end: int, confidence: float | None) -> FoundQuotation:
    return FoundQuotation(((start, end),), None, None, (), None, confidence)


def test_error_is_the_mean_distance_of_the_bins() -> None:
    told = [(0.95, True), (0.95, False), (0.25, False)]
    assert calibration_error(told) == pytest.approx((2 * 0.45 + 0.25) / 3)


def test_area_counts_ties_half() -> None:
    assert auroc([(0.9, True), (0.5, True), (0.5, False), (0.1, False)]) == pytest.approx(3.5 / 4)


def test_neither_is_defined_without_material() -> None:
    assert calibration_error([]) is None
    assert auroc([(0.9, True)]) is None


def test_right_is_what_meets_gold_and_optional_gold_does_not_count() -> None:
    gold = GoldPage("a", None, (_gold(0, 8), _gold(9, 17, optional=True)), (), ())
    found = FoundPage((_found(0, 8, 0.9), _found(9, 17, 0.8), _found(19, 25, 0.2), _found(20, 25, None)))
    scores = calibrate([gold], {"a": found}, {"a": TEXT})
    assert (scores.found, scores.auroc) == (2, 1.0)
    assert scores.error == pytest.approx((0.1 + 0.2) / 2)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_both_are_shares(told: list[tuple[float, bool]]) -> None:
    assert 0 <= (calibration_error(told) or 0) <= 1
    assert 0 <= (auroc(told) or 0) <= 1
