"""Noun phrases that name a source by what it is: *le porte-parole de la Maison Blanche*, *des médecins*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.extents import left_end, named_as, right_end
from selon.annotate.lines import Line
from selon.annotate.saying import is_saying, is_source
from selon.annotate.spots import NameSpot
from selon.lang.names import Noun
from selon.records import Span

__all__ = ["Phrase", "find_phrases"]

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "X"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase headed by a noun for sources.

    Tokens `[first, last)`, without a contracted preposition; `noun` its class, `definite` one of `def`,
    `indef`, `dem`, `poss`, `bare`; `complement` the folded content words beside the head. `name` is a name in
    apposition or tied to the noun (*le ministre Untel*, *l'association Ferus*), `inside` the names within the
    complement. `own` tells that a common noun after *de* or an acronym in brackets says which one it is (*la
    chaîne de commandement*, *l'agence du médicament (ANSM)*), `tied` of any *de*. `bare` is the span without
    determiner and apposition: what the thing is called.
    """

    first: int
    head: int
    last: int
    span: Span
    bare: Span
    noun: Noun
    gender: str
    number: str
    definite: str
    complement: frozenset[str]
    name: NameSpot | None
    inside: tuple[NameSpot, ...]
    role: str
    own: bool = False
    tied: bool = False


def find_phrases(line: Line, spots: Sequence[NameSpot]) -> list[Phrase]:
    """The phrases of a sentence in order; a phrase may lie within the complement of another."""
    at = {spot.first: spot for spot in spots}
    inside = {i for spot in spots if spot.sort != "demonym" for i in range(spot.first, spot.last)}
    phrases = []
    for index in range(len(line.tokens)):
        if index in inside:
            continue
        noun = line.names.nouns.get(line.words[index]) or _compound(line, index)
        if noun and _is_noun(line, index):
            phrase = _phrase(line, index, noun, at)
            if phrase.first not in inside and _is_kept(line, phrase):
                phrases.append(phrase)
        elif noun is None and (unlisted := _unlisted(line, index, at)):
            phrase = _phrase(line, index, unlisted, at)
            if phrase.first not in inside:
                phrases.append(phrase)
    return _apposed(line, spots, _outermost(line, phrases))


def _compound(line: Line, index: int) -> Noun | None:
    """The noun of the lists that ends here: cut at its hyphen (start-up), or with a prefix (ex-animateur)."""
    prefix, _, rest = line.words[index].partition("-")
    if rest and prefix in line.names.words["roles.prefixes"]:
        return line.names.nouns.get(rest)
    if index < 2 or line.surfaces[index - 1] != "-":
        return None
    return line.names.nouns.get(f"{line.words[index - 2]}-{line.words[index]}")


def _is_noun(line: Line, index: int) -> bool:
    """Whether a word of the lists is a noun here, by the parse or its determiner, in no set phrase."""
    if _is_fixed(line, index) or _is_verbal(line, index):
        return False
    token = line.tokens[index]
    if token.pos in ("NOUN", "PROPN"):
        previous = line.names.nouns.get(line.words[index - 1]) if index else None
        return not (previous and previous.sort in ("office", "person") and token.dep == "amod")
    if index > 1 and line.surfaces[index - 1] == "-":
        return True
    first = index - 1
    while line.pos(first) == "ADJ":
        first -= 1
    return token.pos in ("ADJ", "VERB") and line.pos(index + 1) != "NOUN" and line.is_determiner(first)


def _is_fixed(line: Line, index: int) -> bool:
    """Whether a word ends a set phrase (*au cours*), or is another without its accent (*les retraites*)."""
    endings = (" ".join(line.words[max(0, index - back) : index + 1]) for back in (1, 2, 3))
    if any(ending in line.names.words["roles.fixed"] for ending in endings):
        return True
    return line.is_in(index, "roles.unaccented") and line.surfaces[index].lower() == line.words[index]


def _is_verbal(line: Line, index: int) -> bool:
    """Whether a word for an office or person is a verb here: it has no determiner of its own but an object or
    quantity behind it (*représentant 38 % des cas*, *juge la Cour*), or a clitic before it (*on en juge*).
    """
    noun, before = line.names.nouns.get(line.words[index]), index - 1
    if noun is None or noun.sort not in ("office", "person") or line.surfaces[index][:1].isupper():
        return False
    if line.pos(before) == "PRON" and line.is_in(before, "pronouns.clitics"):
        return True
    while line.pos(before) == "ADJ":
        before -= 1
    if line.is_determiner(before) or line.pos(before) in ("ADP", "CCONJ", "NUM"):
        return False
    article = (
        line.pos(index + 1) == "DET"
        and line.surfaces[index + 1].islower()
        and not line.is_in(index + 1, "determiners.of")
    )
    participle = line.words[index].endswith("ant") and (
        line.pos(index + 1) in ("NUM", "PROPN") or line.is_in(index + 1, "determiners.quantities")
    )
    return article or participle


def _unlisted(line: Line, index: int, at: Mapping[int, NameSpot]) -> Noun | None:
    """What a noun outside the lists is, where it speaks or stands before a person's name."""
    token, word = line.tokens[index], line.words[index]
    if line.is_in(index, "pronouns.indefinite") and _says(line, index):
        return Noun(word, "group", "m", "p")
    if token.pos != "NOUN" or token.masked or line.is_in(index, "roles.nobody"):
        return None
    beside = at.get(index + 1)
    gender = "m" if "Gender=Masc" in token.morph else "f" if "Gender=Fem" in token.morph else "x"
    named = beside and beside.sort == "person" and not beside.titled and "Number=Plur" not in token.morph
    if named and line.is_determiner(index - 1) and not _is_matter(line, index):
        return Noun(word, "person", gender, "x")
    if not _says(line, index):
        return None
    human = word.endswith(tuple(line.names.words["roles.person_endings"]))
    if not human and not (token.dep == "nsubj" and is_saying(line, token.head)):
        return None
    return Noun(word, "person" if human else "other", gender, "x")


def _is_matter(line: Line, index: int) -> bool:
    """Whether a noun before a name is that of a minister's field or of a matter, and nobody (la Santé)."""
    before = index - 1
    while line.pos(before) in ("DET", "ADP"):
        before -= 1
    field = before < index - 1 and line.is_in(before, "roles.portfolio")
    return field or line.is_in(index, "labels.matters") or line.surfaces[index][:1].isupper()


def _says(line: Line, index: int) -> bool:
    token = line.tokens[index]
    if token.pos not in ("NOUN", "PRON") or token.masked:
        return False
    return (token.dep == "nsubj" and is_saying(line, token.head)) or is_source(line, index)


def _phrase(line: Line, head: int, noun: Noun, at: Mapping[int, NameSpot]) -> Phrase:
    first, definite = left_end(line, head)
    last, name = right_end(line, head, noun, at)
    core = name.first if name else last
    while core > head + 1 and (line.surfaces[core - 1] == "," or (name and line.pos(core - 1) == "DET")):
        core -= 1
    start = first
    while start < head and line.is_determiner(start):
        start += 1
    contracted = definite == "def" and first < head and line.is_in(first, "determiners.contracted")
    content = (i for i in range(start, core) if i != head and line.pos(i) in _CONTENT)
    return Phrase(
        first=first + contracted,
        head=head,
        last=last,
        span=line.span(first + contracted, last),
        bare=line.span(start, core),
        noun=noun,
        gender=_gender(line, first, head, noun),
        number=_number(line, first, head, noun),
        definite=definite,
        complement=frozenset(line.words[i] for i in content if line.words[i][-1:].isalnum()),
        name=name,
        inside=tuple(at[i] for i in range(head + 1, core) if i in at),
        role=" ".join(line.text[slice(*line.span(start, head + 1))].split()),
        own=_is_own(line, head, core),
        tied=any(line.is_in(i, "determiners.of") for i in range(head + 1, core)),
    )


def _is_own(line: Line, head: int, core: int) -> bool:
    """Whether *de* with a common noun follows the head, or an acronym in brackets stands in the phrase."""
    if any(line.surfaces[i] == "(" for i in range(head + 1, core)):
        return True
    after = next((i for i in range(head + 1, core) if line.is_in(i, "determiners.of")), core)
    noun = next((i for i in range(after + 1, core) if line.pos(i) not in ("DET", "ADJ", "NUM")), core)
    common = noun < core and line.pos(noun) == "NOUN" and line.surfaces[noun][:1].islower()
    return common and not line.is_in(noun, "anaphors.kinds")


def _gender(line: Line, first: int, head: int, noun: Noun) -> str:
    """That of the noun, else of the determiner, else the feminine of an adjective before it."""
    if noun.gender != "x" or first >= head:
        return noun.gender
    if line.is_in(first, "determiners.feminine"):
        return "f"
    if line.is_in(first, "determiners.masculine"):
        return "m"
    beside = [line.tokens[i].morph for i in range(first, head) if line.pos(i) == "ADJ"]
    return "f" if any("Gender=Fem" in morph for morph in beside) else "x"


def _number(line: Line, first: int, head: int, noun: Noun) -> str:
    if line.is_in(first, "determiners.one") and not line.is_in(first, "determiners.plural"):
        return "s"
    if noun.number != "x":
        return noun.number
    plural = "Number=Plur" in line.tokens[head].morph or line.is_in(first, "determiners.plural")
    return "p" if plural else "s"


def _is_kept(line: Line, phrase: Phrase) -> bool:
    """Leaves out bare nouns inside a clause, places that do nothing, a source of something else."""
    head, lemma = phrase.head, phrase.noun.lemma
    if line.is_in(phrase.first - 1, "determiners.none"):
        return False
    if phrase.name:
        return True
    if phrase.definite == "bare" and not _stands_free(line, head):
        return False
    if lemma in line.names.words["anaphors.places"]:
        return line.tokens[head].dep.startswith("nsubj") or is_source(line, head)
    if lemma in line.names.words["roles.voiceless"]:
        return line.pos(head + 2) != "NOUN" or not line.is_in(head + 1, "places.of")
    return not (phrase.definite == "bare" and lemma in line.names.words["pronouns.indefinite"])


def _stands_free(line: Line, index: int) -> bool:
    """Whether a noun without determiner is a subject, an apposition, or a source by its own meaning."""
    if line.names.nouns.get(line.words[index], _OTHER).lemma in line.names.words["roles.voiceless"]:
        return True
    subject = line.tokens[index].dep.startswith("nsubj")
    return line.surface(index - 1) == "," or subject or is_source(line, index)


_OTHER = Noun("", "other", "x", "x")


def _outermost(line: Line, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Each name with one phrase: the outermost (le secrétaire d'État Untel), but the office or person with an
    article that it follows at once (la sœur du président Untel).
    """
    taken: set[int] = set()
    result = []
    for phrase in phrases:
        if phrase.name is None or phrase.name.first not in taken:
            result.append(phrase)
        elif _is_nearer(line, phrase):
            result = [replace(other, name=None) if other.name == phrase.name else other for other in result]
            result.append(phrase)
        elif phrase.definite != "bare":
            end = line.tokens[phrase.head].end
            span, bare = (phrase.span[0], end), (phrase.bare[0], end)
            result.append(replace(phrase, name=None, last=phrase.head + 1, span=span, bare=bare))
        taken |= {phrase.name.first} if phrase.name else set()
    return result


def _is_nearer(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase within another is one person whom the name behind it names."""
    name = phrase.name
    single = phrase.noun.sort in ("office", "person") and phrase.number == "s" and phrase.definite == "def"
    listed = line.words[phrase.head] in line.names.nouns or _compound(line, phrase.head) is not None
    return name is not None and single and listed and "," not in line.surfaces[phrase.head : name.first]


def _apposed(line: Line, spots: Sequence[NameSpot], phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, those that stand in apposition to a name before them with that name; the name stands
    outside the phrase where an office before it has taken it (*le maréchal Untel, homme fort de l'Est*).
    """
    before = {spot.last: spot for spot in spots if spot.sort in ("person", "unknown")}
    taken = {phrase.name.first for phrase in phrases if phrase.name}
    result = []
    for phrase in phrases:
        spot = before.get(phrase.first - 1)
        if spot and spot.first not in taken and _is_apposition(line, phrase, spot):
            span, name = (spot.start, phrase.span[1]), named_as(phrase.noun, spot)
            result.append(replace(phrase, first=spot.first, span=span, name=name))
        elif (
            spot and spot.first in taken and _is_apposition(line, phrase, spot) and _ends_aside(line, phrase)
        ):
            result.append(replace(phrase, name=named_as(phrase.noun, spot)))
        else:
            result.append(phrase)
    return result


def _is_apposition(line: Line, phrase: Phrase, spot: NameSpot) -> bool:
    person = phrase.noun.sort in ("office", "person") and phrase.number == "s" and phrase.name is None
    if phrase.definite == "poss" and not _ends_aside(line, phrase):
        return False
    if not person or phrase.definite == "dem" or line.surface(phrase.first - 1) != ",":
        return False
    title = line.names.titles.get(line.surface(spot.first)) if spot.titled else None
    if phrase.definite == "def" and title == "x":
        return False  # who is *Maître* or *Docteur* is no other with an article
    return phrase.definite == "bare" or line.pos(phrase.last) not in ("CCONJ", "AUX", "VERB")


def _ends_aside(line: Line, phrase: Phrase) -> bool:
    """Whether a comma, a stop or *qui* ends an apposition."""
    return line.pos(phrase.last) == "PUNCT" or line.is_in(phrase.last, "pronouns.relatives")
