"""The command that writes what a dossier holds in other formats."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from selon.cli.options import dossier_option, examples, language_option
from selon.records import PageRead, SelonError, parse_document_line

__all__ = ["export", "written"]

_output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The file to write.",
)


@click.group()
def export() -> None:
    """Write what a dossier holds in another format."""


@export.command(
    epilog=examples("selon export jsonl > arms.jsonl", "selon export jsonl -d arms.selon -o arms.jsonl")
)
@dossier_option
@_output
def jsonl(dossier: Path, output: Path | None) -> None:
    """The lossless record, one JSON object a line.

    It goes to standard output unless `-o` names a file.
    """
    from selon.export.jsonl import jsonl_lines
    from selon.pipeline import open as open_dossier

    with open_dossier(dossier) as opened, written(output or Path("-")) as out:
        out.writelines(jsonl_lines(opened.records()))


@export.command(
    epilog=examples("selon export html", "selon export html -d arms.selon -o arms.html --lang fr")
)
@dossier_option
@_output
@click.option("--title", help="The page's title; the name of the dossier's file unless given.")
@language_option
def html(dossier: Path, output: Path | None, title: str | None, language: str) -> None:
    """One self-contained page to read, print and send.

    It holds the chronology, the claims with who stands where, who said what, and each passage in its place.
    It needs no script and nothing from the net. Unless `-o` names a file it is written beside the dossier;
    `-o -` is standard output.
    """
    from selon.export import DossierView, write_html
    from selon.pipeline import open as open_dossier

    where = output or dossier.with_suffix(".html")
    with open_dossier(dossier) as opened, written(where) as out:
        view = DossierView(
            title=title or dossier.stem,
            header=opened.header(),
            pages=tuple(opened.pages()),
            timeline=tuple(opened.timeline()),
            quotations=tuple(opened.quotations()),
            claims=tuple(opened.claims()),
            recurring=tuple(opened.recurring()),
        )
        reads = (
            PageRead(*parse_document_line(line)) for line in opened.records() if line["type"] == "document"
        )
        write_html(view, reads, out, language)


@contextlib.contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A UTF-8 file that is there whole or not at all; `-` is standard output."""
    if str(path) == "-":
        yield sys.stdout
        return
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        os.replace(unfinished, path)
    except OSError as error:
        raise SelonError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"written: {path}", err=True)
