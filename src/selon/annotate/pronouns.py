"""Pronouns that can stand for a source, and what tells them from the impersonal *il*."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from selon.annotate.lines import Line
from selon.annotate.saying import speaks
from selon.lang.names import words_of
from selon.records import Span

__all__ = ["Pronoun", "find_pronouns"]

_REACH = 7


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun at tokens `[first, last)`.

    `relative` takes up what its clause hangs on, `last` the person told of last (*ce dernier*), `personal`
    the most salient figure of its gender (m, f, x) and number.
    """

    first: int
    last: int
    span: Span
    sort: Literal["personal", "relative", "last"]
    gender: str = "x"
    plural: bool = False


def find_pronouns(line: Line) -> Iterator[Pronoun]:
    """The pronouns of a sentence in order."""
    for index, word in enumerate(line.words):
        form = line.names.pronouns.get(word.lstrip("-"))
        if line.pos(index) == "PRON" and form and not _is_impersonal(line, index):
            yield Pronoun(index, index + 1, _span(line, index), "personal", form[0], form[1] == "p")
        elif line.pos(index) == "PRON" and line.is_in(index, "pronouns.relatives"):
            yield Pronoun(index, index + 1, _span(line, index), "relative")
        elif line.is_in(index, "pronouns.openers"):
            yield from _last(line, index)


def _last(line: Line, index: int) -> Iterator[Pronoun]:
    for last in (index + 2, index + 3):
        form = line.names.last.get(words_of(" ".join(line.surfaces[index:last])))
        if form and line.pos(last) not in ("NOUN", "PROPN"):
            span = line.span(index, min(last, len(line.tokens)))
            yield Pronoun(index, last, span, "last", form[0], form[1] == "p")
            return


def _span(line: Line, index: int) -> Span:
    """The pronoun without the hyphen, and the t, of an inversion (a-t-il)."""
    token, surface = line.tokens[index], line.surfaces[index]
    return token.start + len(surface) - len(surface.lstrip("-")), token.end


def _is_impersonal(line: Line, index: int) -> bool:
    if line.words[index].lstrip("-") not in line.names.words["pronouns.neuter"]:
        return False
    inverted = line.surfaces[index].startswith("-")
    if line.tokens[index].dep == "expl:subj" and not inverted and not speaks(line, index, index + 1):
        return True
    if line.tokens[line.tokens[index].head].lemma in line.names.words["pronouns.impersonal"]:
        return True
    if _is_judged(line, index) or _is_followed(line, index):
        return True
    after = " ".join(line.words[index + 1 : index + 5]) + " "
    return any(after.startswith(phrase) for phrase in line.names.impersonal)


def _is_judged(line: Line, index: int) -> bool:
    """Whether an adjective of judging with *de* or *que* follows, no other verb than an auxiliary before it
    (*il est encore temps de*, *il n'avait pas été possible que*).
    """
    for place in range(index + 1, min(index + _REACH, len(line.tokens))):
        if line.is_in(place, "neuter.impersonal_adjectives"):
            return line.is_in(place + 1, "neuter.clauses")
        if line.pos(place) not in ("AUX", "ADV", "PART", "ADJ"):
            return False
    return False


def _is_followed(line: Line, index: int) -> bool:
    """Whether a simple tense of a verb that may be impersonal follows, with a quantity or clause after it."""
    for verb in range(index + 1, min(index + 4, len(line.tokens))):
        if line.tokens[verb].lemma in line.names.words["neuter.impersonal_before"]:
            return line.is_in(verb + 1, "neuter.following") or line.pos(verb + 1) == "NUM"
        if line.pos(verb) == "AUX":
            return False
    return False
