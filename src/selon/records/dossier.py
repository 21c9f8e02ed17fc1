"""What the fold adds over many pages. These records point down to those of the pages, never the reverse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from selon.records.annotations import EntityKind
from selon.records.documents import BlockKind, Span

__all__ = [
    "Actor",
    "ActorRole",
    "Chapter",
    "Claim",
    "Copy",
    "CopyKind",
    "Decision",
    "DossierHeader",
    "Join",
    "Membership",
    "Modality",
    "Narrowing",
    "Recurring",
    "Stance",
    "StanceValue",
    "Story",
    "Tie",
    "Variant",
    "Verb",
]

StanceValue = Literal[
    "asserts",
    "confirms",
    "denies",
    "alleges",
    "believes",
    "deems-likely",
    "deems-possible",
    "fears",
    "concerned",
    "supports",
    "opposes",
    "demands",
    "commits",
    "threatens",
]
Modality = Literal["actual", "prospective", "renounced"]
CopyKind = Literal["exact", "wire", "version", "partial"]
Verb = Literal["confirm", "reject", "edit", "merge", "split", "undo"]


@dataclass(frozen=True, slots=True)
class DossierHeader:
    """What made the dossier: the schema's number, the engine, the parser's model and the language pack."""

    schema: int
    engine: str
    model: str
    pack: str


@dataclass(frozen=True, slots=True)
class ActorRole:
    """A role that an actor is said to hold, at an organisation (actor id), over an EDTF time."""

    role: str
    organisation: str | None = None
    edtf: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or unnamed source over the whole dossier.

    `acts_for` is the actor whose word this one's word also is (the White House for the United States).
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    acts_for: str | None = None
    roles: tuple[ActorRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A page's entity is this actor, with the score and the reason of the merge."""

    entity: str
    actor: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A time expression is known better from other evidence: the overlay that says so (never an edit)."""

    time: str
    edtf: str
    evidence: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Quotations (ids) that are one utterance in different words or translations."""

    quotations: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Join:
    """Why an event report belongs to its claim, with the score of the merge."""

    report: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The proposition that several event reports share (AIDA Interchange Format). It has no truth value.

    `roles` maps a role to actor ids or, for worded roles, to wordings; `time` is EDTF; `reports` are event
    ids; `broader` and `narrower` are claim ids. `modality` keeps apart what is said to be so (`actual`), what
    is threatened, planned, feared or supposed (`prospective`), and what is not to be (`renounced`). `joins`
    tell of each report why it is here.
    """

    id: str
    kind: str
    roles: Mapping[str, tuple[str, ...]]
    time: str | None
    reports: tuple[str, ...]
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    modality: Modality = "actual"
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """An actor's attitude to a claim, with its evidence (quotation or event ids) and its reporter.

    `uttered` is EDTF; `reported_by` the actor who stands between the page and this actor, null when nobody;
    `scope` is `this` for one claim, `generic` for all such (*ont nié les allégations concernant les armes*).
    """

    id: str
    actor: str
    claim: str
    value: StanceValue
    uttered: str | None
    evidence: tuple[str, ...]
    reported_by: str | None = None
    scope: Literal["this", "generic"] = "this"


@dataclass(frozen=True, slots=True)
class Copy:
    """Passages of one document that stand in a later one (pairs of spans: in `of`, in `in_`).

    `containment` is the share of the words of `in_` that stand in `of`. `exact` is the same text, `wire` the
    same text cut, continued or edited, `version` such a text on the same page, `partial` a text with passages
    of the other.
    """

    of: str
    in_: str
    spans: tuple[tuple[Span, Span], ...]
    containment: float
    kind: CopyKind


@dataclass(frozen=True, slots=True)
class Recurring:
    """The block of a document (its number, from 0) that is boilerplate in the light of other pages, and why.

    `pages` of the `of` articles of `site` hold the line, as far as the dossier knows them; `was` is the kind
    that the page alone shows. `site` is a host, or `medium:` and a name.
    """

    document: str
    block: int
    was: BlockKind
    site: str
    pages: int
    of: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a document stands with an earlier one (`to`) in a story: how alike the two are, and in what.

    `score` is from 0 to 1, the nearness of their dates counted in; `terms` are the words that they share, the
    most telling first, `actors` those who take part in events of one kind in both.
    """

    document: str
    to: str
    score: float
    terms: tuple[str, ...]
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a story, one episode: documents (ids) over a time (EDTF), and why they are in it.

    The ties of the chapter's first document lead to another chapter.
    """

    title: str
    edtf: str | None
    documents: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one developing matter, in chapters; titles are those of pages, verbatim."""

    id: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A reader's word on an item; append-only, keyed by the document's hash, the span and the exact text.

    `target` is the item's id: an annotation's holds the hash and the span, `exact` is the text there.
    `before` is the item as it stood; `after` holds the fields that an edit sets. Of a merge or a split,
    `before` and `after` hold `members` (entity ids of an actor, event ids of a claim): those of the target,
    and those it is merged with or that are split off. An `undo` has a decision (`d3`) as its target.
    """

    at: str
    by: str
    verb: Verb
    target: str
    exact: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    engine: str
    confidence: float | None = None
