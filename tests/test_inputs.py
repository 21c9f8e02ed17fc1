"""Files of all formats, from the command to the dossier and back through `rebuild`."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import selon
from selon import ingest
from selon.cli import building, main
from selon.records import PageRow, RawPage

DATA = Path(__file__).resolve().parent / "data" / "ingest"
ROWS = "Corps;Jour\n« C’est faux », a déclaré jeudi le porte-parole du ministère à Paris.;2024-06-21\n"

pytestmark = pytest.mark.parser


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def listed(dossier: Path) -> list[PageRow]:
    with selon.open(dossier) as opened:
        return opened.pages()


def test_what_the_command_takes_is_what_is_read() -> None:
    assert building.FORMATS == ingest.FORMATS
    assert building.FIELDS == ingest.FIELDS


def test_a_folder_of_all_formats_is_read_again_the_same(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "in")
    (tmp_path / "in/rows.csv").write_text(ROWS, encoding="utf-8")
    dossier = tmp_path / "a.selon"
    result = run("build", tmp_path / "in", "-d", dossier)
    assert result.exit_code == 0, result.output
    assert (
        f"{tmp_path}/in/rows.csv: columns taken by their names: --map text=Corps,date=Jour" in result.stderr
    )
    before = listed(dossier)
    assert sorted({row.basis for row in before}) == [
        "column",
        "europresse",
        "feed",
        "mail-header",
        "unknown",
        "visible",
    ]
    assert "added" in run("rebuild", "-d", dossier).stderr
    assert listed(dossier) == before
    again = run("build", tmp_path / "in", "-d", dossier)
    assert f"0 added, {len(before)} known before, 0 rejected" in again.stderr


def test_every_anchor_holds_in_the_text_of_its_item(tmp_path: Path) -> None:
    with selon.open(tmp_path / "a.selon", create=True) as dossier:
        dossier.add(DATA)
        quotes = dossier.quotations()
        assert len(quotes) >= 5
        for quote in quotes:
            shown: Any = dossier.show(quote.passage.document)
            start, end = quote.passage.span
            assert shown.document.text[start:end] == quote.passage.exact


def test_map(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("a;b\nx;Le ministre a démenti lundi à Paris toute livraison d’armes.\n", encoding="utf-8")
    result = run("build", rows, "--map", "text=c,d", "-d", tmp_path / "a.selon")
    assert result.exit_code == 2
    assert "there is no column 'c,d'" in result.output
    rows.write_text(
        '"a,b";"c,d"\nTitre;Le ministre a démenti lundi à Paris toute livraison d’armes à la Russie.\n'
    )
    assert run("build", rows, "--map", "text=c,d,title=a,b", "-d", tmp_path / "b.selon").exit_code == 0
    assert [row.title for row in listed(tmp_path / "b.selon")] == ["Titre"]


@pytest.mark.parametrize("value", ["text", "body=x", ""])
def test_a_map_that_is_none(tmp_path: Path, value: str) -> None:
    result = run("build", DATA, "--map", value, "-d", tmp_path / "a.selon")
    assert result.exit_code == 2
    assert not (tmp_path / "a.selon").exists()


def test_format_of_standard_input(tmp_path: Path) -> None:
    row = json.dumps({"text": "« C’est faux », a déclaré jeudi le porte-parole du ministère à Paris."})
    result = run("build", "-", "--format", "jsonl", "-d", tmp_path / "a.selon", input=f"{row}\nno json\n")
    assert result.exit_code == 3
    assert "rejected: -#2: broken" in result.stderr
    assert [row.source for row in listed(tmp_path / "a.selon")] == ["-#1", "-#2"]


def test_a_missing_extra_is_a_fault_for_a_file_and_a_rejection_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "feedparser", None)
    dossier = tmp_path / "a.selon"
    named = run("build", DATA / "feed.rss", "-d", dossier)
    assert (named.exit_code, 'pip install "selon[feeds]"' in named.stderr) == (1, True)
    folder = run("build", DATA, "-d", dossier)
    assert (folder.exit_code, folder.stderr.count('pip install "selon[feeds]"')) == (3, 2)
    monkeypatch.undo()
    assert run("build", DATA, "-d", dossier).exit_code == 0, "what was missing is tried again"


def test_what_was_told_is_kept(tmp_path: Path) -> None:
    pages = [page for page in ingest.read_paths([DATA]) if isinstance(page, RawPage)]
    with selon.open(tmp_path / "a.selon", create=True) as dossier:
        assert dossier.add(pages).rejected == ()
        titles = [row.title for row in dossier.pages()]
    assert titles == [page.told.title for page in pages if page.told]
