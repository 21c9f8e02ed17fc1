"""Candidates in offsets of the text: judged, made compatible, and joined by those that float."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selon.annotate.candidates import find_candidates, spans
from selon.annotate.grid import Grid
from selon.annotate.judge import THRESHOLD, score
from selon.annotate.marks import find_marks
from selon.annotate.scenes import Candidate
from selon.annotate.sentences import Sentence
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import Document, Span

__all__ = ["Found", "common", "read_quotations", "size"]

_OVERLAP = 0.5  # Jaccard index from which two contents are readings of one passage


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate in offsets of the text, with its probability and the number of its sentence.

    `flags` tell odd quote marks in it.
    """

    candidate: Candidate
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    sentence: int
    level: int
    confidence: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page while it is read: `wholes` are its outermost quotes, `inner` the sentences inside quotations."""

    text: str
    sentences: Sequence[Sentence]
    wholes: Grid[Span]
    inner: Grid[Sentence]


def read_quotations(
    document: Document, sentences: Sequence[Sentence], pack: LanguagePack
) -> tuple[Found, ...]:
    """The quotations of the sentences before anyone is known by name, in order of their content."""
    marks = find_marks(document)
    wholes = Grid(((q.start, q.end), [(q.start, q.end)]) for q in marks.quotes if q.depth == 0)
    inner = Grid((sentence, [sentence.span]) for sentence in sentences if sentence.level)
    page = _Page(document.text, sentences, wholes, inner)
    kept = _compatible(_judged(page, pack))
    kept += _floats(page, kept)
    odd = Grid((q.flags, [(q.start, q.end)]) for q in marks.quotes if q.flags)
    odd_spans = Grid(((q.start, q.end), [(q.start, q.end)]) for q in marks.quotes if q.flags)
    kept = [_flagged(item, odd, odd_spans) for item in _with_sources(kept)]
    return tuple(sorted(kept, key=lambda item: (item.content[0], -item.content[-1][1], item.cue or (0, 0))))


def size(content: Iterable[Span]) -> int:
    """The number of characters in the spans."""
    return sum(end - start for start, end in content)


def common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """The number of characters that two contents share."""
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other)


def _flagged(item: Found, odd: Grid[tuple[str, ...]], places: Grid[Span]) -> Found:
    flags: list[str] = []
    for names, span in zip(odd.near(item.content), places.near(item.content), strict=True):
        if common([span], item.content):
            flags += [name for name in names if name not in flags]
    return replace(item, flags=tuple(flags)) if flags else item


def _with_sources(kept: Sequence[Found]) -> list[Found]:
    """A participle or infinitive without a subject has that of the reporting clause before it."""
    by_sentence: dict[int, list[Found]] = {}
    for item in kept:
        if item.source is not None and item.cue is not None:
            by_sentence.setdefault(item.sentence, []).append(item)
    done = []
    for item in kept:
        cue = item.cue
        if item.source is None and cue is not None:
            before = [other for other in by_sentence.get(item.sentence, ()) if other.cue and other.cue < cue]
            nearest = max(before, key=lambda other: other.cue or (0, 0), default=None)
            done.append(replace(item, source=nearest.source) if nearest else item)
        else:
            done.append(item)
    return done


def _judged(page: _Page, pack: LanguagePack) -> list[Found]:
    found = []
    outer: Sentence | None = None
    for number, sentence in enumerate(page.sentences):
        tree = Tree(sentence, pack.speech.grammar)
        for candidate in find_candidates(tree, pack):
            content = _content(page, tree, candidate, outer)
            if not content:
                continue
            value = score(candidate, _share(page.text, content, sentence.quotes), sentence.level)
            cue = tree.span(*candidate.cue) if candidate.cue else None
            source = tree.span(*candidate.source) if candidate.source else None
            found.append(Found(candidate, content, cue, source, number, sentence.level, value))
        if sentence.level == 0:
            outer = sentence
    return found


def _share(text: str, content: Iterable[Span], quotes: Sequence[Span]) -> float:
    """The share of the letters of the content that stand in quote marks."""
    letters = inside = 0
    for start, end in content:
        for place in range(start, end):
            if text[place].isalnum():
                letters += 1
                inside += any(left <= place < right for left, right in quotes)
    return inside / letters if letters else 0.0


def _content(page: _Page, tree: Tree, candidate: Candidate, before: Sentence | None) -> tuple[Span, ...]:
    """The content in offsets; a quotation that runs over paragraphs is taken whole."""
    if candidate.frame == "previous":
        return (_without_stop(page.text, before.span),) if before is not None else ()
    if candidate.frame == "before" and not candidate.content:
        masks = [token for token in before.tokens if token.masked] if before is not None else []
        alone = before is not None and len(masks) == 1 and not any(t.pos == "VERB" for t in before.tokens)
        return (_whole(page, (masks[0].start, masks[0].end)),) if alone else ()
    found = []
    for start, end in spans(tree, candidate.content, page.text):
        first, last = start, end
        for token in tree.tokens:
            if token.masked and start <= token.start and token.end <= end:
                left, right = _whole(page, (token.start, token.end))
                first, last = min(first, left), max(last, right)
        found.append((first, last))
    return tuple(found)


def _without_stop(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in ". \u00a0":
        end -= 1
    return start, end


def _whole(page: _Page, clip: Span) -> Span:
    """The whole quotation that a part of it, cut at a paragraph's end, belongs to."""
    holding = (quote for quote in page.wholes.near([clip]) if quote[0] <= clip[0] and clip[1] <= quote[1])
    return next(holding, clip)


def _compatible(found: Sequence[Found]) -> list[Found]:
    """The best reading of each passage; a second one stays when its cue lies in the first one's content."""
    kept: list[Found] = []
    grid: Grid[Found] = Grid()
    for item in sorted(found, key=lambda item: (-item.confidence, item.content[0], item.cue or (0, 0))):
        if item.confidence < THRESHOLD:
            continue
        area = [*item.content, item.cue] if item.cue else item.content
        if all(_agree(item, other) for other in grid.near(area)):
            kept.append(item)
            grid.add(item, area)
    return kept


def _agree(one: Found, other: Found) -> bool:
    if one.cue is not None and one.cue == other.cue:
        return False
    shared = common(one.content, other.content)
    if not shared or "relative" in (one.candidate.frame, other.candidate.frame):
        return True
    for inner, outer in ((one, other), (other, one)):
        if inner.cue is not None and common((inner.cue,), outer.content):
            return True
    return shared < _OVERLAP * (size(one.content) + size(other.content) - shared)


def _floats(page: _Page, kept: Sequence[Found]) -> list[Found]:
    """Whole quotations that no cue took: they float, and take the speaker of the discourse."""
    floats: list[Found] = []
    above = [item for item in kept if item.level == 0 or item.candidate.frame == "inquit"]
    taken = Grid((span, [span]) for item in above for span in item.content)
    cuts = Grid((item, [item.cue]) for item in above if item.cue and _cuts_marks(item))
    for number, sentence in enumerate(page.sentences):
        for span in _masks(page, sentence):
            if common([span], taken.near([span])) > (span[1] - span[0]) // 2:
                continue
            taken.add(span, [span])
            rest = _rest(page, span, cuts.near([span]))
            if rest is not None:
                candidate = Candidate((), None, None, "float", "assert")
                floats.append(Found(candidate, (rest,), None, None, number, 0, score(candidate, 1.0, 0)))
    return floats


def _masks(page: _Page, sentence: Sentence) -> Iterator[Span]:
    """The whole quotations in a sentence of the page's own voice that read as speech."""
    for place, token in enumerate(sentence.tokens):
        if token.masked and sentence.level == 0:
            span = _whole(page, (token.start, token.end))
            if _speaks(page, sentence, place, span):
                yield span


def _cuts_marks(item: Found) -> bool:
    """Whether a reporting clause stands inside one pair of marks (`"P1, dit-il. P2"`)."""
    return item.level == 1 and item.candidate.frame == "inquit" and not item.candidate.first_person


def _rest(page: _Page, span: Span, cuts: Sequence[Found]) -> Span | None:
    """What floats of a quotation: all of it, or what follows a reporting clause in its marks."""
    inside = [cut.sentence for cut in cuts if cut.cue is not None and span[0] <= cut.cue[0] < span[1]]
    if not inside:
        return span
    following = page.sentences[max(inside) + 1 : max(inside) + 2]
    if following and following[0].level == 1 and following[0].span[1] <= span[1]:
        return following[0].span[0], span[1]
    return None


def _speaks(page: _Page, sentence: Sentence, place: int, span: Span) -> bool:
    """Whether a whole quotation without a cue is speech rather than a title or a name."""
    tokens = sentence.tokens
    if not any(token.pos in ("VERB", "AUX") for token in tokens if not token.masked):
        return place == 0 or len(page.text[span[0] : span[1]].split()) > 3
    if place and tokens[place - 1].text not in (":", ",", ".", "»"):
        return False
    inside = [s for s in page.inner.near([span]) if span[0] <= s.span[0] and s.span[1] <= span[1]]
    return any("VerbForm=Fin" in token.morph for s in inside for token in s.tokens)
