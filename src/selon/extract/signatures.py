"""Signatures that neither a word such as *par* nor the markup betrays: a name beside the page's date."""

import re
from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack
from selon.lang.names import words_of

__all__ = ["named_beside_date"]

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+")
_BESIDE = 2
"""Lines between a signature and the date, the role of who signs among them."""


def named_beside_date(
    lines: Sequence[Shape],
    article: Sequence[bool],
    titles: frozenset[str],
    stamped: frozenset[int],
    pack: LanguagePack,
) -> frozenset[int]:
    """The numbers of lines below the headline that are a person's name, beside a line that dates the page.

    The first word is a known first name, and the text does not name the person: a name that it takes up is a
    subject, set there as a tag.
    """
    top = next((index for index, shape in enumerate(lines) if shape.folded in titles), None)
    if top is None or not stamped:
        return frozenset()
    near = {at for date in stamped for at in range(date - _BESIDE, date + _BESIDE + 1)} - stamped
    found = {
        index
        for index in sorted(near)
        if top < index < len(lines) and not article[index] and _is_person(lines[index], pack)
    }
    if not found:
        return frozenset()
    told = {
        word for shape, is_in in zip(lines, article, strict=True) if is_in for word in words_of(shape.text)
    }
    return frozenset(index for index in found if words_of(lines[index].text)[-1] not in told)


def _is_person(shape: Shape, pack: LanguagePack) -> bool:
    if shape.is_caption or shape.is_furniture or shape.is_outside or not _NAME.fullmatch(shape.text):
        return False
    first = words_of(shape.text.partition(" ")[0])
    return bool(first) and first[0] in pack.names.first_names
