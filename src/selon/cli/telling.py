"""The commands that tell matters that go on over many pages. None of them loads the parser."""

import sys
from pathlib import Path
from typing import Any

import click

from selon.cli import brief_views, story_views
from selon.cli.answers import one_more, print_rows, tell_unknown
from selon.cli.options import examples, reading_options
from selon.cli.render import print_json, safe
from selon.cli.words import Words
from selon.pipeline import open as open_dossier
from selon.records import Edtf, InvalidDate

__all__ = ["brief", "stories"]


@click.command(
    epilog=examples(
        "selon stories",
        "selon stories --actor Kim --since 2023-06 --limit 10",
        "selon show s1",
    )
)
@reading_options("actor", "since", "until", "limit")
def stories(*, dossier: Path, as_json: bool, language: str, limit: int | None, **filters: Any) -> None:
    """The matters that go on over many pages.

    Those of most pages come first. A story holds pages that tell one developing matter, whenever they
    were published; its chapters are episodes of a few days. Its title is that of its most central page,
    word for word. Two numbers of pages are: all, and without copies of one text. `selon show ID` opens a
    story with its chapters and pages.
    """
    with open_dossier(dossier) as opened:
        rows = opened.stories(limit=one_more(limit), **filters)
        tell_unknown(opened, rows, [filters["actor"]])
    print_rows(
        rows, story_views.story_entry, story_views.STORIES, as_json=as_json, language=language, limit=limit
    )


def _since(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        return value if value in (None, "last") else str(Edtf.parse(value))
    except InvalidDate as error:
        raise click.BadParameter(f"{error} Dates are 2023, 2023-09-14; or last.", ctx, param) from error


@click.command(
    epilog=examples(
        "selon brief",
        "selon brief --since 2023-09-01 > brief.md",
        "selon brief --since last --lang fr",
    )
)
@click.option(
    "--since",
    metavar="DATE|last",
    callback=_since,
    help="Only what is new on pages published since this date (EDTF), or come in since the `last` brief.",
)
@reading_options()
def brief(*, dossier: Path, as_json: bool, language: str, since: str | None) -> None:
    """What is new since a day, or since you last asked.

    New claims, denials, changed stances, open threats with their condition; as Markdown. New is what no other
    page tells. Each line ends with the ID that `selon show` opens, each passage with page and place.
    `--since last` tells of the pages that came in since it was last asked for, and remembers that it was.
    """
    with open_dossier(dossier) as opened:
        found = opened.brief(since, remember=since == "last")
    if as_json:
        print_json([found])
    else:
        sys.stdout.write(safe("".join(brief_views.brief_lines(found, Words(language)))))
