"""Corrections: one decision a form, undone with one more; a queue of what is least sure."""

from collections.abc import Callable
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from selon.export.offsets import from_browser
from selon.records import InvalidDecision, UnknownId, Verb, parse_annotation_id
from selon.web._filters import filters
from selon.web._room import Room, room_of

__all__ = ["decide", "decisions", "doubts", "remove", "undo"]

_QUEUE = 50
_FIELDS = 2000
_VERBS: tuple[Verb, ...] = tuple(verb for verb in get_args(Verb) if verb != "undo")


def decisions(request: Request) -> Response:
    """Every decision, the latest first, each with its undoing."""
    room = room_of(request)
    with room.open() as dossier:
        rows = dossier.decisions()
    return room.render(request, "decisions.html", rows=rows)


def doubts(request: Request) -> Response:
    """What is least sure and was not yet decided, one by one: confirm, reject, edit, next, previous."""
    room, asked = room_of(request), filters(request)
    at = request.query_params.get("at", "")
    with room.open() as dossier:
        names = dossier.doubts(kind=asked.kind, limit=_QUEUE)
        place = names.index(at) if at in names else 0
        shown = [dossier.show(name) for name in names]
        why = dossier.why(names[place]) if names else None
    return room.render(
        request,
        "doubts.html",
        asked=asked,
        rows=shown,
        shown=shown[place] if shown else None,
        sort=type(shown[place]).__name__ if shown else "",
        why=why,
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
        except (InvalidDecision, UnknownId) as error:
            return room.render(request, "trouble.html", 422, trouble=str(error), back=back)
    return room.back(back, **told)


def _decide(room: Room, form: FormData) -> dict[str, str]:
    verb = next((verb for verb in _VERBS if verb == form.get("verb")), None)
    targets = [str(name) for name in form.getlist("target")]
    if verb is None or not targets:
        raise InvalidDecision("nothing was chosen to decide on")
    members = [name for value in form.getlist("member") for name in str(value).split()]
    values = _values(room, form, targets[0]) if verb == "edit" else {}
    with room.open() as dossier:
        rows = dossier.decide(verb, targets, values, members=members)
    return {"told": verb, "undo": rows[-1].id}


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
    """`block:start-end`, a block's first code point and UTF-16 offsets in it, as a span of code points."""
    block, _, units = chosen.partition(":")
    start, _, end = units.partition("-")
    key = parse_annotation_id(target)
    if key is None or not (block.isdecimal() and start.isdecimal() and end.isdecimal()):
        raise InvalidDecision(f"{chosen!r} is no selection")
    with room.open() as dossier:
        text = dossier.read_page(key[0]).document.text[int(block) :]
    return f"{int(block) + from_browser(text, int(start))}-{int(block) + from_browser(text, int(end))}"


def _undo(room: Room, form: FormData) -> dict[str, str]:
    with room.open() as dossier:
        dossier.undo(str(form.get("decision") or "") or None)
    return {"told": "undone"}


def _remove(room: Room, form: FormData) -> dict[str, str]:
    with room.open() as dossier:
        dossier.remove(str(form.get("page") or ""))
    return {"told": "removed"}
