"""The sentences of a document and their tokens, in the document's own offsets.

The parser never sees a page as it is: paragraphs and sentences are split here, quoted material is masked
in the clause around it and parsed apart. What comes back is mapped to the offsets of the text.
"""

from dataclasses import dataclass

from selon.records import BlockKind, Span

__all__ = ["Sentence", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse: `start`, `end` are offsets in the document's text.

    `pos` is universal part of speech, `dep` Universal Dependencies relation, `morph` its features
    (`Gender=Fem|Number=Sing`), `head` the index of the head in the same sentence (its own for the root),
    `entity` the recogniser's label (`PER`, `ORG`, `LOC`, `MISC` or empty). `masked` marks the placeholder
    that stands for a whole quotation; its span is that of the quotation, marks included.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    morph: str
    dep: str
    head: int
    entity: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block. `level` is 0 for the page's own voice, 1 for the inside of a quotation.

    `quotes` are the spans of quoted material, marks included, that lie in it.
    """

    span: Span
    block: int
    kind: BlockKind
    level: int
    quotes: tuple[Span, ...]
    tokens: tuple[Token, ...]
