"""What a reader is shown: items joined from the records, each with the passages that it stands on."""

from dataclasses import dataclass

from selon.records.annotations import Act, Entity, Factuality, Mode, Status, TimeExpression
from selon.records.documents import Document, Rejected
from selon.records.dossier import Actor, Claim, Narrowing, Recurring, StanceValue
from selon.records.rows import CopyRow, NamedActor, PageRow, Passage, StoryRow

__all__ = [
    "ActorRow",
    "Brief",
    "ClaimRow",
    "EntityRow",
    "EventRow",
    "PageContent",
    "QuoteRow",
    "RoleFiller",
    "Shown",
    "StanceChange",
    "StanceRow",
    "ThreatRow",
    "TimeRow",
    "VariantRow",
    "Why",
]


@dataclass(frozen=True, slots=True)
class VariantRow:
    """The same utterance in other words on another page, and how sure that is (0 to 1)."""

    id: str
    content: tuple[str, ...]
    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quotation with its speakers as actors of the dossier.

    `uttered` is EDTF, the time of speech if the page tells it, else null; `relays` pass it on. `variants`
    are looked for where one quotation is shown; `decided` is what a reader did to it (`confirm`, `edit`).
    """

    id: str
    speakers: tuple[NamedActor, ...]
    relays: tuple[NamedActor, ...]
    act: Act
    mode: Mode
    cue: str | None
    content: tuple[str, ...]
    uttered: str | None
    confidence: float
    passage: Passage
    variants: tuple[VariantRow, ...] = ()
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One actor's stance on a claim, with who tells it and where it stands.

    `through` is set where the word is another's and counts for this actor, since that one acts for it: then
    `id` is the other's stance.
    """

    id: str
    actor: NamedActor
    value: StanceValue
    uttered: str | None
    reported_by: NamedActor | None
    generic: bool
    passages: tuple[Passage, ...]
    through: NamedActor | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, its actors by role, and who stands where on it.

    `stances` count the word of a body also for the state it acts for; `sources` is the number of pages that
    report it, `independent` that number once copies of one text count as one, null where copies were not
    looked for.
    """

    claim: Claim
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    stances: tuple[StanceRow, ...]
    passages: tuple[Passage, ...]
    sources: int
    independent: int | None = None


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """What fills one role of an event report: as worded on the page, and the actor, null for a wording."""

    role: str
    wording: str
    actor: NamedActor | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event report. `edtf` is the time of the event; `reporters` are empty for the page's own voice.

    `decided` is what a reader did to it (`confirm`, `edit`).
    """

    id: str
    kind: str
    status: Status
    factuality: Factuality
    edtf: str | None
    trigger: str
    roles: tuple[RoleFiller, ...]
    reporters: tuple[NamedActor, ...]
    claim: str | None
    background: bool
    confidence: float
    passage: Passage
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time expression where it stands, and the passage that it was resolved against, if there is one.

    `narrowing` is what other pages tell of its day, `evidence` where they do; null and empty where none does.
    """

    time: TimeExpression
    passage: Passage
    anchor: Passage | None
    narrowing: Narrowing | None = None
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityRow:
    """What a page's mentions resolve to, the actor that it is over the dossier, and where it is mentioned."""

    entity: Entity
    actor: NamedActor | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor, those whose word it also is (nearest first), those who speak for it, and its entities.

    `pages` is the number of pages that name it; `entities` are those of the first hundred at most.
    """

    actor: Actor
    acts_for: tuple[NamedActor, ...]
    spoken_for_by: tuple[NamedActor, ...]
    entities: tuple[EntityRow, ...]
    quotations: int
    pages: int = 0


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page with its text and all that it tells, in order of place.

    `copies` are the pages that share text with it; `own` is the part of its running prose that stands in no
    page before it, null where it was not compared with others. `recurring` are the blocks that stand on many
    pages of its site: what they say is in none of the tables.
    """

    row: PageRow
    document: Document
    quotations: tuple[QuoteRow, ...]
    events: tuple[EventRow, ...]
    copies: tuple[CopyRow, ...] = ()
    own: float | None = None
    recurring: tuple[Recurring, ...] = ()


@dataclass(frozen=True, slots=True)
class StanceChange:
    """An actor holds of a claim what it did not hold before: the new stance, and those on earlier pages."""

    claim: ClaimRow
    stance: StanceRow
    before: tuple[StanceRow, ...]


@dataclass(frozen=True, slots=True)
class ThreatRow:
    """A threat that no page tells as carried out, and the passages that tell its condition, if any do."""

    claim: ClaimRow
    stance: StanceRow
    conditions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What is new on some pages: claims, denials (each with its claim), changed stances, open threats.

    `pages` is the number of pages, `since` the day asked for, null where those since the last brief, or all,
    were.
    """

    since: str | None
    pages: int
    claims: tuple[ClaimRow, ...]
    denials: tuple[StanceChange, ...]
    changes: tuple[StanceChange, ...]
    threats: tuple[ThreatRow, ...]


Shown = (
    PageContent
    | QuoteRow
    | EventRow
    | TimeRow
    | EntityRow
    | ActorRow
    | ClaimRow
    | StanceRow
    | StoryRow
    | Rejected
)
"""What `Dossier.show` may answer."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item is held: the rule or reason, its score (a probability, null where none), the evidence.

    `what` is the kind of the item (`quotation`, `membership`, ...); `reasons` are words for a person.
    """

    id: str
    what: str
    rule: str
    score: float | None
    reasons: tuple[str, ...]
    evidence: tuple[Passage, ...]
