"""Registers as CSV: columns, cells, and what a hostile page may put into them."""

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.export.sheets import kinds_csv, register_csv, safe_cell
from selon.records import KindRow, NamedActor, Passage, Register, RegisterRow

HOSTILE = '=HYPERLINK("http://x";"y")'


def passage(published: str | None) -> Passage:
    return Passage("sha256:a", "a.txt", None, None, published, (0, 1), "a", "", "")


def row(**changes: object) -> RegisterRow:
    values: dict[str, object] = {
        "id": "c1",
        "kind": "sanction",
        "roles": {"imposer": ("A",), "target": (HOSTILE, "-B")},
        "edtf": "2023-05",
        "statuses": ("asserted", "denied"),
        "asserted_by": (NamedActor("a1", "@A"), NamedActor("a2", "B; =C")),
        "denied_by": (),
        "others": {"fears": (NamedActor("a3", "D"),)},
        "said": ("2023-05-30",),
        "pages": 2,
        "own_voice": 1,
        "passages": (passage("2023-06-02"), passage(None), passage("2023-06-01")),
    }
    return RegisterRow(**(values | changes))  # type: ignore[arg-type]


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines))))


def test_a_register_has_machine_columns_and_a_line_for_each_event() -> None:
    (found,) = read(register_csv(Register("sanction", ("imposer", "target", "ground"), (row(),))))
    assert list(found) == [
        "id", "kind", "date", "earliest", "latest", "role_imposer", "role_target", "role_ground", "status",
        "asserted_by", "denied_by", "other_stances", "said", "published", "pages", "own_voice",
    ]  # fmt: skip
    assert (found["id"], found["date"], found["earliest"], found["latest"]) == (
        "c1", "2023-05", "2023-05-01", "2023-05-31",
    )  # fmt: skip
    assert (found["status"], found["other_stances"]) == ("asserted | denied", "fears: D")
    assert (found["published"], found["pages"], found["own_voice"]) == ("2023-06-01 | 2023-06-02", "2", "1")
    assert found["role_ground"] == found["denied_by"] == ""


def test_no_cell_of_a_page_is_a_formula() -> None:
    (found,) = read(register_csv(Register("sanction", ("imposer", "target"), (row(),))))
    assert found["role_target"].startswith("'=HYPERLINK")
    assert " | '-B" in found["role_target"]
    assert found["asserted_by"] == "'@A | B; '=C"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" \t=1", "'=1"),
        ("+33 1", "'+33 1"),
        ("-5 %", "'-5 %"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1", "'\uff1d1"),
        ("\u202e\u200b=1", "'=1"),
        ("a;=1", "a;'=1"),
        ("a, -5", "a, '-5"),
        ("a\n=1", "a =1"),
        ("Jean-Paul @ 3+4", "Jean-Paul @ 3+4"),
        ("vingt\u00a0mille", "vingt mille"),
        ("", ""),
    ],
)
def test_signs_that_begin_a_formula_are_set_behind_an_apostrophe(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


@given(st.text())
def test_whatever_a_page_holds_no_cell_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    assert all(part.strip(" ")[:1] not in ("=", "+", "-", "@") for part in cell.split(";"))
    assert "\n" not in cell
    assert "\r" not in cell


@given(st.lists(st.text(min_size=1), max_size=3))
def test_a_register_comes_back_from_its_csv_with_as_many_lines(words: list[str]) -> None:
    rows = tuple(row(id=f"c{n}", roles={"target": (word,)}) for n, word in enumerate(words))
    found = read(register_csv(Register("sanction", ("target",), rows)))
    assert [line["id"] for line in found] == [it.id for it in rows]


def test_an_event_without_a_date_has_empty_dates() -> None:
    (found,) = read(register_csv(Register("sanction", (), (row(edtf=None, said=(), passages=()),))))
    assert {found[key] for key in ("date", "earliest", "latest", "said", "published")} == {""}


def test_kinds_as_csv() -> None:
    (found,) = read(kinds_csv([KindRow("visit", 3, 5, 2, 1, 0, None, "2023-05-31")]))
    assert found == {
        "kind": "visit", "events": "3", "reports": "5", "pages": "2", "asserted": "1", "denied": "0",
        "first": "", "last": "2023-05-31",
    }  # fmt: skip
