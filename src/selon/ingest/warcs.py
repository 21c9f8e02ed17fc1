"""Pages from web archives: WARC (ISO 28500).

Records are cut out here, so that one that is too large or damaged does not take the others with it, and what
is cut off at the end is told; what a record holds is read by FastWARC.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO, cast

from selon.ingest.items import Broken, Origin, read_all
from selon.records import RawPage, Rejected, document_id

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["read_warc"]

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_LONGEST_HEADER = 1 << 16
_CHUNK = 1 << 20
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it lies there: its header, and its block, null where that is over the limit."""

    header: bytes
    block: bytes | None

    @property
    def is_response(self) -> bool:
        return self.field(b"warc-type") == b"response"

    def field(self, name: bytes) -> bytes:
        lines = (line.partition(b":") for line in self.header.split(b"\n"))
        return next((value.strip() for key, _, value in lines if key.strip().lower() == name), b"")


def read_warc(origin: Origin, stream: BinaryIO) -> Iterator[RawPage | Rejected]:
    """The HTML and text responses with status 200, counted from 1, with address and time of retrieval.

    Other records are passed over. Raises Broken where the archive ends in the middle of a record or goes on
    with something else, and where it holds no record at all.
    """
    number = seen = 0
    for seen, record in enumerate(_records(stream, origin.limit + _LONGEST_HEADER), start=1):  # noqa: B007
        page = _page(origin, number + 1, record) if record.is_response else None
        if page is not None:
            number += 1
            yield page
    if not seen:
        raise Broken("broken", "no WARC record is in it")


def _records(stream: BinaryIO, limit: int) -> Iterator[_Record]:
    lines = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    number = 0
    while first := lines.readline(_LONGEST_HEADER):
        if not first.strip():
            continue
        number += 1
        if not first.startswith(b"WARC/"):
            raise Broken("broken", f"there is no WARC record where the record {number} should begin")
        header = first + _header(lines, number)
        length = _Record(header, None).field(b"content-length")
        if not length.isdigit() or len(length) > 18:
            raise Broken("broken", f"the record {number} does not tell its length")
        yield _Record(header, _block(lines, int(length), limit, number))


def _header(lines: io.BufferedReader, number: int) -> bytes:
    header = b""
    while line := lines.readline(_LONGEST_HEADER):
        header += line
        if not line.strip():
            return header
        if len(header) > _LONGEST_HEADER:
            raise Broken("broken", f"the header of the record {number} does not end")
    raise Broken("broken", f"the archive ends in the middle of the record {number}")


def _block(lines: io.BufferedReader, length: int, limit: int, number: int) -> bytes | None:
    if length <= limit:
        block = lines.read(length)
        left = length - len(block)
    else:
        block, left = None, length
        while left and (chunk := lines.read(min(_CHUNK, left))):
            left -= len(chunk)
    if left:
        raise Broken("broken", f"the archive ends in the middle of the record {number}")
    return block


def _page(origin: Origin, number: int, raw: _Record) -> RawPage | Rejected | None:
    """The page of a response; null for one that holds no page."""
    from fastwarc.warc import ArchiveIterator

    if raw.block is None:
        return origin.too_large(document_id(raw.header), number)
    try:
        whole = io.BytesIO(raw.header + raw.block + _END)
        for record in ArchiveIterator(whole, parse_http=False, max_header_len=_LONGEST_HEADER):
            record.parse_http(auto_decode="all", max_header_len=_LONGEST_HEADER)
            return _response(origin, number, record)
    except (OSError, ValueError) as error:
        return origin.reject("broken", f"the record cannot be read: {str(error)[:120]}", number)
    return None


def _response(origin: Origin, number: int, record: "WarcRecord") -> RawPage | Rejected | None:
    kind = (record.http_content_type or "").partition(";")[0].strip().lower()
    if record.http_headers is None or record.http_headers.status_code != 200 or kind not in _PAGES:
        return None
    data = read_all(cast(BinaryIO, record.reader), origin.limit)
    if len(data) > origin.limit:
        return origin.too_large(document_id(data), number)
    moment = record.record_date
    return RawPage(
        source=origin.part(number),
        data=data,
        media_type=kind,
        url=record.headers.get("WARC-Target-URI"),
        retrieved=moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None,
        charset=record.http_charset,
    )
