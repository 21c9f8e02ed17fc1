"""The parse of a sentence as events are read from it: children, prepositions, phrases, antecedents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selon.annotate.event_repairs import mended
from selon.annotate.sentences import Sentence, Token
from selon.lang.events import EventWords
from selon.records import Span

__all__ = [
    "NOMINAL",
    "Tree",
    "build_tree",
    "conjuncts",
    "is_infinitive",
    "is_passive",
    "is_reflexive",
    "keys",
    "mood",
    "phrase",
    "phrase_span",
    "preposition",
    "subtree",
    "top_of_name",
]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
"""The parts of speech that a phrase may have for its head."""
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
    # What hung on a word that is left out is its own head: a root, or whoever climbs would never end.
    tokens = tuple(
        replace(token, dep="ROOT") if token.head == number and token.dep != "ROOT" else token
        for number, token in enumerate(mended(sentence.tokens, words))
    )
    children: list[list[int]] = [[] for _ in tokens]
    for number, token in enumerate(tokens):
        if token.head != number:
            children[token.head].append(number)
    plain = [token.text.lower().replace("’", "'") for token in tokens]
    forms = [words.prepositions.get(form, form) for form in plain]
    compounds: dict[int, str] = {}
    inside: set[int] = set()
    for start, form in enumerate(forms):
        for compound, wording in words.compound_prepositions.get(form, ()):
            if start not in inside and tuple(forms[start : start + len(compound)]) == compound:
                compounds[start + len(compound) - 1] = wording
                inside.update(range(start, start + len(compound) - 1))
                break
    return Tree(sentence, tokens, tuple(map(tuple, children)), compounds, frozenset(inside))


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
            whole = (tree.compounds[n] for n in (child, *tree.having(child, "fixed")) if n in tree.compounds)
            simple = words.prepositions.get(token.text.lower(), token.text.lower())
            found = next(whole, simple)
        elif token.pos == "DET" and found is None and "PronType=Art" not in token.morph:
            found = words.prepositions.get(token.text.lower())
    return found


def conjuncts(tree: Tree, node: int) -> list[int]:
    """`node` and what is coordinated with it, itself first; a series must end in a conjunction."""
    found = [node]
    nominal = tree.tokens[node].pos in NOMINAL
    names = [node, *(tree.having(node, "appos", "flat:name") if nominal else ())]
    joined = [n for name in names for n in tree.having(name, "conj")]
    series = [n for n in joined if (tree.tokens[n].pos in NOMINAL) == nominal]
    if _is_manner(tree, node):
        series = [n for n in series if tree.having(n, "case") or not tree.having(n, "det")]
    while series and not any(tree.having(each, "cc") for each in subtree(tree, series[-1])):
        series.pop()
    series = [n for n in series if not any(_is_past_another(tree, other, n) for other in (node, *series))]
    for child in series:
        nested = conjuncts(tree, child)
        found.extend(
            nested if bool(tree.having(child, "case")) == bool(tree.having(node, "case")) else [child]
        )
    return found


def _is_past_another(tree: Tree, inner: int, outer: int) -> bool:
    """Whether a coordinated noun without a preposition stands behind one that has it, and a verb: it goes
    with what hangs on that verb (*à X et à l'accord donné par Y et Z*).
    """
    if not inner < outer or not tree.having(inner, "case") or tree.having(outer, "case"):
        return False
    return any(token.pos == "VERB" for token in tree.tokens[inner + 1 : outer])


def _is_manner(tree: Tree, node: int) -> bool:
    """Whether a bare plural behind a preposition tells how (*par balles*): a noun with an article is not
    coordinated with it.
    """
    token = tree.tokens[node]
    bare = bool(tree.having(node, "case")) and not tree.having(node, "det", "nummod")
    return bare and token.pos == "NOUN" and token.text.islower() and "Number=Plur" in token.morph


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
            if token.pos in NOMINAL and case not in (None, words.genitive):
                continue
            if _begins_anew(tree, child):
                continue
            seen.add(child)
            found.append(child)
            stack.append(child)
    return sorted(_unbroken(found, node, tree))


def _begins_anew(tree: Tree, child: int) -> bool:
    """Whether a noun with an article of its own right behind a phrase is another's (*à l'Élysée les
    champions*).
    """
    articles = [n for n in tree.having(child, "det") if tree.tokens[n].text[:1].islower()]
    if tree.tokens[child].dep not in ("nmod", "appos") or tree.having(child, "case") or not articles:
        return False
    return articles[0] > 0 and tree.tokens[articles[0] - 1].pos != "CCONJ"


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
    top = next((n for n in kept if tree.tokens[n].head not in nodes or tree.tokens[n].head == n), kept[0])
    opens = max((n for n in tree.having(top, "case") if n < top), default=-1)
    kept = [n for n in kept if n > opens] or kept
    return tree.tokens[min(kept)].start, tree.tokens[max(kept)].end


def is_passive(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb form is passive: by its auxiliary, its subject, or as a bare past participle."""
    token = tree.tokens[verb]
    if _is_compound_active(tree, verb, words):
        return False
    if tree.having(verb, "aux:pass", "nsubj:pass") or "Voice=Pass" in token.morph:
        return True
    auxiliaries = [tree.tokens[child].lemma.lower() for child in tree.having(verb, "aux:tense", "aux")]
    if auxiliaries and set(auxiliaries) <= words.lists["being"]:
        return not is_reflexive(tree, verb, words) and token.lemma.lower() not in words.lists["movement"]
    bare = not auxiliaries and not tree.having(verb, "aux:caus", "nsubj")
    participle = "VerbForm=Part" in token.morph and "Tense=Past" in token.morph
    if participle and bare and _shares_auxiliary(tree, verb):
        return is_passive(tree, token.head, words)
    return participle and bare


def _is_compound_active(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether *avoir* alone stands before a participle (*X a encore frappé*), whatever the parse calls it."""
    auxiliaries = tree.having(verb, "aux:tense", "aux", "aux:pass")
    lemmas = {tree.tokens[n].lemma.lower() for n in auxiliaries}
    between = tree.tokens[min(auxiliaries, default=verb) : verb]
    return lemmas == words.lists["possession"] and all(t.lemma not in words.lists["being"] for t in between)


def _shares_auxiliary(tree: Tree, participle: int) -> bool:
    """Whether a participle takes its auxiliary from its first conjunct (*a recruté et investi*)."""
    token = tree.tokens[participle]
    first = tree.tokens[token.head]
    joined = token.dep == "conj" and "VerbForm=Part" in first.morph and "Tense=Past" in first.morph
    return joined and bool(tree.having(token.head, "aux:tense", "aux:pass", "aux"))


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether a verb form is an infinitive, or its auxiliary is one (*d'avoir tué*)."""
    forms = (verb, *tree.having(verb, "aux:tense", "aux:pass", "cop"))
    return any("VerbForm=Inf" in tree.tokens[form].morph for form in forms)


def is_reflexive(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb bears a reflexive pronoun; none does with *avoir* (*que nous avons réunis*)."""
    own = [tree.tokens[n].lemma.lower() for n in tree.having(verb, "aux:tense")]
    if own and not words.lists["being"] & set(own):
        return False
    return any(tree.tokens[child].text.lower() in words.lists["reflexives"] for child in tree.children[verb])


def mood(tree: Tree, verb: int, words: EventWords) -> str:
    """The features of the finite form of a verb: its auxiliary's, or its own; empty when there is none.

    Where the tagger errs on a future or conditional, the ending on the infinitive decides.
    """
    for child in (*tree.having(verb, "aux:tense", "aux", "aux:pass", "cop"), verb):
        token = tree.tokens[child]
        features = _by_ending(token, words)
        if features or "VerbForm=Fin" in token.morph:
            return features or token.morph
    return ""


def _by_ending(token: Token, words: EventWords) -> str | None:
    form, lemma = token.text.lower(), token.lemma.lower()
    if not lemma.endswith(("r", "re")) or token.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    stem = words.stems.get(lemma, lemma.removesuffix("e"))
    for features, endings in words.endings.items():
        if any(form == stem + ending for ending in endings):
            return features
    return None


def top_of_name(tree: Tree, node: int) -> int:
    """The head of the name that a proper noun is part of."""
    while (
        tree.tokens[node].dep in ("nmod", "flat:name", "appos")
        and tree.tokens[tree.tokens[node].head].pos == "PROPN"
    ):
        node = tree.tokens[node].head
    return node
