"""Whose words an event stands in: the quotations that hold it, and a mention of who speaks them."""

from collections.abc import Sequence

from selon.annotate.event_circumstances import is_by_the_way
from selon.annotate.event_tree import Tree
from selon.annotate.sentences import Sentence
from selon.lang.events import EventWords
from selon.records import Mention, Quotation, Span

__all__ = ["asserters", "speaker", "vouchers"]

_NO_OBJECT = ("nsubj", "obl:mod", "nmod")
"""Relations of a noun of saying that the verb around it does not make somebody's."""
_OPENING = 2
"""How many words before a cue its conjunction stands (*comme il l'avait promis*)."""


def speaker(
    quotations: Sequence[Quotation], mentions: Sequence[Mention], sentence: Sentence
) -> Mention | None:
    """A mention of whoever says these direct words: the one nearest before or in the source."""
    inner = _innermost(quotations, sentence.span[0], sentence.span[0] + 1)
    for quotation in inner:
        if quotation.mode == "indirect" or not quotation.speakers:
            continue
        same = [mention for mention in mentions if mention.entity == quotation.speakers[0]]
        if same:
            place = (quotation.source or quotation.content[0])[0]
            return min(same, key=lambda mention: (abs(mention.start - place), mention.start))
    return None


def asserters(quotations: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """Who vouches for what stands here: not those who deny what others say in the same words
    (*X affirme que ..., ce que Y dément*), nor those who deny what the page tells by itself.
    """
    return [quotation for quotation in _innermost(quotations, start, end) if not _denies(quotation)]


def vouchers(
    quotations: Sequence[Quotation], tree: Tree, node: int, trigger: Span, words: EventWords
) -> list[Quotation]:
    """Who vouches for the event whose word is `node`: whoever says the innermost of the words that hold it
    and in which the page does not tell it by the way; a guess where the page's words go on is nobody's.
    """
    if _is_noted(tree, node, words):
        return []
    able = list(quotations)
    while inner := _innermost(able, *trigger):
        told = [
            quotation
            for quotation in inner
            if not _is_nobodys(tree, quotation)
            and not _is_fulfilled(tree, quotation, words)
            and not is_by_the_way(tree, node, quotation, words)
        ]
        if told:
            return [quotation for quotation in told if not _is_denied(tree, quotation, words)]
        around = {quotation.nested_in for quotation in inner}
        able = [quotation for quotation in able if quotation.id in around]
    return []


def _is_nobodys(tree: Tree, quotation: Quotation) -> bool:
    """Whether nothing in the page's own sentence tells who says it: words in marks, or a noun of saying that
    is no object (*les appels à sanctionner X se multiplient*, *malgré la crainte de P*, but not *X lance un
    appel à P*).
    """
    cue = quotation.cue
    if quotation.source is not None:
        return False
    if cue is None:
        return quotation.mode == "mixed"
    noun = (token for token in tree.tokens if token.start == cue[0])
    return quotation.rule.endswith("/noun") and any(token.dep.startswith(_NO_OBJECT) for token in noun)


def _is_noted(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a word stands in brackets that the page put into somebody's words (*(X, arrêté, NDLR)*)."""
    texts = [token.text.lower() for token in tree.tokens]
    left = next((n for n in range(node, -1, -1) if texts[n] in "()"), node)
    right = next((n for n in range(node, len(texts)) if texts[n] in "()"), node)
    return (texts[left], texts[right]) == ("(", ")") and bool(
        words.lists["editorial_notes"] & set(texts[left:right])
    )


def _is_fulfilled(tree: Tree, quotation: Quotation, words: EventWords) -> bool:
    """Whether the page tells that what somebody asked for or promised is done (*comme l'a demandé X, P*)."""
    if quotation.act not in ("demand", "promise", "threaten") or quotation.mode == "direct":
        return False
    cue = quotation.cue
    before = [token.text.lower() for token in tree.tokens if cue is not None and token.end <= cue[0]]
    return bool(words.lists["likeness"] & set(before[-_OPENING:])) and "," not in before[-_OPENING:]


def _is_denied(tree: Tree, quotation: Quotation, words: EventWords) -> bool:
    """Whether whoever speaks denies what others say in the words given: not what is said in quote marks, nor
    words that deny by themselves (*X n'a pas livré d'armes, dément Y*).
    """
    if not _denies(quotation):
        return False
    said = (
        token.text.lower()
        for token in tree.tokens
        if any(left <= token.start < right for left, right in quotation.content)
    )
    return not words.lists["negators"] & set(said)


def _denies(quotation: Quotation) -> bool:
    """Whether a quotation denies what its content tells, which stands before the cue; words in marks are the
    denier's own, and what happens in them is told by him.
    """
    before = quotation.cue is not None and quotation.cue[1] > quotation.content[0][0]
    return quotation.act == "deny" and before and quotation.mode != "direct"


def _innermost(quotations: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations whose content holds the span and in which no other such lies."""
    holding = [
        quotation
        for quotation in quotations
        if any(left <= start and end <= right for left, right in quotation.content)
    ]
    outer = {quotation.nested_in for quotation in holding}
    inner = [quotation for quotation in holding if quotation.id not in outer]
    shortest = min((_length(quotation) for quotation in inner), default=0)
    return [quotation for quotation in inner if _length(quotation) == shortest]


def _length(quotation: Quotation) -> int:
    return sum(right - left for left, right in quotation.content)
