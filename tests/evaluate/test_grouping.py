import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.evaluate import auc, compare_groups

GROUPS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 3), min_size=1, max_size=8)


def test_figures_by_hand() -> None:
    scores = compare_groups({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": 1, "b": 1, "c": 1, "d": 2})
    assert (scores.b3_precision, scores.b3_recall) == pytest.approx(((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 0.75))
    assert (scores.pair_precision, scores.pair_recall) == pytest.approx((1 / 3, 1 / 2))


@given(GROUPS)
def test_a_grouping_is_like_itself(groups: dict[str, int]) -> None:
    scores = compare_groups(groups, {name: -group for name, group in groups.items()})
    assert (scores.b3, scores.pairs) == (1, 1)


@given(GROUPS)
def test_who_was_not_found_stands_alone(groups: dict[str, int]) -> None:
    assert compare_groups(groups, {}).b3_precision == 1


@given(st.lists(st.integers(0, 4), max_size=6), st.lists(st.integers(0, 4), max_size=6))
def test_auc_counts_pairs(same: list[float], other: list[float]) -> None:
    wins = [(one > two) + (one == two) / 2 for one, two in itertools.product(same, other)]
    assert auc(same, other) == (pytest.approx(sum(wins) / len(wins)) if wins else None)
