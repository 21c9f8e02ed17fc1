import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.records import annotation_id, document_id, parse_annotation_id


@given(st.binary(max_size=50))
def test_a_document_is_named_by_its_bytes(data: bytes) -> None:
    assert document_id(data) == "sha256:" + hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=9), st.sampled_from("tmnqe"), st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_annotation_is_named_by_its_place(data: bytes, kind: str, start: int, end: int) -> None:
    name = annotation_id(document_id(data), kind, start, end)  # type: ignore[arg-type]
    assert parse_annotation_id(name) == (document_id(data)[7:19], kind, start, end)


def test_a_second_one_at_the_same_place_gets_a_number() -> None:
    document = "sha256:" + "a" * 64
    first = annotation_id(document, "e", 3, 9)
    second = annotation_id(document, "e", 3, 9, {first})
    third = annotation_id(document, "e", 3, 9, {first, second})
    assert (first, second, third) == (f"{'a' * 12}:e:3-9", f"{'a' * 12}:e:3-9.2", f"{'a' * 12}:e:3-9.3")
    assert parse_annotation_id(third) == ("a" * 12, "e", 3, 9)


@pytest.mark.parametrize(
    "name", ["a12", "c7", "10ca0f:q:1-2", "", "aaaaaaaaaaaa:x:1-2", "aaaaaaaaaaaa:q:1-2 "]
)
def test_other_names_are_no_annotation_ids(name: str) -> None:
    assert parse_annotation_id(name) is None
