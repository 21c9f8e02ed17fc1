"""Pages into the dossier, and all of them read again: one transaction a page, or one for all."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from selon import store
from selon.pipeline._fold import rebind_fold, relink, save_reading
from selon.pipeline._map import count_pages, raw_pages
from selon.pipeline._recurring import lay_over_all
from selon.pipeline._workers import read_all
from selon.records import AddReport, AddStep, Outcome, PageRead, RawPage, Rejected, document_id

if TYPE_CHECKING:
    from selon.ingest import Reading

__all__ = ["Progress", "add", "rebuild"]

Progress = Callable[[AddStep], None]
"""Called after every page while pages are added or read again."""

_TRIED_AGAIN = ("unreadable", "needs-extra")


def add(
    db: sqlite3.Connection,
    pages: str | Path | RawPage | Iterable[str | Path | RawPage],
    progress: Progress | None,
    reading: "Reading | None",
    jobs: int,
) -> AddReport:
    """Read, analyse and link the pages that are new; each is kept as soon as `progress` heard of it."""
    given = [pages] if isinstance(pages, (str, Path, RawPage)) else list(pages)
    total = count_pages(given, reading)
    _finish(db)
    known, added, rejected = 0, 0, list[Rejected]()
    reads = read_all(raw_pages(given, reading), lambda page: store.has_page(db, _page_id(page)), jobs)
    for done, (page, read) in enumerate(reads, start=1):
        outcome: Outcome | Rejected = "known" if read is None else _add_one(db, page, read)
        known += outcome == "known"
        added += outcome == "added"
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        if progress is not None:
            # A page may turn out to be an export of many.
            progress(AddStep(done, total if done <= (total or 0) else None, page.source, _word(outcome)))
    return AddReport(added, known, tuple(rejected))


def rebuild(db: sqlite3.Connection, progress: Progress | None, jobs: int) -> AddReport:
    """Read the kept bytes again with the present engine; all of it or, when it fails, nothing."""
    with store.transaction(db):
        before, counters = store.fold(db), store.counters(db)
        pages = store.raw_ids(db)
        store.drop_readings(db)
        added, rejected = 0, list[Rejected]()
        kept = ((store.raw_page(db, name), None) for name in pages)
        reads = read_all(kept, lambda page: False, jobs)
        for done, (name, (page, read)) in enumerate(zip(pages, reads, strict=True), start=1):
            assert read is not None  # none is passed over
            outcome = save_reading(db, name, read)
            added += outcome == "added"
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            if progress is not None:
                progress(AddStep(done, len(pages), page.source, _word(outcome)))
        rebind_fold(db, before, counters)
    return AddReport(added, 0, tuple(rejected))


def _finish(db: sqlite3.Connection) -> None:
    # What an earlier run, or an older engine, left undone.
    if store.is_incomplete(db):
        with store.transaction(db):
            relink(db)
    if store.lines_due(db):
        with store.transaction(db):
            lay_over_all(db)


def _add_one(
    db: sqlite3.Connection, page: RawPage | Rejected, outcome: PageRead | Rejected
) -> Outcome | Rejected:
    name = _page_id(page)
    if isinstance(outcome, Rejected) and outcome.reason in _TRIED_AGAIN:
        return outcome  # nothing is known of it yet: it may be readable the next time
    with store.transaction(db):
        if store.has_page(db, name):  # another process was faster
            return "known"
        store.save_raw(db, name, page if isinstance(page, RawPage) else None, page.source)
        return save_reading(db, name, outcome)


def _word(outcome: Outcome | Rejected) -> Outcome:
    return "rejected" if isinstance(outcome, Rejected) else outcome


def _page_id(page: RawPage | Rejected) -> str:
    return page.id if isinstance(page, Rejected) else document_id(page.data)
