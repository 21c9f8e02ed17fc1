"""The article among the lines of a raw text crawl, where no markup helps."""

from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["find_article"]


def find_article(lines: Sequence[Shape], pack: LanguagePack) -> list[bool]:
    """For each line, whether it is the article's.

    Each line weighs for or against by its shape first and its words second; the article is the run of lines
    of the greatest sum (Kadane), less the lines in it that stand out as furniture.
    """
    weights = [_weight(shape, pack) for shape in lines]
    start, end = _heaviest_run(weights)
    return [start <= index < end and not _is_furniture(shape, pack) for index, shape in enumerate(lines)]


def _weight(shape: Shape, pack: LanguagePack) -> float:
    if _is_furniture(shape, pack):
        return -2.0
    if shape.is_prose:
        return min(6.0, shape.words / 10)
    if shape.words >= 25 and shape.function_words >= 0.2:
        return 1.0
    return -0.5


def _is_furniture(shape: Shape, pack: LanguagePack) -> bool:
    words = pack.pages
    if words.boilerplate.is_line(shape.folded) or words.related.is_line(shape.folded):
        return True
    if shape.words < 40 and words.boilerplate.opens(shape.folded):
        return True
    return shape.words < 90 and (words.cookie.holds(shape.folded) or words.boilerplate.holds(shape.folded))


def _heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    best, best_run, start, total = 0.0, (0, 0), 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run
