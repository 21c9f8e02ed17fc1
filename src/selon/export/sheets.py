"""Registers as CSV, for spreadsheets and other programs.

UTF-8, comma, one line a row; columns have machine names that stay. Cells hold text of pages, and a page may
be hostile: a spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula and runs it (OWASP, CSV
injection). Such a sign is set behind an apostrophe, which spreadsheets take for the mark of text; also after
what another separator would make the beginning of a cell.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from selon.records import Edtf, InvalidDate, KindRow, NamedActor, Register, RegisterRow

__all__ = ["kinds_csv", "register_csv", "safe_cell"]

_BETWEEN = " | "
_HOSTILE = re.compile(r"(?:(?<=[;,|\"'])|^)(\s*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_KINDS = ("kind", "events", "reports", "pages", "asserted", "denied", "first", "last")


def register_csv(register: Register) -> Iterator[str]:
    """The lines of a register: `role_` columns for the roles, several values of one cell between ` | `."""
    roles = [f"role_{role}" for role in register.roles]
    yield _line(
        [
            *("id", "kind", "date", "earliest", "latest", *roles, "status", "asserted_by", "denied_by"),
            *("other_stances", "said", "published", "pages", "own_voice"),
        ]
    )
    for row in register.rows:
        yield _line(_cells(row, register.roles))


def kinds_csv(rows: Iterable[KindRow]) -> Iterator[str]:
    """The lines of the summary of kinds."""
    yield _line(_KINDS)
    for row in rows:
        cells = [getattr(row, name) for name in _KINDS]
        yield _line("" if cell is None else str(cell) for cell in cells)


def safe_cell(text: str) -> str:
    """The text on one line, without unseen characters, and so that no spreadsheet takes it for a formula."""
    return _HOSTILE.sub(r"\1'", _UNSEEN.sub(" ", text).strip(" "))


def _cells(row: RegisterRow, roles: Iterable[str]) -> Iterator[str]:
    earliest, latest = _bounds(row.edtf)
    yield from (row.id, row.kind, row.edtf or "", earliest, latest)
    for role in roles:
        yield _joined(row.roles.get(role, ()))
    yield _joined(row.statuses)
    yield from (_names(row.asserted_by), _names(row.denied_by))
    yield _joined(f"{value}: {actor.name}" for value, actors in row.others.items() for actor in actors)
    yield _joined(row.said)
    yield _joined(sorted({it.published for it in row.passages if it.published}))
    yield from (str(row.pages), str(row.own_voice))


def _bounds(edtf: str | None) -> tuple[str, str]:
    try:
        value = Edtf.parse(edtf or "")
    except InvalidDate:
        return "", ""
    return str(value.earliest or ""), str(value.latest or "")


def _names(actors: Iterable[NamedActor]) -> str:
    return _joined(actor.name for actor in actors)


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(values)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
