"""The text of a PDF, page by page, its printed lines put together to paragraphs."""

import importlib.util
import io
import logging
import re
import statistics
import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selon.extract.render import Line, Rendering

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["MAX_PAGES", "render_pdf"]

# Damage that the reader mends is no line on standard error.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MAX_PAGES = 2_000
"""A PDF of more pages is no press page; it is turned away."""
_MOST_DRAWN = 30_000_000
"""Bytes of drawing instructions of all pages together."""
_MOST_SHOWN = (50_000, 500_000)
"""Instructions that show text, on a page and in all: the reader takes a second for some twenty thousand."""
_SHOW = re.compile(rb"T[jJ]|\)\s?['\"]")
_MOST_TEXT = 5_000_000
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What the reader raises on damaged files, beside its own errors."""
_FULL = 0.75
"""The share of the usual length from which on a printed line is full, so that the next one goes on."""
_FINAL = ".!?…:"
_CLOSING = "\"'»”’)] \u00a0\u202f"
_PAGES_APART = "\n\n"


def render_pdf(data: bytes) -> Rendering | tuple[str, str]:
    """The text of all pages with the page number (from 1) of each line, or the reason why there is none."""
    if importlib.util.find_spec("pypdf") is None:
        return "needs-extra", 'PDF files are read with pypdf: pip install "selon[pdf]"'
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return "encrypted", "the PDF asks for a password"
        pages = _texts(reader)
    except pypdf.errors.DependencyError:
        return "encrypted", "the PDF is encrypted in a way that is not read"
    except pypdf.errors.LimitReachedError as error:
        return "too-large", f"the PDF unpacks to too much: {error}"
    except (pypdf.errors.PyPdfError, *_FAULTS) as error:
        return "broken", f"the PDF is damaged: {str(error)[:120] or type(error).__name__}"
    if isinstance(pages, str):
        return "too-large", pages
    if not any(page.strip() for page in pages):
        return "empty", "no page of the PDF holds text; pictures of text are not read"
    return _rendering(pages)


def _texts(reader: "PdfReader") -> list[str] | str:
    """The text of each page; a string says what there is too much of."""
    if len(reader.pages) > MAX_PAGES:
        return f"more than {MAX_PAGES:,} pages"
    drawn = shown = told = 0
    texts = []
    for page in reader.pages:
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        drawn += len(data)
        here = sum(1 for _ in _SHOW.finditer(data))
        shown += here
        if drawn > _MOST_DRAWN or here > _MOST_SHOWN[0] or shown > _MOST_SHOWN[1]:
            return "its pages are drawn with far more instructions than those of any press page"
        texts.append(page.extract_text())
        told += len(texts[-1])
        if told > _MOST_TEXT:
            return f"more than {_MOST_TEXT:,} characters"
    return texts


def _rendering(pages: Sequence[str]) -> Rendering:
    lines: list[Line] = []
    start = 0
    for number, page in enumerate(pages, start=1):
        lines += _paragraphs(page, start, number)
        start += len(page) + len(_PAGES_APART)
    return Rendering(_PAGES_APART.join(pages), tuple(lines))


def _paragraphs(page: str, offset: int, number: int) -> list[Line]:
    """The paragraphs of a page: a full line goes on in the next one unless it ends a sentence early."""
    printed = _printed_lines(page)
    lengths = [end - start for start, end in printed if end > start]
    usual = statistics.median(lengths) if lengths else 0
    found: list[Line] = []
    goes_on = False
    for index, (start, end) in enumerate(printed):
        if start == end:
            goes_on = False
            continue
        begin = found.pop().start if goes_on else offset + start
        found.append(Line(begin, offset + end, page=number))
        below = printed[index + 1] if index + 1 < len(printed) else (0, 0)
        goes_on = _goes_on(page[start:end], page[slice(*below)], usual)
    return found


def _goes_on(line: str, below: str, usual: float) -> bool:
    if not below:
        return False
    is_final = line.rstrip(_CLOSING)[-1:] in _FINAL
    if is_final:
        return len(line) >= usual
    return len(line) >= _FULL * usual or below[0].islower()


def _printed_lines(page: str) -> list[tuple[int, int]]:
    """The spans of all lines without the white space around them; empty spans for blank lines."""
    spans, start = [], 0
    for line in page.split("\n"):
        left = len(line) - len(line.lstrip())
        spans.append((start + left, start + max(left, len(line.rstrip()))))
        start += len(line) + 1
    return spans
