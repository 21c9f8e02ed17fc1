"""The light verbs that carry an event noun: *procéder à une livraison*, *des sanctions imposées par*."""

from selon.annotate.event_governors import takes_place
from selon.annotate.event_tree import Tree, keys, preposition, subtree
from selon.lang.events import EventWords, Frame, Light

__all__ = ["counted", "light_verbs"]


def light_verbs(tree: Tree, noun: int, frame: Frame, words: EventWords) -> list[tuple[int, Light]]:
    """The light verbs of an event noun, the surest first: the verb whose object or subject it is, participles
    and relative clauses on it, a verb that it complements.
    """
    if tree.tokens[noun].pos in ("VERB", "AUX"):
        return []
    top = counted(tree, noun, words)
    head, relation = tree.tokens[top].head, tree.tokens[top].dep
    carried = head != top and _is_carried(tree, top, frame, words)
    above = _light(tree, head, frame, words) if carried else None
    if above is not None and relation == "obl:agent" and "subject" in above.places:
        above = None  # what is begun by an act is another
    on_it = [verb for verb in _participles(tree, noun, top) if verb > noun]
    lights = [(verb, _light(tree, verb, frame, words)) for verb in on_it]
    found = [(verb, light) for verb, light in lights if light is not None and not light.joint]
    if above is not None:
        found.insert(len(found) if relation.startswith("obl") else 0, (head, above))
    elif relation.startswith("nsubj") and takes_place(tree, head, words):
        found.insert(0, (head, Light({}, False)))
    return found


def _is_carried(tree: Tree, noun: int, frame: Frame, words: EventWords) -> bool:
    """Whether a noun can be what a light verb carries: its object, passive subject or complement."""
    relation = tree.tokens[noun].dep
    if relation.startswith("obl"):
        case = preposition(tree, noun, words)
        borne = (frame.name, case) in words.bearers
        return borne or case in (None, *words.lists["complement_prepositions"])
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


def counted(tree: Tree, noun: int, words: EventWords) -> int:
    """The head of a phrase that only counts or classes the noun (*une série de sanctions*)."""
    node = noun
    while tree.tokens[node].dep in ("nmod", "conj") and tree.tokens[node].head != node:
        head = tree.tokens[node].head
        counts = words.lists["classifiers"] & set(keys(tree.tokens[head]))
        if not counts and tree.tokens[node].dep == "nmod":
            break
        node = head
    return node
