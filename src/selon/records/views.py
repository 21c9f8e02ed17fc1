"""What a reader is shown: rows joined from the records, each with the passage it stands on."""

from dataclasses import dataclass
from typing import Literal

from selon.records.annotations import Act, Entity, Factuality, Mode, Status, TimeExpression
from selon.records.documents import Document, Rejected, Span
from selon.records.dossier import Actor, Claim, Copy, Decision, Narrowing, Recurring, StanceValue, Tie

__all__ = [
    "ActorRow",
    "AddReport",
    "AddStep",
    "Brief",
    "ChapterRow",
    "ClaimRow",
    "CopyGroup",
    "CopyRow",
    "DecisionRow",
    "DecisionState",
    "EditField",
    "EntityRow",
    "EventRow",
    "NamedActor",
    "NodeRow",
    "Outcome",
    "PageContent",
    "PageRow",
    "Passage",
    "QuoteRow",
    "RoleFiller",
    "SearchRow",
    "Shown",
    "SpeakerRow",
    "StanceChange",
    "StanceRow",
    "StoryRow",
    "ThreatRow",
    "TimeRow",
    "TimelineRow",
    "VariantRow",
    "Why",
]

Outcome = Literal["added", "known", "rejected"]
DecisionState = Literal["applied", "undone", "orphan"]


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor's id and the name that it is shown by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a page, told so that a person can find and cite it.

    `exact` is `text[start:end]`; `prefix` and `suffix` are the text around it, up to the sentence's or
    block's ends (TextQuoteSelector, W3C Web Annotation). `published` is EDTF, `url` where the page came from.
    """

    document: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    span: Span
    exact: str
    prefix: str
    suffix: str
    url: str | None = None


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
class TimelineRow:
    """Something dated: an event as one claim or report tells it.

    `edtf` is the time that orders the chronology: that of the event or, where that was asked for, of the
    words or of the page; `happened` is that of the event, null when not told. `reporters` are the actors who
    say so; empty for the pages' own voice. `label` is one sentence taken verbatim, `passages` all that
    support the row, the label's first. `stance` is what `reporters` hold of the claim, in a chronology of
    words or pages.
    """

    id: str
    edtf: str
    kind: str
    status: Status
    factuality: Factuality
    label: str
    reporters: tuple[NamedActor, ...]
    claim: str | None
    passages: tuple[Passage, ...]
    happened: str | None = None
    stance: StanceValue | None = None


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
class PageRow:
    """A page of the dossier in one line, or the reason why it is not one."""

    id: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    basis: str
    characters: int
    quotations: int
    events: int
    rejected: Rejected | None = None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Another page that shares text with a page; `before` tells whether it came in before that one."""

    page: PageRow
    before: bool
    copy: Copy


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Pages of one text in the order in which they came in, and what ties them.

    `own` is for each page the part of its running prose that stands in no page before it, null where the
    page has none.
    """

    pages: tuple[PageRow, ...]
    copies: tuple[Copy, ...]
    own: tuple[float | None, ...]


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
class SearchRow:
    """A block that holds the words that were looked for; `hits` are their spans in `passage.exact`."""

    passage: Passage
    hits: tuple[Span, ...]


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
class DecisionRow:
    """A decision of the reader's with its id (`d3`), whether it holds, and why not when it is an orphan."""

    id: str
    decision: Decision
    state: DecisionState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class EditField:
    """A field that a reader can edit: its present value in words, and what it can be.

    `choices` are all that it can be, or with `free` only proposals.
    """

    name: str
    value: str
    choices: tuple[str, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """An actor and the number of quotations that it speaks in."""

    actor: NamedActor
    quotations: int


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A time at which something happened, told by what most independent pages say of it.

    `row` is that event, `events` how many there are at this time, `sources` the pages that tell one of them,
    `independent` that number once copies of one text count as one (null where copies were not looked for);
    `chapter` is the title of the chapter of the story in which `row` speaks, null without a story.
    """

    edtf: str
    row: TimelineRow
    events: int
    sources: int
    independent: int | None
    chapter: str | None = None


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


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """An episode of a story: its pages in order of publication, and why each is here (`Tie`).

    `title` is that of its most central page, `edtf` spans the days of publication, null where none is known.
    """

    title: str
    edtf: str | None
    pages: tuple[PageRow, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A developing matter in chapters, in order of time.

    `sources` is the number of its pages, `independent` that number once copies of one text count as one, null
    where copies were not looked for.
    """

    id: str
    title: str
    edtf: str | None
    chapters: tuple[ChapterRow, ...]
    sources: int
    independent: int | None = None


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


@dataclass(frozen=True, slots=True)
class AddStep:
    """One page was dealt with while pages are added: how many so far, of how many (null when not known)."""

    done: int
    total: int | None
    source: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AddReport:
    """What came of adding pages: how many were new, how many known before, which were turned away."""

    added: int
    known: int
    rejected: tuple[Rejected, ...]
