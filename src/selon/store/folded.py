"""What the fold adds, in and out of a dossier: actors, claims, stances, overlays, decisions, the header."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from selon.records import (
    Actor,
    Changes,
    Claim,
    DossierHeader,
    DossierRecord,
    Group,
    Membership,
    Stance,
    decode,
    encode,
    parse_dossier_line,
)
from selon.store.aliases import resolve_id
from selon.store.columns import bounds, plain
from selon.store.narrowed import save_narrowed
from selon.store.stories import all_placements, restate_traces, save_stories
from selon.store.texts import drop_overlay, save_overlay, save_texts
from selon.store.utterances import save_utterances

__all__ = [
    "all_actors",
    "all_claims",
    "all_memberships",
    "all_stances",
    "counters",
    "drop_fold",
    "find_actors",
    "fold",
    "former",
    "header",
    "is_incomplete",
    "overlays",
    "replace_fold",
    "save_changes",
    "save_former",
    "save_header",
    "stance_evidence",
]

_R = TypeVar("_R")
_NAMED = (
    "stance_evidence", "stance", "claim_report", "claim_role", "claim_key", "claim", "utterance",
    "membership", "actor_key", "actor", "story_page",
)  # fmt: skip
_OF_TEXTS = (
    "overlay_key",
    "overlay",
    "narrowed",
    "fingerprint",
    "fingerprint_part",
    "fingerprint_filter",
    "body",
    "story_trace",
    "story_key",
    "story_term",
)


def save_changes(db: sqlite3.Connection, changes: Changes) -> None:
    """Keep what a fold gave; records with an id that exists replace it."""
    _save_actors(db, changes)
    for claim in changes.claims:
        _save_claim(db, claim)
    _count(db, "c", [claim.id for claim in changes.claims])
    db.executemany("INSERT OR IGNORE INTO claim_key (key, claim) VALUES (?, ?)", changes.claim_keys)
    for stance in changes.stances:
        _save_stance(db, stance)
    for narrowing in changes.narrowings:
        drop_overlay(db, "narrowing", narrowing.time)
        save_overlay(db, narrowing, [narrowing.time])
        save_narrowed(db, narrowing)
    for variant in changes.variants:
        save_overlay(db, variant, variant.quotations)
    save_texts(db, changes)
    save_stories(db, changes)


def all_actors(db: sqlite3.Connection) -> list[Actor]:
    """Every actor, in the order of ids."""
    return _all(db, Actor, "SELECT record FROM actor ORDER BY number")


def all_memberships(db: sqlite3.Connection) -> list[Membership]:
    """Which actor every entity is, page after page."""
    rows = db.execute(
        "SELECT membership.* FROM membership JOIN entity ON entity.id = membership.entity"
        " JOIN page ON page.id = entity.page ORDER BY page.seq, entity.seq"
    )
    return [Membership(row["entity"], row["actor"], row["score"], row["why"]) for row in rows]


def all_claims(db: sqlite3.Connection) -> list[Claim]:
    """Every claim, in the order of ids."""
    return _all(db, Claim, "SELECT record FROM claim ORDER BY number")


def all_stances(db: sqlite3.Connection) -> list[Stance]:
    """Every stance, claim after claim."""
    query = (
        "SELECT stance.record FROM stance JOIN claim ON claim.id = stance.claim"
        " ORDER BY claim.number, stance.seq"
    )
    return _all(db, Stance, query)


def find_actors(db: sqlite3.Connection, keys: Collection[str], name: str) -> list[str]:
    """The ids of the actors that bear `name` as their id, or one of these keys, in the order of ids."""
    wanted = sorted(keys)
    marks = ",".join("?" * len(wanted))
    rows = db.execute(
        f"SELECT id FROM actor WHERE id = ? OR id IN (SELECT actor FROM actor_key WHERE key IN ({marks}))"
        " ORDER BY number",
        (resolve_id(db, name), *wanted),
    )
    return [row["id"] for row in rows]


def is_incomplete(db: sqlite3.Connection) -> bool:
    """Whether the fold was made before claims had keys, or stories this index: then it is to be made anew."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM claim_role) AND NOT EXISTS (SELECT 1 FROM claim_key)"
        " OR EXISTS (SELECT 1 FROM document) AND NOT EXISTS (SELECT 1 FROM story_trace)"
    )
    return bool(db.execute(query).fetchone()[0])


def counters(db: sqlite3.Connection) -> dict[str, int]:
    """The next number of each kind of id."""
    return {row["kind"]: row["next"] for row in db.execute("SELECT kind, next FROM counter")}


def fold(db: sqlite3.Connection) -> Changes:
    """All that the fold has added so far."""
    keys = db.execute("SELECT key, actor FROM actor_key JOIN actor ON actor.id = actor ORDER BY number, key")
    claim_keys = db.execute(
        "SELECT key, claim FROM claim_key JOIN claim ON claim.id = claim ORDER BY number, key"
    )
    return Changes(
        actors=tuple(all_actors(db)),
        actor_keys=tuple((row["key"], row["actor"]) for row in keys),
        memberships=tuple(all_memberships(db)),
        claims=tuple(all_claims(db)),
        claim_keys=tuple((row["key"], row["claim"]) for row in claim_keys),
        stances=tuple(_all(db, Stance, "SELECT record FROM stance ORDER BY seq")),  # they keep their order
        placements=tuple(all_placements(db)),
    )


def replace_fold(db: sqlite3.Connection, changes: Changes, least: Mapping[str, int]) -> None:
    """Put these actors, claims and stances in the place of all that are there; what bears no id stays.

    The next number of each kind of id becomes the first free one from `least` on.
    """
    for table in _NAMED:
        db.execute(f"DELETE FROM {table}")
    db.executemany("UPDATE counter SET next = ? WHERE kind = ?", [(n, kind) for kind, n in least.items()])
    save_changes(db, changes)
    restate_traces(db)


def drop_fold(db: sqlite3.Connection) -> None:
    """Forget all that the fold made; pages, decisions and the counters of ids stay."""
    for table in (*_NAMED, *_OF_TEXTS):
        db.execute(f"DELETE FROM {table}")


def save_former(db: sqlite3.Connection, groups: Iterable[Group]) -> None:
    """Note what actors, claims and stories were made of before they changed."""
    values = [(owner, json.dumps(list(members))) for owner, members in groups]
    db.executemany("INSERT OR IGNORE INTO former (owner, members) VALUES (?, ?)", values)


def former(db: sqlite3.Connection) -> list[Group]:
    """What actors and claims were made of at earlier times."""
    rows = db.execute("SELECT owner, members FROM former ORDER BY owner, members")
    return [(row["owner"], tuple(json.loads(row["members"]))) for row in rows]


def stance_evidence(db: sqlite3.Connection, stance: str) -> list[str]:
    """The ids of the quotations and event reports that a stance stands on."""
    rows = db.execute("SELECT item FROM stance_evidence WHERE stance = ? ORDER BY seq", (stance,))
    return [row["item"] for row in rows]


def overlays(db: sqlite3.Connection) -> Iterator[DossierRecord]:
    """Narrowings, variants and copies, in the order in which they were found."""
    for row in db.execute("SELECT record FROM overlay ORDER BY type, seq"):
        yield parse_dossier_line(json.loads(row[0]))


def header(db: sqlite3.Connection) -> DossierHeader | None:
    """What made the dossier; null while nothing was added to it."""
    about = {row["key"]: row["value"] for row in db.execute("SELECT key, value FROM about")}
    if "engine" not in about:
        return None
    return DossierHeader(int(about["schema"]), about["engine"], about["model"], about["pack"])


def save_header(db: sqlite3.Connection, about: DossierHeader) -> None:
    """Note what makes the dossier from now on."""
    values = [(key, str(value)) for key, value in encode(about).items()]
    db.executemany("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", values)


def _all(db: sqlite3.Connection, cls: type[_R], query: str) -> list[_R]:
    return [decode(cls, json.loads(row[0])) for row in db.execute(query)]


def _save_actors(db: sqlite3.Connection, changes: Changes) -> None:
    for actor in changes.actors:
        values = {
            "id": actor.id,
            "number": _number(actor.id),
            "kind": actor.kind,
            "name": plain(actor.name),
            "country": actor.country,
            "acts_for": actor.acts_for,
            "record": _json(actor),
        }
        _upsert(db, "actor", values)
    _count(db, "a", [actor.id for actor in changes.actors])
    db.executemany("INSERT OR IGNORE INTO actor_key (key, actor) VALUES (?, ?)", changes.actor_keys)
    db.executemany(
        "INSERT OR REPLACE INTO membership (entity, actor, score, why) VALUES (?, ?, ?, ?)",
        [(member.entity, member.actor, member.score, member.why) for member in changes.memberships],
    )
    save_utterances(db, [member.entity for member in changes.memberships])


def _save_claim(db: sqlite3.Connection, claim: Claim) -> None:
    earliest, latest = bounds(claim.time)
    values = {
        "id": claim.id,
        "number": _number(claim.id),
        "kind": claim.kind,
        "edtf": claim.time,
        "earliest": earliest,
        "latest": latest,
        "record": _json(claim),
    }
    _upsert(db, "claim", values)
    db.execute("DELETE FROM claim_role WHERE claim = ?", (claim.id,))
    db.executemany(
        "INSERT INTO claim_role VALUES (?, ?, ?, ?)",
        [
            (claim.id, role, i, plain(filler))
            for role, fillers in claim.roles.items()
            for i, filler in enumerate(fillers)
        ],
    )
    db.execute("DELETE FROM claim_report WHERE claim = ?", (claim.id,))
    db.executemany(
        "INSERT INTO claim_report VALUES (?, ?, ?)",
        [(claim.id, i, event) for i, event in enumerate(claim.reports)],
    )


def _save_stance(db: sqlite3.Connection, stance: Stance) -> None:
    after = db.execute("SELECT coalesce(max(seq), 0) + 1 FROM stance").fetchone()[0]
    before = db.execute("SELECT seq FROM stance WHERE id = ?", (stance.id,)).fetchone()
    values = {
        "id": stance.id,
        "seq": before["seq"] if before else after,
        "actor": stance.actor,
        "claim": stance.claim,
        "value": stance.value,
        "uttered": stance.uttered,
        "reported_by": stance.reported_by,
        "scope": stance.scope,
        "record": _json(stance),
    }
    _upsert(db, "stance", values)
    db.execute("DELETE FROM stance_evidence WHERE stance = ?", (stance.id,))
    db.executemany(
        "INSERT INTO stance_evidence VALUES (?, ?, ?)",
        [(stance.id, i, item) for i, item in enumerate(stance.evidence)],
    )


def _count(db: sqlite3.Connection, kind: str, ids: list[str]) -> None:
    if ids:
        after = 1 + max(_number(name) for name in ids)
        db.execute("UPDATE counter SET next = max(next, ?) WHERE kind = ?", (after, kind))


def _upsert(db: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    updates = ", ".join(f"{column} = excluded.{column}" for column in values)
    query = f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}"
    db.execute(query, tuple(values.values()))


def _number(name: str) -> int:
    return int(name[1:])


def _json(record: Any) -> str:
    return json.dumps(encode(record), separators=(",", ":"))
