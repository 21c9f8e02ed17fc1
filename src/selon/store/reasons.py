"""Why an item of a dossier is held: the rule or reason, the score, the evidence."""

import json
import sqlite3
from dataclasses import replace

from selon.records import (
    ActorRow,
    Claim,
    EntityRow,
    EventReport,
    NamedActor,
    PageContent,
    PageRead,
    Quotation,
    Stance,
    StoryRow,
    TimeRow,
    UnknownId,
    Why,
    decode,
    parse_annotation_id,
)
from selon.store.aliases import resolve_id
from selon.store.claims import ActorNames, evidence_passages
from selon.store.items import member_of, page_id, read_of, show
from selon.store.passages import Passages
from selon.store.recurring import aside_because, in_words
from selon.store.reports import event_rows
from selon.store.rows import During, page_rows

__all__ = ["why"]


def why(db: sqlite3.Connection, name: str) -> Why:
    """The rule or reason, the score and the evidence behind the item of this id; raises UnknownId."""
    name = resolve_id(db, name)
    if annotation := parse_annotation_id(name):
        found = _why_annotation(db, name, annotation[0])
        return replace(found, reasons=(*found.reasons, *aside_because(db, name)))
    shown = show(db, name)
    if isinstance(shown, ActorRow):
        return _why_actor(db, shown)
    if isinstance(shown, StoryRow):
        return _why_story(shown)
    row = db.execute("SELECT record FROM stance WHERE id = ?", (name,)).fetchone()
    if row is not None:
        return _why_stance(db, decode(Stance, json.loads(row["record"])))
    row = db.execute("SELECT record FROM claim WHERE id = ?", (name,)).fetchone()
    if row is not None:
        return _why_claim(db, decode(Claim, json.loads(row["record"])))
    return _why_page(db, page_id(db, name))


def _why_annotation(db: sqlite3.Connection, name: str, digits: str) -> Why:
    read = read_of(db, digits, name)
    items = {
        item.id: item for layer in (read.analysis.quotations, read.analysis.events) for item in layer
    }  # fmt: skip
    item = items.get(name)
    if isinstance(item, Quotation):
        return _why_quotation(db, read, item)
    if isinstance(item, EventReport):
        return _why_event(db, read, item)
    shown = show(db, name)
    if isinstance(shown, TimeRow):
        return _why_time(db, read, shown)
    if isinstance(shown, EntityRow):
        member = member_of(db, shown.entity.id)
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
    if shown.narrowing:
        reasons.append(f"narrowed to {shown.narrowing.edtf}: {shown.narrowing.why}")
        evidence += shown.evidence
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
        aside = "; ".join(("", *aside_because(db, event.id)))
        reasons.append(f"{event.id}: {event.kind}, {event.status}, {event.edtf or 'no date'}{why}{aside}")
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


def _why_story(story: StoryRow) -> Why:
    ties = [tie for chapter in story.chapters for tie in chapter.ties]
    reasons = []
    for tie in ties:
        actors = f"; both with {', '.join(tie.actors)}" if tie.actors else ""
        shared = f"{', '.join(tie.terms)}{actors}"
        reasons.append(f"{tie.document[7:19]} and {tie.to[7:19]}: {shared} ({tie.score:.2f})")
    rule = "alike in telling terms; in a chapter, near in time"
    return Why(story.id, "story", rule, min((tie.score for tie in ties), default=None), tuple(reasons), ())


def _label(actor: NamedActor) -> str:
    return f"{actor.name} ({actor.id})"


def _why_page(db: sqlite3.Connection, page: str) -> Why:
    shown = show(db, page)
    if not isinstance(shown, PageContent):
        row = page_rows(db, During(None, None), [page])[0].rejected
        assert row is not None
        return Why(page, "rejected", row.reason, None, (row.detail,) if row.detail else (), ())
    published, passages = shown.document.published, Passages(db)
    reasons = [f"published {published.edtf or 'unknown'}: {published.basis}"]
    reasons += [f"also told: {other.edtf} ({other.basis})" for other in published.others]
    anchors = [span for span in (published.anchor, *(o.anchor for o in published.others)) if span]
    for item in shown.recurring:
        block = shown.document.blocks[item.block]
        reasons.append(f"recurring, {item.was} at {block.start}-{block.end}: {in_words(item)}")
        anchors.append((block.start, block.end))
    evidence = tuple(passages.at(page, *span) for span in anchors)
    return Why(page, "page", published.basis, None, tuple(reasons), evidence)
