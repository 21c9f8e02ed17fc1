"""Days that narrow across pages: on the five pages, with a made page that tells a day, and without it."""

import shutil
from pathlib import Path

import pytest

import selon

DATA = Path(__file__).parent / "data" / "link" / "pacte.txt"
THURSDAYS = "[2024-06-06,2024-06-13,2024-06-20,2024-06-27]"
EVES = "[2024-06-05,2024-06-12,2024-06-19,2024-06-26]"
Narrowed = dict[tuple[str, int], str]


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("narrowing") / "five.selon"
    with selon.open(path, create=True) as dossier:
        dossier.add(shared / "seeds")
    return path


def narrowed(dossier: selon.Dossier) -> Narrowed:
    """The narrowed days by page (the first three letters of its file) and offset."""
    names = {page.id[7:19]: Path(page.source).name[:3] for page in dossier.pages()}
    lines = [line for line in dossier.records() if line["type"] == "narrowing"]
    assert len({line["time"] for line in lines}) == len(lines)
    return {
        (names[line["time"].split(":")[0]], int(line["time"].split(":")[2].split("-")[0])): line["edtf"]
        for line in lines
    }


@pytest.mark.parser
def test_two_pages_tell_one_thursday_and_no_day(built: Path) -> None:
    with selon.open(built) as dossier:
        days = narrowed(dossier)
    assert [days["000", 491], days["003", 347], days["003", 743], days["000", 210]] == [THURSDAYS] * 4
    assert [days["000", 534], days["003", 395]] == [EVES] * 2
    assert len(days) == 6


@pytest.mark.parser
def test_what_has_fallen_has_an_anchored_passage(built: Path) -> None:
    with selon.open(built) as dossier:
        lines = [line for line in dossier.records() if line["type"] == "narrowing"]
        edge = [name for line in lines for name in line["evidence"] if ":t:1185-" in name]
        assert len(edge) == len(lines)
        for line in lines:
            row, why = dossier.show(line["time"]), dossier.why(line["time"])
            assert isinstance(row, selon.records.TimeRow)
            assert row.narrowing is not None
            assert row.narrowing.edtf == line["edtf"]
            assert [passage.span[0] for passage in row.evidence]
            assert set(row.evidence) <= set(why.evidence)


@pytest.mark.parser
def test_a_page_that_tells_the_day_turns_all_into_it_until_it_is_removed(built: Path, tmp_path: Path) -> None:
    path = shutil.copy(built, tmp_path / "six.selon")
    with selon.open(path) as dossier:
        before = narrowed(dossier)
        dossier.add(DATA)
        days = narrowed(dossier)
        assert {days[key] for key, edtf in before.items() if edtf == THURSDAYS} == {"2024-06-20"}
        assert {days[key] for key, edtf in before.items() if edtf == EVES} == {"2024-06-19"}
        assert days.keys() == before.keys()
        made = next(page.id for page in dossier.pages() if page.source == str(DATA))
        dossier.remove(made)
        assert narrowed(dossier) == before


@pytest.mark.parser
def test_the_chronology_goes_by_the_narrowed_day(built: Path, tmp_path: Path) -> None:
    path = shutil.copy(built, tmp_path / "seven.selon")
    with selon.open(path) as dossier:
        before = {row.edtf for row in dossier.timeline(by="speech")}
        assert THURSDAYS in before
        assert EVES in {row.edtf for row in dossier.timeline()}  # of a page that tells no date of its own
        dossier.add(DATA)
        rows = [*dossier.timeline(), *dossier.timeline(by="speech")]
        days = {row.edtf for row in rows}
        assert {"2024-06-19", "2024-06-20"} <= days
        assert days.isdisjoint({THURSDAYS, EVES})
        assert {row.happened for row in rows}.isdisjoint({THURSDAYS, EVES})
        during = dossier.timeline(since="2024-06-19", until="2024-06-19")
        assert {row.edtf for row in during} == {"2024-06-19"}
        dossier.remove(next(page.id for page in dossier.pages() if page.source == str(DATA)))
        assert {row.edtf for row in dossier.timeline(by="speech")} == before
