"""Who and what stands around an event word: its arguments by syntactic place.

Passives are turned to the active, relative pronouns to their antecedents; an infinitive takes its subject
from what governs it, a coordinated verb from its first conjunct.
"""

from dataclasses import dataclass

from selon.annotate.event_tree import Tree, antecedent, conjuncts, is_passive, keys, preposition
from selon.lang.events import Embedding, EventWords

__all__ = ["Argument", "arguments", "embedding_at", "owners", "subjects", "verb_keys"]

_DEPTH = 6
_OBLIQUE = ("obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "advmod", "dep", "appos")


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase at a syntactic place: `subject`, `object`, a preposition, `demonym`, `poss`, `number`."""

    place: str
    node: int


def verb_keys(tree: Tree, verb: int) -> tuple[str, ...]:
    """The lemma of a verb, first with its bound noun if it has one (*mettre en garde*, *avoir lieu*)."""
    token = tree.tokens[verb]
    found = []
    for child in tree.children[verb]:
        noun = tree.tokens[child]
        if noun.pos == "NOUN" and verb < child <= verb + 4 and not tree.having(child, "det"):
            case = tree.tokens[child - 1].text.lower() + " " if tree.having(child, "case") else ""
            found.append(f"{token.lemma.lower()} {case}{noun.lemma.lower()}")
    return (*found, *keys(token))


def embedding_at(tree: Tree, node: int, words: EventWords) -> Embedding | None:
    """What a governing word does to its complement, if the pack knows the word."""
    token = tree.tokens[node]
    columns = {"NOUN": "nouns", "ADJ": "adjectives", "PROPN": "nouns"}
    column = columns.get(token.pos, "verbs")
    for key in verb_keys(tree, node) if column == "verbs" else keys(token):
        found = words.embeddings.get((column, key))
        if found is not None:
            return found
    if token.pos == "ADJ" or "VerbForm=Part" in token.morph:
        for key in keys(token):
            found = words.embeddings.get(("adjectives" if column == "verbs" else "verbs", key))
            if found is not None:
                return found
    return None


def arguments(tree: Tree, node: int, words: EventWords, depth: int = 0) -> list[Argument]:
    """The arguments of a verb or noun, its own before those that its object's phrase may have swallowed."""
    if tree.tokens[node].pos in ("VERB", "AUX"):
        found = _verbal(tree, node, words)
        own = subjects(tree, node, words, depth)
        place = "object" if is_passive(tree, node) else "subject"
        found = [Argument(place, subject) for subject in own] + found
        found.extend(_shared(tree, node, words, found))
    else:
        found = _nominal(tree, node, words)
    nested = [argument for head in found for argument in _swallowed(tree, head, words)]
    seen = {argument.node for argument in found}
    return found + [argument for argument in nested if argument.node not in seen]


def _verbal(tree: Tree, verb: int, words: EventWords) -> list[Argument]:
    """Objects, agents and prepositional phrases; a relative pronoun gives way to its antecedent."""
    found: list[Argument] = []
    passive = is_passive(tree, verb)
    for child in tree.children[verb]:
        token = tree.tokens[child]
        if token.dep in ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"):
            continue
        place = _place(tree, child, words, passive)
        if place is None:
            continue
        node = _resolved(tree, child, verb)
        if node is not None:
            found.extend(Argument(place, each) for each in conjuncts(tree, node))
    return found


def _place(tree: Tree, child: int, words: EventWords, passive: bool) -> str | None:
    token = tree.tokens[child]
    case = preposition(tree, child, words)
    if token.dep == "obl:agent" or (passive and case == words.agent):
        return "subject"
    if token.dep == "iobj" or (token.pos == "PRON" and token.text.lower() in words.lists["datives"]):
        return words.dative
    if token.dep == "obj" and case in (None, words.genitive):
        return "object"
    if token.dep == "obj" or token.dep in _OBLIQUE:
        return case
    return "attribute" if token.dep == "xcomp" and token.pos == "NOUN" else None


def _resolved(tree: Tree, child: int, verb: int) -> int | None:
    if "PronType=Rel" not in tree.tokens[child].morph:
        return child
    return antecedent(tree, child, verb)


def _nominal(tree: Tree, noun: int, words: EventWords) -> list[Argument]:
    found: list[Argument] = []
    for child in tree.children[noun]:
        token = tree.tokens[child]
        if token.dep in (*_OBLIQUE, "obl:agent") and token.pos not in ("VERB", "ADV", "ADJ"):
            case = preposition(tree, child, words)
            if case is not None:
                found.extend(Argument(case, each) for each in conjuncts(tree, child))
        elif token.dep in ("amod", "conj") and token.pos == "ADJ":
            found.extend(Argument("demonym", each) for each in conjuncts(tree, child))
        elif token.pos == "DET" and "Poss=Yes" in token.morph:
            found.append(Argument("poss", child))
        elif token.dep == "nummod":
            found.append(Argument("number", child))
    return found


def _swallowed(tree: Tree, head: Argument, words: EventWords) -> list[Argument]:
    """Prepositional phrases and adjectives that hang in the phrase of an argument."""
    found: list[Argument] = []
    stack = [(head.node, 0)]
    while stack:
        node, depth = stack.pop()
        for child in tree.children[node]:
            token = tree.tokens[child]
            if token.pos == "ADJ" and token.dep in ("amod", "conj"):
                found.append(Argument(f"{head.place}.demonym", child))
            elif token.dep in (*_OBLIQUE, "conj") and token.pos in ("NOUN", "PROPN", "PRON") and depth < 5:
                case = preposition(tree, child, words)
                if case not in (None, words.genitive) and token.dep != "conj":
                    found.extend(Argument(str(case), each) for each in conjuncts(tree, child))
                stack.append((child, depth + 1))
    return found


def _shared(tree: Tree, verb: int, words: EventWords, own: list[Argument]) -> list[Argument]:
    """What coordinated verbs have in common: the object of the later (*fournir ou vendre d'armes*)."""
    have = {argument.place for argument in own}
    if "object" in have or is_passive(tree, verb):
        return []
    later = [other for other in tree.having(verb, "conj") if tree.tokens[other].pos == "VERB"]
    close = [other for other in later if not tree.having(other, "nsubj", "nsubj:pass") and other - verb <= 3]
    return [
        argument for other in close for argument in _verbal(tree, other, words) if argument.place not in have
    ]


def subjects(tree: Tree, verb: int, words: EventWords, depth: int = 0) -> list[int]:
    """The grammatical subject of a verb (the patient of a passive), coordinated ones apart; may be empty."""
    for child in tree.having(verb, "nsubj:pass", "nsubj", "nsubj:caus"):
        node = _resolved(tree, child, verb)
        if node is not None:
            return conjuncts(tree, node)
    if depth >= _DEPTH or tree.tokens[verb].head == verb:
        return []
    return _inherited(tree, verb, words, depth + 1)


def _inherited(tree: Tree, verb: int, words: EventWords, depth: int) -> list[int]:
    """The subject that a verb without one takes from its governor."""
    token, head = tree.tokens[verb], tree.tokens[verb].head
    governor = tree.tokens[head]
    if token.dep == "conj" and governor.pos in ("VERB", "AUX"):
        return subjects(tree, head, words, depth)
    if (
        "VerbForm=Part" in token.morph
        and governor.pos in ("NOUN", "PROPN", "PRON")
        and token.dep.startswith("acl")
    ):
        return conjuncts(tree, head)
    if governor.pos in ("VERB", "AUX") or (governor.pos == "ADJ" and tree.having(head, "cop")):
        return _controller(tree, head, words, depth)
    if governor.pos == "NOUN":
        return owners(tree, head, words, depth)
    return conjuncts(tree, governor.head) if governor.pos == "ADJ" and governor.dep == "amod" else []


def _controller(tree: Tree, governor: int, words: EventWords, depth: int) -> list[int]:
    embedding = embedding_at(tree, governor, words)
    if embedding is not None and embedding.control == "none":
        return []
    if embedding is not None and embedding.control == "object" and not is_passive(tree, governor):
        found = [
            argument.node for argument in _verbal(tree, governor, words) if argument.place in ("object", "à")
        ]
        nominal = [node for node in found if tree.tokens[node].pos in ("NOUN", "PROPN", "PRON")]
        if nominal:
            return nominal
    return subjects(tree, governor, words, depth)


def owners(tree: Tree, noun: int, words: EventWords, depth: int = 0) -> list[int]:
    """Whose act a noun such as *volonté*, *engagement*, *menace* announces."""
    found = _nominal(tree, noun, words)
    for place in ("poss", words.genitive, words.agent, "demonym"):
        own = [argument.node for argument in found if argument.place == place]
        if own:
            return own
    for relative in tree.having(noun, "acl:relcl"):
        own = subjects(tree, relative, words, depth + 1)
        if own and noun not in own:
            return own
    head = tree.tokens[noun].head
    if (
        head != noun
        and tree.tokens[head].pos == "VERB"
        and tree.tokens[noun].dep != "nsubj"
        and depth < _DEPTH
    ):
        return subjects(tree, head, words, depth + 1)
    return []
