"""Event reports as annotated and as predicted, read into one shape that the metrics compare."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.records import Analysis, Document, EventRole, InvalidRecord, Span, parse_document_line

__all__ = [
    "PAGE",
    "WORDED",
    "FoundEvent",
    "GoldEvent",
    "GoldEventPage",
    "either",
    "found_events",
    "is_actor",
    "read_event_gold",
    "read_event_predictions",
]

PAGE = "page"
"""The asserter of what the page says in its own voice."""
WORDED = frozenset(
    [
        "weapon",
        "quantity",
        "technology",
        "field",
        "instrument",
        "ground",
        "matter",
        "object",
        "motion",
        "count",
        "post",
        "against",
    ]
)
"""Roles that hold a wording, not an actor: all their fillers together are one text."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event report as annotated: `roles` by role, `according_to` a name or `page`."""

    kind: str
    trigger: Span
    evidence: tuple[Span, ...]
    roles: Mapping[str, tuple[str, ...]]
    time: str | None
    factuality: str
    status: str
    according_to: str
    background: bool = False
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class GoldEventPage:
    """The events of a page of gold; `actors` are all names of actors in its gold, stances included."""

    doc: str
    events: tuple[GoldEvent, ...]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """A predicted event report with everything resolved.

    `roles` maps a role to its fillers, each with all the names or wordings that it bears; `said_by` has the
    names of each asserter, `("page",)` for the page's own voice; `time` is EDTF.
    """

    kind: str
    trigger: Span
    spans: tuple[Span, ...]
    roles: Mapping[str, tuple[tuple[str, ...], ...]]
    time: str | None
    factuality: str
    status: str
    said_by: tuple[tuple[str, ...], ...]
    background: bool


def read_event_gold(lines: Iterable[str]) -> list[GoldEventPage]:
    """The pages of event gold, a line of JSON each; raises InvalidRecord, naming the line."""
    pages = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                pages.append(_gold_page(json.loads(line)))
            except (KeyError, TypeError, IndexError, json.JSONDecodeError) as error:
                raise InvalidRecord(f"line {number} is no page of event gold: {error!r}") from error
    return pages


def _gold_page(row: Mapping[str, Any]) -> GoldEventPage:
    events = tuple(
        GoldEvent(
            kind=item["kind"],
            trigger=(item["trigger"][0], item["trigger"][1]),
            evidence=tuple((span[0], span[1]) for span in item["evidence"]),
            roles={role: tuple(_listed(fillers)) for role, fillers in item["roles"].items()},
            time=item["time"],
            factuality=item["factuality"],
            status=item["status"],
            according_to=item["according_to"],
            background=bool(item.get("background")),
            optional=bool(item.get("optional")),
            repeated=bool(item.get("repeated")),
        )
        for item in row["events"]
    )
    actors = {name for stance in row.get("stances", ()) for name in either(stance["actor"])}
    for event in events:
        actors |= either(event.according_to) - {PAGE}
        for role, fillers in event.roles.items():
            if is_actor(role):
                actors |= {name for filler in fillers for name in either(filler)}
    return GoldEventPage(row["doc"], events, frozenset(actors))


def read_event_predictions(lines: Iterable[str], texts: Mapping[str, str]) -> dict[str, list[FoundEvent]]:
    """The predicted events by the base name of the page; other lines than a page's are passed over.

    Raises InvalidRecord for a broken line, or when a page's text is not that of its name in `texts`.
    """
    pages = {}
    for line in lines:
        row = json.loads(line) if line.strip() else {}
        if row.get("type") == "document":
            document, analysis = parse_document_line(row)
            doc = document.source.rpartition("/")[2]
            if texts.get(doc, document.text) != document.text:
                raise InvalidRecord(f"{doc}: the text of the prediction is not the text of the file")
            pages[doc] = found_events(document, analysis)
    return pages


def found_events(document: Document, analysis: Analysis) -> list[FoundEvent]:
    """The events of an analysis with their actors' names, dates and asserters."""
    names = {entity.id: (entity.name, *entity.aliases) for entity in analysis.entities}
    bearers = {mention.id: names.get(mention.entity, ()) for mention in analysis.mentions}
    times = {time.id: time.edtf for time in analysis.times}
    speakers = {
        quotation.id: [names.get(speaker, (speaker,)) for speaker in quotation.speakers] or [()]
        for quotation in analysis.quotations
    }
    return [
        FoundEvent(
            kind=event.kind,
            trigger=event.trigger,
            spans=event.evidence or (event.trigger,),
            roles=_fillers(document.text, event.roles, bearers),
            time=times.get(event.time, event.time) if event.time is not None else None,
            factuality=event.factuality,
            status=event.status,
            said_by=tuple(who for said in event.according_to for who in speakers.get(said, [(said,)]))
            or ((PAGE,),),
            background=event.background,
        )
        for event in analysis.events
    ]


def _fillers(
    text: str, roles: Sequence[EventRole], bearers: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for role in roles:
        said = (text[slice(*role.anchor)],)
        borne = bearers.get(role.mention or "", ())
        names = (borne or said) if is_actor(role.role) else (*borne, *said)
        found[role.role] = (*found.get(role.role, ()), names)
    return found


def either(value: str) -> set[str]:
    """The alternatives of a gold string."""
    return {part.strip() for part in value.split(" | ")}


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def is_actor(role: str) -> bool:
    """Whether a role holds actors rather than a wording or a place."""
    return role not in WORDED and role != "place"
