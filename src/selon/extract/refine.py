"""The article of an HTML page, once it has been proposed: mended with the help of the markup."""

from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["refine_article"]

_TOO_LITTLE = 0.5
"""A proposal with less than this share of the prose that the shapes alone show is no more than a part."""
_LEAD_DISTANCE = 15
"""Within this many lines after the headline, prose before the first paragraph is its lead."""
_LINKED = 0.5
_LABEL = 3


def refine_article(
    lines: Sequence[Shape],
    proposed: Sequence[bool],
    shown: Sequence[bool],
    titles: frozenset[str],
    pack: LanguagePack,
) -> list[bool]:
    """The article of an HTML page: what was proposed for it, mended by what its lines look like.

    Prose that stands in the same element as proposed prose, or as a lead between headline and article, is
    taken in; furniture and links at the ends are left out. Where the proposal is but a part of the
    prose that `find_article` sees (`shown`), both together are the article.
    """
    if _prose(lines, proposed) < _TOO_LITTLE * _prose(lines, shown):
        chosen = [one or other for one, other in zip(proposed, shown, strict=True)]
    else:
        chosen = list(proposed)
    homes = {_home(shape) for shape, is_in in zip(lines, chosen, strict=True) if is_in and shape.is_prose}
    first = next((index for index, shape in enumerate(lines) if chosen[index] and shape.is_prose), 0)
    title = max((index for index in range(first) if lines[index].folded in titles), default=first)
    for index, shape in enumerate(lines):
        is_lead = title < index < first and index - title <= _LEAD_DISTANCE
        is_named = shape.is_lead and 0 < first - index <= _LEAD_DISTANCE
        is_lead = is_lead or is_named
        if (
            (shape.is_prose or (is_named and _is_long(shape)))
            and not shape.is_caption
            and not shape.is_furniture
            and (is_lead or _home(shape) in homes)
        ):
            chosen[index] = True
    for index in _going_on(lines, chosen, title, homes):
        chosen[index] = True
    last = max((index for index, is_in in enumerate(chosen) if is_in and lines[index].is_prose), default=0)
    for index in range(first + 1, last):
        if not chosen[index] and chosen[index - 1] and chosen[index + 1] and _is_subheading(lines[index]):
            chosen[index] = _home(lines[index]) in homes
    return _trimmed(lines, _without_asides(lines, chosen, title, first, pack), pack)


def _going_on(lines: Sequence[Shape], chosen: Sequence[bool], title: int, homes: set[str]) -> list[int]:
    """Lines too short for prose that stand with the prose of an article: sentences of any length, lists.

    A sentence beside paragraphs of the article is one of them, as is a line of many words without a full stop
    once the text has begun; items of a list inside of the element of the paragraphs are text. Behind the last
    paragraph this holds as long as nothing else stands in between.
    """
    inside = [index for index, is_in in enumerate(chosen) if is_in and lines[index].is_prose]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    found: set[int] = set()
    for index in range(max(title + 1, first - _LEAD_DISTANCE), min(len(lines), last + _NEAR_END)):
        shape = lines[index]
        if shape.is_furniture or shape.is_caption or shape.is_heading or shape.link_share > _LINKED:
            continue
        reads = shape.words > 1 and (shape.reads_on or (index > first and _is_long(shape)))
        is_item = "li" in shape.line.tags and index > first and _is_within(shape, homes)
        if is_item or (reads and _home(shape) in homes):
            found.add(index)
    after = last + 1
    while after < len(lines) and (after in found or _home(lines[after]) in homes):
        after += 1
    return [index for index in sorted(found) if index < after]


def _is_within(shape: Shape, homes: set[str]) -> bool:
    """Whether an element of `homes` is around the one that holds the line."""
    home = _home(shape)
    while home:
        home = home.rpartition("/")[0]
        if home in homes:
            return bool(home)
    return False


def _is_long(shape: Shape) -> bool:
    """Whether a line has the words of a sentence, stop or not."""
    return shape.words >= _SENTENCE and shape.function_words >= _FUNCTION_WORDS and shape.link_share < _LINKED


def _is_subheading(shape: Shape) -> bool:
    """Whether a line may head the paragraph below it: short, no caption, furniture or link."""
    is_short = 1 < shape.words <= _LONGEST_SUBHEADING and shape.copies == 1
    return is_short and not (shape.is_caption or shape.is_furniture or shape.link_share > _LINKED)


_LONGEST_SUBHEADING = 15
_NEAR_END = 20
"""Lines below the last paragraph in which what follows without a break may still be text."""
_SENTENCE, _FUNCTION_WORDS = 8, 0.15
"""The words of a line and their share of function words from which on it is a sentence without its stop."""
_ASIDE = 0.3
"""The share of the article's prose that a part of the page holds at most if it is none of it."""
_BOX = 0.15
_LONGEST_BOX = 6


def _without_asides(
    lines: Sequence[Shape], chosen: Sequence[bool], title: int, first: int, pack: LanguagePack
) -> list[bool]:
    """The article without what the markup sets apart, boxes with a call or links in them, and kickers.

    The markup may also set the whole article apart, by a name that is misunderstood: then it is not heeded.
    """
    total = _prose(lines, chosen)
    outside = [is_in and shape.is_outside for shape, is_in in zip(lines, chosen, strict=True)]
    drops_outside = _prose(lines, outside) <= _ASIDE * total
    boxes = _boxes(lines, chosen, title, _BOX * total, pack)
    return [
        is_in
        and not (shape.is_outside and drops_outside)
        and _home(shape) not in boxes
        and not (index < title < first and not shape.is_prose)
        for index, (shape, is_in) in enumerate(zip(lines, chosen, strict=True))
    ]


def _boxes(
    lines: Sequence[Shape], chosen: Sequence[bool], title: int, most: float, pack: LanguagePack
) -> set[str]:
    """The elements of few lines one of which is worded as furniture, with at most `most` words of prose.

    The element that holds the headline (line `title`) is none.
    """
    members: dict[str, list[int]] = {}
    for index, shape in enumerate(lines):
        members.setdefault(_home(shape), []).append(index)
    found = set()
    for home, indexes in members.items():
        if (
            title not in indexes
            and 1 < len(indexes) <= _LONGEST_BOX
            and any(_calls(lines[index], pack) for index in indexes)
        ):
            inside = [lines[index] for index in indexes if chosen[index]]
            if sum(shape.words for shape in inside if shape.is_prose) <= most:
                found.add(home)
    return found


def _calls(shape: Shape, pack: LanguagePack) -> bool:
    """Whether a line is a call to the reader or introduces links, rather than the label of a button."""
    return shape.is_worded and (shape.words > _LABEL or pack.pages.related.is_line(shape.folded))


def _prose(lines: Sequence[Shape], chosen: Sequence[bool]) -> int:
    return sum(shape.words for shape, is_in in zip(lines, chosen, strict=True) if is_in and shape.is_prose)


def _home(shape: Shape) -> str:
    """The element that holds the line's own: paragraphs of one article are mostly siblings."""
    return (shape.line.xpath or "").rpartition("/")[0]


def _trimmed(lines: Sequence[Shape], chosen: Sequence[bool], pack: LanguagePack) -> list[bool]:
    prose = [index for index, shape in enumerate(lines) if chosen[index] and shape.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    # A heading with nothing to head opens the next thing on the page.
    end = next((index for index in range(last + 1, len(lines)) if lines[index].is_heading), len(lines))
    return [
        is_in
        and index < end
        and not pack.pages.paywall.holds(shape.folded)
        and not (shape.link_share > 0.8 and not first < index < last)
        and not (shape.words < 40 and shape.is_worded)
        for index, (shape, is_in) in enumerate(zip(lines, chosen, strict=True))
    ]
