"""Gold and predictions, read from lines of JSON or taken from an analysis.

Gold has a line per page, `{"doc": file name, "quotations": [...], "times": [...]}`, with offsets into that
file's text (code points, half-open). Predictions are the lossless record, or plain lines of gold's own shape.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeVar

from selon.evaluate.names import gold_speakers
from selon.records import Analysis, Entity, InvalidRecord, Span

__all__ = [
    "FoundPage",
    "FoundQuotation",
    "FoundTime",
    "GoldPage",
    "GoldQuotation",
    "GoldTime",
    "found_page",
    "read_gold",
    "read_predictions",
]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """A quotation as annotated. `speaker` is a name, or two joined by a conjunction; null when nobody's."""

    content: tuple[Span, ...]
    mode: str
    cue: Span | None
    source: Span | None
    speaker: str | None
    act: str | None
    optional: bool
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time expression as annotated: its TIMEX3 value, or what the page alone tells, as EDTF.

    `decided` tells whether the page decides the date; null when this expression is not judged for that.
    """

    start: int
    end: int
    timex: str | None
    edtf: str | None
    decided: bool | None


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page of gold. `published` is EDTF where the corpus tells it; `ignore` are spans nobody annotated."""

    doc: str
    published: str | None
    quotations: tuple[GoldQuotation, ...]
    times: tuple[GoldTime, ...]
    ignore: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A predicted quotation; `speakers` has the names of each speaker, `confidence` the probability told."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speakers: tuple[tuple[str, ...], ...]
    act: str | None
    confidence: float | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A predicted time expression."""

    start: int
    end: int
    timex: str | None
    edtf: str | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What was predicted for one page."""

    quotations: tuple[FoundQuotation, ...] = ()
    times: tuple[FoundTime, ...] = ()


def read_gold(lines: Iterable[str]) -> list[GoldPage]:
    """The pages of gold; raises InvalidRecord, naming the line."""
    return [_told(number, row, _gold_page) for number, row in _rows(lines)]


def read_predictions(lines: Iterable[str], texts: Mapping[str, str]) -> dict[str, FoundPage]:
    """The predicted pages by the base name of their source.

    Lines other than a page's are passed over. Raises InvalidRecord for a line that is no prediction, and when
    a line's text is not that of the page of the same name in `texts`.
    """
    pages: dict[str, FoundPage] = {}
    for number, row in _rows(lines):
        if row.get("type") not in (None, "document"):
            continue
        doc = _told(number, row, _page_name)
        if doc in texts and row.get("text") not in (None, texts[doc]):
            raise InvalidRecord(f"{doc}: the text of the prediction is not the text of the file")
        pages[doc] = _told(number, row, _found_row)
    return pages


def found_page(analysis: Analysis) -> FoundPage:
    """What an analysis predicts; a speaker's names are its entity's name and aliases."""
    names = {entity.id: _names(entity) for entity in analysis.entities}
    quotations = tuple(
        FoundQuotation(
            quotation.content,
            quotation.cue,
            quotation.source,
            tuple(names[speaker] for speaker in quotation.speakers),
            quotation.act,
            quotation.confidence,
            quotation.addressee,
        )
        for quotation in analysis.quotations
    )
    times = tuple(FoundTime(time.start, time.end, time.timex, time.edtf) for time in analysis.times)
    return FoundPage(quotations, times)


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InvalidRecord(f"line {number} is not JSON: {error.msg}") from error
        if not isinstance(row, dict):
            raise InvalidRecord(f"line {number}: an object is expected")
        yield number, row


def _told(number: int, row: Mapping[str, Any], read: Callable[[Mapping[str, Any]], _T]) -> _T:
    try:
        return read(row)
    except (KeyError, TypeError, IndexError) as error:
        raise InvalidRecord(
            f"line {number} has not the shape of gold or of a prediction: {error!r}"
        ) from error


def _page_name(row: Mapping[str, Any]) -> str:
    return str(row["doc"]) if row.get("doc") else PurePath(row["source"]).name


def _gold_page(row: Mapping[str, Any]) -> GoldPage:
    return GoldPage(
        doc=row["doc"],
        published=row.get("published"),
        quotations=tuple(
            GoldQuotation(
                _spans(item["content"]),
                item["mode"],
                _span(item["cue"]),
                _span(item["source"]),
                item["speaker"],
                item.get("act"),
                bool(item.get("optional")),
                item.get("addressee"),
            )
            for item in row.get("quotations", ())
        ),
        times=tuple(
            GoldTime(
                item["start"], item["end"], item.get("timex"), item.get("page_edtf"), item.get("decided")
            )
            for item in row.get("times", ())
        ),
        ignore=_spans(row.get("ignore", ())),
    )


def _found_row(row: Mapping[str, Any]) -> FoundPage:
    names = {item["id"]: (item["name"], *item.get("aliases", ())) for item in row.get("entities", ())}
    return FoundPage(
        quotations=tuple(
            FoundQuotation(
                _spans(item["content"]),
                _span(item.get("cue")),
                _span(item.get("source")),
                _speakers(item, names),
                item.get("act"),
                item.get("confidence"),
                item.get("addressee"),
            )
            for item in row.get("quotations", ())
        ),
        times=tuple(
            FoundTime(item["start"], item["end"], item.get("timex"), item.get("edtf"))
            for item in row.get("times", ())
        ),
    )


def _speakers(item: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    if "speakers" in item:
        return tuple(names[speaker] for speaker in item["speakers"])
    return tuple((part,) for part in gold_speakers(item["speaker"])) if item.get("speaker") else ()


def _span(value: Any) -> Span | None:
    return (value[0], value[1]) if value else None


def _spans(values: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((value[0], value[1]) for value in values)
