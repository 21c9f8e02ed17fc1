"""Which noun can be the subject of a verb form: by its gender and number, its place, what it governs."""

from selon.annotate.event_antecedents import clash
from selon.annotate.event_governors import embedding_at
from selon.annotate.event_tree import Tree, conjuncts, is_passive, keys, mood, top_of_name
from selon.lang.events import EventWords
from selon.lang.names import fold

__all__ = ["agreeing", "inverted", "is_impersonal", "is_misjoined", "is_of_people"]


def is_impersonal(tree: Tree, pronoun: int, verb: int, words: EventWords) -> bool:
    """Whether *il* only stands for the infinitive behind a passive (*il est demandé aux élus de*)."""
    if tree.tokens[pronoun].text.lower() not in words.lists["impersonal"] or not is_passive(
        tree, verb, words
    ):
        return False
    below = tree.having(verb, "xcomp", "ccomp", "csubj", "advcl")
    stated = any("VerbForm=Inf" in tree.tokens[n].morph for n in below if n > verb)
    return stated and bool(words.lists["impersonal_verbs"] & set(keys(tree.tokens[verb])))


def agreeing(tree: Tree, nodes: list[int], verb: int, words: EventWords) -> list[int]:
    """The subject of a passive participle in the feminine or plural, or the noun above it that agrees where
    it does not (*le maire a reçu une femme affirmant avoir été frappée*); none where no noun does.
    """
    marked = tree.tokens[verb].text.lower().endswith(tuple(words.lists["agreeing_endings"]))
    if not marked or len(nodes) != 1 or not is_passive(tree, verb, words):
        return nodes
    node = nodes[0]
    while tree.tokens[node].pos == "NOUN" and clash(tree.tokens[node].morph, tree.tokens[verb].morph):
        head = tree.tokens[node].head
        if head == node or tree.tokens[head].pos != "NOUN":
            return []
        node = head
    return [node]


def inverted(tree: Tree, verb: int, words: EventWords) -> list[int]:
    """The name behind a passive in a relative clause of place, which is its subject (*où a été tué X*)."""
    where = any(tree.tokens[n].text.lower() in words.lists["where"] for n in tree.children[verb])
    finite = any("VerbForm=Fin" in tree.tokens[n].morph for n in tree.having(verb, "aux:tense", "aux:pass"))
    after = verb + 1
    if not (where and finite) or after >= len(tree.tokens) or tree.tokens[after].pos != "PROPN":
        return []
    return conjuncts(tree, top_of_name(tree, after))


def is_misjoined(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether an infinitive with its preposition hangs on a finite verb as if both were coordinated: it goes
    with what that verb governs (*les a appelés à être prudents et à chercher ...*).
    """
    bare = "VerbForm=Inf" in tree.tokens[verb].morph and tree.having(verb, "mark")
    head = tree.tokens[verb].head
    return bool(bare) and bool(mood(tree, head, words)) and embedding_at(tree, head, words) is not None


def is_of_people(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether a noun is one for people or bodies: no infinitive tells what they are for."""
    own = set(keys(tree.tokens[noun]))
    people = any(fold(key) in words.people for key in own)
    known = any(("nouns", key) in words.embeddings for key in own)
    return not known and (people or bool(own & (words.lists["somebody"] | words.lists["collectives"])))
