"""The words that govern an event and say how it stands: verbs, nouns and adjectives of attitude."""

from selon.annotate.event_tree import Tree, is_infinitive, is_reflexive, keys
from selon.lang.events import Embedding, EventWords

__all__ = ["aim_of", "embedding_at", "is_asked", "is_controlled_object", "takes_place", "verb_keys"]


def verb_keys(tree: Tree, verb: int) -> tuple[str, ...]:
    """The lemma of a verb, first with its bound noun if it has one (*mettre en garde*, *avoir lieu*)."""
    token = tree.tokens[verb]
    found = []
    for place in range(verb + 1, min(verb + 5, len(tree.tokens))):
        noun = tree.tokens[place]
        near = noun.head == verb or tree.tokens[noun.head].head == verb
        if noun.pos == "NOUN" and near and not tree.having(place, "det"):
            case = tree.tokens[place - 1].text.lower() + " " if tree.having(place, "case") else ""
            found.append(f"{token.lemma.lower()} {case}{noun.lemma.lower()}")
    return (*found, *keys(token))


def embedding_at(tree: Tree, node: int, words: EventWords) -> Embedding | None:
    """What a governing word does to its complement, if the pack knows the word."""
    token = tree.tokens[node]
    columns = {"NOUN": "nouns", "ADJ": "adjectives", "PROPN": "nouns"}
    column = columns.get(token.pos, "verbs")
    for key in verb_keys(tree, node) if column == "verbs" else (*_with_next(tree, node), *keys(token)):
        found = words.embeddings.get((column, key))
        if found is not None:
            return found
    if token.pos == "ADJ" or "VerbForm=Part" in token.morph:
        for key in keys(token):
            found = words.embeddings.get(("adjectives" if column == "verbs" else "verbs", key))
            if found is not None:
                return found
    return None


def _with_next(tree: Tree, noun: int) -> tuple[str, ...]:
    """A noun with the adjective right behind it, which may be one word (*feu vert*)."""
    after = tree.tokens[noun + 1 : noun + 2]
    return tuple(f"{tree.tokens[noun].lemma.lower()} {t.lemma.lower()}" for t in after if t.pos == "ADJ")


def takes_place(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb says of its subject that it takes place; one with an object says something else."""
    known = set(verb_keys(tree, verb)) & words.lists["occurrence"]
    if is_reflexive(tree, verb, words):
        known |= set(keys(tree.tokens[verb])) & words.lists["self_made"]
    whole = any(" " in key for key in known)
    return bool(known) and (whole or not tree.having(verb, "obj"))


def aim_of(tree: Tree, verb: int, words: EventWords) -> int | None:
    """The noun of attitude that an infinitive after *être* spells out (*le but est de vendre*)."""
    if tree.tokens[verb].lemma.lower() not in words.lists["being"]:
        return None
    nouns = [child for child in tree.having(verb, "nsubj") if tree.tokens[child].pos == "NOUN"]
    nouns += [tree.tokens[verb].head] if tree.tokens[tree.tokens[verb].head].pos == "NOUN" else []
    return next((noun for noun in nouns if embedding_at(tree, noun, words) is not None), None)


def is_controlled_object(tree: Tree, infinitive: int, words: EventWords) -> bool:
    """Whether an infinitive hangs on the object of the verb that governs both (*aider X à tuer*)."""
    head = tree.tokens[infinitive].head
    above = tree.tokens[head].head
    if tree.tokens[infinitive].dep != "acl" or tree.tokens[head].dep != "obj":
        return False
    if ("nouns", tree.tokens[head].lemma.lower()) in words.embeddings:
        return False
    embedding = embedding_at(tree, above, words)
    return embedding is not None and embedding.control == "object"


def is_asked(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb tells what somebody else asks for (*demander au juge de suspendre*)."""
    governor = embedding_at(tree, tree.tokens[verb].head, words)
    return is_infinitive(tree, verb) and governor is not None and governor.control == "object"
