"""Items from the rows of CSV, JSON lines and Parquet tables."""

import csv
import datetime
import functools
import io
import itertools
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, BinaryIO

from selon.ingest.items import Broken, Joined, Origin, seekable
from selon.records import RawPage, Rejected, Told, UnknownColumn

__all__ = ["FIELDS", "ROW_TYPE", "canonical_row", "choose_columns", "columns_of", "read_table"]

FIELDS = ("text", "title", "date", "url", "publisher", "author")
"""What a column may be mapped to."""
ROW_TYPE = "application/json"
"""The media type of a row: its bytes are the JSON object that `canonical_row` makes."""

_HEAD = 1 << 16
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_MOST_COLUMNS = 5_000
_BATCH = 200
_MOST_UNPACKED = 1_000_000_000
"""Bytes of one row group of a Parquet file, unpacked."""
_LISTED = 40

Row = Mapping[str, Any]


def canonical_row(row: Row) -> bytes:
    """The bytes that stand for a row: JSON with sorted keys and no spaces, UTF-8, dates as in ISO 8601."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_told_plainly)
    return text.encode("utf-8", "replace")


def _told_plainly(value: object) -> str:
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


def choose_columns(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """The column for each field: those given, else by the usual names where nothing is given.

    Raises UnknownColumn when a given one is not among `names`, or when none of them may hold the text.
    """
    for field, column in given.items():
        if column not in names:
            raise UnknownColumn(f"there is no column {column!r} (for {field}); there are: {_listed(names)}")
    if "text" in given:
        return dict(given)
    plain = {_plain(name): name for name in reversed(names)}
    found = {
        field: next(plain[usual] for usual in _usual_names()[field] if usual in plain)
        for field in FIELDS
        if field not in given and not plain.keys().isdisjoint(_usual_names()[field])
    }
    chosen = {**({"text": found["text"]} if given and "text" in found else found), **given}
    if "text" not in chosen:
        raise UnknownColumn(
            f"no column seems to hold the text: say which with text=...; there are: {_listed(names)}"
        )
    return chosen


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:_LISTED] for name in names[:_LISTED])
    return f"{shown}, ..." if len(names) > _LISTED else shown


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


@functools.cache
def _usual_names() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((resources.files("selon.ingest") / "columns.toml").read_text("utf-8"))


def columns_of(kind: str, stream: BinaryIO, limit: int) -> list[str]:
    """The names of a table's columns; of JSON lines those of the first row. Raises Broken."""
    names, _ = _rows(kind, stream, limit)
    return names


def read_table(
    origin: Origin, kind: str, stream: BinaryIO, given: Mapping[str, str]
) -> Iterator[RawPage | Rejected]:
    """One item a row, counted from 1; raises Broken where the table cannot be read on, and UnknownColumn."""
    names, rows = _rows(kind, stream, origin.limit)
    columns = choose_columns(names, given)
    for number, row in enumerate(rows, start=1):
        if isinstance(row, str):
            yield origin.reject("broken", row, number)
        elif row:
            page = origin.page(number, canonical_row(row), ROW_TYPE, _told(row, columns))
            yield _with_url(page, row.get(columns.get("url", "")))


def _told(row: Row, columns: Mapping[str, str]) -> Told:
    values = {field: _value(row.get(column)) for field, column in columns.items()}
    author = row.get(columns.get("author", ""))
    authors = [_value(name) for name in author] if isinstance(author, list) else [values.get("author")]
    return Told(
        basis="column",
        title=values.get("title"),
        published=values.get("date"),
        publisher=values.get("publisher"),
        authors=tuple(name for name in authors if name),
        text_key=columns["text"],
    )


def _value(value: object) -> str | None:
    """A value in one line; null for what is empty or has parts."""
    if value is None or isinstance(value, (list, dict, bool)):
        return None
    told = value if isinstance(value, str) else _told_plainly(value)
    return " ".join(told.split())[:1_000] or None


def _with_url(page: RawPage | Rejected, url: object) -> RawPage | Rejected:
    if isinstance(page, Rejected) or not isinstance(url, str) or not url.strip():
        return page
    return RawPage(page.source, page.data, page.media_type, url.strip()[:2_000], told=page.told)


def _rows(kind: str, stream: BinaryIO, limit: int) -> tuple[list[str], Iterator[Row | str]]:
    """The names of the columns and the rows; a string is what is wrong with a row."""
    readers = {"csv": _csv_rows, "jsonl": _json_rows, "parquet": _parquet_rows}
    return readers[kind](stream, limit)


def _csv_rows(stream: BinaryIO, limit: int) -> tuple[list[str], Iterator[Row | str]]:
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    head = stream.read(_HEAD)
    charset = _charset(head)
    lines = _lines(head, stream, charset, limit)
    first = next(lines, "")
    while not first.strip() and first:
        first = next(lines, "")
    bare = _QUOTED.sub("", first)
    delimiter = max(_DELIMITERS, key=lambda mark: (bare.count(mark), -_DELIMITERS.index(mark)))
    rows = _checked(csv.reader(itertools.chain([first], lines), delimiter=delimiter))
    names = [name.strip() for name in next(rows, [])]
    if not any(names) or len(names) > _MOST_COLUMNS:
        raise Broken("broken", "the table has no line of column names")
    return names, (_named(names, row) for row in rows if row)


def _named(names: Sequence[str], row: Sequence[str]) -> Row:
    """The row by column; what is over has its number for a name."""
    named = dict(itertools.zip_longest(names, row[: len(names)], fillvalue=""))
    named.update({f"+{number}": value for number, value in enumerate(row[len(names) :], start=1)})
    return named


def _checked(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise Broken(
            "broken", f"the table cannot be read on: {error}; is a quotation mark left open?"
        ) from error


def _charset(head: bytes) -> str:
    """By the mark at the beginning; else UTF-8 if the head is, a letter cut off aside; else Windows-1252."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: max(0, len(head) - 4) or None].decode("utf-8")
    except UnicodeDecodeError as error:
        return "cp1252" if error.start < len(head) - 8 else "utf-8-sig"
    return "utf-8-sig"


def _lines(head: bytes, stream: BinaryIO, charset: str, limit: int) -> Iterator[str]:
    """The lines of a text, none longer than the limit."""
    whole = io.BufferedReader(Joined(head, stream))
    text = io.TextIOWrapper(whole, charset, errors="replace", newline="")
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise Broken("too-large", f"a line is longer than {limit:,} characters")
        yield line.replace("\x00", "\ufffd")


def _json_rows(stream: BinaryIO, limit: int) -> tuple[list[str], Iterator[Row | str]]:
    head = stream.read(_HEAD)
    rows = (_json_row(line) for line in _lines(head, stream, "utf-8-sig", limit) if line.strip())
    first = next(rows, None)
    if not isinstance(first, Mapping):
        raise Broken("broken", first or "the table is empty")
    return list(first), itertools.chain([first], rows)


def _json_row(line: str) -> Row | str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"the line is no JSON: {str(error)[:80]}"
    return row if isinstance(row, dict) else "the line is no JSON object"


def _parquet_rows(stream: BinaryIO, limit: int) -> tuple[list[str], Iterator[Row | str]]:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(seekable(stream, limit))
    except (pyarrow.ArrowException, OSError) as error:
        raise Broken("broken", f"the table is damaged: {str(error)[:120]}") from error
    groups = table.metadata
    if any(groups.row_group(at).total_byte_size > _MOST_UNPACKED for at in range(groups.num_row_groups)):
        raise Broken("too-large", f"a group of rows unpacks to more than {_MOST_UNPACKED:,} bytes")

    def rows() -> Iterator[Row]:
        try:
            for batch in table.iter_batches(batch_size=_BATCH):
                yield from batch.to_pylist()
        except (pyarrow.ArrowException, OSError) as error:
            raise Broken("broken", f"the table is damaged: {str(error)[:120]}") from error

    return list(table.schema_arrow.names), rows()
