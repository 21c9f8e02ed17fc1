"""How far a noun phrase reaches: to its determiner on the left, over its complements on the right."""

from collections.abc import Mapping
from dataclasses import replace

from selon.annotate.lines import Line
from selon.annotate.saying import is_saying, is_source
from selon.annotate.spots import NameSpot
from selon.lang.names import Noun

__all__ = ["left_end", "named_as", "right_end"]

_LEFT = 5
_KINDS = (("demonstrative", "dem"), ("possessive", "poss"), ("definite", "def"), ("indefinite", "indef"))
_STOPS = frozenset({"VERB", "AUX", "PRON", "SCONJ", "CCONJ"})

_Spots = Mapping[int, NameSpot]


def left_end(line: Line, head: int) -> tuple[int, str]:
    """The first token of the phrase, its quantity included, and the kind of its determiner.

    `def`, `indef`, `dem`, `poss`, or `bare` without one.
    """
    first, definite = _determiner(line, head)
    return _quantified(line, first, definite)


def _determiner(line: Line, head: int) -> tuple[int, str]:
    first = head - 2 if head > 1 and line.surfaces[head - 1] == "-" else head
    while first > 0 and head - first < _LEFT:
        pos = line.pos(first - 1)
        if line.is_determiner(first - 1) and pos in ("DET", "ADP", "NUM", "PRON", "ADJ"):
            return _determined(line, first - 1)
        noun = pos in ("NOUN", "PROPN") and line.is_in(first - 1, "roles.prefixes")
        if not noun and pos not in ("ADJ", "NUM"):
            break
        first -= 1
    return first, "indef" if first < head and line.pos(first) == "NUM" else "bare"


def _determined(line: Line, first: int) -> tuple[int, str]:
    """The phrase from the determiner at `first`, or from one further left (l'un des, les deux)."""
    kind = next(kind for key, kind in _KINDS if line.is_in(first, f"determiners.{key}"))
    if line.is_in(first, "determiners.partitive"):
        kind = "indef" if line.pos(first) == "DET" else "def"
    if kind == "indef" and line.pos(first) in ("NUM", "ADJ") and line.is_in(first - 1, "determiners.inner"):
        return _determined(line, first - 1)
    if line.is_in(first - 1, "determiners.one") and line.is_in(first, "determiners.of"):
        return first - 1, "indef"
    if line.is_in(first - 1, "determiners.of") and line.is_in(first - 2, "determiners.one"):
        return first - 2, "indef"
    return (first + 1, "bare") if line.is_in(first, "places.of") else (first, kind)


def _quantified(line: Line, first: int, definite: str) -> tuple[int, str]:
    """The phrase with a quantity before it: *plus de 1.000*, *41 % des*, *une centaine de*."""
    index = first
    if line.is_in(index - 1, "determiners.of"):
        index -= 1
    elif not line.is_in(index, "determiners.of"):
        return first, definite
    if not line.is_in(index - 1, "determiners.quantities"):
        return first, definite
    index -= 1
    while index and first - index < _LEFT + 1 and line.pos(index - 1) in ("DET", "NUM", "ADJ"):
        index -= 1
    return index, "indef"


def right_end(line: Line, head: int, noun: Noun, at: _Spots) -> tuple[int, NameSpot | None]:
    """The end of the phrase over its complements, and the name that it is tied to.

    `at` has the names of the sentence by their first token.
    """
    index = head + 1
    while index < len(line.tokens):
        if named := _name_beside(line, index, noun, at, head):
            return named.last, named_as(noun, named)
        further = _over_spot(line, index, noun, at)
        if further == index and (index not in at or at[index].sort == "demonym"):
            further = _over_complement(line, head, index, at)
        if further == index:
            break
        index = further
    if noun.sort in ("office", "person") and (spot := _name_after(line, index, at)):
        begins = is_source(line, head) and line.pos(spot.last) in ("VERB", "AUX", "PRON")
        return (index, None) if begins else (spot.last, named_as(noun, spot))
    return index, None


def named_as(noun: Noun, spot: NameSpot) -> NameSpot:
    """The name as what the noun says it is: an office makes a person of it."""
    if spot.key is not None:
        return spot
    return replace(spot, sort="person" if noun.sort in ("office", "person") else "organisation")


def _name_beside(line: Line, index: int, noun: Noun, at: _Spots, head: int) -> NameSpot | None:
    """The name that follows without preposition: *le ministre Untel*, *le site le Lab*."""
    if line.pos(index - 1) in ("ADP", "DET") or _is_kind(line, head, noun):
        return None
    spot = at.get(index)
    if spot is None and noun.sort == "body" and line.pos(index) == "DET":
        beside = at.get(index + 1)
        return beside if beside and beside.sort in ("organisation", "unknown") else None
    return spot if spot and _takes(noun, spot, head) else None


def _is_kind(line: Line, head: int, noun: Noun) -> bool:
    """Whether a body's noun only tells of what kind the noun before is (une conférence de presse)."""
    before = line.is_in(head - 1, "places.of") and line.pos(head - 2) == "NOUN"
    return noun.sort == "body" and before


def _takes(noun: Noun, spot: NameSpot, head: int) -> bool:
    if noun.sort in ("office", "person", "other"):
        return spot.sort == "person" or (spot.sort == "unknown" and spot.first == head + 1)
    return spot.sort in ("organisation", "unknown") or (spot.sort == "person" and noun.sort == "body")


def _over_spot(line: Line, index: int, noun: Noun, at: _Spots) -> int:
    """The end of a party or place beside an office (*la maire PS de*)."""
    spot = at.get(index)
    if spot is None or spot.sort in ("demonym", "person") or noun.sort not in ("office", "person"):
        return index
    return index if line.pos(index - 1) in ("ADP", "DET") else spot.last


def _name_after(line: Line, index: int, at: _Spots) -> NameSpot | None:
    """The name in apposition: after a comma, at once or beyond a rest without verb (à Nantes, (84 ans))."""
    for comma in range(index, min(index + 9, len(line.tokens) - 1)):
        token, surface = line.tokens[comma], line.surfaces[comma]
        if surface == ",":
            return _apposed_at(line, comma + 1, at, unknown=comma == index)
        if token.masked or token.pos in _STOPS or (token.pos == "PUNCT" and surface not in ("(", ")")):
            return None
    return None


def _apposed_at(line: Line, index: int, at: _Spots, *, unknown: bool) -> NameSpot | None:
    """The person at `index`, unless it is the first of a list."""
    spot = at.get(index)
    if spot is None or not (spot.sort == "person" or (unknown and spot.sort == "unknown")):
        return None
    return spot if line.pos(spot.last) != "CCONJ" else None


def _over_complement(line: Line, head: int, index: int, at: _Spots) -> int:
    """The end of one more adjective, acronym or complement from `index`; `index` if there is none."""
    if line.tokens[index].masked:
        return index
    if _ties(line, index) or (_ties(line, index - 1) and line.pos(index) not in ("PUNCT", "PRON")):
        return index + 1 if index + 1 < len(line.tokens) and line.pos(index + 1) != "PRON" else index
    if line.pos(index) == "ADJ" or index in at or _is_charge(line, index):
        return index + 1
    if line.surface(index) == "(" and line.surface(index + 2) == ")":
        return index + 3 if line.surface(index + 1)[:1].isupper() else index
    leads = (
        line.is_in(index, "determiners.of")
        or _is_coordinated(line, head, index)
        or (_is_held(line, head, index, at) and not _is_told(line, head, index, at))
    )
    return _over_noun(line, index + 1, at) or index if leads else index


def _ties(line: Line, index: int) -> bool:
    """Whether a token is a hyphen that touches the word before it, and no dash."""
    return line.surface(index) == "-" and index > 0 and line.tokens[index].start == line.tokens[index - 1].end


def _is_charge(line: Line, index: int) -> bool:
    return line.is_in(index, "roles.charged") and line.is_in(index + 1, "determiners.of")


def _is_coordinated(line: Line, head: int, index: int) -> bool:
    """Whether *et* joins two nouns of the complement (l'Intérieur et des Outre-mer)."""
    if line.pos(index) != "CCONJ" or not line.is_in(index, "places.links") or index <= head + 2:
        return False
    if line.is_in(index + 1, "determiners.of"):
        return True
    after = next((i for i in range(index + 1, index + 5) if line.pos(i) == "NOUN"), None)
    return after is not None and line.tokens[after].dep == "conj" and head < line.tokens[after].head < index


def _is_at_seat(line: Line, head: int, index: int, at: _Spots) -> bool:
    """Whether a place or seat after an office tells where it acts (*le Premier ministre à l'Élysée*)."""
    name = at.get(index + 1) or at.get(index + 2) if line.is_in(index, "roles.at") else None
    noun = line.names.nouns.get(line.words[head])
    return name is not None and noun is not None and noun.lemma in line.names.words["roles.seated"]


def _is_held(line: Line, head: int, index: int, at: _Spots) -> bool:
    """Whether the parse hangs what follows a preposition on the phrase."""
    if not line.is_in(index, "roles.prepositions") or line.is_in(index + 1, "determiners.possessive"):
        return False
    if _is_at_seat(line, head, index, at):
        return False
    governed = line.tokens[line.tokens[index].head]
    return head <= governed.head < line.tokens[index].head and governed.dep == "nmod"


def _is_told(line: Line, head: int, index: int, at: _Spots) -> bool:
    """Whether a medium behind the subject of a verb before it was told (*a dit son porte-parole à l'AFP*)."""
    spot = at.get(index + 1) or at.get(index + 2)
    medium = line.names.institutions.get(spot.key or "") if spot else None
    said = any(is_saying(line, place) for place in range(max(0, head - 3), head))
    by_noun = any(line.is_in(place, "anaphors.media") for place in (index + 1, index + 2))
    return said and (by_noun or (medium is not None and medium.voice))


def _over_noun(line: Line, index: int, at: _Spots) -> int:
    """The end of determiner, adjectives and noun or name from `index`; 0 when there is no noun."""
    limit = index + 5
    while index < limit and line.pos(index) in ("DET", "ADJ", "NUM", "ADP") and index not in at:
        index += 1
    if index in at:
        return at[index].last
    if line.pos(index) not in ("NOUN", "PROPN", "X") or line.tokens[index].masked:
        return 0
    index += 1
    while line.pos(index) == "PROPN" and index not in at:
        index += 1
    beside = at.get(index)
    return beside.last if beside and beside.sort in ("organisation", "unknown", "state") else index
