"""The map: one page, the pack and the parser; no shared state, so that it runs anywhere."""

import functools
import gc
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon import __version__
from selon.records import (
    Analysis,
    Document,
    DossierHeader,
    PageRead,
    RawPage,
    Rejected,
    SelonError,
    document_id,
)

if TYPE_CHECKING:
    from selon.ingest import Reading
    from selon.lang import LanguagePack

__all__ = [
    "SCHEMA",
    "Came",
    "analyse",
    "count_pages",
    "engine",
    "pack_of",
    "raw_pages",
    "read",
    "read_raw",
]

SCHEMA = 1
"""The number of the record format; the file has one of its own."""
_LANGUAGE = "fr"
Came = tuple[RawPage | Rejected, PageRead | Rejected | None]
"""A page as it came in, and what was read of it; null for one that was not read, or known before."""


def read(*paths: str | Path, reading: "Reading | None" = None) -> Iterator[Document | Rejected]:
    """The documents that files, folders (recursive) and `-` (standard input) hold, in order.

    `reading` tells a format or the columns of tables. Raises SourceNotFound for a path that is not there,
    MissingExtra and UnknownColumn for a file that is named itself; what cannot be used is a `Rejected`.
    """
    count_pages(paths, reading)  # so that a path that is not there is told before anything is read
    return (_extract(page) if isinstance(page, RawPage) else page for page, _ in raw_pages(paths, reading))


def analyse(document: Document) -> Analysis:
    """All that one document tells, each item anchored to its text; pure. The first call loads the parser."""
    from selon.annotate import annotate

    return annotate(document, pack_of(document.language), _parser(document.language))


def read_raw(page: RawPage) -> PageRead | Rejected:
    """One page read and analysed, or the reason why it cannot be used.

    A fault of our own on one page is a reason too: it must not cost the other pages theirs. Raises SelonError
    when the engine itself cannot run.
    """
    try:
        document = _extract(page)
        return document if isinstance(document, Rejected) else PageRead(document, analyse(document))
    except SelonError:
        raise
    except ImportError as error:
        raise SelonError(f"a package that selon needs is missing or broken: {error}") from error
    except Exception as fault:  # noqa: BLE001 - one page must not cost the others theirs; the reason is kept
        return Rejected(document_id(page.data), page.source, "engine-fault", _told(fault))


def _told(fault: Exception) -> str:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"{type(fault).__name__} in {where}: {fault}; `selon rebuild` tries again after an update"


def _extract(page: RawPage) -> Document | Rejected:
    from selon.extract import extract

    return extract(page, pack_of(_LANGUAGE))


def pack_of(language: str) -> "LanguagePack":
    """The pack of a language."""
    from selon.lang import load_pack

    return load_pack(language)


@functools.cache
def _parser(language: str) -> Any:
    from selon.annotate import load_parser

    parser = load_parser(pack_of(language))
    gc.freeze()  # the model's half a million objects live as long as the process: nothing to collect there
    return parser


@functools.cache
def engine(language: str = _LANGUAGE) -> DossierHeader:
    """What reads pages here: the record format's number, the engine, the model and the language pack."""
    pack = pack_of(language)
    return DossierHeader(SCHEMA, __version__, _model_name(pack.model), pack.name)


def _model_name(name: str) -> str:
    """A parser's model with its version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name.replace('_', '-'))}"
    except PackageNotFoundError:
        return name


def raw_pages(given: Sequence[str | Path | RawPage], reading: "Reading | None") -> Iterator[Came]:
    """The pages that paths hold, and raw pages as they are.

    Those of an output of `selon scale` come with what was read of them, unless another engine read them.
    """
    from selon.ingest import is_prepared, read_paths, read_prepared

    for page in given:
        if isinstance(page, RawPage):
            yield page, None
        elif is_prepared(page):
            yield from read_prepared(page, {engine()})
        else:
            for raw in read_paths([page], stdin=sys.stdin.buffer, reading=reading):
                yield raw, None


def count_pages(given: Sequence[str | Path | RawPage], reading: "Reading | None") -> int | None:
    """How many pages these are, null when only reading them would tell; raises SourceNotFound."""
    from selon.ingest import count_paths, count_prepared, is_prepared

    paths = [page for page in given if not isinstance(page, RawPage)]
    prepared = [path for path in paths if is_prepared(path)]
    counted = count_paths([path for path in paths if path not in prepared], reading)
    ready = sum(count_prepared(path) for path in prepared)
    return None if counted is None else len(given) - len(paths) + ready + counted
