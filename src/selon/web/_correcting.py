"""Corrections: one decision a form, undone with one more; a queue of what is least sure."""

import re
from collections.abc import Callable, Sequence
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from selon.export.offsets import selected_span
from selon.pipeline import Dossier
from selon.records import InvalidDecision, UnknownId, Verb, parse_annotation_id
from selon.web._filters import cut, filters
from selon.web._room import Room, room_of

__all__ = ["decide", "decisions", "doubts", "names", "remove", "undo"]

_QUEUE = 50
_FIELDS = 2000
_NAMES = 8
_NUMBERED = re.compile(r"(?:^|\()([ac][0-9]+)\)?$")
_VERBS: tuple[Verb, ...] = tuple(verb for verb in get_args(Verb) if verb != "undo")


class NameNotClear(InvalidDecision):
    """A name was given for an actor, and none or several bear it."""

    def __init__(self, name: str, actors: Sequence[str]) -> None:
        super().__init__(f"{len(actors)} actors are named {name!r}")
        self.name = name
        self.actors = actors


def names(request: Request) -> Response:
    """The actors whose name holds what was typed, for a list under a field; asked for while one types."""
    room, query = room_of(request), request.query_params
    with room.open() as dossier:
        rows = dossier.actors_named(query.get("member") or query.get("actor") or "")
    return room.render(request, "_names.html", rows=rows, plain="actor" in query)


def decisions(request: Request) -> Response:
    """Every decision, the latest first, each with its undoing."""
    room = room_of(request)
    with room.open() as dossier:
        rows = dossier.decisions()
    orphans = [row for row in rows if row.state == "orphan"]
    part = cut(rows, filters(request).part)
    return room.render(request, "decisions.html", part=part, orphans=orphans if part.number == 1 else ())


def doubts(request: Request) -> Response:
    """What is least sure and was not yet decided, one by one: confirm, reject, edit, next, previous."""
    room, asked = room_of(request), filters(request)
    at = request.query_params.get("at", "")
    with room.open() as dossier:
        names = dossier.doubts(kind=asked.kind, rule=asked.rule, least=asked.least, limit=_QUEUE)
        place = names.index(at) if at in names else 0
        shown = [dossier.show(name) for name in names]
        why = dossier.why(names[place]) if names else None
        rules = [why.rule] if why else []
    return room.render(
        request,
        "doubts.html",
        asked=asked,
        rows=shown,
        shown=shown[place] if shown else None,
        sort=type(shown[place]).__name__ if shown else "",
        why=why,
        chosen=request.query_params.get("all") == "1",
        rules=sorted({rule for rule in rules if rule}),
        place=place,
        before=names[place - 1] if place > 0 else None,
        after=names[place + 1] if place + 1 < len(names) else None,
    )


async def decide(request: Request) -> Response:
    """A form that decides on one item, or on several at once."""
    return await _posted(request, _decide)


async def undo(request: Request) -> Response:
    """A form that takes a decision back."""
    return await _posted(request, _undo)


async def remove(request: Request) -> Response:
    """A form that takes a page out of the dossier."""
    return await _posted(request, _remove)


async def _posted(request: Request, act: Callable[[Room, FormData], dict[str, str]]) -> Response:
    room = room_of(request)
    async with request.form(max_files=0, max_fields=_FIELDS) as form:
        if not room.tokens.holds(request, form):
            return room.render(request, "refused.html", 403)
        back = str(form.get("back") or "/decisions")
        try:
            told = await run_in_threadpool(act, room, form)
        except NameNotClear as error:
            return room.render(request, "trouble.html", 422, trouble="", unclear=error, back=back)
        except (InvalidDecision, UnknownId) as error:
            return room.render(request, "trouble.html", 422, trouble=str(error), back=back)
    return room.back(back, **told)


def _decide(room: Room, form: FormData) -> dict[str, str]:
    verb = next((verb for verb in _VERBS if verb == form.get("verb")), None)
    targets = [str(name) for name in form.getlist("target")]
    if verb is None or not targets:
        raise InvalidDecision("nothing was chosen to decide on")
    values = _values(room, form, targets[0]) if verb == "edit" else {}
    told = [str(name).strip() for name in form.getlist("member")]
    with room.open() as dossier:
        members = [_member(dossier, name) for name in told if name]
        rows = dossier.decide(verb, targets, values, members=members)
    return {"told": verb} if rows else {}


def _values(room: Room, form: FormData, target: str) -> dict[str, str]:
    """The fields that were changed in a form; what was selected in the text becomes a span here."""
    values = {}
    for key, value in form.multi_items():
        was = str(form.get(f"was.{key[4:]}") or "").strip()
        if key.startswith("set.") and isinstance(value, str) and value.strip() != was:
            values[key[4:]] = value.strip() or "none"
    chosen, field = str(form.get("selection") or ""), str(form.get("selection_field") or "")
    if chosen and field:
        values[field] = _selected(room, chosen, target)
    return values


def _selected(room: Room, chosen: str, target: str) -> str:
    """What was selected in the text of the target's page, as a span of code points."""
    key = parse_annotation_id(target)
    if key is None:
        raise InvalidDecision(f"{target!r} stands on no page")
    with room.open() as dossier:
        span = selected_span(dossier.read_page(key[0]).document.text, chosen)
    if span is None:
        raise InvalidDecision(f"{chosen!r} is no selection")
    return f"{span[0]}-{span[1]}"


def _member(dossier: Dossier, told: str) -> str:
    """The id behind `John Kirby (a12)`, an id, or a name that only one actor bears."""
    if match := _NUMBERED.search(told):
        return match[1]
    if parse_annotation_id(told) is not None:
        return told
    found = dossier.actors_named(told, limit=_NAMES)
    whole = [actor for actor in found if actor.name.casefold() == told.casefold()] or found
    if len(whole) == 1:
        return whole[0].id
    raise NameNotClear(told, tuple(f"{actor.name} ({actor.id})" for actor in whole))


def _undo(room: Room, form: FormData) -> dict[str, str]:
    with room.open() as dossier:
        dossier.undo(str(form.get("decision") or "") or None)
    return {"told": "undone"}


def _remove(room: Room, form: FormData) -> dict[str, str]:
    with room.open() as dossier:
        dossier.remove(str(form.get("page") or ""))
    return {"told": "removed"}
