"""The fold over a dossier's pages, with the reader's decisions laid over what the engine found.

Every function runs inside the caller's transaction.
"""

import itertools
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from selon import store
from selon.pipeline._map import engine, pack_of
from selon.pipeline._recurring import lay_over_page
from selon.records import Changes, Numbered, Outcome, PageRead, Rejected

__all__ = ["rebind_fold", "relink", "restate", "save_reading"]

_BATCH = 200  # pages that are linked at once: they and their changes are held in memory


def save_reading(db: sqlite3.Connection, name: str, read: PageRead | Rejected) -> Outcome | Rejected:
    """Keep what came of one page and link it, after the decisions that it has."""
    from selon.link import decide_page, link

    if isinstance(read, Rejected):
        store.save_rejection(db, name, read)
        return read
    taken, pack = store.numbered(db), pack_of(read.document.language)
    decided = decide_page(read, taken)
    is_decided = decided.read is not read
    store.save_page(db, read, decided.read if is_decided else None, decided.marks)
    if taken:
        store.save_orphans(db, name, decided.orphans)
    aside = {name: lay_over_page(db, decided.read)}
    store.save_changes(db, link(store.StoredState(db), [decided.read], pack, taken, aside=aside))
    store.save_header(db, engine(read.document.language))
    return "added"


def relink(db: sqlite3.Connection, before: Changes | None = None) -> None:
    """Make the fold anew over the pages as they are read and decided; nothing is parsed.

    `before` is the fold as it was before pages were changed or removed, if they were.
    """
    from selon.link import unswept

    before, counters, taken = before or store.fold(db), store.counters(db), store.numbered(db)
    store.drop_fold(db)
    store.drop_lines(db)
    for page_ids in _batches(store.document_ids(db)):
        with unswept():
            _link_batch(db, page_ids, taken)
    rebind_fold(db, before, counters)


def _link_batch(db: sqlite3.Connection, page_ids: Sequence[str], taken: Sequence[Numbered]) -> None:
    from selon.link import link

    reads = [read for page in page_ids if (read := store.read_page(db, page)) is not None]
    aside = {read.document.id: lay_over_page(db, read) for read in reads}
    for language, group in itertools.groupby(reads, key=lambda read: read.document.language):
        changes = link(store.StoredState(db), list(group), pack_of(language), taken, aside=aside)
        store.save_changes(db, changes)


def rebind_fold(db: sqlite3.Connection, before: Changes, counters: Mapping[str, int]) -> None:
    """Give actors and claims the ids that they had before, or when they last were."""
    from selon.link import outgrown, rebind

    changes, aliases = rebind(before, store.fold(db), counters, store.former(db))
    store.save_former(db, outgrown(before, changes))
    store.replace_fold(db, changes, counters)
    store.save_aliases(db, aliases)


def restate(db: sqlite3.Connection, pages: Iterable[str], *, refold: bool = False) -> None:
    """Lay the decisions over some pages again; the fold is made anew where it stands on what has changed.

    With `refold` it is made anew in any case.
    """
    from selon.link import decide_page

    before: Changes | None = None
    for page in pages:
        read, stood = store.read_page(db, page, engine=True), store.read_page(db, page)
        if read is None:
            continue
        decided = decide_page(read, store.numbered(db))
        store.save_orphans(db, page, decided.orphans)
        if decided.read == stood:
            store.mark_items(db, page, decided.marks)
            continue
        before = before or store.fold(db)  # before the page lets go of its entities
        store.restate_page(db, decided.read, decided.marks, is_decided=decided.read is not read)
    if before or refold:
        relink(db, before)


def _batches(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[at : at + _BATCH] for at in range(0, len(names), _BATCH))
