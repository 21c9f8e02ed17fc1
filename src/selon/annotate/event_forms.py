"""Forms of verbs without a subject of their own: what each of them tells of whose act it is."""

from selon.annotate.event_tree import Tree, conjuncts
from selon.lang.events import EventWords

__all__ = [
    "inside_clause",
    "is_caused",
    "is_detached",
    "is_gerund",
    "is_sequel",
    "is_single",
    "is_told",
    "verb_above",
]


def is_caused(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether another has it done (*faire vendre*): then the grammatical subject does not do it."""
    before = tree.tokens[verb - 1] if verb else None
    if before is None or "VerbForm=Inf" not in tree.tokens[verb].morph:
        return False
    return before.lemma.lower() in words.lists["causatives"] and before.pos in ("VERB", "AUX")


def inside_clause(tree: Tree, verb: int, words: EventWords) -> list[int]:
    """The subject of the clause with *que* that an infinitive stands in, where the parse hung it on the verb
    above (*dit que le maire a été jusqu'à rencontrer X*).
    """
    head = tree.tokens[verb].head
    if "VerbForm=Inf" not in tree.tokens[verb].morph or head > verb:
        return []
    begins = [n for n in range(head + 1, verb) if tree.tokens[n].text.lower() in words.lists["that"]]
    own = [n for n in range(begins[0], verb) if tree.tokens[n].dep == "nsubj"] if begins else []
    nouns = [n for n in own if tree.tokens[n].pos in ("NOUN", "PROPN") and tree.tokens[n].head != head]
    return conjuncts(tree, nouns[-1]) if nouns and not tree.having(head, "ccomp") else []


def is_gerund(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a participle is a gerund, which describes no noun, wherever it hangs (*en menaçant*)."""
    token = tree.tokens[verb]
    present = "VerbForm=Part" in token.morph and "Tense=Pres" in token.morph
    marks = tree.having(verb, "mark", "case")
    return present and any(tree.tokens[n].text.lower() in words.lists["gerund"] for n in marks)


def is_sequel(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether an infinitive with *avant de* hangs on a participle that describes a noun: its subject is that
    of the verb above (*a reçu le ministre, mis en cause, avant de s'entretenir avec X*).
    """
    token, governor = tree.tokens[verb], tree.tokens[tree.tokens[verb].head]
    marks = tree.having(verb, "mark", "case") if "VerbForm=Inf" in token.morph else []
    sooner = any(tree.tokens[n].text.lower() in words.lists["sooner"] for n in marks)
    return sooner and governor.dep in ("acl", "advcl") and "VerbForm=Part" in governor.morph


def is_single(tree: Tree, noun: int, participle: int) -> bool:
    """Whether a participle in the singular stands before what its noun is coordinated with (*le président
    réélu et sa femme*).
    """
    later = [n for n in conjuncts(tree, noun) if n != noun]
    return "Number=Sing" in tree.tokens[participle].morph and all(participle < n for n in later)


def verb_above(tree: Tree, node: int) -> int | None:
    """The nearest verb that governs a word."""
    head = tree.tokens[node].head
    while tree.tokens[head].head != head and tree.tokens[head].pos != "VERB":
        head = tree.tokens[head].head
    return head if tree.tokens[head].pos == "VERB" else None


def is_detached(tree: Tree, verb: int) -> bool:
    """Whether a present participle behind a comma describes the subject, not the oblique noun before it
    (*s'est effondré devant sa mère, avouant ...*).
    """
    token, above = tree.tokens[verb], tree.tokens[tree.tokens[verb].head]
    present = "VerbForm=Part" in token.morph and "Tense=Pres" in token.morph
    if not present or not verb or tree.tokens[verb - 1].pos != "PUNCT":
        return False
    if token.dep == "advcl":
        return token.head < verb and above.pos not in ("NOUN", "PROPN")
    return token.dep == "acl" and above.dep.startswith("obl")


def is_told(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a perfect infinitive hangs on him to whom it is told (*a raconté au journal avoir vu X*), or on
    the noun before *après* (*a visé des femmes après avoir publié ...*).
    """
    token, noun = tree.tokens[verb], tree.tokens[tree.tokens[verb].head]
    perfect = any("VerbForm=Inf" in tree.tokens[n].morph for n in tree.having(verb, "aux:tense"))
    marks = {tree.tokens[n].text.lower() for n in tree.having(verb, "mark", "case")}
    bare = not marks - words.lists["following"] - words.lists["sooner"]
    return perfect and bare and token.dep == "acl" and noun.dep.startswith(("obl", "iobj", "nmod"))
