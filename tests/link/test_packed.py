"""Telling terms packed: nothing is lost, and many are compared at once as one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from selon.link.packed import (
    FOUND,
    TERMS,
    pack_terms,
    shared_terms,
    unpack_found,
    unpack_terms,
    weighed,
    with_one_more,
)

# Few numbers, so that they are shared; some of one ending, and the greatest there is.
NUMBERS = st.integers(1, 12) | st.integers(1, 12).map(lambda n: n << 13) | st.just(2**32 - 1)
WEIGHTS = st.dictionaries(NUMBERS, st.integers(0, 1000), max_size=TERMS)


@given(WEIGHTS)
def test_packed_terms_keep_their_order_and_weights(weights: dict[int, int]) -> None:
    assert list(unpack_terms(pack_terms(weights)).items()) == list(weights.items())


@given(WEIGHTS, st.lists(WEIGHTS, max_size=5))
def test_what_many_share_is_what_each_shares(own: dict[int, int], others: list[dict[int, int]]) -> None:
    mine = weighed(np.array(sorted(own), np.int64), own)
    assert dict(zip(mine.numbers.tolist(), mine.weights.tolist(), strict=True)) == own
    found = shared_terms(mine, [pack_terms(other) for other in others])
    assert len(found.sums) == len(others)
    assert found.of.tolist() == sorted(found.of.tolist())
    for number, other in enumerate(others):
        of_it = found.of == number
        terms, products = mine.numbers[found.places[of_it]].tolist(), found.products[of_it].tolist()
        expected = {term: own[term] * other[term] for term in own.keys() & other.keys()}
        assert dict(zip(terms, products, strict=True)) == expected
        assert found.sums[number] == sum(expected.values())


def test_under_a_key_the_latest_are_kept() -> None:
    found = b""
    for number in range(1, 6):
        found = with_one_more(found, number, 100 * number, 3)
    numbers, weights = unpack_found([b"", found, found[:FOUND]])
    assert numbers.tolist() == [3, 4, 5, 3]
    assert weights.tolist() == [300, 400, 500, 300]
