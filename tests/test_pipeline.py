"""Pages in, the dossier out: what is added once, what lasts through a kill, what the rows show."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import selon
from selon.pipeline import _map
from selon.records import (
    AddStep,
    Document,
    DossierNotFound,
    RawPage,
    Rejected,
    SourceNotFound,
    UnknownId,
    parse_document_line,
    parse_dossier_line,
)

PAGES = Path(__file__).parent / "data" / "pages"
USABLE = ["agence.txt", "gazette.html", "mois.txt"]


@pytest.fixture(autouse=True)
def _one_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("parser"):
        parser = request.getfixturevalue("parser")
        monkeypatch.setattr(_map, "_parser", lambda language: parser)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, parser: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("built") / "d.selon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_map, "_parser", lambda language: parser)
        with selon.open(path, create=True) as dossier:
            dossier.add(PAGES)
        yield path


def lines(path: Path) -> list[dict[str, Any]]:
    with selon.open(path) as dossier:
        return list(dossier.records())


@pytest.mark.parser
def test_pages_are_added_once(tmp_path: Path) -> None:
    steps: list[AddStep] = []
    copy = tmp_path / "copy.txt"
    copy.write_bytes((PAGES / "mois.txt").read_bytes())
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        first = dossier.add(PAGES, steps.append)
        assert (first.added, first.known, [r.reason for r in first.rejected]) == (3, 0, ["empty"])
        assert [(step.done, step.total, step.outcome) for step in steps] == [
            (1, 4, "added"), (2, 4, "added"), (3, 4, "added"), (4, 4, "rejected"),
        ]  # fmt: skip
        before = list(dossier.records())
        again = dossier.add([PAGES, copy])
        assert (again.added, again.known, again.rejected) == (0, 5, ())
        assert list(dossier.records()) == before


@pytest.mark.parser
def test_one_by_one_is_as_all_at_once(tmp_path: Path, built: Path) -> None:
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        for name in sorted(path.name for path in PAGES.iterdir()):
            dossier.add(PAGES / name)
    assert lines(tmp_path / "d.selon") == lines(built)


@pytest.mark.parser
def test_raw_pages_can_be_added(tmp_path: Path) -> None:
    page = RawPage("made", (PAGES / "mois.txt").read_bytes(), "text/plain")
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        assert dossier.add(page).added == 1
        assert dossier.add([page]).known == 1


@pytest.mark.parser
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_build_keeps_what_it_reported_and_goes_on(tmp_path: Path, built: Path) -> None:
    path = tmp_path / "d.selon"
    child = os.fork()
    if child == 0:
        with selon.open(path, create=True) as dossier:
            dossier.add(PAGES, lambda step: os.kill(os.getpid(), signal.SIGKILL) if step.done == 2 else None)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with selon.open(path) as dossier:
        assert len(dossier.pages()) == 2
        report = dossier.add(PAGES)
        assert (report.added, report.known, len(report.rejected)) == (1, 2, 1)
    assert lines(path) == lines(built)


@pytest.mark.parser
def test_rebuild_needs_no_sources_and_keeps_ids(tmp_path: Path) -> None:
    path = tmp_path / "d.selon"
    copies = tmp_path / "pages"
    copies.mkdir()
    for page in PAGES.iterdir():
        (copies / page.name).write_bytes(page.read_bytes())
    with selon.open(path, create=True) as dossier:
        dossier.add(copies)
        before = list(dossier.records())
        for page in copies.iterdir():
            page.unlink()
        report = dossier.rebuild()
        assert (report.added, len(report.rejected)) == (3, 1)
        assert list(dossier.records()) == before
        (row,) = dossier.search("cooperation")
        assert row.passage.document in {page.id for page in dossier.pages()}


@pytest.mark.parser
def test_rows_keep_their_order_through_a_rebuild(tmp_path: Path) -> None:
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        dossier.add(Path(__file__).parents[1] / "examples")
        before = (dossier.timeline(by="publication"), dossier.timeline(by="speech"), dossier.brief())
        dossier.rebuild()
        assert (dossier.timeline(by="publication"), dossier.timeline(by="speech"), dossier.brief()) == before


@pytest.mark.parser
def test_a_rebuild_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.selon"
    with selon.open(path, create=True) as dossier:
        dossier.add(PAGES)
        before = list(dossier.records())

        def stop(step: AddStep) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            dossier.rebuild(stop)
        assert list(dossier.records()) == before


@pytest.mark.parser
def test_records_are_lossless_lines(built: Path) -> None:
    found = lines(built)
    kinds = [line["type"] for line in found]
    assert kinds[:4] == ["dossier", "document", "document", "document"]
    assert {"rejected", "actor", "membership", "claim", "stance"} <= set(kinds)
    for line in found:
        if line["type"] == "document":
            document, analysis = parse_document_line(line)
            for quotation in analysis.quotations:
                assert all(0 <= start < end <= len(document.text) for start, end in quotation.content)
        else:
            parse_dossier_line(line)


@pytest.mark.parser
def test_timeline_is_by_the_time_of_events(built: Path) -> None:
    with selon.open(built) as dossier:
        rows = dossier.timeline()
        times = [row.edtf for row in rows]
        assert times == sorted(times)
        assert {"2021-01", "2021-03-10", "2021-04-02"} <= set(times)
        assert all(row.label and row.passages for row in rows)
        kinds = {row.kind for row in dossier.timeline(kind="agreement")}
        assert kinds == {"agreement"}
        assert {row.edtf for row in dossier.timeline(since="2021-03", until="2021-03")} == {"2021-03-10"}
        assert dossier.timeline(actor="Niger")
        assert dossier.timeline(actor="nobody of this name") == []


@pytest.mark.parser
def test_who_asserts_and_who_denies(built: Path) -> None:
    with selon.open(built) as dossier:
        found = {
            (row.claim.kind, stance.actor.name, stance.value)
            for row in dossier.claims(actor="Niger", kind="arms-transfer")
            for stance in row.stances
        }
        assert ("arms-transfer", "Tchad", "alleges") in found
        assert ("arms-transfer", "Belgique", "denies") in found
        for row in dossier.claims():
            assert row.passages
            assert all(stance.passages for stance in row.stances)


@pytest.mark.parser
def test_quotations_of_an_actor_and_of_those_who_act_for_it(built: Path) -> None:
    with selon.open(built) as dossier:
        of_state = dossier.quotations(actor="BELGIQUE")
        assert "Anne Vermeulen" in {actor.name for row in of_state for actor in row.speakers}
        assert {row.act for row in dossier.quotations(kind="deny")} == {"deny"}
        assert dossier.quotations(since="2022") == []
        for row in dossier.quotations():
            assert row.passage.exact
            assert "Gestion des cookies" not in row.passage.exact


@pytest.mark.parser
def test_every_id_can_be_shown_and_asked_why(built: Path) -> None:
    with selon.open(built) as dossier:
        for line in dossier.records():
            ids = [line["id"]] if "id" in line else []
            for layer in ("times", "mentions", "entities", "quotations", "events"):
                ids += [item["id"] for item in line[layer]] if line["type"] == "document" else []
            for name in ids:
                assert dossier.show(name) is not None
                why = dossier.why(name)
                assert why.what
        page = dossier.pages()[0]
        assert dossier.show(page.id[7:15]) == dossier.show(page.id)
        for name in ("x", "c999", "a999", "ffffffffffff:q:1-2", "sha256:ffff"):
            with pytest.raises(UnknownId):
                dossier.show(name)
            with pytest.raises(UnknownId):
                dossier.why(name)


@pytest.mark.parser
def test_analyse_and_read(parser: Any) -> None:
    documents = list(selon.read(*(PAGES / name for name in USABLE)))
    assert all(isinstance(document, selon.Document) for document in documents)
    (rejected,) = selon.read(PAGES / "vide.txt")
    assert isinstance(rejected, selon.Rejected)
    assert isinstance(documents[0], selon.Document)
    analysis = selon.analyse(documents[0])
    assert analysis.document == documents[0].id
    assert analysis.quotations


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DossierNotFound, match="selon build"):
        selon.open(tmp_path / "d.selon")
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        with pytest.raises(SourceNotFound):
            dossier.add(tmp_path / "nothing.txt")
        assert not any((dossier.timeline(), dossier.claims(), dossier.pages()))
        assert dossier.header().engine == selon.__version__


@pytest.mark.parser
def test_reading_loads_nothing_heavy(built: Path) -> None:
    code = (
        "import sys, selon\n"
        f"with selon.open({str(built)!r}) as d:\n"
        "    d.timeline(); d.claims(); d.quotations(); d.pages(); d.search('accord'); list(d.records())\n"
        "heavy = ('spacy', 'lxml', 'trafilatura', 'babel', 'pycountry', 'rich')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names() -> None:
    assert {"read", "analyse", "open", "Dossier", "Document", "Rejected", "Analysis"} <= set(selon.__all__)
    for name in selon.__all__:
        assert getattr(selon, name) is not None
    assert set(selon.__all__) <= set(dir(selon))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = selon.nonsense


def test_a_fault_on_one_page_does_not_cost_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = _map._extract

    def fail_on_one(page: RawPage) -> Document | Rejected:
        if page.source == "b":
            raise IndexError("no such thing")
        return read(page)

    monkeypatch.setattr(_map, "_extract", fail_on_one)
    pages = [RawPage(name, f"Le maire de {name} a parlé hier de la neige.".encode()) for name in "abc"]
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        report = dossier.add(pages)
        assert (report.added, [page.reason for page in report.rejected]) == (2, ["engine-fault"])
        assert "IndexError in test_pipeline.py:" in report.rejected[0].detail
        monkeypatch.undo()
        assert dossier.rebuild().added == 3


def test_several_processes_give_the_same_dossier(tmp_path: Path, built: Path) -> None:
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        steps: list[AddStep] = []
        report = dossier.add([PAGES, PAGES / "mois.txt"], steps.append, jobs=2)
        assert (report.added, report.known, len(report.rejected)) == (3, 1, 1)
        assert [step.done for step in steps] == [1, 2, 3, 4, 5]
        assert dossier.add(PAGES, jobs=2).added == 0
    assert lines(tmp_path / "d.selon") == lines(built)
