"""Event reports: what the pages say happened, will, might, must or did not, with roles, time and standing.

Triggers are verbs and nouns of the pack; a noun may be carried by a light verb. One report per wording;
the same sentence printed again adds its place to the first report's evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.event_arguments import Argument, arguments, embedding_at, owners, subjects, verb_keys
from selon.annotate.event_roles import Filling, Scene, fill, is_met
from selon.annotate.event_times import time_of
from selon.annotate.event_tree import Tree, build_tree, keys, mood, preposition, subtree
from selon.annotate.factuality import standing
from selon.annotate.sentences import Sentence
from selon.lang import LanguagePack
from selon.lang.events import EventWords, Frame, Light
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


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """The layers of the page below events, as every sentence needs them."""

    document: Document
    mentions: Sequence[Mention]
    kinds: Mapping[str, str]
    times: Sequence[TimeExpression]
    quotations: Sequence[Quotation]
    words: EventWords


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """An event word with its frame, the light verb that carries it, if any, and its fillers."""

    frame: Frame
    trigger: int
    carrier: int | None
    governing: bool
    standing: bool
    willed: bool
    filling: Filling

    @property
    def predicate(self) -> int:
        """The word whose mood and negation are the event's."""
        return self.carrier if self.carrier is not None and self.governing else self.trigger

    @property
    def nodes(self) -> tuple[int, ...]:
        """The words that name the event."""
        return (self.trigger,) if self.carrier is None else (self.trigger, self.carrier)


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
    for sentence in sentences:
        wording = " ".join(document.text[slice(*sentence.span)].lower().split())
        if wording in printed:
            for report in printed[wording]:
                again = replace(
                    reports[report.trigger], evidence=(*reports[report.trigger].evidence, sentence.span)
                )
                reports[report.trigger] = again
            continue
        own = [report for report in _in_sentence(page, sentence) if report.trigger not in reports]
        reports.update((report.trigger, report) for report in own)
        if own and sentence.level == 0:
            printed[wording] = own
    ordered = sorted(reports.values(), key=lambda report: (report.trigger, report.kind))
    return tuple(ordered)


def _in_sentence(page: _Page, sentence: Sentence) -> Iterator[EventReport]:
    tree = build_tree(sentence, page.words)
    candidates = [
        (node, frames)
        for node, token in enumerate(tree.tokens)
        if not token.masked and (frames := _frames(tree, node, page.words))
    ]
    if not candidates:
        return
    scene = _scene(page, tree)
    found = [event for node, frames in candidates if (event := _read(scene, node, frames)) is not None]
    for event in _distinct(scene, found):
        yield _report(page, scene, event, found)


def _frames(tree: Tree, node: int, words: EventWords) -> tuple[Frame, ...]:
    token = tree.tokens[node]
    if token.pos in ("VERB", "AUX"):
        return next((words.verb_frames[key] for key in keys(token) if key in words.verb_frames), ())
    if token.pos in ("NOUN", "PROPN", "ADJ", "X"):
        return next((words.noun_frames[key] for key in keys(token) if key in words.noun_frames), ())
    return ()


def _scene(page: _Page, tree: Tree) -> Scene:
    start, end = tree.sentence.span
    mentions = [
        mention
        for mention in page.mentions
        if start < mention.end and mention.start < end and page.kinds.get(mention.entity) != "document"
    ]
    times = [(time.start, time.end) for time in page.times if start < time.end and time.start < end]
    return Scene(
        page.document.text, tree, mentions, page.kinds, times, _speaker(page, tree.sentence), page.words
    )


def _speaker(page: _Page, sentence: Sentence) -> Mention | None:
    """A mention of whoever says these direct words: the one nearest before or in the source."""
    inner = _innermost(page.quotations, sentence.span[0], sentence.span[0] + 1)
    for quotation in inner:
        if quotation.mode == "indirect" or not quotation.speakers:
            continue
        same = [mention for mention in page.mentions if mention.entity == quotation.speakers[0]]
        if same:
            place = (quotation.source or quotation.content[0])[0]
            return min(same, key=lambda mention: (abs(mention.start - place), mention.start))
    return None


def _read(scene: Scene, node: int, frames: Sequence[Frame]) -> _Found | None:
    """The first frame of a word whose needs are met."""
    found = arguments(scene.tree, node, scene.words)
    for frame in frames:
        if not _fits(scene.tree, node, frame, scene.words):
            continue
        event = _filled(scene, node, frame, found)
        needs = frame.needs or ("",)
        given = _given(scene, event)
        if any(not need or is_met(need, event.filling, given) for need in needs):
            return event
    return None


def _given(scene: Scene, event: _Found) -> set[str]:
    """What else a frame may need: a light verb, or an attitude that makes the noun an act; an own date."""
    given = set()
    if event.carrier is not None or event.willed:
        given.add("light")
    tokens = [scene.tree.tokens[node] for node in subtree(scene.tree, event.trigger)]
    if any(scene.overlaps_time(token.start, token.end) for token in tokens):
        given.add("time")
    return given


def _fits(tree: Tree, node: int, frame: Frame, words: EventWords) -> bool:
    near = {
        key
        for child in tree.having(node, "amod", "conj", "nmod", "nsubj", "obl:agent", "obj")
        for key in keys(tree.tokens[child])
    }
    if frame.avoid & near:
        return False
    if frame.modifiers and not frame.modifiers & near:
        return False
    if frame.reflexive and tree.tokens[node].pos == "VERB":
        return any(
            tree.tokens[child].text.lower() in words.lists["reflexives"] for child in tree.children[node]
        )
    return True


def _filled(scene: Scene, node: int, frame: Frame, found: Sequence[Argument]) -> _Found:
    filling = Filling()
    if "self" in frame.places:
        fill(scene, frame, frame.places, [Argument("self", node)], filling)
    verbs = _light_verbs(scene.tree, node, frame, scene.words)
    fill(scene, frame, frame.places, found, filling)
    fill(scene, frame, _inner_places(frame, scene.words), found, filling)
    for verb, light in verbs:
        around = [a for a in arguments(scene.tree, verb, scene.words) if a.node != node]
        fill(scene, frame, _free_places(frame, scene.words) | dict(light.places), around, filling)
    borne = False
    if scene.tree.tokens[node].pos not in ("VERB", "AUX"):
        fill(scene, frame, frame.places, _embedded(scene, node), filling)
        borne = _bear(scene, frame, node, filling)
    lasting = borne or frame.standing or any(light.standing for _, light in verbs)
    carrier = verbs[0][0] if verbs else None
    governing = carrier is not None and not scene.tree.tokens[carrier].dep.startswith("acl")
    return _Found(frame, node, carrier, governing, lasting, _is_willed(scene, node), filling)


def _inner_places(frame: Frame, words: EventWords) -> dict[str, tuple[str, ...]]:
    """Complements that the parser hung on a neighbour still give an object that a lexicon knows."""
    kinds = words.kinds[frame.kind]
    roles = (*frame.places.get("object", ()), *frame.places.get(words.genitive, ()))
    return {"inner": tuple(role for role in roles if kinds[role].startswith("lexicon"))}


def _free_places(frame: Frame, words: EventWords) -> dict[str, tuple[str, ...]]:
    """The places of a noun that may as well hang on its light verb: its prepositional phrases."""
    bound = ("subject", "object", "demonym", "poss", "self", "number", words.genitive, words.agent)
    return {place: roles for place, roles in frame.places.items() if place not in bound}


def _light_verbs(tree: Tree, noun: int, frame: Frame, words: EventWords) -> list[tuple[int, Light]]:
    """The light verbs of an event noun, the surest first: the verb whose object or subject it is, participles
    and relative clauses on it, a verb that it complements.
    """
    if tree.tokens[noun].pos in ("VERB", "AUX"):
        return []
    top = _counted(tree, noun, words)
    head, relation = tree.tokens[top].head, tree.tokens[top].dep
    above = _light(tree, head, frame, words) if head != top and _is_carried(tree, top, words) else None
    on_it = [verb for verb in _participles(tree, noun, top) if verb > noun]
    found = [(verb, light) for verb in on_it if (light := _light(tree, verb, frame, words)) is not None]
    if above is not None:
        found.insert(len(found) if relation.startswith("obl") else 0, (head, above))
    elif relation.startswith("nsubj") and set(verb_keys(tree, head)) & words.lists["occurrence"]:
        found.insert(0, (head, Light({}, False)))
    return found


def _is_carried(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether a noun can be what a light verb carries: its object, passive subject or complement."""
    relation = tree.tokens[noun].dep
    if relation.startswith("obl"):
        return preposition(tree, noun, words) in (None, *words.lists["complement_prepositions"])
    return relation in ("obj", "nsubj:pass", "nmod", "xcomp", "dep", "ccomp")


def _participles(tree: Tree, noun: int, top: int) -> list[int]:
    """Participles and relative clauses on a noun, and a participle that follows its phrase directly."""
    found = [n for n in sorted(subtree(tree, top)) if tree.tokens[n].dep in ("acl", "acl:relcl")]
    for place in range(noun + 1, min(noun + 8, len(tree.tokens))):
        token = tree.tokens[place]
        if token.pos == "VERB":
            if token.dep == "acl" and "VerbForm=Part" in token.morph:
                found.append(place)
            break
        if token.pos not in ("ADJ", "PROPN", "NOUN", "ADP", "DET", "NUM", "X") and token.dep != "aux:pass":
            break
    return found


def _light(tree: Tree, verb: int, frame: Frame, words: EventWords) -> Light | None:
    if tree.tokens[verb].pos not in ("VERB", "AUX", "ADJ"):
        return None
    for key in (*keys(tree.tokens[verb]),):
        if (frame.name, key) in words.lights:
            return words.lights[frame.name, key]
    return None


def _counted(tree: Tree, noun: int, words: EventWords) -> int:
    """The head of a phrase that only counts or classes the noun (*une série de sanctions*)."""
    node = noun
    while tree.tokens[node].dep in ("nmod", "conj") and tree.tokens[node].head != node:
        head = tree.tokens[node].head
        counts = words.lists["classifiers"] & set(keys(tree.tokens[head]))
        if not counts and tree.tokens[node].dep == "nmod":
            break
        node = head
    return node


def _is_willed(scene: Scene, noun: int) -> bool:
    """Whether an attitude verb has the noun as its object (*promettre des représailles*)."""
    token = scene.tree.tokens[noun]
    partitive = (
        token.dep.startswith("obl") and preposition(scene.tree, noun, scene.words) == scene.words.genitive
    )
    if token.head == noun or not (partitive or token.dep in ("obj", "nsubj:pass")):
        return False
    embedding = embedding_at(scene.tree, token.head, scene.words)
    return embedding is not None and embedding.operator in ("planned", "sought", "threatened")


def _embedded(scene: Scene, noun: int) -> list[Argument]:
    """Whose act an event noun is, as the word that governs it tells (*planifiait des attaques*)."""
    tree, words = scene.tree, scene.words
    top = _counted(tree, noun, words)
    head = tree.tokens[top].head
    relation = tree.tokens[top].dep
    if head == top or relation.startswith(("nsubj", "advcl", "appos")):
        return []
    if set(keys(tree.tokens[head])) & words.lists["transparent"] and tree.tokens[head].head != head:
        head = tree.tokens[head].head
    embedding = embedding_at(tree, head, words)
    if embedding is None or embedding.control == "none" or embedding.operator in ("possible", "asserted"):
        return []
    if tree.tokens[head].pos in ("NOUN", "PROPN"):
        return [Argument("subject", node) for node in owners(tree, head, words)]
    if embedding.control == "object":
        found = arguments(tree, head, words)
        return [Argument("subject", a.node) for a in found if a.place == "object" and a.node != top]
    if relation != "obj" and not _is_willed(scene, noun):
        return []
    return [Argument("subject", node) for node in subjects(tree, head, words)]


def _bear(scene: Scene, frame: Frame, noun: int, filling: Filling) -> bool:
    """Fills what bears a noun behind a preposition (*sous sanctions*, *en visite*); whether it lasts."""
    tree, words = scene.tree, scene.words
    roles = words.bearers.get((frame.name, preposition(tree, noun, words) or ""))
    head = tree.tokens[noun].head
    if roles is None or head == noun:
        return False
    if tree.tokens[head].pos in ("NOUN", "PROPN"):
        nodes = [head, *tree.having(head, "conj")]
    else:
        nodes = subjects(tree, head, words)
    fill(scene, frame, {"subject": roles}, [Argument("subject", node) for node in nodes], filling)
    return frame.lasting


def _distinct(scene: Scene, found: Sequence[_Found]) -> list[_Found]:
    """One report for one event: a verb that carries an event noun of the same kind gives way to it, and so
    does one that the noun goes with (*tué dans un raid*); the noun then takes over what the verb tells.
    """
    tree, words = scene.tree, scene.words
    verbs = {(event.trigger, event.frame.kind): event for event in found}
    gone = set()
    for event in found:
        if event.carrier is not None:
            gone.add((event.carrier, event.frame.kind))
        host = verbs.get((tree.tokens[event.trigger].head, event.frame.kind))
        if host is None or preposition(tree, event.trigger, words) not in words.lists["within"]:
            continue
        gone.add((host.trigger, host.frame.kind))
        filled = {role.role for role in event.filling.roles}
        event.filling.roles.extend(role for role in host.filling.roles if role.role not in filled)
    return [event for event in found if (event.trigger, event.frame.kind) not in gone]


def _report(page: _Page, scene: Scene, event: _Found, all_found: Sequence[_Found]) -> EventReport:
    tree, words = scene.tree, page.words
    trigger = _trigger_span(tree, event)
    asserters = _asserters(page.quotations, *trigger)
    indirect = any(quotation.mode == "indirect" for quotation in asserters)
    content = [span for quotation in asserters[:1] for span in quotation.content]
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
    times = _event_times(page, tree, asserters)
    time = time_of(tree, nodes, [n for n in others if n not in nodes], times)
    roles = tuple(sorted(event.filling.roles, key=lambda role: (role.role, role.anchor)))
    return EventReport(
        id=annotation_id(page.document.id, "e", *trigger),
        kind=event.frame.kind,
        trigger=trigger,
        evidence=(_evidence(page, tree, event, roles, time),),
        roles=roles,
        time=time,
        factuality=state.operator.factuality,
        status=state.operator.status,
        according_to=tuple(quotation.id for quotation in asserters),
        condition=state.condition,
        background=state.operator.status == "asserted"
        and (_is_background(tree, event, words) or (not asserters and _is_earlier(page, time))),
        confidence=_confidence(event, time),
        rule=f"fr/{tree.tokens[event.trigger].lemma.lower()}/{event.frame.name}",
    )


def _dating(tree: Tree, event: _Found, words: EventWords) -> list[int]:
    """The words whose date is the event's: its own, the verb it is done in, the noun for its coming about."""
    nodes = list(event.nodes)
    head = tree.tokens[event.trigger].head
    case = preposition(tree, event.trigger, words)
    if tree.tokens[head].pos == "VERB" and case in words.lists["within"]:
        nodes.append(head)
    for _ in range(2 if case == words.genitive else 0):
        if set(keys(tree.tokens[head])) & words.lists["phases"]:
            nodes.append(head)
            break
        head = tree.tokens[head].head
    return nodes


def _trigger_span(tree: Tree, event: _Found) -> Span:
    token = tree.tokens[event.trigger]
    if event.carrier is not None and event.governing:
        other = tree.tokens[event.carrier]
        if abs(event.carrier - event.trigger) <= 4:
            return min(token.start, other.start), max(token.end, other.end)
    return token.start, token.end


def _asserters(quotations: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """Who vouches for what stands here: not those who deny what others say in the same words
    (*X affirme que ..., ce que Y dément*), nor those who deny what the page tells by itself.
    """
    inner = _innermost(quotations, start, end)
    return [q for q in inner if q.act != "deny" or q.cue is None or q.cue[1] <= q.content[0][0]]


def _innermost(quotations: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations whose content holds the span and in which no other such lies."""
    holding = [
        quotation
        for quotation in quotations
        if any(left <= start and end <= right for left, right in quotation.content)
    ]
    outer = {quotation.nested_in for quotation in holding}
    inner = [quotation for quotation in holding if quotation.id not in outer]
    shortest = min((_length(quotation) for quotation in inner), default=0)
    return [quotation for quotation in inner if _length(quotation) == shortest]


def _length(quotation: Quotation) -> int:
    return sum(right - left for left, right in quotation.content)


def _event_times(page: _Page, tree: Tree, asserters: Sequence[Quotation]) -> list[TimeExpression]:
    """The times of the sentence that are not when the asserters spoke."""
    start, end = tree.sentence.span
    spoken = {quotation.uttered for quotation in asserters}
    return [time for time in page.times if start <= time.start and time.end <= end and time.id not in spoken]


def _evidence(page: _Page, tree: Tree, event: _Found, roles: Sequence[EventRole], time: str | None) -> Span:
    """From the first to the last of trigger, roles and time, within the sentence."""
    token = tree.tokens[event.trigger]
    spans = [(token.start, token.end), _trigger_span(tree, event), *(role.anchor for role in roles)]
    spans += [(each.start, each.end) for each in page.times if each.id == time]
    start, end = tree.sentence.span
    inside = [span for span in spans if start <= span[0] and span[1] <= end]
    return min(span[0] for span in inside), max(span[1] for span in inside)


def _is_background(tree: Tree, event: _Found, words: EventWords) -> bool:
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


_WEIGHTS: Mapping[str, float] = {"base": 0.5, "role": 0.12, "mention": 0.06, "light": 0.05, "time": 0.05}


def _confidence(event: _Found, time: str | None) -> float:
    """A score set by hand, in two decimals: fuller frames are surer."""
    features = {
        "base": 1,
        "role": min(3, len({role.role for role in event.filling.roles})),
        "mention": min(2, sum(role.mention is not None for role in event.filling.roles)),
        "light": int(event.carrier is not None),
        "time": int(time is not None),
    }
    return round(min(0.97, sum(_WEIGHTS[name] * value for name, value in features.items())), 2)
