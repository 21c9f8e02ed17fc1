"""How a rule can begin: told from its automaton, never less than what the regular expression takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.dates._patterns import beginnings

PARTS = [
    ["[ab]", "[c]"],
    ["[a]", "?", "[b]", "[c]"],
    ["(?:", "[a]", "|", "[b]", "[c]", ")", "[d]"],
    ["(?P<x>", "[a]", "{1,8}", ")", "[b]", "?"],
    ["(?:", "[a]", "[b]", ")", "*", "[c]"],
    ["[a]", "(?!", "[b]", ")", "[bc]"],
    ["(?<!", "[d]", ")", "[a]", "|", "[b]", "+", "[c]"],
    ["[a]", "(?:", "[b]", "?", "[c]", "?", ")", "$"],
]


@pytest.mark.parametrize("parts", PARTS, ids="".join)
@given(codes=st.text("abcd", min_size=1, max_size=6))
def test_no_match_begins_otherwise(parts: list[str], codes: str) -> None:
    found = re.match("".join(parts), codes)
    if found and found.end():
        assert any(
            codes[0] in first and (second is None or codes[1:2] in second)
            for first, second in beginnings(parts)
        )


def test_what_may_come_second_is_told() -> None:
    told = beginnings(["[a]", "?", "[b]", "[cd]", "|", "[e]"])
    assert {("".join(sorted(one)), "".join(sorted(two)) if two else None) for one, two in told} == {
        ("a", "b"),
        ("b", "cd"),
        ("e", None),
    }
    assert beginnings(["(?=", "[a]", ")", "[b]"]) == ((frozenset("b"), None),)


def test_brackets_must_balance() -> None:
    with pytest.raises(IndexError):
        beginnings(["(", "[a]"])
