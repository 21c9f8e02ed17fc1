"""Quotations of a page: candidates of every sentence, judged, made compatible, nested and given speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from selon.annotate.candidates import Candidate, Reader, spans
from selon.annotate.marks import Marks, find_marks
from selon.annotate.judge import THRESHOLD, score
from selon.annotate.sentences import Sentence
from selon.annotate.voices import Found, records
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import (
    Document,
    Entity,
    Mention,
    Quotation,
    Span,
    TimeExpression,
)

__all__ = ["find_quotations", "read_quotations"]

_OVERLAP = 0.5


def read_quotations(
    document: Document, sentences: Sequence[Sentence], pack: LanguagePack
) -> tuple[Found, ...]:
    """The quotations of the sentences before anyone is known by name, in order of their content."""
    marks = find_marks(document)
    found = _judged(document, sentences, marks, pack)
    kept = _compatible(found, document.text)
    kept += _floats(document.text, sentences, marks, kept)
    kept = [_with_source(item, kept) for item in kept]
    return tuple(sorted(kept, key=lambda item: (item.content[0], -item.content[-1][1], item.cue or (0, 0))))


def find_quotations(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    pack: LanguagePack,
    found: Sequence[Found] | None = None,
) -> tuple[Quotation, ...]:
    """The quotations of a page in order of their content, with speakers, acts and times.

    `found` is what `read_quotations` gave, when it is at hand. Speakers are ids of `entities`.
    """
    kept = read_quotations(document, sentences, pack) if found is None else found
    return records(document, sentences, kept, mentions, entities, times, pack)


def _with_source(item: Found, kept: Sequence[Found]) -> Found:
    """A participle or infinitive without a subject has that of the reporting clause before it in its sentence."""
    if item.source is not None or item.candidate.frame in ("float", "colon") or item.cue is None:
        return item
    before = [
        other
        for other in kept
        if other.sentence == item.sentence and other.source and other.cue and other.cue < item.cue
    ]
    if not before:
        return item
    return replace(item, source=max(before, key=lambda other: other.cue or (0, 0)).source)


def _judged(
    document: Document, sentences: Sequence[Sentence], marks: Marks, pack: LanguagePack
) -> list[Found]:
    found, text = [], document.text
    for number, sentence in enumerate(sentences):
        tree = Tree(sentence)
        for candidate in Reader(tree, pack).read():
            content = _content(text, sentences, number, tree, candidate, marks)
            if not content:
                continue
            quoted = _share(text, content, _quotes(sentences, number))
            confidence = score(candidate, quoted, sentence.level)
            cue = tree.span(*candidate.cue) if candidate.cue else None
            source = tree.span(*candidate.source) if candidate.source else None
            found.append(Found(candidate, content, cue, source, number, sentence.level, confidence))
    return found


def _quotes(sentences: Sequence[Sentence], number: int) -> tuple[Span, ...]:
    return sentences[number].quotes


def _share(text: str, content: Iterable[Span], quotes: Sequence[Span]) -> float:
    """The share of the letters of the content that stand in quote marks."""
    letters = inside = 0
    for start, end in content:
        for place in range(start, end):
            if text[place].isalnum():
                letters += 1
                inside += any(left <= place < right for left, right in quotes)
    return inside / letters if letters else 0.0


def _size(content: Iterable[Span]) -> int:
    return sum(end - start for start, end in content)


def _common(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other)


def _compatible(found: Sequence[Found], text: str) -> list[Found]:
    """The best reading of each passage; a second one stays when its cue lies in the first one's content."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (-item.confidence, item.content[0], item.cue or (0, 0))):
        if item.confidence < THRESHOLD:
            continue
        if all(_agree(item, other) for other in kept):
            kept.append(item)
    return kept


def _agree(one: Found, other: Found) -> bool:
    if one.cue is not None and one.cue == other.cue:
        return False
    common = _common(one.content, other.content)
    if not common:
        return True
    union = _size(one.content) + _size(other.content) - common
    if "relative" in (one.candidate.frame, other.candidate.frame):
        return True
    for inner, outer in ((one, other), (other, one)):
        if inner.cue is not None and _common((inner.cue,), outer.content):
            return True
    return common / union < _OVERLAP


def _floats(text: str, sentences: Sequence[Sentence], marks: Marks, kept: Sequence[Found]) -> list[Found]:
    """Whole quotations that no cue took: they float, and take the speaker of the discourse."""
    floats: list[Found] = []
    taken = [
        span for item in kept for span in item.content if item.level == 0 or item.candidate.frame == "inquit"
    ]
    for number, sentence in enumerate(sentences):
        if sentence.level:
            continue
        for place, token in enumerate(sentence.tokens):
            if not token.masked:
                continue
            span = _whole(marks, (token.start, token.end))
            if _common([span], taken) > (span[1] - span[0]) // 2 or not _speaks(
                text, sentences, number, place, span
            ):
                continue
            candidate = Candidate((), None, None, "float", "assert")
            floats.append(Found(candidate, (span,), None, None, number, 0, score(candidate, 1.0, 0)))
            taken.append(span)
    return floats


def _speaks(text: str, sentences: Sequence[Sentence], number: int, place: int, span: Span) -> bool:
    """Whether a whole quotation without a cue is speech rather than a title or a name."""
    tokens = sentences[number].tokens
    if not any(token.pos in ("VERB", "AUX") for token in tokens if not token.masked):
        return place == 0 or len(text[span[0] : span[1]].split()) > 3
    before = tokens[place - 1] if place else None
    if before is not None and before.text not in (":", ",", ".", "»"):
        return False
    inside = [s for s in sentences if s.level and span[0] <= s.span[0] and s.span[1] <= span[1]]
    return any("VerbForm=Fin" in token.morph for s in inside for token in s.tokens)


def _content(
    text: str, sentences: Sequence[Sentence], number: int, tree: Tree, candidate: Candidate, marks: Marks
) -> tuple[Span, ...]:
    """The content in offsets; a quotation that runs over paragraphs is taken whole."""
    if candidate.frame == "previous":
        before = next((s for s in reversed(sentences[:number]) if s.level == 0), None)
        return (_stripped(text, before.span),) if before is not None else ()
    found = []
    for start, end in spans(tree, candidate.content, text):
        first, last = start, end
        for token in tree.tokens:
            if token.masked and start <= token.start and token.end <= end:
                left, right = _whole(marks, (token.start, token.end))
                first, last = min(first, left), max(last, right)
        found.append((first, last))
    return tuple(found)


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in ". \u00a0":
        end -= 1
    return start, end


def _whole(marks: Marks, clip: Span) -> Span:
    """The whole quotation that a part of it, cut at a paragraph's end, belongs to."""
    for quote in marks.quotes:
        if quote.depth == 0 and quote.start <= clip[0] and clip[1] <= quote.end:
            return quote.start, quote.end
    return clip
