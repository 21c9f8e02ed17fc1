"""What recurs over the pages of one site, kept up page by page: counts grow, and few pages change with each.

A block is laid over as long as its line recurs; its page's record stays as it was read. Quotations and events
that stand wholly inside are set aside: linking still sees them, tables do not.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence

from selon import store
from selon.records import Block, PageRead, Recurring, Span

__all__ = ["lay_over_all", "lay_over_page"]


def lay_over_all(db: sqlite3.Connection) -> None:
    """Find what recurs anew, over all pages in the order in which they came in."""
    store.drop_lines(db)
    for page in store.document_ids(db):
        read = store.read_page(db, page)
        if read is not None:
            lay_over_page(db, read)


def lay_over_page(db: sqlite3.Connection, read: PageRead) -> frozenset[int]:
    """Count the lines of a page that has come in, and lay over what recurs now: there, and where else.

    Other pages are looked at again only when a line that they hold begins or ceases to recur. Gives the
    numbers of the page's own blocks that recur.
    """
    from selon.link.recurring import page_lines, site_of

    site, lines = site_of(read.document), page_lines(read.document)
    if site is None or not lines:
        return frozenset()
    store.save_line_pages(db, site, {line.key for line in lines}, read.document.id)
    changed = _count(db, read, site)
    for page in store.pages_with(db, site, changed):
        held = store.read_page(db, page) if page != read.document.id else None
        if held is not None:
            _lay_over(db, held, site)
    return _lay_over(db, read, site)


def _count(db: sqlite3.Connection, read: PageRead, site: str) -> set[str]:
    """Add a page to the counts of its site; gives the lines that begin or cease to recur by it."""
    from selon.link.recurring import LineCount, add_page, article_key, page_lines, threshold

    lines = page_lines(read.document)
    words = {line.key: line.words for line in lines}
    key = article_key(lines)
    if store.has_article(db, site, key):
        return set()
    least = threshold(store.site_articles(db, site))
    known = store.count_lines(db, site, words)
    grown = add_page({name: LineCount(it.pages, it.edges) for name, it in known.items()}, lines)
    store.add_article(db, site, key)
    after = threshold(store.site_articles(db, site))
    now = {name: store.CountedLine(name, words[name], it.pages, it.edges) for name, it in grown.items()}
    lowered = store.lines_at(db, site, least) if after > least else []
    store.save_lines(db, site, now.values())
    before = {line.key: line for line in lowered} | known
    return _turned(before, {name: now.get(name, line) for name, line in before.items()} | now, least, after)


def _turned(
    before: Mapping[str, store.CountedLine], now: Mapping[str, store.CountedLine], least: int, after: int
) -> set[str]:
    was = {name for name, line in before.items() if _recurs(line, least)}
    return was ^ {name for name, line in now.items() if _recurs(line, after)}


def _recurs(line: store.CountedLine, least: int) -> bool:
    from selon.link.recurring import LineCount, recurs

    return recurs(LineCount(line.pages, line.edges), line.words, least)


def _lay_over(db: sqlite3.Connection, read: PageRead, site: str) -> frozenset[int]:
    from selon.link.recurring import LineCount, page_lines, recurring

    document, lines = read.document, page_lines(read.document)
    keys = {line.block: line.key for line in lines}
    counted = store.count_lines(db, site, set(keys.values()))
    counts = {name: LineCount(line.pages, line.edges) for name, line in counted.items()}
    found = recurring(document, lines, counts, store.site_articles(db, site))
    blocks = document.blocks
    rows = {item.block: (blocks[item.block].start, item.was, keys[item.block]) for item in found}
    store.lay_over(db, document.id, site, rows)
    store.set_aside(db, document.id, _inside(read, _stretches(blocks, found)))
    return frozenset(item.block for item in found)


def _stretches(blocks: Sequence[Block], found: Sequence[Recurring]) -> list[Span]:
    """From where to where such blocks stand, neighbours being one stretch."""
    stretches: list[Span] = []
    last = -2
    for item in found:
        block = blocks[item.block]
        if item.block == last + 1:
            stretches[-1] = (stretches[-1][0], block.end)
        else:
            stretches.append((block.start, block.end))
        last = item.block
    return stretches


def _inside(read: PageRead, stretches: Collection[Span]) -> Iterator[str]:
    """The quotations, and the events by their trigger and evidence, that stand wholly in one of these."""
    if not stretches:
        return
    spans = {
        quotation.id: [*quotation.content, *(it for it in (quotation.cue, quotation.source) if it)]
        for quotation in read.analysis.quotations
    } | {event.id: [event.trigger, *event.evidence] for event in read.analysis.events}
    for name, parts in spans.items():
        start, end = min(it[0] for it in parts), max(it[1] for it in parts)
        if any(left <= start and end <= right for left, right in stretches):
            yield name
