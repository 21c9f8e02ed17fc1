"""From a word to the event that it reports: its frame, the light verb that carries it, its fillers."""

from collections.abc import Sequence
from dataclasses import dataclass

from selon.annotate.event_arguments import arguments, owners, subjects
from selon.annotate.event_asides import set_off
from selon.annotate.event_fits import (
    befalls,
    fits,
    is_charge,
    is_fit_for,
    is_in_words,
    is_name,
    is_of_things,
    parties_of,
)
from selon.annotate.event_governors import embedding_at, is_asked, verb_keys
from selon.annotate.event_lights import counted, light_verbs
from selon.annotate.event_mentions import Scene, complements, is_named
from selon.annotate.event_places import Argument
from selon.annotate.event_roles import Filling, fill, is_met
from selon.annotate.event_tree import (
    Tree,
    conjuncts,
    is_passive,
    keys,
    mood,
    preposition,
    subtree,
)
from selon.lang.events import Embedding, EventWords, Frame

__all__ = ["Found", "frames_at", "read_event"]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An event word with its frame, the light verb that carries it, if any, and its fillers."""

    frame: Frame
    trigger: int
    carrier: int | None
    governing: bool
    standing: bool
    willed: bool
    carried: bool
    filling: Filling

    @property
    def predicate(self) -> int:
        """The word whose mood and negation are the event's."""
        return self.carrier if self.carrier is not None and self.governing else self.trigger

    @property
    def nodes(self) -> tuple[int, ...]:
        """The words that name the event."""
        return (self.trigger,) if self.carrier is None else (self.trigger, self.carrier)


def frames_at(tree: Tree, node: int, words: EventWords) -> tuple[Frame, ...]:
    """The frames that a word may evoke; none for most words."""
    token = tree.tokens[node]
    if token.text.isupper() and len(token.text) > 2 and any(other.text.islower() for other in tree.tokens):
        return ()  # RAID is a unit of the police
    if _is_gone_to(tree, node, words) or node in tree.inside:
        return ()
    if _is_somebody(tree, node):
        return ()
    if token.pos in ("VERB", "AUX"):
        return next((words.verb_frames[k] for k in verb_keys(tree, node) if k in words.verb_frames), ())
    if token.pos in ("NOUN", "PROPN", "ADJ", "X") and not is_name(tree, node, words):
        return next((words.noun_frames[key] for key in keys(token) if key in words.noun_frames), ())
    return ()


def _is_gone_to(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether an infinitive has *être* for its auxiliary: what one went to do (*j'ai été frapper*)."""
    token = tree.tokens[node]
    own = tree.having(node, "aux:tense", "aux:pass") if token.text == token.lemma else ()
    perfect = any("VerbForm=Inf" in tree.tokens[n].morph for n in own)
    return not perfect and any(tree.tokens[n].lemma in words.lists["being"] for n in own)


def _is_somebody(tree: Tree, node: int) -> bool:
    """Whether a participle behind an article stands for somebody (*le premier élu*, *les interpellés*)."""
    token = tree.tokens[node]
    bare = token.pos == "VERB" and "VerbForm=Part" in token.morph and "Tense=Past" in token.morph
    if not bare or not node or tree.having(node, "aux:tense", "aux:pass", "aux", "obj"):
        return False
    before = tree.tokens[node - 1]
    return before.pos == "DET" or (before.pos == "ADJ" and before.head == node and before.dep == "amod")


def read_event(scene: Scene, node: int, frames: Sequence[Frame]) -> Found | None:
    """The first frame of a word whose needs are met."""
    found = arguments(scene.tree, node, scene.words)
    token = scene.tree.tokens[node]
    if token.pos in ("NOUN", "PROPN"):
        if is_charge(scene, node):
            return None
        scene = scene.without((token.start, token.end))
    elif token.pos == "VERB":
        scene = scene.without((token.start, token.end), "unnamed")
    parties = parties_of(scene.tree, node, found)
    for frame in frames:
        if not fits(scene.tree, node, frame, scene.words) or not is_fit_for(frame, parties):
            continue
        if is_of_things(scene, frame, found):
            continue
        event = _filled(scene, node, frame, found)
        figure = is_in_words(scene, frame, event.filling.roles) or befalls(scene, frame, event.filling.nodes)
        if _is_whole(scene, event) and not figure and not _is_with_others(scene, event):
            return event
    return None


def _is_whole(scene: Scene, event: Found) -> bool:
    """Whether an event has what its frame needs, and nothing beside it makes it another."""
    needs, given = event.frame.needs or ("",), _given(scene, event)
    met = any(not need or is_met(scene, need, event.filling, given) for need in needs)
    return met and (_is_of_people(scene, event) or not _is_among(scene.tree, event.frame.wary))


def _is_with_others(scene: Scene, event: Found) -> bool:
    """Whether those who take part are none for this event, wherever they hang (*un entretien avec
    Libération*, *le message envoyé à l'opinion*).
    """
    sorts = scene.words.kinds[event.frame.kind]
    acting = [found for role, found in event.filling.nodes.items() if sorts[role] in ("actor", "actors")]
    nodes = [node for found in acting for node in found]
    return any(event.frame.avoid & set(keys(scene.tree.tokens[n])) for n in nodes)


def _is_among(tree: Tree, wary: frozenset[str]) -> bool:
    """Whether one of these words stands anywhere in the sentence."""
    return bool(wary) and any(wary & set(keys(token)) for token in tree.tokens if token.pos != "PROPN")


def _is_of_people(scene: Scene, event: Found) -> bool:
    """Whether somebody mentioned by name or description undergoes the event."""
    sorts, doers = scene.words.kinds[event.frame.kind], event.frame.places.get("subject", ())
    roles = {role for role, sort in sorts.items() if sort != "place" and role not in doers}
    return any(role.role in roles and role.mention is not None for role in event.filling.roles)


def _filled(scene: Scene, node: int, frame: Frame, found: Sequence[Argument]) -> Found:
    filling = Filling()
    if "self" in frame.places:
        fill(scene, frame, frame.places, [Argument("self", node)], filling)
    verbs = light_verbs(scene.tree, node, frame, scene.words)
    fill(scene, frame, _own_places(frame, found, scene.words), found, filling)
    fill(scene, frame, _inner_places(frame, scene.words), found, filling)
    fill(scene, frame, frame.places, _makers(scene, frame, filling), filling)
    for verb, light in verbs:
        around = [a for a in arguments(scene.tree, verb, scene.words) if a.node != node]
        places = _free_places(frame, scene.words) | dict(light.places)
        fill(scene, frame, places, around, filling, joint=light.joint)
    borne = False
    if scene.tree.tokens[node].pos not in ("VERB", "AUX"):
        fill(scene, frame, frame.places, _embedded(scene, node, frame), filling)
        borne = _bear(scene, frame, node, filling)
    lasting = borne or frame.standing or any(light.standing for _, light in verbs)
    carrier = verbs[0][0] if verbs else None
    governing = bool(verbs) and not verbs[0][1].attitude
    governing = governing and not _is_described_by(scene, node, verbs[0][0])
    carried = any(light.places for _, light in verbs)  # not only by a verb of occurrence
    return Found(frame, node, carrier, governing, lasting, _is_willed(scene, node), carried, filling)


def _is_described_by(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a light verb only describes its noun (*des sanctions imposées*); an infinitive governs it, and
    so does a finite verb whose subject or object it is.
    """
    tree, token = scene.tree, scene.tree.tokens[verb]
    if tree.tokens[counted(tree, noun, scene.words)].head == verb and mood(tree, verb, scene.words):
        return False
    return token.dep.startswith("acl") and "VerbForm=Inf" not in token.morph


def _own_places(frame: Frame, found: Sequence[Argument], words: EventWords) -> dict[str, tuple[str, ...]]:
    """The places of a frame; where an agent stands beside it, a genitive may be the patient (`de, par`)."""
    places = dict(frame.places)
    beside = places.pop(f"{words.genitive}, {words.agent}", None)
    if beside and any(argument.place == words.agent for argument in found):
        places[words.genitive] = beside
    return places


def _inner_places(frame: Frame, words: EventWords) -> dict[str, tuple[str, ...]]:
    """Complements that the parser hung on a neighbour still give an object that a lexicon knows."""
    kinds = words.kinds[frame.kind]
    roles = (*frame.places.get("object", ()), *frame.places.get(words.genitive, ()))
    return {"inner": tuple(role for role in roles if kinds[role].startswith("lexicon"))}


def _makers(scene: Scene, frame: Frame, filling: Filling) -> list[Argument]:
    """Whose an object is: the states whose adjectives it bears, the name in its complement (*vente d'armes de
    X vers Y*), wherever the object hangs.
    """
    kinds, tree = scene.words.kinds[frame.kind], scene.tree
    objects = [n for role, nodes in filling.nodes.items() if kinds[role].startswith("lexicon") for n in nodes]
    found = []
    for node in [each for head in objects for each in conjuncts(tree, head)]:
        found += [Argument("object.demonym", each) for each in tree.having(node, "amod")]
        if node + 1 < len(tree.tokens) and tree.tokens[node + 1].dep in ("amod", "acl"):
            found.append(Argument("object.demonym", node + 1))
        for inner in complements(tree, node, scene.words):
            if is_named(scene, inner):
                found.append(Argument("object.demonym", inner))
    return found


def _free_places(frame: Frame, words: EventWords) -> dict[str, tuple[str, ...]]:
    """The places of a noun that may as well hang on its light verb: its prepositional phrases."""
    bound = ("subject", "object", "demonym", "poss", "self", "number", words.genitive, words.agent)
    return {place: roles for place, roles in frame.places.items() if place not in bound}


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


def _embedded(scene: Scene, noun: int, frame: Frame) -> list[Argument]:
    """Whose act an event noun is, as the word that governs it tells (*planifiait des attaques*)."""
    tree, words = scene.tree, scene.words
    top = counted(tree, noun, words)
    head = tree.tokens[top].head
    relation = tree.tokens[top].dep
    if head == top or relation.startswith(("nsubj", "advcl", "appos")):
        return []
    if set(keys(tree.tokens[head])) & words.lists["transparent"] and tree.tokens[head].head != head:
        head = tree.tokens[head].head
    embedding = embedding_at(tree, head, words)
    if embedding is None or embedding.control == "none" or embedding.operator in ("possible", "asserted"):
        return []
    if words.lists["expecting"] & set(keys(tree.tokens[head])) or _is_of_others(
        scene, head, frame, embedding
    ):
        return []  # who waits for something does not do it
    if tree.tokens[head].pos in ("NOUN", "PROPN"):
        return [Argument("subject", node) for node in owners(tree, head, words)]
    if embedding.control == "object":
        found = arguments(tree, head, words)
        return [Argument("subject", a.node) for a in found if a.place == "object" and a.node != top]
    if relation != "obj" and not _is_willed(scene, noun):
        return []
    return [Argument("subject", node) for node in subjects(tree, head, words)]


def _is_of_others(scene: Scene, verb: int, frame: Frame, embedding: Embedding) -> bool:
    """Whether who is threatened with something, or asked to stop what others do together, does not do it."""
    if embedding.operator == "threatened" and is_passive(scene.tree, verb, scene.words):
        return True
    kinds, roles = scene.words.kinds[frame.kind], frame.places.get("subject", ())
    shared = any(kinds[role] == "actors" for role in roles if "+" not in role)
    return embedding.operator == "negated" and shared and is_asked(scene.tree, verb, scene.words)


def _bear(scene: Scene, frame: Frame, noun: int, filling: Filling) -> bool:
    """Fills what bears a noun behind a preposition (*sous sanctions*, *en visite*); whether it lasts."""
    tree, words = scene.tree, scene.words
    first = tree.tokens[noun].head if tree.tokens[noun].dep == "conj" else noun
    roles = words.bearers.get((frame.name, preposition(tree, first, words) or ""))
    head = tree.tokens[first].head
    beside = set_off(tree, first)
    copula = bool(tree.having(noun, "cop"))
    if roles is None or (head == first and not copula):
        return False
    if copula:
        nodes = subjects(tree, noun, words)
    elif beside:
        nodes = beside
    elif tree.having(head, "cop"):
        nodes = subjects(tree, head, words)
    elif tree.tokens[head].pos in ("NOUN", "PROPN"):
        nodes = [head, *tree.having(head, "conj")]
    else:
        nodes = subjects(tree, head, words)
    fill(scene, frame, {"subject": roles}, [Argument("subject", node) for node in nodes], filling)
    return frame.lasting


def _given(scene: Scene, event: Found) -> set[str]:
    """What else a frame may need: a light verb, or an attitude that makes the noun an act; an own date."""
    given = set()
    if event.carrier is not None or event.willed:
        given.add("light")
    if event.willed or event.carried:
        given.add("carried")
    tree = scene.tree
    if "Number=Plur" not in tree.tokens[event.trigger].morph:
        given.add("one")
    there = scene.words.lists["there"]
    if any(tree.tokens[node].text.lower() in there for node in tree.children[event.trigger]):
        given.add("there")
    clauses = {
        inner
        for node in subtree(tree, event.trigger)
        if tree.tokens[node].dep in ("advcl", "acl:relcl", "conj", "parataxis") and node != event.trigger
        for inner in subtree(tree, node)
    }
    described = set(tree.having(event.trigger, "amod"))  # sa prochaine attaque bears no date
    own = [tree.tokens[node] for node in subtree(tree, event.trigger) if node not in clauses | described]
    if any(scene.overlaps_time(token.start, token.end) for token in own):
        given.add("time")
    return given
