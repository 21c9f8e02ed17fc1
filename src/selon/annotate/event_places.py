"""Syntactic places: what the children of a verb or noun are to it, and what hangs in their phrases."""

from collections.abc import Iterator
from dataclasses import dataclass

from selon.annotate.event_antecedents import antecedent
from selon.annotate.event_tree import Tree, conjuncts, is_passive, keys, preposition, subtree, top_of_name
from selon.lang.events import EventWords

__all__ = [
    "OBJECT",
    "Argument",
    "aside",
    "is_aside",
    "next_phrase",
    "nominal",
    "resolved",
    "swallowed",
    "verbal",
]

OBJECT = "object"
"""The place of a direct object."""
_DEPTH = 6
_HEADS = ("NOUN", "PROPN", "PRON", "NUM")
_OBLIQUE = ("obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "advmod", "dep", "appos")


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase at a syntactic place: `subject`, `object`, a preposition, `demonym`, `poss`, `number`."""

    place: str
    node: int


def verbal(tree: Tree, verb: int, words: EventWords) -> list[Argument]:
    """Objects, agents and prepositional phrases; a relative pronoun gives way to its antecedent."""
    found: list[Argument] = []
    passive = is_passive(tree, verb, words)
    for child in tree.children[verb]:
        token = tree.tokens[child]
        if token.dep in ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"):
            continue
        if token.text.lower() in words.lists["where"]:
            found.extend(_where(tree, child, verb, words))
            continue
        for part in _unwrapped(tree, child):
            place = _place(tree, part, words, passive)
            node = resolved(tree, part, verb, words)
            if place is not None and node is not None:
                found.extend(Argument(place, each) for each in conjuncts(tree, node))
    return found


def _where(tree: Tree, pronoun: int, verb: int, words: EventWords) -> Iterator[Argument]:
    """The place that a relative clause of place is about."""
    node = antecedent(tree, pronoun, verb, words)
    if node is not None:
        yield Argument(tree.tokens[pronoun].text.lower(), node)


def _unwrapped(tree: Tree, node: int) -> list[int]:
    """The noun behind a compound preposition whose own noun the parser took for the argument."""
    if node not in tree.inside:
        return [node]
    return [
        part
        for child in tree.children[node]
        if tree.tokens[child].pos in ("NOUN", "PROPN", "PRON", "ADV")
        for part in _unwrapped(tree, child)
    ]


def _place(tree: Tree, child: int, words: EventWords, passive: bool) -> str | None:
    token = tree.tokens[child]
    case = preposition(tree, child, words)
    if (token.dep == "obl:agent" and case not in words.lists["with"]) or (passive and case == words.agent):
        return "subject"
    if token.dep == "iobj" or (token.pos == "PRON" and token.text.lower() in words.lists["datives"]):
        return words.dative
    if token.dep == "obj" and case in (None, words.genitive):
        return "object"
    if token.dep == "obj" or token.dep in _OBLIQUE:
        return case
    bare = token.dep == "xcomp" and "VerbForm=Inf" not in token.morph
    return "attribute" if bare else None


def resolved(tree: Tree, child: int, verb: int, words: EventWords) -> int | None:
    """The noun that an argument of a verb is, the antecedent of a relative pronoun; null where none is."""
    if "PronType=Rel" not in tree.tokens[child].morph:
        return child
    return antecedent(tree, child, verb, words)


def nominal(tree: Tree, noun: int, words: EventWords) -> list[Argument]:
    """The complements, adjectives, possessive and number of a noun."""
    found: list[Argument] = []
    for child in tree.children[noun]:
        token = tree.tokens[child]
        if token.dep in (*_OBLIQUE, "obl:agent") and token.pos not in ("VERB", "ADV", "ADJ"):
            for part in _unwrapped(tree, child):
                case = preposition(tree, part, words)
                if case is not None:
                    found.extend(Argument(case, each) for each in conjuncts(tree, part))
        elif _is_adjective(tree, noun, child):
            found.extend(Argument("demonym", each) for each in conjuncts(tree, child))
        elif token.pos == "DET" and "Poss=Yes" in token.morph:
            found.append(Argument("poss", child))
        elif token.dep == "nummod":
            found.append(Argument("number", child))
    return found


def aside(tree: Tree, noun: int, words: EventWords) -> Iterator[Argument]:
    """Phrases that follow an object noun but hang on its verb (*entraîner des livraisons à l'armée*)."""
    head = tree.tokens[noun].head
    if tree.tokens[noun].dep != "obj" or tree.tokens[head].pos != "VERB":
        return
    for child in tree.having(head, "obl", "obl:arg", "obl:mod"):
        if child > noun:
            for part in _unwrapped(tree, child):
                case = preposition(tree, part, words)
                if case not in (None, words.agent):
                    for each in conjuncts(tree, part):
                        yield Argument(str(case), each)


def is_aside(tree: Tree, argument: Argument, words: EventWords) -> bool:
    """Whether a phrase is a topic by the word before it (*une réunion consacrée au Liban*), or between commas
    tells where an origin lies (*se rend de Tomsk, en Sibérie, à Moscou*).
    """
    opens = min((n for n in tree.having(argument.node, "case") if n < argument.node), default=argument.node)
    if opens < 2:
        return False
    before = tree.tokens[opens - 1]
    if argument.place == words.dative and set(keys(before)) & words.lists["topical"]:
        return True
    origin = top_of_name(tree, opens - 2)
    named = before.text == "," and tree.tokens[origin].entity == "LOC"
    return named and tree.tokens[argument.node].entity == "LOC" and _is_origin(tree, origin, words)


def _is_origin(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a place hangs on a verb by the genitive preposition."""
    above = tree.tokens[tree.tokens[node].head]
    return above.pos == "VERB" and preposition(tree, node, words) == words.genitive


def _is_adjective(tree: Tree, noun: int, node: int) -> bool:
    """Whether a word describes the noun it hangs on, no other noun standing between."""
    token = tree.tokens[node]
    if token.dep not in ("amod", "conj", "acl") or not (token.pos == "ADJ" or not tree.children[node]):
        return False
    return not any(tree.tokens[place].pos in ("NOUN", "PROPN") for place in range(noun + 1, node))


def next_phrase(tree: Tree, noun: int, words: EventWords) -> Iterator[Argument]:
    """The prepositional phrase right after a noun, wherever the parser hung it (*sommet entre A et B*)."""
    place = noun + 1
    while place < len(tree.tokens) and tree.tokens[place].pos == "ADJ":
        place += 1
    if place >= len(tree.tokens) or tree.tokens[place].dep != "case":
        return
    head = tree.tokens[place].head
    if head <= place or tree.tokens[head].head == noun or noun in subtree(tree, head):
        return
    for part in _unwrapped(tree, head):
        case = preposition(tree, part, words)
        for each in conjuncts(tree, part) if case is not None else ():
            yield Argument(str(case), each)


def swallowed(tree: Tree, head: Argument, words: EventWords) -> list[Argument]:
    """Prepositional phrases and adjectives that hang in the phrase of an argument."""
    found: list[Argument] = []
    if _is_past_circumstance(head.place, words):
        return found
    adjective = f"{OBJECT if head.place == words.genitive else head.place}.demonym"
    stack = [(head.node, 0)]
    while stack:
        node, depth = stack.pop()
        for child in _free(tree, node, words):
            token = tree.tokens[child]
            if token.dep == "amod" or (token.pos == "ADJ" and token.dep == "conj"):
                found.append(Argument(adjective, child))
            elif token.dep in (*_OBLIQUE, "conj") and token.pos in _HEADS and depth < _DEPTH:
                for part in _unwrapped(tree, child):
                    found.extend(_inner(tree, part, words))
                    if not _is_of_others(tree, part, words):
                        stack.append((part, depth + 1))
    return found


def _free(tree: Tree, node: int, words: EventWords) -> list[int]:
    """The children of a word without the second of two between which it lies (*la frontière avec X*)."""
    if not words.lists["between_two"] & set(keys(tree.tokens[node])):
        return list(tree.children[node])
    return [n for n in tree.children[node] if preposition(tree, n, words) not in words.lists["with"]]


def _is_of_others(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether what hangs in a phrase is party to another event, before or behind, or of whoever the phrase
    hangs on (*X, en visite à Oslo, a rencontré Y*).
    """
    case = preposition(tree, node, words)
    frames = [frame for key in keys(tree.tokens[node]) for frame in words.noun_frames.get(key, ())]
    borne = any((frame.name, case or "") in words.bearers for frame in frames)
    return borne or _is_past_circumstance(case, words)


def _is_past_circumstance(place: str | None, words: EventWords) -> bool:
    """Whether a phrase tells what lies before or behind: what hangs in it is party to that (*des sanctions
    après le meurtre de X par Y*).
    """
    return place in words.lists["background_prepositions"] or place in words.lists["eventualities"]


def _inner(tree: Tree, node: int, words: EventWords) -> Iterator[Argument]:
    """A phrase inside another: by its preposition, or `inner` for a mere complement."""
    if tree.tokens[node].dep == "conj":
        return
    case = preposition(tree, node, words)
    place = "inner" if case in (None, words.genitive) else str(case)
    for each in conjuncts(tree, node):
        yield Argument(place, each)
