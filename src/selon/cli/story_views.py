"""Stories as entries of a table, and whole."""

from selon.cli.render import Entry
from selon.cli.views import timeline_entry
from selon.cli.words import Words
from selon.records import ChapterRow, NodeRow, PageRow, StoryRow, Tie

__all__ = ["NODES", "STORIES", "node_entry", "story_entry", "whole_story"]

STORIES = ("id", "date", "pages_of", "chapters_of", "title")
"""Headings of a table of stories, as keys of `words.toml`."""
NODES = ("date", "sources_of", "kind", "chapter", "page", "id", "passage")
"""Headings of a chronology in nodes, as keys of `words.toml`."""


def story_entry(row: StoryRow, words: Words) -> Entry:
    """A story: how many pages, independent ones apart, and chapters."""
    date, chapters = words.day(row.edtf), words.say("chapters", len(row.chapters))
    fewer = row.independent is not None and row.independent < row.sources
    pages = f"{row.sources} / {row.independent}" if fewer else str(row.sources)
    independent = words.say("independent", row.independent) if fewer else ""
    return Entry(
        cells=(row.id, date, pages, str(len(row.chapters)), row.title),
        lead=row.id,
        head=row.title,
        body=" · ".join(filter(None, (date, words.say("in_pages", row.sources), independent, chapters))),
    )


def node_entry(row: NodeRow, words: Words) -> Entry:
    """A time at which something happened, in one sentence, with the number of pages that tell of it."""
    entry = timeline_entry(row.row, words)
    fewer = row.independent is not None and row.independent < row.sources
    sources = f"{row.sources} / {row.independent}" if fewer else str(row.sources)
    told = [words.say("sources", row.sources)]
    told += [words.say("independent", row.independent or 0)] if fewer else []
    foot = (", ".join(told), row.chapter, words.cite(row.row.passages[0]), row.row.id)
    kind, page, name = entry.cells[1], entry.cells[-3], entry.cells[-2]
    return Entry(
        cells=(entry.cells[0], sources, kind, row.chapter or "", page, name, row.row.label),
        lead=entry.lead,
        head=entry.head,
        body=entry.body,
        foot="\n".join(filter(None, foot)),
    )


def whole_story(row: StoryRow, words: Words) -> Entry:
    """A story with its chapters, the pages of each, and what ties each page to another."""
    entry = story_entry(row, words)
    titles = {page.id: page.title or page.source for it in row.chapters for page in it.pages}
    children = tuple(_chapter(chapter, titles, words) for chapter in row.chapters)
    return Entry(entry.cells, entry.lead, entry.head, entry.body, children=children)


def _chapter(row: ChapterRow, titles: dict[str, str], words: Words) -> Entry:
    ties: dict[str, Tie] = {}
    for tie in row.ties:
        ties.setdefault(tie.document, tie)
    date = words.day(row.edtf) or words.say("undated")
    return Entry(
        cells=(date, str(len(row.pages)), row.title),
        lead=date,
        head=row.title,
        body=words.say("in_pages", len(row.pages)),
        children=tuple(_page(page, ties.get(page.id), titles, words) for page in row.pages),
    )


def _page(page: PageRow, tie: Tie | None, titles: dict[str, str], words: Words) -> Entry:
    date, name = words.day(page.published) or words.say("undated"), page.id.removeprefix("sha256:")[:12]
    why = ""
    if tie is not None:
        shared = ", ".join((*tie.actors, *tie.terms))
        near = words.labelled(words.say("near"), titles.get(tie.to, tie.to))
        why = words.labelled(f"{near} ({tie.score:.2f})", shared)
    return Entry(
        cells=(date, page.publisher or "", page.source, name, page.title or ""),
        lead=date,
        head=page.title or page.source,
        body=why,
        foot=" · ".join(filter(None, (page.publisher, page.source, name))),
    )
