"""The command that lists pages of one text. It does not load the parser."""

from pathlib import Path
from typing import Any, get_args

import click

from selon.cli import copy_views
from selon.cli.answers import one_more, print_rows
from selon.cli.options import examples, reading_options
from selon.pipeline import open as open_dossier
from selon.records import CopyKind

__all__ = ["copies"]


@click.command(
    epilog=examples(
        "selon copies",
        "selon copies --kind partial --since 2023-09",
        "selon copies --json | jq '.pages[].source'",
    )
)
@click.option(
    "--kind",
    type=click.Choice(get_args(CopyKind)),
    help="Only pages tied in this way; `partial`, which is else left out, lists pages with common passages.",
)
@reading_options("since", "until", "limit")
def copies(*, dossier: Path, as_json: bool, language: str, limit: int | None, **filters: Any) -> None:
    """Which pages are one text.

    The same, cut, continued, edited or brought up to date. One row is one group of pages and, below it,
    each page with the share of it that stands in one before it, and the share that stands in none. A
    group counts as one source.
    """
    with open_dossier(dossier) as opened:
        rows = opened.copies(limit=one_more(limit), **filters)
    print_rows(
        rows, copy_views.group_entry, copy_views.GROUPS, as_json=as_json, language=language, limit=limit
    )
