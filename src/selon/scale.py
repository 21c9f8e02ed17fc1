"""The map over more pages than one process should read: over Arrow tables, and on Ray Data.

`analyse_batch` is a plain function from table to table, so that whatever maps over Arrow tables can call it.
`run` cuts inputs into partitions, has Ray read them, and writes one Parquet file for each; the pipeline links
such a folder into a dossier without parsing anything again (`selon build`).
"""

import functools
import importlib.util
import itertools
import json
import logging
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from selon.ingest import PREPARED_KEY, READ_COLUMNS, Reading, holds_one, list_files, read_files
from selon.pipeline import engine, read_raw
from selon.records import (
    MissingExtra,
    RawPage,
    Rejected,
    SelonError,
    Told,
    decode,
    document_line,
    dossier_line,
    dump,
    encode,
)

__all__ = [
    "PAGES",
    "PAGE_SCHEMA",
    "READ_SCHEMA",
    "Done",
    "ScaleReport",
    "analyse_batch",
    "page_tables",
    "plan",
    "put_file",
    "run",
]

PAGES = 64
"""The pages of a partition."""
_PAGE_COLUMNS = ("source", "data", "media_type", "charset", "url", "retrieved", "told", "rejected")
_KINDS: Mapping[str, Any] = {"data": pa.large_binary()}
PAGE_SCHEMA = pa.schema([(name, _KINDS.get(name, pa.string())) for name in _PAGE_COLUMNS])
"""What `analyse_batch` takes: the fields of `RawPage`, `told` as JSON; all but `source` and `data` may lack.

`rejected` is, for an item that could not even be opened, its `Rejected` as JSON; `data` is then null.
"""
READ_SCHEMA = pa.schema(
    [(name, _KINDS.get(name, pa.large_string())) for name in READ_COLUMNS],
    metadata={PREPARED_KEY: b"1"},
)
"""What it gives: the page as it came in, its bytes packed by zlib; its `id`; `record`, the document line as
JSON, or `reason` and `detail` where it cannot be used; and the `engine` that read it, as JSON."""

_PLAN, _FAILED = "plan.json", "failed.jsonl"
_BLOCK = 1 << 20  # bytes after which Ray begins a new block: about one partition of packed pages


@dataclass(frozen=True, slots=True)
class Done:
    """A partition that was written: its file's name, how many pages it has, how many cannot be used."""

    partition: str
    pages: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ScaleReport:
    """What came of a run: partitions written now and there before, and all pages of both."""

    written: int
    found: int
    pages: int
    rejected: tuple[Rejected, ...]


def analyse_batch(table: pa.Table) -> pa.Table:
    """The pages of a `PAGE_SCHEMA` table, each read by itself, as a `READ_SCHEMA` table in the same order.

    Pure: what comes out for a page depends on no other. The first call in a process loads the parser.
    """
    rows = [_read_row(row) for batch in table.to_batches(PAGES) for row in batch.to_pylist()]
    return pa.Table.from_pylist(rows, schema=READ_SCHEMA)


def page_tables(pages: Iterable[RawPage | Rejected], size: int = PAGES) -> Iterator[pa.Table]:
    """Pages as `PAGE_SCHEMA` tables of at most `size` rows."""
    for group in _grouped(pages, size):
        yield pa.Table.from_pylist([_page_row(page) for page in group], schema=PAGE_SCHEMA)


def plan(inputs: Sequence[str | Path], reading: Reading | None = None) -> list[tuple[str, ...]]:
    """The files that are read together, in order: runs of files of one page, each archive or table alone.

    Raises what `selon.read` raises.
    """
    tasks: list[tuple[str, ...]] = []
    for single, files in itertools.groupby(
        list_files(inputs, reading), lambda file: holds_one(file, reading)
    ):
        tasks += [tuple(group) for group in _grouped(files, PAGES if single else 1)]
    return tasks


def run(
    inputs: Sequence[str | Path],
    output: str | Path,
    *,
    reading: Reading | None = None,
    address: str | None = None,
    progress: Callable[[Done], None] | None = None,
) -> ScaleReport:
    """Read inputs on Ray Data into the folder `output`: on this machine, or on the cluster at `address`.

    Partitions that are there already are not made again. Inputs and output must have the same paths on
    every machine. Raises MissingExtra without Ray; SelonError when the folder holds what came of other
    inputs or of another engine, and when Ray fails; and what `selon.read` raises.
    """
    how, folder = reading or Reading(), Path(output)
    tasks = plan(inputs, how)
    _claim(folder, tasks, how)
    before = set(_partitions(folder))
    _map_on_ray(tasks, folder, how, address, progress)
    after, rejected, pages = _partitions(folder), list[Rejected](), 0
    for name in after:
        pages += pq.read_metadata(folder / name).num_rows
        rejected += _rejections(folder / name)
    lines = "".join(f"{_json(dossier_line(page))}\n" for page in rejected)
    put_file(folder / _FAILED, lambda path: path.write_text(lines, encoding="utf-8"))
    return ScaleReport(len(set(after) - before), len(before), pages, tuple(rejected))


def _read_row(row: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {name: row.get(name) for name in READ_COLUMNS}
    told = row.get("told")
    if row.get("rejected"):
        read: Any = decode(Rejected, json.loads(row["rejected"]))
    else:
        page = RawPage(
            row["source"],
            row["data"],
            **{name: row.get(name) for name in ("media_type", "url", "retrieved", "charset")},
            told=decode(Told, json.loads(told)) if told else None,
        )
        values["data"] = zlib.compress(page.data, 6)
        read = read_raw(page)
    if isinstance(read, Rejected):
        values |= {"id": read.id, "reason": read.reason, "detail": _plain(read.detail)}
        values["engine"] = dump(encode(engine()))
        return values
    values |= {"id": read.document.id, "record": _json(document_line(read.document, read.analysis))}
    values["engine"] = dump(encode(engine(read.document.language)))
    return values


def _page_row(page: RawPage | Rejected) -> dict[str, Any]:
    if isinstance(page, Rejected):
        return {"source": _plain(page.source), "rejected": _json(encode(page))}
    told = _json(encode(page.told)) if page.told else None
    names = ("data", "media_type", "charset", "url", "retrieved")
    return {**{name: getattr(page, name) for name in names}, "source": _plain(page.source), "told": told}


def _json(value: Mapping[str, Any]) -> str:
    """One line of JSON; with a lone surrogate, which no encoding holds, in ASCII."""
    line = dump(value)
    return line if line == _plain(line) else json.dumps(value, separators=(",", ":"))


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _grouped(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(items)
    while group := list(itertools.islice(left, size)):
        yield group


def _claim(folder: Path, tasks: Sequence[Sequence[str]], how: Reading) -> None:
    """Notes in the folder what it is made of, or compares that with what it was made of before."""
    stats = [[(file, (stat := os.stat(file)).st_size, stat.st_mtime_ns) for file in task] for task in tasks]
    wanted = json.dumps({"engine": encode(engine()), "reading": asdict(how), "inputs": stats}, indent=1)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _PLAN
    if not path.exists():
        if _partitions(folder):
            raise SelonError(
                f"{folder} holds Parquet files that are not of `selon scale`: take another folder"
            )
        put_file(path, lambda part: part.write_text(wanted, encoding="utf-8"))
    elif path.read_text(encoding="utf-8") != wanted:
        raise SelonError(
            f"{folder} was made of other inputs, or by another version: take another folder, or delete it"
        )


def _map_on_ray(
    tasks: Sequence[Sequence[str]],
    folder: Path,
    how: Reading,
    address: str | None,
    progress: Callable[[Done], None] | None,
) -> None:
    if importlib.util.find_spec("ray") is None:
        raise MissingExtra('the map over many machines needs ray: pip install "selon[ray]"')
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray.data
    import ray.exceptions

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ours = not ray.is_initialized()
    if ours:
        local = {"address": "local", "include_dashboard": False}
        ray.init(
            log_to_driver=False, logging_level=logging.ERROR, **({"address": address} if address else local)
        )
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        context.target_max_block_size = _BLOCK
        given = {"folder": os.fspath(folder.absolute()), "how": asdict(how)}
        items = [{"number": number, "files": json.dumps(files)} for number, files in enumerate(tasks)]
        # Reading asks for a part of a core only: so it is not fused with what follows, and runs beside it.
        done: Any = (
            ray.data.from_items(items, override_num_blocks=max(1, len(items)))
            .map_batches(cast(Any, _cut), batch_size=1, batch_format="pyarrow", num_cpus=0.1, fn_kwargs=given)
            .map_batches(cast(Any, _work), batch_size=1, batch_format="pyarrow", num_cpus=1, fn_kwargs=given)
        )
        for row in done.iter_rows():
            if progress is not None:
                progress(Done(**row))
    except ray.exceptions.RayError as error:
        raise SelonError(f"Ray cannot go on: {str(error).strip().splitlines()[-1]}") from error
    finally:
        if ours:
            ray.shutdown()


def _cut(task: pa.Table, folder: str, how: Mapping[str, Any]) -> Iterator[pa.Table]:
    """The pages of a task as the partitions that are not there yet, each one row."""
    (row,) = task.to_pylist()
    pages = read_files(json.loads(row["files"]), Reading(**how))
    for number, table in enumerate(page_tables(pages)):
        name = f"part-{row['number']:06d}-{number:05d}.parquet"
        if not Path(folder, name).exists():
            packed = pa.BufferOutputStream()
            with pa.ipc.new_stream(packed, table.schema, options=_ZSTD) as stream:
                stream.write_table(table)
            yield pa.table({"partition": [name], "pages": [packed.getvalue().to_pybytes()]}, schema=_CUT)


_ZSTD = pa.ipc.IpcWriteOptions(compression="zstd")
_CUT = pa.schema([("partition", cast(Any, pa.string())), ("pages", pa.large_binary())])


def _work(cut: pa.Table, folder: str, how: Mapping[str, Any]) -> Iterator[pa.Table]:
    """Reads partitions and writes their files; gives the fields of `Done`."""
    for row in cut.to_pylist():
        with pa.ipc.open_stream(row["pages"]) as stream:
            read = analyse_batch(stream.read_all())
        path = Path(folder, row["partition"])
        put_file(path, functools.partial(pq.write_table, read, compression="zstd"))
        rejected = read.num_rows - read["reason"].null_count
        yield pa.table({"partition": [path.name], "pages": [read.num_rows], "rejected": [rejected]})


def put_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there: it is there whole, or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _partitions(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.parquet") if not path.name.startswith("."))


def _rejections(path: Path) -> Iterator[Rejected]:
    table = pq.read_table(path, columns=["id", "source", "reason", "detail"])
    for row in table.to_pylist():
        if row["reason"] is not None:
            yield Rejected(row["id"], row["source"], row["reason"], row["detail"] or "")
