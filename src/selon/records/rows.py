"""Rows of tables: pages, copies, stories, the chronology, decisions; and what comes of adding pages."""

from dataclasses import dataclass
from typing import Literal

from selon.records.annotations import Factuality, Status
from selon.records.documents import Rejected, Span
from selon.records.dossier import Copy, Decision, StanceValue, Tie

__all__ = [
    "AddReport",
    "AddStep",
    "ChapterRow",
    "CopyGroup",
    "CopyRow",
    "DecisionRow",
    "DecisionState",
    "EditField",
    "NamedActor",
    "NodeRow",
    "Outcome",
    "PageRow",
    "Passage",
    "SearchRow",
    "SpeakerRow",
    "StoryRow",
    "TimelineRow",
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
class SearchRow:
    """A block that holds the words that were looked for; `hits` are their spans in `passage.exact`."""

    passage: Passage
    hits: tuple[Span, ...]


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
