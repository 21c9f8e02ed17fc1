"""What an attitude does to the event that is its matter: to what is over, under negation, once it is done."""

from selon.annotate.event_governors import aim_of, embedding_at
from selon.annotate.event_grounds import is_carried_out
from selon.annotate.event_modality import is_negated, is_past
from selon.annotate.event_tree import Tree, is_passive, is_reflexive, keys, mood, preposition
from selon.lang.events import Embedding, EventWords

__all__ = ["effect", "embedding_of", "in_view"]


def embedding_of(tree: Tree, node: int, head: int, words: EventWords) -> Embedding | None:
    """What the governor, its attribute or the noun that it spells out does to a complement."""
    token, governor = tree.tokens[node], tree.tokens[head]
    if set(keys(governor)) & words.lists["failures"] and "VerbForm=Inf" not in token.morph:
        return None
    if set(keys(governor)) & words.lists["guests"] and is_reflexive(tree, head, words):
        return None  # s'inviter au menu du sommet
    aim = aim_of(tree, head, words)
    spelt = embedding_at(tree, aim, words) if aim is not None else None
    return _attributed(tree, node, head, words) or embedding_at(tree, head, words) or spelt


def _attributed(tree: Tree, node: int, head: int, words: EventWords) -> Embedding | None:
    """What the attribute of a verb such as *se dire inquiet* does to the infinitive after it."""
    if not set(keys(tree.tokens[head])) & words.lists["attributive"] or tree.tokens[node].dep != "xcomp":
        return None
    beside = [n for n in tree.having(head, "xcomp", "amod", "ccomp") if head < n < node]
    found = (words.embeddings.get(("adjectives", key)) for n in beside for key in keys(tree.tokens[n]))
    return next((embedding for embedding in found if embedding is not None), None)


def effect(tree: Tree, node: int, head: int, embedding: Embedding, words: EventWords) -> list[str]:
    """What an attitude does to its matter: less to what is over, otherwise under negation."""
    warned = bool(set(keys(tree.tokens[head])) & words.lists["warning"])
    if (warned or embedding.operator in ("planned", "threatened")) and is_past(tree, node, words):
        return []
    if tree.tokens[head].pos in ("VERB", "AUX", "ADJ") and is_negated(tree, head, words):
        return [] if _is_dared(tree, head, words) else [embedding.negated]
    if set(keys(tree.tokens[head])) & words.lists["chances"] and _is_taken(tree, head, words):
        return []
    if is_carried_out(tree, node, head, words):
        return []
    if _has_come(tree, head, words) and not is_passive(tree, node, words):
        return ["probable"] if tree.tokens[head].dep == "ccomp" else []  # il se dit qu'il a dû agresser X
    if embedding.past is not None and is_past(tree, node, words):
        return [embedding.past]
    return [embedding.operator]


def _is_dared(tree: Tree, head: int, words: EventWords) -> bool:
    """Whether somebody hesitated, in a past tense that tells what was done (*n'a pas hésité à écrire*)."""
    told = mood(tree, head, words)
    past = "Tense=Past" in told or (bool(tree.having(head, "aux:tense")) and "Tense=Pres" in told)
    return past and "Mood=Ind" in told and bool(set(keys(tree.tokens[head])) & words.lists["hesitating"])


def _has_come(tree: Tree, head: int, words: EventWords) -> bool:
    """Whether what one could or had to do was done (*a pu rencontrer*): no passive may be a guess."""
    told = mood(tree, head, words)
    compound = bool(tree.having(head, "aux:tense")) and "Mood=Ind" in told and "Tense=Fut" not in told
    return compound and bool(set(keys(tree.tokens[head])) & words.lists["coming_true"])


def _is_taken(tree: Tree, chance: int, words: EventWords) -> bool:
    """Whether somebody had a chance, in a compound past (*a eu l'occasion de rencontrer X*)."""
    verb = tree.tokens[chance].head
    having = bool(set(keys(tree.tokens[verb])) & words.lists["possession"])
    return having and bool(tree.having(verb, "aux:tense")) and not is_negated(tree, verb, words)


def in_view(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool] | None:
    """How an event stands that somebody upholds, awaits, or with *à* believes will come about (*croit à un
    accord*); null for none.
    """
    token, governor = tree.tokens[node], set(keys(tree.tokens[head]))
    if _is_upheld(tree, node, head, words):
        return ["planned"], True
    if governor & words.lists["awaiting"] and token.dep == "obj":
        return ["planned"], False  # sans attendre le sommet
    noun = token.pos == "NOUN" and preposition(tree, node, words) == words.dative
    if noun and governor & words.lists["believing"]:
        return ["hypothetical" if is_negated(tree, head, words) else "possible"], True
    return None


def _is_upheld(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a verb holds to what its subject has in view (*le ministre a confirmé son déplacement*)."""
    own = any("Poss=Yes" in tree.tokens[n].morph for n in tree.having(node, "det"))
    upheld = own and bool(set(keys(tree.tokens[head])) & words.lists["upholding"])
    return upheld and bool(set(keys(tree.tokens[node])) & words.lists["personal_plans"])
