"""What all readers share: the file an item comes from, the bounds of reading, and how reading may end."""

import functools
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import BinaryIO, cast

from selon.records import RawPage, Rejected, Told, document_id

__all__ = ["MAX_BYTES", "Bounded", "Broken", "Joined", "Origin", "read_all", "seekable", "unzipped"]

MAX_BYTES = 20_000_000
"""Items of more bytes than this are turned away unless another limit is asked for."""

_CHUNK = 1 << 20
_MOST_PACKED = 200
"""What unpacks to more than so many times its size is no text: pages pack to a tenth or so."""
_ALWAYS_UNPACKED = 10_000_000


class Broken(Exception):
    """A file cannot be read any further: `reason` and `detail` are those of the Rejected that tells it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Origin:
    """A file, by the name that the user gave, and by `path` where it can be opened again.

    `limit` bounds the bytes of each item.
    """

    source: str
    limit: int
    path: str | None = None

    def part(self, item: int | str) -> str:
        """The source of an item inside: `file#3` (counted from 1), `file.zip#folder/page.html`."""
        return f"{self.source}#{item}"

    def page(
        self, item: int | str, data: bytes, media_type: str, told: Told | None = None
    ) -> RawPage | Rejected:
        """An item inside the file; Rejected when it is over the limit."""
        if len(data) > self.limit:
            return self.too_large(document_id(data), item)
        return RawPage(self.part(item), data, media_type, told=told)

    def too_large(self, name: str, item: int | str | None = None) -> Rejected:
        """The rejection of the file, or of an item in it, whose bytes are more than the limit."""
        detail = f"more than {self.limit:,} bytes; raise the limit or split the file"
        return Rejected(name, self.source if item is None else self.part(item), "too-large", detail)

    def reject(self, reason: str, detail: str, item: int | str | None = None) -> Rejected:
        """The rejection of the whole file, or of an item of which there are no bytes to make an id of.

        The id is then made of the file's bytes, so that a mended file is a new one.
        """
        source = self.source if item is None else self.part(item)
        place = "" if item is None else f"#{item}"
        return Rejected(document_id((self._digest + place).encode("utf8", "replace")), source, reason, detail)

    @functools.cached_property
    def _digest(self) -> str:
        if self.path is None:
            return self.source
        try:
            with open(self.path, "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return self.source


class _Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.size += len(data)
        return data


class Bounded(io.RawIOBase):
    """What a gzip stream unpacks to; raises Broken once that is far more than what was read: a bomb."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._packed = _Counted(stream)
        self._unpacked = 0
        self._stream = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")

    def readable(self) -> bool:
        """True: it can be read, and nothing else."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Reads into `buffer` and gives the number of bytes; raises Broken, also for damaged gzip data."""
        try:
            data = self._stream.read1(min(len(buffer), _CHUNK))
        except EOFError as error:
            raise Broken("broken", "the file ends in the middle of its packed data") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise Broken("broken", f"the packed data is damaged: {error}") from error
        self._unpacked += len(data)
        if self._unpacked > max(_ALWAYS_UNPACKED, _MOST_PACKED * self._packed.size):
            raise Broken("too-large", "it unpacks to far more than any text does")
        buffer[: len(data)] = data
        return len(data)


class Joined(io.RawIOBase):
    """A stream whose first bytes, `head`, were read already: they come again, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """True: it can be read, and nothing else."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Reads into `buffer` and gives the number of bytes."""
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def seekable(stream: BinaryIO, limit: int) -> BinaryIO:
    """The stream, in memory where it cannot be read from its end; raises Broken over ten times the limit."""
    if stream.seekable():
        return stream
    data = read_all(stream, 10 * limit)
    if len(data) > 10 * limit:
        raise Broken("too-large", "this kind of file is read from its end: give it as a file, unpacked")
    return io.BytesIO(data)


def unzipped(stream: BinaryIO) -> io.BufferedReader:
    """What a gzip stream unpacks to, read as it is asked for; bounded against bombs."""
    return io.BufferedReader(Bounded(stream), _CHUNK)


def read_all(stream: BinaryIO, limit: int) -> bytes:
    """At most one byte more than `limit`, by which too much is known."""
    chunks, size = [], 0
    while size <= limit and (chunk := stream.read(min(_CHUNK, limit + 1 - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)
