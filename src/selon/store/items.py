"""Any item of a dossier by its id."""

import json
import sqlite3
import zlib
from dataclasses import replace

from selon.records import (
    Actor,
    ActorRow,
    Entity,
    EntityRow,
    Membership,
    NamedActor,
    PageContent,
    PageRead,
    Shown,
    Stance,
    TimeExpression,
    TimeRow,
    UnknownId,
    decode,
    parse_annotation_id,
)
from selon.store.aliases import resolve_id
from selon.store.claims import ActorNames, acting_for, claim_rows, stance_rows
from selon.store.copies import copy_rows, own_shares, variant_rows
from selon.store.decisions import what_became
from selon.store.pages import read_page
from selon.store.passages import Passages, record_part
from selon.store.recurring import recurring_lines
from selon.store.reports import event_rows
from selon.store.rows import During, page_rows, quote_rows
from selon.store.story_rows import story_rows
from selon.store.texts import narrowing_of

__all__ = ["member_of", "members_of", "page_id", "read_of", "show"]

_ALWAYS = During(None, None)
_QUOTED = (
    "SELECT count(DISTINCT quotation) FROM membership JOIN quotation_voice USING (entity)"
    " WHERE actor = ? AND part IN ('speaker', 'on_behalf_of')"
    " AND quotation NOT IN (SELECT item FROM aside)"
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
    if name[:1] == "s" and name[1:].isdecimal() and (stories := story_rows(db, _ALWAYS, ids=[name])):
        return stories[0]
    for table, shown in (("actor", _actor), ("claim", _claim), ("stance", _stance)):
        row = db.execute(f"SELECT record FROM {table} WHERE id = ?", (name,)).fetchone()
        if row is not None:
            return shown(db, row["record"])
    return _page(db, page_id(db, name))


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


def read_of(db: sqlite3.Connection, digits: str, name: str) -> PageRead:
    """The page whose hash begins with these digits, for the item `name` on it; raises UnknownId."""
    read = read_page(db, page_id(db, digits))
    if read is None:
        raise UnknownId(f"nothing in the dossier bears the id {name!r}")
    return read


def _annotation(db: sqlite3.Connection, name: str, digits: str, kind: str) -> Shown:
    read = read_of(db, digits, name)
    if kind == "q" and (quotes := quote_rows(db, _ALWAYS, ids=[name])):
        return replace(quotes[0], variants=tuple(variant_rows(db, name)))
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
            return _entity_row(Passages(db), ActorNames(db), read, entity, member_of(db, entity.id))
    raise UnknownId(what_became(db, name) or f"nothing in the dossier bears the id {name!r}")


def member_of(db: sqlite3.Connection, entity: str) -> Membership | None:
    """Which actor an entity is; null when it is none."""
    row = db.execute("SELECT * FROM membership WHERE entity = ?", (entity,)).fetchone()
    return Membership(row["entity"], row["actor"], row["score"], row["why"]) if row else None


def members_of(db: sqlite3.Connection, actor: str) -> list[str]:
    """All entities of an actor, in the order in which they came in."""
    query = (
        "SELECT membership.entity FROM membership JOIN entity ON entity.id = membership.entity"
        " JOIN page ON page.id = entity.page WHERE actor = ? ORDER BY page.seq, entity.seq"
    )
    return [row["entity"] for row in db.execute(query, (actor,))]


def _time_row(db: sqlite3.Connection, read: PageRead, time: TimeExpression) -> TimeRow:
    passages, page = Passages(db), read.document.id
    anchor = passages.at(page, *time.anchor) if time.anchor else None
    narrowing = narrowing_of(db, time.id)
    evidence = [
        passages.at(page_id(db, key[0]), key[2], key[3])
        for name in (narrowing.evidence if narrowing else ())
        if (key := parse_annotation_id(name))
    ]
    return TimeRow(time, passages.at(page, time.start, time.end), anchor, narrowing, tuple(evidence))


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
    row = page_rows(db, _ALWAYS, [page])[0]
    if row.rejected is not None:
        return row.rejected
    read = read_of(db, page, page)
    quotes = tuple(quote_rows(db, _ALWAYS, page=page))
    return PageContent(
        row,
        read.document,
        quotes,
        tuple(event_rows(db, page=page)),
        tuple(copy_rows(db, page)),
        own_shares(db, [page])[page],
        tuple(recurring_lines(db, page)),
    )
