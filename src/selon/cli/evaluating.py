"""The command that compares predictions, or the engine itself, with gold."""

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from selon.cli.options import examples
from selon.evaluate import (
    DateScores,
    Disagreement,
    FoundPage,
    GoldPage,
    QuotationScores,
    TimeScores,
    compare_dates,
    compare_quotations,
    compare_times,
    figures,
    found_page,
    read_gold,
    read_predictions,
)
from selon.records import Analysis, Document, InvalidRecord, Published, Rejected, SourceNotFound

__all__ = ["TASKS", "analysed_gold", "evaluate", "read_lines", "read_texts"]

Scores = QuotationScores | TimeScores | DateScores
Task = Callable[[Sequence[GoldPage], Mapping[str, FoundPage], Mapping[str, str]], Scores]
TASKS: Mapping[str, Task] = {"quotations": compare_quotations, "times": compare_times, "dates": compare_dates}
"""What can be compared, and the metrics of each."""


@click.command(
    epilog=examples(
        "selon evaluate quotations gold.jsonl --text-dir pages/",
        "selon evaluate times gold.jsonl --text-dir pages/ --predictions theirs.jsonl -v",
    )
)
@click.argument("task", type=click.Choice(list(TASKS)))
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--text-dir",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the texts that gold's `doc` names.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Compare these (the lossless record, or gold's own shape) instead of what the engine finds.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("-v", "--verbose", is_flag=True, help="Tell every disagreement as well, on standard error.")
def evaluate(
    *, task: str, gold: Path, folder: Path, predictions: Path | None, as_json: bool, verbose: bool
) -> None:
    """Compare the engine, or predictions, with gold.

    The metrics are the field's for quotations, time expressions (times) and dates that a page decides
    (dates). Gold has one JSON object a line, {"doc": file name, "quotations": [...], "times": [...]},
    with offsets into the texts. A page's `published`, where gold has it, is given to the engine as its
    date.
    """
    pages = read_gold(read_lines(gold))
    texts = read_texts(pages, folder)
    if predictions is None:
        found = {doc: found_page(analysis) for doc, analysis in analysed_gold(pages, folder, texts).items()}
    else:
        found = read_predictions(read_lines(predictions), texts)
    missing = [page.doc for page in pages if page.doc not in found]
    if missing:
        click.echo(
            f"selon: no prediction for {len(missing)} of {len(pages)} pages: {missing[0]} ...", err=True
        )
    scores = TASKS[task](pages, found, texts)
    if verbose:
        for disagreement in scores.disagreements:
            click.echo(_told(disagreement), err=True)
    _print_figures(figures(scores), as_json)


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file of JSON lines; raises SourceNotFound or InvalidRecord."""
    return _read(path).split("\n")  # JSON may hold other line separators, such as U+2028, as they are


def read_texts(gold: Sequence[GoldPage], folder: Path) -> dict[str, str]:
    """The text of each page of gold, with its line ends as they are."""
    return {page.doc: _read(folder / page.doc) for page in gold}


def analysed_gold(gold: Sequence[GoldPage], folder: Path, texts: Mapping[str, str]) -> dict[str, Analysis]:
    """What the engine finds on the pages of gold, by `doc`; a page that it rejects is told and left out."""
    from selon.pipeline import analyse, read

    analyses = {}
    for page in gold:
        for document in read(folder / page.doc):
            if isinstance(document, Rejected):
                click.echo(f"selon: {page.doc} was rejected: {document.reason} {document.detail}", err=True)
            else:
                analyses[page.doc] = analyse(_as_told(document, page, texts[page.doc]))
    return analyses


def _as_told(document: Document, page: GoldPage, text: str) -> Document:
    """The document with the date that gold gives; gold's offsets must be those of the document."""
    if document.text != text:
        raise InvalidRecord(f"{page.doc}: the engine's text is not the file's, so that offsets differ")
    if page.published is None:
        return document
    return dataclasses.replace(document, published=Published(edtf=page.published, basis="given"))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise SourceNotFound(f"there is no file {path}") from error
    except OSError as error:
        raise SourceNotFound(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidRecord(f"{path} is not UTF-8") from error


def _told(disagreement: Disagreement) -> str:
    sides = " ".join(
        f"{side}={value!r}"
        for side, value in (("gold", disagreement.gold), ("found", disagreement.found))
        if value is not None
    )
    exact = disagreement.exact if len(disagreement.exact) <= 150 else disagreement.exact[:149] + "…"
    return f"{disagreement.kind:8} {disagreement.doc} {exact!r} {sides}"


def _print_figures(named: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(named, ensure_ascii=False) + "\n")
        return
    for name, value in named.items():
        told = "  ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else value
        sys.stdout.write(f"{name:22}{'-' if told is None else told}\n")
