"""Proposals of a page in offsets of its text: quotations over paragraphs whole, those that float besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.annotate.candidates import spans
from selon.annotate.grid import Grid
from selon.annotate.marks import Quote, find_marks
from selon.annotate.proposals import proposals
from selon.annotate.scenes import Candidate
from selon.annotate.sentences import Sentence, Token
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import Document, Span

__all__ = ["Passage", "passages"]


_REPORTED = frozenset({"that", "inf", "according", "accuse", "obj"})  # what the next sentence can take up


@dataclass(frozen=True, slots=True)
class Passage:
    """A proposal in offsets, with the number of its sentence and the tree it was read in."""

    candidate: Candidate
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    sentence: int
    level: int
    tree: Tree


@dataclass(frozen=True, slots=True)
class _Page:
    """A page while it is read: `wholes` are its outermost quotes; `trees` one a sentence.

    `masks` are the placeholders of each sentence of the page's own voice.
    """

    text: str
    sentences: Sequence[Sentence]
    trees: Sequence[Tree]
    masks: Sequence[Sequence[Token]]
    wholes: Grid[Span]
    quotes: Sequence[Quote]


def passages(document: Document, sentences: Sequence[Sentence], pack: LanguagePack) -> list[Passage]:
    """All proposals of a page, those of its sentences in order, then what floats."""
    quotes = find_marks(document).quotes
    wholes = Grid(((q.start, q.end), [(q.start, q.end)]) for q in quotes if q.depth == 0)
    trees = [Tree(sentence, pack.speech.grammar) for sentence in sentences]
    masks = [[] if each.level else [token for token in each.tokens if token.masked] for each in sentences]
    page = _Page(document.text, sentences, trees, masks, wholes, quotes)
    found: list[Passage] = []
    before: int | None = None
    told: Sequence[tuple[Span, ...]] = ()
    for number, tree in enumerate(trees):
        mine = [
            p for candidate in proposals(tree, pack) for p in _placed(page, number, candidate, before, told)
        ]
        found.extend(mine)
        if sentences[number].level == 0:
            before = number
            told = [p.content for p in mine if p.candidate.base and p.candidate.frame in _REPORTED]
    found.extend(_floats(page, found))
    return _unique(found)


def _unique(found: Sequence[Passage]) -> list[Passage]:
    told: set[tuple[tuple[Span, ...], Span | None, str, Span | None]] = set()
    kept = []
    for item in found:
        key = item.content, item.cue, item.candidate.frame, item.source
        if key not in told:
            told.add(key)
            kept.append(item)
    return kept


def _placed(
    page: _Page, number: int, candidate: Candidate, before: int | None, told: Sequence[tuple[Span, ...]]
) -> Iterator[Passage]:
    """The proposal in offsets; inside a quotation, an inquit also with all of it that stands before.

    What is denied or confirmed of the sentence before is what that reports, one of `told`, if it reports.
    """
    tree, sentence = page.trees[number], page.sentences[number]
    content = _content(page, number, candidate, before)
    if not content:
        return
    cue = tree.span(*candidate.cue) if candidate.cue else None
    source = tree.span(*candidate.source) if candidate.source else None
    item = Passage(candidate, content, cue, source, number, sentence.level, tree)
    if told and "takes up" in candidate.features:
        yield from (replace(item, content=other) for other in dict.fromkeys(told))
        return
    yield item
    if sentence.level and candidate.frame == "inquit" and candidate.content[0][0] == 0:
        start = _opening(page, sentence)
        if start < content[0][0]:
            first = start, content[0][1]
            yield replace(item, content=(first, *content[1:]))


def _opening(page: _Page, sentence: Sentence) -> int:
    """Where the quotation begins that a sentence inside marks belongs to."""
    holding = [q for q in page.wholes.near([sentence.span]) if q[0] <= sentence.span[0] < q[1]]
    return min((q[0] for q in holding), default=sentence.span[0])


def _content(page: _Page, number: int, candidate: Candidate, before: int | None) -> tuple[Span, ...]:
    """The content in offsets; a quotation that runs over paragraphs is taken whole."""
    if not candidate.content:
        return _previous(page, candidate, before)
    found = []
    for start, end in spans(page.trees[number], candidate.content, page.text):
        first, last = start, end
        for token in page.masks[number]:
            if start <= token.start and token.end <= end:
                left, right = _whole(page, (token.start, token.end))
                first, last = min(first, left), max(last, right)
        found.append((first, last))
    return tuple(found)


def _previous(page: _Page, candidate: Candidate, before: int | None) -> tuple[Span, ...]:
    """The sentence before, or the quotation that it is."""
    if before is None:
        return ()
    if candidate.frame == "previous":
        return (_without_stop(page.text, page.sentences[before].span),)
    tokens = page.sentences[before].tokens
    masks = [token for token in tokens if token.masked]
    if len(masks) == 1 and not any(token.pos == "VERB" for token in tokens):
        return (_whole(page, (masks[0].start, masks[0].end)),)
    return ()


def _without_stop(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in ". \u00a0":
        end -= 1
    return start, end


def _whole(page: _Page, clip: Span) -> Span:
    """The whole quotation that a part of it, cut at a paragraph's end, belongs to."""
    holding = (quote for quote in page.wholes.near([clip]) if quote[0] <= clip[0] and clip[1] <= quote[1])
    return next(holding, clip)


def _floats(page: _Page, found: Sequence[Passage]) -> Iterator[Passage]:
    """Whole quotations as they stand, and what follows a reporting clause inside their marks."""
    cuts = Grid((item.cue, [item.cue]) for item in found if item.cue and _cuts_marks(item))
    for number, sentence in enumerate(page.sentences):
        for place, token in enumerate(sentence.tokens):
            if token.masked and sentence.level == 0:
                span = _whole(page, (token.start, token.end))
                cut = any(cue and span[0] < cue[0] < span[1] for cue in cuts.near([span]))
                floating = _float(page, number, place, span, "float")
                if not cut and _speaks(floating, place):
                    yield floating
    told: set[Span] = set()
    for item in found:
        if item.level and item.cue and item.candidate.frame == "inquit" and item.cue not in told:
            told.add(item.cue)
            rest = _rest(page, item)
            if rest is not None:
                yield _float(page, *rest, "float-rest")


def _cuts_marks(item: Passage) -> bool:
    """Whether a reporting clause stands inside one pair of marks (`"P1, dit-il. P2"`)."""
    candidate = item.candidate
    return item.level == 1 and candidate.frame == "inquit" and candidate.base and not candidate.first_person


def _speaks(item: Passage, place: int) -> bool:
    """Whether a whole quotation in a clause reads as speech rather than as a title or a name."""
    if item.candidate.features & {"spoken", "alone"}:
        return True
    return place == 0 or item.tree.low(place - 1) == ":"


def _float(page: _Page, number: int, place: int, span: Span, frame: str) -> Passage:
    features = _of_marks(page, number, span)
    candidate = Candidate(((place, place),), None, None, frame, "assert", features=features)
    return Passage(candidate, (span,), None, None, number, page.sentences[number].level, page.trees[number])


def _of_marks(page: _Page, number: int, span: Span) -> frozenset[str]:
    """Whether a verb speaks inside the marks, and whether nothing stands beside them in the sentence."""
    features: set[str] = set()
    following = number + 1
    while following < len(page.sentences) and page.sentences[following].span[0] < span[1]:
        tree = page.trees[following]
        if tree.sentence.level and any(tree.is_finite(i) for i in range(len(tree.tokens))):
            features.add("spoken")
            break
        following += 1
    if not any(token.pos in ("VERB", "AUX") for token in page.sentences[number].tokens if not token.masked):
        features.add("alone")
    return frozenset(features)


def _rest(page: _Page, item: Passage) -> tuple[int, int, Span] | None:
    """What follows the sentence of a reporting clause in the same marks: its sentence, token and span."""
    following = item.sentence + 1
    while following < len(page.sentences) and page.sentences[following].level == 0:
        following += 1
    if following >= len(page.sentences) or item.cue is None:
        return None
    span = page.sentences[following].span
    holding = [q for q in page.wholes.near([item.cue]) if q[0] <= item.cue[0] and span[1] <= q[1]]
    return (following, 0, (span[0], holding[0][1])) if holding else None
