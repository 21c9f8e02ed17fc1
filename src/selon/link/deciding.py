"""A reader's wish turned into a decision: checked against the page, and complete enough to survive it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, get_args

from selon.records import (
    Act,
    Analysis,
    EditField,
    Edtf,
    Entity,
    EntityKind,
    EventReport,
    Factuality,
    InvalidDate,
    InvalidDecision,
    Mode,
    PageRead,
    Quotation,
    Span,
    Status,
    TimeExpression,
    annotation_id,
    encode,
    parse_annotation_id,
)

__all__ = ["FIELDS", "editable", "edited", "item_of", "speakers_told"]

_Item = Quotation | EventReport | TimeExpression | Entity
_NO_ENTITIES: Mapping[str, Entity] = {}
_SPAN = re.compile(r"(\d+)-(\d+)")
_LISTED: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "mode": get_args(Mode),
    "status": get_args(Status),
    "factuality": get_args(Factuality),
}
FIELDS: Mapping[type[_Item], tuple[str, ...]] = {
    Quotation: ("speaker", "act", "mode", "uttered", "content", "source", "cue", "addressee"),
    EventReport: ("kind", "status", "factuality", "time", "role.NAME"),
    TimeExpression: ("edtf",),
    Entity: ("name", "kind", "country"),
}
"""What can be edited of each kind of item."""


def item_of(analysis: Analysis, name: str) -> _Item | None:
    """The quotation, event report, time expression or entity of this id."""
    layers = (analysis.quotations, analysis.events, analysis.times, analysis.entities)
    return next((item for layer in layers for item in layer if item.id == name), None)


def edited(
    read: PageRead,
    item: _Item,
    values: Mapping[str, str],
    actors: Mapping[str, str],
    kinds: Mapping[str, Collection[str]],
) -> dict[str, Any]:
    """The fields that an edit sets, as records have them, from what the reader wrote.

    `values` are pairs of `FIELDS` and words: dates are EDTF, spans `start-end` (code points, several with a
    comma), `none` empties. A speaker is an entity of the page by its id or name, an actor (`actors` maps the
    ids and names of actors to entities of this page), or the span of a name that no entity has yet.
    `kinds` are the event kinds and their roles. Raises InvalidDecision and says what would do.
    """
    if not values:
        raise InvalidDecision(f"nothing to edit: give FIELD=VALUE, of {', '.join(FIELDS[type(item)])}")
    after: dict[str, Any] = {}
    for field, value in values.items():
        known = [name.partition(".")[0] for name in FIELDS[type(item)]]
        if field.partition(".")[0] not in known:
            raise InvalidDecision(f"no field {field!r}: the fields are {', '.join(FIELDS[type(item)])}")
        none, word = value.strip().lower() == "none", value.strip()
        if field == "speaker":
            _set_speakers(after, [] if none else word.split(","), read, actors)
        elif field.startswith("role."):
            after.setdefault("roles", encode(item)["roles"])
            allowed = kinds.get(str(values.get("kind", encode(item)["kind"])), ())
            _set_role(after, field.partition(".")[2], [] if none else _spans(read, word), read, allowed)
        elif field == "kind":
            after[field] = _listed("kind", word, get_args(EntityKind) if isinstance(item, Entity) else kinds)
        elif field in _LISTED:
            after[field] = _listed(field, word, _LISTED[field])
        else:
            after[field] = None if none else _READERS[field](read, word)
    return after


def _set_role(
    after: dict[str, Any], name: str, spans: list[tuple[int, int]], read: PageRead, allowed: Collection[str]
) -> None:
    _listed("role", name, allowed)
    kept = [role for role in after["roles"] if role["role"] != name]
    after["roles"] = kept + [_role(read, name, span) for span in spans]


def _set_speakers(after: dict[str, Any], names: list[str], read: PageRead, actors: Mapping[str, str]) -> None:
    speakers, pointed = [], dict[str, Entity]()
    for name in (name.strip() for name in names):
        if match := _SPAN.fullmatch(name):
            entity = _pointed_at(read, int(match[1]), int(match[2]))
            pointed[entity.id] = entity
            speakers.append(entity.id)
        else:
            speakers.append(_entity_named(read.analysis, name, actors))
    after["speakers"] = speakers
    if told := speakers_told(read.analysis, speakers, pointed):
        after["entities"] = told


def speakers_told(
    analysis: Analysis, names: Iterable[str], others: Mapping[str, Entity] = _NO_ENTITIES
) -> list[dict[str, Any]]:
    """The entities of these ids, whole: a later engine may find others, and the decision still holds."""
    known = {entity.id: entity for entity in analysis.entities} | dict(others)
    return [encode(known[name]) for name in names if name in known]


def _entity_named(analysis: Analysis, name: str, actors: Mapping[str, str]) -> str:
    folded = name.casefold()
    for entity in analysis.entities:
        if entity.id == name or folded in (word.casefold() for word in (entity.name, *entity.aliases)):
            return entity.id
    if name in actors:
        return actors[name]
    known = ", ".join(
        sorted({e.name for e in analysis.entities if e.kind in ("person", "organisation", "state")})
    )
    raise InvalidDecision(
        f"this page names no {name!r}: give one that it names ({known or 'none'}), or the span of the name"
    )


def _pointed_at(read: PageRead, start: int, end: int) -> Entity:
    _check_span(read, start, end)
    name = annotation_id(read.document.id, "n", start, end)
    known = next((entity for entity in read.analysis.entities if entity.id == name), None)
    return known or Entity(name, read.document.text[start:end], (), "person")


def _role(read: PageRead, name: str, span: tuple[int, int]) -> dict[str, Any]:
    mention = next((m.id for m in read.analysis.mentions if (m.start, m.end) == span), None)
    return {"role": name, "anchor": list(span), "mention": mention}


def _listed(what: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        raise InvalidDecision(f"no {what} {value!r}: one of {', '.join(allowed)}")
    return value


def _spans(read: PageRead, value: str) -> list[tuple[int, int]]:
    found = []
    for part in value.split(","):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise InvalidDecision(f"{part!r} is no span: give start-end, code points of the page's text")
        found.append((int(match[1]), int(match[2])))
        _check_span(read, *found[-1])
    return found


def _check_span(read: PageRead, start: int, end: int) -> None:
    if not 0 <= start < end <= len(read.document.text):
        raise InvalidDecision(
            f"{start}-{end} lies outside of the text of {len(read.document.text)} characters"
        )


def _one_span(read: PageRead, value: str) -> list[int]:
    return list(_spans(read, value)[0])


def _all_spans(read: PageRead, value: str) -> list[list[int]]:
    return [list(span) for span in _spans(read, value)]


def _date(read: PageRead, value: str) -> str:
    key = parse_annotation_id(value)
    if key is not None and any(time.id == value for time in read.analysis.times):
        return value
    try:
        return str(Edtf.parse(value))
    except InvalidDate as error:
        raise InvalidDecision(f"{error}. Dates are 2023, 2023-09, 2023-09-14.") from error


def _words(read: PageRead, value: str) -> str:
    del read
    return value


_READERS: Mapping[str, Callable[[PageRead, str], Any]] = {
    "uttered": _date,
    "time": _date,
    "edtf": _date,
    "content": _all_spans,
    "source": _one_span,
    "cue": _one_span,
    "addressee": _words,
    "name": _words,
    "country": _words,
}


def editable(read: PageRead, item: _Item, kinds: Mapping[str, Collection[str]]) -> tuple[EditField, ...]:
    """The fields of an item with their present values, worded as `edited` takes them."""
    times = {time.id: time.edtf for time in read.analysis.times}
    if isinstance(item, Quotation):
        names = {entity.id: entity.name for entity in read.analysis.entities}
        speakers = ", ".join(names.get(name, name) for name in item.speakers)
        spans = {"content": item.content, "source": (item.source,), "cue": (item.cue,)}
        return (
            EditField("speaker", speakers, tuple(dict.fromkeys(names.values())), free=True),
            EditField("act", item.act, get_args(Act)),
            EditField("mode", item.mode, get_args(Mode)),
            EditField("uttered", times.get(item.uttered or "", item.uttered) or ""),
            *(EditField(name, _worded(found)) for name, found in spans.items()),
            EditField("addressee", item.addressee or ""),
        )
    if isinstance(item, EventReport):
        roles = [
            EditField(f"role.{role}", _worded(told.anchor for told in item.roles if told.role == role))
            for role in kinds.get(item.kind, ())
        ]
        return (
            EditField("kind", item.kind, tuple(kinds)),
            EditField("status", item.status, get_args(Status)),
            EditField("factuality", item.factuality, get_args(Factuality)),
            EditField("time", times.get(item.time or "", item.time) or ""),
            *roles,
        )
    if isinstance(item, TimeExpression):
        return (EditField("edtf", item.edtf or ""),)
    return (
        EditField("name", item.name),
        EditField("kind", item.kind, get_args(EntityKind)),
        EditField("country", item.country or ""),
    )


def _worded(spans: Iterable[Span | None]) -> str:
    return ",".join(f"{span[0]}-{span[1]}" for span in spans if span is not None)
