"""Registers and relations as entries of a table."""

import calendar
from collections.abc import Iterable, Sequence

from selon.cli.render import Entry
from selon.cli.words import Words, names
from selon.records import KindRow, Register, RegisterRow, RelationRow

__all__ = ["KINDS", "RELATIONS", "kind_entry", "register_entries", "register_headings", "relation_entry"]

KINDS = ("key", "kind", "events_of", "reports_of", "pages_of", "asserted_of", "denied_of", "date")
"""Headings of the table of kinds, as keys of `words.toml`."""
RELATIONS = (
    "relation",
    "kind",
    "reports_of",
    "pages_of",
    "status",
    "asserted_by",
    "denied_by",
    "date",
    "claim",
)
"""Headings of the table of relations, as keys of `words.toml`."""

_SHOWN = 3  # wordings of one role in one cell; the register as CSV or JSON has all


def kind_entry(row: KindRow, words: Words) -> Entry:
    """A kind of event, by the key that `--kind` takes, and how much there is of it."""
    dates = words.date(_span(row.first, row.last))
    counts = (row.events, row.reports, row.pages, row.asserted, row.denied)
    parts = (
        words.say("events", row.events),
        words.say("count", row.reports),
        words.say("in_pages", row.pages),
        f"{words.say('asserted_of')} {row.asserted}" if row.asserted else "",
        f"{words.say('denied_of')} {row.denied}" if row.denied else "",
    )
    return Entry(
        cells=(row.kind, words.word(row.kind), *map(str, counts), dates),
        lead=row.kind,
        head=" · ".join(filter(None, (words.word(row.kind), dates))),
        body=" · ".join(filter(None, parts)),
    )


def register_headings(register: Register, words: Words) -> tuple[str, ...]:
    """The headings of a register: the roles of its kind among what all registers have."""
    before, after = words.headings("id", "date"), words.headings("status", "asserted_by", "denied_by")
    roles = (words.word(role).upper() for role in register.roles)
    return (*before, *roles, *after, *words.headings("others", "said", "pages_of"))


def register_entries(register: Register, words: Words) -> list[Entry]:
    """The events of a register."""
    return [_register_entry(row, register.roles, words) for row in register.rows]


def _register_entry(row: RegisterRow, roles: Sequence[str], words: Words) -> Entry:
    date, status = words.day(row.edtf), ", ".join(words.word(status) for status in row.statuses)
    asserted = names(row.asserted_by) or (words.say("page_voice") if row.own_voice else "")
    denied, others = names(row.denied_by), _others(row, words)
    said = ", ".join(words.day(edtf) for edtf in row.said) or _published(row, words)
    filled = [_wordings(row.roles.get(role, ()), words) for role in roles]
    told = (
        status,
        f"{words.say('asserted_by')} {asserted}" if asserted else "",
        f"{words.say('denied_by')} {denied}" if denied else "",
        others,
        f"{words.say('said')} {said}" if said else "",
    )
    return Entry(
        cells=(row.id, date, *filled, status, asserted, denied, others, said, str(row.pages)),
        lead=date or words.say("undated"),
        head=" · ".join(
            words.labelled(words.word(role), cell) for role, cell in zip(roles, filled, strict=True) if cell
        ),
        body=" · ".join(filter(None, told)),
        foot=f"{words.say('in_pages', row.pages)} · {row.id}",
    )


def relation_entry(row: RelationRow, words: Words, children: Iterable[Entry] = ()) -> Entry:
    """What is said to pass between two actors; `children` are the claims that say so."""
    arrow = "→" if row.directed else "↔"
    ends, kind = f"{row.source.name} {arrow} {row.target.name}", words.word(row.kind)
    statuses = ", ".join(f"{words.word(status)} {count}" for status, count in row.statuses.items())
    dates, claims = words.date(_span(row.first, row.last)), " ".join(row.claims)
    asserted, denied = names(row.asserted_by), names(row.denied_by)
    counts = f"{words.say('count', row.reports)}, {words.say('in_pages', row.pages)}"
    told = (
        words.labelled(counts, statuses),
        f"{words.say('asserted_by')} {asserted}" if asserted else "",
        f"{words.say('denied_by')} {denied}" if denied else "",
    )
    return Entry(
        cells=(ends, kind, str(row.reports), str(row.pages), statuses, asserted, denied, dates, claims),
        lead=kind,
        head=" · ".join(filter(None, (ends, dates))),
        body=" · ".join(filter(None, told)),
        foot=claims,
        children=tuple(children),
    )


def _others(row: RegisterRow, words: Words) -> str:
    return "; ".join(words.labelled(words.word(value), names(actors)) for value, actors in row.others.items())


def _published(row: RegisterRow, words: Words) -> str:
    """In brackets, the first page's date: no page tells when the words were said."""
    dates = sorted({passage.published for passage in row.passages if passage.published})
    return f"[{words.day(dates[0])}]" if dates else ""


def _wordings(values: Sequence[str], words: Words) -> str:
    more = len(values) - _SHOWN
    return "; ".join(values[:_SHOWN]) + (f" +{more}" if more > 0 else "")


def _span(first: str | None, last: str | None) -> str | None:
    """The EDTF value of two days that bound something; whole months or years where they are its ends."""
    if first is None or last is None or first == last:
        return first or last
    if first.endswith("-01-01") and last.endswith("-12-31"):
        first, last = first[:4], last[:4]
    elif first.endswith("-01") and last == _month_end(last):
        first, last = first[:7], last[:7]
    return first if first == last else f"{first}/{last}"


def _month_end(day: str) -> str:
    return f"{day[:7]}-{calendar.monthrange(int(day[:4]), int(day[5:7]))[1]}"
