"""Any item of a dossier by its id: what it is, and why it is held."""

import json
import sqlite3
import zlib

from selon.records import (
    Actor,
    ActorRow,
    Claim,
    Entity,
    EntityRow,
    EventReport,
    Membership,
    NamedActor,
    PageContent,
    PageRead,
    Quotation,
    Shown,
    Stance,
    TimeExpression,
    TimeRow,
    UnknownId,
    Why,
    decode,
    parse_annotation_id,
)
from selon.store.claims import ActorNames, acting_for, claim_rows, evidence_passages, stance_rows
from selon.store.folded import resolve_id
from selon.store.pages import read_page
from selon.store.passages import Passages, record_part
from selon.store.reports import event_rows
from selon.store.rows import During, page_rows, quote_rows

__all__ = ["page_id", "show", "why"]

_ALWAYS = During(None, None)
_QUOTED = (
    "SELECT count(DISTINCT quotation) FROM membership JOIN quotation_voice USING (entity)"
    " WHERE actor = ? AND part IN ('speaker', 'on_behalf_of')"
)
_NAMING = (
    "SELECT count(DISTINCT entity.page) FROM membership JOIN entity ON entity.id = membership.entity"
    " WHERE membership.actor = ?"
)
_ENTITIES = (
    "SELECT membership.entity, entity.page, coalesce(document.decided, document.record) AS record"
    " FROM membership JOIN entity ON entity.id = membership.entity JOIN page ON page.id = entity.page"
    " JOIN document ON document.page = entity.page WHERE actor = ? ORDER BY page.seq, entity.seq LIMIT ?"
)
_SHOWN = 100  # names of one actor on pages: a state has thousands


def show(db: sqlite3.Connection, name: str) -> Shown:
    """The item of this id; a page also by the first digits of its hash, with or without `sha256:`.

    Raises UnknownId when nothing, or more than one page, bears it.
    """
    name = resolve_id(db, name)
    if annotation := parse_annotation_id(name):
        return _annotation(db, name, annotation[0], annotation[1])
    for table, shown in (("actor", _actor), ("claim", _claim), ("stance", _stance)):
        row = db.execute(f"SELECT record FROM {table} WHERE id = ?", (name,)).fetchone()
        if row is not None:
            return shown(db, row["record"])
    return _page(db, page_id(db, name))


def why(db: sqlite3.Connection, name: str) -> Why:
    """The rule or reason, the score and the evidence behind the item of this id; raises UnknownId."""
    name = resolve_id(db, name)
    if annotation := parse_annotation_id(name):
        return _why_annotation(db, name, annotation[0], annotation[1])
    shown = show(db, name)
    if isinstance(shown, ActorRow):
        return _why_actor(db, shown)
    row = db.execute("SELECT record FROM stance WHERE id = ?", (name,)).fetchone()
    if row is not None:
        return _why_stance(db, decode(Stance, json.loads(row["record"])))
    row = db.execute("SELECT record FROM claim WHERE id = ?", (name,)).fetchone()
    if row is not None:
        return _why_claim(db, decode(Claim, json.loads(row["record"])))
    return _why_page(db, page_id(db, name))


def page_id(db: sqlite3.Connection, name: str) -> str:
    """The page whose hash begins with these digits (`sha256:` may stand before); raises UnknownId."""
    digits = name.removeprefix("sha256:").lower()
    if len(digits) < 4 or not all(digit in "0123456789abcdef" for digit in digits):
        raise UnknownId(f"nothing in the dossier bears the id {name!r}")
    low, high = "sha256:" + digits, "sha256:" + digits + "g"
    found = db.execute(
        "SELECT id FROM page WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (low, high)
    ).fetchall()
    if not found:
        raise UnknownId(f"nothing in the dossier bears the id {name!r}")
    if len(found) > 1:
        raise UnknownId(f"several pages begin with {name!r}: give more digits")
    return str(found[0]["id"])


def _read(db: sqlite3.Connection, digits: str, name: str) -> PageRead:
    read = read_page(db, page_id(db, digits))
    if read is None:
        raise UnknownId(f"nothing in the dossier bears the id {name!r}")
    return read


def _annotation(db: sqlite3.Connection, name: str, digits: str, kind: str) -> Shown:
    read = _read(db, digits, name)
    if kind == "q" and (quotes := quote_rows(db, _ALWAYS, ids=[name])):
        return quotes[0]
    if kind == "e" and (events := event_rows(db, ids=[name])):
        return events[0]
    for time in read.analysis.times:
        if time.id == name:
            return _time_row(db, read, time)
    # A mention is shown as what it stands for.
    entities = {mention.id: mention.entity for mention in read.analysis.mentions}
    wanted = entities.get(name, name)
    for entity in read.analysis.entities:
        if entity.id == wanted:
            return _entity_row(Passages(db), ActorNames(db), read, entity, _actor_of(db, entity.id))
    raise UnknownId(f"nothing in the dossier bears the id {name!r}")


def _actor_of(db: sqlite3.Connection, entity: str) -> Membership | None:
    row = db.execute("SELECT * FROM membership WHERE entity = ?", (entity,)).fetchone()
    return Membership(row["entity"], row["actor"], row["score"], row["why"]) if row else None


def _time_row(db: sqlite3.Connection, read: PageRead, time: TimeExpression) -> TimeRow:
    passages, page = Passages(db), read.document.id
    anchor = passages.at(page, *time.anchor) if time.anchor else None
    return TimeRow(time, passages.at(page, time.start, time.end), anchor)


def _entity_row(
    passages: Passages, names: ActorNames, read: PageRead, entity: Entity, member: Membership | None
) -> EntityRow:
    found = [
        passages.at(read.document.id, mention.start, mention.end)
        for mention in read.analysis.mentions
        if mention.entity == entity.id
    ]
    return EntityRow(entity, names.named(member.actor) if member else None, tuple(found))


def _actor(db: sqlite3.Connection, record: str) -> ActorRow:
    actor = decode(Actor, json.loads(record))
    names = ActorNames(db)
    speaking = sorted(acting_for(db, [actor.id]) - {actor.id}, key=lambda name: int(name[1:]))
    return ActorRow(
        actor=actor,
        acts_for=tuple(names.named(name) for name in names.above(actor.id)),
        spoken_for_by=tuple(names.named(name) for name in speaking),
        entities=_entities_of(db, NamedActor(actor.id, actor.name)),
        pages=db.execute(_NAMING, (actor.id,)).fetchone()[0],
        quotations=db.execute(_QUOTED, (actor.id,)).fetchone()[0],
    )


def _entities_of(db: sqlite3.Connection, actor: NamedActor) -> tuple[EntityRow, ...]:
    """What the first pages call an actor, and where; of the pages' records only the names are read."""
    rows = db.execute(_ENTITIES, (actor.id, _SHOWN)).fetchall()
    passages = Passages(db, (row["page"] for row in rows))
    found = []
    for row in rows:
        record = zlib.decompress(row["record"]).decode("ascii")
        entity = next(it for it in record_part(record, "entities") if it["id"] == row["entity"])
        mentions = [it for it in record_part(record, "mentions") if it["entity"] == row["entity"]]
        places = tuple(passages.at(row["page"], it["start"], it["end"]) for it in mentions)
        found.append(EntityRow(decode(Entity, entity), actor, places))
    return tuple(found)


def _claim(db: sqlite3.Connection, record: str) -> Shown:
    return claim_rows(db, _ALWAYS, ids=[json.loads(record)["id"]])[0]


def _stance(db: sqlite3.Connection, record: str) -> Shown:
    return stance_rows(db, [decode(Stance, json.loads(record))])[0]


def _page(db: sqlite3.Connection, page: str) -> Shown:
    row = page_rows(db, _ALWAYS, page)[0]
    if row.rejected is not None:
        return row.rejected
    read = _read(db, page, page)
    quotes = tuple(quote_rows(db, _ALWAYS, page=page))
    return PageContent(row, read.document, quotes, tuple(event_rows(db, page=page)))


def _why_annotation(db: sqlite3.Connection, name: str, digits: str, kind: str) -> Why:
    read = _read(db, digits, name)
    items = {
        item.id: item for layer in (read.analysis.quotations, read.analysis.events) for item in layer
    }  # fmt: skip
    item = items.get(name)
    if isinstance(item, Quotation):
        return _why_quotation(db, read, item)
    if isinstance(item, EventReport):
        return _why_event(db, read, item)
    shown = _annotation(db, name, digits, kind)
    if isinstance(shown, TimeRow):
        return _why_time(db, read, shown)
    if isinstance(shown, EntityRow):
        member = _actor_of(db, shown.entity.id)
        reasons = (f"{member.actor} ({member.why})",) if member else ()
        return Why(
            name,
            "entity",
            member.why if member else "",
            member.score if member else None,
            reasons,
            shown.passages,
        )
    raise UnknownId(f"nothing in the dossier bears the id {name!r}")


def _why_quotation(db: sqlite3.Connection, read: PageRead, item: Quotation) -> Why:
    passages, page = Passages(db), read.document.id
    parts = [("source", item.source), ("cue", item.cue), *(("content", span) for span in item.content)]
    reasons = [f"{part}: {passages.text(page, *span)}" for part, span in parts if span]
    if item.nested_in:
        reasons.append(f"nested in: {item.nested_in}")
    reasons += [f"flag: {flag}" for flag in item.flags]
    evidence = tuple(passages.at(page, *span) for _, span in parts if span)
    return Why(item.id, "quotation", item.rule, item.confidence, tuple(reasons), evidence)


def _why_event(db: sqlite3.Connection, read: PageRead, item: EventReport) -> Why:
    passages, page = Passages(db), read.document.id
    reasons = [f"{role.role}: {passages.text(page, *role.anchor)}" for role in item.roles]
    reasons += [f"according to: {quotation}" for quotation in item.according_to]
    if item.time:
        reasons.append(f"time: {item.time}")
    reasons += [f"condition: {passages.text(page, *span)}" for span in item.condition]
    spans = [item.trigger, *item.evidence]
    evidence = tuple(passages.at(page, *span) for span in dict.fromkeys(spans))
    return Why(item.id, "event", item.rule, item.confidence, tuple(reasons), evidence)


def _why_time(db: sqlite3.Connection, read: PageRead, shown: TimeRow) -> Why:
    time, passages = shown.time, Passages(db)
    others = {other.id: other for other in read.analysis.times}
    evidence = [shown.passage, *([shown.anchor] if shown.anchor else [])]
    for name in time.narrowed_by:
        if other := others.get(name):
            evidence.append(passages.at(read.document.id, other.start, other.end))
    reasons = [f"anchored to: {time.anchored_to}", f"edtf: {time.edtf}", f"timex: {time.timex}"]
    reasons += [f"narrowed by: {name}" for name in time.narrowed_by]
    return Why(time.id, "time", time.rule, max(time.weights, default=None), tuple(reasons), tuple(evidence))


def _why_actor(db: sqlite3.Connection, shown: ActorRow) -> Why:
    query = "SELECT entity, score, why FROM membership WHERE actor = ?"
    members = {row["entity"]: row for row in db.execute(query, (shown.actor.id,))}
    reasons = [
        f"{row.entity.name}: {member['why']} ({member['score']:.2f}), {row.entity.id}"
        for row in shown.entities
        for member in [members[row.entity.id]]
    ]
    if more := len(members) - len(reasons):
        reasons.append(f"and {more} more")
    scores = [member["score"] for member in members.values()]
    evidence = tuple(row.passages[0] for row in shown.entities if row.passages)
    return Why(shown.actor.id, "actor", "membership", min(scores, default=None), tuple(reasons), evidence)


def _why_claim(db: sqlite3.Connection, claim: Claim) -> Why:
    events = event_rows(db, ids=claim.reports)
    joins = {join.report: join for join in claim.joins}
    reasons = []
    for event in events:
        join = joins.get(event.id)
        why = f"; {join.why} ({join.score:.2f})" if join else ""
        reasons.append(f"{event.id}: {event.kind}, {event.status}, {event.edtf or 'no date'}{why}")
    reasons += [f"broader: {name}" for name in claim.broader] + [
        f"narrower: {name}" for name in claim.narrower
    ]
    evidence = tuple(dict.fromkeys(event.passage for event in events))
    score = min((join.score for join in claim.joins), default=None)
    return Why(claim.id, "claim", "same kind, modality, roles and time", score, tuple(reasons), evidence)


def _why_stance(db: sqlite3.Connection, stance: Stance) -> Why:
    names = ActorNames(db)
    reasons = [f"{names.named(stance.actor).name} {stance.value} {stance.claim}", f"scope: {stance.scope}"]
    if stance.reported_by:
        reasons.append(f"reported by: {_label(names.named(stance.reported_by))}")
    reasons += [f"evidence: {item}" for item in stance.evidence]
    evidence = evidence_passages(db, stance.evidence)
    return Why(stance.id, "stance", stance.value, None, tuple(reasons), evidence)


def _label(actor: NamedActor) -> str:
    return f"{actor.name} ({actor.id})"


def _why_page(db: sqlite3.Connection, page: str) -> Why:
    shown = _page(db, page)
    if not isinstance(shown, PageContent):
        row = page_rows(db, _ALWAYS, page)[0].rejected
        assert row is not None
        return Why(page, "rejected", row.reason, None, (row.detail,) if row.detail else (), ())
    published, passages = shown.document.published, Passages(db)
    reasons = [f"published {published.edtf or 'unknown'}: {published.basis}"]
    reasons += [f"also told: {other.edtf} ({other.basis})" for other in published.others]
    anchors = [span for span in (published.anchor, *(o.anchor for o in published.others)) if span]
    evidence = tuple(passages.at(page, *span) for span in anchors)
    return Why(page, "page", published.basis, None, tuple(reasons), evidence)
