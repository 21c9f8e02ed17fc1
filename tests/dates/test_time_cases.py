"""The table of cases: one line for each way in which French writes time."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.dates import find_times
from selon.lang import LanguagePack
from selon.records import Document, Edtf

TABLE = Path(__file__).parents[1] / "data" / "dates" / "cases.tsv"
LINES = [line for line in TABLE.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]


def listed(cell: str, count: int) -> list[str | None]:
    values = [None if value == "-" else value for value in cell.split(";")]
    return values * count if values == [None] else values


@pytest.mark.parametrize("line", LINES)
def test_case(line: str, pack: LanguagePack, page: Callable[..., Document]) -> None:
    published, marked, timex, edtf = line.split("\t")
    text = marked.replace("[[", "").replace("]]", "")
    wanted = re.findall(r"\[\[(.*?)\]\]", marked)
    times = find_times(page(text, None if published == "-" else published), pack)
    assert [text[time.start : time.end] for time in times] == wanted
    found = [(time.timex, time.edtf) for time in times]
    assert found == list(zip(listed(timex, len(wanted)), listed(edtf, len(wanted)), strict=True))


def test_there_are_enough_cases_and_their_values_are_edtf() -> None:
    assert len(LINES) >= 300
    for line in LINES:
        for value in listed(line.split("\t")[3], 1):
            assert value is None or str(Edtf.parse(value)) == value
