"""Pages: as they come in, as they are read, and as they are turned away."""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Block",
    "BlockKind",
    "DateEvidence",
    "Document",
    "Published",
    "RawPage",
    "Rejected",
    "Span",
    "Told",
]

Span = tuple[int, int]
"""A half-open range `(start, end)` of Unicode code points in the text of one document."""

BlockKind = Literal[
    "title", "header", "byline", "dateline", "lead", "body", "caption", "quote", "related", "boilerplate"
]
"""What a block is on its page. Only `title`, `lead`, `body`, `quote`, `caption` are read for content;
`dateline`, `header` and `byline` tell dates, places and authors; the rest is kept and passed over."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands about an item beside its text, as worded there: in a row, a feed, a header.

    `basis` is where it stands: `column`, `feed`, `mail-header`, `europresse`, `typed` (by the reader).
    `published` is a date in any wording; `extract` reads it. `text_key` is, for an item that
    is a JSON object, the key of its text.
    """

    basis: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    text_key: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of one item as they came in, with all that the outside told about them.

    `source` is the path as the user gave it (or `export.html#3` for an item inside a file, `-` for
    standard input); `url` and `retrieved` (EDTF) are known for fetched or archived pages only; `told` is
    what a row, feed, mail header or export says of the item.
    """

    source: str
    data: bytes
    media_type: str | None = None
    url: str | None = None
    retrieved: str | None = None
    charset: str | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that cannot be used: a value, never an exception.

    `reason` is a machine key (`not-text`, `empty`, `cookie-wall`, `paywall-stub`, `error-page`,
    `unsupported-language`, `too-large`; of files: `unreadable`, `broken`, `encrypted`, `unsafe`,
    `unknown-columns`, `unknown-format`, `needs-extra`; of ours:
    `engine-fault`); `detail` says the rest for a person.
    """

    id: str
    source: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document's text of one kind; blocks do not overlap and stand in order.

    `xpath` is the place in the HTML tree, `page` the page of a PDF; both null for plain text.
    """

    start: int
    end: int
    kind: BlockKind
    xpath: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One thing that the page says of its own date: an EDTF value, where it stands, how it was known.

    `anchor` is null when the evidence lies in markup (JSON-LD, meta) rather than in the text.
    """

    edtf: str
    basis: str
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When the page was published, as precisely as it says itself and no further.

    `edtf` is null when the page does not tell (then `basis` is `unknown`). `zone` is an offset such as
    `+01:00` or an IANA name, null when not told. `basis`: `visible`, `header`, `dateline`, `json-ld`,
    `meta`, `time-element`, `url`, or the basis of what was `Told`. `others` keeps the evidence that
    was not chosen.
    """

    edtf: str | None = None
    zone: str | None = None
    basis: str = "unknown"
    anchor: Span | None = None
    others: tuple[DateEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page that can be read. `text` is never altered: `text[start:end]` holds for every anchor.

    `id` is `sha256:` and the digest of the item's bytes; `charset` the one it was decoded with.
    `blocks` cover all visible text in order; `agencies` are wire agencies credited apart from `authors`.
    """

    id: str
    source: str
    url: str | None
    retrieved: str | None
    media_type: str
    charset: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    language: str
    published: Published
    text: str
    blocks: tuple[Block, ...]
