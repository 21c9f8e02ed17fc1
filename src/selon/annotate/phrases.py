"""Noun phrases that name a source by what it is: *le porte-parole de la Maison Blanche*, *des médecins*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.spots import Line, NameSpot
from selon.lang.names import NameWords, Noun
from selon.records import Span

__all__ = ["Phrase", "find_phrases", "is_saying"]

_BREAKS = frozenset({"VERB", "AUX", "PUNCT", "SCONJ", "PRON", "CCONJ"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "X"})
_DE = frozenset({"de", "d", "du", "des"})
_OTHER = frozenset({"a", "au", "aux", "pour", "en", "chez", "aupres"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase headed by a noun for sources.

    Tokens `[first, last)`, without a contracted preposition; `noun` its class, `definite` one of `def`, `indef`, `dem`,
    `poss`, `bare`; `complement` the folded content words beside the head. `name` is a name in apposition or
    tied to the noun (*le ministre Untel*, *l'association Ferus*), `inside` the names within the complement.
    `bare` is the span without determiner and apposition: what the thing is called.
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


def find_phrases(text: str, line: Line, spots: Sequence[NameSpot], names: NameWords) -> list[Phrase]:
    """The phrases of a sentence in order; a phrase may lie within the complement of another."""
    at = {spot.first: spot for spot in spots}
    inside = {i for spot in spots if spot.sort != "demonym" for i in range(spot.first, spot.last)}
    phrases = []
    for index in range(len(line.tokens)):
        noun = names.nouns.get(line.folded[index]) or _compound(line, index, names)
        if index in inside:
            continue
        if noun and _is_noun(line, index, names):
            phrase = _phrase(text, line, index, noun, at, names)
            if _is_kept(line, phrase, names):
                phrases.append(phrase)
        elif noun is None and (unlisted := _unlisted(line, index, at, names)):
            phrases.append(_phrase(text, line, index, unlisted, at, names))
    return _apposed(line, spots, _outermost(line, phrases))


def _compound(line: Line, index: int, names: NameWords) -> Noun | None:
    """The noun of the lists that a token ends, where the tokeniser cut it at its hyphen (start-up)."""
    if index < 2 or line.surfaces[index - 1] != "-":
        return None
    return names.nouns.get("-".join((line.folded[index - 2], line.folded[index])))


def _outermost(line: Line, phrases: list[Phrase]) -> list[Phrase]:
    """Each name with one phrase, the outermost (le secrétaire d'État Untel)."""
    taken: set[int] = set()
    result = []
    for phrase in phrases:
        if phrase.name and phrase.name.first in taken:
            if phrase.definite == "bare":
                continue
            last = phrase.head + 1
            end = line.tokens[last - 1].end
            phrase = replace(phrase, name=None, last=last, span=(phrase.span[0], end), bare=(phrase.bare[0], end))
        elif phrase.name:
            taken.add(phrase.name.first)
        result.append(phrase)
    return result


def _apposed(line: Line, spots: Sequence[NameSpot], phrases: list[Phrase]) -> list[Phrase]:
    """The phrases, those that stand in apposition to a name before them with that name."""
    before = {spot.last: spot for spot in spots}
    taken = {phrase.name.first for phrase in phrases if phrase.name}
    result = []
    for phrase in phrases:
        comma = phrase.first - 1
        spot = before.get(comma)
        fits = spot is not None and spot.sort in ("person", "unknown") and spot.first not in taken
        if fits and spot is not None and line.surfaces[comma] == "," and _is_apposition(line, phrase):
            phrase = replace(phrase, first=spot.first, span=(spot.start, phrase.span[1]), name=_as_named(phrase.noun, spot))
        result.append(phrase)
    return result


def _is_apposition(line: Line, phrase: Phrase) -> bool:
    if phrase.noun.sort not in ("office", "person") or phrase.number != "s" or phrase.name:
        return False
    if phrase.definite not in ("bare", "def", "indef"):
        return False
    after = line.tokens[phrase.last].pos if phrase.last < len(line.tokens) else "PUNCT"
    return after not in ("CCONJ", "AUX", "VERB") or phrase.definite == "bare"


def _is_kept(line: Line, phrase: Phrase, names: NameWords) -> bool:
    """Leaves out bare nouns inside a clause, places that do nothing, and a source of something (source d'ennuis)."""
    if phrase.name:
        return True
    if phrase.definite == "bare" and not _stands_free(line, phrase.head, names):
        return False
    lemma, head = phrase.noun.lemma, phrase.head
    if lemma in names.words["anaphors.places"]:
        return line.tokens[head].dep.startswith("nsubj") or _is_source(line, head, names)
    if lemma == "personne" and phrase.definite == "bare":
        return False
    after = [line.folded[i].strip("'’") for i in range(head + 1, min(head + 3, len(line.tokens)))]
    bare_complement = len(after) == 2 and line.tokens[head + 2].pos == "NOUN" and after[0] in ("de", "d")
    return not (lemma == "source" and bare_complement)


def _stands_free(line: Line, index: int, names: NameWords) -> bool:
    """Whether a noun without determiner is a subject, an apposition, or the source of *selon*."""
    token = line.tokens[index]
    before = line.surfaces[index - 1] if index else ""
    if line.folded[index] in ("source", "sources"):
        return True
    return before == "," or token.dep.startswith("nsubj") or _is_source(line, index, names)


def _unlisted(line: Line, index: int, at: Mapping[int, NameSpot], names: NameWords) -> Noun | None:
    """What a noun outside the lists is, where it speaks or stands before a person's name."""
    token = line.tokens[index]
    if line.folded[index] in names.words["pronouns.indefinite"] and _speaks(line, index, names):
        return Noun(line.folded[index], "group", "m", "p")
    if token.pos != "NOUN" or token.masked:
        return None
    beside = at.get(index + 1)
    before = line.folded[index - 1].strip("'’") if index else ""
    gender = "m" if "Gender=Masc" in token.morph else "f" if "Gender=Fem" in token.morph else "x"
    if beside and beside.sort == "person" and _is_determiner(before, names) and not beside.titled:
        return Noun(line.folded[index], "person", gender, "x")
    if not _speaks(line, index, names):
        return None
    human = line.folded[index].endswith(tuple(names.words["roles.person_endings"]))
    return Noun(line.folded[index], "person" if human else "other", gender, "x")


def _speaks(line: Line, index: int, names: NameWords) -> bool:
    """Whether any noun at all is the subject of a verb of saying, or the source of *selon*."""
    token = line.tokens[index]
    if token.pos not in ("NOUN", "PRON") or token.masked:
        return False
    said = token.dep == "nsubj" and is_saying(line, token.head, names)
    return said or _is_source(line, index, names)


def is_saying(line: Line, index: int, names: NameWords) -> bool:
    """Whether a token is a verb of saying, its lemma or what is left of it, or any verb just after a quotation."""
    token, verbs = line.tokens[index], names.words["speech.verbs"]
    if token.lemma in verbs or token.lemma + "r" in verbs or token.lemma + "er" in verbs:
        return True
    before = line.tokens[max(0, index - 4) : index]
    return token.pos in ("VERB", "AUX") and any(t.masked for t in before)


def _is_source(line: Line, index: int, names: NameWords) -> bool:
    first = index
    while first > 0 and line.tokens[first - 1].pos in ("DET", "ADJ", "NUM") and index - first < 4:
        first -= 1
    before = [word.strip("'’") for word in line.folded[max(0, first - 2) : first]]
    return before[-1:] == ["selon"] or before in (["d", "apres"], ["aupres", "de"])


def _is_noun(line: Line, index: int, names: NameWords) -> bool:
    token = line.tokens[index]
    if " ".join(word.strip("'’") for word in line.folded[max(0, index - 3) : index + 1]) in names.words["roles.fixed"]:
        return False
    if token.pos in ("NOUN", "PROPN"):
        previous = names.nouns.get(line.folded[index - 1]) if index else None
        return not (previous and previous.sort in ("office", "person") and token.dep == "amod")
    if index > 1 and line.surfaces[index - 1] == "-":
        return True
    first = index - 1
    while first > 0 and line.tokens[first].pos == "ADJ":
        first -= 1
    before = line.folded[first].strip("'’") if index else ""
    after = line.tokens[index + 1].pos if index + 1 < len(line.tokens) else "PUNCT"
    return token.pos in ("ADJ", "VERB") and after != "NOUN" and _is_determiner(before, names)


def _is_determiner(word: str, names: NameWords) -> bool:
    return any(word in names.words[f"determiners.{kind}"] for kind in _KINDS)


_KINDS: Mapping[str, str] = {
    "demonstrative": "dem", "possessive": "poss", "definite": "def", "indefinite": "indef",
}  # fmt: skip


def _phrase(
    text: str, line: Line, head: int, noun: Noun, at: Mapping[int, NameSpot], names: NameWords
) -> Phrase:
    first, definite = _left(line, head, names)
    first, definite = _quantified(line, first, definite, names)
    last, name = _right(line, head, noun, at, names)
    core_last = name.first if name else last
    while core_last > head + 1 and line.tokens[core_last - 1].pos == "PUNCT" and line.surfaces[core_last - 1] == ",":
        core_last -= 1
    number = noun.number if noun.number != "x" else _number(line, first, head, names)
    if definite == "indef" and line.folded[first] in ("un", "une"):
        number = "s"
    start = first
    while start < head and _is_determiner(line.folded[start].strip("'’"), names):
        start += 1
    outer = first + (line.folded[first] in names.words["determiners.contracted"] and definite == "def" and first < head)
    content = [
        line.folded[i] for i in range(start, core_last)
        if i != head and line.tokens[i].pos in _CONTENT and line.folded[i][-1:].isalnum()
    ]  # fmt: skip
    held = tuple(at[i] for i in range(head + 1, core_last) if i in at)
    tokens = line.tokens
    return Phrase(
        first=outer,
        head=head,
        last=last,
        span=(tokens[outer].start, tokens[last - 1].end),
        bare=(tokens[start].start, tokens[core_last - 1].end),
        noun=noun,
        gender=_gender(line, first, head, noun),
        number=number,
        definite=definite,
        complement=frozenset(content),
        name=name,
        inside=held,
        role=" ".join(text[tokens[start].start : tokens[head].end].split()),
    )


def _gender(line: Line, first: int, head: int, noun: Noun) -> str:
    """That of the determiner, as the words of one gender have it, else of the noun."""
    word = line.folded[first] if first < head else ""
    if noun.gender == "x" and word in ("la", "une", "cette", "sa", "ma"):
        return "f"
    return "m" if noun.gender == "x" and word in ("le", "un", "ce", "cet", "du", "au") else noun.gender


def _number(line: Line, first: int, head: int, names: NameWords) -> str:
    if "Number=Plur" in line.tokens[head].morph:
        return "p"
    plural = {"les", "des", "ces", "ses", "leurs", "aux", "nos", "mes", "vos", "plusieurs", "certains", "certaines"}
    return "p" if line.folded[first] in plural else "s"


def _left(line: Line, head: int, names: NameWords) -> tuple[int, str]:
    """The first token of the phrase and the kind of its determiner."""
    first = head
    if first > 1 and line.surfaces[first - 1] == "-":
        first -= 2
    while first > 0 and head - first < 5:
        token, word = line.tokens[first - 1], line.folded[first - 1].strip("'’")
        if _is_determiner(word, names) and token.pos in ("DET", "ADP", "NUM", "PRON", "ADJ"):
            return _determined(line, first - 1, names)
        if token.pos not in ("ADJ", "NUM", "NOUN", "PROPN") or token.masked or word in names.nouns and token.pos == "NOUN":
            break
        if token.pos in ("NOUN", "PROPN") and word not in ("ex", "vice", "-", "co", "premier"):
            break
        first -= 1
    return (first, "bare") if first == head or line.tokens[first].pos != "NUM" else (first, "indef")


def _quantified(line: Line, first: int, definite: str, names: NameWords) -> tuple[int, str]:
    """The phrase with a quantity before it: *plus de 1.000*, *41 % des*, *une centaine de*, *bon nombre de*."""
    index = first
    if index and line.folded[index - 1].strip("'’") in ("de", "d", "des"):
        index -= 1
    elif line.folded[first].strip("'’") not in ("de", "d", "des"):
        return first, definite
    if not index or line.folded[index - 1] not in names.words["determiners.quantities"]:
        return first, definite
    index -= 1
    while index and first - index < 6 and line.tokens[index - 1].pos in ("DET", "NUM", "ADJ"):
        index -= 1
    return index, "indef"


def _determined(line: Line, first: int, names: NameWords) -> tuple[int, str]:
    word = line.folded[first].strip("'’")
    kind = next(kind for key, kind in _KINDS.items() if word in names.words[f"determiners.{key}"])
    if word == "des":
        kind = "indef" if line.tokens[first].pos == "DET" else "def"
    before = line.folded[first - 1].strip("'’") if first else ""
    if kind == "indef" and line.tokens[first].pos in ("NUM", "ADJ") and before in names.words["determiners.inner"]:
        return _determined(line, first - 1, names)
    if before in ("un", "une", "certains", "certaines", "plusieurs") and word in ("de", "des", "d"):
        return first - 1, "indef"
    if before in ("de", "d") and first > 1 and line.folded[first - 2] in ("un", "une"):
        return first - 2, "indef"
    if word in ("de", "d"):
        return first + 1, "bare"
    return first, kind


def _right(
    line: Line, head: int, noun: Noun, at: Mapping[int, NameSpot], names: NameWords
) -> tuple[int, NameSpot | None]:
    """The end of the phrase over its complements, and the name it is tied to."""
    index = head + 1
    while index < len(line.tokens):
        spot = at.get(index)
        if spot is None and noun.sort == "body" and line.tokens[index].pos == "DET":
            beside = at.get(index + 1)
            if beside and beside.sort in ("organisation", "unknown") and _is_beside(line, head, index):
                return beside.last, _as_named(noun, beside)
        if spot and spot.sort != "demonym":
            if _takes(noun, spot, head) and _is_beside(line, head, index):
                return spot.last, _as_named(noun, spot)
            if noun.sort in ("office", "person") and spot.sort != "person" and _is_beside(line, head, index):
                index = spot.last
                continue
            break
        further = _over_complement(line, head, index, at, names)
        if further == index:
            break
        index = further
    if noun.sort in ("office", "person") and (spot := _name_after(line, index, at)):
        return spot.last, _as_named(noun, spot)
    return index, None


def _name_after(line: Line, index: int, at: Mapping[int, NameSpot]) -> NameSpot | None:
    """The name in apposition: after a comma, at once or beyond a rest without verb (à Nantes, (84 ans), ...)."""
    for comma in range(index, min(index + 9, len(line.tokens) - 1)):
        token = line.tokens[comma]
        if line.surfaces[comma] == ",":
            spot = at.get(comma + 1)
            named = spot is not None and (spot.sort == "person" or (spot.sort == "unknown" and comma == index))
            return spot if named and spot is not None and _ends_apposition(line, spot.last) else None
        if token.masked or token.pos in ("VERB", "AUX", "PRON", "SCONJ", "CCONJ"):
            return None
        if token.pos == "PUNCT" and line.surfaces[comma] not in ("(", ")"):
            return None
    return None


def _as_named(noun: Noun, spot: NameSpot) -> NameSpot:
    """The name as what the noun says it is: an office makes a person of it."""
    if spot.key is not None:
        return spot
    return replace(spot, sort="person" if noun.sort in ("office", "person") else "organisation")


def _takes(noun: Noun, spot: NameSpot, head: int) -> bool:
    if noun.sort in ("office", "person", "other"):
        return spot.sort == "person" or (spot.sort == "unknown" and spot.first == head + 1)
    return spot.sort in ("organisation", "unknown") or (spot.sort == "person" and noun.sort == "body")


def _is_beside(line: Line, head: int, index: int) -> bool:
    return line.tokens[index - 1].pos not in ("ADP", "DET")


def _ends_apposition(line: Line, index: int) -> bool:
    """Whether what follows a name shows that it is no first member of a list."""
    return index >= len(line.tokens) or line.tokens[index].pos != "CCONJ"


def _over_complement(
    line: Line, head: int, index: int, at: Mapping[int, NameSpot], names: NameWords
) -> int:
    """The end of one more adjective, acronym or prepositional complement from `index`; `index` if there is none."""
    token, word = line.tokens[index], line.folded[index].strip("'’")
    if token.masked:
        return index
    if word == "-" or (line.surfaces[index - 1] == "-" and token.pos not in ("PUNCT", "PRON")):
        return index + 1 if index + 1 < len(line.tokens) and not line.surfaces[index + 1].startswith("t") else index
    if token.pos == "ADJ" or (index in at and at[index].sort == "demonym"):
        return index + 1
    if word == "(" and index + 2 < len(line.tokens) and line.surfaces[index + 2] == ")":
        return index + 3 if line.surfaces[index + 1][:1].isupper() else index
    if word in ("charge", "chargee", "charges", "chargees") and line.folded[min(index + 1, len(line.tokens) - 1)] in _DE:
        return index + 1
    if word == "et" and index > head + 2 and _is_coordinated(line, head, index):
        return _over_noun(line, index + 1, at, names) or index
    if word in _DE or (word in _OTHER and _is_held(line, head, index) and not _is_own(line, index + 1, names)):
        return _over_noun(line, index + 1, at, names) or index
    return index


def _is_coordinated(line: Line, head: int, index: int) -> bool:
    """Whether *et* joins two nouns of the complement (l'Intérieur et des Outre-mer)."""
    after = next((i for i in range(index + 1, min(index + 5, len(line.tokens))) if line.tokens[i].pos == "NOUN"), 0)
    return bool(after) and line.tokens[after].dep == "conj" and head < line.tokens[after].head < index


def _is_own(line: Line, index: int, names: NameWords) -> bool:
    return index < len(line.tokens) and line.folded[index] in names.words["determiners.possessive"]


def _is_held(line: Line, head: int, index: int) -> bool:
    """Whether the parse hangs what follows a preposition on the phrase."""
    governed = line.tokens[index].head
    return head <= line.tokens[governed].head < governed and line.tokens[governed].dep == "nmod"


def _over_noun(line: Line, index: int, at: Mapping[int, NameSpot], names: NameWords) -> int:
    """The end of determiner, adjectives and noun or name from `index`; 0 when there is no noun."""
    limit = min(len(line.tokens), index + 5)
    while index < limit and line.tokens[index].pos in ("DET", "ADJ", "NUM", "ADP") and index not in at:
        index += 1
    if index >= len(line.tokens):
        return 0
    if index in at:
        return at[index].last
    token = line.tokens[index]
    if token.pos not in ("NOUN", "PROPN", "X") or token.masked:
        return 0
    index += 1
    while index < len(line.tokens) and line.tokens[index].pos == "PROPN" and index not in at:
        index += 1
    beside = at.get(index)
    tied = beside is not None and beside.sort in ("organisation", "unknown", "state")
    return beside.last if tied and beside is not None else index
