"""What a noun phrase is as a filler: an actor by name, role or adjective, a place, a wording, a number."""

from selon.annotate.event_idioms import is_in_idiom
from selon.annotate.event_mentions import (
    Made,
    Scene,
    complements,
    demonym_at,
    is_countryman,
    is_named,
    mention_at,
)
from selon.annotate.event_owners import holder, is_no_person, owner
from selon.annotate.event_places import Argument
from selon.annotate.event_sorts import is_someone, is_thing
from selon.annotate.event_spans import MARKS, whole
from selon.annotate.event_tree import keys, phrase, phrase_span
from selon.annotate.sentences import Token
from selon.lang.events import Frame
from selon.records import Mention, Span

__all__ = ["READERS"]

_FIGURE = 10
"""How far before a phrase an idiom that it belongs to may begin, in code points."""


def _actor(scene: Scene, argument: Argument, name: str, frame: Frame) -> Made | None:
    """Somebody: none of the nouns for things, be there a name in their phrase."""
    if argument.place != "poss" and is_thing(scene, argument.node, mention_at(scene, argument.node)):
        return None
    return _victim(scene, argument, name, frame)


def _victim(scene: Scene, argument: Argument, _: str, frame: Frame) -> Made | None:
    """Whoever or whatever can be hit."""
    node, token = argument.node, scene.tree.tokens[argument.node]
    if set(keys(token)) & scene.words.lists["channels"] or _is_scene_of(scene, argument, frame):
        return None
    mention = _meant(scene, argument)
    if argument.place == "poss" and (mention is None or is_no_person(scene, node, mention)):
        return owner(scene, node) if mention is None else None
    dated = scene.overlaps_time(token.start, token.end)
    if mention is not None and not (dated and not mention.start <= token.start < mention.end):
        inside = mention.start <= token.start and token.end <= mention.end
        whole = inside or token.pos != "PRON"
        return (_trimmed(scene, mention) if whole else (token.start, token.end), mention.id)
    return _worded(scene, node, frame)


def _meant(scene: Scene, argument: Argument) -> Mention | None:
    """The mention that an argument stands for: of a state for an adjective, of an owner for a possessive."""
    node, token = argument.node, scene.tree.tokens[argument.node]
    adjective = argument.place.endswith("demonym")
    mention = demonym_at(scene, node) if adjective or token.pos == "ADJ" else None
    if mention is None and not (adjective and token.pos == "ADJ"):
        mention = mention_at(scene, node)
    return (holder(scene, node) or mention) if argument.place == "poss" else mention


def _worded(scene: Scene, node: int, frame: Frame) -> Made | None:
    """Somebody whom no mention covers, by the words of the phrase."""
    token = scene.tree.tokens[node]
    if token.pos == "ADJ" and scene.words.lists["group_adjectives"] & set(keys(token)):
        return ((token.start, token.end), None)
    named = (
        token.pos == "ADJ" and token.dep != "amod" and scene.tree.having(node, "det")
    )  # les plus faibles d'entre eux
    if not (named or token.pos in ("NOUN", "PROPN", "X")) or not is_someone(scene, node, frame):
        return None
    return (whole(scene, phrase_span(scene.tree, phrase(scene.tree, node, scene.words))), None)


def _is_scene_of(scene: Scene, argument: Argument, frame: Frame) -> bool:
    """Whether a name of a place, no state, stands where a frame takes places too (*l'attaque de Lyon*)."""
    token = scene.tree.tokens[argument.node]
    roles = {scene.words.kinds[frame.kind][r] for r in frame.places.get(argument.place, ()) if "+" not in r}
    if "place" not in roles or token.pos != "PROPN" or token.entity != "LOC":
        return False
    mention = mention_at(scene, argument.node)
    return mention is None or scene.kinds.get(mention.entity) != "state"


def _trimmed(scene: Scene, mention: Mention) -> Span:
    """The span of a mention without the time before it and the quotation that opens in it."""
    start, end = mention.start, mention.end
    for left, right in scene.times:
        if left <= start < right < end:
            start = right + len(scene.text[right:end]) - len(scene.text[right:end].lstrip())
    first = scene.text[start:end].partition(" ")[0]
    if first.lower() in scene.words.lists["nobody"] and scene.kinds.get(mention.entity) == "person":
        start += len(first) + 1  # jusqu'à preuve du contraire X
    before, comma, name = scene.text[start:end].rpartition(", ")
    many = before.partition(" ")[0].lower() in scene.words.lists["several"]
    many = many or bool(set(before.lower().split()[:2]) & scene.words.lists["tellers"])
    if comma and many and scene.kinds.get(mention.entity) == "person" and "(" not in name:
        start = end - len(name)
    for opening, closing in MARKS:
        place = scene.text.find(opening, start + 1, end)
        if place > start and closing not in scene.text[place + 1 : end]:
            if " " not in scene.text[start:place].strip():
                return place + 1, end  # des "casseurs"
            end = start + len(scene.text[start:place].rstrip())
    return start, end


def _place(scene: Scene, argument: Argument, _: str, frame: Frame) -> Made | None:
    nodes = phrase(scene.tree, argument.node, scene.words)
    token = scene.tree.tokens[argument.node]
    if token.text.lower() in scene.words.lists["there"]:
        return scene.there
    if scene.overlaps_time(token.start, token.end) or token.pos == "PRON":
        return None
    if set(keys(token)) & (scene.words.lists["nobody"] | scene.words.noun_frames.keys()):
        return None
    mention = mention_at(scene, argument.node)
    kind = scene.kinds.get(mention.entity) if mention is not None else None
    if mention is not None and kind == "state":
        return ((mention.start, mention.end), mention.id)
    if kind in ("person", "group", "unnamed"):
        return None
    if kind == "organisation" and _is_of_body(scene, argument, frame):
        return None
    nodes = _without_time(scene, nodes)
    tokens = [scene.tree.tokens[node] for node in nodes]
    if not any(_is_placed(scene, each) for each in tokens) or token.entity == "PER":
        return None
    return (whole(scene, phrase_span(scene.tree, nodes)), None)


def _is_of_body(scene: Scene, argument: Argument, frame: Frame) -> bool:
    """Whether a body is whose an event is, not where (*la réunion de l'Otan*, *une grève à la SNCF*)."""
    places = (scene.words.genitive, scene.words.dative)
    return argument.place in places[: 1 + (frame.name in scene.words.lists["staffed"])]


def _is_placed(scene: Scene, token: Token) -> bool:
    """Whether a token may be the name of a place."""
    capital = token.pos == "NOUN" and token.text.istitle() and token.start > scene.tree.tokens[0].start
    return token.entity == "LOC" or token.pos == "PROPN" or (capital and not token.entity)


def _without_time(scene: Scene, nodes: list[int]) -> list[int]:
    """A phrase without the day that the parse hangs on its end (*à Lyon mardi*)."""
    kept = list(nodes)
    while len(kept) > 1 and _is_timed(scene, kept[-1]):
        kept.pop()
    return kept


def _is_timed(scene: Scene, node: int) -> bool:
    token = scene.tree.tokens[node]
    return scene.overlaps_time(token.start, token.end)


def _text(scene: Scene, argument: Argument, _: str, __: Frame) -> Made | None:
    token = scene.tree.tokens[argument.node]
    if token.pos not in ("NOUN", "PROPN") or is_in_idiom(scene.tree, argument.node, scene.words):
        return None
    nodes = phrase(scene.tree, argument.node, scene.words)
    return (phrase_span(scene.tree, nodes), None)


def _number(scene: Scene, argument: Argument, _: str, __: Frame) -> Made | None:
    token = scene.tree.tokens[argument.node]
    if not any(letter.isdigit() for letter in token.text) and token.pos != "NUM":
        return None
    return (_grouped(scene, argument.node), None)


def _grouped(scene: Scene, node: int) -> Span:
    """The span of a number with the groups of three digits that a space cuts off (*3 180*)."""
    tokens, first, last = scene.tree.tokens, node, node
    while last + 1 < len(tokens) and _is_group(tokens[last], tokens[last + 1]):
        last += 1
    while first and _is_group(tokens[first - 1], tokens[first]):
        first -= 1
    return tokens[first].start, tokens[last].end


def _is_group(before: Token, token: Token) -> bool:
    """Whether a token is the next group of three digits of a number."""
    digits = before.text.isdigit() and token.text.isdigit() and len(token.text) == 3
    return digits and len(before.text) <= 3 and token.start == before.end + 1


def _lexicon(scene: Scene, argument: Argument, name: str, _: Frame) -> Made | None:
    owners = [n for n in complements(scene.tree, argument.node, scene.words) if is_named(scene, n)]
    limit = scene.tree.tokens[min(owners)].start if owners else len(scene.text)
    nodes = _without_time(scene, phrase(scene.tree, argument.node, scene.words))
    nodes = [n for n in nodes if scene.tree.tokens[n].start < limit] or nodes
    while owners and len(nodes) > 1 and scene.tree.tokens[nodes[-1]].pos in ("ADP", "DET"):
        nodes.pop()
    lexicon = scene.words.lexicons[name]
    whole = f"lexicon:{name}" not in scene.words.lists["by_head"]
    above = scene.tree.tokens[scene.tree.tokens[argument.node].head]
    part = set(keys(above)) & scene.words.lists["parts"] and above.dep.startswith(("obj", "nsubj"))
    if not whole and argument.place == "inner" and not part:
        return None  # not a text, something in or about one
    heads = nodes if whole else [argument.node]
    hit = next((node for node in heads if lexicon & set(keys(scene.tree.tokens[node]))), None)
    span = phrase_span(scene.tree, nodes)
    low = " ".join(scene.text[span[0] : span[1]].lower().replace("’", "'").split())
    around = scene.text[max(scene.tree.sentence.span[0], span[0] - _FIGURE) : span[1]]
    wide = " ".join(around.lower().replace("’", "'").split())
    if any(figure in wide for figure in scene.words.lexicons.get(f"{name}-figure", ())):
        return None
    if hit is not None and _is_bearer(scene, argument.node, name):
        return None
    if hit is None and not any(" " in term and term in low for term in lexicon):
        return None
    return (span, None)


def _is_bearer(scene: Scene, node: int, lexicon: str) -> bool:
    """Whether a phrase with an office in it names who holds it (*le général Marc Durand*)."""
    if lexicon not in scene.words.lists["offices"]:
        return False
    mention = mention_at(scene, node)
    return mention is not None and scene.kinds.get(mention.entity) == "person"


def _measure(_: Scene, __: Argument, ___: str, ____: Frame) -> Made | None:
    """A quantity is filled beside what it measures, never on its own."""
    return None


def _agent(scene: Scene, argument: Argument, name: str, frame: Frame) -> Made | None:
    """An actor that can act: neither a building nor a weapon, unless it bears a name."""
    words = set(keys(scene.tree.tokens[argument.node]))
    idle = words & (scene.words.lexicons["site"] | scene.words.lexicons["means"])
    made = None if idle else _actor(scene, argument, name, frame)
    token = scene.tree.tokens[argument.node]
    if made is None or token.entity in ("PER", "ORG") or is_countryman(scene, argument.node):
        return made
    kind = next((scene.kinds.get(m.entity) for m in scene.mentions if m.id == made[1]), None)
    alone = token.pos == "PROPN" and token.entity != "" and not _is_long(scene, argument.node)
    if alone and argument.place == scene.words.genitive and kind in (None, "organisation"):
        return None  # manifestations de Gezi
    return None if kind is None and token.entity == "LOC" else made


def _is_long(scene: Scene, node: int) -> bool:
    """Whether a name has several words, wherever the parse hangs them."""
    after = scene.tree.tokens[node + 1 : node + 2]
    return bool(scene.tree.having(node, "flat:name")) or any(t.text[:1].isupper() for t in after)


def _person(scene: Scene, argument: Argument, name: str, frame: Frame) -> Made | None:
    """People alone: no state or body, nor a name that is a place's."""
    made = _actor(scene, argument, name, frame)
    if made is None:
        return None
    kind = next((scene.kinds.get(m.entity) for m in scene.mentions if m.id == made[1]), None)
    token = scene.tree.tokens[argument.node]
    place = (
        token.pos == "PROPN"
        and not is_countryman(scene, argument.node)
        and (token.entity == "LOC" or (made[1] is None and token.entity != "PER"))
    )
    return None if place or kind in ("state", "organisation", "document") else made


READERS = {
    "actor": _actor,
    "agent": _agent,
    "person": _person,
    "victim": _victim,
    "actors": _agent,
    "place": _place,
    "text": _text,
    "number": _number,
    "lexicon": _lexicon,
    "measure": _measure,
}
"""How a filler of each type of role is read; null for what is none."""
