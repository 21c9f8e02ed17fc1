"""What a source tells of whoever it stands for: its form, gender, number, noun, bodies and countries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.annotate.names import mention_of
from selon.annotate.offices import offices_beside
from selon.annotate.parties import gender_of, head_noun, is_plural
from selon.annotate.reading import Found
from selon.annotate.stage import Asked
from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.records import Entity, Mention, Span

__all__ = ["ask"]

_SHORT = 2  # words of a description that is but a noun and its determiner


def ask(
    text: str, item: Found, mentions: Sequence[Mention], entities: Mapping[str, Entity], pack: LanguagePack
) -> Asked:
    """The question that a quotation without a certain speaker puts; `mentions` are those near its source."""
    if item.source is None:
        form = "floating" if item.cue is None else "bare"
        return Asked(form, (item.cue or item.content[0])[0], item.content)
    words = text[slice(*item.source)]
    mention = mention_of(mentions, item.source)
    form, gender, plural = _pronoun(words, pack)
    if form:
        own = mention.entity if mention else None
        return Asked(
            form, item.source[0], item.content, gender, plural, own, concerned=_is_concerned(words, pack)
        )
    inside = [other for other in mentions if _within(other, item.source) and other is not mention]
    asked = _description(words, mention, entities, pack)
    offices, apart = offices_beside(asked.noun, pack.names)
    return replace(
        asked,
        offices=offices,
        apart=apart,
        place=item.source[0],
        content=item.content,
        bodies=asked.bodies | {other.entity for other in inside},
        countries=frozenset(c for other in inside if (c := entities[other.entity].country)),
        inside=frozenset(other.entity for other in inside),
        owners=frozenset(other.entity for other in inside if _is_owner(text, other, pack)),
    )


def _pronoun(source: str, pack: LanguagePack) -> tuple[str, str, bool | None]:
    """The form, gender and number of a source that is a pronoun; an empty form for any other."""
    low = source.lower().replace("’", "'").strip(" -")
    for letter in pack.speech.grammar["euphonic"]:
        low = low.removeprefix(letter.removeprefix("-") + "-")
    words = pack.voices
    agreement = words.stressed.get(low) or pack.names.pronouns.get(low)
    if agreement:
        return "personal", agreement[0], agreement[1] == "p"
    if low in pack.speech.grammar["first_person"] or low in words.own:
        return "first", "x", None
    if low in words.nobody:
        return "nobody", "x", None
    first = low.split()[:1]
    if low in pack.names.words["pronouns.relatives"]:
        return "relative", "x", None
    last = pack.names.last.get(words_of(low)) or (words.pointing.get(first[0]) if first else None)
    if last:
        return "other", last[0], last[1] == "p"
    return ("other", "x", None) if low in pack.speech.grammar["pronouns"] else ("", "x", None)


def _description(
    words: str, mention: Mention | None, entities: Mapping[str, Entity], pack: LanguagePack
) -> Asked:
    """What a description tells by its own words."""
    head = head_noun(words, pack.names)
    noun = pack.names.nouns[head] if head else None
    fresh = mention is None or (entities[mention.entity].kind == "unnamed" and mention.role is None)
    return Asked(
        "new" if fresh else "described",
        0,
        (),
        gender_of(words, pack.names),
        is_plural(words, pack.names),
        mention.entity if mention else None,
        noun.lemma if noun else None,
        noun.sort if noun else "",
        frozenset(word for word in words_of(words) if len(word) > 2),
        frozenset([mention.organisation] if mention and mention.organisation else []),
        definite=_definite(words, pack),
        dual=_is_dual(words, pack),
        short=head is not None and len(words_of(words)) <= _SHORT,
        medial=head in pack.voices.media,
        again=_is_again(words, pack),
        pointed=bool(words_of(words)) and words_of(words)[0] in pack.names.words["determiners.demonstrative"],
        concerned=_is_concerned(words, pack),
    )


def _is_concerned(words: str, pack: LanguagePack) -> bool:
    """Whether a source is whoever the words before were about (*le principal intéressé*)."""
    return not pack.voices.concerned.isdisjoint(words_of(words)[:3])


def _is_again(words: str, pack: LanguagePack) -> bool:
    """Whether a description is that of whoever spoke last: *la même source*, *cette source*."""
    found = words_of(words)[:3]
    same = set(found) & pack.voices.same or (
        found[:1] and found[0] in pack.names.words["determiners.demonstrative"]
    )
    return bool(same) and not pack.voices.informants.isdisjoint(found)


def _within(mention: Mention, span: Span) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _is_owner(text: str, mention: Mention, pack: LanguagePack) -> bool:
    """Whether *de* stands before a mention, or within its first word (*du*)."""
    before = (
        text[max(0, mention.start - 8) : mention.start + 3]
        .replace("’", "'")
        .replace("'", "' ")
        .lower()
        .split()
    )
    return any(word in pack.speech.grammar["of"] for word in before[-3:])


def _is_dual(source: str, pack: LanguagePack) -> bool:
    """Whether a description is of two (*les deux femmes*)."""
    return any(word in pack.names.words["determiners.dual"] for word in words_of(source)[:3])


def _definite(source: str, pack: LanguagePack) -> str:
    first = (words_of(source) or ("",))[0]
    words = pack.names.words
    if first in words["determiners.indefinite"]:
        return "indef"
    if first in words["determiners.demonstrative"] or first in words["determiners.definite"]:
        return "def"
    if first in words["determiners.possessive"]:
        return "poss"
    return ""
