"""One file: opened, its format told, and handed to the reader of that format."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from selon.ingest.europresse import looks_like_europresse, read_europresse
from selon.ingest.feeds import read_feed
from selon.ingest.formats import (
    MEDIA_TYPES,
    Format,
    format_of_bytes,
    format_of_name,
    is_gzip,
    missing_extra,
)
from selon.ingest.items import MAX_BYTES, Broken, Joined, Origin, read_all, unzipped
from selon.ingest.mails import mail_page
from selon.ingest.tables import choose_columns, columns_of, read_table
from selon.ingest.warcs import read_warc
from selon.ingest.zips import read_zip
from selon.records import RawPage, Rejected, UnknownColumn, document_id

__all__ = ["STANDARD_INPUT", "Reading", "is_table", "opened", "read_file", "table_columns"]

STANDARD_INPUT = "-"
"""The path that stands for standard input."""
_HEAD = 8192
_TABLES = ("csv", "jsonl", "parquet")
_LARGE_EXPORT = 10
"""An export of Europresse, which is cut into articles, may be so many times as large as one page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: all as of one `format`, and the `columns` of tables.

    `columns` maps `text`, `title`, `date`, `url`, `publisher`, `author` to names of columns; where it is
    empty, columns are found by their usual names. A page of more than `limit` bytes is Rejected.
    """

    format: Format | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    limit: int = MAX_BYTES


def is_table(kind: Format | None) -> bool:
    """Whether files of this format hold rows."""
    return kind in _TABLES


@contextlib.contextmanager
def opened(
    source: str, how: Reading, stdin: BinaryIO | None = None
) -> Iterator[tuple[Origin, Format | None, BinaryIO]]:
    """The file, its format (null when nothing tells it: some text) and its bytes, unpacked where it is gzip.

    Raises OSError, and Broken for damaged gzip data.
    """
    if source == STANDARD_INPUT and stdin is not None:
        head = stdin.read(min(_HEAD, how.limit + 1))
        stream = cast(BinaryIO, Joined(head, stdin))
        yield _unpacked(Origin(source, how.limit), how, stream, head)
        return
    with open(source, "rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        origin = Origin(source, how.limit, source)
        yield _unpacked(origin, how, file, head)


def _unpacked(
    origin: Origin, how: Reading, stream: BinaryIO, head: bytes
) -> tuple[Origin, Format | None, BinaryIO]:
    if is_gzip(head):
        stream = unzipped(stream)
        head = stream.peek(_HEAD)
    return origin, how.format or format_of_name(origin.source) or format_of_bytes(head), stream


def table_columns(source: str, how: Reading) -> dict[str, str]:
    """The column for each field of a table; raises UnknownColumn, Broken and OSError."""
    with opened(source, how) as (_, kind, stream):
        return choose_columns(columns_of(kind or "csv", stream, how.limit), how.columns)


def read_file(source: str, how: Reading, stdin: BinaryIO | None = None) -> Iterator[RawPage | Rejected]:
    """The pages of a file; what cannot be opened, or not be read on, is a Rejected at the end."""
    origin = Origin(source, how.limit, None if source == STANDARD_INPUT else source)
    try:
        with opened(source, how, stdin) as (origin, kind, stream):
            yield from _read(origin, kind, stream, how)
    except Broken as error:
        yield origin.reject(error.reason, error.detail)
    except UnknownColumn as error:
        yield origin.reject("unknown-columns", str(error))
    except OSError as error:
        name, detail = document_id(os.fsencode(source)), f"the file cannot be read: {error.strerror or error}"
        yield Rejected(name, source, "unreadable", detail)


def _read(
    origin: Origin, kind: Format | None, stream: BinaryIO, how: Reading
) -> Iterator[RawPage | Rejected]:
    missing = missing_extra(kind) if kind else None
    if missing:
        raise Broken("needs-extra", missing)
    if kind is None or kind in MEDIA_TYPES or kind == "europresse":
        yield from _read_page(origin, kind, stream)
    elif is_table(kind):
        yield from read_table(origin, kind, stream, how.columns)
    elif kind == "feed":
        yield from read_feed(origin, stream)
    elif kind == "warc":
        yield from read_warc(origin, stream)
    else:
        read = _read_archived if kind == "wacz" else _read_member
        yield from read_zip(origin, stream, lambda inner, name, part: read(inner, name, part, how))


def _read_page(origin: Origin, kind: Format | None, stream: BinaryIO) -> Iterator[RawPage | Rejected]:
    """A file that is one page, or an export that is cut into several."""
    data = read_all(stream, origin.limit)
    if kind == "europresse" or (kind == "html" and looks_like_europresse(data)):
        data += read_all(stream, (_LARGE_EXPORT - 1) * origin.limit)
        if len(data) > _LARGE_EXPORT * origin.limit:
            raise Broken("too-large", f"more than {_LARGE_EXPORT * origin.limit:,} bytes; export it in parts")
        yield from read_europresse(origin, data)
    elif len(data) > origin.limit:
        yield origin.too_large(document_id(data))
    else:
        page = RawPage(origin.source, data, _media_type(origin.source, kind))
        yield mail_page(page) if kind == "eml" else page


def _media_type(name: str, kind: Format | None) -> str | None:
    if kind == "html" and name.lower().removesuffix(".gz").endswith(".xhtml"):
        return "application/xhtml+xml"
    return MEDIA_TYPES[kind] if kind else None


def _read_member(origin: Origin, name: str, stream: BinaryIO, how: Reading) -> Iterator[RawPage | Rejected]:
    """A file of a ZIP archive, by its suffix; others are passed over, archives in it are not opened."""
    kind = format_of_name(name)
    if kind in ("zip", "wacz"):
        raise Broken("unsafe", "an archive inside an archive is not opened")
    if kind is not None:
        inner = Reading(columns=how.columns, limit=how.limit)
        yield from _read(*_unpacked(origin, inner, *_headed(stream)), inner)


def _read_archived(origin: Origin, name: str, stream: BinaryIO, how: Reading) -> Iterator[RawPage | Rejected]:
    """A web archive of a WACZ file; its other files (indexes, logs) are passed over."""
    if name.startswith("archive/") and format_of_name(name) == "warc":
        yield from _read_member(origin, name, stream, how)


def _headed(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    head = stream.read(_HEAD)
    return cast(BinaryIO, Joined(head, stream)), head
