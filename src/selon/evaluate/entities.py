"""How well the entities of a page serve its quotations: does the speaker exist, is the source resolved to it?"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.records import Entity, Mention, Span

__all__ = ["EntityScore", "GoldSource", "bears_name", "score_entities"]

_STOP = frozenset(
    ["le", "la", "les", "l", "des", "du", "de", "d", "m", "mme", "mr", "monsieur", "madame", "et", "en", "au"]
    + ["aux", "à", "son", "sa", "ses", "ce", "cette", "leur"]
)
_NEAR = 4


@dataclass(frozen=True, slots=True)
class GoldSource:
    """A quotation of the gold: its speaker by name or description, its source span (null when it has none)."""

    speaker: str
    source: Span | None


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Counts over pages: gold speakers (distinct on their page), those that some entity bears the name of; gold
    sources with a speaker, and those whose mention resolves to an entity that bears the speaker's name.
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


def bears_name(names: Iterable[str], name: str) -> bool:
    """Whether one of the names holds the words of the other name or the reverse (Kirby = John Kirby)."""
    wanted = _words(name)
    return any(
        bool(words) and bool(wanted) and (words <= wanted or wanted <= words) for words in map(_words, names)
    )


def score_entities(
    gold: Sequence[GoldSource], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> EntityScore:
    """The counts of one page. A speaker *A et B* counts as two, and a source of it is right with either."""
    called = {entity.id: (entity.name, *entity.aliases) for entity in entities}
    speakers = sorted({part for item in gold for part in _parts(item.speaker)})
    found = sum(any(bears_name(names, speaker) for names in called.values()) for speaker in speakers)
    sources = resolved = 0
    for item in gold:
        if item.source is None:
            continue
        sources += 1
        mention = _mention_of(mentions, item.source)
        resolved += mention is not None and any(
            bears_name(called[mention.entity], part) for part in _parts(item.speaker)
        )
    return EntityScore(len(speakers), found, sources, resolved)


def _mention_of(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """The longest mention that begins where the span begins, or within its first few characters."""
    near = [m for m in mentions if m.start < span[1] and m.end > span[0] and m.start <= span[0] + _NEAR]
    return min(near, key=lambda m: (max(m.start, span[0]), -m.end), default=None)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"\s+et\s+", name) if _words(part)] or [name]


def _words(name: str) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFD", name.lower())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    found = [word for word in re.findall(r"\w+", plain) if word not in _STOP]
    return frozenset(found[1:] if len(found) > 1 and found[0] in ("un", "une") else found)
