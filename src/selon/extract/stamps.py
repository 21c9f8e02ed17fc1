"""The lines in which a page tells its own date, around its headline and below its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selon.dates import Stamp, read_stamps
from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["find_stamps"]

_MAY_DATE = re.compile(r"\d{4}|\d[./-]\d|\d\s?[hH:]|\d\s\w")
_DIGIT = re.compile(r"\d")
_NAME_OF_DAY = re.compile(r"[^\W\d_]{3,}")
"""A month, a weekday or a word such as *hier*: what an hour alone has not."""
_LONGEST_LABEL = 4
"""Words of a line that announces the date on the next one."""
_WORD = re.compile(r"\w+")
_COPY = 6
"""Copies of a headline that stand this close are one: a date may stand between them."""
_HEAD = 12
"""Lines above the text that may date the page where there is no headline."""
_ABOVE = 3
"""Lines above the headline that may do so if they say what they are."""
_AFTER_LEAD = 3
_AFTER_LEAD_AT_MOST = 15
"""Lines after the first of the text, a lead with signature and date below it, up to the second."""
_BELOW = 6
"""Lines below the text in which a signature may carry the date."""
_LONGEST = 250
_MOST_WORDS = 32
_BESIDE_ROLE = 20
_BESIDE_CLOCK = 6
_BESIDE_DAY = 3
"""Words beside a date in a line that is there to date the page: more would make it a caption or headline."""


def find_stamps(
    lines: Sequence[Shape],
    article: Sequence[bool],
    titles: frozenset[str],
    pack: LanguagePack,
    is_dated: bool = False,
) -> Mapping[int, tuple[Stamp, ...]]:
    """The stamps of the lines that are there to date the page, by the number of the line.

    Such a line stands between headline and text, holds a date and says little else. A little above and below
    it must also say that the date is one of publication or change. Lines that do not say so count where none
    does, unless they show different days, which are those of other pages; one right above the headline where
    there is no other, unless the markup has dated the page (`is_dated`).
    """
    prose = [index for index, shape in enumerate(lines) if article[index] and shape.words >= 12]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    head = max(first + _AFTER_LEAD, min([*prose[1:2], first + _AFTER_LEAD_AT_MOST]))
    top = _headline(lines, first, titles)
    found: dict[int, tuple[Stamp, ...]] = {}
    bare: dict[int, tuple[Stamp, ...]] = {}
    above: dict[int, tuple[Stamp, ...]] = {}
    for index, stamps in _read(lines, _places(top, head, last, len(lines)), pack):
        if _says_so(lines[index], stamps, pack):
            found[index] = stamps
        elif _is_bare(lines[index], stamps, pack):
            if top <= index <= min(head, last):
                bare[index] = stamps
            elif index < top:
                above[index] = stamps
    told = [
        (stamp.edtf, lines[index].text[stamp.start : stamp.end])
        for index, stamps in found.items()
        for stamp in stamps
        if stamp.role == "published"
    ]
    if any(edtf for edtf, _ in told):
        return found
    # *Publié le 3 juin* tells no year, but that a day above the headline is of another page.
    has_day = any(_NAME_OF_DAY.search(words) for _, words in told)
    bare = bare or ({} if is_dated or has_day else above)
    days = {(stamp.edtf or "")[:10] for stamps in bare.values() for stamp in stamps}
    # A time on a line of its own stands beside the day that it belongs to.
    return {**bare, **found} if len(days - {""}) == 1 or len(days) == 1 else found


def _headline(lines: Sequence[Shape], first: int, titles: frozenset[str]) -> int:
    """The line of the headline above line `first`, of the topmost of copies that stand close together."""
    top = None
    for index in range(min(first, len(lines)) - 1, -1, -1):
        if top is not None and top - index > _COPY:
            break
        if lines[index].folded.lstrip("# ") in titles:
            top = index
    return max(0, first - _HEAD) if top is None else top


def _places(top: int, head: int, last: int, end: int) -> Iterator[int]:
    below_lead = head + _ABOVE
    yield from range(max(0, top - _ABOVE), min(below_lead + 1, end))
    yield from range(max(last, below_lead) + 1, min(last + 1 + _BELOW, end))


def _read(
    lines: Sequence[Shape], places: Iterator[int], pack: LanguagePack
) -> Iterator[tuple[int, tuple[Stamp, ...]]]:
    for index in places:
        shape = lines[index]
        label = lines[index - 1] if index and _is_label(lines[index - 1], pack) else None
        if (label or not shape.is_caption) and _may_date(shape) and not pack.pages.kept.opens(shape.folded):
            stamps = _labelled(label.text, shape.text, pack) if label else read_stamps(shape.text, pack)
            if stamps and _beside(shape, stamps) <= _BESIDE_ROLE:
                yield index, stamps


def _may_date(shape: Shape) -> bool:
    """Whether it is short enough to date a page, and may hold a date at all."""
    is_short = len(shape.text) <= _LONGEST and shape.words <= _MOST_WORDS
    return is_short and _MAY_DATE.search(shape.text) is not None


def _is_label(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line does no more than announce a date: *Mise en ligne*, the date being on the next line."""
    is_bare = shape.words <= _LONGEST_LABEL and not _DIGIT.search(shape.text)
    return is_bare and pack.pages.stamp.opens(shape.folded)


def _labelled(label: str, text: str, pack: LanguagePack) -> tuple[Stamp, ...]:
    """The stamps of a line read as going on from its label, with offsets into the line."""
    before = len(label) + 1
    stamps = (stamp for stamp in read_stamps(f"{label} {text}", pack) if stamp.end > before)
    # The article before the day may stand on the line of the label.
    return tuple(
        replace(stamp, start=max(0, stamp.start - before), end=stamp.end - before) for stamp in stamps
    )


def _says_so(shape: Shape, stamps: Sequence[Stamp], pack: LanguagePack) -> bool:
    """Whether the words say that the page was published or changed then; a sentence may seem to."""
    if shape.is_prose and all(stamp.edtf is None for stamp in stamps):
        return False
    relative = all(stamp.edtf is None for stamp in stamps) and pack.pages.stamp.opens(shape.folded)
    return relative or any(stamp.role for stamp in stamps)


def _is_bare(shape: Shape, stamps: Sequence[Stamp], pack: LanguagePack) -> bool:
    # The time that reading takes is told beside the date, never in a caption.
    has_clock = any("T" in (stamp.edtf or "") for stamp in stamps) or pack.pages.stamp.holds(shape.folded)
    return not shape.final and _beside(shape, stamps) <= (_BESIDE_CLOCK if has_clock else _BESIDE_DAY)


def _beside(shape: Shape, stamps: Sequence[Stamp]) -> int:
    """The number of words of the line that are in none of its stamps."""
    dated = sum(len(_WORD.findall(shape.text[stamp.start : stamp.end])) for stamp in stamps)
    return shape.words - dated
