"""The commands by which a reader corrects a dossier: `decide`, `undo`, `decisions`, `remove`."""

import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from selon.cli.decision_views import DECISIONS, decision_entry
from selon.cli.faults import NOTHING_FOUND
from selon.cli.options import dossier_option, examples, json_option, language_option
from selon.cli.render import print_entries, print_json, tidy
from selon.cli.words import Words
from selon.records import DecisionRow

__all__ = ["decide", "decisions", "remove", "undo"]

_C = TypeVar("_C", bound=Callable[..., Any])


def _reader() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return ""


_by = click.option(
    "--by", metavar="NAME", default=_reader, show_default="your user name", help="Who decides."
)
_ids = click.argument("ids", metavar="ID...", nargs=-1, required=True)


@click.group()
def decide() -> None:
    """Correct what the engine found; decisions survive every rebuild.

    IDs are those that the tables show. The engine's own result is kept beside: `selon undo` brings it back,
    `selon decisions` lists what was decided.
    """


@decide.command(epilog=examples("selon decide confirm 10ca0f2b8c1d:q:948-1213"))
@_ids
@dossier_option
@_by
def confirm(ids: tuple[str, ...], dossier: Path, by: str) -> None:
    """These quotations, events, times, entities or stances are right.

    What was confirmed stays, even when a later engine no longer finds it.
    """
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        _tell(opened.decide("confirm", ids, by=by))


@decide.command(epilog=examples("selon decide reject 10ca0f2b8c1d:q:948-1213"))
@_ids
@dossier_option
@_by
def reject(ids: tuple[str, ...], dossier: Path, by: str) -> None:
    """These quotations, events, times, entities or stances are wrong: leave them out."""
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        _tell(opened.decide("reject", ids, by=by))


@decide.command(
    epilog=examples(
        "selon decide edit 10ca0f2b8c1d:q:948-1213 speaker='John Kirby' act=deny",
        "selon decide edit 10ca0f2b8c1d:e:400-412 time=2023-09 status=alleged role.supplier=380-395",
    )
)
@click.argument("name", metavar="ID")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@dossier_option
@_by
def edit(name: str, fields: tuple[str, ...], dossier: Path, by: str) -> None:
    """Put other values into an item.

    Of a quotation: speaker, act, mode, uttered, content, source, cue, addressee. Of an event: kind, status,
    factuality, time, role.NAME. Of a time: edtf. Of an entity: name, kind, country. Dates are EDTF, places
    START-END in the text of the page (code points, several with a comma), `none` empties a field.
    """
    from selon.pipeline import open as open_dossier

    pairs = [field.partition("=") for field in fields]
    wrong = next((field for field, (_, equals, _) in zip(fields, pairs, strict=True) if not equals), None)
    if wrong is not None:
        raise click.UsageError(f"{wrong!r} is no FIELD=VALUE")
    with open_dossier(dossier) as opened:
        _tell(opened.decide("edit", name, {field: value for field, _, value in pairs}, by=by))


@decide.command(epilog=examples("selon decide merge a12 a3", "selon decide merge c7 c9"))
@click.argument("name", metavar="ID")
@click.argument("others", metavar="ID...", nargs=-1, required=True)
@dossier_option
@_by
def merge(name: str, others: tuple[str, ...], dossier: Path, by: str) -> None:
    """These actors are one, or these claims say the same."""
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        _tell(opened.decide("merge", name, members=others, by=by))


@decide.command(epilog=examples("selon decide split a12 10ca0f2b8c1d:n:380-391"))
@click.argument("name", metavar="ID")
@click.argument("members", metavar="MEMBER...", nargs=-1, required=True)
@dossier_option
@_by
def split(name: str, members: tuple[str, ...], dossier: Path, by: str) -> None:
    """These entities are not of this actor, or these events not of this claim.

    They become one of their own. `selon why ID` lists the members with their ids.
    """
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        _tell(opened.decide("split", name, members=members, by=by))


@click.command(epilog=examples("selon undo", "selon undo d3"))
@click.argument("decision", required=False)
@dossier_option
@_by
def undo(decision: str | None, dossier: Path, by: str) -> None:
    """Take back the last decision, or the one of this id."""
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        row = opened.undo(decision, by=by)
    click.echo(f"undone: {_line(row)}", err=True)


@click.command(epilog=examples("selon decisions", "selon decisions --json"))
@dossier_option
@json_option
@language_option
def decisions(dossier: Path, as_json: bool, language: str) -> None:
    """What was decided, the latest first.

    Also what was undone, and orphans: decisions whose item is not there any more.
    """
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        rows = opened.decisions()
    if not rows:
        click.echo("selon: nothing was decided yet", err=True)
        click.get_current_context().exit(NOTHING_FOUND)
    if as_json:
        print_json(rows)
    else:
        words = Words(language)
        print_entries([decision_entry(row, words) for row in rows], words.headings(*DECISIONS))


@click.command(epilog=examples("selon remove 10ca0f2b8c1d"))
@click.argument("page")
@dossier_option
def remove(page: str, dossier: Path) -> None:
    """Take a page out of the dossier.

    Its bytes and all that hangs on it go with it. PAGE is its id or the first digits of it. Decisions on
    it are kept, and hold again when it comes back.
    """
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened:
        source = opened.remove(page)
    click.echo(tidy(f"removed: {source}"), err=True)


def _tell(rows: Sequence[DecisionRow]) -> None:
    for row in rows:
        click.echo(_line(row), err=True)
    click.echo(f"to take it back: selon undo {rows[-1].id}", err=True)


def _line(row: DecisionRow) -> str:
    exact = tidy(row.decision.exact)
    shown = exact if len(exact) <= 60 else f"{exact[:57]}..."
    return f"{row.id} {row.decision.verb} {row.decision.target}" + (f" “{shown}”" if shown else "")
