"""The lines of each site's articles, counted, and the blocks that are laid over because they recur."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from selon.records import Recurring
from selon.store.connection import AMONG, listed

__all__ = [
    "CountedLine",
    "add_article",
    "aside_because",
    "count_lines",
    "drop_lines",
    "has_article",
    "in_words",
    "lay_over",
    "lines_at",
    "lines_due",
    "pages_with",
    "recurring_lines",
    "save_line_pages",
    "save_lines",
    "set_aside",
    "site_articles",
]

_ASIDE = (
    "SELECT aside.page, recurring.number FROM aside"
    " JOIN (SELECT id, start FROM quotation WHERE id = ? UNION ALL SELECT id, start FROM event WHERE id = ?)"
    " AS held ON held.id = aside.item JOIN recurring ON recurring.page = aside.page"
    ' JOIN block ON block.seq = recurring.block AND held.start >= block.start AND held.start < block."end"'
)


class CountedLine(NamedTuple):
    """A line of a site by its fingerprint: its words, the articles that hold it, those that do at an edge."""

    key: str
    words: int
    pages: int
    edges: int


def lines_due(db: sqlite3.Connection) -> bool:
    """Whether pages came in before lines were counted: then all pages have to be gone through."""
    return db.execute("SELECT 1 FROM about WHERE key = 'lines'").fetchone() is not None


def drop_lines(db: sqlite3.Connection) -> None:
    """Forget what recurs, and all that it was told by."""
    for table in ("aside", "recurring", "line_page", "line", "article", "site"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM about WHERE key = 'lines'")


def site_articles(db: sqlite3.Connection, site: str) -> int:
    """How many articles of a site came in; copies and versions of one count once."""
    row = db.execute("SELECT articles FROM site WHERE name = ?", (site,)).fetchone()
    return int(row[0]) if row else 0


def has_article(db: sqlite3.Connection, site: str, key: str) -> bool:
    """Whether an article of this key came in."""
    return db.execute("SELECT 1 FROM article WHERE site = ? AND key = ?", (site, key)).fetchone() is not None


def add_article(db: sqlite3.Connection, site: str, key: str) -> None:
    """Count one more article of a site."""
    db.execute("INSERT INTO article (site, key) VALUES (?, ?)", (site, key))
    db.execute(
        "INSERT INTO site (name, articles) VALUES (?, 1)"
        " ON CONFLICT (name) DO UPDATE SET articles = articles + 1",
        (site,),
    )


def count_lines(db: sqlite3.Connection, site: str, keys: Collection[str]) -> dict[str, CountedLine]:
    """Those of these lines that an article of the site held."""
    query = f"SELECT key, words, pages, edges FROM line WHERE site = ? AND key IN {AMONG}"
    return {row["key"]: CountedLine(*row) for row in db.execute(query, (site, listed(sorted(keys))))}


def lines_at(db: sqlite3.Connection, site: str, pages: int) -> list[CountedLine]:
    """The lines that exactly so many articles of the site hold."""
    query = "SELECT key, words, pages, edges FROM line WHERE site = ? AND pages = ? ORDER BY key"
    return [CountedLine(*row) for row in db.execute(query, (site, pages))]


def save_lines(db: sqlite3.Connection, site: str, lines: Iterable[CountedLine]) -> None:
    """Keep the counts of some lines."""
    db.executemany(
        "INSERT OR REPLACE INTO line (site, key, words, pages, edges) VALUES (?, ?, ?, ?, ?)",
        [(site, *line) for line in lines],
    )


def save_line_pages(db: sqlite3.Connection, site: str, keys: Iterable[str], page: str) -> None:
    """Keep which lines a page holds."""
    db.executemany(
        "INSERT OR IGNORE INTO line_page (site, key, page) VALUES (?, ?, ?)",
        [(site, key, page) for key in keys],
    )


def pages_with(db: sqlite3.Connection, site: str, keys: Collection[str]) -> list[str]:
    """The pages that hold one of these lines, in the order of ids."""
    query = f"SELECT DISTINCT page FROM line_page WHERE site = ? AND key IN {AMONG} ORDER BY page"
    return [row[0] for row in db.execute(query, (site, listed(sorted(keys))))]


def lay_over(
    db: sqlite3.Connection, page: str, site: str, blocks: Mapping[int, tuple[int, str, str]]
) -> None:
    """Put these blocks in the place of those of a page that recurred: number to start, kind and key."""
    db.execute("DELETE FROM recurring WHERE page = ?", (page,))
    db.executemany(
        "INSERT INTO recurring (block, page, number, was, site, key)"
        " SELECT seq, page, ?, ?, ?, ? FROM block WHERE page = ? AND start = ?",
        [(number, was, site, key, page, start) for number, (start, was, key) in blocks.items()],
    )


def set_aside(db: sqlite3.Connection, page: str, items: Iterable[str]) -> None:
    """Put these quotations and events in the place of those of a page that no table shows."""
    db.execute("DELETE FROM aside WHERE page = ?", (page,))
    db.executemany("INSERT OR IGNORE INTO aside (item, page) VALUES (?, ?)", [(item, page) for item in items])


def recurring_lines(db: sqlite3.Connection, page: str | None = None) -> Iterator[Recurring]:
    """The blocks that recur, page after page (or of one page), as counted now."""
    query = (
        "SELECT recurring.page, number, was, recurring.site, line.pages, site.articles FROM recurring"
        " JOIN line ON line.site = recurring.site AND line.key = recurring.key"
        " JOIN site ON site.name = recurring.site JOIN page ON page.id = recurring.page"
        f" {'' if page is None else 'WHERE recurring.page = ?'} ORDER BY page.seq, number"
    )
    for row in db.execute(query, () if page is None else (page,)):
        yield Recurring(*row)


def in_words(item: Recurring) -> str:
    """Why a block is laid over, as a reason of `why`."""
    return f"the line stands on {item.pages} of {item.of} articles of {item.site}"


def aside_because(db: sqlite3.Connection, item: str) -> tuple[str, ...]:
    """Why a quotation or event is in no table; empty where it is not set aside."""
    row = db.execute(_ASIDE, (item, item)).fetchone()
    if row is None:
        return ()
    lines = (line for line in recurring_lines(db, row["page"]) if line.block == row["number"])
    return tuple(f"set aside: {in_words(line)}" for line in lines)
