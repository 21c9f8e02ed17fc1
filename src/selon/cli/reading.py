"""The commands that read a dossier. None of them loads the parser."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from selon.cli import views
from selon.cli.faults import NOTHING_FOUND
from selon.cli.options import examples, reading_options
from selon.cli.render import Entry, print_entries, print_json, print_outline
from selon.cli.show import print_shown
from selon.cli.words import Words
from selon.pipeline import open as open_dossier

__all__ = ["claims", "pages", "quotes", "search", "show", "timeline", "why"]

_R = TypeVar("_R")


@click.command(
    epilog=examples(
        "selon timeline",
        "selon timeline --kind sanction --since 2023",
        "selon timeline --actor Russie --json",
    )
)
@reading_options("actor", "since", "until", kind="Only events of this kind: arms-transfer, sanction, ...")
def timeline(dossier: Path, as_json: bool, language: str, **filters: Any) -> None:
    """What happened when, and who says so.

    The chronology, by the time of the event, never of the page. Uncertain dates stay as uncertain as they
    are.
    """
    with open_dossier(dossier) as opened:
        rows = opened.timeline(**filters)
    _print(rows, views.timeline_entry, views.TIMELINE, as_json, language)


@click.command(
    epilog=examples(
        "selon quotes --actor Kirby",
        "selon quotes --kind deny --since 2023-08",
    )
)
@reading_options("actor", "since", "until", kind="Only of this act or mode: deny, threaten, direct, ...")
def quotes(dossier: Path, as_json: bool, language: str, **filters: Any) -> None:
    """Who says what: quotations with their speakers.

    Direct, indirect and mixed ones, in the order of pages. A date in brackets is that of the page: it
    does not tell when the words were said.
    """
    with open_dossier(dossier) as opened:
        rows = opened.quotations(**filters)
    _print(rows, views.quote_entry, views.QUOTES, as_json, language)


@click.command(
    epilog=examples(
        "selon claims",
        'selon claims --actor "Corée du Nord" --kind arms-transfer',
    )
)
@reading_options(
    "actor", "since", "until", kind="Only claims of this kind of event: arms-transfer, visit, ..."
)
def claims(dossier: Path, as_json: bool, language: str, **filters: Any) -> None:
    """What is claimed, who asserts it and who denies it.

    Below each claim stand those who take a stance on it, each with the passage. Sources are counted after
    copies of one text have been taken as one.
    """
    with open_dossier(dossier) as opened:
        rows = opened.claims(**filters)
    _print(rows, views.claim_entry, views.CLAIMS, as_json, language)


@click.command(
    epilog=examples(
        "selon pages",
        "selon pages --since 2024",
    )
)
@reading_options("since", "until")
def pages(dossier: Path, as_json: bool, language: str, **filters: Any) -> None:
    """The pages, and those turned away with the reason."""
    with open_dossier(dossier) as opened:
        rows = opened.pages(**filters)
    _print(rows, views.page_entry, views.PAGES, as_json, language)


@click.command(
    epilog=examples(
        "selon search munitions",
        'selon search "corée du nord" obus',
    )
)
@click.argument("words", nargs=-1, required=True)
@reading_options()
def search(words: tuple[str, ...], dossier: Path, as_json: bool, language: str) -> None:
    """The passages that hold all of WORDS.

    Accents and capitals make no difference; words in quotation marks are looked for as they stand.
    """
    with open_dossier(dossier) as opened:
        rows = opened.search(" ".join(words))
    _print(rows, views.search_entry, views.PASSAGES, as_json, language)


@click.command(
    epilog=examples(
        "selon show c1",
        "selon show 10ca0f2b8c1d",
    )
)
@click.argument("id_", metavar="ID")
@reading_options()
def show(id_: str, dossier: Path, as_json: bool, language: str) -> None:
    """One thing whole, by the ID that the tables show.

    A page, a quotation, an event, a time, a name on a page, an actor, a claim or a stance.
    """
    with open_dossier(dossier) as opened:
        shown = opened.show(id_)
    if as_json:
        print_json([shown])
    else:
        print_shown(shown, Words(language))


@click.command(
    epilog=examples(
        "selon why c1",
        "selon why 10ca0f2b8c1d:q:948-1213",
    )
)
@click.argument("id_", metavar="ID")
@reading_options()
def why(id_: str, dossier: Path, as_json: bool, language: str) -> None:
    """The rule, the evidence and the score behind an item."""
    with open_dossier(dossier) as opened:
        reasons = opened.why(id_)
    if as_json:
        print_json([reasons])
    else:
        print_outline([views.why_entry(reasons, Words(language))])


def _print(
    rows: Sequence[_R],
    entry: Callable[[_R, Words], Entry],
    headings: Sequence[str],
    as_json: bool,
    language: str,
) -> None:
    """Rows in the form asked for; an empty answer is told on standard error and by the exit code."""
    if not rows:
        click.echo("selon: nothing found", err=True)
        click.get_current_context().exit(NOTHING_FOUND)
    if as_json:
        print_json(rows)
    else:
        words = Words(language)
        print_entries([entry(row, words) for row in rows], words.headings(*headings))
