"""What a command answers with: rows in the form asked for, how many of them, or that there are none."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from selon.cli.faults import NOTHING_FOUND
from selon.cli.render import Entry, print_entries, print_json
from selon.cli.words import Words

__all__ = ["one_more", "print_rows", "some"]

_R = TypeVar("_R")


def one_more(limit: int | None) -> int | None:
    """How many rows to ask for, so that it is seen whether there are more than `limit`."""
    return None if limit is None else limit + 1


def some(rows: Sequence[_R], limit: int | None = None) -> Sequence[_R]:
    """At most `limit` rows; that there are more, or none at all, is told on standard error."""
    if not rows:
        click.echo("selon: nothing found", err=True)
        click.get_current_context().exit(NOTHING_FOUND)
    if limit is not None and len(rows) > limit:
        click.echo(f"selon: the first {limit}; there are more (--limit)", err=True)
        return rows[:limit]
    return rows


def print_rows(
    rows: Sequence[_R],
    entry: Callable[[_R, Words], Entry],
    headings: Sequence[str],
    *,
    as_json: bool,
    language: str,
    limit: int | None = None,
) -> None:
    """Rows in the form asked for; an empty answer is told on standard error and by the exit code."""
    shown = some(rows, limit)
    if as_json:
        print_json(shown)
    else:
        words = Words(language)
        print_entries([entry(row, words) for row in shown], words.headings(*headings))
