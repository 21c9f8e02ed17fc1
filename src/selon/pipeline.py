"""The map over pages, and the dossier: pages in, the fold over their analyses, rows for readers out.

Stages are imported when they are needed: whoever only reads a dossier loads no parser.
"""

import functools
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from selon import __version__, store
from selon.records import (
    AddReport,
    AddStep,
    Analysis,
    ClaimRow,
    Document,
    DossierHeader,
    DossierRecord,
    Outcome,
    PageRead,
    PageRow,
    QuoteRow,
    RawPage,
    Rejected,
    SearchRow,
    SelonError,
    Shown,
    TimelineRow,
    Why,
    document_id,
    dossier_line,
)

if TYPE_CHECKING:
    from selon.ingest import Reading
    from selon.lang import LanguagePack

__all__ = ["Dossier", "Progress", "analyse", "open", "read"]

Progress = Callable[[AddStep], None]
"""Called after every page while pages are added or read again."""

_SCHEMA = 1  # of the record format, not of the file
_LANGUAGE = "fr"
_TRIED_AGAIN = ("unreadable", "needs-extra")


def read(*paths: str | Path, reading: "Reading | None" = None) -> Iterator[Document | Rejected]:
    """The documents that files, folders (recursive) and `-` (standard input) hold, in order.

    `reading` tells a format or the columns of tables. Raises SourceNotFound for a path that is not there,
    MissingExtra and UnknownColumn for a file that is named itself; what cannot be used is a `Rejected`.
    """
    _count(paths, reading)  # so that a path that is not there is told before anything is read
    return (_extract(page) if isinstance(page, RawPage) else page for page in _pages(paths, reading))


def analyse(document: Document) -> Analysis:
    """All that one document tells, each item anchored to its text; pure. The first call loads the parser."""
    from selon.annotate import annotate

    return annotate(document, _pack(document.language), _parser(document.language))


def open(path: str | Path, create: bool = False) -> "Dossier":
    """The dossier at `path`; with `create`, a new one where there is none.

    Raises DossierNotFound, DossierTooNew, or DossierError for a file that is no dossier.
    """
    return Dossier(path, create=create)


class Dossier:
    """A dossier: one SQLite file that holds pages, what they tell, and who stands where on each claim.

    To be used in a `with` block, or closed by hand. Filters of the reading methods: `actor` is an actor's id
    or a name (case, accents and hyphens ignored), and stands for those too who act for that actor, as a
    ministry does for its state; `since` and `until` are EDTF values (InvalidDate if not), both inclusive,
    compared as intervals: what may lie inside is shown. Rows are frozen records (`selon.records.views`).
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        self._db = store.connect(self.path, create=create)

    def __enter__(self) -> "Dossier":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the dossier cannot be used after."""
        self._db.close()

    def add(
        self,
        pages: str | Path | RawPage | Iterable[str | Path | RawPage],
        progress: Progress | None = None,
        reading: "Reading | None" = None,
    ) -> AddReport:
        """Read, analyse and link new pages: paths (as `read` takes them, as it takes `reading`) or raw pages.

        Same bytes are one page, whatever their source. Each page is one transaction: what was reported to
        `progress` is kept even when the process is killed, and a next call goes on from there. Raises
        what `read` raises before anything is read, DossierError when another process writes for too long.
        """
        given = [pages] if isinstance(pages, (str, Path, RawPage)) else list(pages)
        total = _count(given, reading)
        known, added, rejected = 0, 0, list[Rejected]()
        for done, page in enumerate(_pages(given, reading), start=1):
            outcome = self._add(page)
            known += outcome == "known"
            added += outcome == "added"
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            if progress is not None:
                word: Outcome = "rejected" if isinstance(outcome, Rejected) else outcome
                # A page may turn out to be an export of many.
                progress(AddStep(done, total if done <= (total or 0) else None, page.source, word))
        return AddReport(added, known, tuple(rejected))

    def rebuild(self, progress: Progress | None = None) -> AddReport:
        """Read the kept bytes again with the present engine; all of it or, when it fails, nothing.

        Actors and claims whose members stand at the same places keep their ids; decisions stay.
        """
        from selon.link import rebind

        with store.transaction(self._db):
            before, counters = store.fold(self._db), store.counters(self._db)
            pages = store.raw_ids(self._db)
            store.drop_readings(self._db)
            added, rejected = 0, list[Rejected]()
            for done, name in enumerate(pages, start=1):
                page = store.raw_page(self._db, name)
                outcome = self._save(name, self._read(page))
                word: Outcome = "rejected" if isinstance(outcome, Rejected) else "added"
                added += word == "added"
                if isinstance(outcome, Rejected):
                    rejected.append(outcome)
                if progress is not None:
                    progress(AddStep(done, len(pages), page.source, word))
            changes, aliases = rebind(before, store.fold(self._db), counters)
            store.replace_fold(self._db, changes, counters)
            store.save_aliases(self._db, aliases)
        return AddReport(added, 0, tuple(rejected))

    def header(self) -> DossierHeader:
        """What made the dossier: the record format's number, the engine, the model and the language pack."""
        return store.header(self._db) or DossierHeader(_SCHEMA, __version__, "", "")

    def pages(self, *, since: str | None = None, until: str | None = None) -> list[PageRow]:
        """The pages in the order in which they came in, by date of publication; rejected ones always."""
        return store.page_rows(self._db, store.During(since, until))

    def quotations(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
    ) -> list[QuoteRow]:
        """Who says what, in order of pages and place; `kind` is an act (`deny`) or a mode (`direct`).

        The time is that of the utterance or, where the page does not tell it, of publication.
        """
        during = store.During(since, until)
        return store.quote_rows(self._db, during, actors=self._actors(actor), kind=kind)

    def timeline(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
    ) -> list[TimelineRow]:
        """What is dated, in order of the time of the event (never of publication); `kind` is an event's.

        Reports of one claim are one row. `actor` takes part in the event or tells of it.
        """
        during = store.During(since, until)
        return store.timeline_rows(self._db, during, actors=self._actors(actor), kind=kind)

    def claims(
        self,
        *,
        actor: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[ClaimRow]:
        """The claims with who stands where on each; `actor` has a role in it or a stance on it.

        The time is that of the event, or of the utterance of a stance.
        """
        during = store.During(since, until)
        return store.claim_rows(self._db, during, actors=self._actors(actor), kind=kind)

    def search(self, words: str, limit: int = 100) -> list[SearchRow]:
        """The blocks that hold all the words, best first; accents and case are ignored, "..." is a phrase."""
        return store.search_rows(self._db, words, limit)

    def show(self, name: str) -> Shown:
        """The page (id or first digits of its hash), annotation, actor, claim or stance of this id.

        Raises UnknownId.
        """
        return store.show(self._db, name)

    def why(self, name: str) -> Why:
        """The rule or reason, the score and the evidence behind the item of this id; raises UnknownId."""
        return store.why(self._db, name)

    def records(self) -> Iterator[dict[str, Any]]:
        """Every line of the lossless record (docs/reference/records.md), as JSON values, in a fixed order."""
        yield dossier_line(self.header())
        yield from store.document_lines(self._db)
        folded: Iterable[DossierRecord]
        for folded in (
            store.rejections(self._db),
            store.all_actors(self._db),
            store.all_memberships(self._db),
            store.all_claims(self._db),
            store.all_stances(self._db),
            store.overlays(self._db),
            store.decisions(self._db),
        ):
            yield from (dossier_line(record) for record in folded)

    def _actors(self, actor: str | None) -> set[str] | None:
        if actor is None:
            return None
        from selon.lang.names import words_of

        name = " ".join(words_of(actor))
        return store.acting_for(self._db, store.find_actors(self._db, [name, f"surname:{name}"], actor))

    def _add(self, page: RawPage | Rejected) -> Outcome | Rejected:
        name = page.id if isinstance(page, Rejected) else document_id(page.data)
        if store.has_page(self._db, name):
            return "known"
        outcome = page if isinstance(page, Rejected) else self._read(page)
        if isinstance(outcome, Rejected) and outcome.reason in _TRIED_AGAIN:
            return outcome  # nothing is known of it yet: it may be readable the next time
        with store.transaction(self._db):
            if store.has_page(self._db, name):  # another process was faster
                return "known"
            store.save_raw(self._db, name, page if isinstance(page, RawPage) else None, page.source)
            return self._save(name, outcome)

    def _read(self, page: RawPage) -> PageRead | Rejected:
        try:
            document = _extract(page)
            return document if isinstance(document, Rejected) else PageRead(document, analyse(document))
        except SelonError:
            raise
        except ImportError as error:
            raise SelonError(f"a package that selon needs is missing or broken: {error}") from error
        except Exception as fault:  # noqa: BLE001 - one page must not cost the others theirs; the reason is kept
            return Rejected(document_id(page.data), page.source, "engine-fault", _told(fault))

    def _save(self, name: str, read: PageRead | Rejected) -> Outcome | Rejected:
        from selon.link import link

        if isinstance(read, Rejected):
            store.save_rejection(self._db, name, read)
            return read
        pack = _pack(read.document.language)
        store.save_page(self._db, read)
        changes = link(store.StoredState(self._db), [read], pack, store.decisions(self._db))
        store.save_changes(self._db, changes)
        store.save_header(self._db, DossierHeader(_SCHEMA, __version__, _model(pack.model), pack.name))
        return "added"


def _pages(given: Sequence[str | Path | RawPage], reading: "Reading | None") -> Iterator[RawPage | Rejected]:
    from selon.ingest import read_paths

    for page in given:
        if isinstance(page, RawPage):
            yield page
        else:
            yield from read_paths([page], stdin=sys.stdin.buffer, reading=reading)


def _count(given: Sequence[str | Path | RawPage], reading: "Reading | None") -> int | None:
    from selon.ingest import count_paths

    paths = [page for page in given if not isinstance(page, RawPage)]
    counted = count_paths(paths, reading)
    return None if counted is None else len(given) - len(paths) + counted


def _told(fault: Exception) -> str:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"{type(fault).__name__} in {where}: {fault}; `selon rebuild` tries again after an update"


def _extract(page: RawPage) -> Document | Rejected:
    from selon.extract import extract

    return extract(page, _pack(_LANGUAGE))


def _pack(language: str) -> "LanguagePack":
    from selon.lang import load_pack

    return load_pack(language)


@functools.cache
def _parser(language: str) -> Any:
    from selon.annotate import load_parser

    return load_parser(_pack(language))


@functools.cache
def _model(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name.replace('_', '-'))}"
    except PackageNotFoundError:
        return name
