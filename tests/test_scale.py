"""The map on Arrow tables, on Ray and on Daft: the same records as in one process."""

import json
import logging
import os
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import selon
from selon.cli import main
from selon.ingest import count_prepared, is_prepared, read_paths, read_prepared
from selon.pipeline import _map, engine, read_raw
from selon.records import (
    DossierError,
    PageRead,
    RawPage,
    Rejected,
    SelonError,
    document_line,
    dump,
    encode,
)
from selon.scale import (
    PAGE_SCHEMA,
    PAGES,
    READ_SCHEMA,
    Done,
    analyse_batch,
    page_tables,
    plan,
    run,
)

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT / "examples", ROOT / "tests/data/extract/sites", ROOT / "tests/data/pages"]
ROWS = PAGES + 6


@pytest.fixture(autouse=True)
def _one_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("parser"):
        parser = request.getfixturevalue("parser")
        monkeypatch.setattr(_map, "_parser", lambda language: parser)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """More than thirty pages; a table of more rows than a partition takes; an archive that is damaged."""
    folder = tmp_path_factory.mktemp("inputs")
    days = [f"Le maire de la ville {n} a déclaré mardi que le pont serait fermé." for n in range(ROWS)]
    pq.write_table(
        pa.table({"texte": days, "titre": [f"Le pont {n}" for n in range(ROWS)]}), folder / "r.parquet"
    )
    (folder / "z.warc").write_bytes(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 900\r\n\r\ncut off")
    return [*FOLDERS, folder / "r.parquet", folder / "z.warc"]


@pytest.fixture(scope="module")
def ray() -> Iterator[None]:
    """One Ray for all runs of these tests; a run alone starts its own."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    ray.init(address="local", include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def output(ray: None, inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs, read on Ray."""
    folder = tmp_path_factory.mktemp("output") / "read"
    seen: list[Done] = []
    report = run(inputs, folder, progress=seen.append)
    assert report.written == len(seen) == len(list(folder.glob("*.parquet")))
    assert report.pages == sum(done.pages for done in seen)
    assert len(report.rejected) == sum(done.rejected for done in seen)
    return folder


def single(page: RawPage | Rejected) -> PageRead | Rejected:
    return page if isinstance(page, Rejected) else read_raw(page)


def line(read: PageRead | Rejected) -> str:
    return dump(encode(read) if isinstance(read, Rejected) else document_line(read.document, read.analysis))


def records(path: Path) -> str:
    with selon.open(path) as dossier:
        return "\n".join(map(dump, dossier.records()))


@pytest.mark.parser
def test_a_table_tells_what_one_page_after_the_other_does() -> None:
    pages = list(read_paths(FOLDERS))
    assert len(pages) >= 30
    table = pa.concat_tables(page_tables(pages, 7))
    assert table.schema == PAGE_SCHEMA
    read = analyse_batch(table)
    assert read.schema.equals(READ_SCHEMA, check_metadata=True)
    reads = [single(page) for page in pages]
    assert [row["id"] for row in read.to_pylist()] == [
        r.id if isinstance(r, Rejected) else r.document.id for r in reads
    ]
    assert read["record"].to_pylist() == [None if isinstance(r, Rejected) else line(r) for r in reads]
    reasons = [r.reason if isinstance(r, Rejected) else None for r in reads]
    assert read["reason"].to_pylist() == reasons
    assert "cookie-wall" in reasons


@pytest.mark.parser
def test_columns_that_are_not_known_may_lack(tmp_path: Path) -> None:
    page = RawPage("a.txt", "Le ministre a démenti mardi la vente d'armes.".encode())
    read = analyse_batch(pa.table({"data": [page.data], "source": ["a.txt"]}))
    pq.write_table(read.replace_schema_metadata(None), tmp_path / "a.parquet")  # as other engines write it
    assert is_prepared(tmp_path / "a.parquet")
    assert list(read_prepared(tmp_path, {engine()})) == [(page, read_raw(page))]
    assert list(read_prepared(tmp_path, {replace(engine(), engine="0.0.1")})) == [(page, None)]


def test_files_are_planned_in_the_order_of_ingest(inputs: list[Path]) -> None:
    tasks = plan(inputs)
    assert tasks == plan(inputs)
    assert [len(task) for task in tasks[-2:]] == [1, 1]  # archives and tables are alone
    assert all(len(task) <= PAGES for task in tasks)
    in_order = list(dict.fromkeys(page.source.partition("#")[0] for page in read_paths(inputs)))
    assert [file for task in tasks for file in task] == in_order


@pytest.mark.parser
def test_ray_reads_the_same_and_the_dossier_is_the_same(
    inputs: list[Path], output: Path, tmp_path: Path
) -> None:
    pages = list(read_paths(inputs))
    assert count_prepared(output) == len(pages) >= 30 + ROWS
    found = list(read_prepared(output, {engine()}))
    assert [page for page, _ in found] == pages
    assert [line(read) for _, read in found if read] == [line(single(page)) for page in pages]
    failed = [json.loads(row) for row in (output / "failed.jsonl").read_text("utf-8").splitlines()]
    assert [row["reason"] for row in failed][-1] == "broken"
    assert [row["id"] for row in failed] == [read.id for _, read in found if isinstance(read, Rejected)]
    with selon.open(tmp_path / "one.selon", create=True) as dossier:
        one = dossier.add(inputs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_map, "_parser", lambda language: pytest.fail("a page was parsed again"))
        with selon.open(tmp_path / "scaled.selon", create=True) as dossier:
            assert dossier.add(output) == one
    assert records(tmp_path / "scaled.selon") == records(tmp_path / "one.selon")
    with selon.open(tmp_path / "scaled.selon") as dossier:
        dossier.rebuild()
    assert records(tmp_path / "scaled.selon") == records(tmp_path / "one.selon")


@pytest.mark.parser
def test_only_what_is_missing_is_made_again(inputs: list[Path], output: Path) -> None:
    lost = sorted(output.glob("*.parquet"))[-2]
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in output.glob("*.parquet")}
    lost.unlink()
    command = ["scale", *map(str, inputs), "--output", str(output)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 3
    assert f"{lost.name}: " in result.output
    assert f"1 files written, {len(before) - 1} there before" in result.output
    after = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in output.glob("*.parquet")}
    assert {name for name, value in after.items() if value != before[name]} == {lost.name}
    assert after[lost.name][1] == before[lost.name][1]


def test_a_folder_of_other_inputs_is_left_alone(inputs: list[Path], output: Path, tmp_path: Path) -> None:
    with pytest.raises(SelonError, match="other inputs"):
        run(inputs[:1], output)
    (tmp_path / "mine.parquet").write_bytes(b"")
    with pytest.raises(SelonError, match="not of `selon scale`"):
        run(inputs[:1], tmp_path)


@pytest.mark.parser
def test_what_another_engine_read_is_read_again(tmp_path: Path) -> None:
    page = RawPage("a.txt", "Le ministre a démenti mardi la vente d'armes.".encode())
    read = analyse_batch(next(page_tables([page])))
    old = dump(encode(replace(engine(), engine="0.0.1")))
    blank = str(read["record"][0]).replace('"deny"', '"quack"')
    columns = {
        name: [blank] if name == "record" else [old] if name == "engine" else read[name]
        for name in read.column_names
    }
    pq.write_table(pa.table(columns, schema=READ_SCHEMA), tmp_path / "a.parquet")
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        dossier.add(tmp_path / "a.parquet")
        (row,) = (row for row in dossier.records() if row["type"] == "document")
    assert dump(row) == line(read_raw(page))


def test_damaged_and_foreign_files_are_told(tmp_path: Path) -> None:
    pq.write_table(READ_SCHEMA.empty_table(), tmp_path / "a.parquet")
    pq.write_table(pa.table({"texte": ["a"]}), tmp_path / "b.parquet")
    with pytest.raises(DossierError, match="no output of"):
        list(read_prepared(tmp_path, {engine()}))
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    with pytest.raises(DossierError, match="damaged"):
        count_prepared(tmp_path)
    assert not is_prepared(tmp_path / "b.parquet")
    assert not is_prepared(ROOT / "examples")


@pytest.mark.parser
def test_daft_maps_the_same_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    import daft

    if daft.get_or_infer_runner_type() != "native":  # it can be chosen once in a process
        daft.set_runner_native()
    shape = daft.DataType.from_arrow_type(pa.struct(list(READ_SCHEMA)))

    @daft.func.batch(return_dtype=shape)
    def read(*columns: daft.Series) -> Any:
        table = pa.table([column.to_arrow() for column in columns], names=PAGE_SCHEMA.names)
        return daft.Series.from_arrow(analyse_batch(table).to_struct_array().combine_chunks())

    pages = pa.concat_tables(page_tables(read_paths([ROOT / "examples"])))
    frame = daft.from_arrow(pages)
    given = [frame[name] for name in PAGE_SCHEMA.names]
    found = frame.select(read(*given).alias("read")).select(daft.col("read").unnest()).to_arrow()
    assert found.cast(READ_SCHEMA).equals(analyse_batch(pages))


@pytest.fixture
def corpus(shared: Path, tmp_path: Path) -> Path:
    """The first three hundred pages of the large archive."""
    folder = tmp_path / "pages"
    folder.mkdir()
    with tarfile.open(shared / "corpus/orange/scale.tar.xz") as archive:
        files = (member for member in archive if member.isfile())
        for _, member in zip(range(300), files, strict=False):
            data = archive.extractfile(member)
            assert data is not None
            (folder / os.path.basename(member.name)).write_bytes(data.read())
    return folder


@pytest.mark.scale
@pytest.mark.parser
def test_three_hundred_pages_tell_the_same_on_ray(corpus: Path, tmp_path: Path) -> None:
    report = run([corpus], tmp_path / "read")
    assert report.pages == 300
    with selon.open(tmp_path / "scaled.selon", create=True) as dossier:
        scaled = dossier.add(tmp_path / "read")
    with selon.open(tmp_path / "one.selon", create=True) as dossier:
        assert dossier.add(corpus) == scaled
    assert records(tmp_path / "scaled.selon") == records(tmp_path / "one.selon")
