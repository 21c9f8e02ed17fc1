"""The parse of a sentence as events are read from it: children, prepositions, phrases, antecedents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selon.annotate.sentences import Sentence, Token
from selon.lang.events import EventWords
from selon.records import Span

__all__ = [
    "Tree",
    "antecedent",
    "build_tree",
    "conjuncts",
    "is_passive",
    "keys",
    "mood",
    "phrase",
    "phrase_span",
    "preposition",
    "subtree",
]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
_CLAUSES = frozenset(
    {"acl:relcl", "advcl", "ccomp", "parataxis", "punct", "cc", "dep", "acl", "xcomp", "cop", "nsubj"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The tokens of one sentence with the children of each, in order.

    `compounds` maps the last token of a compound preposition to its words (*en raison de*), `inside` holds
    the other tokens of such prepositions.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    compounds: Mapping[int, str]
    inside: frozenset[int]

    def having(self, node: int, *relations: str) -> list[int]:
        """The children of `node` that stand in one of these relations."""
        return [child for child in self.children[node] if self.tokens[child].dep in relations]


def build_tree(sentence: Sentence, words: EventWords) -> Tree:
    """The tree of a parsed sentence."""
    children: list[list[int]] = [[] for _ in sentence.tokens]
    for number, token in enumerate(sentence.tokens):
        if token.head != number:
            children[token.head].append(number)
    forms = [words.prepositions.get(token.text.lower(), token.text.lower()) for token in sentence.tokens]
    compounds: dict[int, str] = {}
    inside: set[int] = set()
    for start in range(len(forms)):
        for compound in words.compound_prepositions:
            if start not in inside and tuple(forms[start : start + len(compound)]) == compound:
                compounds[start + len(compound) - 1] = " ".join(compound)
                inside.update(range(start, start + len(compound) - 1))
                break
    return Tree(sentence, sentence.tokens, tuple(map(tuple, children)), compounds, frozenset(inside))


def keys(token: Token) -> tuple[str, ...]:
    """The forms by which a token is looked up in a lexicon: lemma, form, and the form without its plural."""
    form = token.text.lower()
    found = [token.lemma.lower(), form]
    if len(form) > 3 and form[-1] in "sx":
        found.append(form[:-1])
    return tuple(dict.fromkeys(found))


def preposition(tree: Tree, node: int, words: EventWords) -> str | None:
    """The preposition of a noun phrase, contractions undone, compound ones whole; null when there is none."""
    found = None
    for child in tree.children[node]:
        token = tree.tokens[child]
        if child > node:
            break
        if token.dep in ("case", "mark", "fixed") and token.pos in ("ADP", "SCONJ", "DET", "ADV", "VERB"):
            found = tree.compounds.get(child) or words.prepositions.get(
                token.text.lower(), token.text.lower()
            )
        elif token.pos == "DET" and found is None and "PronType=Art" not in token.morph:
            found = words.prepositions.get(token.text.lower())
    return found


def conjuncts(tree: Tree, node: int) -> list[int]:
    """`node` and what is coordinated with it, itself first."""
    found = [node]
    for child in tree.having(node, "conj"):
        if (tree.tokens[child].pos in _NOMINAL) == (tree.tokens[node].pos in _NOMINAL):
            found.extend(conjuncts(tree, child))
    return found


def subtree(tree: Tree, node: int) -> Iterator[int]:
    """All tokens under `node`, itself included, in no order."""
    seen, stack = {node}, [node]
    while stack:
        current = stack.pop()
        yield current
        for child in tree.children[current]:
            if child not in seen:
                seen.add(child)
                stack.append(child)


def phrase(tree: Tree, node: int, words: EventWords) -> list[int]:
    """The tokens of a noun phrase that name its matter: no clause, no case, no other argument's phrase."""
    found, stack, seen = [node], [node], {node}
    while stack:
        for child in tree.children[stack.pop()]:
            token = tree.tokens[child]
            if child in seen or token.dep in _CLAUSES or token.masked:
                continue
            case = preposition(tree, child, words)
            if token.pos in _NOMINAL and case not in (None, words.genitive):
                continue
            seen.add(child)
            found.append(child)
            stack.append(child)
    return sorted(_unbroken(found, node, tree))


def _unbroken(found: list[int], node: int, tree: Tree) -> list[int]:
    """The run of a phrase around its head that no foreign token (but case, mark, comma) breaks."""
    have, kept = set(found), [node]
    for step in (-1, 1):
        place = node + step
        while 0 <= place < len(tree.tokens):
            if place in have:
                kept.append(place)
            elif tree.tokens[place].dep not in ("cc", "punct", "case", "fixed", "advmod"):
                break
            place += step
    return kept


def phrase_span(tree: Tree, nodes: list[int]) -> Span:
    """The span from the first to the last of these tokens, a leading preposition left out."""
    kept = [node for node in nodes if tree.tokens[node].dep not in ("case", "punct", "cc", "mark")] or nodes
    return tree.tokens[min(kept)].start, tree.tokens[max(kept)].end


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb form is passive: by its auxiliary, its subject, or as a bare past participle."""
    token = tree.tokens[verb]
    if tree.having(verb, "aux:pass", "nsubj:pass") or "Voice=Pass" in token.morph:
        return True
    bare = not tree.having(verb, "aux:tense", "aux", "aux:caus", "nsubj")
    return "VerbForm=Part" in token.morph and "Tense=Past" in token.morph and bare


def mood(tree: Tree, verb: int) -> str:
    """The features of the finite form of a verb: its auxiliary's, or its own; empty when there is none."""
    for child in (*tree.having(verb, "aux:tense", "aux", "aux:pass", "cop"), verb):
        if "VerbForm=Fin" in tree.tokens[child].morph:
            return tree.tokens[child].morph
    return ""


def antecedent(tree: Tree, pronoun: int, verb: int) -> int | None:
    """The noun that a relative pronoun stands for: the parser's, unless the verb of *qui* does not agree
    with it; then the nearest noun before that does.
    """
    head = tree.tokens[verb].head
    nominal = head != verb and tree.tokens[head].pos in _NOMINAL
    number = _number(mood(tree, verb)) if tree.tokens[pronoun].text.lower() == "qui" else ""
    if nominal and _agrees(tree, head, number):
        return head
    for place in range(pronoun - 1, max(-1, pronoun - 12), -1):
        token = tree.tokens[place]
        if token.pos in ("VERB", "AUX") and "VerbForm=Fin" in token.morph:
            break
        if token.pos in ("NOUN", "PROPN") and _agrees(tree, place, number):
            return _top(tree, place)
    return head if nominal else None


def _agrees(tree: Tree, node: int, number: str) -> bool:
    if not number:
        return True
    own = _number(tree.tokens[node].morph)
    joined = bool(tree.having(node, "conj"))
    return own in ("", number) or (joined and number == "Number=Plur")


def _top(tree: Tree, node: int) -> int:
    """The head of the name that a proper noun is part of."""
    while (
        tree.tokens[node].dep in ("nmod", "flat:name", "appos")
        and tree.tokens[tree.tokens[node].head].pos == "PROPN"
    ):
        node = tree.tokens[node].head
    return node


def _number(morph: str) -> str:
    return next((part for part in morph.split("|") if part.startswith("Number=")), "")
