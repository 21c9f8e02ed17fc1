"""Mentions of people, bodies and states on a page, and what each of them stands for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from selon.annotate.acronyms import spelled_out
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
_HANGS = 12  # tokens before a relative pronoun within which the noun that it takes up stands

_Item = NameSpot | Phrase | Pronoun


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its names and noun phrases; `heads` fills with the figure of each token."""

    line: Line
    spots: list[NameSpot]
    phrases: list[Phrase]
    heads: dict[int, Figure] = field(default_factory=dict)


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
        if spot is None or phrase.noun.sort != "office" or len(name_words(sentence.line.text, spot)) < 2:
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
            own_voice=own_voice and mention.kind != "demonym",
        )
        if isinstance(item, Phrase):
            sentence.heads[item.head] = mention.figure
        if not isinstance(item, Pronoun):
            for token in range(item.first, item.last):
                sentence.heads.setdefault(token, mention.figure)
        yield mention


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
        figure = _antecedent(sentence, item.first)
    elif item.sort == "last":
        figure = reader.last(item.gender, plural=item.plural)
    else:
        inverted = sentence.line.surfaces[item.first].startswith("-")
        speaking = inverted or speaks(sentence.line, item.first, item.last)
        quoted = sentence.line.sentence.level > 0
        figure = reader.pronoun(item.gender, plural=item.plural, speaking=speaking, quoted=quoted)
    return Told(item.span, figure, "pronoun") if figure else None


def _antecedent(sentence: _Read, index: int) -> Figure | None:
    """What *qui* takes up: the noun that the parse hangs its clause on, else what stands just before.

    The noun has the number of the verb: of several before it, the nearest that has (*les maires du Gers,
    réunis à Auch, qui s'inquiètent*).
    """
    line, heads = sentence.line, sentence.heads
    verb = line.tokens[line.tokens[index].head]
    hung = verb.head if verb.dep.startswith("acl") and verb.head < index else index
    beside = index - 2 if line.surface(index - 1) == "," else index - 1
    places = [hung, beside, *range(beside - 1, max(-1, index - _HANGS), -1)]
    number = _number(line, index)
    able = [heads[place] for place in places if place in heads]
    fitting = (figure for figure in able if number is None or figure.plural == (number == "p"))
    return next(fitting, heads.get(hung) or heads.get(beside))


def _number(line: Line, index: int) -> str | None:
    """The number that the verb after a relative pronoun shows: s, p; null where it shows none."""
    for token in line.tokens[index + 1 : index + _NEAR + 1]:
        if token.pos in ("VERB", "AUX") and "Number=" in token.morph:
            return "p" if "Number=Plur" in token.morph else "s"
    return None


def _name(line: Line, spot: NameSpot, reader: Reader) -> Told | None:
    if spot.sort == "demonym" and _is_somebody(line, spot):
        return Told((spot.start - _determined(line, spot), spot.end), _of_nation(line, spot, reader), "role")
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
    figure = reader.cast.figure_of(phrase.name, text) if phrase.name else None
    if figure is not None and phrase.name is not None:
        figure.names.setdefault(_plain(text, (phrase.name.start, phrase.name.end)), phrase.name.core)
        reader.unite(figure, phrase)
        reader.call(figure, phrase)
    elif holder and holder.kind == "organisation" and phrase.noun.lemma in names.words["anaphors.voices"]:
        return Told(phrase.span, holder, "role")
    else:
        done = sentence.heads.get(phrase.head) if phrase.noun.sort == "body" else None
        figure = done or _described(text, phrase, reader, holder)
    _hold(figure, holder, phrase)
    return Told(phrase.span, figure, "name" if phrase.name else "role", role, holder if role else None)


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
            if inner.head not in sentence.heads:
                sentence.heads[inner.head] = _described(text, inner, reader, None)
            return sentence.heads[inner.head]
    return None


def _described(text: str, phrase: Phrase, reader: Reader, holder: Figure | None) -> Figure:
    """The figure of a description; a body takes its own words for its name, and the acronym after them."""
    figure = reader.description(phrase, text[slice(*phrase.bare)], holder)
    if figure.kind != "organisation" or phrase.noun.sort != "body":
        return figure
    if not figure.names:
        figure.names.setdefault(figure.name, phrase.bare)
    if acronym := _ACRONYM.search(text, *phrase.span):
        figure.names.setdefault(acronym[1], acronym.span(1))
        reader.cast.alias(words_of(acronym[1]), figure)
    return figure
