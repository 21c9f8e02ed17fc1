"""The reader's decisions on a dossier: taken, carried out, taken back; every function in one transaction."""

import datetime
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from selon import __version__, store
from selon.pipeline._fold import relink, restate
from selon.pipeline._map import pack_of
from selon.records import (
    ActorRow,
    ClaimRow,
    Decision,
    EditField,
    EntityRow,
    EventReport,
    EventRow,
    InvalidDecision,
    PageContent,
    PageRead,
    Quotation,
    QuoteRow,
    Rejected,
    Shown,
    Span,
    StanceRow,
    TimeRow,
    UnknownId,
    Verb,
    encode,
    parse_annotation_id,
    undone,
)

__all__ = ["decide_items", "decide_members", "item_fields", "take_back", "take_out"]


_TOLD = 20  # members that a message names
_NOTHING: Mapping[str, Any] = {}
_NUMBER = re.compile(r"d([0-9]{1,15})", re.ASCII)


def decide_items(
    db: sqlite3.Connection, verb: Verb, targets: Sequence[str], values: Mapping[str, str], by: str
) -> list[int]:
    """Append a decision on each of some items and carry them out; gives their numbers."""
    numbers, pages, refold = [], dict[str, None](), False
    for target in targets:
        shown = store.show(db, target)
        if isinstance(shown, StanceRow):
            numbers.append(store.add_decision(db, _stance_decision(db, verb, shown, by)))
            refold |= verb == "reject"
            continue
        name = _item_id(shown)
        if not name:
            raise InvalidDecision(
                "only a quotation, event, time, entity or stance can be confirmed, rejected or edited"
            )
        page, decision = _page_decision(db, verb, name, values, by)
        numbers.append(store.add_decision(db, decision))
        pages[page] = None
    restate(db, pages, refold=refold)
    return numbers


def item_fields(db: sqlite3.Connection, target: str) -> tuple[EditField, ...]:
    """The fields of an item that can be edited, with their present values."""
    from selon.link import editable

    _, read, item = _item(db, target)
    return editable(read, item, pack_of(read.document.language).events.kinds)


def decide_members(db: sqlite3.Connection, verb: Verb, target: str, members: Sequence[str], by: str) -> int:
    """Append a merge or split of actors or claims and carry it out; gives its number."""
    shown = store.show(db, target)
    ours = _members(db, shown)
    if verb == "merge":
        others, told = _merged(db, shown, members)
    else:
        others, told = _split_off(db, members)
        foreign = [name for name in others if name not in ours]
        if foreign:
            raise InvalidDecision(
                f"{foreign[0]} does not belong to {target}: its members are {', '.join(ours[:_TOLD])}"
                + (f" and {len(ours) - _TOLD} more" if ours[_TOLD:] else "")
            )
        ours = [name for name in ours if name not in others]
        if not ours:
            raise InvalidDecision(f"nothing would be left of {target}: leave it one of its members")
    decision = _decision(
        verb,
        _own_id(shown),
        by,
        exact=_name(shown),
        before={"members": ours},
        after={"members": others, "names": told},
    )
    number = store.add_decision(db, decision)
    relink(db)
    return number


def _split_off(db: sqlite3.Connection, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The entities or event reports of these ids, and what they are called."""
    shown = [store.show(db, name) for name in names]
    return [_member_id(row, name) for row, name in zip(shown, names, strict=True)], [_name(r) for r in shown]


def _merged(db: sqlite3.Connection, shown: Shown, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The members of the actors or claims that are the same as the one shown, and what these are called."""
    seen, others, told = {_own_id(shown)}, list[str](), list[str]()
    for name in names:
        other = store.show(db, name)
        members = _members(db, other, shown)
        if _own_id(other) in seen:
            raise InvalidDecision(f"{_own_id(other)} cannot be merged with itself, nor with another twice")
        seen.add(_own_id(other))
        others += members
        told.append(f"{_own_id(other)} {_name(other)}".strip())
    return others, told


def take_back(db: sqlite3.Connection, target: str | None, by: str) -> int:
    """Append the undoing of a decision and carry it out; gives the number of the one that is undone."""
    taken = store.numbered(db)
    back = undone(taken)
    standing = {number: decision for number, decision in taken if number not in back}
    if target is None:
        number = max((n for n, decision in standing.items() if decision.verb != "undo"), default=0)
    else:
        number = int(match[1]) if (match := _NUMBER.fullmatch(target)) else 0
    if number not in standing:
        raise UnknownId(f"no decision {target} stands" if target else "there is no decision to undo")
    store.add_decision(db, _decision("undo", f"d{number}", by))
    first = _first(standing[number], dict(taken))
    page = _page_of(db, first)
    on_fold = parse_annotation_id(first.target) is None and first.verb != "confirm"
    restate(db, [page] if page else [], refold=on_fold)
    return number


def take_out(db: sqlite3.Connection, name: str) -> str:
    """Remove a page and make the fold anew without it; gives its source."""
    shown = store.show(db, name)
    if isinstance(shown, PageContent):
        page, source = shown.document.id, shown.document.source
    elif isinstance(shown, Rejected):
        page, source = shown.id, shown.source
    else:
        raise UnknownId(f"{name} is no page: `selon pages` lists their ids")
    before = store.fold(db)
    store.remove_page(db, page)
    store.orphan_page(db, page, "the page was removed")
    relink(db, before)
    return source


def _stance_decision(db: sqlite3.Connection, verb: Verb, shown: StanceRow, by: str) -> Decision:
    if verb == "edit":
        raise InvalidDecision("a stance follows from its quotation: edit that one, or reject the stance")
    before = {
        "value": shown.value,
        "evidence": store.stance_evidence(db, shown.id),
        "members": store.members_of(db, shown.actor.id),
    }
    exact = shown.passages[0].exact if shown.passages else ""
    return _decision(verb, shown.id, by, exact=exact, before=before)


def _page_decision(
    db: sqlite3.Connection, verb: Verb, target: str, values: Mapping[str, str], by: str
) -> tuple[str, Decision]:
    """The page of an item, and the decision on it."""
    from selon.link import edited, speakers_told

    (start, end), read, item = _item(db, target)
    page = read.document.id
    after: dict[str, Any] = {}
    if verb == "edit":
        kinds = pack_of(read.document.language).events.kinds
        after = edited(read, item, values, store.actors_on_page(db, page), kinds)
    before = encode(item)
    if isinstance(item, Quotation):
        before["entities"] = speakers_told(read.analysis, item.speakers)
    exact = read.document.text[start:end]
    confidence = item.confidence if isinstance(item, (Quotation, EventReport)) else None
    return page, _decision(verb, target, by, exact=exact, before=before, after=after, confidence=confidence)


def _decision(
    verb: Verb,
    target: str,
    by: str,
    *,
    exact: str = "",
    before: Mapping[str, Any] = _NOTHING,
    after: Mapping[str, Any] = _NOTHING,
    confidence: float | None = None,
) -> Decision:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Decision(now, by, verb, target, exact, before, after, __version__, confidence)


def _item(db: sqlite3.Connection, target: str) -> tuple[Span, PageRead, Any]:
    """The span in an item's id, its page as decided, and the item."""
    from selon.link import item_of

    key = parse_annotation_id(target)
    read = store.read_page(db, store.page_id(db, key[0])) if key else None
    item = item_of(read.analysis, target) if read else None
    if key is None or read is None or item is None:
        raise UnknownId(f"nothing in the dossier bears the id {target!r}")
    return (key[2], key[3]), read, item


def _item_id(shown: Shown) -> str:
    """The id of an item as it is now: that of an older reading, or of a mention, stands for it."""
    if isinstance(shown, (QuoteRow, EventRow)):
        return shown.id
    if isinstance(shown, TimeRow):
        return shown.time.id
    return shown.entity.id if isinstance(shown, EntityRow) else ""


def _members(db: sqlite3.Connection, shown: Shown, like: Shown | None = None) -> list[str]:
    """The entities of an actor, the event reports of a claim: there is at least one."""
    if like is not None and type(shown) is not type(like):
        raise InvalidDecision("only an actor can be merged with an actor, only a claim with a claim")
    if isinstance(shown, ClaimRow):
        return list(shown.claim.reports)
    if not isinstance(shown, ActorRow):
        raise InvalidDecision("merge and split are for actors (a12) and claims (c7)")
    members = store.members_of(db, shown.actor.id)
    if not members:
        raise InvalidDecision(
            f"{shown.actor.id} ({shown.actor.name}) is named on no page: it is known only as whom others act"
            " for, and cannot be merged or split"
        )
    return members


def _own_id(shown: Shown) -> str:
    if isinstance(shown, ActorRow):
        return shown.actor.id
    return shown.claim.id if isinstance(shown, ClaimRow) else ""


def _member_id(shown: Shown, name: str) -> str:
    if isinstance(shown, EntityRow):
        return shown.entity.id
    if isinstance(shown, EventRow):
        return shown.id
    raise InvalidDecision(f"{name} is no entity or event of a page: `selon why ID` lists the members")


def _name(shown: Shown) -> str:
    if isinstance(shown, ActorRow):
        return shown.actor.name
    if isinstance(shown, EntityRow):
        return shown.entity.name
    if isinstance(shown, EventRow):
        return shown.trigger
    return ""


def _first(decision: Decision, taken: Mapping[int, Decision]) -> Decision:
    """The decision that an undoing, or the undoing of one, is about in the end."""
    while decision.verb == "undo":
        decision = taken[int(decision.target[1:])]
    return decision


def _page_of(db: sqlite3.Connection, decision: Decision) -> str | None:
    """The page that a decision is on; null for one on what the fold makes, and for a page that is gone."""
    key = parse_annotation_id(decision.target)
    if key is None:
        return None
    try:
        return store.page_id(db, key[0])
    except UnknownId:
        return None
