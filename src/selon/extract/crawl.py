"""The article among the lines of a page: by the shape of the lines alone, and with the help of markup."""

from collections.abc import Sequence

from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["find_article", "refine_article"]


def find_article(lines: Sequence[Shape], pack: LanguagePack) -> list[bool]:
    """For each line, whether it is the article's.

    Each line weighs for or against by its shape first and its words second; the article is the run of lines
    of the greatest sum (Kadane), less the lines in it that stand out as furniture.
    """
    weights = [_weight(shape) for shape in lines]
    start, end = _heaviest_run(weights)
    end = _before_other_pages(lines, start, end, pack)
    return [start <= index < end and not _is_furniture(shape) for index, shape in enumerate(lines)]


def _before_other_pages(lines: Sequence[Shape], start: int, end: int, pack: LanguagePack) -> int:
    """Where the run ends once what only looks like its end is cut: comments, and teasers of other pages.

    Teasers have a headline each, so that less than every second line of theirs is prose.
    """
    told = 0
    left = sum(_reads(lines[index]) for index in range(start, end))
    for index in range(start, end):
        shape = lines[index]
        if told >= _ENOUGH and pack.pages.comments.fits(shape.folded):
            return index
        if pack.pages.related.is_line(shape.folded) and left < _PROSE_OF_ARTICLES * (end - index - 1):
            return index
        left -= _reads(shape)
        told += shape.words if shape.is_prose else 0
    return end


def _reads(shape: Shape) -> bool:
    return shape.is_prose or shape.words >= _LONG


def _weight(shape: Shape) -> float:
    if shape.is_caption:
        return -0.5
    if _is_furniture(shape):
        # A label of a word or two stands inside many articles; what is said at length stands around them.
        return -0.7 if shape.words <= _LABEL else -2.0
    if shape.is_prose:
        return min(6.0, shape.words / 10)
    if shape.words >= _LONG:
        return 1.0
    if shape.text.endswith(":") and shape.words >= _FEWEST_BEFORE_LIST:
        return 0.5
    return 0.1 if shape.words >= 4 and shape.text.endswith(".") and shape.final else -0.5


def _is_furniture(shape: Shape) -> bool:
    return shape.is_outside or shape.is_worded


def _heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    best, best_run, start, total = 0.0, (0, 0), 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


_LABEL = 3
_FEWEST_BEFORE_LIST = 6
_LONG = 25
"""Words from which on a line is no label, whatever it ends in."""
_ENOUGH = 100
"""Words of prose after which a heading such as *12 comments* can only stand below the article."""
_PROSE_OF_ARTICLES = 0.4
"""The share of lines of prose that an article has at least, subheadings and pull quotes aside."""
_TOO_LITTLE = 0.5
"""A proposal with less than this share of the prose that the shapes alone show is no more than a part."""
_LEAD_DISTANCE = 15
"""Within this many lines after the headline, prose before the first paragraph is its lead."""


def refine_article(
    lines: Sequence[Shape], proposed: Sequence[bool], titles: frozenset[str], pack: LanguagePack
) -> list[bool]:
    """The article of an HTML page: what was proposed for it, mended by what its lines look like.

    Prose that stands in the same element as proposed prose, or as a lead between headline and article, is
    taken in; furniture and links at the ends are left out. Where the proposal is but a part of the
    prose that `find_article` sees, both together are the article.
    """
    shown = find_article(lines, pack)
    if _prose(lines, proposed) < _TOO_LITTLE * _prose(lines, shown):
        chosen = [one or other for one, other in zip(proposed, shown, strict=True)]
    else:
        chosen = list(proposed)
    homes = {_home(shape) for shape, is_in in zip(lines, chosen, strict=True) if is_in and shape.is_prose}
    first = next((index for index, shape in enumerate(lines) if chosen[index] and shape.is_prose), 0)
    title = max((index for index in range(first) if lines[index].folded in titles), default=first)
    for index, shape in enumerate(lines):
        is_lead = title < index < first and index - title <= _LEAD_DISTANCE
        is_lead = is_lead or (shape.is_lead and 0 < first - index <= _LEAD_DISTANCE)
        if (
            shape.is_prose
            and not shape.is_caption
            and not _is_furniture(shape)
            and (is_lead or _home(shape) in homes)
        ):
            chosen[index] = True
    return _trimmed(lines, _without_asides(lines, chosen, title, first, pack), pack)


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
    boxes = _boxes(lines, chosen, _BOX * total, pack)
    return [
        is_in
        and not (shape.is_outside and drops_outside)
        and _home(shape) not in boxes
        and not (index < title < first and not shape.is_prose)
        for index, (shape, is_in) in enumerate(zip(lines, chosen, strict=True))
    ]


def _boxes(lines: Sequence[Shape], chosen: Sequence[bool], most: float, pack: LanguagePack) -> set[str]:
    """The elements of few lines one of which is worded as furniture, with at most `most` words of prose."""
    members: dict[str, list[int]] = {}
    for index, shape in enumerate(lines):
        members.setdefault(_home(shape), []).append(index)
    found = set()
    for home, indexes in members.items():
        if 1 < len(indexes) <= _LONGEST_BOX and any(_calls(lines[index], pack) for index in indexes):
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
