"""The application: which address shows what."""

import functools
import mimetypes
from collections.abc import Collection
from importlib import resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from selon.records import SelonError, UnknownId
from selon.web import _correcting, _desk, _lists, _reading, _registers, _stories
from selon.web._room import Room, room_of
from selon.web._security import HEADERS, Guard

__all__ = ["LOCAL", "create_app", "serve"]

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The names under which a browser on this machine finds it."""
_STATIC = ("style.css", "room.css", "room.js", "htmx.min.js", "icon.svg")


def create_app(
    path: Path, *, language: str = "fr", hosts: Collection[str] = LOCAL, allow_private: bool = False
) -> Starlette:
    """The reading room of the dossier at `path` as an ASGI application.

    `language` is that for browsers that ask for none; `hosts` the names under which it answers;
    `allow_private` lets it fetch addresses of private networks when a reader gives them.
    """
    app = Starlette(
        routes=[
            Route("/", _desk.desk),
            Route("/add", _desk.add, methods=["POST"]),
            Route("/progress", _desk.progress),
            Route("/d/{digits}", _reading.reader),
            Route("/item/{name}", _reading.item),
            Route("/timeline", _lists.timeline),
            Route("/stories", _stories.stories),
            Route("/stories/{name}", _stories.story),
            Route("/claims", _lists.claims),
            Route("/claims/{name}", _lists.claim),
            Route("/actors", _lists.actors),
            Route("/actors/{name}", _lists.actor),
            Route("/pages", _lists.pages),
            Route("/search", _lists.search),
            Route("/registers", _registers.registers),
            Route("/registers/{kind}", _registers.register),
            Route("/relations", _registers.relations),
            Route("/relations.gexf", _registers.relations),
            Route("/names", _correcting.names),
            Route("/favicon.ico", _icon),
            Route("/doubts", _correcting.doubts),
            Route("/decisions", _correcting.decisions),
            Route("/decide", _correcting.decide, methods=["POST"]),
            Route("/undo", _correcting.undo, methods=["POST"]),
            Route("/remove", _correcting.remove, methods=["POST"]),
            Route("/static/{name}", _static),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={
            UnknownId: _unknown,
            SelonError: _trouble,
            404: _missing,
            405: _missing,
            500: _fault,
        },
    )
    app.state.room = Room(path, language, allow_private)
    return app


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8642,
    language: str = "fr",
    allow_private: bool = False,
) -> None:
    """Serve the dossier at `path` until Ctrl-C."""
    import uvicorn

    app = create_app(path, language=language, hosts=(*LOCAL, host), allow_private=allow_private)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=False)


def _icon(request: Request) -> Response:
    """For browsers that ask without having read a page."""
    del request
    return Response(_bytes("icon.svg"), media_type="image/svg+xml")


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_bytes(name), media_type=media_type, headers={"Cache-Control": "max-age=3600"})


@functools.cache
def _bytes(name: str) -> bytes:
    room = resources.files("selon.export")
    return (room / name if name == "style.css" else room / "static" / name).read_bytes()


def _unknown(request: Request, error: Exception) -> Response:
    return room_of(request).render(request, "trouble.html", 404, trouble=str(error), back="/")


def _trouble(request: Request, error: Exception) -> Response:
    return room_of(request).render(request, "trouble.html", 422, trouble=str(error), back="/")


def _fault(request: Request, error: Exception) -> Response:
    """A fault of our own: told in the terminal, never in the answer. It leaves outside of the guard."""
    del request, error
    return PlainTextResponse("selon made a mistake here; the terminal tells more.\n", 500, headers=HEADERS)


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return room_of(request).render(request, "trouble.html", status, trouble="", back="/")
