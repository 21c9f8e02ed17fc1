"""A page's text for reading: its blocks with their marks, what is no article folded but there."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from selon.export.marks import Mark, Note, Token, mark_tokens
from selon.records import Block, BlockKind, PageRead, Passage, QuoteRow, Recurring, Span

__all__ = ["Paragraph", "Run", "page_marks", "passage_anchor", "read_runs"]

_FOLDED: frozenset[BlockKind] = frozenset({"boilerplate", "related"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block and the tokens of its text."""

    block: Block
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks that are shown together, or folded together.

    `recurring` tells of each of them why it is folded, where that is known from other pages of the site.
    """

    folded: bool
    paragraphs: tuple[Paragraph, ...]
    recurring: tuple[Recurring, ...] = ()


def passage_anchor(document: str, span: Span) -> str:
    """The HTML id of a passage: it stays the same as long as the document's bytes and the span do."""
    return f"at-{document.removeprefix('sha256:')[:12]}-{span[0]}-{span[1]}"


def page_marks(
    read: PageRead,
    passages: Iterable[Passage],
    quotations: Sequence[QuoteRow],
    word: Callable[[str], str],
    date: Callable[[str], str],
) -> list[Mark]:
    """All marks of one page: the passages that rows lead to, and what the analysis found in the text.

    `quotations` are the page's rows that are shown; each puts a note behind its content that leads back.
    """
    analysis = read.analysis
    spans = {passage.span: passage for passage in passages}
    marks = [Mark(*span, "passage", anchor=passage_anchor(read.document.id, span)) for span in sorted(spans)]
    notes = {row.id: _note(number, row, word) for number, row in enumerate(quotations, 1)}
    for quotation in analysis.quotations:
        last = quotation.content[-1:]
        marks += [
            Mark(*span, "quote", note=notes.get(quotation.id) if (span,) == last else None)
            for span in quotation.content
        ]
        marks += [Mark(*quotation.source, "source")] if quotation.source else []
        marks += [Mark(*quotation.cue, "cue")] if quotation.cue else []
    marks += [Mark(*event.trigger, "event", title=word(event.kind)) for event in analysis.events]
    marks += [
        Mark(time.start, time.end, "time", title=date(time.edtf)) for time in analysis.times if time.edtf
    ]
    return marks


def read_runs(read: PageRead, marks: Iterable[Mark], recurring: Iterable[Recurring] = ()) -> tuple[Run, ...]:
    """The page's blocks in their order, each with its marks; nothing of the text is left out.

    `recurring` are those of its blocks that recur over its site: they are folded too.
    """
    text, blocks = read.document.text, read.document.blocks
    placed = [_into_block(mark, blocks) for mark in marks]
    over = {item.block: item for item in recurring}
    paragraphs = [
        (number, Paragraph(block, tuple(mark_tokens(text, block.start, block.end, placed))))
        for number, block in enumerate(blocks)
    ]
    groups = itertools.groupby(paragraphs, key=lambda it: (it[1].block.kind in _FOLDED, it[0] in over))
    runs = []
    for (folded, recurs), group in groups:
        held = list(group)
        why = tuple(over[number] for number, _ in held) if recurs else ()
        runs.append(Run(folded or recurs, tuple(paragraph for _, paragraph in held), why))
    return tuple(runs)


def _into_block(mark: Mark, blocks: Sequence[Block]) -> Mark:
    """The mark without what lies between blocks at its ends, so that its anchor and note are not lost."""
    met = [block for block in blocks if block.start < mark.end and mark.start < block.end]
    if not met:
        return mark
    return replace(mark, start=max(mark.start, met[0].start), end=min(mark.end, met[-1].end))


def _note(number: int, row: QuoteRow, word: Callable[[str], str]) -> Note:
    who = ", ".join(actor.name for actor in row.speakers)
    return Note(target=row.id, sign=str(number), title=f"{who} : {word(row.act)}" if who else word(row.act))
