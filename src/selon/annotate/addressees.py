"""To whom it was said and who passed it on: *a déclaré aux journalistes*, *a exhorté X à*, *cité par X*."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.annotate.reading import Found
from selon.lang import LanguagePack
from selon.records import Entity, Mention, Span

__all__ = ["Around", "addressee_of", "relays_of"]

_WORDS = 3  # between the verb or source and whom it is said to: the preposition and an adverb
_REACH = 130  # characters after the cue in which an addressee is looked for
_OBJECTS = ("inf-to", "accuse")  # frames whose object is whom the words are for


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cue.

    The `mentions` after it, all `entities` by id, the end of its sentence (`stop`), the `speakers`, and
    `medium`, the name of the medium that the page named last before it (null for none).
    """

    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]
    stop: int
    speakers: Sequence[str] = ()
    medium: str | None = None


def addressee_of(text: str, item: Found, around: Around, pack: LanguagePack) -> str | None:
    """The name of whom the words of a quotation were said to, else the page's own noun; null for nobody."""
    if item.cue is None:
        return None
    if item.candidate.act == "assert" and item.candidate.lemma in pack.voices.learning:
        return None
    clause = _clause(item, around.stop)
    audience = _audience(text, item, clause, pack)
    if audience in pack.voices.media:
        return _named_medium(audience, text, around, pack) or around.medium or audience
    if audience is not None:
        return audience
    for mention in sorted(around.mentions, key=lambda mention: mention.start):
        inside = any(start <= mention.start < end for start, end in clause)
        if (
            inside
            and mention.entity not in around.speakers
            and _is_told(text, item, mention, around.entities[mention.entity], pack)
        ):
            return around.entities[mention.entity].name
    return None


def relays_of(
    text: str, item: Found, mentions: Sequence[Mention], stop: int, pack: LanguagePack
) -> tuple[str, ...]:
    """The entities that pass the words on (*a-t-il dit, selon l'agence Tass*), by a verb of saying only."""
    if item.cue is None or not item.candidate.lemma or item.source is None:
        return ()
    clause = _clause(item, stop)
    found = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        inside = any(start <= mention.start < end for start, end in clause)
        own = item.source[0] <= mention.start < item.source[1]
        if inside and not own and mention.kind in ("name", "role"):
            before = _before(text, item.cue[1], mention, pack)
            if before.endswith(pack.voices.relays):
                found.append(mention.entity)
    return tuple(found)


def _before(text: str, start: int, mention: Mention, pack: LanguagePack) -> str:
    """What stands between a place and a mention in small letters, the mention's own articles included."""
    before = text[start : mention.start].lower().replace("’", "'")
    articles = pack.voices.articles.match(text[mention.start : mention.end].lower().replace("’", "'"))
    return (before + (articles[0] if articles else "")).rstrip()


def _clause(item: Found, stop: int) -> list[Span]:
    """What of the sentence after the cue is not content."""
    assert item.cue is not None
    start, end = item.cue[1], min(stop, item.cue[1] + _REACH)
    parts: list[Span] = []
    for left, right in sorted(item.content):
        if start < left < end:
            parts.append((start, left))
        if left <= start < right or start < left < end:
            start = max(start, right)
    return [*parts, (start, end)] if start < end else parts


def _is_told(text: str, item: Found, mention: Mention, entity: Entity, pack: LanguagePack) -> bool:
    assert item.cue is not None
    words = pack.voices
    source = item.source or item.cue
    if mention.kind == "pronoun" or entity.kind == "document":
        return False
    medium = pack.names.institution(entity.name)
    voice = medium is not None and medium.voice
    if source[0] <= mention.start < source[1] and (mention.start == source[0] or not voice):
        return False
    before = _before(text, item.cue[1], mention, pack)
    if voice and before.endswith(words.carriers):
        return True
    if before.endswith(words.told) and mention.kind != "demonym":
        return voice or _follows(text, item, mention)
    return _is_asked(item) and bool(words.gap.fullmatch(before + " "))


def _is_asked(item: Found) -> bool:
    """Whether the object of the verb is whom the words are for (*exhorter X à*)."""
    return item.candidate.act in ("demand", "warn", "ask") and item.candidate.frame in ("inf", *_OBJECTS)


def _follows(text: str, item: Found, mention: Mention) -> bool:
    """Whether only the source, or nothing, stands between the cue and the preposition."""
    assert item.cue is not None
    starts = [item.cue[1]]
    if item.source is not None and item.cue[1] <= item.source[0] < mention.start:
        starts.append(item.source[1])
    return any(
        len(text[start : mention.start].replace(",", " ").split()) <= _WORDS
        for start in starts
        if start <= mention.start
    )


def _audience(text: str, item: Found, clause: Sequence[Span], pack: LanguagePack) -> str | None:
    """A noun for those who are told things, after a preposition or as the object of the verb."""
    words = pack.voices
    for number, (start, end) in enumerate(clause):
        part = text[start:end].lower().replace("’", "'")
        for found in re.finditer(r"\w+", part):
            if found[0] not in words.audiences | words.media:
                continue
            before = part[: found.start()].rstrip()
            if before.endswith(words.told):
                return found[0]
            asked = not number and _is_asked(item) and found[0] in words.audiences
            if asked and words.gap.fullmatch(before + " "):
                return found[0]
    return None


def _named_medium(noun: str, text: str, around: Around, pack: LanguagePack) -> str | None:
    """The medium whose name follows its noun (*au quotidien X, au site du X*); whoever says it is none."""
    for mention in sorted(around.mentions, key=lambda mention: mention.start):
        if mention.kind != "name" or mention.entity in around.speakers:
            continue
        before = text[: mention.start].rstrip(' \u00a0«“"').lower()
        link = pack.voices.of_noun.search(before)
        linked = link is not None and before[: link.start()].endswith(noun)
        if linked or before.endswith(noun) or text[mention.start :].lower().startswith(noun + " "):
            return around.entities[mention.entity].name
    return None
