"""Rows on a terminal and in a pipe.

On a terminal a row is a block: a date at the left, beside it what, the passage and where it stands, wrapped
to the width. In a pipe it is one line of aligned columns, whole, without colour or boxes.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.records import Span, dump, encode

if TYPE_CHECKING:  # rich is imported where a terminal is really written to
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = [
    "Entry",
    "print_blocks",
    "print_columns",
    "print_entries",
    "print_json",
    "print_outline",
    "print_sheet",
    "safe",
    "tidy",
]

_INDENT = " " * 4
_LEAD = 22
_WHOLE = 26  # an id in the first column is not broken: it is to be copied
_COLUMN = 16  # what a column of a sheet needs to be read: below that, rows are blocks
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_ONE_LINE = _CONTROLS | _BREAKS
_HELD = {0xA0: "\ufdd0", 0x202F: "\ufdd1"}  # noncharacters: no text has them
_FREED = {0xFDD0: "\N{NO-BREAK SPACE}", 0xFDD1: "\N{NARROW NO-BREAK SPACE}"}
_LINES = {code: mark for code, mark in _CONTROLS.items() if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, told twice: `cells` for a pipe; `lead`, `head`, `body` and `foot` for a terminal.

    `foot` may have several lines. `marks` are spans of `body` to be set off. `children` are shown below it,
    indented.
    """

    cells: tuple[str, ...]
    lead: str = ""
    head: str = ""
    body: str = ""
    foot: str = ""
    marks: tuple[Span, ...] = ()
    children: "tuple[Entry, ...]" = ()


def tidy(text: str) -> str:
    """Text fit for one line of a terminal: breaks and runs of spaces as one space, no control characters."""
    return re.sub(r" {2,}", " ", text.translate(_ONE_LINE)).strip(" ")


def safe(text: str) -> str:
    """Text of several lines without what could steer a terminal."""
    return text.translate(_LINES)


def print_json(rows: Iterable[object]) -> None:
    """Each row as one JSON object a line; `type` is the row's class (`QuoteRow` is `quote-row`)."""
    for row in rows:
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(row).__name__).lower()
        sys.stdout.write(dump({"type": name, **encode(row)}) + "\n")


def print_entries(entries: Sequence[Entry], headings: Sequence[str]) -> None:
    """Rows to standard output: blocks if it is a terminal, else aligned columns under `headings`."""
    if sys.stdout.isatty():
        from rich.console import Console

        print_blocks(entries, Console(highlight=False, markup=False, emoji=False))
    else:
        print_columns(entries, headings)


def print_sheet(entries: Sequence[Entry], headings: Sequence[str]) -> None:
    """Rows with many columns: on a terminal that is wide enough a table of the columns that are not empty.

    Else as `print_entries` has them.
    """
    if not sys.stdout.isatty():
        print_columns(entries, headings)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    filled = [n for n in range(len(headings)) if any(entry.cells[n] for entry in entries)]
    if console.width < _COLUMN * len(filled):
        print_blocks(entries, console)
    else:
        _print(_sheet(entries, headings, filled), console)


def print_outline(entries: Sequence[Entry]) -> None:
    """A few things, whole, to standard output: blocks if it is a terminal, else the same lines, unwrapped."""
    if sys.stdout.isatty():
        print_entries(entries, ())
    else:
        sys.stdout.write("\n".join("".join(_outline(entry, "")) for entry in entries))


def print_columns(entries: Sequence[Entry], headings: Sequence[str]) -> None:
    """One line a row, its cells aligned by spaces, the last one of any length; `-` for an empty cell."""
    children = [child for entry in entries for child in entry.children]
    rows = [tuple(headings), *(_cells(entry) for entry in entries)]
    widths, inner = _widths(rows), _widths([_cells(child) for child in children])
    sys.stdout.write(_aligned(rows[0], widths) + "\n")
    for entry in entries:
        if children:  # groups of lines, told apart
            sys.stdout.write("\n")
        sys.stdout.write(_aligned(_cells(entry), widths) + "\n")
        for child in entry.children:
            sys.stdout.write(_INDENT + _aligned(_cells(child), inner) + "\n")


def print_blocks(entries: Sequence[Entry], console: "Console") -> None:
    """Rows as blocks, wrapped to the console's width."""
    _print(_grid(entries, "bold cyan"), console)


def _print(table: "Table", console: "Console") -> None:
    with console.capture() as printed:
        console.print(table)
    console.file.write(printed.get().translate(_FREED))


def _held(text: str) -> str:
    """The text with its no-break spaces out of sight of rich, which would break lines at them."""
    return text.translate(_HELD)


def _outline(entry: Entry, indent: str) -> Iterable[str]:
    first = "  ".join(filter(None, (tidy(entry.lead), tidy(entry.head))))
    lines = [first, tidy(entry.body), *_foot(entry)]
    yield from (f"{indent}{line}\n" for line in lines if line)
    for child in entry.children:
        yield "\n"
        yield from _outline(child, indent + _INDENT)


def _foot(entry: Entry) -> list[str]:
    return [tidy(line) for line in entry.foot.split("\n") if line]


def _cells(entry: Entry) -> tuple[str, ...]:
    return tuple(tidy(cell) or "-" for cell in entry.cells)


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]


def _aligned(cells: tuple[str, ...], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells[:-1], widths, strict=True)]
    return "  ".join([*padded, cells[-1]])


def _sheet(entries: Sequence[Entry], headings: Sequence[str], columns: Sequence[int]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    sheet = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_lines=False)
    for number in columns:
        whole = number == 0 and max(len(entry.cells[0]) for entry in entries) <= _WHOLE
        sheet.add_column(headings[number], header_style="dim", overflow="fold", no_wrap=whole)
    for entry in entries:
        cells = [Text(_held(tidy(entry.cells[number]))) for number in columns]
        cells[0].stylize("bold cyan")
        sheet.add_row(*cells)
        sheet.add_row()
    return sheet


def _grid(entries: Sequence[Entry], lead_style: str) -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=min(_LEAD, max((len(tidy(entry.lead)) for entry in entries), default=0)))
    grid.add_column(ratio=1)
    for number, entry in enumerate(entries):
        if number:
            grid.add_row()
        grid.add_row(Text(_held(tidy(entry.lead)), style=lead_style), _block(entry))
    return grid


def _block(entry: Entry) -> "Table":
    from rich.table import Table
    from rich.text import Text

    block = Table.grid(expand=True)
    block.add_column(ratio=1)
    if entry.head:
        block.add_row(Text(_held(tidy(entry.head)), style="bold"))
    if entry.body:
        block.add_row(_marked(entry))
    for line in _foot(entry):
        block.add_row(Text(_held(line), style="dim"))
    if entry.children:
        block.add_row()
        block.add_row(_grid(entry.children, "cyan"))
    return block


def _marked(entry: Entry) -> "Text":
    from rich.text import Text

    if not entry.marks:
        return Text(_held(tidy(entry.body)))
    text = Text(_held(entry.body.translate(_ONE_LINE)))
    for start, end in entry.marks:
        text.stylize("bold reverse", start, end)
    return text
