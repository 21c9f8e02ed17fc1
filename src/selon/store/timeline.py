"""The chronology: what is dated, by the time of the event, of the words about it, or of the pages."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from selon.records import By, Edtf, InvalidDate, NamedActor, Passage, StanceValue, TimelineRow, edtf_key
from selon.store.connection import AMONG, listed
from selon.store.narrowed import narrowed_events
from selon.store.passages import Passages
from selon.store.reports import Report, find_reports
from selon.store.rows import During, Voices

__all__ = ["timeline_rows"]

_GROUPS = (
    "SELECT event.id, coalesce(claim_report.claim, event.id), coalesce(claim.edtf, event.edtf), {date}"
    " FROM shown_event AS event JOIN page ON page.id = event.page"
    " LEFT JOIN claim_report ON claim_report.event = event.id"
    " LEFT JOIN claim ON claim.id = claim_report.claim"
    "{more} WHERE {wanted} ORDER BY page.seq, event.seq"
)
# What is dated by its own time: claims, claims of which only a report is dated, reports without a claim.
_DATED = (
    "SELECT id, edtf FROM shown_claim AS claim WHERE edtf IS NOT NULL AND {claim}"
    " UNION ALL SELECT id, edtf FROM (SELECT claim.id, event.edtf, min(page.seq) FROM shown_claim AS claim"
    " JOIN claim_report ON claim_report.claim = claim.id"
    " JOIN shown_event AS event ON event.id = claim_report.event"
    " JOIN page ON page.id = event.page WHERE claim.edtf IS NULL AND event.edtf IS NOT NULL AND {claim}"
    " GROUP BY claim.id)"
    " UNION ALL SELECT event.id, event.edtf FROM shown_event AS event"
    " LEFT JOIN claim_report ON event = event.id"
    " WHERE event.edtf IS NOT NULL AND claim IS NULL AND {event}"
)
# A report's date by the other ways of ordering; one with several sources has several lines by speech.
_BY: Mapping[By, tuple[str, str]] = {
    "speech": (
        "coalesce(narrowed.edtf, quotation.uttered)",
        " JOIN event_source ON event_source.event = event.id"
        " JOIN quotation ON quotation.id = event_source.quotation"
        " LEFT JOIN narrowed ON narrowed.item = quotation.id",
    ),
    "publication": ("document.published", " JOIN document ON document.page = event.page"),
}
# What actors hold of claims, by the quotations that show it.
_STANCES = (
    "SELECT stance.claim, stance.actor, actor.name, stance.value, claim.kind, claim.edtf, quotation.id,"
    ' quotation.page, quotation.start, quotation."end",'
    " coalesce(narrowed.edtf, quotation.uttered, stance.uttered) AS said, document.published"
    " FROM shown_stance AS stance JOIN shown_claim AS claim ON claim.id = stance.claim"
    " JOIN actor ON actor.id = stance.actor"
    " JOIN stance_evidence ON stance_evidence.stance = stance.id"
    " JOIN shown_quotation AS quotation ON quotation.id = stance_evidence.item"
    " JOIN document ON document.page = quotation.page"
    " LEFT JOIN narrowed ON narrowed.item = quotation.id"
    " WHERE {wanted} ORDER BY stance.seq, stance_evidence.seq"
)


@dataclass(slots=True)
class _Group:
    """The reports of one row, or the evidence of one stance, before they are read."""

    id: str
    dated: str
    happened: str | None
    events: dict[str, None]
    value: StanceValue | None = None
    kind: str = ""
    actors: dict[NamedActor, None] = field(default_factory=dict)
    places: dict[tuple[str, int, int], None] = field(default_factory=dict)

    @property
    def key(self) -> tuple[tuple[int, int, int, str], tuple[int, int, int, str]]:
        """By date; of one date, by the time of the event."""
        return edtf_key(self.dated), edtf_key(self.happened)


def timeline_rows(
    db: sqlite3.Connection,
    during: During,
    *,
    actors: Collection[str] | None = None,
    kind: str | None = None,
    by: By = "event",
    limit: int | None = None,
    pages: Collection[str] | None = None,
) -> list[TimelineRow]:
    """What is dated, in order of that date, at most the first `limit`; reports of one claim are one row.

    A day is as other pages narrow it, where they do.

    `by` is the time of the event, or that of the words about it, or of the pages: then there is a row for
    each time at which a claim is told, and one for each stance taken then. `actors` are those who take part
    in an event, or tell of it, or take a stance on it. With `pages`, only what these tell.
    """
    groups = _event_groups(db, kind, actors) if by == "event" else _word_groups(db, kind, by, actors)
    dates = {text: _is_date(text) and during.holds(text) for text in {group.dated for group in groups}}
    dated = sorted((group for group in groups if dates[group.dated]), key=lambda group: group.key)
    if pages is not None:
        _fill(db, dated if by == "event" else ())
        dated = _told_by(db, dated, pages)
    shown = dated[:limit]
    if by == "event" and pages is None:
        _fill(db, shown)
    return _rows(db, shown)


def _told_by(db: sqlite3.Connection, groups: Iterable[_Group], pages: Collection[str]) -> list[_Group]:
    """The groups with only those reports and places that are on these pages; what is left empty falls."""
    query = f"SELECT id FROM event WHERE page IN {AMONG}"
    here = {row[0] for row in db.execute(query, (listed(pages),))}
    found = []
    for group in groups:
        group.events = {event: None for event in group.events if event in here}
        group.places = {place: None for place in group.places if place[0] in pages}
        if group.events or group.places:
            found.append(group)
    return found


def _event_groups(db: sqlite3.Connection, kind: str | None, actors: Collection[str] | None) -> list[_Group]:
    """What is dated by its own time; its reports are looked for when it is known what is shown."""
    (claim, values), (event, _) = _wanted("claim.kind", kind), _wanted("event.kind", kind)
    taking_part = None if actors is None else _groups_of(db, _events_of(db, actors))
    dated = dict(db.execute(_DATED.format(claim=claim, event=event), values * 3).fetchall())
    dated |= narrowed_events(db, kind)
    return [
        _Group(name, edtf, edtf, {})
        for name, edtf in dated.items()
        if taking_part is None or name in taking_part
    ]


def _fill(db: sqlite3.Connection, groups: Sequence[_Group]) -> None:
    """Put the reports of each claim into its group; a report that has none is its own."""
    events: dict[str, list[str]] = {}
    query = f"SELECT claim, event FROM claim_report WHERE claim IN {AMONG} ORDER BY claim, seq"
    for claim, event in db.execute(query, (listed(group.id for group in groups),)):
        events.setdefault(claim, []).append(event)
    for group in groups:
        group.events = dict.fromkeys(events.get(group.id, [group.id]))


def _word_groups(
    db: sqlite3.Connection, kind: str | None, by: By, actors: Collection[str] | None
) -> list[_Group]:
    """The stances, each with the reports behind it, and the reports that no stance shows."""
    stances = _stance_groups(db, kind, by, actors)
    behind: dict[str, list[str]] = {}
    for event, quotation in db.execute("SELECT event, quotation FROM event_source"):
        behind.setdefault(quotation, []).append(event)
    shown = set[str]()
    for group, items in stances:
        group.events = {event: None for item in items for event in behind.get(item, ())}
        shown.update(group.events)
    return [*(group for group, _ in stances), *_report_groups(db, kind, by, actors, shown)]


def _report_groups(
    db: sqlite3.Connection,
    kind: str | None,
    by: By,
    actors: Collection[str] | None,
    shown: Collection[str],
) -> list[_Group]:
    """The reports by claim and by date of the words or pages; not those `shown` already."""
    date, more = _BY[by]
    days = narrowed_events(db)
    taking_part = None if actors is None else _events_of(db, actors)
    groups: dict[tuple[str, str], _Group] = {}
    wanted, values = _wanted("event.kind", kind)
    wanted += f" AND {date} IS NOT NULL"
    for event, name, happened, dated in db.execute(
        _GROUPS.format(date=date, more=more, wanted=wanted), values
    ):
        if event not in shown:
            made = _Group(name, dated, days.get(name, happened), {})
            group = groups.setdefault((name, dated), made)
            group.events[event] = None
    return [
        group for group in groups.values() if taking_part is None or not taking_part.isdisjoint(group.events)
    ]


def _stance_groups(
    db: sqlite3.Connection, kind: str | None, by: By, actors: Collection[str] | None
) -> list[tuple[_Group, list[str]]]:
    """The stances by claim, value and date, each with the quotations that show them."""
    mine, days = None if actors is None else _claims_of(db, actors), narrowed_events(db)
    groups: dict[tuple[str, str, str], tuple[_Group, list[str]]] = {}
    wanted, values = _wanted("claim.kind", kind)
    wanted += f" AND {'said' if by == 'speech' else 'published'} IS NOT NULL"
    for row in db.execute(_STANCES.format(wanted=wanted), values):
        dated = row["said"] if by == "speech" else row["published"]
        if not (mine is None or row["claim"] in mine or row["actor"] in (actors or ())):
            continue
        happened = days.get(row["claim"], row["edtf"])
        made = _Group(row["claim"], dated, happened, {}, row["value"], row["kind"])
        group, items = groups.setdefault((row["claim"], row["value"], dated), (made, []))
        group.actors[NamedActor(row["actor"], row["name"])] = None
        group.places[row["page"], row["start"], row["end"]] = None
        items.append(row["id"])
    return list(groups.values())


def _rows(db: sqlite3.Connection, groups: Sequence[_Group]) -> list[TimelineRow]:
    reports = {report.id: report for report in find_reports(db, (e for g in groups for e in g.events))}
    passages = Passages(
        db,
        [
            *(report.page for report in reports.values()),
            *(page for group in groups for page, _, _ in group.places),
        ],
    )
    voices = Voices(db, (source for report in reports.values() for source in report.sources))
    return [
        _told(group, told, passages) if group.value else _reported(group, told, passages, voices)
        for group in groups
        for told in [[reports[event] for event in group.events if event in reports]]
    ]


def _reported(group: _Group, reports: Sequence[Report], passages: Passages, voices: Voices) -> TimelineRow:
    # The row speaks through its best report: dated, told as the page's news, neither doubted nor denied.
    first = min(reports, key=lambda it: (it.edtf is None, it.status != "asserted", it.background))
    found = [passages.at(it.page, *it.span) for it in (first, *(it for it in reports if it is not first))]
    return TimelineRow(
        id=group.id,
        edtf=group.dated,
        kind=first.kind,
        status=first.status,
        factuality=first.factuality,
        label=_sentence(found[0]),
        reporters=voices.speakers(source for report in reports for source in report.sources),
        claim=first.claim,
        passages=tuple(dict.fromkeys(found)),
        happened=group.happened,
    )


def _told(group: _Group, reports: Sequence[Report], passages: Passages) -> TimelineRow:
    found = [passages.at(*place) for place in group.places]
    first = reports[0] if reports else None
    denied = group.value == "denies"  # a denial need not report the event that it denies
    return TimelineRow(
        id=group.id,
        edtf=group.dated,
        kind=group.kind,
        status=first.status if first else "denied" if denied else "alleged",
        factuality=first.factuality if first else "CT-" if denied else "Uu",
        label=_sentence(found[0]),
        reporters=tuple(group.actors),
        claim=group.id,
        passages=tuple(found),
        happened=group.happened,
        stance=group.value,
    )


def _wanted(column: str, kind: str | None) -> tuple[str, list[str]]:
    """The condition on a kind; none at all where every kind is wanted, so that an index can serve."""
    return ("1", []) if kind is None else (f"{column} = ?", [kind])


def _events_of(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    query = (
        f"WITH member AS (SELECT entity FROM membership WHERE actor IN {AMONG})"
        " SELECT event FROM event_role WHERE entity IN member"
        " UNION SELECT event FROM event_source JOIN quotation_voice USING (quotation)"
        " WHERE part IN ('speaker', 'on_behalf_of') AND entity IN member"
    )
    return {row[0] for row in db.execute(query, (listed(sorted(actors)),))}


def _groups_of(db: sqlite3.Connection, events: Collection[str]) -> set[str]:
    """The claims of these reports; a report that has none itself."""
    query = f"SELECT claim, event FROM claim_report WHERE event IN {AMONG}"
    claims = {event: claim for claim, event in db.execute(query, (listed(events),))}
    return {claims.get(event, event) for event in events}


def _claims_of(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    query = f"SELECT claim FROM claim_role WHERE filler IN {AMONG}"
    return {row[0] for row in db.execute(query, (listed(sorted(actors)),))}


def _sentence(passage: Passage) -> str:
    return (passage.prefix + passage.exact + passage.suffix).strip()


def _is_date(edtf: str) -> bool:
    try:
        Edtf.parse(edtf)
    except InvalidDate:
        return False
    return True
