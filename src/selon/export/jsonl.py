"""The lossless record as lines of JSON, as `docs/reference/records.md` tells it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selon.records import dump

__all__ = ["jsonl_lines"]


def jsonl_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each record (as `document_line` and `dossier_line` make them) as one line of JSON with its line end.

    One at a time: a dossier need not fit in memory. `parse_document_line` and `parse_dossier_line` read them.
    """
    return (dump(record) + "\n" for record in records)
