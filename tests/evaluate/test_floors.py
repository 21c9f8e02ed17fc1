"""Floors rise, are kept, and are not lowered unless the gold has changed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.evaluate import Bound, Floors, lost, lowered, raised, read_floors, write_floors
from selon.records import InvalidRecord

DEV = Floors(
    "sha256:a",
    {
        "f1@.3": Bound("floor", 0.65, 0.92),
        "right": Bound("floor", 11, 20),
        "overclaims": Bound("ceiling", 4, None),
    },
)


def test_a_file_is_read_back_as_it_was_written() -> None:
    floors = {
        "quotations dev": DEV,
        "new": Floors(None, {"x": Bound("ceiling", math.inf, 3)}),
        "empty": Floors(),
    }
    assert read_floors(write_floors(floors)) == floors


def test_floors_are_lost_below_and_ceilings_above() -> None:
    assert lost(DEV, {"f1@.3": 0.65, "right": 11, "overclaims": 4}) == []
    assert lost(DEV, {"f1@.3": 0.6499, "right": 10, "overclaims": 5}) == ["f1@.3", "right", "overclaims"]


def test_a_figure_that_is_not_measured_is_lost_unless_it_binds_nothing() -> None:
    assert lost(DEV, {"f1@.3": 0.7, "right": 12}) == ["overclaims"]
    assert lost(Floors(None, {"x": Bound("floor", 0, 1), "y": Bound("ceiling", math.inf, 1)}), {}) == []


def test_floors_rise_to_what_is_reached_and_never_fall() -> None:
    better = raised(DEV, {"f1@.3": 0.7199, "right": 10, "overclaims": 2}, "sha256:a")
    assert {name: bound.value for name, bound in better.bounds.items()} == {
        "f1@.3": 0.7,
        "right": 11,
        "overclaims": 2,
    }


def test_a_share_keeps_a_hundredth_for_other_processors() -> None:
    assert raised(DEV, {"f1@.3": 0.8}, "sha256:a").bounds["f1@.3"].value == 0.79


def test_other_gold_sets_the_floors_anew() -> None:
    anew = raised(DEV, {"f1@.3": 0.5, "right": 3, "overclaims": 9}, "sha256:b")
    assert [bound.value for bound in anew.bounds.values()] == [0.49, 3, 9]
    assert anew.digest == "sha256:b"


def test_lowering_a_floor_or_taking_it_away_is_noticed() -> None:
    easier = Floors(
        "sha256:a", {"f1@.3": Bound("floor", 0.64, 0.92), "overclaims": Bound("ceiling", 5, None)}
    )
    assert lowered({"dev": DEV}, {"dev": easier}) == ["dev: f1@.3", "dev: right", "dev: overclaims"]
    assert lowered({"dev": DEV}, {}) == ["dev: f1@.3", "dev: right", "dev: overclaims"]
    assert lowered({"dev": DEV}, {"dev": DEV}) == []
    assert lowered({"dev": easier}, {"dev": DEV}) == []


def test_floors_of_other_gold_are_not_compared() -> None:
    assert lowered({"dev": DEV}, {"dev": Floors("sha256:b", {})}) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a",
        "a = 1",
        "[a.figures]\nx = {goal = 1}",
        "[a.figures]\nx = {floor = 1, ceiling = 2}",
        "[a.figures]\nx = 1",
    ],
)
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        read_floors(text)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_has_been_raised_holds_for_the_same_figure_and_is_never_easier(
    before: float, figure: float
) -> None:
    floors = Floors("d", {"x": Bound("floor", before, None), "y": Bound("ceiling", before, None)})
    after = raised(floors, {"x": figure, "y": figure}, "d")
    assert lowered({"s": floors}, {"s": after}) == []
    for bound in after.bounds.values():
        assert bound.value == before or bound.holds(figure)
