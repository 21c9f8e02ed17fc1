"""Quotations of a page: candidates of every sentence, judged, made compatible, nested and given speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selon.annotate.candidates import Candidate, Reader, spans
from selon.annotate.judge import THRESHOLD, score
from selon.annotate.sentences import Sentence
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import (
    Document,
    Entity,
    Mention,
    Mode,
    Quotation,
    Span,
    TimeExpression,
    annotation_id,
)

__all__ = ["find_quotations"]

_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate in offsets of the text, with its probability and the number of its sentence."""

    candidate: Candidate
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    sentence: int
    level: int
    confidence: float


def find_quotations(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    pack: LanguagePack,
) -> tuple[Quotation, ...]:
    """The quotations of the sentences, in order of their content."""
    found = _judged(document.text, sentences, pack)
    kept = _compatible(found, document.text)
    kept += _floats(document.text, sentences, kept)
    kept.sort(key=lambda item: (item.content[0], -item.content[-1][1], item.cue or (0, 0)))
    return _records(document, sentences, kept)


def _judged(text: str, sentences: Sequence[Sentence], pack: LanguagePack) -> list[Found]:
    found = []
    for number, sentence in enumerate(sentences):
        tree = Tree(sentence)
        for candidate in Reader(tree, pack).read():
            content = spans(tree, candidate.content, text)
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
    for inner, outer in ((one, other), (other, one)):
        if inner.cue is not None and _common((inner.cue,), outer.content):
            return True
    return common / union < _OVERLAP


def _floats(text: str, sentences: Sequence[Sentence], kept: Sequence[Found]) -> list[Found]:
    """Whole quotations that no cue took: they float, and take the speaker of the discourse."""
    floats = []
    taken = [span for item in kept if item.level == 0 for span in item.content]
    for number, sentence in enumerate(sentences):
        if sentence.level:
            continue
        for token in sentence.tokens:
            span = token.start, token.end
            if not token.masked or _common([span], taken) > (span[1] - span[0]) // 2:
                continue
            words = len(text[span[0] : span[1]].split())
            alone = not any(t.pos in ("VERB", "AUX") for t in sentence.tokens if not t.masked)
            if words < 4 and not alone:
                continue
            candidate = Candidate((), None, None, "float", "assert")
            value = score(candidate, 1.0, 0)
            floats.append(Found(candidate, (span,), None, None, number, 0, value))
    return floats


def _records(
    document: Document, sentences: Sequence[Sentence], kept: Sequence[Found]
) -> tuple[Quotation, ...]:
    taken: set[str] = set()
    records: list[Quotation] = []
    for item in kept:
        name = annotation_id(document.id, "q", item.content[0][0], item.content[-1][1], taken)
        taken.add(name)
        quoted = _share(document.text, item.content, [q for s in sentences for q in s.quotes])
        mode: Mode = "direct" if quoted > 0.98 else "mixed" if quoted > 0 else "indirect"
        records.append(
            Quotation(
                name,
                item.content,
                mode,
                item.cue,
                item.source,
                (),
                act=item.candidate.act,
                confidence=round(item.confidence, 2),
                rule="fr/" + item.candidate.frame,
            )
        )
    return tuple(records)
