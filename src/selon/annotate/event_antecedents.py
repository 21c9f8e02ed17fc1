"""What a relative pronoun stands for, and which noun a participle describes."""

from selon.annotate.event_tree import NOMINAL, Tree, mood, top_of_name
from selon.lang.events import EventWords

__all__ = ["antecedent", "clash", "modified"]


def antecedent(tree: Tree, pronoun: int, verb: int, words: EventWords) -> int | None:
    """The noun that a relative pronoun stands for: the parser's, unless the verb of *qui* does not agree
    with it; then the nearest noun before that does.
    """
    head = tree.tokens[verb].head
    nominal = head != verb and tree.tokens[head].pos in NOMINAL
    subject = tree.tokens[pronoun].text.lower() in words.lists["relative_subjects"]
    number = _number(mood(tree, verb, words)) if subject else ""
    presented = _presented(tree, head, words) if nominal and subject else None
    above = tree.tokens[tree.tokens[head].head]
    plural = "Number=Plur" in number and "Number=Plur" in above.morph and above.pos == "NOUN"
    if nominal and plural and tree.tokens[head].pos == "PROPN" and tree.tokens[head].dep == "nmod":
        return tree.tokens[head].head  # des élus du RN qui iront
    if presented is not None and _agrees(tree, presented, number):
        return presented
    if nominal and _agrees(tree, head, number):
        return head
    for place in range(pronoun - 1, max(-1, pronoun - 12), -1):
        token = tree.tokens[place]
        if token.pos in ("VERB", "AUX") and "VerbForm=Fin" in token.morph:
            break
        if token.pos in ("NOUN", "PROPN") and _agrees(tree, place, number):
            return top_of_name(tree, place)
    return head if nominal else None


def _presented(tree: Tree, node: int, words: EventWords) -> int | None:
    """What *c'est* sets off, where a relative clause hangs on a word in its phrase (*c'est son frère, le mari
    de X, qui ...*).
    """
    for _ in tree.tokens:
        own = [tree.tokens[n].text.lower() for n in tree.having(node, "nsubj")]
        if tree.having(node, "cop") and words.lists["presenting"] & set(own):
            return node if tree.tokens[node].pos in ("NOUN", "PROPN") else None
        if (
            tree.tokens[node].dep not in ("nmod", "appos", "flat:name", "conj")
            or tree.tokens[node].head > node
        ):
            return None
        node = tree.tokens[node].head
    return None


def modified(tree: Tree, participle: int) -> int | None:
    """The noun that a participle describes: the parser's, or the one before it where genders or a comma
    speak against the parser's.
    """
    head = tree.tokens[participle].head
    nominal = tree.tokens[head].pos in (*NOMINAL, "ADJ") and tree.tokens[participle].dep == "acl"
    if nominal and not clash(tree.tokens[head].morph, tree.tokens[participle].morph):
        return head
    place = participle - 1
    while place >= 0 and tree.tokens[place].pos in ("PUNCT", "ADV", "ADJ"):
        place -= 1
    if place >= 0 and tree.tokens[place].pos in ("NOUN", "PROPN"):
        return top_of_name(tree, place)
    return head if nominal else None


def clash(noun: str, participle: str) -> bool:
    """Whether both tell a gender or a number and one of them differs."""
    one, other = (
        dict(part.split("=") for part in morph.split("|") if "=" in part) for morph in (noun, participle)
    )
    return any(one.get(key, other.get(key)) != other.get(key, one.get(key)) for key in ("Gender", "Number"))


def _agrees(tree: Tree, node: int, number: str) -> bool:
    if not number:
        return True
    own = _number(tree.tokens[node].morph)
    joined = bool(tree.having(node, "conj"))
    return own in ("", number) or (joined and number == "Number=Plur")


def _number(morph: str) -> str:
    return next((part for part in morph.split("|") if part.startswith("Number=")), "")
