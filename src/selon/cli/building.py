"""The commands that write a dossier: `build` and `rebuild`."""

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selon.cli.faults import INTERRUPTED, NOTHING_FOUND, PARTIAL
from selon.cli.options import dossier_option, examples, jobs_option
from selon.cli.render import tidy
from selon.records import AddReport, AddStep, UnknownColumn

if TYPE_CHECKING:
    from selon.ingest import Format

__all__ = ["FIELDS", "FORMATS", "build", "format_option", "read_columns", "rebuild"]

Watch = Callable[[AddStep], None]

# As in `selon.ingest`, which takes too long to import for `selon --help`; a test compares them.
FORMATS = (
    "html", "text", "markdown", "europresse", "eml", "pdf", "csv", "jsonl", "parquet", "feed", "warc", "wacz",
    "zip",
)  # fmt: skip
"""What `--format` takes."""
FIELDS = ("text", "title", "date", "url", "publisher", "author")
"""What `--map` gives columns to."""

format_option = click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help="Take every file for this, whatever it is named; also files of other suffixes in folders.",
)
"""How files are read, for every command that takes pages."""


def read_columns(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`title=Titre,text=Texte` as pairs; a comma ends a column's name only where a field follows."""
    columns = {}
    for pair in (pair for value in values for pair in re.split(rf",(?=\s*(?:{'|'.join(FIELDS)})=)", value)):
        field, equals, column = pair.partition("=")
        if not equals or field.strip() not in FIELDS:
            raise click.BadParameter(f"{pair!r}: the fields are {', '.join(FIELDS)}", ctx, param)
        columns[field.strip()] = column.strip()
    return columns


@click.command(
    epilog=examples(
        "selon build pages/",
        "selon build a.html b.txt -d arms.selon",
        "cat a.txt | selon build -",
        "selon build archive/ --jobs 4",
        "selon build rows.csv --map title=Titre,text=Texte,date=Jour",
    )
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@dossier_option
@format_option
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    multiple=True,
    callback=read_columns,
    help=f"The columns of tables ({', '.join(FIELDS)}); found by their usual names unless given.",
)
@jobs_option
def build(
    paths: tuple[str, ...], *, dossier: Path, kind: "Format | None", columns: dict[str, str], jobs: int
) -> None:
    """Read pages into a dossier: files, folders, standard input.

    A folder is read with all below it; `-` is standard input. HTML, text, Markdown, mails, PDF, tables,
    feeds, web archives, ZIP files and exports of Europresse are known by their suffix or first bytes. Only
    what is new is read; the same bytes are one page. A page that cannot be used is told with its reason and
    stops nothing: the exit code is then 3. Whatever stops the command, the pages done so far are kept, and
    the same command goes on from there.
    """
    from selon.ingest import Reading, guessed_columns
    from selon.pipeline import open as open_dossier

    reading = Reading(kind, columns)
    try:
        for source, guessed in guessed_columns(paths, reading):
            told = ",".join(f"{field}={column}" for field, column in guessed.items())
            click.echo(tidy(f"{source}: columns taken by their names: --map {told}"), err=True)
        with (
            open_dossier(dossier, create=True) as opened,
            _watched("read so far and kept; run it again to go on") as watch,
        ):
            report = opened.add(paths, watch, reading, jobs)
    except UnknownColumn as error:
        raise click.UsageError(str(error)) from error
    _tell(report, dossier)


@click.command(epilog=examples("selon rebuild", "selon rebuild -d arms.selon"))
@dossier_option
@jobs_option
def rebuild(dossier: Path, jobs: int) -> None:
    """Read every page again with the engine of today.

    The pages are read from the bytes that the dossier keeps. All of it or nothing: when it is stopped,
    the dossier is as it was.
    """
    from selon.pipeline import open as open_dossier

    with (
        open_dossier(dossier) as opened,
        _watched("read again, none kept: the dossier is as it was") as watch,
    ):
        report = opened.rebuild(watch, jobs)
    _tell(report, dossier)


@contextlib.contextmanager
def _watched(when_stopped: str) -> Iterator[Watch]:
    """Shows each step on a terminal (standard error), and says what became of the steps after Ctrl-C."""
    steps: list[AddStep] = []
    with _bar() as show:

        def watch(step: AddStep) -> None:
            steps[:] = [step]
            show(step)

        try:
            yield watch
        except KeyboardInterrupt:
            done = steps[0].done if steps else 0
            click.echo(f"\nselon: interrupted; {done} pages {when_stopped}.", err=True)
            click.get_current_context().exit(INTERRUPTED)


@contextlib.contextmanager
def _bar() -> Iterator[Watch]:
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with click.progressbar(length=1, file=sys.stderr, show_pos=True, item_show_func=_source) as bar:

        def show(step: AddStep) -> None:
            bar.length = step.total or step.done
            bar.update(step.done - bar.pos, step)

        yield show


def _source(step: AddStep | None) -> str | None:
    return tidy(step.source)[-40:] if step else None


def _tell(report: AddReport, dossier: Path) -> None:
    """What came of it, on standard error, and the exit code that says so."""
    for page in report.rejected:
        detail = f" ({page.detail})" if page.detail else ""
        click.echo(tidy(f"rejected: {page.source}: {page.reason}{detail}"), err=True)
    rejected = len(report.rejected)
    counts = f"{report.added} added, {report.known} known before, {rejected} rejected"
    click.echo(f"{dossier}: {counts}", err=True)
    if rejected:
        click.get_current_context().exit(PARTIAL)
    if not report.added and not report.known:
        click.echo(
            "selon: no file there that is read as a page (--format reads files of any suffix)", err=True
        )
        click.get_current_context().exit(NOTHING_FOUND)
