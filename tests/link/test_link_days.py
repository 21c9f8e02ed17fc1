import datetime

from hypothesis import given
from hypothesis import strategies as st

from selon.link.days import Days, days_of, edtf_of

ORDINAL = datetime.date(2024, 6, 6).toordinal()
SETS = st.one_of(st.none(), st.frozensets(st.integers(ORDINAL, ORDINAL + 9), min_size=1))


def test_a_weekday_takes_of_another_page_only_its_own_days() -> None:
    days = Days({"a": frozenset({ORDINAL, ORDINAL + 1}), "b": None}, {"a": None, "b": 4})
    assert days.settle([("a", "b", 0)], [])
    assert days.days["b"] == frozenset({ORDINAL})  # a Thursday
    assert list(days.evidence["b"]) == ["a"]
    assert days.days["a"] == frozenset({ORDINAL})


def test_what_contradicts_is_told() -> None:
    days = Days({"a": frozenset({ORDINAL}), "b": frozenset({ORDINAL})}, {"a": None, "b": None})
    assert not days.settle([("a", "b", -1)], [])


def test_a_month_takes_away_the_days_just_before_it() -> None:
    december, january = (datetime.date(*day).toordinal() for day in ((2023, 12, 28), (2024, 1, 4)))
    days = Days({"a": frozenset({december, january})}, {"a": 4})
    assert days.settle([], [("a", 12, "edge")])
    assert days.days["a"] == frozenset({december, january})
    assert days.settle([], [("a", 1, "edge")])
    assert days.days["a"] == frozenset({january})
    assert list(days.evidence["a"]) == ["edge"]


@given(st.frozensets(st.integers(700000, 740000), min_size=1, max_size=20))
def test_sets_of_days_come_back(days: frozenset[int]) -> None:
    assert days_of(edtf_of(days)) == days


@given(
    st.lists(SETS, min_size=3, max_size=3),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(-1, 1)), max_size=4),
)
def test_days_only_shrink_and_whoever_lost_some_knows_why(
    sets: list[frozenset[int] | None], ties: list[tuple[str, str, int]]
) -> None:
    own = dict(zip("abc", sets, strict=True))
    days = Days(own, dict.fromkeys("abc"))
    agreed = days.settle([tie for tie in ties if tie[0] != tie[1]], [])
    for name, left in days.days.items():
        before = own[name]
        assert before is None or (left is not None and left <= before)
        assert not agreed or left != frozenset()
