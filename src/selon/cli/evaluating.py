"""The command that compares predictions, or the engine itself, with gold."""

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from selon.cli.options import examples
from selon.evaluate import (
    Disagreement,
    FoundEvent,
    FoundPage,
    GoldEventPage,
    GoldPage,
    compare_dates,
    compare_events,
    compare_quotations,
    compare_times,
    event_numbers,
    figures,
    found_events,
    found_page,
    read_event_gold,
    read_event_predictions,
    read_gold,
    read_predictions,
)
from selon.records import Document, InvalidRecord, PageRead, Published, Rejected, SourceNotFound

__all__ = ["TASKS", "Task", "evaluate", "read_gold_pages", "read_lines", "read_texts"]


@dataclass(frozen=True, slots=True)
class Task:
    """How one layer is read (gold, predictions, what the engine finds on a page), compared and told."""

    read_gold: Callable[[Sequence[str]], Sequence[Any]]
    read_predictions: Callable[[Sequence[str], Mapping[str, str]], Mapping[str, Any]]
    found: Callable[[PageRead], Any]
    compare: Callable[[Sequence[Any], Mapping[str, Any], Mapping[str, str]], Any]
    figures: Callable[[Any], Mapping[str, Any]] = figures


def _found_layers(read: PageRead) -> FoundPage:
    return found_page(read.analysis)


def _found_events(read: PageRead) -> list[FoundEvent]:
    return found_events(read.document, read.analysis)


TASKS: Mapping[str, Task] = {
    "quotations": Task(read_gold, read_predictions, _found_layers, compare_quotations),
    "times": Task(read_gold, read_predictions, _found_layers, compare_times),
    "dates": Task(read_gold, read_predictions, _found_layers, compare_dates),
    "events": Task(read_event_gold, read_event_predictions, _found_events, compare_events, event_numbers),
}
"""What can be compared, and how."""


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
    layer = TASKS[task]
    pages = layer.read_gold(read_lines(gold))
    texts = read_texts(pages, folder)
    if predictions is None:
        found = {doc: layer.found(read) for doc, read in read_gold_pages(pages, folder, texts).items()}
    else:
        found = dict(layer.read_predictions(read_lines(predictions), texts))
    missing = [page.doc for page in pages if page.doc not in found]
    if missing:
        click.echo(
            f"selon: no prediction for {len(missing)} of {len(pages)} pages: {missing[0]} ...", err=True
        )
    scores = layer.compare(pages, found, texts)
    if verbose:
        for disagreement in getattr(scores, "disagreements", ()):
            click.echo(_told(disagreement), err=True)
    _print_figures(layer.figures(scores), as_json)


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file of JSON lines; raises SourceNotFound or InvalidRecord."""
    return _read(path).split("\n")  # JSON may hold other line separators, such as U+2028, as they are


def read_texts(gold: Sequence[GoldPage | GoldEventPage], folder: Path) -> dict[str, str]:
    """The text of each page of gold, with its line ends as they are."""
    return {page.doc: _read(folder / page.doc) for page in gold}


def read_gold_pages(
    gold: Sequence[GoldPage | GoldEventPage], folder: Path, texts: Mapping[str, str]
) -> dict[str, PageRead]:
    """What the engine finds on the pages of gold, by `doc`; a page that it rejects is told and left out."""
    from selon.pipeline import analyse, read

    found = {}
    for page in gold:
        for document in read(folder / page.doc):
            if isinstance(document, Rejected):
                click.echo(f"selon: {page.doc} was rejected: {document.reason} {document.detail}", err=True)
            else:
                told = _as_told(document, page, texts[page.doc])
                found[page.doc] = PageRead(told, analyse(told))
    return found


def _as_told(document: Document, page: GoldPage | GoldEventPage, text: str) -> Document:
    """The document with the date that gold gives; gold's offsets must be those of the document."""
    if document.text != text:
        raise InvalidRecord(f"{page.doc}: the engine's text is not the file's, so that offsets differ")
    if isinstance(page, GoldEventPage) or page.published is None:
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
