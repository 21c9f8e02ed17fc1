"""Lines that tell a day, or place and day, and nothing else: *Varsovie, le 4 mai 2023*."""

import re

from selon.dates import read_stamps
from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["is_dateline", "is_only_date"]

_MAY_BE = re.compile(r"[A-ZÀ-Þ].{4,60}(?:19|20)\d\d")
_PLACE = re.compile(r"(?:À\s|A\s)?[A-ZÀ-Þ][\w’'-]*(?:[\s-][\w’'-]+){0,3}(?:\s?\([^()]{2,30}\))?\s?[,–—-]\s?")
_AFTER = re.compile(r"(?:\s?\([^()]{2,30}\))?\s?[.:–—-]{0,2}")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTER = re.compile(r"\w")
_MOST_WORDS = 12


def is_dateline(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line is a place with a day of a year, and at most an agency in brackets behind them.

    The place is a capitalised word or a few: *Paris, le 4 mai*, *Fort-de-France – Jeudi 4 mai*. A line that
    says that something was published or changed then (*Publié le*) is none.
    """
    text = shape.text
    if shape.words > _MOST_WORDS or not _MAY_BE.match(text):
        return False
    stamps = read_stamps(text, pack)
    if len(stamps) != 1 or stamps[0].role or len(stamps[0].edtf or "") < len("2023-05-04"):
        return False
    place, after = text[: stamps[0].start], text[stamps[0].end :]
    if pack.pages.stamp.opens(shape.folded) or pack.pages.byline.opens(shape.folded):
        return False
    return _PLACE.fullmatch(place) is not None and _AFTER.fullmatch(after) is not None


def is_only_date(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line is a date and nothing else, or the number and date of an issue (*N° 12 - mars 2024*)."""
    text = shape.text
    if shape.words > _MOST_WORDS or not _HAS_YEAR.search(text):
        return False
    stamps = read_stamps(text, pack)
    left = text
    for stamp in reversed(stamps):
        left = left[: stamp.start] + left[stamp.end :]
    left = re.sub(pack.times.stamps["issue"], "", left, flags=re.IGNORECASE)
    return bool(stamps) and not _LETTER.search(left)
