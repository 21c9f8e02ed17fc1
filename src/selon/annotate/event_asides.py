"""What stands between commas: a time in an aside dates what is told there, and nothing around it."""

from collections.abc import Collection

from selon.annotate.event_tree import Tree, top_of_name
from selon.records import TimeExpression

__all__ = ["is_aside", "is_beside", "is_dated", "set_off"]

_OPENS = frozenset({",", "(", "-", "–", "—"})
_CLOSES = frozenset({",", ")", "-", "–", "—"})


def is_dated(time: TimeExpression) -> bool:
    """Whether an expression may be the time of an event: a date, or a span counted from now."""
    return time.kind in ("date", "time") or (time.kind == "duration" and time.edtf is not None)


def is_aside(tree: Tree, time: TimeExpression, event: Collection[int]) -> bool:
    """Whether a time belongs to an apposition or participle between commas (*ministre depuis 2018*, *né en
    1961*) that the event stands outside of.
    """
    chunk = _chunk(tree, time)
    if chunk is None or any(node in chunk for node in event):
        return False
    before = [n for n in chunk if tree.tokens[n].end <= time.start]
    if not before or any("VerbForm=Fin" in tree.tokens[n].morph for n in before):
        return False
    first = tree.tokens[before[0]]
    if first.dep == "acl" and first.head in event:
        return False
    participle = first.pos == "VERB" and "VerbForm=Part" in first.morph and "Tense=Past" in first.morph
    if before[0] == 0:
        return participle
    told = [tree.tokens[n] for n in before]
    noun = first.pos in ("NOUN", "ADJ", "DET") and any(token.pos == "NOUN" for token in told)
    return participle or noun


def is_beside(tree: Tree, time: TimeExpression, event: Collection[int], others: Collection[int]) -> bool:
    """Whether a time closes an aside that the event's noun stands in alone (*, en visite à Lima mardi,*)."""
    chunk = _chunk(tree, time)
    if chunk is None or not all(node in chunk and tree.tokens[node].pos == "NOUN" for node in event):
        return False
    after = [n for n in chunk if tree.tokens[n].start >= time.end]
    verbs = any("VerbForm=Fin" in tree.tokens[n].morph for n in chunk)
    return not after and not verbs and not any(node in chunk for node in others) and max(event) < chunk.stop


def _chunk(tree: Tree, time: TimeExpression) -> range | None:
    """The tokens between the marks around a time, or from the beginning of the sentence; null for no mark."""
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    if not inside:
        return None
    left = inside[0]
    while left > 0 and tree.tokens[left - 1].text not in _OPENS:
        left -= 1
    right = inside[-1] + 1
    while right < len(tree.tokens) and tree.tokens[right].text not in _CLOSES:
        right += 1
    return range(left, right) if right < len(tree.tokens) else None


def set_off(tree: Tree, noun: int) -> list[int]:
    """The nouns or names right before a phrase between commas (*la ministre Ana Ruiz, en visite à Oslo*)."""
    start = min([noun, *tree.having(noun, "case", "det", "amod")])
    if start < 2 or tree.tokens[start - 1].pos != "PUNCT":
        return []
    if tree.tokens[start - 2].pos not in ("NOUN", "PROPN"):
        return []
    last = top_of_name(tree, start - 2)
    for _ in tree.tokens:  # a word may be its own head, where what it hung on is left out of the tree
        if tree.tokens[last].dep != "nmod" or tree.tokens[tree.tokens[last].head].pos != "NOUN":
            break
        last = tree.tokens[last].head
    if tree.having(last, "mark"):
        return []  # only compared (plus faible que la France, avec ...)
    first = tree.tokens[last].head if tree.tokens[last].dep == "conj" else last
    return [first, *tree.having(first, "conj")] if first != last else [last]
