"""What `selon evaluate` compares: how each layer is read, and what the engine finds on the pages of gold."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from selon.evaluate import (
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

__all__ = ["TASKS", "Task", "read_gold_pages", "read_lines", "read_texts"]


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
