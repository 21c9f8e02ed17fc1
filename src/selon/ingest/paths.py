"""Pages from files, folders and standard input."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from selon.ingest.files import STANDARD_INPUT, Reading, is_table, opened, read_file, table_columns
from selon.ingest.formats import MEDIA_TYPES, format_of_name, missing_extra
from selon.ingest.items import MAX_BYTES, Broken
from selon.ingest.prepared import is_prepared
from selon.records import MissingExtra, RawPage, Rejected, SourceNotFound, UnknownColumn

__all__ = [
    "MAX_BYTES",
    "count_paths",
    "guessed_columns",
    "holds_one",
    "list_files",
    "read_files",
    "read_paths",
]


def read_paths(
    paths: Sequence[str | Path],
    stdin: BinaryIO | None = None,
    limit: int = MAX_BYTES,
    reading: Reading | None = None,
) -> Iterator[RawPage | Rejected]:
    """The pages that `paths` lead to, in order: files, folders (recursive, sorted by name), `-` for `stdin`.

    The format of a file is told by its suffix, else by its first bytes. Inside folders, hidden entries and
    files of unknown suffixes are passed over unless `reading` tells the format, and links that lead out of
    the folder are not followed; a file that is named itself is always given out. Raises, before anything is
    read, SourceNotFound for a path that is not there, or for `-` without `stdin`; MissingExtra and
    UnknownColumn for a file that is named itself, which inside folders are Rejected in their turn, as is
    what cannot be opened or is damaged.
    """
    how = reading or Reading(limit=limit)
    sources = list(_sources(paths, stdin is not None, how))
    for given in paths:
        _check_named(os.fspath(given), how)
    return (page for source in sources for page in read_file(source, how, stdin))


def count_paths(paths: Sequence[str | Path], reading: Reading | None = None) -> int | None:
    """The number of pages that `read_paths` would give, null where files may hold many; raises as it does."""
    sources = list_files(paths, reading, has_stdin=True)
    return len(sources) if all(holds_one(source, reading) for source in sources) else None


def list_files(
    paths: Sequence[str | Path], reading: Reading | None = None, *, has_stdin: bool = False
) -> list[str]:
    """The files that `read_paths` would read, in its order; raises as it does."""
    how = reading or Reading()
    sources = list(_sources(paths, has_stdin, how))
    for given in paths:
        _check_named(os.fspath(given), how)
    return sources


def read_files(files: Sequence[str], reading: Reading | None = None) -> Iterator[RawPage | Rejected]:
    """The pages of files that `list_files` gave, as `read_paths` gives them there."""
    how = reading or Reading()
    return (page for file in files for page in read_file(file, how))


def holds_one(source: str, reading: Reading | None = None) -> bool:
    """Whether a file's name says that it is one page rather than a table, feed or archive of many."""
    how = reading or Reading()
    return (how.format or format_of_name(source) or "text") in MEDIA_TYPES


def guessed_columns(
    paths: Sequence[str | Path], reading: Reading | None = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """The tables among the files whose columns were found by their names: the source, and field to column."""
    how = reading or Reading()
    if "text" in how.columns:
        return
    for source in _sources(paths, True, how):
        if (
            source == STANDARD_INPUT
            or not is_table(how.format or format_of_name(source))
            or is_prepared(source)
        ):
            continue
        try:
            columns = table_columns(source, how)
        except (Broken, OSError, UnknownColumn):
            continue  # told when the file is read
        yield source, columns


def _check_named(name: str, how: Reading) -> None:
    """Raises MissingExtra and UnknownColumn for a file that was asked for itself."""
    if name == STANDARD_INPUT or os.path.isdir(name):
        return
    try:
        with opened(name, how) as (_, kind, _stream):
            missing = missing_extra(kind)
        if missing:
            raise MissingExtra(f"{name}: {missing}")
        if is_table(kind):
            table_columns(name, how)
    except UnknownColumn as error:
        raise UnknownColumn(f"{name}: {error}") from error
    except (Broken, OSError):
        return  # told when the file is read


def _sources(paths: Sequence[str | Path], has_stdin: bool, how: Reading) -> Iterator[str]:
    """The source of each file; a generator, whose caller lists it before anything is read."""
    for given in paths:
        name = os.fspath(given)
        if name == STANDARD_INPUT:
            if not has_stdin:
                raise SourceNotFound("-: standard input is not given")
            yield name
        elif os.path.isdir(name):
            yield from _walk(name, os.path.realpath(name), how)
        elif os.path.exists(name):
            yield name
        else:
            raise SourceNotFound(f"{name}: there is no such file or folder")


def _walk(folder: str, root: str, how: Reading) -> Iterator[str]:
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
                yield from _walk(entry.path, root, how)
        elif entry.is_file() and (how.format or format_of_name(entry.name)):
            yield entry.path


def _stays_inside(path: str, root: str) -> bool:
    return os.path.realpath(path).startswith(root + os.sep)
