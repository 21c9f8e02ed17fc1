"""ZIP archives of pages, and WACZ, which is a ZIP archive of web archives. Nothing is unpacked to disk."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from selon.ingest.items import Broken, Origin, seekable
from selon.records import RawPage, Rejected

__all__ = ["FAULTS", "read_zip"]

FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises on archives that are damaged, or packed in a way that it does not know."""

_MOST_PACKED = 200
_ALWAYS_UNPACKED = 10_000_000
_MOST_MEMBERS = 100_000
_OUTSIDE = re.compile(r"[\\/]|[A-Za-z]:|(?:.*[\\/])?\.\.(?:[\\/]|$)", re.DOTALL)

Member = Callable[[Origin, str, BinaryIO], Iterator[RawPage | Rejected]]
"""Reads a file of the archive, told by its name; gives nothing for one that holds no pages."""


def read_zip(origin: Origin, stream: BinaryIO, read: Member) -> Iterator[RawPage | Rejected]:
    """What `read` finds in the files of the archive, in the archive's order; hidden ones are passed over.

    An archive that unpacks to more than text does is not opened at all. Files with names that lead
    elsewhere, links and encrypted files are Rejected. Raises Broken for what is no ZIP archive.
    """
    whole = seekable(stream, origin.limit)
    try:
        size = whole.seek(0, os.SEEK_END)
        archive = zipfile.ZipFile(whole)
    except FAULTS as error:
        raise Broken("broken", f"the archive is damaged: {str(error)[:120]}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check(members, size)
        for member in members:
            refused = _why_refused(member)
            if refused:
                yield origin.reject(*refused, member.filename)
            elif not _is_hidden(member.filename):
                yield from _read(origin, archive, member, read)


def _check(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(_ALWAYS_UNPACKED, _MOST_PACKED * size):
        raise Broken("too-large", f"the archive unpacks to {unpacked:,} bytes, far more than any text does")
    if len(members) > _MOST_MEMBERS:
        raise Broken("too-large", f"more than {_MOST_MEMBERS:,} files are in the archive")


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _why_refused(member: zipfile.ZipInfo) -> tuple[str, str] | None:
    if _OUTSIDE.match(member.filename):
        return "unsafe", "its name leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "unsafe", "it is a link"
    if member.flag_bits & 1:
        return "encrypted", "the file asks for a password"
    return None


def _read(
    origin: Origin, archive: zipfile.ZipFile, member: zipfile.ZipInfo, read: Member
) -> Iterator[RawPage | Rejected]:
    inner = Origin(origin.part(member.filename), origin.limit)
    try:
        with archive.open(member) as stream:
            yield from read(inner, member.filename, cast(BinaryIO, stream))
    except Broken as error:
        yield origin.reject(error.reason, error.detail, member.filename)
    except FAULTS as error:
        yield origin.reject("broken", f"the file is damaged: {str(error)[:120]}", member.filename)
