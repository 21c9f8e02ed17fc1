"""What a reader is shown: rows joined from the records, each with the passage it stands on."""

from dataclasses import dataclass

from selon.records.annotations import Act, Factuality, Mode, Status
from selon.records.documents import Rejected, Span
from selon.records.dossier import Claim, StanceValue

__all__ = ["ClaimRow", "NamedActor", "PageRow", "Passage", "QuoteRow", "StanceRow", "TimelineRow"]


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor's id and the name that it is shown by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a page, told so that a person can find and cite it.

    `exact` is `text[start:end]`; `prefix` and `suffix` are the text around it, up to the sentence's or
    block's ends (TextQuoteSelector, W3C Web Annotation). `published` is EDTF.
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


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quotation with its speakers as actors of the dossier.

    `uttered` is EDTF, the time of speech if the page tells it, else null; `relays` pass it on.
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


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Something dated: an event as one claim or report tells it.

    `edtf` is the time of the event. `reporters` are the actors who say so; empty for the pages' own voice.
    `label` is one sentence taken verbatim, `passages` all that support the row, the label's first.
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


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One actor's stance on a claim, with who tells it and where it stands."""

    id: str
    actor: NamedActor
    value: StanceValue
    uttered: str | None
    reported_by: NamedActor | None
    generic: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, its actors by role, and who stands where on it.

    `stances` count the word of a body also for the state it acts for; `sources` is the number of
    independent pages behind the claim once copies are counted as one.
    """

    claim: Claim
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    stances: tuple[StanceRow, ...]
    passages: tuple[Passage, ...]
    sources: int


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
