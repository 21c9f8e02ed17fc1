"""From the figures of a page to records: mentions and entities with their names, aliases and ids."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.entities import Figure
from selon.lang.names import words_of
from selon.records import Document, Entity, Mention, MentionKind, Span, annotation_id

__all__ = ["Told", "records_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention before it has an id."""

    span: Span
    figure: Figure
    kind: MentionKind
    role: str | None = None
    organisation: Figure | None = None


def _settled(mention: Told) -> Told:
    """The mention with the figures that its figures have turned out to be."""
    holder = mention.organisation.head() if mention.organisation else None
    return replace(mention, figure=mention.figure.head(), organisation=holder)


def records_of(document: Document, told: Sequence[Told]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions in order, and the entities they stand for in order of first mention."""
    found = [_settled(mention) for mention in told]
    figures: dict[Figure, int] = {}
    for mention in sorted(found, key=lambda m: m.span):
        for figure in (mention.figure, mention.organisation):
            if figure is not None:
                figures.setdefault(figure, mention.span[0])
    entities: dict[Figure, Entity] = {}
    taken: set[str] = set()
    endings = Counter(
        figure.words[i:] for figure in figures if figure.kind == "person" for i in range(len(figure.words))
    )
    for figure in sorted(figures, key=lambda figure: (figures[figure], figure.number)):
        entities[figure] = _entity(document, figure, endings, taken)
        taken.add(entities[figure].id)
    mentions = []
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1])):
        name = annotation_id(document.id, "m", *mention.span, taken)
        taken.add(name)
        holder = entities[mention.organisation].id if mention.organisation else None
        entity = entities[mention.figure].id
        mentions.append(Mention(name, *mention.span, entity, mention.kind, mention.role, holder))
    return tuple(mentions), tuple(entities.values())


def _entity(
    document: Document, figure: Figure, endings: Mapping[tuple[str, ...], int], taken: set[str]
) -> Entity:
    """The record of a figure: its fullest name, the others as aliases, the id of the fullest's place.

    A surname that several persons of the page bear is nobody's alias; `endings` counts whose names end so.
    """
    name, span = figure.name, figure.span
    if figure.names and figure.kind in ("person", "organisation", "state"):
        fullest = max(figure.names, key=lambda n: (len(words_of(n)), len(n)))
        span = figure.names[fullest]
        name = fullest if figure.kind == "organisation" else name
    others = (other for other in figure.names if other != name)
    if figure.kind == "person":
        others = (other for other in others if endings.get(words_of(other), 0) < 2)
    return Entity(
        annotation_id(document.id, "n", *span, taken), name, tuple(others), figure.kind, figure.country
    )
