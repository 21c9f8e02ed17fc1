"""Event reports: what the pages say happened, will, might, must or did not, with roles, time and standing.

Triggers are verbs and nouns of the pack; a noun may be carried by a light verb. One report per wording;
the same sentence printed again adds its place to the first report's evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selon.annotate.event_dating import (
    add_place,
    dating,
    event_times,
    is_background,
    is_earlier,
    is_historic,
    is_over_by_date,
    is_to_come,
    past_time,
)
from selon.annotate.event_frames import Found, frames_at, read_event
from selon.annotate.event_identity import settled
from selon.annotate.event_idioms import is_in_idiom
from selon.annotate.event_mentions import Scene
from selon.annotate.event_page import Page, last_place, scene_of
from selon.annotate.event_periods import period_of
from selon.annotate.event_sharing import framing_time, offset_time, shared_time, simultaneous_time
from selon.annotate.event_times import time_of
from selon.annotate.event_tree import Tree, build_tree, keys
from selon.annotate.event_twins import distinct
from selon.annotate.event_voices import vouchers
from selon.annotate.factuality import standing
from selon.annotate.sentences import Sentence
from selon.lang import LanguagePack
from selon.lang.events import EventWords
from selon.records import (
    Document,
    Entity,
    EventReport,
    EventRole,
    Mention,
    Quotation,
    Span,
    TimeExpression,
    annotation_id,
)

__all__ = ["find_events"]


def find_events(  # noqa: PLR0917
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    quotations: Sequence[Quotation],
    pack: LanguagePack,
) -> tuple[EventReport, ...]:
    """The event reports of a page, in the order of their triggers."""
    kinds = {entity.id: entity.kind for entity in entities}
    names = {entity.id: entity.name for entity in entities}
    countries = {entity.id: entity.country for entity in entities}
    page = Page(document, mentions, kinds, names, countries, times, quotations, pack.events, pack.names)
    reports: dict[Span, EventReport] = {}
    printed: dict[str, list[EventReport]] = {}
    last: Sentence | None = None
    for sentence in sentences:
        before, last = last, sentence if sentence.level == 0 else last
        wording = " ".join(document.text[slice(*sentence.span)].lower().split())
        if wording in printed:
            for report in printed[wording]:
                again = replace(
                    reports[report.trigger], evidence=(*reports[report.trigger].evidence, sentence.span)
                )
                reports[report.trigger] = again
            continue
        known = list(reports.values())
        own = [
            report for report in _in_sentence(page, sentence, before, known) if report.trigger not in reports
        ]
        reports.update((report.trigger, report) for report in own)
        if own and sentence.level == 0:
            printed[wording] = own
    ordered = sorted(reports.values(), key=lambda report: (report.trigger, report.kind))
    return tuple(ordered)


def _in_sentence(
    page: Page, sentence: Sentence, before: Sentence | None, known: Sequence[EventReport]
) -> Iterator[EventReport]:
    tree = build_tree(sentence, page.words)
    candidates = [
        (node, frames)
        for node, token in enumerate(tree.tokens)
        if not token.masked
        and (frames := frames_at(tree, node, page.words))
        and not is_in_idiom(tree, node, page.words)
    ]
    if not candidates:
        return
    scene = replace(scene_of(page, tree), there=last_place(known, sentence))
    found = [event for node, frames in candidates if (event := read_event(scene, node, frames)) is not None]
    for event in distinct(scene, found):
        yield _report(page, scene, event, found, before)


def _report(
    page: Page, scene: Scene, event: Found, all_found: Sequence[Found], before: Sentence | None
) -> EventReport:
    tree, words = scene.tree, page.words
    trigger = _trigger_span(tree, event)
    voices = vouchers(page.quotations, tree, event.trigger, trigger, words)
    indirect = any(quotation.mode == "indirect" for quotation in voices)
    content = [span for quotation in voices[:1] for span in quotation.content]
    state = standing(
        tree,
        event.trigger,
        event.predicate,
        words,
        base=event.frame.operator,
        content=content,
        reported=indirect,
        counted="number" in event.frame.places or _is_told_when_over(tree, event, words),
    )
    others = [
        node for other in all_found if other is not event for node in other.nodes if node not in event.nodes
    ]
    nodes = dating(tree, event, words)
    times, all_times = event_times(page, tree, voices), event_times(page, tree, ())
    time = time_of(tree, nodes, [n for n in others if n not in nodes], times, words)
    if time is None and not voices:
        time = framing_time(tree, event.predicate, before, page.times, words)
    if time is None:
        time = simultaneous_time(tree, event.trigger, all_times, words)
    if time is None:
        time = shared_time(tree, nodes, event.predicate, all_times, words)
    over = is_over_by_date(page, tree, event, time)
    historic = state.operator == words.operators["planned"] and is_historic(page, tree, event, time, words)
    if historic or (over and state.operator.status in ("planned", "possible", "hypothetical")):
        state = replace(state, operator=words.operators["asserted"], condition=())
    if state.operator == words.operators["asserted"] and is_to_come(page, tree, event, time, words):
        state = replace(state, operator=words.operators["planned"])
    add_place(scene, event, next((t for t in times if t.id == time), None))
    roles = tuple(settled(page, event.filling.roles, tuple(words.kinds[event.frame.kind]), trigger))
    return EventReport(
        id=annotation_id(page.document.id, "e", *trigger),
        kind=event.frame.kind,
        trigger=trigger,
        evidence=(_evidence(page, tree, event, roles, time),),
        roles=roles,
        time=past_time(page, event, state.operator.status, _told_time(tree, time, all_times, words))
        or offset_time(tree, event.trigger, event.predicate, all_times, page.document.published.edtf, words),
        factuality=state.operator.factuality,
        status=state.operator.status,
        according_to=tuple(quotation.id for quotation in voices),
        condition=state.condition,
        background=state.operator.status == "asserted"
        and (is_background(tree, event, words) or (not voices and is_earlier(page, time))),
        confidence=_confidence(event, time),
        rule=f"fr/{tree.tokens[event.trigger].lemma.lower()}/{event.frame.name}",
    )


def _is_told_when_over(tree: Tree, event: Found, words: EventWords) -> bool:
    """Whether a noun names what nobody announces beforehand (*a annoncé l'arrestation de X*)."""
    token = tree.tokens[event.trigger]
    return token.pos == "NOUN" and bool(set(keys(token)) & words.lists["told_when_over"])


def _trigger_span(tree: Tree, event: Found) -> Span:
    token = tree.tokens[event.trigger]
    if event.carrier is not None and event.governing:
        other = tree.tokens[event.carrier]
        if abs(event.carrier - event.trigger) <= 4:
            return min(token.start, other.start), max(token.end, other.end)
    return token.start, token.end


def _told_time(
    tree: Tree, time: str | None, times: Sequence[TimeExpression], words: EventWords
) -> str | None:
    """The interval that a time is an end of, else the time itself."""
    told = next((each for each in times if each.id == time), None)
    return (told and period_of(tree, told, times, words)) or time


def _evidence(page: Page, tree: Tree, event: Found, roles: Sequence[EventRole], time: str | None) -> Span:
    """From the first to the last of trigger, roles and time, within the sentence."""
    token = tree.tokens[event.trigger]
    spans = [(token.start, token.end), _trigger_span(tree, event), *(role.anchor for role in roles)]
    spans += [(each.start, each.end) for each in page.times if each.id == time]
    start, end = tree.sentence.span
    inside = [span for span in spans if start <= span[0] and span[1] <= end]
    return min(span[0] for span in inside), max(span[1] for span in inside)


_WEIGHTS: Mapping[str, float] = {"base": 0.5, "role": 0.12, "mention": 0.06, "light": 0.05, "time": 0.05}


def _confidence(event: Found, time: str | None) -> float:
    """A score set by hand, in two decimals: fuller frames are surer."""
    features = {
        "base": 1,
        "role": min(3, len({role.role for role in event.filling.roles})),
        "mention": min(2, sum(role.mention is not None for role in event.filling.roles)),
        "light": int(event.carrier is not None),
        "time": int(time is not None),
    }
    return round(min(0.97, sum(_WEIGHTS[name] * value for name, value in features.items())), 2)
