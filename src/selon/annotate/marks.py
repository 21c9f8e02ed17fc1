"""Quote marks: which of them belong together, over the paragraphs of a page, and which stand alone.

French pages mix « », “ ”, ‘ ’, " and ', nest them, glue them to words, lose one of a pair and open again on
every paragraph of a long quotation. Pairs are found with a stack, from the role that the neighbours of a
mark allow it; what cannot be paired is kept as a stray mark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selon.records import Block, BlockKind, Document, Span

__all__ = ["READABLE", "Marks", "Quote", "find_marks", "paragraphs"]

READABLE: frozenset[BlockKind] = frozenset({"title", "lead", "body", "quote", "caption"})
"""The kinds of block that are read for content; the rest is kept and passed over."""

_FAMILY = {
    "«": "guillemet", "»": "guillemet", "“": "curly", "”": "curly", "„": "curly", '"': "straight",
    "‘": "single", "’": "single", "'": "tick",
}  # fmt: skip
_OPENERS = frozenset("«“„‘")
_CLOSERS = frozenset("»”’")
_DOUBLE = frozenset({"guillemet", "curly", "straight"})
_MARKS = frozenset(_FAMILY)
_LEFT = frozenset("([{-–—/’'«“‘\"")
_RIGHT = frozenset('.,;:!?)]}…»”’"-–—')
_UNBALANCED = "unbalanced-marks"
_EVEN: tuple[str, ...] = ()
_ODD: tuple[str, ...] = (_UNBALANCED,)
_DEEPEST = 6  # marks open at the same time; more are no quotation
_REACH = 3  # paragraphs without any mark that a quotation left open may run over
_TICK_REACH = 200  # characters within which a single straight mark must close


@dataclass(frozen=True, slots=True)
class Quote:
    """A pair of quote marks and what they hold: `text[start:end]`, marks included.

    `depth` is 0 for a pair that no other pair holds; `inner` the span without the marks (and without
    those that open again on a later paragraph only at its ends). `flags` tell odd marks.
    """

    start: int
    end: int
    inner: Span
    depth: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """All quotes of a page in order (outer before inner), and the offsets of marks that have no pair."""

    quotes: tuple[Quote, ...]
    stray: tuple[int, ...]

    def spans(self) -> tuple[Span, ...]:
        """The spans of the quotes, marks included."""
        return tuple((quote.start, quote.end) for quote in self.quotes)


def paragraphs(document: Document) -> Iterator[tuple[int, Block, int, int]]:
    """The lines of the readable blocks: number of the block, the block, start and end without space."""
    text = document.text
    for number, block in enumerate(document.blocks):
        if block.kind not in READABLE:
            continue
        start = block.start
        for line in text[block.start : block.end].splitlines(keepends=True):
            left = start + len(line) - len(line.lstrip())
            right = start + len(line.rstrip())
            if left < right:
                yield number, block, left, right
            start += len(line)


@dataclass(slots=True)
class _Walk:
    """The state of the walk over the marks: what is open, what is paired, what is stray."""

    text: str
    open: list[int] = field(default_factory=list)
    pairs: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)


def find_marks(document: Document) -> Marks:
    """The quotes of the readable blocks; never raises, whatever the text."""
    spans = [(start, end) for _, _, start, end in paragraphs(document)]
    walk = _Walk(document.text)
    for place, (start, end) in enumerate(spans):
        _paragraph(walk, start, end)
        if walk.open and not _continues(walk, spans[place + 1 :]):
            _abandon(walk, start, end)
    walk.stray.extend(walk.open)
    return Marks(_nest(walk), tuple(sorted(walk.stray)))


def _paragraph(walk: _Walk, start: int, end: int) -> None:
    text = walk.text
    for place in range(start, end):
        if text[place] not in _MARKS:
            continue
        if (
            place == start
            and any(_same(text, mark, place) for mark in walk.open)
            and _opens_only(text, place)
        ):
            continue  # the mark that opens again on a new paragraph of the same quotation
        role = _role(walk, place, end)
        if role == "open" and len(walk.open) >= _DEEPEST:
            walk.stray.append(place)
        elif role == "open":
            walk.open.append(place)
        elif role == "close":
            _close(walk, place)


def _role(walk: _Walk, place: int, end: int) -> str:
    """What the mark does here: open, close, or nothing (an apostrophe)."""
    mark = walk.text[place]
    if mark == "'":
        return _tick_role(walk, place, end)
    if mark == "’":
        inside = any(walk.text[opened] == "‘" for opened in walk.open)
        after = walk.text[place + 1 : place + 2]
        return "close" if inside and not after.isalnum() else ""
    if mark == "‘":
        return "open" if not walk.text[place - 1 : place].isalnum() else ""
    return _double_role(walk, place)


def _double_role(walk: _Walk, place: int) -> str:
    mark, pending = walk.text[place], any(_family(walk.text, mark) in _DOUBLE for mark in walk.open)
    before, after = _neighbours(walk.text, place)
    if before and not after:
        context = "open"
    elif after and not before:
        context = "close"
    else:
        context = ""
    if mark in _OPENERS:
        return "close" if context == "close" and pending and mark != "«" else "open"
    if mark in _CLOSERS:
        return "open" if context == "open" and not pending else "close"
    if context:
        return context
    return "close" if any(walk.text[opened] == mark for opened in walk.open) else "open"


def _neighbours(text: str, place: int) -> tuple[bool, bool]:
    """Whether the left side looks like the outside of a quotation, and whether the right side does."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    left = not before or before.isspace() or before in _LEFT
    right = not after or after.isspace() or after in _RIGHT
    return left, right


def _opens_only(text: str, place: int) -> bool:
    return text[place] not in _CLOSERS or not _neighbours(text, place)[1]


def _tick_role(walk: _Walk, place: int, end: int) -> str:
    text = walk.text
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if any(text[opened] == "'" for opened in walk.open):
        return "close" if _tick_closes(text, place) else ""
    starts = (not before or before.isspace() or before in '(«“"') and after.isalpha()
    if not starts:
        return ""
    limit = min(end, place + _TICK_REACH)
    return "open" if any(text[i] == "'" and _tick_closes(text, i) for i in range(place + 2, limit)) else ""


def _tick_closes(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return not before.isspace() and (not after or after.isspace() or after in '.,;:!?)»”"…')


def _close(walk: _Walk, place: int) -> None:
    text = walk.text
    exact = [n for n, mark in enumerate(walk.open) if _same(text, mark, place)]
    double = [n for n, mark in enumerate(walk.open) if _family(text, mark) in _DOUBLE]
    if exact:
        found, flags = exact[-1], _EVEN
    elif double and _family(text, place) in _DOUBLE:
        found, flags = double[-1], _ODD
    else:
        walk.stray.append(place)
        return
    walk.stray.extend(walk.open[found + 1 :])
    walk.pairs.append((walk.open[found], place + 1, flags))
    del walk.open[found:]


def _family(text: str, place: int) -> str:
    return _FAMILY[text[place]]


def _same(text: str, one: int, other: int) -> bool:
    return _family(text, one) == _family(text, other)


def _continues(walk: _Walk, rest: Sequence[Span]) -> bool:
    """Whether the outermost open mark goes on in the next paragraphs: it opens again there, or closes."""
    outer = walk.open[0]
    if _family(walk.text, outer) not in _DOUBLE:
        return False
    for start, end in rest[: _REACH + 1]:
        first = next((i for i in range(start, end) if _closes_or_opens(walk.text, i, outer)), None)
        if first is None:
            continue
        return first == start or _closing_context(walk.text, first)
    return False


def _closes_or_opens(text: str, place: int, outer: int) -> bool:
    return text[place] in _MARKS and _same(text, place, outer)


def _closing_context(text: str, place: int) -> bool:
    if text[place] == '"':
        before, after = _neighbours(text, place)
        return after and not before
    return text[place] in _CLOSERS


def _abandon(walk: _Walk, start: int, end: int) -> None:
    """Nothing closes what is open: it runs to its paragraph's end if a quotation plainly begins there."""
    outer = walk.open[0]
    if outer >= start and _family(walk.text, outer) in _DOUBLE and _plain_start(walk.text, start, outer):
        closed = [pair for pair in walk.pairs if pair[0] >= outer]
        if not closed or closed[-1][1] < end:
            walk.pairs.append((outer, end, (_UNBALANCED,)))
            walk.stray.extend(walk.open[1:])
            walk.open.clear()
            return
    walk.stray.extend(walk.open)
    walk.open.clear()


def _plain_start(text: str, start: int, place: int) -> bool:
    return place == start or text[start:place].rstrip().endswith(":")


def _nest(walk: _Walk) -> tuple[Quote, ...]:
    """Pairs as quotes in order, with their depth; a stray mark that touches a pair flags it."""
    quotes: list[Quote] = []
    around: list[Quote] = []
    loose = set(walk.stray)
    for start, end, flags in sorted(walk.pairs, key=lambda pair: (pair[0], -pair[1])):
        while around and around[-1].end <= start:
            around.pop()
        if not any(letter.isalnum() for letter in walk.text[start + 1 : end]):
            continue
        odd = bool(flags) or end in loose or start - 1 in loose
        closed = walk.text[end - 1] in _MARKS
        inner = _trim(walk.text, start + 1, end - 1 if closed else end)
        quote = Quote(start, end, inner, len(around), (_UNBALANCED,) if odd else ())
        quotes.append(quote)
        around.append(quote)
    return tuple(quotes)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
