"""The commands that read a dossier. None of them loads the parser."""

import functools
from pathlib import Path
from typing import Any, get_args

import click

from selon.cli import item_views, story_views, views
from selon.cli.answers import one_more, print_rows, tell_unknown, tell_unknown_act
from selon.cli.options import examples, reading_options
from selon.cli.render import print_json, print_outline
from selon.cli.show import print_decided, print_shown
from selon.cli.words import Words
from selon.pipeline import open as open_dossier
from selon.records import By

__all__ = ["claims", "pages", "quotes", "search", "show", "timeline", "why"]


@click.command(
    epilog=examples(
        "selon timeline",
        "selon timeline --kind sanction --since 2023",
        "selon timeline --actor Russie --by speech",
        "selon timeline --story s1 --top 10",
    )
)
@click.option("--story", metavar="ID", help="Only what the pages of this story tell: s1, ...")
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    help="Only the N times that most independent pages tell of, each in one sentence.",
)
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="event",
    show_default=True,
    help="The time that orders it: of the event, of the words about it, or of the page.",
)
@reading_options(
    "actor", "since", "until", "limit", kind="Only events of this kind: arms-transfer, sanction, ..."
)
def timeline(
    *,
    dossier: Path,
    as_json: bool,
    language: str,
    by: By,
    story: str | None,
    top: int | None,
    limit: int | None,
    **filters: Any,
) -> None:
    """What happened when, and who says so.

    The chronology, by the time of the event, never of the page. Uncertain dates stay as uncertain as they
    are. With `--by speech` it is that of who said what of an event when, with `--by publication` that of the
    pages. `--story s1 --top 10` gives the ten times of a story that most independent pages tell of.
    """
    if top is not None and by != "event":
        raise click.UsageError("--top ranks times of events: it goes with --by event only.")
    with open_dossier(dossier) as opened:
        if top is not None:
            nodes = opened.nodes(story=story, top=top, **filters)[: one_more(limit)]
        else:
            rows = opened.timeline(by=by, story=story, limit=one_more(limit), **filters)
            tell_unknown(opened, rows, [filters["actor"]], filters["kind"])
    form: Any = {"as_json": as_json, "language": language, "limit": limit}
    if top is not None:
        print_rows(nodes, story_views.node_entry, story_views.NODES, **form)
        return
    headings = views.TIMELINE if by == "event" else views.TOLD
    print_rows(rows, functools.partial(views.timeline_entry, by=by), headings, **form)


@click.command(
    epilog=examples(
        "selon quotes --actor Kirby",
        "selon quotes --kind deny --since 2023-08",
    )
)
@reading_options(
    "actor", "since", "until", "limit", kind="Only of this act or mode: deny, threaten, direct, ..."
)
def quotes(dossier: Path, as_json: bool, language: str, limit: int | None, **filters: Any) -> None:
    """Who says what: quotations with their speakers.

    Direct, indirect and mixed ones, in the order of pages. A date in brackets is that of the page: it
    does not tell when the words were said.
    """
    with open_dossier(dossier) as opened:
        rows = opened.quotations(limit=one_more(limit), **filters)
        tell_unknown(opened, rows, [filters["actor"]])
    tell_unknown_act(rows, filters["kind"])
    print_rows(rows, views.quote_entry, views.QUOTES, as_json=as_json, language=language, limit=limit)


@click.command(
    epilog=examples(
        "selon claims",
        'selon claims --actor "Corée du Nord" --kind arms-transfer',
    )
)
@reading_options(
    "actor", "since", "until", "limit", kind="Only claims of this kind of event: arms-transfer, visit, ..."
)
def claims(dossier: Path, as_json: bool, language: str, limit: int | None, **filters: Any) -> None:
    """What is claimed, who asserts it and who denies it.

    Each claim tells which stances there are on it, by how many actors, and from how many sources (pages);
    below it stand those who take them, each with the passage.
    """
    with open_dossier(dossier) as opened:
        rows = opened.claims(limit=one_more(limit), **filters)
        tell_unknown(opened, rows, [filters["actor"]], filters["kind"])
    print_rows(rows, views.claim_entry, views.CLAIMS, as_json=as_json, language=language, limit=limit)


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
    print_rows(rows, views.page_entry, views.PAGES, as_json=as_json, language=language)


@click.command(
    epilog=examples(
        "selon search munitions",
        'selon search "corée du nord" obus',
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Only the N best passages.",
)
@reading_options()
def search(words: tuple[str, ...], dossier: Path, as_json: bool, language: str, limit: int) -> None:
    """The passages that hold all of WORDS.

    Accents and capitals make no difference; words in quotation marks are looked for as they stand.
    """
    with open_dossier(dossier) as opened:
        rows = opened.search(" ".join(words), limit + 1)
    print_rows(rows, views.search_entry, views.PASSAGES, as_json=as_json, language=language, limit=limit)


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

    A page, a quotation, an event, a time, a name on a page, an actor, a claim, a stance or a story.
    """
    with open_dossier(dossier) as opened:
        shown, decided = opened.show(id_), opened.decisions(id_)
    if as_json:
        print_json([shown, *decided])
    else:
        print_shown(shown, Words(language))
        print_decided(decided, Words(language))


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
        reasons, decided = opened.why(id_), opened.decisions(id_)
    if as_json:
        print_json([reasons, *decided])
    else:
        print_outline([item_views.why_entry(reasons, Words(language))])
        print_decided(decided, Words(language))
