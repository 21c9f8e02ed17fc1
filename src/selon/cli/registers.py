"""The commands that keep a register of events and a network of actors. None of them loads the parser."""

import functools
from pathlib import Path
from typing import Any

import click

from selon.cli import register_views, views
from selon.cli.answers import one_more, print_rows, some, tell_unknown
from selon.cli.exporting import written
from selon.cli.options import examples, reading_options
from selon.cli.render import print_json, print_outline, print_sheet
from selon.cli.words import Words
from selon.pipeline import Dossier
from selon.pipeline import open as open_dossier
from selon.records import KindRow, Register, RelationRow

__all__ = ["events", "relations"]


@click.command(
    epilog=examples(
        "selon events",
        "selon events --kind arms-transfer",
        "selon events --kind sanction --since 2023 --csv > sanctions.csv",
    )
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV with machine column names, instead of a table.")
@reading_options(
    "actor", "since", "until", "limit", kind="The register of this kind: arms-transfer, sanction, ..."
)
def events(
    *,
    dossier: Path,
    as_json: bool,
    as_csv: bool,
    language: str,
    kind: str | None,
    limit: int | None,
    **filters: Any,
) -> None:
    """A register of events of one kind, or the kinds that there are.

    One row an event: what fills each of the kind's roles, when it happened, who asserts and who denies it,
    when that was said, how many pages report it, and the ID that `selon show` opens. Reports of one event
    are one row; those without a date come last.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv cannot both be asked for.")
    with open_dossier(dossier) as opened:
        if kind is None:
            rows = opened.kinds(**filters)[: one_more(limit)]
            tell_unknown(opened, rows, [filters["actor"]])
        else:
            register = opened.register(kind, limit=one_more(limit), **filters)
            tell_unknown(opened, register.rows, [filters["actor"]], kind)
    if kind is None:
        _print_kinds(rows, as_json=as_json, as_csv=as_csv, language=language, limit=limit)
    else:
        shown = Register(register.kind, register.roles, tuple(some(register.rows, limit)))
        _print_register(shown, as_json=as_json, as_csv=as_csv, language=language)


@click.command(
    epilog=examples(
        "selon relations",
        "selon relations Moscou Pyongyang",
        "selon relations --kind arms-transfer --gexf arms.gexf",
    )
)
@click.argument("names", nargs=-1, metavar="[NAME [NAME]]")
@click.option(
    "--gexf",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the network to this file as GEXF 1.3, which Gephi opens.",
)
@reading_options("actor", "since", "until", kind="Only by this kind of event: arms-transfer, meeting, ...")
def relations(
    *,
    names: tuple[str, ...],
    dossier: Path,
    gexf: Path | None,
    actor: str | None,
    as_json: bool,
    language: str,
    **filters: Any,
) -> None:
    """What is said to pass between actors, and who denies it.

    Who to whom, how often, according to whom. With one NAME only the relations of that actor, with two
    those between the two, and below each the claims that say so with their passages. Nothing here is more
    than what pages say.
    """
    ends = (*names, actor) if actor else names
    if len(ends) > 2:
        raise click.UsageError("A relation has two ends: give at most two names.")
    with open_dossier(dossier) as opened:
        rows = opened.relations(*ends, **filters)
        tell_unknown(opened, rows, ends, filters["kind"])
        some(rows)
        if gexf is not None:
            _write_gexf(gexf, rows, language)
        elif as_json:
            print_json(rows)
        else:
            _print_relations(opened, rows, language, whole=len(ends) == 2)


def _print_kinds(
    rows: list[KindRow], *, as_json: bool, as_csv: bool, language: str, limit: int | None
) -> None:
    from selon.export.sheets import kinds_csv

    if as_csv:
        _print_lines(kinds_csv(some(rows, limit)))
    else:
        headings = register_views.KINDS
        print_rows(rows, register_views.kind_entry, headings, as_json=as_json, language=language, limit=limit)


def _print_register(register: Register, *, as_json: bool, as_csv: bool, language: str) -> None:
    from selon.export.sheets import register_csv

    words = Words(language)
    if as_csv:
        _print_lines(register_csv(register))
    elif as_json:
        print_json(register.rows)
    else:
        headings = register_views.register_headings(register, words)
        print_sheet(register_views.register_entries(register, words), headings)


def _print_lines(lines: Any) -> None:
    for line in lines:
        click.echo(line, nl=False)


def _write_gexf(path: Path, rows: list[RelationRow], language: str) -> None:
    from selon.export.gexf import gexf_lines

    with written(path) as out:
        out.writelines(gexf_lines(rows, Words(language).word))


def _print_relations(opened: Dossier, rows: list[RelationRow], language: str, *, whole: bool) -> None:
    """The relations; between two actors each with its claims."""
    words = Words(language)
    ids = [name for row in rows for name in row.claims] if whole else []
    claims = {row.claim.id: views.claim_entry(row, words) for row in opened.claims(ids=ids)} if whole else {}
    entry = functools.partial(register_views.relation_entry, words=words)
    entries = [entry(row, children=[claims[name] for name in row.claims if whole]) for row in rows]
    if whole:
        print_outline(entries)
    else:
        print_sheet(entries, words.headings(*register_views.RELATIONS))
