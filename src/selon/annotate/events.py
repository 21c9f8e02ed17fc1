"""Event reports: what the pages say happened, will, might, must or did not, with roles, time and standing.

Triggers are verbs and nouns of the pack; a noun may be carried by a light verb. One report per wording;
the same sentence printed again adds its place to the first report's evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.event_frames import Found, frames_at, read_event
from selon.annotate.event_mentions import Made, Scene
from selon.annotate.event_periods import period_of
from selon.annotate.event_places import Argument
from selon.annotate.event_roles import fill
from selon.annotate.event_sharing import framing_time, offset_time, shared_time, simultaneous_time
from selon.annotate.event_times import time_of
from selon.annotate.event_tree import Tree, build_tree, keys, mood, preposition
from selon.annotate.event_twins import distinct
from selon.annotate.event_voices import asserters, speaker
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

_NEAR = 300
"""How far back the place lies that *y* takes up, in code points."""


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """The layers of the page below events, as every sentence needs them."""

    document: Document
    mentions: Sequence[Mention]
    kinds: Mapping[str, str]
    times: Sequence[TimeExpression]
    quotations: Sequence[Quotation]
    words: EventWords


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
    page = _Page(document, mentions, kinds, times, quotations, pack.events)
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
    page: _Page, sentence: Sentence, before: Sentence | None, known: Sequence[EventReport]
) -> Iterator[EventReport]:
    tree = build_tree(sentence, page.words)
    candidates = [
        (node, frames)
        for node, token in enumerate(tree.tokens)
        if not token.masked and (frames := frames_at(tree, node, page.words))
    ]
    if not candidates:
        return
    scene = replace(_scene(page, tree), there=_last_place(known, sentence))
    found = [event for node, frames in candidates if (event := read_event(scene, node, frames)) is not None]
    for event in distinct(scene, found):
        yield _report(page, scene, event, found, before)


def _last_place(known: Sequence[EventReport], sentence: Sentence) -> Made | None:
    """Where the last event before a sentence that tells its place took place, if that is near."""
    roles = [role for report in known for role in report.roles if role.role == "place"]
    near = [role for role in roles if 0 <= sentence.span[0] - role.anchor[1] <= _NEAR]
    last = max(near, key=lambda role: role.anchor, default=None)
    return (last.anchor, last.mention) if last else None


def _scene(page: _Page, tree: Tree) -> Scene:
    start, end = tree.sentence.span
    mentions = [
        mention
        for mention in page.mentions
        if start < mention.end
        and mention.start < end
        and page.kinds.get(mention.entity) != "document"
        and not _is_own_name(page, mention)
    ]
    times = [(time.start, time.end) for time in page.times if start < time.end and time.start < end]
    return Scene(
        page.document.text,
        tree,
        mentions,
        page.kinds,
        times,
        speaker(page.quotations, page.mentions, tree.sentence),
        page.words,
    )


def _is_own_name(page: _Page, mention: Mention) -> bool:
    """Whether a pronoun of the third person in somebody's direct words was taken for him who says them."""
    form = page.document.text[mention.start : mention.end].lower()
    if form not in page.words.lists["third_person"]:
        return False
    holding = asserters(page.quotations, mention.start, mention.end)
    return any(q.mode == "direct" and mention.entity in q.speakers for q in holding)


def _report(
    page: _Page, scene: Scene, event: Found, all_found: Sequence[Found], before: Sentence | None
) -> EventReport:
    tree, words = scene.tree, page.words
    trigger = _trigger_span(tree, event)
    voices = asserters(page.quotations, *trigger)
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
    )
    others = [
        node for other in all_found if other is not event for node in other.nodes if node not in event.nodes
    ]
    nodes = _dating(tree, event, words)
    times, all_times = _event_times(page, tree, voices), _event_times(page, tree, ())
    time = time_of(tree, nodes, [n for n in others if n not in nodes], times, words)
    if time is None and not voices:
        time = framing_time(tree, event.predicate, before, page.times, words)
    if time is None:
        time = simultaneous_time(tree, event.trigger, all_times, words)
    if time is None:
        time = shared_time(tree, nodes, event.predicate, all_times, words)
    if state.operator == words.operators["asserted"] and _is_to_come(page, tree, event, time, words):
        state = replace(state, operator=words.operators["planned"])
    _add_place(scene, event, next((t for t in times if t.id == time), None))
    roles = tuple(sorted(event.filling.roles, key=lambda role: (role.role, role.anchor)))
    return EventReport(
        id=annotation_id(page.document.id, "e", *trigger),
        kind=event.frame.kind,
        trigger=trigger,
        evidence=(_evidence(page, tree, event, roles, time),),
        roles=roles,
        time=_told_time(tree, time, all_times, words)
        or offset_time(tree, event.trigger, event.predicate, all_times, page.document.published.edtf, words),
        factuality=state.operator.factuality,
        status=state.operator.status,
        according_to=tuple(quotation.id for quotation in voices),
        condition=state.condition,
        background=state.operator.status == "asserted"
        and (_is_background(tree, event, words) or (not voices and _is_earlier(page, time))),
        confidence=_confidence(event, time),
        rule=f"fr/{tree.tokens[event.trigger].lemma.lower()}/{event.frame.name}",
    )


def _add_place(scene: Scene, event: Found, time: TimeExpression | None) -> None:
    """Fills a place that stands right behind the event's time, where the parse may hang it on anything
    (*tué le 3 mai à Oslo*).
    """
    tree, kinds = scene.tree, scene.words.kinds[event.frame.kind]
    if time is None:
        return
    after = next((n for n, token in enumerate(tree.tokens) if token.start >= time.end), None)
    if after is None or tree.tokens[after].dep != "case" or tree.tokens[after].head <= after:
        return
    case, node = preposition(tree, tree.tokens[after].head, scene.words), tree.tokens[after].head
    roles = tuple(r for r in event.frame.places.get(case or "", ()) if kinds[r] == "place")
    if roles and all(role.role not in roles for role in event.filling.roles):
        fill(scene, event.frame, {str(case): roles}, [Argument(str(case), node)], event.filling)


def _dating(tree: Tree, event: Found, words: EventWords) -> list[int]:
    """The words whose date is the event's: its own, the verb it is done in, the noun for its coming about."""
    nodes = list(event.nodes)
    head = tree.tokens[event.trigger].head
    case = preposition(tree, event.trigger, words)
    if tree.tokens[head].pos == "VERB" and case in words.lists["within"]:
        nodes.append(head)
    effect = (
        tree.tokens[event.trigger].dep == "nsubj" and set(keys(tree.tokens[head])) & words.lists["effects"]
    )
    if effect and event.carrier is None:
        nodes.append(head)
    for _ in range(2 if case == words.genitive else 0):
        if set(keys(tree.tokens[head])) & words.lists["phases"]:
            nodes.append(head)
            break
        head = tree.tokens[head].head
    return nodes


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


def _event_times(page: _Page, tree: Tree, asserters: Sequence[Quotation]) -> list[TimeExpression]:
    """The times of the sentence that are not when the asserters spoke."""
    start, end = tree.sentence.span
    spoken = {quotation.uttered for quotation in asserters}
    inside = [time for time in page.times if start <= time.start and time.end <= end]
    return [time for time in inside if time.id not in spoken]


def _evidence(page: _Page, tree: Tree, event: Found, roles: Sequence[EventRole], time: str | None) -> Span:
    """From the first to the last of trigger, roles and time, within the sentence."""
    token = tree.tokens[event.trigger]
    spans = [(token.start, token.end), _trigger_span(tree, event), *(role.anchor for role in roles)]
    spans += [(each.start, each.end) for each in page.times if each.id == time]
    start, end = tree.sentence.span
    inside = [span for span in spans if start <= span[0] and span[1] <= end]
    return min(span[0] for span in inside), max(span[1] for span in inside)


def _is_background(tree: Tree, event: Found, words: EventWords) -> bool:
    """Standing measures, what lies behind *depuis, après, en raison de*, and the pluperfect."""
    if event.standing:
        return True
    if preposition(tree, event.trigger, words) in words.lists["background_prepositions"]:
        return True
    if tree.sentence.level == 0 and tree.tokens[event.predicate].dep in ("acl", "acl:relcl"):
        return True
    tense = mood(tree, event.predicate, words)
    return "Tense=Imp" in tense and bool(tree.having(event.predicate, "aux:tense"))


def _is_earlier(page: _Page, time: str | None) -> bool:
    """Whether an event's month or year lies before that of the publication."""
    published = page.document.published.edtf or ""
    edtf = next((each.edtf for each in page.times if each.id == time), None) or ""
    shared = min(len(published), len(edtf), len("2023-06"))
    plain = edtf[:4].isdigit() and published[:4].isdigit()
    return plain and edtf[:shared] < published[:shared]


def _is_to_come(page: _Page, tree: Tree, event: Found, time: str | None, words: EventWords) -> bool:
    """Whether an event's time begins after the publication: then it cannot be told as over, unless the tense
    is past and the date has been read wrongly.
    """
    published = page.document.published.edtf or ""
    edtf = next((each.edtf for each in page.times if each.id == time), None) or ""
    day = len("2023-06-12")
    plain = edtf[:4].isdigit() and len(published) >= day and not published.endswith(("~", "?"))
    start = edtf.partition("/")[0][:day].rstrip("~?")
    if tree.tokens[event.predicate].pos not in ("VERB", "AUX") and not _has_figure(page, time):
        return False  # a bare weekday beside a noun may be the last as well as the next
    told = mood(tree, event.predicate, words)
    past = bool(tree.having(event.predicate, "aux:tense")) or "Tense=Past" in told or "Tense=Imp" in told
    return plain and start > published[: len(start)] and not past


def _has_figure(page: _Page, time: str | None) -> bool:
    """Whether a time is told by a figure (*le 3 mai*)."""
    wording = next((page.document.text[t.start : t.end] for t in page.times if t.id == time), "")
    return any(letter.isdigit() for letter in wording)


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
