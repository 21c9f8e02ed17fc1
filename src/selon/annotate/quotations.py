"""Quotations of a page: what is read from its sentences, with speakers, acts and times."""

from collections.abc import Sequence

from selon.annotate.reading import Found, read_quotations
from selon.annotate.sentences import Sentence
from selon.annotate.voices import records
from selon.lang import LanguagePack
from selon.records import Document, Entity, Mention, Quotation, TimeExpression

__all__ = ["find_quotations"]


def find_quotations(  # noqa: PLR0917 (one parameter a layer)
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    pack: LanguagePack,
    *,
    found: Sequence[Found] | None = None,
) -> tuple[Quotation, ...]:
    """The quotations of a page in order of their content, with speakers, acts and times.

    `found` is what `read_quotations` gave, when it is at hand. Speakers are ids of `entities`. Boilerplate
    and related links have no sentences, hence no quotations.
    """
    kept = read_quotations(document, sentences, pack) if found is None else found
    return records(document, sentences, kept, mentions, entities, times, pack)
