"""How much shared text makes a copy, and of which kind."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selon.link.alignment import Run
from selon.link.words import lowered
from selon.records import Body, CopyKind

__all__ = ["Shared", "judged", "shared_words"]

_WHOLE = 0.63  # of the shorter document: the same text, cut or continued ("about two thirds")
_SAME = 0.98  # of both documents: nothing was changed
_VERSION = 0.3  # of the shorter document, under one address
_PASSAGE = 56  # words of prose that two pages do not share by chance
_CREDITED = 42  # the same where both credit one agency
_LONGEST = 16  # words of the longest passage: names, titles and figures come in short runs
_FEW = 20  # words of prose in a copy of a short page
_GAP = 4  # words that may be changed within a passage


class Shared(NamedTuple):
    """What two documents share, in words: the length of each, all equal ones, those outside quoted speech,
    and those in the longest passage.
    """

    one: int
    two: int
    all: int
    prose: int
    longest: int


def shared_words(
    runs: Sequence[Run], quoted_one: NDArray[np.bool_], quoted_two: NDArray[np.bool_]
) -> tuple[int, int, int]:
    """The words in runs: all of them, those outside quoted speech, those of the longest passage.

    `quoted_one` and `quoted_two` tell of each word of the texts whether it is quoted. Two journalists quote
    one statement: quoted words alone are no trace of a copy. A passage goes on over a few changed words.
    """
    prose = [run.length - _quoted(run, quoted_one, quoted_two) for run in runs]
    passages: list[int] = []
    for at, run in enumerate(runs):
        if at and _goes_on(runs[at - 1], run):
            passages[-1] += prose[at]
        else:
            passages.append(prose[at])
    return sum(run.length for run in runs), sum(prose), max(passages, default=0)


def _quoted(run: Run, one: NDArray[np.bool_], two: NDArray[np.bool_]) -> int:
    """How many words of a run are quoted in one of the texts."""
    quoted = one[run.one : run.one + run.length] | two[run.two : run.two + run.length]
    return int(np.count_nonzero(quoted))


def _goes_on(before: Run, run: Run) -> bool:
    first = run.one - before.one - before.length
    second = run.two - before.two - before.length
    return 0 <= first <= _GAP and 0 <= second <= _GAP


def judged(one: Body, two: Body, shared: Shared) -> CopyKind | None:
    """The kind of copy that two documents are, null for none.

    `exact` is the same text, `wire` the same text cut, continued, updated or edited, `version` such a text on
    the same page (by its address, or by outlet and title), `partial` a text with passages of the other.
    """
    shorter, longer = sorted((shared.one, shared.two))
    if not shorter:
        return None
    if shared.all >= _SAME * longer and shared.all > _GAP:
        return "exact"
    share = shared.all / shorter
    if _one_address(one, two) and share >= _VERSION:
        return "version"
    if share >= _WHOLE and shared.prose >= _FEW:
        return "version" if _one_title(one, two) else "wire"
    least = _PASSAGE if set(one.agencies).isdisjoint(two.agencies) else _CREDITED
    return "partial" if shared.prose >= least and shared.longest >= _LONGEST else None


def _one_address(one: Body, two: Body) -> bool:
    return one.url is not None and one.url == two.url


def _one_title(one: Body, two: Body) -> bool:
    if None in (one.title, two.title) or one.publisher is None or one.publisher != two.publisher:
        return False
    return lowered(one.title or "") == lowered(two.title or "")
