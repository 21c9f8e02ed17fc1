"""The views that are tables to take away: registers by kind of event, relations between actors."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from selon.export.gexf import gexf_lines
from selon.export.network import draw_network
from selon.export.sheets import register_csv
from selon.records import Register
from selon.web._filters import cut, filters
from selon.web._room import language_of, room_of
from selon.wording import word

__all__ = ["register", "registers", "relations"]


def registers(request: Request) -> Response:
    """The kinds of events that there are."""
    room = room_of(request)
    with room.open() as dossier:
        kinds = room.memory.kept("kinds", dossier.kinds)
    return room.render(request, "registers.html", kinds=kinds)


def register(request: Request) -> Response:
    """The register of one kind as a table; `.csv` for a spreadsheet."""
    room, asked = room_of(request), filters(request)
    name, _, suffix = request.path_params["kind"].partition(".")
    whole = suffix == "csv"
    with room.open() as dossier:
        limit = None if whole else asked.limit
        given = asked.rows("actor", "since", "until")
        table = room.memory.kept(
            ("register", name, limit, *given.values()),
            lambda: dossier.register(name, limit=limit, **given),
        )
    if whole:
        return _file(register_csv(table), "text/csv; charset=utf-8", f"{name}.csv")
    part = cut(table.rows, asked.part)
    shown = Register(table.kind, table.roles, part.rows)
    return room.render(request, "register.html", register=shown, part=part, asked=asked)


def relations(request: Request) -> Response:
    """What is said to pass between actors, as a table and a drawing; `.gexf` for Gephi."""
    room, asked = room_of(request), filters(request)
    with room.open() as dossier:
        given = asked.rows("actor", "kind", "since", "until")
        rows = room.memory.kept(("relations", *given.values()), lambda: dossier.relations(**given))
        kinds = [row.kind for row in room.memory.kept("kinds", dossier.kinds)]
    if request.url.path.endswith(".gexf"):
        language = language_of(request, room.language)
        return _file(
            gexf_lines(rows, lambda key: word(key, language)), "application/gexf+xml", "relations.gexf"
        )
    part = cut(rows, asked.part)
    return room.render(
        request, "relations.html", part=part, asked=asked, kinds=kinds, network=draw_network(part.rows)
    )


def _file(lines: object, media_type: str, name: str) -> Response:
    plain = "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-."))[-60:]
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)  # type: ignore[arg-type]
