"""Pages from files, folders and standard input."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from selon.records import RawPage, Rejected, SourceNotFound, document_id

__all__ = ["MAX_BYTES", "MEDIA_TYPES", "count_paths", "read_paths"]

MAX_BYTES = 20_000_000
"""Pages of more bytes than this are turned away unless another limit is asked for."""

MEDIA_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}
"""The suffixes that are read inside folders, in lower case, and what such a file holds."""

_STANDARD_INPUT = "-"
_CHUNK = 1 << 20


def read_paths(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, limit: int = MAX_BYTES
) -> Iterator[RawPage | Rejected]:
    """The pages that `paths` lead to, in order: files, folders (recursive, sorted by name), `-` for `stdin`.

    Inside folders, hidden entries and files of other suffixes than `MEDIA_TYPES` are passed over, and links
    that lead out of the folder are not followed; a file that is named itself is always given out. A page of
    more than `limit` bytes is Rejected unread. Raises SourceNotFound for a path that is not there, or for
    `-` without `stdin`, before anything is read; a file that cannot be opened is Rejected in its turn.
    """
    sources = list(_sources(paths, stdin is not None))
    return _read_all(sources, stdin, limit)


def count_paths(paths: Sequence[str | Path]) -> int:
    """The number of pages that `read_paths` would give for `paths`; raises SourceNotFound as it does."""
    return sum(1 for _ in _sources(paths, has_stdin=True))


def _sources(paths: Sequence[str | Path], has_stdin: bool) -> Iterator[str]:
    """The source of each page; a generator, whose caller lists it before anything is read."""
    for given in paths:
        name = os.fspath(given)
        if name == _STANDARD_INPUT:
            if not has_stdin:
                raise SourceNotFound("-: standard input is not given")
            yield name
        elif os.path.isdir(name):
            yield from _walk(name, os.path.realpath(name))
        elif os.path.exists(name):
            yield name
        else:
            raise SourceNotFound(f"{name}: there is no such file or folder")


def _walk(folder: str, root: str) -> Iterator[str]:
    """The files under `folder` that are pages, sorted by name in each folder, files and folders mixed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or (entry.is_symlink() and not _stays_inside(entry.path, root)):
            continue
        if entry.is_dir():
            # A link to a folder inside would give its pages twice, or never end.
            if not entry.is_symlink():
                yield from _walk(entry.path, root)
        elif entry.is_file() and os.path.splitext(entry.name)[1].lower() in MEDIA_TYPES:
            yield entry.path


def _stays_inside(path: str, root: str) -> bool:
    return os.path.realpath(path).startswith(root + os.sep)


def _read_all(sources: Sequence[str], stdin: BinaryIO | None, limit: int) -> Iterator[RawPage | Rejected]:
    for source in sources:
        if source == _STANDARD_INPUT and stdin is not None:
            yield _read_stream(source, stdin, None, limit)
        else:
            yield _read_file(source, limit)


def _read_file(source: str, limit: int) -> RawPage | Rejected:
    media_type = MEDIA_TYPES.get(os.path.splitext(source)[1].lower())
    try:
        with open(source, "rb") as stream:
            return _read_stream(source, stream, media_type, limit)
    except OSError as error:
        return Rejected(
            document_id(os.fsencode(source)),
            source,
            "unreadable",
            f"the file cannot be read: {error.strerror}",
        )


def _read_stream(source: str, stream: BinaryIO, media_type: str | None, limit: int) -> RawPage | Rejected:
    """The page, or its rejection, whose id is then the digest of the bytes up to just over the limit."""
    digest, chunks, size = hashlib.sha256(), [], 0
    while size <= limit and (chunk := stream.read(min(_CHUNK, limit + 1 - size))):
        digest.update(chunk)
        chunks.append(chunk)
        size += len(chunk)
    if size > limit:
        detail = f"more than {limit:,} bytes; raise the limit or split the file"
        return Rejected("sha256:" + digest.hexdigest(), source, "too-large", detail)
    return RawPage(source, b"".join(chunks), media_type)
