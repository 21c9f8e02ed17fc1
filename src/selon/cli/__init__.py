"""The command line. Each command says in words what `selon.Dossier` and its fellows do."""

import sys
from io import TextIOWrapper

import click

from selon import __version__
from selon.cli.building import build, rebuild
from selon.cli.copying import copies
from selon.cli.deciding import decide, decisions, remove, undo
from selon.cli.evaluating import evaluate
from selon.cli.exporting import export
from selon.cli.faults import Commands
from selon.cli.fetching import fetch
from selon.cli.reading import claims, pages, quotes, search, show, timeline, why
from selon.cli.registers import events, relations
from selon.cli.scaling import scale, shard
from selon.cli.serving import serve
from selon.cli.telling import brief, stories

__all__ = ["main"]

_EPILOG = """\
\b
Exit codes: 0 done, 1 a fault, 2 wrong usage, 3 some pages were rejected,
4 nothing was found, 130 stopped by Ctrl-C.
"""


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selon")
def main() -> None:
    """Reads French press pages and keeps the record of who says what, when, about which event, who denies it.

    Start with `selon build PATH...`, then `selon timeline`, `selon quotes`, `selon claims`.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


for _command in (
    build, fetch, timeline, quotes, claims, events, relations, copies, stories, brief, pages, search, show,
    why, serve, decide, undo, decisions, remove, export, rebuild, scale, shard, evaluate,
):  # fmt: skip
    main.add_command(_command)
