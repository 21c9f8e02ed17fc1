"""A reader's decisions laid over what a page tells; the machine's own analysis is never changed."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from selon.records import (
    Decision,
    Entity,
    EventReport,
    InvalidRecord,
    Mention,
    Numbered,
    PageRead,
    Quotation,
    Span,
    TimeExpression,
    decode,
    encode,
    parse_annotation_id,
    undone,
)

__all__ = ["DecidedPage", "decide_page"]

_Item = Quotation | EventReport | TimeExpression | Entity
_I = TypeVar("_I", Quotation, EventReport, TimeExpression, Entity)
_HELD: Mapping[str, tuple[str, ...]] = {
    "q": ("speakers", "act", "mode", "uttered", "content", "source", "cue", "addressee"),
    "e": ("kind", "status", "factuality", "time", "roles"),
    "t": ("edtf",),
    "n": ("name", "kind", "country"),
}
"""What is confirmed with an item, and can be edited."""
_GONE = "the text at this place is no longer the same"
_OTHER_BOUNDS = "nothing is found at exactly this place any more, but nearby: "
_NOT_FOUND = "nothing is found at this place any more"


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """A page as it stands after the reader's decisions.

    `marks` tells of each item that was confirmed or edited which of both; `orphans` of each decision (by its
    number) that finds its item no more, why.
    """

    read: PageRead
    marks: Mapping[str, str]
    orphans: Mapping[int, str]


def decide_page(read: PageRead, decisions: Sequence[Numbered]) -> DecidedPage:
    """The page after those decisions that concern it, oldest first; others are passed over.

    A decision holds where its item stands: same bytes, same span, same text. What was rejected is left out;
    what was edited has the reader's fields; what was confirmed or edited stays even when the engine no longer
    finds it, in the place of what it finds instead. Nothing is ever moved: a decision whose text or item is
    gone is an orphan.
    """
    back = undone(decisions)
    work = _Page(read)
    mine = read.document.id.removeprefix("sha256:")[:12] + ":"
    for number, decision in decisions:
        if not decision.target.startswith(mine):
            continue
        key = parse_annotation_id(decision.target)
        if decision.verb == "edit":
            work.note(decision)
        if key is None or number in back:
            continue
        trouble = work.apply(decision, key[1], (key[2], key[3]))
        if trouble:
            work.orphans[number] = trouble
    return DecidedPage(work.decided(), work.marks, work.orphans)


class _Page:
    """The layers of one page while decisions are laid over them."""

    def __init__(self, read: PageRead) -> None:
        self._read = read
        self._layers: dict[str, dict[str, Any]] = {
            "q": {item.id: item for item in read.analysis.quotations},
            "e": {item.id: item for item in read.analysis.events},
            "t": {item.id: item for item in read.analysis.times},
            "n": {item.id: item for item in read.analysis.entities},
        }
        self._mentions = {mention.id: mention for mention in read.analysis.mentions}
        self._edits: dict[str, dict[str, Any]] = {}  # what edits of an item set, also those taken back
        self.marks: dict[str, str] = {}
        self.orphans: dict[int, str] = {}

    def note(self, decision: Decision) -> None:
        """An edit stands for the fields that it sets, whatever is confirmed after it."""
        self._edits.setdefault(decision.target, {}).update(decision.after)

    def apply(self, decision: Decision, kind: str, span: Span) -> str:
        """Lay one decision over the page; says why it cannot be, else nothing."""
        layer = self._layers.get(kind)
        if layer is None:
            return _NOT_FOUND
        if self._read.document.text[slice(*span)] != decision.exact:
            return _GONE
        if decision.verb == "reject":
            if layer.pop(decision.target, None) is None:
                near = self._near(kind, span)
                return _OTHER_BOUNDS + ", ".join(near) if near else ""
            self.marks.pop(decision.target, None)
            return ""
        return self._keep(decision, kind, span)

    def _keep(self, decision: Decision, kind: str, span: Span) -> str:
        """Confirm or edit an item, which is put back if the engine no longer finds it."""
        layer = self._layers[kind]
        classes: Mapping[str, type[_Item]] = {
            "q": Quotation,
            "e": EventReport,
            "t": TimeExpression,
            "n": Entity,
        }
        told, after = dict(decision.before), dict(decision.after)
        stood = told.pop("entities", ())
        brought = after.pop("entities", () if "speakers" in after else stood)
        present = layer.get(decision.target)
        try:
            before = encode(present) if present is not None else told
            if decision.verb == "confirm" and present is not None:
                after = self._confirmed(decision, kind, before)
            if present is None or "speakers" in after:
                for entity in brought:
                    self._add_entity(entity)
            item = decode(classes[kind], {**before, **after})
        except InvalidRecord as error:
            return f"the decision is of another release: {error}"
        if present is None:
            for name in self._near(kind, span):
                layer.pop(name)
        layer[decision.target] = item
        self.marks[decision.target] = (
            "edit" if "edit" in (decision.verb, self.marks.get(decision.target)) else "confirm"
        )
        return ""

    def _confirmed(self, decision: Decision, kind: str, present: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as they were confirmed, where the engine reads them otherwise now.

        Not those that an edit had set: they are as the edit says or, once it is taken back, as the engine.
        """
        edits, names = self._edits.get(decision.target, {}), self._names(decision)
        held = {}
        for field in _HELD[kind]:
            if field not in decision.before:
                continue
            value, now = decision.before[field], present[field]
            of_edit = field in edits and edits[field] == value
            if not of_edit and _told(field, value, names) != _told(field, now, names):
                held[field] = value
        return {field: value for field, value in held.items() if self._stands(value, names)}

    def _names(self, decision: Decision) -> dict[str, str]:
        """The names of the page's entities, and of those that a decision brings with it."""
        brought = {entity["id"]: str(entity["name"]) for entity in decision.before.get("entities", ())}
        return brought | {name: entity.name for name, entity in self._layers["n"].items()}

    def _stands(self, value: Any, names: Mapping[str, str]) -> bool:
        """Whether all that a field points at is there to be pointed at."""
        parts = value if isinstance(value, list) else [value]
        ids = [part for part in parts if isinstance(part, str) and _is_id(part)]
        return all(name in names or name in self._layers["t"] for name in ids)

    def _near(self, kind: str, span: Span) -> list[str]:
        """The items of a kind that share more than half of this span, or are more than half covered by it."""
        found = []
        for name in self._layers[kind]:
            key = parse_annotation_id(name)
            if key is None:
                continue
            shared = min(span[1], key[3]) - max(span[0], key[2])
            if 2 * shared > min(span[1] - span[0], key[3] - key[2]):
                found.append(name)
        return found

    def _add_entity(self, told: Mapping[str, Any]) -> None:
        """An entity that the reader pointed at: its fullest mention is the span in its id."""
        entity = decode(Entity, told)
        key = parse_annotation_id(entity.id)
        if entity.id in self._layers["n"] or key is None:
            return
        self._layers["n"][entity.id] = entity
        name = entity.id.replace(":n:", ":m:", 1)
        self._mentions[name] = Mention(name, key[2], key[3], entity.id, "name")

    def decided(self) -> PageRead:
        """The page with its layers, every reference to what is no longer there taken out."""
        analysis, entities = self._read.analysis, self._layers["n"]
        found = (analysis.quotations, analysis.events, analysis.times, analysis.entities)
        if all(
            tuple(layer.values()) == items for layer, items in zip(self._layers.values(), found, strict=True)
        ):
            return self._read
        return PageRead(
            self._read.document,
            dataclasses.replace(
                analysis,
                quotations=tuple(_in_order(self._quotation(item) for item in self._layers["q"].values())),
                events=tuple(_in_order(self._event(item) for item in self._layers["e"].values())),
                times=tuple(_in_order(self._layers["t"].values())),
                entities=tuple(entities.values()),
                mentions=tuple(
                    dataclasses.replace(mention, organisation=_known(mention.organisation, entities))
                    for mention in sorted(self._mentions.values(), key=lambda m: (m.start, m.end))
                    if mention.entity in entities
                ),
            ),
        )

    def _quotation(self, item: Quotation) -> Quotation:
        entities = self._layers["n"]
        return dataclasses.replace(
            item,
            speakers=tuple(name for name in item.speakers if name in entities),
            on_behalf_of=tuple(name for name in item.on_behalf_of if name in entities),
            via=tuple(name for name in item.via if name in entities),
            nested_in=_known(item.nested_in, self._layers["q"]),
            uttered=_known(item.uttered, self._layers["t"]) if _is_id(item.uttered) else item.uttered,
        )

    def _event(self, item: EventReport) -> EventReport:
        return dataclasses.replace(
            item,
            roles=tuple(
                dataclasses.replace(role, mention=_known(role.mention, self._mentions)) for role in item.roles
            ),
            according_to=tuple(name for name in item.according_to if name in self._layers["q"]),
            time=_known(item.time, self._layers["t"]) if _is_id(item.time) else item.time,
        )


def _in_order(items: Iterable[_I]) -> list[_I]:
    return sorted(items, key=_place)


def _place(item: _Item) -> tuple[int, int]:
    key = parse_annotation_id(item.id)
    return (key[2], key[3]) if key else (0, 0)


def _told(field: str, value: Any, names: Mapping[str, str]) -> Any:
    """A field as a reader sees it: what its ids stand for."""
    if field == "speakers":
        return [names.get(name, name) for name in value]
    return [(role["role"], role["anchor"]) for role in value] if field == "roles" else value


def _is_id(name: str | None) -> bool:
    return name is not None and parse_annotation_id(name) is not None


def _known(name: str | None, layer: Mapping[str, object]) -> str | None:
    return name if name is not None and name in layer else None
