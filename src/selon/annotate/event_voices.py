"""Whose words an event stands in: the quotations that hold it, and a mention of who speaks them."""

from collections.abc import Sequence

from selon.annotate.sentences import Sentence
from selon.records import Mention, Quotation

__all__ = ["asserters", "speaker"]


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
    inner = _innermost(quotations, start, end)
    return [q for q in inner if q.act != "deny" or q.cue is None or q.cue[1] <= q.content[0][0]]


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
