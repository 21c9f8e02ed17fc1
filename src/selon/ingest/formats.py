"""Which format a file has: by the suffix of its name, then by its first bytes."""

import importlib.util
import re
from collections.abc import Mapping
from typing import Literal, get_args

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Format",
    "format_of_bytes",
    "format_of_name",
    "is_gzip",
    "missing_extra",
]

Format = Literal[
    "html", "text", "markdown", "europresse", "eml", "pdf", "csv", "jsonl", "parquet", "feed", "warc", "wacz",
    "zip",
]  # fmt: skip
FORMATS: tuple[Format, ...] = get_args(Format)
"""All formats that are read; each of them may lie in a gzip file of its own."""

MEDIA_TYPES: Mapping[Format, str] = {
    "html": "text/html",
    "text": "text/plain",
    "markdown": "text/markdown",
    "eml": "message/rfc822",
    "pdf": "application/pdf",
}
"""The formats of which a file is one page, and what such a file holds."""

_SUFFIXES: Mapping[str, Format] = {
    "atom": "feed",
    "csv": "csv",
    "eml": "eml",
    "htm": "html",
    "html": "html",
    "jsonl": "jsonl",
    "markdown": "markdown",
    "md": "markdown",
    "ndjson": "jsonl",
    "parquet": "parquet",
    "pdf": "pdf",
    "rdf": "feed",
    "rss": "feed",
    "tsv": "csv",
    "txt": "text",
    "wacz": "wacz",
    "warc": "warc",
    "xhtml": "html",
    "xml": "feed",
    "zip": "zip",
}
_SIGNS: tuple[tuple[bytes, Format], ...] = (
    (rb"%PDF-", "pdf"),
    (rb"PK\x03\x04|PK\x05\x06", "zip"),
    (rb"PAR1", "parquet"),
    (rb"WARC/\d", "warc"),
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:rdf)\b",
        "feed",
    ),
    (rb"(?:[\w-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){0,60}?from:[^\n]*@", "eml"),
)
_MAGIC = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), name) for pattern, name in _SIGNS)
_EXTRAS: Mapping[Format, tuple[str, str]] = {
    "feed": ("feedparser", "feeds"),
    "parquet": ("pyarrow", "tables"),
    "pdf": ("pypdf", "pdf"),
    "wacz": ("fastwarc", "archives"),
    "warc": ("fastwarc", "archives"),
}


def format_of_name(name: str) -> Format | None:
    """The format that the suffix of a file's name tells, `.gz` behind it left aside; null for others."""
    name = name.lower().removesuffix(".gz")
    return _SUFFIXES.get(name.rpartition(".")[2]) if "." in name else None


def format_of_bytes(head: bytes) -> Format | None:
    """The format that the first bytes of a file show; null when they show none, as those of any text."""
    return next((name for pattern, name in _MAGIC if pattern.match(head)), None)


def is_gzip(head: bytes) -> bool:
    """Whether the first bytes are those of a gzip file (RFC 1952)."""
    return head.startswith(b"\x1f\x8b")


def missing_extra(name: Format | None) -> str | None:
    """What to install before this format can be read; null when nothing is missing."""
    package, extra = _EXTRAS.get(name, ("", "")) if name else ("", "")
    if not package or importlib.util.find_spec(package) is not None:
        return None
    return f'files of this kind ({name}) are read with {package}: pip install "selon[{extra}]"'
