"""Ids that survive a re-run and a new engine: made of content and place, never of order or time."""

import hashlib
import re
from collections.abc import Container
from typing import Literal

__all__ = ["AnnotationKind", "annotation_id", "document_id", "parse_annotation_id"]

AnnotationKind = Literal["t", "m", "n", "q", "e"]
"""`t` time, `m` mention, `n` entity (its fullest mention), `q` quotation, `e` event report."""

_ANNOTATION = re.compile(r"([0-9a-f]{12}):([tmnqe]):(\d+)-(\d+)(?:\.(\d+))?")


def document_id(data: bytes) -> str:
    """`sha256:` and the hexadecimal digest of the item's own bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def annotation_id(
    document: str, kind: AnnotationKind, start: int, end: int, taken: Container[str] = ()
) -> str:
    """The id of an annotation at `[start, end)` of a document; then `.2` ... if `taken`."""
    base = f"{document.removeprefix('sha256:')[:12]}:{kind}:{start}-{end}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}.{number}"
    return name


def parse_annotation_id(name: str) -> tuple[str, str, int, int] | None:
    """The first 12 hex digits of the document, the kind, start and end; null if `name` is no such id."""
    match = _ANNOTATION.fullmatch(name)
    return (match[1], match[2], int(match[3]), int(match[4])) if match else None
