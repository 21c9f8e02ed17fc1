"""Mentions of people, bodies and states on a page, and what each of them stands for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from selon.annotate.acronyms import spelled_out
from selon.annotate.antecedents import main_thing, other_subject, rival_thing, taken_up
from selon.annotate.entities import Cast, Figure, name_words
from selon.annotate.lines import Line, read_line
from selon.annotate.mentions import Told, records_of
from selon.annotate.phrases import Phrase, find_phrases
from selon.annotate.pronouns import Pronoun, find_pronouns
from selon.annotate.resolution import Reader
from selon.annotate.saying import is_subject, speaks
from selon.annotate.sentences import Sentence
from selon.annotate.spots import NameSpot, find_names
from selon.lang import LanguagePack
from selon.lang.names import NameWords, words_of
from selon.records import Document, Entity, Mention, Span

__all__ = ["find_mentions", "mention_of"]

_ACRONYM = re.compile(r"\(([A-ZÀ-Ý][\w.-]{1,11})\)")
_NEAR = 4
_INNER = 8

_Item = NameSpot | Phrase | Pronoun


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its names and noun phrases; `heads` fills with the figure of each token, `bodies` with
    those that a role has been read to belong to, `pronouns` with those of pronouns.
    """

    line: Line
    spots: list[NameSpot]
    phrases: list[Phrase]
    heads: dict[int, Figure] = field(default_factory=dict)
    bodies: dict[int, Figure] = field(default_factory=dict)
    pronouns: dict[int, Figure] = field(default_factory=dict)


def find_mentions(
    document: Document, sentences: Sequence[Sentence], pack: LanguagePack
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions of a page in order of start, and the entities they resolve to in order of first mention.

    Names come first: the whole page is read for full names before any surname, description or pronoun is
    resolved. Time is linear in the page.
    """
    cast = Cast(pack.names)
    read = _read(document.text, sentences, cast, pack.names)
    present = frozenset(spot.key for sentence in read for spot in sentence.spots if spot.key)
    reader = Reader(cast, pack.names, present)
    found = [mention for sentence in read for mention in _resolve(sentence, reader)]
    return records_of(document, found)


def mention_of(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """The mention that a source span stands for: the one that begins where it begins, the longest of several.

    A determiner or a few words may stand before it. Null when the span only holds a mention further in
    (*les équipes d'Untel*).
    """
    near = [m for m in mentions if m.start < span[1] and m.end > span[0] and m.start <= span[0] + _NEAR]
    return min(near, key=lambda m: (max(m.start, span[0]), -m.end), default=None)


def _read(text: str, sentences: Sequence[Sentence], cast: Cast, names: NameWords) -> list[_Read]:
    """The sentences with their names and phrases; every full name of a person is known to the cast after."""
    lines = [read_line(text, sentence, names) for sentence in sentences]
    named = [find_names(line) for line in lines]
    cast.register((spot for found in named for spot in found), text)
    read = []
    for line, found in zip(lines, named, strict=True):
        phrases = find_phrases(line, found)
        cast.register((phrase.name for phrase in phrases if phrase.name), text)
        read.append(_Read(line, found, phrases))
    for sentence in read:
        _place(sentence, cast, names)
    return read


def _place(sentence: _Read, cast: Cast, names: NameWords) -> None:
    """Gives persons the country of the office they are named with, wherever on the page that is."""
    for phrase in sentence.phrases:
        spot = phrase.name
        if spot is None or len(name_words(sentence.line.text, spot)) < 2:
            continue
        if phrase.noun.sort in ("office", "person") and phrase.number == "s" and phrase.gender != "x":
            person = cast.figure_of(spot, sentence.line.text)
            if person is not None and person.kind == "person" and person.gender == "x":
                person.gender = phrase.gender
        if phrase.noun.sort != "office":
            continue
        holder = next((s for s in phrase.inside if s.sort in ("organisation", "state", "demonym")), None)
        figure = cast.figure_of(spot, sentence.line.text) if holder and holder.key else None
        if figure is not None and holder is not None and figure.kind == "person":
            figure.country = figure.country or names.country(holder.key or "")


def _resolve(sentence: _Read, reader: Reader) -> Iterator[Told]:
    own_voice = sentence.line.sentence.level == 0
    reader.ordinal += own_voice
    for item in _items(sentence):
        mention = _mention(sentence, item, reader)
        if mention is None:
            continue
        reader.see(
            mention.figure,
            subject=is_subject(sentence.line, item.first, item.last),
            speaks=speaks(sentence.line, item.first, item.last),
            own_voice=own_voice and mention.kind != "demonym" and not _is_label(sentence.line, item),
        )
        if isinstance(item, Phrase):
            sentence.heads[item.head] = mention.figure
        if isinstance(item, Pronoun):
            sentence.pronouns[item.first] = mention.figure
        else:
            for token in range(item.first, item.last):
                sentence.heads.setdefault(token, mention.figure)
        yield mention
    if own_voice:
        reader.thing = main_thing(sentence.line, reader.ordinal, sentence.heads)


def _is_label(line: Line, item: _Item) -> bool:
    """Whether a name only tells a matter from others (*l'affaire Untel*)."""
    return isinstance(item, NameSpot) and line.is_in(item.first - 1, "labels.matters")


def _items(sentence: _Read) -> list[_Item]:
    """Names, phrases and pronouns by their first token; a name that a phrase has taken stands with it."""
    taken = {phrase.name.first for phrase in sentence.phrases if phrase.name}
    items: list[_Item] = [spot for spot in sentence.spots if spot.first not in taken]
    items += sentence.phrases
    items += find_pronouns(sentence.line)
    return sorted(items, key=lambda item: (item.first, -item.last))


def _mention(sentence: _Read, item: _Item, reader: Reader) -> Told | None:
    if isinstance(item, NameSpot):
        return _name(sentence.line, item, reader)
    if isinstance(item, Phrase):
        return _phrase(sentence, item, reader)
    if item.sort == "relative":
        figure = taken_up(sentence.line, item.first, sentence.heads)
    elif item.sort == "last":
        figure = reader.last(item.gender, plural=item.plural)
    else:
        inverted = sentence.line.surfaces[item.first].startswith("-")
        speaking = inverted or speaks(sentence.line, item.first, item.last)
        quoted = sentence.line.sentence.level > 0
        known = {**sentence.heads, **sentence.pronouns}
        subject = other_subject(sentence.line, item.first, known)
        figure = reader.pronoun(
            item.gender,
            plural=item.plural,
            speaking=speaking,
            quoted=quoted,
            barred=lambda figure: figure is subject,
            since=None if speaking or quoted else rival_thing(sentence.line, item, known, reader),
        )
    return Told(item.span, figure, "pronoun") if figure else None


def _name(line: Line, spot: NameSpot, reader: Reader) -> Told | None:
    if spot.sort == "demonym" and _is_somebody(line, spot):
        return Told((spot.start - _determined(line, spot), spot.end), _of_nation(line, spot, reader), "role")
    if _may_be_place(line, spot, reader):
        return None
    figure = reader.cast.figure_of(spot, line.text)
    if figure is None and speaks(line, spot.first, spot.last):
        person = line.words[spot.first].split("-")[0] in line.names.first_names
        guessed = replace(spot, sort="person" if person else "organisation")
        figure = reader.cast.figure_of(guessed, line.text)
    if figure is None:
        return None
    if spot.key is None and figure.kind in ("person", "organisation"):
        figure.names.setdefault(_plain(line.text, (spot.start, spot.end)), spot.core)
        if figure.kind == "organisation" and (full := spelled_out(line.text, spot.core)):
            figure.names.setdefault(_plain(line.text, full), full)
    return Told((spot.start, spot.end), figure, "demonym" if spot.sort == "demonym" else "name")


def _may_be_place(line: Line, spot: NameSpot, reader: Reader) -> bool:
    """Whether a word after a preposition, nobody's surname or first name, may be a place (*de Massy*)."""
    if spot.sort != "person" or spot.titled or spot.last - spot.first > 1:
        return False
    lists = ("places.of", "places.to", "places.place_prepositions")
    word = line.words[spot.first]
    led = any(line.is_in(spot.first - 1, key) for key in lists) and word not in line.names.first_names
    return led and reader.cast.surname(name_words(line.text, spot), spot) is None


def _is_somebody(line: Line, spot: NameSpot) -> bool:
    """Whether a demonym names a person of that nation (*un Slovaque*), not the nation."""
    before, surface = spot.first - 1, line.surface(spot.first)
    single = line.is_in(before, "determiners.one") and not line.is_in(before, "determiners.plural")
    return single and surface[:1].isupper() and line.pos(spot.last) not in ("NOUN", "PROPN")


def _determined(line: Line, spot: NameSpot) -> int:
    """The characters from the determiner before a name to the name."""
    return spot.start - line.span(spot.first - 1, spot.first)[0]


def _of_nation(line: Line, spot: NameSpot, reader: Reader) -> Figure:
    """The new figure of a person of a nation."""
    figure = reader.cast.add("unnamed", line.text[spot.start : spot.end], spot.core)
    state = reader.names.states.get(spot.key or "")
    figure.country = state.code if state else None
    figure.gender = "f" if line.is_in(spot.first - 1, "determiners.feminine") else "m"
    figure.indefinite = True
    return figure


def _plain(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _phrase(sentence: _Read, phrase: Phrase, reader: Reader) -> Told:
    names, text = sentence.line.names, sentence.line.text
    holder = _holder(sentence, phrase, reader)
    role = phrase.role if phrase.noun.sort in ("office", "person") else None
    figure = _named(phrase, reader, text)
    if figure is not None and phrase.name is not None and phrase.name.first >= phrase.first:
        figure.names.setdefault(_plain(text, (phrase.name.start, phrase.name.end)), phrase.name.core)
        reader.unite(figure, phrase)
        reader.call(figure, phrase)
    elif figure is not None:
        reader.call(figure, phrase)
        _hold(figure, holder, phrase)
        return Told(phrase.span, figure, "role", role, holder if role else None)
    elif holder and holder.kind == "organisation" and phrase.noun.lemma in names.words["anaphors.voices"]:
        return Told(phrase.span, holder, "role")
    else:
        done = sentence.bodies.get(phrase.head)
        figure = done or _described(text, phrase, reader, holder, _apart(sentence, phrase))
    _hold(figure, holder, phrase)
    return Told(phrase.span, figure, "name" if phrase.name else "role", role, holder if role else None)


def _named(phrase: Phrase, reader: Reader, text: str) -> Figure | None:
    """The figure of the name that a phrase is tied to; a sovereign's first name is a whole name."""
    if phrase.name is None:
        return None
    words = name_words(text, phrase.name)
    if phrase.noun.lemma in reader.names.words["roles.regnal"] and len(words) == 1:
        return reader.cast.named(words, phrase.name, text)
    return reader.cast.figure_of(phrase.name, text)


def _hold(figure: Figure, holder: Figure | None, phrase: Phrase) -> None:
    """Notes the body that a figure belongs to, and its country where an office or body is that country's."""
    if holder is None or holder is figure:
        return
    if figure.holder is None and phrase.noun.sort in ("office", "person"):
        figure.holder = holder
    if figure.country is None and phrase.noun.sort in ("office", "body", "group") and figure.key is None:
        figure.country = holder.country


def _holder(sentence: _Read, phrase: Phrase, reader: Reader) -> Figure | None:
    """The body or state that a role or paper belongs to: by name, else under a common noun."""
    text = sentence.line.text
    for spot in (*phrase.inside, *([phrase.name] if phrase.name else [])):
        acronym = sentence.line.surface(spot.first - 1) == "("
        if spot.sort in ("organisation", "state", "demonym") and not acronym:
            return reader.cast.figure_of(spot, text)
    body = reader.names.offices.get(words_of(text[slice(*phrase.bare)]))
    if body in reader.present:
        return reader.cast.body(body, phrase.bare)
    start = bisect_right(sentence.phrases, phrase.head, key=lambda other: other.head)
    for inner in takewhile(lambda other: other.head < phrase.last, sentence.phrases[start : start + _INNER]):
        if inner.noun.sort == "body" and inner.definite == "def":
            if inner.head not in sentence.bodies:
                sentence.bodies[inner.head] = _described(text, inner, reader, None)
            return sentence.bodies[inner.head]
    return None


def _apart(sentence: _Read, phrase: Phrase) -> Figure | None:
    """Who a phrase is not: whom a comma parts from it, though it is no apposition (*Me Untel, le gendarme et
    le témoin*), or whose description holds it (*l'adjoint au maire*).
    """
    comma = sentence.line.surface(phrase.first - 1) == ","
    around = sentence.heads.get(phrase.head)
    return around or (sentence.heads.get(phrase.first - 2) if comma else None)


def _described(
    text: str, phrase: Phrase, reader: Reader, holder: Figure | None, other: Figure | None = None
) -> Figure:
    """The figure of a description; a body takes its own words for its name, and the acronym after them."""
    figure = reader.description(phrase, text[slice(*phrase.bare)], holder, other)
    if figure.kind != "organisation" or phrase.noun.sort != "body":
        return figure
    if not figure.names:
        figure.names.setdefault(figure.name, phrase.bare)
    if acronym := _ACRONYM.search(text, *phrase.span):
        figure.names.setdefault(acronym[1], acronym.span(1))
        reader.cast.alias(words_of(acronym[1]), figure)
    return figure
