"""The article among the lines of a page: by the shape of the lines alone, and with the help of markup."""

from collections.abc import Sequence
from typing import NamedTuple

from selon.extract.shape import Shape, word_stems
from selon.lang import LanguagePack

__all__ = ["find_article", "is_plain", "refine_article"]


def find_article(lines: Sequence[Shape], pack: LanguagePack) -> list[bool]:
    """For each line, whether it is the article's.

    Each line weighs for or against by its shape first and its words second; the article is the run of lines
    of the greatest sum (Kadane), less the lines in it that stand out as furniture.
    """
    start, end = _heaviest_run(_weights(lines))
    end = _before_other_pages(lines, start, end, pack)
    lead = _lead(lines, start, end, pack)
    return [
        lead == index or (start <= index < end and not _is_furniture(shape))
        for index, shape in enumerate(lines)
    ]


def _lead(lines: Sequence[Shape], start: int, end: int, pack: LanguagePack) -> int | None:
    """The line of a lead that signature, date and picture part from the text: the text takes its words up."""
    for index in range(start - 1, max(-1, start - _LEAD_DISTANCE), -1):
        shape = lines[index]
        if shape.is_prose and shape.words >= _FEWEST_OF_LEAD:
            if shape.is_caption or _is_furniture(shape):
                return None
            own = word_stems(shape, pack)
            text = {stem for other in lines[start:end] for stem in word_stems(other, pack)}
            return index if len(own & text) >= _TAKEN_UP * len(own) else None
    return None


def _weights(lines: Sequence[Shape]) -> list[float]:
    """What each line says for or against an article, the lines of a list and of a box taken together."""
    weights: list[float] = []
    introduced = 0
    for index, shape in enumerate(lines):
        weight = _weight(shape, index > 0 and _is_furniture(lines[index - 1]))
        if introduced and weight == _NO_PROSE:
            weight, introduced = 0.0, introduced - 1
        elif _introduces(shape):
            introduced = _LONGEST_LIST
        else:
            introduced = 0
        weights.append(weight)
    return weights


def _introduces(shape: Shape) -> bool:
    """Whether a line ends in the colon behind which a list begins."""
    return shape.text.endswith(":") and shape.words >= _FEWEST_BEFORE_LIST and not _is_furniture(shape)


def is_plain(lines: Sequence[Shape], article: Sequence[bool]) -> bool:
    """Whether the shapes of lines leave no doubt about the article that was found by them.

    It is long, mostly prose, and next to nothing that could be prose of it is left outside, other than
    captions and what the markup sets apart.
    """
    inside = left = odd = 0
    for shape, is_in in zip(lines, article, strict=True):
        reads = _reads(shape)
        if is_in:
            inside += shape.words * reads
            odd += not reads
        elif reads and not (shape.is_caption or shape.is_outside or shape.link_share > _LINKED):
            left += shape.words
    return inside >= _PLAINLY_LONG and left <= _LEFT_OUT * inside and odd <= _ODD * sum(article)


def _before_other_pages(lines: Sequence[Shape], start: int, end: int, pack: LanguagePack) -> int:
    """Where the run ends once what only looks like its end is cut: comments, and teasers of other pages.

    Teasers have a headline each, so that less than every second line of theirs is prose. A long row of lines
    that are no prose, one of which is worded as furniture, is what stands between the text and the comments.
    """
    told, gap = 0, _Gap()
    left = sum(_reads(lines[index]) for index in range(start, end))
    for index in range(start, end):
        shape = lines[index]
        if told >= _ENOUGH and pack.pages.comments.fits(shape.folded):
            return index
        if pack.pages.related.is_line(shape.folded) and left < _PROSE_OF_ARTICLES * (end - index - 1):
            return index
        gap = gap.after(shape)
        if told >= _ENOUGH and gap.lines >= _LONGEST_GAP and gap.has_furniture:
            return index + 1 - gap.lines
        left -= _reads(shape)
        told += shape.words if shape.is_prose else 0
    return end


class _Gap(NamedTuple):
    """A row of lines that are no prose, up to the line that is looked at."""

    lines: int = 0
    has_furniture: bool = False

    def after(self, shape: Shape) -> "_Gap":
        """The row when `shape` is the next line."""
        return _Gap() if _reads(shape) else _Gap(self.lines + 1, self.has_furniture or _is_furniture(shape))


def _reads(shape: Shape) -> bool:
    return shape.is_prose or shape.words >= _LONG


def _weight(shape: Shape, goes_on: bool) -> float:
    """What a line says for or against an article; `goes_on` when the line above it is furniture."""
    if shape.is_caption:
        return -0.5
    if _is_furniture(shape):
        # A label of a word or two stands inside many articles; what is said at length stands around them.
        # A box in the midst of an article has a few lines, and is one thing.
        return -0.7 if goes_on or shape.words <= _LABEL else -2.0
    if shape.is_prose:
        return min(6.0, shape.words / 10)
    if shape.words >= _LONG:
        return 1.0
    if _introduces(shape):
        return max(0.5, shape.words / 10)
    return 0.1 if shape.words >= 4 and shape.text.endswith(".") and shape.final else _NO_PROSE


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


_PLAINLY_LONG = 150
_LEFT_OUT = 0.05
_ODD = 0.35
"""Words of prose inside, their share that may stand outside, and the share of lines that are no prose."""
_LINKED = 0.5
_NO_PROSE = -0.5
_LONGEST_LIST = 15
_FEWEST_OF_LEAD = 12
_TAKEN_UP = 0.3
"""The share of the words of a lead that come back in the text."""
_LABEL = 3
_FEWEST_BEFORE_LIST = 6
_LONG = 25
"""Words from which on a line is no label, whatever it ends in."""
_ENOUGH = 80
"""Words of prose after which a heading such as *12 comments* can only stand below the article."""
_LONGEST_GAP = 8
_PROSE_OF_ARTICLES = 0.4
"""The share of lines of prose that an article has at least, subheadings and pull quotes aside."""
_TOO_LITTLE = 0.5
"""A proposal with less than this share of the prose that the shapes alone show is no more than a part."""
_LEAD_DISTANCE = 15
"""Within this many lines after the headline, prose before the first paragraph is its lead."""


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
        is_lead = is_lead or (shape.is_lead and 0 < first - index <= _LEAD_DISTANCE)
        if (
            shape.is_prose
            and not shape.is_caption
            and not _is_furniture(shape)
            and (is_lead or _home(shape) in homes)
        ):
            chosen[index] = True
    last = max((index for index, is_in in enumerate(chosen) if is_in and lines[index].is_prose), default=0)
    for index in range(first + 1, last):
        if not chosen[index] and chosen[index - 1] and chosen[index + 1] and _is_subheading(lines[index]):
            chosen[index] = _home(lines[index]) in homes
    return _trimmed(lines, _without_asides(lines, chosen, title, first, pack), pack)


def _is_subheading(shape: Shape) -> bool:
    """Whether a line may head the paragraph below it: short, no caption, furniture or link."""
    is_short = 1 < shape.words <= _LONGEST_SUBHEADING and shape.copies == 1
    return is_short and not (shape.is_caption or _is_furniture(shape) or shape.link_share > _LINKED)


_LONGEST_SUBHEADING = 15
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
