"""Mentions of people, bodies and states on a page, and what each of them stands for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.annotate.entities import Cast, Figure, name_words
from selon.annotate.phrases import Phrase, find_phrases, is_saying
from selon.annotate.resolution import Reader
from selon.annotate.sentences import Sentence
from selon.annotate.spots import Line, NameSort, NameSpot, find_names, read_line
from selon.lang import LanguagePack
from selon.lang.names import NameWords, words_of
from selon.records import Document, Entity, Mention, MentionKind, Span, annotation_id

__all__ = ["find_mentions", "mention_of"]

_ACRONYM = re.compile(r"\(([A-ZÀ-Ý][\w.-]{1,11})\)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention before it has an id."""

    span: Span
    figure: Figure
    kind: MentionKind
    role: str | None = None
    organisation: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its names and noun phrases."""

    line: Line
    spots: list[NameSpot]
    phrases: list[Phrase]


def find_mentions(
    document: Document, sentences: Sequence[Sentence], pack: LanguagePack
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions of a page in order of start, and the entities they resolve to in order of first mention.

    Names come first: the whole page is read for full names before any surname, description or pronoun is resolved.
    Time is linear in the page.
    """
    names, text = pack.names, document.text
    read = []
    cast = Cast(names)
    lines = [read_line(text, number, sentence, names) for number, sentence in enumerate(sentences)]
    named = [find_names(text, line, names) for line in lines]
    for spot in (spot for spots in named for spot in spots):
        cast.register(spot, text)
    for line, seen in zip(lines, named, strict=True):
        spots = [cast.without_label(spot, text) for spot in seen]
        phrases = find_phrases(text, line, spots, names)
        for phrase in phrases:
            if phrase.name:
                cast.register(phrase.name, text)
        read.append(_Read(line, spots, phrases))
    found = list(_resolve(text, read, cast, names))
    return _records(document, found)


def mention_of(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """The mention that a source span stands for: the one that begins where it begins, the longest of several.

    A determiner or a few words may stand before it. Null when the span only holds a mention further in
    (*les équipes d'Untel*).
    """
    inside = [m for m in mentions if m.start < span[1] and m.end > span[0]]
    near = [m for m in inside if m.start <= span[0] + 4]
    return min(near, key=lambda m: (max(m.start, span[0]), -m.end), default=None)


def _resolve(text: str, read: Sequence[_Read], cast: Cast, names: NameWords) -> Iterator[_Found]:
    reader = Reader(cast, names)
    for page in read:
        if page.line.sentence.level == 0:
            reader.ordinal += 1
        heads: dict[int, Figure] = {}
        for index, item in _items(page, names):
            mention = _mention(text, page, index, item, reader, names, heads)
            if mention is None:
                continue
            first, last = _range(item, index)
            reader.see(
                mention.figure,
                subject=_is_subject(page.line, first, last),
                speaks=_speaks(page.line, first, last, names),
                own_voice=page.line.sentence.level == 0 and mention.kind != "demonym",
            )
            if isinstance(item, Phrase):
                heads[item.head] = mention.figure
            if not isinstance(item, str):
                for token in range(item.first, item.last):
                    heads.setdefault(token, mention.figure)
            yield mention


_Item = NameSpot | Phrase | str


def _items(page: _Read, names: NameWords) -> list[tuple[int, _Item]]:
    """Names, phrases and pronouns by their first token; a name that a phrase has taken stands with it."""
    taken = {phrase.name.first for phrase in page.phrases if phrase.name}
    items: list[tuple[int, _Item]] = [(spot.first, spot) for spot in page.spots if spot.first not in taken]
    items += [(phrase.first, phrase) for phrase in page.phrases]
    items += list(_pronouns(page.line, names))
    return sorted(items, key=lambda item: (item[0], -item[1].last if not isinstance(item[1], str) else 0))


def _pronouns(line: Line, names: NameWords) -> Iterator[tuple[int, str]]:
    for index, word in enumerate(line.folded):
        form = names.pronouns.get(word.lstrip("-"))
        if form and line.tokens[index].pos == "PRON" and not _is_impersonal(line, index, names):
            yield index, form
        elif word in names.words["pronouns.relatives"] and line.tokens[index].pos == "PRON":
            yield index, "qui"
        elif word == "ce" or word.startswith(("cette", "ces", "l'", "le", "la")):
            for length in (2, 3):
                phrase = words_of(" ".join(line.surfaces[index : index + length]))
                if phrase in names.last:
                    yield index, names.last[phrase] + str(length)
                    break


def _is_impersonal(line: Line, index: int, names: NameWords) -> bool:
    if line.folded[index].lstrip("-") != "il":
        return False
    verb = line.tokens[line.tokens[index].head]
    if verb.lemma in names.words["pronouns.impersonal"]:
        return True
    after = " ".join(line.folded[index + 1 : index + 5]).replace("' ", "'").replace("’ ", "'")
    return any(after.startswith(phrase) for phrase in names.words["pronouns.impersonal_phrases"])


def _mention(
    text: str,
    page: _Read,
    index: int,
    item: _Item,
    reader: Reader,
    names: NameWords,
    heads: dict[int, Figure],
) -> _Found | None:
    if isinstance(item, NameSpot):
        return _name(text, page.line, item, reader, names)
    if isinstance(item, Phrase):
        return _phrase(text, item, page, reader, names, heads)
    if item == "qui":
        figure = _antecedent(page.line, index, heads)
        return _Found(_span(page.line, index, 1), figure, "pronoun") if figure else None
    length = int(item[2]) if len(item) > 2 else 1
    if length > 1:
        figure = reader.last(item[0], plural=item[1] == "p")
        return _Found(_span(page.line, index, length), figure, "pronoun") if figure else None
    speaking = _speaks(page.line, index, index + 1, names) or page.line.surfaces[index].startswith("-")
    figure = reader.pronoun(item[0], plural=item[1] == "p", speaking=speaking)
    return _Found(_span(page.line, index, length), figure, "pronoun") if figure else None


def _antecedent(line: Line, index: int, heads: dict[int, Figure]) -> Figure | None:
    """What *qui* takes up: the noun that the parse hangs its clause on, else what stands just before."""
    verb = line.tokens[line.tokens[index].head]
    if verb.dep.startswith("acl") and verb.head < index and verb.head in heads:
        return heads[verb.head]
    before = index - 1 - (index > 1 and line.surfaces[index - 1] == ",")
    return heads.get(before)


def _span(line: Line, index: int, length: int) -> Span:
    token = line.tokens[index]
    start = token.start + (len(token.text) - len(token.text.lstrip("-")) if length == 1 else 0)
    return min(start, token.end - 1), line.tokens[min(index + length, len(line.tokens)) - 1].end


def _figure(text: str, spot: NameSpot, reader: Reader, names: NameWords) -> Figure | None:
    cast = reader.cast
    if spot.key is not None:
        return cast.known(spot, text)
    words = name_words(text, spot)
    if not words:
        return None
    whole = len(words) > 1 and words[0] not in names.words["particles.inside"]
    if spot.sort == "person" and whole:
        return cast.person(words, spot, text)
    figure = cast.surname(words, spot)
    if figure is None and spot.sort == "organisation":
        return cast.organisation(words, text[slice(*spot.core)], spot.core)
    if figure is None and spot.sort == "person":
        return cast.person(words, spot, text)
    return figure


def _name(text: str, line: Line, spot: NameSpot, reader: Reader, names: NameWords) -> _Found | None:
    figure = _figure(text, spot, reader, names)
    if figure is None and _speaks(line, spot.first, spot.last, names):
        figure = _figure(text, replace(spot, sort=_guess(line, spot, names)), reader, names)
    if figure is None:
        return None
    if spot.sort != "demonym" and figure.kind in ("person", "organisation") and spot.key is None:
        figure.names.setdefault(" ".join(text[spot.start : spot.end].split()), spot.core)
    return _Found((spot.start, spot.end), figure, "demonym" if spot.sort == "demonym" else "name")


def _guess(line: Line, spot: NameSpot, names: NameWords) -> NameSort:
    """What an unknown name that speaks is: a person if it begins as one, else a body."""
    return "person" if line.folded[spot.first].split("-")[0] in names.first_names else "organisation"


def _phrase(
    text: str, phrase: Phrase, page: _Read, reader: Reader, names: NameWords, heads: dict[int, Figure]
) -> _Found | None:
    holder = _holder(text, phrase, page, reader, names, heads)
    role = phrase.role if phrase.noun.sort in ("office", "person") else None
    figure = _figure(text, phrase.name, reader, names) if phrase.name else None
    if figure is not None and phrase.name is not None:
        figure.names.setdefault(" ".join(text[phrase.name.start : phrase.name.end].split()), phrase.name.core)
        reader.unite(figure, phrase)
        reader.call(figure, phrase)
    elif phrase.noun.lemma in names.words["anaphors.voices"] and holder and holder.kind == "organisation":
        return _Found(phrase.span, holder, "role")
    else:
        figure = heads.get(phrase.head) if phrase.noun.sort == "body" else None
        figure = figure or _described(text, phrase, reader, holder)
    if role and holder is not None and figure.holder is None:
        figure.holder = holder
    if figure.country is None and holder is not None and phrase.noun.sort in ("office", "body"):
        figure.country = holder.country
    return _Found(phrase.span, figure, "name" if phrase.name else "role", role, holder if role else None)


def _name_body(text: str, phrase: Phrase, figure: Figure, reader: Reader) -> None:
    """Notes the name of a body that a noun heads, and the acronym after it."""
    if not figure.names:
        figure.names.setdefault(figure.name, phrase.bare)
    if acronym := _ACRONYM.search(text, *phrase.span):
        figure.names.setdefault(acronym[1], acronym.span(1))
        reader.cast.alias(words_of(acronym[1]), figure)


def _holder(
    text: str, phrase: Phrase, page: _Read, reader: Reader, names: NameWords, heads: dict[int, Figure]
) -> Figure | None:
    """The body or state that a role or paper belongs to: by name, else under a common noun."""
    for spot in (*phrase.inside, *([phrase.name] if phrase.name else [])):
        if spot.sort in ("organisation", "state", "demonym"):
            return _figure(text, spot, reader, names)
    for inner in page.phrases:
        if phrase.head < inner.head < phrase.last and inner.noun.sort == "body" and inner.definite == "def":
            return heads.setdefault(inner.head, _described(text, inner, reader))
    return None


def _described(text: str, phrase: Phrase, reader: Reader, holder: Figure | None = None) -> Figure:
    figure = reader.description(phrase, text[slice(*phrase.bare)], holder)
    if figure.kind == "organisation" and phrase.noun.sort == "body":
        _name_body(text, phrase, figure, reader)
    return figure


def _range(item: _Item, index: int) -> tuple[int, int]:
    return (index, index + 1) if isinstance(item, str) else (item.first, item.last)


def _head(line: Line, first: int, last: int) -> int:
    """The token of a range whose head lies outside it."""
    inside = range(first, last)
    return next((i for i in inside if line.tokens[i].head not in inside or line.tokens[i].head == i), first)


def _is_subject(line: Line, first: int, last: int) -> bool:
    dep = line.tokens[_head(line, first, last)].dep
    return dep.startswith(("nsubj", "obl:agent")) or _verb_after(line, first, last) is not None


def _verb_after(line: Line, first: int, last: int) -> int | None:
    """The verb that follows at once, or beyond what stands between commas; null after a preposition."""
    if first and line.tokens[first - 1].pos == "ADP":
        return None
    index, count = last, len(line.tokens)
    if index < count and line.surfaces[index] == ",":
        index = next((i + 1 for i in range(index + 1, min(index + 9, count)) if line.surfaces[i] == ","), count)
    while index < count and line.tokens[index].pos in ("ADV", "PRON") and line.folded[index] != "qui":
        index += 1
    if index >= count or line.tokens[index].pos not in ("VERB", "AUX"):
        return None
    head = line.tokens[index].head
    return head if line.tokens[index].pos == "AUX" and line.tokens[head].pos == "VERB" else index


def _speaks(line: Line, first: int, last: int, names: NameWords) -> bool:
    """Whether a mention is the subject of a verb of saying, before or after it, or the source of *selon*."""
    token = line.tokens[_head(line, first, last)]
    after = _verb_after(line, first, last)
    if after is not None and is_saying(line, after, names):
        return True
    if not is_saying(line, token.head, names):
        return first > 0 and line.folded[first - 1] == "selon"
    if token.dep.startswith("nsubj"):
        return True
    while first > 0 and line.tokens[first - 1].pos in ("DET", "NUM", "ADJ"):
        first -= 1
    return token.head < first < token.head + 5 and line.tokens[first - 1].pos in ("VERB", "AUX", "ADV")


def _records(document: Document, found: Sequence[_Found]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    found = [replace(m, figure=m.figure.head(), organisation=m.organisation and m.organisation.head()) for m in found]
    first: dict[int, int] = {}
    for mention in found:
        first.setdefault(mention.figure.number, mention.span[0])
    figures = {m.figure.number: m.figure for m in found}
    for mention in found:
        if mention.organisation is not None:
            figures.setdefault(mention.organisation.number, mention.organisation)
            first.setdefault(mention.organisation.number, mention.span[0])
    ids: dict[int, str] = {}
    entities, taken = [], set[str]()
    for number in sorted(figures, key=lambda n: (first[n], n)):
        entity = _entity(document, figures[number], taken)
        ids[number] = entity.id
        taken.add(entity.id)
        entities.append(entity)
    mentions: list[Mention] = []
    seen = set[str]()
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1])):
        name = annotation_id(document.id, "m", *mention.span, seen)
        seen.add(name)
        holder = ids[mention.organisation.number] if mention.organisation else None
        mentions.append(Mention(name, *mention.span, ids[mention.figure.number], mention.kind, mention.role, holder))
    return tuple(mentions), tuple(entities)


def _entity(document: Document, figure: Figure, taken: set[str]) -> Entity:
    """The record of a figure: the fullest of its names, the others as aliases, the id of the fullest's place."""
    name, span = figure.name, figure.span
    if figure.kind in ("person", "organisation", "state") and figure.names:
        fullest = max(figure.names, key=lambda n: (len(words_of(n)), len(n)))
        name, span = (figure.name, figure.names[fullest]) if figure.kind != "organisation" else (fullest, figure.names[fullest])
    aliases = tuple(other for other in figure.names if other != name)
    return Entity(annotation_id(document.id, "n", *span, taken), name, aliases, figure.kind, figure.country)
