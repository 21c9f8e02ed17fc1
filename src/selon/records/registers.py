"""What registers and networks are made of: kinds of events, events with what is said of them, relations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selon.records.annotations import EntityKind, Status
from selon.records.dossier import StanceValue
from selon.records.rows import NamedActor, Passage

__all__ = [
    "By",
    "EventKind",
    "KindRow",
    "Register",
    "RegisterRow",
    "RelatedActor",
    "RelationRow",
    "Side",
    "side",
]

By = Literal["event", "speech", "publication"]
"""Which time orders a chronology: that of the event, of the words about it, or of the page that has them."""

Side = Literal["for", "against", "about"]
_FOR = frozenset({"asserts", "confirms", "alleges", "believes"})


def side(value: StanceValue) -> Side:
    """`for` (it is so), `against` (it is not), or `about` it without either (a fear, a guess, a threat)."""
    if value == "denies":
        return "against"
    return "for" if value in _FOR else "about"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event as a language pack tells it.

    `roles` are in the pack's order. `relations` are the pairs of roles between whose actors something passes
    or holds: from the first to the second; twice the same role for what those who fill it do together.
    """

    name: str
    roles: tuple[str, ...]
    relations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KindRow:
    """What a dossier holds of one kind of event.

    `events` counts the rows of its register, `reports` the wordings on pages, `pages` the pages that have
    one, `asserted` and `denied` the events that an actor asserts and denies. `first` and `last` are the days
    (`YYYY-MM-DD`) that bound the dated ones, null when none is dated.
    """

    kind: str
    events: int
    reports: int
    pages: int
    asserted: int
    denied: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One event as all pages together tell it: a claim, or a report that belongs to no claim.

    `roles` maps each role to names of actors and to wordings; `edtf` is the time of the event; `statuses` are
    those of its reports, the most frequent first. `asserted_by` assert, confirm, allege or believe it,
    `denied_by` deny it, `others` take another stance on it. `said` are the times of these words (EDTF, in
    order). `pages` counts the pages that report it, `own_voice` those among them that assert it and name no
    source.
    """

    id: str
    kind: str
    roles: Mapping[str, tuple[str, ...]]
    edtf: str | None
    statuses: tuple[Status, ...]
    asserted_by: tuple[NamedActor, ...]
    denied_by: tuple[NamedActor, ...]
    others: Mapping[StanceValue, tuple[NamedActor, ...]]
    said: tuple[str, ...]
    pages: int
    own_voice: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The events of one kind; `roles` are the columns: those of the kind, then others that events have."""

    kind: str
    roles: tuple[str, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class RelatedActor:
    """An actor as the end of a relation: its kind and country (ISO 3166-1 alpha-3) too."""

    id: str
    name: str
    kind: EntityKind
    country: str | None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """What is said to pass from one actor to another, of one kind of event.

    Not `directed` is what both do together (a meeting). `claims` are the ids of what is claimed, `reports`
    the number of wordings, `pages` that of pages, `statuses` the reports by status. `asserted_by` and
    `denied_by` are those who stand for and against one of the claims. `first` and `last` are the days that
    bound the dated ones.
    """

    source: RelatedActor
    target: RelatedActor
    directed: bool
    kind: str
    claims: tuple[str, ...]
    reports: int
    pages: int
    statuses: Mapping[Status, int]
    asserted_by: tuple[NamedActor, ...]
    denied_by: tuple[NamedActor, ...]
    first: str | None
    last: str | None
