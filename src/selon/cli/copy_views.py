"""Pages that share text, and utterances in other words, as entries of a table."""

from selon.cli.render import Entry
from selon.cli.words import Words, place, quoted
from selon.records import Copy, CopyGroup, CopyRow, PageRow, VariantRow

__all__ = ["GROUPS", "copy_entry", "group_entry", "own_in_words", "variant_entry"]

GROUPS = ("pages_of", "kind", "title")
"""Headings of the table of groups, as keys of `words.toml`."""


def group_entry(row: CopyGroup, words: Words) -> Entry:
    """Pages of one text and, below, each with what ties it to those before it and what is its own."""
    kinds = ", ".join(words.word(kind) for kind in dict.fromkeys(copy.kind for copy in row.copies))
    count, title = words.say("in_pages", len(row.pages)), row.pages[0].title or row.pages[0].source
    ties: dict[str, list[Copy]] = {}
    for copy in row.copies:
        ties.setdefault(copy.in_, []).append(copy)
    return Entry(
        cells=(str(len(row.pages)), kinds, title),
        lead=count,
        head=title,
        body=kinds,
        children=tuple(
            _member_entry(page, own, max(ties.get(page.id, ()), key=_share, default=None), words)
            for page, own in zip(row.pages, row.own, strict=True)
        ),
    )


def copy_entry(row: CopyRow, words: Words) -> Entry:
    """Another page that shares text with the one that is shown: how, and which share of the later one."""
    where = words.say("earlier" if row.before else "later")
    return _entry(row.page, f"{where}, {_tie(row.copy, words)}", "", words)


def own_in_words(own: float | None, words: Words) -> str:
    """Which share of a page stands in no page before it; empty where that is not known."""
    return "" if own is None else words.say("own", round(100 * own))


def variant_entry(row: VariantRow, words: Words) -> Entry:
    """The same utterance in other words."""
    date, text = words.day(row.passage.published), quoted(row.content, words.language)
    return Entry(
        cells=(date, place(row.passage), f"{row.score:.2f}", row.id, text),
        lead=date,
        body=text,
        foot=f"{words.cite(row.passage)} · {row.score:.2f} · {row.id}",
    )


def _member_entry(page: PageRow, own: float | None, copy: Copy | None, words: Words) -> Entry:
    tie = _tie(copy, words) if copy else words.say("first")
    return _entry(page, tie, own_in_words(own, words), words)


def _entry(page: PageRow, tie: str, own: str, words: Words) -> Entry:
    date, name = words.day(page.published), page.id.removeprefix("sha256:")[:12]
    told = " · ".join(filter(None, (tie, own)))
    return Entry(
        cells=(date, page.publisher or "", tie, own, page.source, name, page.title or ""),
        lead=date or words.say("undated"),
        head=page.title or page.source,
        body=told,
        foot=" · ".join(filter(None, (page.publisher, page.source, name))),
    )


def _tie(copy: Copy, words: Words) -> str:
    return f"{words.word(copy.kind)} ({words.say('held', round(100 * copy.containment))})"


def _share(copy: Copy) -> float:
    return copy.containment
