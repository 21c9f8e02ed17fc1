"""What one page tells: the layers of an `Analysis`, each item anchored to the document's text."""

from dataclasses import dataclass
from typing import Literal

from selon.records.documents import Span

__all__ = [
    "Act",
    "Analysis",
    "AnchorKind",
    "Entity",
    "EntityKind",
    "EventReport",
    "EventRole",
    "Factuality",
    "Mention",
    "MentionKind",
    "Mode",
    "Quotation",
    "Status",
    "TimeExpression",
    "TimeKind",
]

TimeKind = Literal["date", "time", "duration", "set"]
AnchorKind = Literal["publication", "speech", "mention", "event", "none"]
MentionKind = Literal["name", "role", "pronoun", "demonym"]
EntityKind = Literal["person", "organisation", "state", "group", "document", "unnamed"]
Mode = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "assert",
    "deny",
    "accuse",
    "concern",
    "condemn",
    "support",
    "demand",
    "promise",
    "threaten",
    "warn",
    "announce",
    "ask",
    "decline",
    "quote-other",
]
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
Status = Literal["asserted", "denied", "planned", "threatened", "hypothetical", "possible", "alleged"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3-like expression (ISO-TimeML) with an EDTF value (ISO 8601-2).

    `edtf` is null when the page does not decide even a set of candidates; `timex` then keeps the
    unresolved form (`XXXX-WXX-4`). A one-of set `[a,b,c]` has `weights`, probabilities in the same order.
    `anchored_to` says what kind of thing the value was resolved against, `anchor` where that stands
    (null for a publication date that no visible text shows). `narrowed_by` holds the ids of the time
    expressions of the same page whose evidence made the candidates fewer.
    """

    id: str
    start: int
    end: int
    kind: TimeKind
    edtf: str | None
    timex: str | None
    zone: str | None = None
    anchored_to: AnchorKind = "none"
    anchor: Span | None = None
    weights: tuple[float, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, role, pronoun or demonym in the text, and the entity of the page it stands for.

    `role` is the role noun as the page words it (`porte-parole`), `organisation` the id of the entity
    that the role belongs to.
    """

    id: str
    start: int
    end: int
    entity: str
    kind: MentionKind
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What the mentions of one page resolve to. `aliases` are names, never descriptions.

    `country` is ISO 3166-1 alpha-3: of a state itself, of an organisation's or person's state when the page
    or the language pack tells. The kind `unnamed` is a source without a name (*une porte-parole*);
    its `name` is the description.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """An attribution relation: source, cue, content (PARC 3.0, PolNeAR, FRACAS).

    `content` has several spans when the reporting clause cuts it. `cue` and `source` are null for a
    floating quotation. `speakers`, `on_behalf_of` and `via` (relays, nearest first) are entity ids;
    `addressee` is a resolved name; `uttered` the id of a time expression; `nested_in` a quotation id.
    `confidence` is a probability. `flags` tell odd marks (`unbalanced-marks`).
    """

    id: str
    content: tuple[Span, ...]
    mode: Mode
    cue: Span | None
    source: Span | None
    speakers: tuple[str, ...]
    on_behalf_of: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    addressee: str | None = None
    act: Act = "assert"
    uttered: str | None = None
    nested_in: str | None = None
    confidence: float = 0.0
    rule: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRole:
    """One filler of one role: its place, and the mention there (null for worded roles such as `weapon`)."""

    role: str
    anchor: Span
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class EventReport:
    """One wording of one event, relative to whoever vouches for it.

    `kind` and roles come from the language pack. `time` is a time id or an EDTF string, the time of the
    event (not of the speech). `according_to` holds quotation ids, empty for the page's own voice.
    `factuality` as in FactBank. `condition` has the spans of a threat's or promise's condition.
    """

    id: str
    kind: str
    trigger: Span
    evidence: tuple[Span, ...]
    roles: tuple[EventRole, ...]
    time: str | None
    factuality: Factuality
    status: Status
    according_to: tuple[str, ...] = ()
    condition: tuple[Span, ...] = ()
    background: bool = False
    confidence: float = 0.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one document tells, as the pure map finds it. `document` is the document's id.

    `sentences` are the spans that the later layers (labels, contexts) cut the text by.
    """

    document: str
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[EventReport, ...] = ()
