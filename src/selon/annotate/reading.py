"""Quotations of a page in offsets of its text: passages judged, made compatible, and given a source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.annotate.grid import Grid
from selon.annotate.judge import confidence, weigh
from selon.annotate.marks import find_marks
from selon.annotate.passages import Passage, passages
from selon.annotate.scenes import Candidate
from selon.annotate.selection import common, size, weighed
from selon.annotate.sentences import Sentence
from selon.annotate.sourcing import mend_source, subject_before
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import Document, Span

__all__ = ["Found", "common", "read_quotations", "size"]

# The constructions by which a passage was proposed, under the names that records tell.
_TOLD = {
    "any-that": "that",
    "any-of": "inf",
    "any-to": "inf",
    "any-colon": "quoted",
    "any-whether": "whether",
    "any-mask": "quoted",
    "any-quote": "obj",
    "any-next": "obj",
    "any-object": "obj",
    "inquit-unknown": "inquit",
    "uncued": "float",
    "float-rest": "float",
}


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


def read_quotations(
    document: Document, sentences: Sequence[Sentence], pack: LanguagePack
) -> tuple[Found, ...]:
    """The quotations of the sentences before anyone is known by name, in order of their content."""
    proposed = passages(document, sentences, pack)
    judge, weights = weigh(document, proposed, pack)
    kept = [
        _found(proposed[number], confidence(judge, weight))
        for number, weight in weighed(proposed, weights.tolist(), judge.threshold).items()
    ]
    marks = find_marks(document)
    odd = Grid((q.flags, [(q.start, q.end)]) for q in marks.quotes if q.flags)
    odd_spans = Grid(((q.start, q.end), [(q.start, q.end)]) for q in marks.quotes if q.flags)
    kept = _with_sources(_mended(kept, sentences, pack))
    kept = [_flagged(item, odd, odd_spans) for item in kept]
    return tuple(sorted(kept, key=lambda item: (item.content[0], -item.content[-1][1], item.cue or (0, 0))))


def _found(item: Passage, probability: float) -> Found:
    frame = _TOLD.get(item.candidate.frame, item.candidate.frame)
    level = 0 if item.candidate.frame == "float-rest" else item.level
    candidate = replace(item.candidate, frame=frame)
    return Found(candidate, item.content, item.cue, item.source, item.sentence, level, probability)


def _flagged(item: Found, odd: Grid[tuple[str, ...]], places: Grid[Span]) -> Found:
    flags: list[str] = []
    for names, span in zip(odd.near(item.content), places.near(item.content), strict=True):
        if common([span], item.content):
            flags += [name for name in names if name not in flags]
    return replace(item, flags=tuple(flags)) if flags else item


def _mended(kept: Sequence[Found], sentences: Sequence[Sentence], pack: LanguagePack) -> list[Found]:
    """The quotations with the sources of their clauses set right."""
    trees: dict[int, Tree] = {}
    sourced = [(item.cue, item.sentence) for item in kept if item.cue is not None and item.source is not None]
    first = {sentence: cue for cue, sentence in sorted(sourced, reverse=True)}
    mended = []
    for item in kept:
        if item.source is None and item.cue is None:
            mended.append(item)
            continue
        tree = trees.get(item.sentence) or Tree(sentences[item.sentence], pack.speech.grammar)
        trees[item.sentence] = tree
        if item.source is None:
            told = first.get(item.sentence)
            source = subject_before(tree, item.cue, told=told is not None and told < (item.cue or (0, 0)))
        else:
            source = mend_source(tree, item.cue, item.source, item.candidate.lemma, pack)
        mended.append(replace(item, source=source))
    return mended


def _of_clause_inside(item: Found, others: Sequence[Found]) -> Found:
    """A quotation whose source is a whole reporting clause has the source of that clause (*P, a dit X mardi,
    confirmant Q*).
    """
    for other in others:
        if item.source is None or other.source is None or other.cue is None or other is item:
            continue
        if all(_is_within(span, item.source) for span in (other.cue, other.source)):
            return replace(item, source=other.source)
    return item


def _is_within(span: Span, whole: Span) -> bool:
    return whole[0] <= span[0] and span[1] <= whole[1]


def _with_sources(kept: Sequence[Found]) -> list[Found]:
    """A participle or infinitive without a subject has that of the reporting clause before it."""
    by_sentence: dict[int, list[Found]] = {}
    for item in kept:
        if item.source is not None and item.cue is not None:
            by_sentence.setdefault(item.sentence, []).append(item)
    done = []
    for item in (_of_clause_inside(each, by_sentence.get(each.sentence, ())) for each in kept):
        cue = item.cue
        if item.source is None and cue is not None:
            before = [other for other in by_sentence.get(item.sentence, ()) if other.cue and other.cue < cue]
            nearest = max(before, key=lambda other: other.cue or (0, 0), default=None)
            done.append(replace(item, source=nearest.source) if nearest else item)
        else:
            done.append(item)
    return done
