"""Runs of capitalised words, the raw material of names."""

import re
from collections.abc import Iterator

from selon.annotate.lines import Line
from selon.records import Span

__all__ = ["find_runs"]

_CLOSED = frozenset({"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "AUX", "PUNCT", "INTJ", "SYM", "SPACE"})
_LOOSE = frozenset({"PRON", "ADV", "NUM", "INTJ"})
_JOINTS = frozenset({"", " ", "-", "'", "’", "\u00a0", "\u202f"})
_SHORT_LINE = 6
_ATTRIBUTES = frozenset({"amod", "det"})


def find_runs(line: Line) -> list[Span]:
    """Runs of capitalised tokens, joined by hyphens and particles, as token ranges in order.

    In a sentence of capitals, only what begins with a first name.
    """
    return list(_in_capitals(line) if line.capitals else _in_plain(line))


def _in_plain(line: Line) -> Iterator[Span]:
    index, count = 0, len(line.tokens)
    while index < count:
        if not _is_capital(line, index):
            index += 1
            continue
        end = index + 1
        while (further := _extend(line, index, end)) > end:
            if further == end + 1 and _begins_person(line, index, end):
                break
            end = further
        yield index, end
        index = end


def _in_capitals(line: Line) -> Iterator[Span]:
    """A first name and what follows, where the recogniser or a short line says so."""
    index, short = 0, len(line.tokens) <= _SHORT_LINE
    while index < len(line.tokens) - 1:
        end = index + 1
        if line.words[index] in line.names.first_names:
            while end < len(line.tokens) and _goes_on(line, end, short):
                end += 1
            if end > index + 1 and (short or line.tokens[index].entity == "PER"):
                yield index, end
        index = end


def _goes_on(line: Line, index: int, short: bool) -> bool:
    if line.is_in(index, "places.place_prepositions") or line.is_in(index, "places.to"):
        return False
    return line.tokens[index].entity == "PER" or (short and line.tokens[index].pos != "PUNCT")


def _begins_person(line: Line, start: int, index: int) -> bool:
    """Whether a first name at `index` begins a person's name after another name (a town's)."""
    first_names = line.names.first_names
    if line.words[index].split("-")[0] not in first_names or not line.surface(index + 1)[:1].isupper():
        return False
    named = any(line.words[i] in first_names for i in range(start, index))
    return not named and line.tokens[index - 1].entity != "PER"


def _is_capital(line: Line, index: int) -> bool:
    """Whether a token is part of a name by its capital, and not for opening a sentence or quotation."""
    token, surface, word = line.tokens[index], line.surfaces[index], line.words[index]
    if not surface[:1].isupper() or word in line.names.pronouns or line.is_in(index, "pronouns.pointing"):
        return False
    if line.surface(index - 1) in line.names.titles:
        return True
    known = word in line.names.first_names
    if index == 0 and token.pos == "NOUN" and not known and line.is_in(1, "particles.french"):
        return False
    if index == 0 and not known and _only_opens(line) and not _is_named_within(line.text, surface):
        return False
    if token.entity in ("PER", "ORG") and token.pos not in ("DET", "ADP"):
        return True
    if token.pos in _CLOSED:
        return token.pos not in ("DET", "ADP") and known and index > 0
    counted = token.pos == "NUM" and line.pos(1) == "ADP"  # *Quatre d'entre eux*
    opening = index == 0 and (counted or token.pos in ("NOUN", "VERB", "ADJ"))
    return not opening or (word not in line.names.nouns and (known or surface.isupper()))


def _only_opens(line: Line) -> bool:
    """Whether the first word of a sentence goes with the small one behind it (*Rare soutien*, *Farouche
    opposant*), or is a noun or adjective that the page also writes small (*Transports en commun*).
    """
    token, following = line.tokens[0], line.surface(1)
    if following.islower():
        noun = line.pos(1) == "NOUN" or line.tokens[1].dep == "acl"
        described = token.dep in _ATTRIBUTES and token.head == 1 and line.pos(1) == "NOUN"
        if described or (token.pos == "ADJ" and (noun or line.pos(1) == "ADJ")):
            return True
    surface = line.surfaces[0]
    common = token.pos in ("NOUN", "ADJ") and token.entity in ("PER", "ORG") and not surface.isupper()
    return common and re.search(rf"(?<!\w){re.escape(surface.lower())}(?!\w)", line.text) is not None


def _is_named_within(text: str, surface: str) -> bool:
    """Whether the page has a word with its capital inside a sentence."""
    return re.search(rf"(?<=[\w,;'’] ){re.escape(surface)}(?!\w)", text) is not None


def _extend(line: Line, start: int, end: int) -> int:
    """The end of the run after one more token, over a hyphen or particles; `end` when it stops."""
    tokens = line.tokens
    if end >= len(tokens) or tokens[end].masked:
        return end
    gap = line.text[tokens[end - 1].end : tokens[end].start]
    if gap not in _JOINTS:
        return end
    surface = line.surfaces[end]
    if surface == "-" and not gap and end + 1 < len(tokens):
        tied = tokens[end].end == tokens[end + 1].start and line.surfaces[end + 1][:1].isalpha()
        return end + 2 if tied else end
    if surface.isdigit():
        return end + 1 if len(surface) < 3 and tokens[end].entity == "ORG" else end
    return end + 1 if _follows(line, start, end) else _over_particles(line, start, end)


def _follows(line: Line, start: int, index: int) -> bool:
    token = line.tokens[index]
    if _is_capital(line, index):
        return True
    loose = token.pos in _LOOSE or (token.entity == "PER" and index > start + 1)
    return loose and line.surfaces[index][:1].isupper()


def _over_particles(line: Line, start: int, end: int) -> int:
    """The end after particles and the capital they lead to; French ones only inside a person's name."""
    after = end
    while after < end + 3 and line.is_in(after, "particles.inside"):
        after += 1
    if end < after and line.surface(after) == "-":
        after += 1  # al-Untel
    if after == end or not line.surface(after)[:1].isupper():
        return end
    if not any(line.is_in(i, "particles.french") for i in range(end, after)):
        return after + 1
    named = all(line.words[i] in line.names.first_names or line.surfaces[i] == "-" for i in range(start, end))
    if named and line.tokens[after].entity != "LOC":
        return after + 1
    return after + 1 if all(line.tokens[i].entity == "PER" for i in range(end, after)) else end
