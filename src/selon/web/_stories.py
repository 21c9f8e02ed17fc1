"""The matters that go on: their list, and each with its chronology, chapters and pages."""

from starlette.requests import Request
from starlette.responses import Response

from selon.records import StoryRow, UnknownId
from selon.web._filters import cut, filters
from selon.web._room import room_of

__all__ = ["stories", "story"]

_NODES = 10


def stories(request: Request) -> Response:
    """The matters that the pages are about, those of most pages first."""
    room, asked = room_of(request), filters(request)
    with room.open() as dossier:
        rows = dossier.stories(limit=asked.limit, **asked.rows("actor", "since", "until"))
    return room.render(request, "stories.html", asked=asked, part=cut(rows, asked.part))


def story(request: Request) -> Response:
    """One matter: the times that most independent pages tell of, its chapters, why each page is there."""
    room, name = room_of(request), request.path_params["name"]
    with room.open() as dossier:
        shown = dossier.show(name)
        if not isinstance(shown, StoryRow):
            raise UnknownId(f"no story bears the id {name!r}")
        nodes = dossier.nodes(story=shown.id, top=_NODES)
        why = dossier.why(shown.id)
    ties = {tie.document: tie for chapter in reversed(shown.chapters) for tie in reversed(chapter.ties)}
    titles = {page.id: page.title or page.source for chapter in shown.chapters for page in chapter.pages}
    return room.render(request, "story.html", shown=shown, nodes=nodes, ties=ties, titles=titles, why=why)
