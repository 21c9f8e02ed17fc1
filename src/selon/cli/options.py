"""Options that several commands share."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from selon.records import Edtf, InvalidDate

__all__ = [
    "default_language",
    "dossier_option",
    "jobs_option",
    "json_option",
    "language_option",
    "reading_options",
]

_C = TypeVar("_C", bound=Callable[..., Any])


def _edtf(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else str(Edtf.parse(value))
    except InvalidDate as error:
        raise click.BadParameter(
            f"{value!r} is no date. Dates are 2023, 2023-09, 2023-09-14.", ctx, param
        ) from error


_FILTERS: Mapping[str, Callable[[_C], _C]] = {
    "actor": click.option("--actor", metavar="NAME", help="Only this actor: a name of it, or its id."),
    "since": click.option(
        "--since", metavar="DATE", callback=_edtf, help="Only what may lie at or after this date (EDTF)."
    ),
    "until": click.option(
        "--until", metavar="DATE", callback=_edtf, help="Only what may lie at or before this date (EDTF)."
    ),
    "limit": click.option(
        "--limit", metavar="N", type=click.IntRange(min=1), help="Only the first N rows; all unless given."
    ),
}


def examples(*lines: str) -> str:
    """The examples at the end of a command's help, one a line, never rewrapped."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def default_language(environment: Mapping[str, str] = os.environ) -> str:
    """French where the locale says so (LC_ALL before LC_MESSAGES before LANG), else English."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    told = next((environment[name] for name in variables if environment.get(name)), "")
    return "fr" if told.lower().startswith("fr") else "en"


dossier_option = click.option(
    "-d",
    "--dossier",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("dossier.selon"),
    show_default=True,
    help="The dossier, one file.",
)
"""`-d`: gives the command `dossier`, a Path."""
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes read pages; each holds a parser (about 0.4 GB).",
)
"""`--jobs`: gives the command `jobs`."""
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, with machine keys, instead of a table."
)
"""`--json`: gives the command `as_json`."""
language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["fr", "en"]),
    default=default_language,
    show_default="of the locale",
    help="The language of headings, kinds and dates. Passages stay as they are.",
)
"""`--lang`: gives the command `language`, `fr` or `en`."""


def reading_options(*filters: str, kind: str | None = None) -> Callable[[_C], _C]:
    """The options of a command that reads: the dossier, `--json`, `--lang` and some of the filters.

    `kind` is the help of `--kind` where the command has it.
    """
    options = [dossier_option, *(_FILTERS[name] for name in filters)]
    if kind is not None:
        options.append(click.option("--kind", metavar="KIND", help=kind))
    options += [json_option, language_option]

    def decorate(command: _C) -> _C:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
