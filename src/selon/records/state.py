"""What the fold reads and what it gives back: the store offers the one, and saves the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from selon.records.annotations import Analysis
from selon.records.documents import Document, Span
from selon.records.dossier import Actor, Claim, Copy, Membership, Narrowing, Stance, Tie, Variant

__all__ = [
    "Body",
    "Changes",
    "Found",
    "Group",
    "LinkState",
    "PageRead",
    "Placement",
    "Trace",
    "TraceRow",
    "Utterance",
]

Group = tuple[str, tuple[str, ...]]
"""An actor, claim or story (id) and its members: entities, event reports, documents."""

Found = bytes
"""The documents that are found under a key: the number of the trace of each, and the weight of the key in it.

Both of four bytes, little-endian; in the order in which they came in.
"""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and all that the map found in it."""

    document: Document
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Body:
    """A document as other documents are compared with it.

    `spans` are the stretches of its running prose, in code points of `text`.
    """

    document: str
    text: str
    spans: tuple[Span, ...]
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation as other quotations are compared with it.

    `actors` are those who speak, `content` is what they say, word for word; `first` and `last` bound the days
    on which it may have been said (`YYYY-MM-DD`), null where the page does not tell.
    """

    quotation: str
    document: str
    actors: tuple[str, ...]
    content: tuple[Span, ...]
    words: str
    first: str | None = None
    last: str | None = None


class Trace(NamedTuple):
    """A document as later ones are compared with it to tell whether both are of one story.

    `number` is how many documents had come in with it. `terms` are its most telling terms, the most telling
    first, each as a number that stands for it, with their weights in thousandths (their squares sum to a
    million), packed (`selon.link.packed`). `doings` are who takes part in what kind of event
    (`kim jong un|visit`), a line each. `first` and `last` bound the days of publication (counted from
    the first of January of the year 1, which is 1), null where the page does not tell. `story` and `chapter`
    are where it was put.
    """

    document: str
    number: int
    terms: bytes
    doings: str
    first: int | None
    last: int | None
    story: str = ""
    chapter: str = ""


TraceRow = tuple[str, int, bytes, str, int | None, int | None, str, str]
"""A trace without its names: very many are read."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The story of a document and the chapter in it, which bears the id of its first document; and why."""

    document: str
    story: str
    chapter: str
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a fold over some pages adds or replaces; records with an id that exists replace it.

    `actor_keys` are pairs of a name key and an actor's id, to be added to those that the actor has;
    `claim_keys` the same of a claim. `bodies` are the documents that were compared with others, `prints`
    the fingerprints under which each of them is found from now on; `dropped` are pairs of
    documents, as in `Copy`, that are no copies any more. `traces` and `placements` are the documents that
    were put into stories, `terms` by how much the count of each term has grown, `found` the documents that
    are found under a key from now on, instead of those before.
    """

    actors: tuple[Actor, ...] = ()
    actor_keys: tuple[tuple[str, str], ...] = ()
    memberships: tuple[Membership, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    variants: tuple[Variant, ...] = ()
    claims: tuple[Claim, ...] = ()
    claim_keys: tuple[tuple[str, str], ...] = ()
    stances: tuple[Stance, ...] = ()
    copies: tuple[Copy, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    bodies: tuple[Body, ...] = ()
    prints: tuple[tuple[str, tuple[int, ...]], ...] = ()
    traces: tuple[Trace, ...] = ()
    placements: tuple[Placement, ...] = ()
    terms: tuple[tuple[int, int], ...] = ()
    found: tuple[tuple[int, Found], ...] = ()


class LinkState(Protocol):
    """The part of a dossier that the fold may look at: lookups by key, never a scan of all pages."""

    def next_number(self, kind: str) -> int:
        """The first number of `a` (actor), `c` (claim) or `s` (story) ids that was never given out."""
        ...

    def actors(self, ids: Collection[str]) -> Sequence[Actor]:
        """The actors of these ids."""
        ...

    def actors_named(self, keys: Collection[str]) -> Sequence[Actor]:
        """The actors one of whose keys is among these, in the order of their ids."""
        ...

    def countries(self, actor: str) -> Mapping[str, int]:
        """The countries that pages give this actor, with the number of entities that say so."""
        ...

    def actors_for(self, actors: Collection[str]) -> Sequence[Actor]:
        """The actors whose `acts_for` is one of these, in the order of ids."""
        ...

    def claims(self, ids: Collection[str]) -> Sequence[Claim]:
        """The claims of these ids."""
        ...

    def claims_like(self, kind: str, actors: Collection[str]) -> Sequence[Claim]:
        """The claims of this event kind that have one of these actors in a role, in the order of ids."""
        ...

    def claims_keyed(self, keys: Collection[str]) -> Sequence[Claim]:
        """The claims that are kept under one of these keys, in the order of ids."""
        ...

    def owners(self, members: Collection[str]) -> Mapping[str, str]:
        """The actor of each of these entities and the claim of each of these event reports that has one."""
        ...

    def stances_on(self, claims: Collection[str], actor: str | None = None) -> Sequence[Stance]:
        """The stances on these claims, or only those of one actor."""
        ...

    def holders(self, prints: Collection[int]) -> Mapping[int, Sequence[int]]:
        """The documents found under each of these fingerprints, by numbers that grow as documents come in."""
        ...

    def named(self, numbers: Collection[int]) -> Mapping[int, str]:
        """The documents that `holders` gives these numbers."""
        ...

    def bodies(self, documents: Collection[str]) -> Sequence[Body]:
        """Those of these documents that were compared with others, in the order in which they came in."""
        ...

    def copies_in(self, documents: Collection[str]) -> Sequence[Copy]:
        """What stands in these documents of others that came in before them."""
        ...

    def utterances_by(
        self, actors: Collection[str], since: str, until: str, limit: int
    ) -> Sequence[Utterance]:
        """The last `limit` quotations of these actors that came in and may fall from one day to another.

        Days are `YYYY-MM-DD`; what is not known to a month is not among them.
        """
        ...

    def utterances_in(self, documents: Collection[str]) -> Sequence[Utterance]:
        """All quotations of these documents."""
        ...

    def pages_with(self, events: Collection[str]) -> Sequence[PageRead]:
        """The pages, as decided, on which these event reports stand, in the order in which they came in."""
        ...

    def term_counts(self, terms: Collection[int]) -> Mapping[int, int]:
        """The count of each of these terms that has one; that of all documents, under 0."""
        ...

    def found_under(self, keys: Collection[int]) -> Mapping[int, Found]:
        """The documents that were last to be found under each of these keys."""
        ...

    def traces(self, numbers: Collection[int]) -> Sequence[TraceRow]:
        """The traces of these numbers."""
        ...

    def placements(self, documents: Collection[str]) -> Sequence[Placement]:
        """The story and chapter of each of these documents, without ties."""
        ...
