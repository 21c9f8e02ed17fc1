"""The commands that tell matters that go on over many pages. None of them loads the parser."""

from pathlib import Path
from typing import Any

import click

from selon.cli import story_views
from selon.cli.answers import one_more, print_rows
from selon.cli.options import examples, reading_options
from selon.pipeline import open as open_dossier

__all__ = ["stories"]


@click.command(
    epilog=examples(
        "selon stories",
        "selon stories --actor Kim --since 2023-06 --limit 10",
        "selon show s1",
    )
)
@reading_options("actor", "since", "until", "limit")
def stories(*, dossier: Path, as_json: bool, language: str, limit: int | None, **filters: Any) -> None:
    """The matters that the pages are about, those of most pages first.

    A story holds pages that tell one developing matter, whenever they were published; its chapters are
    episodes of a few days. Its title is that of its most central page, word for word. Two numbers of pages
    are: all, and without copies of one text. `selon show ID` opens a story with its chapters and pages.
    """
    with open_dossier(dossier) as opened:
        rows = opened.stories(limit=one_more(limit), **filters)
    print_rows(
        rows, story_views.story_entry, story_views.STORIES, as_json=as_json, language=language, limit=limit
    )
