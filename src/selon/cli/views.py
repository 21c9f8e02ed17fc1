"""Rows of the dossier as entries of a table: one function a kind of row, and the headings of each table."""

from collections.abc import Sequence
from typing import get_args

from selon.cli.decision_views import decided_in_words
from selon.cli.render import Entry
from selon.cli.words import Words, names, place, quoted
from selon.records import (
    By,
    ClaimRow,
    NamedActor,
    PageRow,
    Passage,
    QuoteRow,
    Rejected,
    SearchRow,
    StanceRow,
    StanceValue,
    TimelineRow,
)

__all__ = [
    "CLAIMS",
    "PAGES",
    "PASSAGES",
    "QUOTES",
    "TIMELINE",
    "TOLD",
    "claim_entry",
    "kind_in_words",
    "page_entry",
    "passage_entries",
    "quote_entry",
    "rejected_entry",
    "search_entry",
    "stance_entry",
    "timeline_entry",
    "with_states",
]

TIMELINE = ("date", "kind", "according_to", "page", "id", "passage")
"""Headings of a table of timeline, as keys of `words.toml`."""
TOLD = ("date", "kind", "according_to", "happened", "page", "id", "passage")
"""Headings of a chronology of words or of pages, as keys of `words.toml`."""
QUOTES = ("date", "speaker", "act", "page", "id", "passage")
"""Headings of a table of quotations, as keys of `words.toml`."""
CLAIMS = ("id", "kind", "date", "sources_of", "positions", "claim")
"""Headings of a table of claims, as keys of `words.toml`."""
PAGES = ("published", "publisher", "quotations_of", "events_of", "page", "id", "title")
"""Headings of a table of pages, as keys of `words.toml`."""
PASSAGES = ("date", "page", "passage")
"""Headings of a table of passages, as keys of `words.toml`."""

_STANCES: tuple[StanceValue, ...] = get_args(StanceValue)


def timeline_entry(row: TimelineRow, words: Words, by: By = "event") -> Entry:
    """What happened when, as which page has it, according to whom; or who said so when, of what."""
    kind = words.word(row.kind) if row.stance else kind_in_words(row.kind, row.status, words)
    voices = names(row.reporters, words.say("page_voice"))
    voices += f" {words.word(row.stance)}" if row.stance else ""
    date, passage, happened = words.day(row.edtf), row.passages[0], words.day(row.happened)
    told = () if by == "event" else (happened,)
    when = f" ({happened})" if happened and told else ""
    return Entry(
        cells=(date, kind, voices, *told, place(passage), row.id, row.label),
        lead=date,
        head=f"{kind}{when} · {voices}",
        body=row.label,
        foot=f"{_cite_all(row.passages, words)} · {row.id}",
    )


def quote_entry(row: QuoteRow, words: Words) -> Entry:
    """Who says what, when, relayed by whom. Without a time of speech the page's date stands in brackets."""
    date = words.day(row.uttered) or _bracketed(words.day(row.passage.published))
    speakers = names(row.speakers, words.say("nobody"))
    via = f" ({words.say('via')} {names(row.relays)})" if row.relays else ""
    act = words.word(row.act) + decided_in_words(row.decided, words)
    return Entry(
        cells=(date, speakers + via, act, place(row.passage), row.id, quoted(row.content, words.language)),
        lead=date,
        head=f"{speakers}{via} · {act}",
        body=quoted(row.content, words.language),
        foot=f"{words.cite(row.passage)} · {row.id}",
    )


def claim_entry(row: ClaimRow, words: Words) -> Entry:
    """A claim and, below it, who stands where on it."""
    claim = row.claim
    text = words.claim(claim, row.roles)
    kind, date, positions = words.word(claim.kind), words.date(claim.time), _positions(row, words)
    return Entry(
        cells=(claim.id, kind, date, _sources(row, words, bare=True), positions, text),
        lead=claim.id,
        head=text,
        foot=" · ".join(filter(None, (kind, date, positions, _sources(row, words)))),
        children=tuple(
            stance_entry(stance, words, states)
            for stance, states in sorted(with_states(row.stances), key=lambda told: _rank(told[0]))
        )
        or tuple(_own_voice(passage, words) for passage in row.passages[:1]),
    )


def _positions(row: ClaimRow, words: Words) -> str:
    """The stances on a claim in words, each with the number of those who take it: *affirme 2, dément 1*.

    A body's word counts once, not also for its state.
    """
    takers: dict[StanceValue, set[str]] = {}
    for stance in row.stances:
        if stance.through is None:
            takers.setdefault(stance.value, set()).add(stance.actor.id)
    return ", ".join(f"{words.word(value)} {len(takers[value])}" for value in _STANCES if value in takers)


def _sources(row: ClaimRow, words: Words, *, bare: bool = False) -> str:
    """How many pages report a claim, and how many of them are independent where that is known."""
    if bare:
        fewer = row.independent is not None and row.independent < row.sources
        return f"{row.sources} / {row.independent}" if fewer else str(row.sources)
    known = row.independent if row.sources > 1 else None
    independent = "" if known is None else words.say("independent", known)
    return ", ".join(filter(None, (words.say("sources", row.sources), independent)))


def with_states(stances: Sequence[StanceRow]) -> list[tuple[StanceRow, tuple[NamedActor, ...]]]:
    """The stances as pages tell them, each with the states for which the word of its actor counts too."""
    return [
        (stance, tuple(it.actor for it in stances if it.through == stance.actor and it.value == stance.value))
        for stance in stances
        if stance.through is None
    ]


def stance_entry(row: StanceRow, words: Words, states: Sequence[NamedActor] = ()) -> Entry:
    """One actor's stance, with the passages that it stands on; `states` are those it speaks for."""
    value, date = words.word(row.value), words.day(row.uttered)
    told = f"{words.say('according_to')} {row.reported_by.name}" if row.reported_by else ""
    scope = words.say("claims_all") if row.generic else ""
    actor = f"{row.actor.name} ({names(states)})" if states else row.actor.name
    head = ", ".join(filter(None, (actor, date, told, scope)))
    first = row.passages[0] if row.passages else None
    more = f" +{len(row.passages) - 1}" if len(row.passages) > 1 else ""
    exact = quoted((first.exact,), words.language) if first else ""
    return Entry(
        cells=(value, head, place(first) + more if first else "", exact),
        lead=value,
        head=head,
        body=exact,
        foot=_cite_all(row.passages, words),
    )


def _rank(row: StanceRow) -> int:
    return _STANCES.index(row.value)


def _own_voice(passage: Passage, words: Words) -> Entry:
    """The page that tells something in its own name, where no actor takes a stance."""
    exact = quoted((passage.exact,), words.language)
    return Entry(
        cells=("", words.say("page_voice"), place(passage), exact),
        head=words.say("page_voice"),
        body=exact,
        foot=words.cite(passage),
    )


def page_entry(row: PageRow, words: Words) -> Entry:
    """A page in one line, or why it was turned away."""
    if row.rejected:
        return rejected_entry(row.rejected, words)
    date = words.date(row.published) or words.say("undated")
    counts = (words.say("quotations", row.quotations), words.say("events", row.events))
    return Entry(
        cells=(
            date,
            row.publisher or "",
            str(row.quotations),
            str(row.events),
            row.source,
            _short(row.id),
            row.title or "",
        ),
        lead=date,
        head=row.title or row.source,
        body=" · ".join(filter(None, (row.publisher, *counts))),
        foot=f"{row.source} · {_short(row.id)}",
    )


def rejected_entry(page: Rejected, words: Words) -> Entry:
    """A page that was turned away, with the reason."""
    reason = words.labelled(words.say("rejected"), words.word(page.reason))
    detail = f" ({page.detail})" if page.detail else ""
    return Entry(
        cells=("", "", "", "", page.source, _short(page.id), reason + detail),
        head=reason,
        body=page.detail,
        foot=f"{page.source} · {_short(page.id)}",
    )


def search_entry(row: SearchRow, words: Words) -> Entry:
    """A passage that holds what was looked for, the words set off."""
    date = words.day(row.passage.published)
    return Entry(
        cells=(date, place(row.passage), row.passage.exact),
        lead=date,
        head=row.passage.title or "",
        body=row.passage.exact,
        foot=words.cite(row.passage),
        marks=row.hits,
    )


def passage_entries(passages: Sequence[Passage], words: Words) -> tuple[Entry, ...]:
    """Passages in their context, themselves set off; those that share a context are shown once."""
    shared: dict[tuple[str, int, str], list[Passage]] = {}
    for passage in passages:
        begin = passage.span[0] - len(passage.prefix)
        around = f"{passage.prefix}{passage.exact}{passage.suffix}"
        shared.setdefault((passage.document, begin, around), []).append(passage)
    return tuple(
        Entry(
            cells=(words.day(group[0].published), place(group[0]), around),
            lead=words.day(group[0].published),
            body=around,
            foot=words.cite(group[0]),
            marks=tuple((passage.span[0] - begin, passage.span[1] - begin) for passage in group),
        )
        for (_, begin, around), group in shared.items()
    )


def kind_in_words(kind: str, status: str, words: Words) -> str:
    """The kind of an event; what is not simply asserted is told as what it is."""
    return words.word(kind) if status == "asserted" else f"{words.word(kind)} ({words.word(status)})"


def _cite_all(passages: Sequence[Passage], words: Words) -> str:
    return "\n".join(words.cite(passage) for passage in passages)


def _bracketed(text: str) -> str:
    return f"[{text}]" if text else ""


def _short(document: str) -> str:
    return document.removeprefix("sha256:")[:12]
