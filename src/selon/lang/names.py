"""The tables of a language pack that names need: states, institutions, first names, nouns for sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from selon.lang._gazetteer import read_entries, read_institutions, read_states
from selon.lang._name_types import Entry, Institution, Noun, NounSort, State, fold, words_of
from selon.lang._nouns import read_first_names, read_nouns
from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = [
    "Entry",
    "Institution",
    "NameWords",
    "Noun",
    "NounSort",
    "State",
    "fold",
    "load_names",
    "words_of",
]


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """Gazetteers and words around names. Folded keys are as `fold` makes them.

    `gazetteer` maps folded word sequences to entries; `longest` the first word of each to the number of words
    of the longest sequence that starts with it. `words` holds the small lists of names.toml by `section.key`.
    `sources` are the word sequences that name a source (*selon*), `impersonal` what follows an impersonal
    pronoun. `offices` maps the words of an office to the institution whose it is where a page names that.
    Genders are m, f, x.
    """

    states: Mapping[str, State]
    institutions: Mapping[str, Institution]
    gazetteer: Mapping[tuple[str, ...], Entry]
    longest: Mapping[str, int]
    first_names: Mapping[str, str]
    nouns: Mapping[str, Noun]
    titles: Mapping[str, str]
    pronouns: Mapping[str, str]
    last: Mapping[tuple[str, ...], str]
    words: Mapping[str, frozenset[str]]
    sources: tuple[tuple[str, ...], ...]
    impersonal: tuple[str, ...]
    offices: Mapping[tuple[str, ...], str]
    headline_share: float

    def country(self, key: str) -> str | None:
        """The alpha-3 code of a state's or institution's key in the gazetteer; null where it has none."""
        if key in self.states:
            return key
        institution = self.institutions.get(key)
        return institution.country if institution else None

    def institution(self, name: str) -> Institution | None:
        """The institution that bears this name, in any of its writings."""
        entry = self.gazetteer.get(words_of(name))
        return self.institutions[entry.key] if entry and entry.kind == "organisation" else None

    def acts_for(self, name: str, country: str | None) -> str | None:
        """The alpha-3 code of the state whose word the word of this body also is; null for none.

        A body of the gazetteer tells itself; another does when it is the government, army or the like
        (*les autorités russes*, *l'administration Biden*) of `country`.
        """
        if institution := self.institution(name):
            return institution.acts_for
        first = words_of(name)[:1]
        return country if first and first[0] in self.words["collectives.of_state"] else None

    def state(self, name: str) -> State | None:
        """The state that bears this name (no capital, no demonym)."""
        entry = self.gazetteer.get(words_of(name))
        return self.states[entry.key] if entry and entry.kind == "state" else None


def load_names(folder: Traversable) -> NameWords:
    """The tables of `folder`; raises InvalidPack."""
    names, states, bodies = (read_table(folder, f"{n}.toml") for n in ("names", "states", "institutions"))
    try:
        known = {state.code: state for state in read_states(states, folder.name)}
        institutions = {body.name: body for body in read_institutions(bodies)}
        gazetteer = dict(read_entries(known, institutions, states, bodies, names))
        return NameWords(
            states=known,
            institutions=institutions,
            gazetteer=gazetteer,
            longest=_longest(gazetteer),
            first_names=read_first_names(read_table(folder, "first_names.toml")),
            nouns=read_nouns(read_table(folder, "roles.toml")),
            titles={word: gender for gender, key in _GENDERS for word in names["titles"][key]},
            pronouns={**names["pronouns"]["subjects"], **names["pronouns"]["others"]},
            last={words_of(phrase): form for phrase, form in names["pronouns"]["last"].items()},
            words=dict(_lists(names)),
            sources=tuple(words_of(phrase) for phrase in names["speech"]["prepositions"]),
            impersonal=tuple(" ".join(words_of(p)) + " " for p in names["pronouns"]["impersonal_phrases"]),
            offices={words_of(name): institutions[body].name for name, body in bodies["offices"].items()},
            headline_share=float(names["headlines"]["share"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidPack(f"names: {type(error).__name__} at {error}") from error


def _longest(gazetteer: Mapping[tuple[str, ...], Entry]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words in gazetteer:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


_GENDERS = (("m", "masculine"), ("f", "feminine"), ("x", "either"))


def _lists(names: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    for section, table in names.items():
        for key, value in table.items():
            if isinstance(value, str):
                yield f"{section}.{key}", frozenset(value.split())
            elif isinstance(value, list):
                yield f"{section}.{key}", frozenset(value)
