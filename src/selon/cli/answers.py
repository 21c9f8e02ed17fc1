"""What a command answers with: rows in the form asked for, how many of them, or that there are none."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar, get_args

import click

from selon.cli.faults import NOTHING_FOUND
from selon.cli.render import Entry, print_entries, print_json
from selon.cli.words import Words
from selon.pipeline import Dossier
from selon.records import Act, Mode

__all__ = ["one_more", "print_rows", "some", "tell_unknown", "tell_unknown_act"]

_R = TypeVar("_R")
_ID = re.compile(r"a\d+")  # an actor may be given by its id


def one_more(limit: int | None) -> int | None:
    """How many rows to ask for, so that it is seen whether there are more than `limit`."""
    return None if limit is None else limit + 1


def tell_unknown(
    opened: Dossier, rows: Sequence[object], actors: Sequence[str | None] = (), kind: str | None = None
) -> None:
    """What of a filter that left nothing the dossier does not have at all: a kind (a key), or a name."""
    if rows:
        return
    if kind is not None and kind not in {row.kind for row in opened.kinds()}:
        click.echo(f"selon: no event of the kind {kind!r}: `selon events` lists the kinds", err=True)
    for name in actors:
        if name and not _ID.fullmatch(name) and not opened.actors_named(name, limit=1):
            click.echo(f"selon: no actor bears the name {name!r}", err=True)


def tell_unknown_act(rows: Sequence[object], kind: str | None) -> None:
    """The same for what quotations are asked for by: their act or their mode."""
    keys = (*get_args(Act), *get_args(Mode))
    if not rows and kind is not None and kind not in keys:
        click.echo(f"selon: no act or mode {kind!r}: there are {', '.join(keys)}", err=True)


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
