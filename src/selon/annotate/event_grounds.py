"""What shows that an event took place, or is to come, whatever the words above it say."""

from selon.annotate.event_governors import embedding_at
from selon.annotate.event_modality import is_negated
from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.lang.events import EventWords

__all__ = ["is_broken_off", "is_done", "is_recalled", "is_to_be_attended"]


def is_done(tree: Tree, trigger: int, words: EventWords) -> bool:
    """Whether a noun bears what tells that its event took place: with the definite article or a possessive a
    participle that brought it about (*rejette le pacte signé par X*), with any a clause of what happened then
    (*évoque une visite où X avait souri*).
    """
    before = [tree.tokens[n].morph for n in tree.having(trigger, "det", "case")]
    definite = any("Definite=Def" in morph or "Poss=Yes" in morph for morph in before)
    past = [n for n in tree.having(trigger, "acl") if "Tense=Past" in tree.tokens[n].morph]
    if definite and any(set(keys(tree.tokens[n])) & words.lists["done"] for n in past):
        return True
    if tree.tokens[trigger].pos != "NOUN":
        return False
    return any(_is_told(tree, clause, words) for clause in tree.having(trigger, "acl:relcl"))


def _is_told(tree: Tree, clause: int, words: EventWords) -> bool:
    """Whether a relative clause tells in a compound past what was, and no plan, wish or denial."""
    told = mood(tree, clause, words)
    past = "Mood=Ind" in told and "Tense=Fut" not in told and bool(tree.having(clause, "aux:tense"))
    embedding = embedding_at(tree, clause, words)
    plain = embedding is None or embedding.operator == "asserted"
    return past and plain and not is_negated(tree, clause, words)


def is_to_be_attended(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a noun is the occasion of what is yet to be (*ira à la rencontre de*, *le dira lors d'une
    réunion*, *sont attendus pour un sommet*).
    """
    token, case = tree.tokens[node], preposition(tree, node, words)
    if token.pos != "NOUN" or not token.dep.startswith("obl") or not _is_gathering(tree, node, words):
        return False
    if case in words.lists["occasions"] or case == words.dative:
        head = tree.tokens[head].head if tree.tokens[head].pos == "ADV" else head  # lors, apart from its de
        return _is_future(tree, head, words)
    embedding = embedding_at(tree, head, words)
    awaited = embedding is not None and embedding.operator == "planned"
    return words.marks.get(("preposition", case or "")) == "sought" and (
        awaited or "Tense=Fut" in mood(tree, head, words)
    )


def _is_future(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb is in the future, or an infinitive that a modal makes one."""
    told = mood(tree, verb, words)
    if told or tree.tokens[verb].dep != "xcomp":
        return "Tense=Fut" in told
    above = tree.tokens[verb].head
    modal = set(keys(tree.tokens[above])) & (words.lists["expected"] | words.lists["going"])
    compound = tree.having(above, "aux:tense", "aux", "aux:pass")
    return bool(modal) and not compound and "Tense=Imp" not in mood(tree, above, words)


def is_broken_off(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a gathering is what one interrupts: it had begun (*ont perturbé la réunion*)."""
    breaking = bool(set(keys(tree.tokens[head])) & words.lists["breaking"])
    return breaking and tree.tokens[node].dep in ("obj", "nsubj:pass") and _is_gathering(tree, node, words)


def is_recalled(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether somebody speaks of a gathering that was, not of one to be (*évoque sa rencontre avec X*)."""
    if not set(keys(tree.tokens[head])) & words.lists["recalling"]:
        return False
    dets = (tree.tokens[n].morph for n in tree.having(node, "det"))
    known = any("Definite=Def" in morph or "Poss=Yes" in morph for morph in dets)
    return known and _is_gathering(tree, node, words)


def _is_gathering(tree: Tree, node: int, words: EventWords) -> bool:
    return bool(set(keys(tree.tokens[node])) & words.lists["gatherings"])
