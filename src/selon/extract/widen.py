"""Sentences above an article that are its own by their place: below the headline."""

from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["widen_article"]

_HEAD = 25
"""Lines between headline and text at most."""
_FEWEST = 3
_LINKED = 0.5


def widen_article(
    lines: Sequence[Shape], article: Sequence[bool], titles: frozenset[str], pack: LanguagePack
) -> list[bool]:
    """The article of a page without markup, with the sentences between its headline and its first line.

    These are the lead or first short paragraphs, too light to be found by weight where labels, a date and
    a picture stand in between.
    """
    inside = [index for index, is_in in enumerate(article) if is_in]
    chosen = list(article)
    if not inside:
        return chosen
    for index in _below_headline(lines, inside[0], titles):
        chosen[index] = _is_sentence(lines[index], pack) and lines[index].words >= _FEWEST
    return chosen


def _below_headline(lines: Sequence[Shape], first: int, titles: frozenset[str]) -> range:
    """The lines between the headline nearest above line `first` and that line; none without a headline."""
    start = max(0, first - _HEAD)
    top = next(
        (at for at in range(first - 1, start - 1, -1) if lines[at].folded.lstrip("# ") in titles), first
    )
    return range(top + 1, first)


def _is_sentence(shape: Shape, pack: LanguagePack) -> bool:
    words = pack.pages
    is_apart = shape.is_furniture or shape.is_caption or shape.copies > 1 or shape.link_share > _LINKED
    if is_apart or not (shape.reads_on or (shape.text[-1] == ":" and shape.words > _FEWEST)):
        return False
    return not any(
        kind.fits(shape.folded) for kind in (words.related, words.comments, words.stamp, words.byline)
    )
