"""How well the entities of a page serve its quotations: is the speaker there, is the source resolved?"""

from collections.abc import Sequence
from dataclasses import dataclass

from selon.evaluate.names import bears_name, gold_speakers
from selon.records import Entity, Mention, Span

__all__ = ["EntityScore", "GoldSource", "score_entities"]

_NEAR = 4


@dataclass(frozen=True, slots=True)
class GoldSource:
    """A quotation of the gold: its speaker's name or description, its source span (null for none)."""

    speaker: str
    source: Span | None


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Counts over pages, of gold speakers and gold sources.

    Speakers are distinct on their page; `found` are those whose name some entity bears. `sources` have a
    speaker; `resolved` are those whose mention resolves to an entity that bears the speaker's name.
    """

    speakers: int = 0
    found: int = 0
    sources: int = 0
    resolved: int = 0

    @property
    def recall(self) -> float:
        """The share of gold speakers that are entities of their page; 1 when there are none."""
        return self.found / self.speakers if self.speakers else 1.0

    @property
    def accuracy(self) -> float:
        """The share of gold sources that resolve to their speaker; 1 when there are none."""
        return self.resolved / self.sources if self.sources else 1.0

    def __add__(self, other: "EntityScore") -> "EntityScore":
        return EntityScore(
            self.speakers + other.speakers,
            self.found + other.found,
            self.sources + other.sources,
            self.resolved + other.resolved,
        )


def score_entities(
    gold: Sequence[GoldSource], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> EntityScore:
    """The counts of one page. A speaker *A et B* counts as two, and a source of it is right with either."""
    called = {entity.id: (entity.name, *entity.aliases) for entity in entities}
    speakers = sorted({part for item in gold for part in gold_speakers(item.speaker)})
    found = sum(any(bears_name(names, speaker) for names in called.values()) for speaker in speakers)
    sources = resolved = 0
    for item in gold:
        if item.source is None:
            continue
        sources += 1
        mention = _mention_of(mentions, item.source)
        resolved += mention is not None and any(
            bears_name(called[mention.entity], part) for part in gold_speakers(item.speaker)
        )
    return EntityScore(len(speakers), found, sources, resolved)


def _mention_of(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """The longest mention that begins where the span begins, or within its first few characters."""
    near = [m for m in mentions if m.start < span[1] and m.end > span[0] and m.start <= span[0] + _NEAR]
    return min(near, key=lambda m: (max(m.start, span[0]), -m.end), default=None)
