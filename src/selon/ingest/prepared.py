"""Pages that were read elsewhere: the Parquet partitions that `selon scale` writes.

A file is told by the metadata of its schema or, where another program wrote it and left that away, by its
columns. Each row has the page as it came in, its bytes packed, and what was read of it: the document line,
or the reason why it cannot be used.
"""

import json
import os
import zlib
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from selon.ingest.formats import missing_extra
from selon.records import (
    DossierError,
    DossierHeader,
    InvalidRecord,
    MissingExtra,
    PageRead,
    RawPage,
    Rejected,
    Told,
    decode,
    parse_document_line,
)

__all__ = ["PREPARED_KEY", "READ_COLUMNS", "count_prepared", "is_prepared", "read_prepared"]

PREPARED_KEY = b"selon.read"
"""The key of the schema metadata that tells such a file; its value is the number of the format."""
READ_COLUMNS = (
    "source", "media_type", "charset", "url", "retrieved", "told", "id", "reason", "detail", "record", "data",
    "engine",
)  # fmt: skip
"""The columns, all text but `data`: the page's bytes packed by zlib, null where there are none."""
_BATCH = 16  # pages that are unpacked at once


def is_prepared(path: str | Path) -> bool:
    """Whether a path is such a file, or a folder whose Parquet files are."""
    files = _files(path)
    if not files or missing_extra("parquet"):
        return False
    import pyarrow
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_schema(files[0])
    except (pyarrow.ArrowException, OSError):
        return False
    return PREPARED_KEY in (schema.metadata or {}) or set(READ_COLUMNS) <= set(schema.names)


def count_prepared(path: str | Path) -> int:
    """How many pages the files of a path hold; raises DossierError for one that is damaged."""
    return sum(_opened(file).metadata.num_rows for file in _files(path))


def read_prepared(
    path: str | Path, engines: Container[DossierHeader]
) -> Iterator[tuple[RawPage | Rejected, PageRead | Rejected | None]]:
    """The pages of a file, or of a folder's files in order of their names, each with what was read of it.

    Null for what was read by another engine than these: that may not even be of the present format.
    Raises DossierError for a file that is damaged or not of this kind, and MissingExtra.
    """
    import pyarrow

    for file in _files(path):
        table = _opened(file)
        if not set(READ_COLUMNS) <= set(table.schema_arrow.names):
            raise DossierError(f"{file} is no output of `selon scale`: take it out of the folder")
        try:
            for batch in table.iter_batches(batch_size=_BATCH, columns=list(READ_COLUMNS)):
                yield from (_prepared(row, engines) for row in batch.to_pylist())
        except (pyarrow.ArrowException, OSError, ValueError, InvalidRecord, zlib.error) as error:
            raise DossierError(
                f"{file} is damaged ({error}): delete it and run `selon scale` again"
            ) from error


def _files(path: str | Path) -> list[Path]:
    name = Path(path)
    if name.is_dir():
        return sorted(file for file in name.glob("*.parquet") if not file.name.startswith("."))
    return [name] if name.suffix == ".parquet" and name.is_file() else []


def _opened(file: Path) -> Any:
    missing = missing_extra("parquet")
    if missing:
        raise MissingExtra(f"{os.fspath(file)}: {missing}")
    import pyarrow
    import pyarrow.parquet

    try:
        return pyarrow.parquet.ParquetFile(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise DossierError(f"{file} is damaged ({error}): delete it and run `selon scale` again") from error


def _prepared(
    row: Mapping[str, Any], engines: Container[DossierHeader]
) -> tuple[RawPage | Rejected, PageRead | Rejected | None]:
    read: PageRead | Rejected | None = None
    if row["record"] is None:
        read = Rejected(row["id"], row["source"], row["reason"], row["detail"] or "")
    if row["data"] is None:
        assert isinstance(read, Rejected)  # there is nothing else to be read of it
        return read, read
    page = RawPage(
        source=row["source"],
        data=zlib.decompress(row["data"]),
        media_type=row["media_type"],
        url=row["url"],
        retrieved=row["retrieved"],
        charset=row["charset"],
        told=decode(Told, json.loads(row["told"])) if row["told"] else None,
    )
    if decode(DossierHeader, json.loads(row["engine"])) not in engines:
        return page, None
    return page, read or PageRead(*parse_document_line(json.loads(row["record"])))
