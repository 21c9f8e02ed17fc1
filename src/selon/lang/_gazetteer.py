"""States, institutions and the gazetteer of all their names, from their tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pycountry
from babel import Locale

from selon.lang._name_types import Entry, EntryKind, Institution, State, words_of

__all__ = ["read_entries", "read_institutions", "read_states"]

_Row = tuple[tuple[str, ...], Entry]
_ACRONYM = 3


def read_states(table: Mapping[str, Any], language: str) -> Iterator[State]:
    """The states of states.toml, named by CLDR in `language` where the table does not; raises KeyError."""
    territories = Locale(language).territories
    masculine, plural = table["articles"]["masculine"], table["articles"]["plural"]
    for code, row in table["states"].items():
        country = pycountry.countries.get(alpha_3=code)
        name = row.get("name") or territories[country.alpha_2 if country else code].replace("’", "'")
        feminine = name.endswith(("e", "es")) and code not in masculine
        yield State(
            code=code,
            name=name,
            names=(name, *row.get("variants", ())),
            capitals=tuple(row.get("capitals", ())),
            gender="f" if feminine else "m",
            number="p" if code in plural else "s",
        )


def read_institutions(table: Mapping[str, Any]) -> Iterator[Institution]:
    """The bodies, agencies and media of institutions.toml; raises KeyError."""
    for key in ("executive", "national"):
        for country, rows in table[key].items():
            acts_for = country if key == "executive" else None
            yield from (Institution(row[0], tuple(row), country, acts_for) for row in rows)
    for key in ("international", "agencies", "media"):
        for row in table[key]["names"]:
            yield Institution(row[0], tuple(row), voice=key != "international")


def read_entries(
    states: Mapping[str, State],
    institutions: Mapping[str, Institution],
    table: Mapping[str, Any],
    bodies: Mapping[str, Any],
    names: Mapping[str, Any],
) -> Iterator[_Row]:
    """Word sequences with what they stand for; of equal ones the later wins."""
    articles = frozenset(names["particles"]["french"]) | frozenset(names["determiners"]["definite"])
    yield from _adjectives(institutions, table, bodies)
    for state in states.values():
        yield from (_row("capital", state.code, name, articles) for name in state.capitals)
    for name, key in bodies["seats"].items():
        yield _row("seat", institutions[key].name, name, articles)
    for state in states.values():
        yield from (_row("state", state.code, name, articles) for name in state.names)
    for body in institutions.values():
        yield from _body(body, bodies["media"]["small"], articles, names["particles"]["contractions"])


def _adjectives(
    institutions: Mapping[str, Institution], table: Mapping[str, Any], bodies: Mapping[str, Any]
) -> Iterator[_Row]:
    """The demonyms of states, and the adjectives that name a group of states."""
    roots = [(code, row.get("demonyms", ())) for code, row in table["states"].items()]
    roots += [(institutions[body].name, (root,)) for root, body in bodies["adjectives"].items()]
    for key, own in roots:
        for form in _demonyms(own, table["inflection"]):
            yield words_of(form), Entry("demonym", key, None)


def _body(
    body: Institution, small: Sequence[str], articles: frozenset[str], contractions: Mapping[str, list[str]]
) -> Iterator[_Row]:
    """The rows of an institution: its names, and those with an article after a preposition (du Monde)."""
    for name in body.names:
        words, entry = _row("organisation", body.name, name, articles)
        yield words, Entry(entry.kind, entry.key, None) if name in small else entry
        article, _, rest = name.partition(" ")
        for form in contractions.get(article, ()):
            yield _row("organisation", body.name, f"{form} {rest}", articles)


def _row(kind: EntryKind, key: str, name: str, articles: frozenset[str]) -> _Row:
    """A name with the place of the word that must have its capital: the first with one that is no article."""
    words = words_of(name)
    capitals = (i for i, surface in enumerate(_surfaces(name)) if not surface[0].islower())
    cased = next((i for i in capitals if words[i] not in articles or len(words) == 1), 0)
    acronym = len(words) == 1 and len(name) <= _ACRONYM and name.isupper()
    return words, Entry(kind, key, cased, acronym)


def _surfaces(name: str) -> list[str]:
    """The words of a name as written, in step with `words_of`."""
    return "".join(c if c.isalnum() else " " for c in name).split()


def _demonyms(roots: Sequence[str], inflection: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for root in roots:
        ending = max((end for end in inflection if root.endswith(end)), key=len)
        stem = root[: len(root) - len(ending)]
        yield from (stem + form for form in inflection[ending])
