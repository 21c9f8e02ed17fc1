"""Stories for readers: chapters in order of time, titles of their most central pages, and what ties them."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from selon.records import Chapter, ChapterRow, PageRow, Placement, Story, StoryRow
from selon.store.connection import AMONG, listed
from selon.store.copies import Copied
from selon.store.rows import During, page_rows
from selon.store.stories import all_placements

__all__ = ["all_stories", "chapter_titles", "story_pages", "story_rows"]

_ALWAYS = During(None, None)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A page with its place in a story, its title and the days that bound its publication."""

    place: Placement
    title: str | None
    first: str | None
    last: str | None


def all_stories(db: sqlite3.Connection) -> list[Story]:
    """Every story, in the order of ids."""
    stories = _by_story(db, all_placements(db))
    return [_story(name, stories[name]) for name in sorted(stories, key=lambda name: int(name[1:]))]


def story_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    ids: Collection[str] | None = None,
    limit: int | None = None,
) -> list[StoryRow]:
    """Stories, those of most pages first, at most the first `limit`.

    A story is shown whole when one of its pages was published `during` that time, and when one of its pages
    has one of the `actors`.
    """
    placed = all_placements(db) if ids is None else [it for name in ids for it in all_placements(db, name)]
    stories = _by_story(db, placed)
    having = None if actors is None else _pages_with(db, actors)
    if not during.open:
        published = {row.id: row.published for row in page_rows(db, _ALWAYS)}
        stories = {
            name: pages
            for name, pages in stories.items()
            if any(during.holds(published.get(page.place.document)) for page in pages)
        }
    wanted = [
        name
        for name, pages in stories.items()
        if having is None or any(page.place.document in having for page in pages)
    ]
    wanted.sort(key=lambda name: (-len(stories[name]), int(name[1:])))
    shown = [(name, stories[name]) for name in wanted[:limit]]
    pages = [page.place.document for _, found in shown for page in found]
    rows, copied = {row.id: row for row in page_rows(db, _ALWAYS, pages)}, Copied(db, pages)
    return [_row(_story(name, found), rows, copied) for name, found in shown]


def story_pages(db: sqlite3.Connection, story: str) -> list[str]:
    """The pages of a story, in the order in which they came in; none where there is no such story."""
    return [place.document for place in all_placements(db, story)]


def chapter_titles(db: sqlite3.Connection, story: str) -> dict[str, str]:
    """The title of the chapter that each page of a story is in."""
    found = _by_story(db, all_placements(db, story))
    return {
        page: chapter.title
        for name, pages in found.items()
        for chapter in _story(name, pages).chapters
        for page in chapter.documents
    }


def _row(story: Story, pages: dict[str, PageRow], copied: Copied) -> StoryRow:
    chapters = tuple(
        ChapterRow(it.title, it.edtf, tuple(pages[name] for name in it.documents), it.ties)
        for it in story.chapters
    )
    names = [name for it in story.chapters for name in it.documents]
    days = [it.edtf for it in story.chapters if it.edtf]
    return StoryRow(
        id=story.id,
        title=story.title,
        edtf=_span([day.partition("/")[0] for day in days], [day.rpartition("/")[2] for day in days]),
        chapters=chapters,
        sources=len(names),
        independent=copied.independent([(name, (0, 0)) for name in names]),
    )


def _by_story(db: sqlite3.Connection, placed: Sequence[Placement]) -> dict[str, list[_Dated]]:
    query = f"SELECT page, title, earliest, latest FROM document WHERE page IN {AMONG}"
    about = {row[0]: row[1:] for row in db.execute(query, (listed(it.document for it in placed),))}
    found: dict[str, list[_Dated]] = {}
    for place in placed:
        found.setdefault(place.story, []).append(_Dated(place, *about[place.document]))
    return found


def _story(name: str, pages: Sequence[_Dated]) -> Story:
    chapters: dict[str, list[_Dated]] = {}
    for page in pages:
        chapters.setdefault(page.place.chapter, []).append(page)
    ordered = sorted(chapters.values(), key=lambda found: (_first(found) is None, _first(found) or ""))
    return Story(name, _title(pages), tuple(_chapter(found) for found in ordered))


def _chapter(pages: Sequence[_Dated]) -> Chapter:
    ordered = sorted(pages, key=lambda page: (page.first is None, page.first or ""))
    return Chapter(
        title=_title(pages),
        edtf=_span((page.first for page in pages), (page.last for page in pages)),
        documents=tuple(page.place.document for page in ordered),
        ties=tuple(tie for page in ordered for tie in page.place.ties),
    )


def _title(pages: Sequence[_Dated]) -> str:
    """The title of the page that is most like the others; of equals, of the one that came in first."""
    inside = {page.place.document: 0.0 for page in pages}
    for page in pages:
        for tie in page.place.ties:
            if tie.to in inside:
                inside[tie.to] += tie.score
                inside[tie.document] += tie.score
    titled = [page for page in pages if page.title]
    best = max(titled, key=lambda page: inside[page.place.document], default=None)
    return (best.title if best else None) or ""


def _first(pages: Iterable[_Dated]) -> str | None:
    return min((page.first for page in pages if page.first), default=None)


def _span(first: Iterable[str | None], last: Iterable[str | None]) -> str | None:
    """The days from the first to the last, as EDTF; null where none is known."""
    start, end = min(filter(None, first), default=None), max(filter(None, last), default=None)
    if start is None or end is None:
        return None
    return start if start == end else f"{start}/{end}"


def _pages_with(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    query = (
        "SELECT DISTINCT entity.page FROM membership JOIN entity ON entity.id = membership.entity"
        f" WHERE membership.actor IN {AMONG}"
    )
    return {row[0] for row in db.execute(query, (listed(sorted(actors)),))}
