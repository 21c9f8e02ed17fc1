"""Reporting clauses whose verb stands before its subject: *"P", dit X*; *P, dit X*; *P précise X*."""

from selon.annotate.sources import inverted_subject
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.lang.names import fold

__all__ = ["after_quotation", "is_inverted"]


def after_quotation(tree: Tree, first: int) -> bool:
    """Whether a quotation and a comma stand right before a token: any verb can report it there."""
    before = first - 2
    if before < 0 or tree.low(first - 1) != ",":
        return False
    return tree.tokens[before].masked or _closes_marks(tree, before)


def _closes_marks(tree: Tree, number: int) -> bool:
    """Whether words in marks that stay in their clause end with this token."""
    start, end = tree.span(number, number)
    return any(left < start and end <= right <= end + 3 for left, right in tree.sentence.quotes)


def is_inverted(tree: Tree, first: int, number: int, pack: LanguagePack) -> bool:
    """Whether the group stands after a comma or quotation and a subject follows it."""
    if first > 0 and _unmarked(tree, first, number):
        return _names_last(tree, number, pack)
    if first > 0:
        before = tree.tokens[first - 1]
        text = tree.low(first - 1)
        marks = (",", "»", "”", '"', "-", "–", "—", "…", "!", "?")
        beside = before.masked or text in marks or tree.among(first - 1, "as")
        if not (beside or _closes_marks(tree, first - 1)):
            return False
    elif not tree.sentence.quotes:
        return False
    if first > 0 and not _reported_before(tree, first, number):
        return False
    return inverted_subject(tree, number, pack) is not None


def _unmarked(tree: Tree, first: int, number: int) -> bool:
    """Whether a verb without a subject stands right behind a clause: *il est mort hier précise la chaîne*."""
    before = tree.tokens[first - 1]
    if (
        before.pos not in ("NOUN", "ADJ", "ADV", "NUM", "PROPN")
        or before.masked
        or _closes_marks(tree, first - 1)
    ):
        return False
    if "VerbForm=Inf" in tree.tokens[number].morph or any(
        tree.is_finite(i) for i in range(number + 1, len(tree.tokens))
    ):
        return False
    subjects = [c for c in tree.children[number] if tree.tokens[c].dep.startswith("nsubj") and c < first]
    clause = any(tree.is_finite(i) and not _in_relative(tree, i) for i in range(first))
    return clause and not subjects


def _names_last(tree: Tree, number: int, pack: LanguagePack) -> bool:
    """Whether a name stands behind an inverted verb as its subject, and ends the sentence or an aside."""
    found = inverted_subject(tree, number, pack)
    if found is None:
        return False
    source = tree.tokens[found[0] : found[1] + 1]
    known = pack.names.institution(" ".join(token.text for token in source)) is not None
    named = known or any(token.entity in ("PER", "ORG") or token.pos == "PROPN" for token in source)
    role = any(fold(tree.low(i)) in pack.names.nouns for i in range(found[0], found[1] + 1))
    return named or role


def _reported_before(tree: Tree, first: int, number: int) -> bool:
    """Whether what stands before the verb can be what is reported: a quotation or a clause with its own verb.

    A subject with its appositions (`Le chef de l'opposition, X, a appelé ...`) has none but in relatives.
    """
    if tree.among(first - 1, "as") or any(token.masked for token in tree.tokens[:first]):
        return True
    if after_quotation(tree, first):
        return True
    if tree.among(number + 1, "complementisers"):
        return False
    return any(tree.is_finite(i) and not _in_relative(tree, i) for i in range(first))


def _in_relative(tree: Tree, number: int) -> bool:
    """Whether a verb belongs to a relative or adverbial clause, by the word that opens it."""
    for place in range(number - 1, max(-1, number - 10), -1):
        if tree.among(place, "openers"):
            return True
        if tree.low(place) == "," or tree.is_finite(place):
            return False
    return False
