"""Linking in shards: what `selon scale` wrote, cut by language and window of time, one dossier for each.

Linking is a fold in one process. Pages of two languages share no words, and the texts of agencies are printed
within days: so pages are linked with those of their own window, and with those published shortly before it.
"""

import functools
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from selon.ingest import READ_COLUMNS
from selon.records import Edtf, InvalidDate, SelonError
from selon.scale import put_file

__all__ = ["DAYS", "OVERLAP", "cut", "shards_of"]

DAYS, OVERLAP = 28, 7
"""The days of a window, and those before it whose pages are linked with it too."""
_UNDATED = "undated"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def shards_of(
    language: str, published: str | None, days: int = DAYS, overlap: int = OVERLAP
) -> tuple[str, ...]:
    """The shards that a page is linked in, by name: `fr-2020-06-01`, language and first day of the window.

    The first is that of its own window; a second one is the next window, if the page is published in the
    `overlap` days before. `published` is EDTF, and counts by its first day; what has none is `fr-undated`.
    Windows are the same for all pages: they are counted from the first day of the calendar, a Monday.
    """
    day = _first_day(published)
    if day is None:
        return (f"{language}-{_UNDATED}",)
    own = day - (day - 1) % days
    following = own + days
    is_near = following - day <= overlap and following <= date.max.toordinal()
    firsts = (own, following) if is_near else (own,)
    return tuple(f"{language}-{date.fromordinal(first).isoformat()}" for first in firsts)


def cut(
    folder: str | Path, output: str | Path, days: int = DAYS, overlap: int = OVERLAP
) -> Mapping[str, int]:
    """Put the pages of an output of `selon scale` into a folder for each shard; gives their pages by name.

    Each file there holds the rows that a file of `folder` has for it, in order: `selon build` of a shard's
    folder links its pages in the order in which a build of all would. Rows without a record are passed over.
    Files that are there already are written anew. Raises SelonError when there is nothing to cut, when a file
    is damaged or of another kind, and when the output cannot be written.
    """
    found: Counter[str] = Counter()
    files = sorted(path for path in Path(folder).glob("*.parquet") if not path.name.startswith("."))
    if not files:
        raise SelonError(f"{folder} is no output of `selon scale`: it has no Parquet files")
    for file in files:
        table = _read(file)
        rows: dict[str, list[int]] = {}
        for number, record in enumerate(table["record"].to_pylist()):
            for name in _shards_of_line(file, record, days, overlap) if record else ():
                rows.setdefault(name, []).append(number)
        for name, taken in rows.items():
            _write(table.take(pa.array(taken)), Path(output) / name / file.name)
            found[name] += len(taken)
    return dict(sorted(found.items()))


def _read(file: Path) -> pa.Table:
    try:
        table = pq.ParquetFile(file).read()
    except (pa.ArrowException, OSError) as error:
        raise SelonError(f"{file} is damaged ({error}): delete it and run `selon scale` again") from error
    if not set(READ_COLUMNS) <= set(table.column_names):
        raise SelonError(f"{file} is no output of `selon scale`: take it out of the folder")
    return table


def _write(part: pa.Table, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        put_file(place, functools.partial(pq.write_table, part, compression="zstd"))
    except OSError as error:
        raise SelonError(f"{place} cannot be written: {error.strerror or error}") from error


def _shards_of_line(file: Path, record: str, days: int, overlap: int) -> tuple[str, ...]:
    try:
        document = json.loads(record)
        language, published = document["language"], (document.get("published") or {}).get("edtf")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SelonError(f"{file} holds a record that cannot be read: {error!r}") from error
    # They become the name of a folder, and the file may come from anywhere.
    if not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        raise SelonError(f"{file} holds a record of no language: {language!r}")
    return shards_of(language, published if isinstance(published, str) else None, days, overlap)


def _first_day(edtf: str | None) -> int | None:
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        return None
    return value.earliest.toordinal() if value is not None and value.earliest is not None else None
