"""The views that are lists: chronology, claims, who said what, pages, search."""

from collections.abc import Sequence
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from selon.export.strip import draw_strip
from selon.export.tables import claim_cards, claim_matrix, speaker_groups, year_groups
from selon.records import Act, ActorRow, By, SearchRow, UnknownId
from selon.web._filters import cut, filters
from selon.web._room import language_of, room_of
from selon.wording import claim_in_words

__all__ = ["actor", "actors", "claim", "claims", "pages", "search", "timeline"]

_ORDERS: tuple[By, ...] = get_args(By)
_SEARCHED = 200
_SPEAKERS = 60
_PROPOSED = 60


def timeline(request: Request) -> Response:
    """The chronology, by the time of events, of words, or of pages."""
    room, asked = room_of(request), filters(request)
    by: By = next((order for order in _ORDERS if order == request.query_params.get("by")), "event")
    with room.open() as dossier:
        given = asked.rows("actor", "kind", "since", "until")
        rows = room.memory.kept(
            ("timeline", by, asked), lambda: dossier.timeline(by=by, limit=asked.limit, **given)
        )
        kinds = room.memory.kept("kinds", dossier.kinds)
    part = cut(rows, asked.part)
    published = [passage.published for row in part.rows for passage in row.passages if passage.published]
    return room.render(
        request,
        "timeline.html",
        asked=asked,
        by=by,
        orders=_ORDERS,
        part=part,
        years=year_groups(part.rows),
        strip=draw_strip(part.rows, published),
        kinds=[row.kind for row in kinds],
    )


def claims(request: Request) -> Response:
    """Claims x actors: who asserts, who denies, each cell opening its passages."""
    room, asked = room_of(request), filters(request)
    with room.open() as dossier:
        rows = dossier.claims(limit=asked.limit, **asked.rows("actor", "kind", "since", "until"))
        kinds = room.memory.kept("kinds", dossier.kinds)
    part = cut(rows, asked.part)
    cards = claim_cards(part.rows)
    return room.render(
        request,
        "claims.html",
        asked=asked,
        part=part,
        cards=cards,
        matrix=claim_matrix(cards),
        kinds=[row.kind for row in kinds],
    )


def claim(request: Request) -> Response:
    """One claim whole: every passage for and against it."""
    room, name = room_of(request), request.path_params["name"]
    with room.open() as dossier:
        rows = dossier.claims(ids=[name])
        if not rows:
            raise UnknownId(f"no claim bears the id {name!r}")
        near = dossier.claims(ids=[*rows[0].claim.broader, *rows[0].claim.narrower])
        alike = dossier.claims(kind=rows[0].claim.kind, limit=_PROPOSED)
        why = dossier.why(rows[0].claim.id)
    language = language_of(request, room.language)
    by_id = {row.claim.id: row for row in near}
    return room.render(
        request,
        "claim.html",
        card=claim_cards(rows)[0],
        why=why,
        broader=[by_id[name] for name in rows[0].claim.broader if name in by_id],
        names=[
            (row.claim.id, claim_in_words(row.claim, row.roles, language))
            for row in alike
            if row.claim.id != rows[0].claim.id
        ],
        narrower=[by_id[name] for name in rows[0].claim.narrower if name in by_id],
    )


def actors(request: Request) -> Response:
    """Who said what: the quotations, and the speakers who are quoted most."""
    room, asked = room_of(request), filters(request)
    with room.open() as dossier:
        rows = dossier.quotations(limit=asked.limit, **asked.rows("actor", "kind", "since", "until"))
        speakers = room.memory.kept("speakers", lambda: dossier.speakers(limit=_SPEAKERS))
    part = cut(rows, asked.part)
    return room.render(
        request,
        "quotations.html",
        asked=asked,
        part=part,
        groups=speaker_groups(part.rows),
        speakers=speakers,
        acts=get_args(Act),
    )


def actor(request: Request) -> Response:
    """One actor: names, roles, whose word it also is, and all that it is quoted with, over time."""
    room, asked, name = room_of(request), filters(request), request.path_params["name"]
    with room.open() as dossier:
        shown, why = room.memory.kept(("actor", name), lambda: (dossier.show(name), dossier.why(name)))
        if not isinstance(shown, ActorRow):
            raise UnknownId(f"no actor bears the id {name!r}")
        rows = room.memory.kept(
            ("said", name, asked.limit), lambda: dossier.quotations(actor=name, limit=asked.limit)
        )
        names = dossier.actors_named(shown.actor.name.split()[-1], limit=_PROPOSED)
    part = cut(rows, asked.part)
    others = [(row.id, row.name) for row in names if row.id != shown.actor.id]
    return room.render(request, "actor.html", shown=shown, part=part, asked=asked, why=why, names=others)


def pages(request: Request) -> Response:
    """The pages, and those that were turned away with the reason."""
    room, asked = room_of(request), filters(request)
    with room.open() as dossier:
        given = asked.rows("since", "until")
        rows = room.memory.kept(("pages", *given.values()), lambda: dossier.pages(**given))
    read = [row for row in rows if row.rejected is None]
    rejected = [row for row in rows if row.rejected is not None]
    return room.render(
        request, "pages.html", part=cut(read, asked.part), asked=asked, rejected=rejected, total=len(read)
    )


def search(request: Request) -> Response:
    """The passages that hold all the words, with the outlets and months that they fall in."""
    room, asked, query = room_of(request), filters(request), request.query_params
    words, outlet, month = (query.get(name, "").strip() for name in ("q", "outlet", "month"))
    found: Sequence[SearchRow] = ()
    if words:
        with room.open() as dossier:
            found = dossier.search(words, limit=_SEARCHED)
    kept = [
        row
        for row in found
        if outlet in ("", row.passage.publisher) and (row.passage.published or "").startswith(month)
    ]
    return room.render(
        request,
        "search.html",
        words=words,
        asked=asked,
        part=cut(kept, asked.part),
        outlet=outlet,
        month=month,
        total=len(kept),
        most=_SEARCHED,
        outlets=_facet([row.passage.publisher for row in found]),
        months=_facet([(row.passage.published or "")[:7] for row in found]),
    )


def _facet(values: Sequence[str | None]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
