"""The tables of a language pack that names need: states, institutions, first names, nouns for sources."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from typing import Any, Literal

import pycountry
from babel import Locale

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

NounSort = Literal["office", "person", "body", "group", "document", "other"]
EntryKind = Literal["state", "capital", "seat", "demonym", "organisation"]

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


@dataclass(frozen=True, slots=True)
class State:
    """A state by ISO 3166-1 alpha-3 code. `gender` and `number` are those of its name (m/f, s/p)."""

    code: str
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    gender: str
    number: str


@dataclass(frozen=True, slots=True)
class Institution:
    """A body, agency or medium with all its names, the fullest first.

    `country` is the alpha-3 code of its state, `acts_for` the same where its word is that state's word;
    both null for agencies, media and bodies of several states. `voice` tells agencies and media.
    """

    name: str
    names: tuple[str, ...]
    country: str | None = None
    acts_for: str | None = None
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that can name a source: its class, gender (m, f, x for either) and number (s, p).

    `lemma` is the form by which masculine, feminine and plural are the same noun. `anaphoric` nouns take up
    any person the page has told of.
    """

    lemma: str
    sort: NounSort
    gender: str
    number: str
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sequence of words in the gazetteer stands for.

    `key` is an alpha-3 code or, for an organisation or a seat, the institution's name. `cased` is the index of the
    word that needs a capital (null for demonyms); `acronym` entries need capitals throughout.
    """

    kind: EntryKind
    key: str
    cased: int | None
    acronym: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """Gazetteers and words around names. Folded keys are as `fold` makes them.

    `gazetteer` maps folded word sequences to entries; `longest` the first word of each to the number of words
    of the longest sequence that starts with it. `words` holds the small lists of names.toml by `section.key`.
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
    headline_share: float

    def state_name(self, code: str) -> str | None:
        """The French name of the state of this alpha-3 code, without article."""
        state = self.states.get(code)
        return state.name if state else None

    def institution(self, name: str) -> Institution | None:
        """The institution that bears this name, in any of its writings."""
        entry = self.gazetteer.get(words_of(name))
        return self.institutions[entry.key] if entry and entry.kind == "organisation" else None

    def state(self, name: str) -> State | None:
        """The state that bears this name (no capital, no demonym)."""
        entry = self.gazetteer.get(words_of(name))
        return self.states[entry.key] if entry and entry.kind == "state" else None


def fold(text: str) -> str:
    """Lower case without accents and ligatures; not length-preserving, so for keys only."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a name: hyphens, apostrophes and stops part them."""
    return tuple(fold(word) for word in _WORD.findall(text))


def load_names(folder: Traversable) -> NameWords:
    """The tables of `folder`; raises InvalidPack."""
    names, states = read_table(folder, "names.toml"), read_table(folder, "states.toml")
    bodies, roles = read_table(folder, "institutions.toml"), read_table(folder, "roles.toml")
    try:
        known = {state.code: state for state in _states(states, folder.name)}
        institutions = {body.name: body for body in _institutions(bodies)}
        gazetteer = dict(_entries(known, institutions, states, bodies, names))
        return NameWords(
            states=known,
            institutions=institutions,
            gazetteer=gazetteer,
            longest=_longest(gazetteer),
            first_names=_first_names(read_table(folder, "first_names.toml")),
            nouns=_nouns(roles),
            titles={word: g for g, key in _GENDERS for word in names["titles"][key]},
            pronouns={**names["pronouns"]["subjects"], **names["pronouns"]["others"]},
            last={words_of(phrase): form for phrase, form in names["pronouns"]["last"].items()},
            words=dict(_lists(names)),
            headline_share=float(names["headlines"]["share"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPack(f"names: {type(error).__name__} at {error}") from error


_GENDERS = (("m", "masculine"), ("f", "feminine"), ("x", "either"))


def _lists(names: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    for section, table in names.items():
        for key, value in table.items():
            if isinstance(value, str):
                yield f"{section}.{key}", frozenset(value.split())
            elif isinstance(value, list):
                yield f"{section}.{key}", frozenset(value)


def _states(table: Mapping[str, Any], language: str) -> Iterator[State]:
    territories = Locale(language).territories
    masculine, plural = table["articles"]["masculine"], table["articles"]["plural"]
    for code, row in table["states"].items():
        country = pycountry.countries.get(alpha_3=code)
        name = row.get("name") or territories[country.alpha_2].replace("’", "'")
        feminine = name.endswith(("e", "es")) and code not in masculine
        yield State(
            code=code,
            name=name,
            names=(name, *row.get("variants", ())),
            capitals=tuple(row.get("capitals", ())),
            gender="f" if feminine else "m",
            number="p" if code in plural else "s",
        )


def _institutions(table: Mapping[str, Any]) -> Iterator[Institution]:
    for key in ("executive", "national"):
        for country, rows in table[key].items():
            acts_for = country if key == "executive" else None
            yield from (Institution(row[0], tuple(row), country, acts_for) for row in rows)
    for key in ("international", "agencies", "media"):
        for row in table[key]["names"]:
            yield Institution(row[0], tuple(row), voice=key != "international")


def _entries(
    states: Mapping[str, State],
    institutions: Mapping[str, Institution],
    table: Mapping[str, Any],
    bodies: Mapping[str, Any],
    names: Mapping[str, Any],
) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Later ones win: demonyms, capitals, seats, states, institutions."""
    articles = frozenset(names["particles"]["french"]) | frozenset(names["determiners"]["definite"])
    for code, row in table["states"].items():
        for form in _demonyms(row.get("demonyms", ()), table["inflection"]):
            yield words_of(form), Entry("demonym", code, None)
    for state in states.values():
        for name in state.capitals:
            yield words_of(name), _entry("capital", state.code, name, articles)
    for name, key in bodies["seats"].items():
        yield words_of(name), _entry("seat", institutions_key(institutions, key), name, articles)
    for state in states.values():
        for name in state.names:
            yield words_of(name), _entry("state", state.code, name, articles)
    for body in institutions.values():
        for name in body.names:
            entry = _entry("organisation", body.name, name, articles)
            yield words_of(name), replace(entry, cased=None) if name in bodies["media"]["small"] else entry
            for contracted in _contracted(name):
                yield words_of(contracted), _entry("organisation", body.name, contracted, articles)


def _contracted(name: str) -> Iterator[str]:
    """Le Monde after de and à: du Monde, au Monde."""
    article, _, rest = name.partition(" ")
    forms = {"Le": ("du", "au"), "Les": ("des", "aux")}.get(article, ())
    yield from (f"{form} {rest}" for form in forms)


def institutions_key(institutions: Mapping[str, Institution], name: str) -> str:
    """The key under which an institution stands, given any of its names; raises KeyError."""
    return next((key for key, body in institutions.items() if name in body.names), "") or institutions[name].name


def _entry(kind: EntryKind, key: str, name: str, articles: frozenset[str]) -> Entry:
    words = _WORD.findall(name)
    cased = next(
        (i for i, w in enumerate(words) if not w[0].islower() and (fold(w) not in articles or len(words) == 1)), 0
    )
    return Entry(kind, key, cased, acronym=len(words) == 1 and len(name) < 4 and name.isupper())


def _demonyms(roots: Iterable[str], inflection: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for root in roots:
        ending = max((end for end in inflection if root.endswith(end)), key=len)
        stem = root[: len(root) - len(ending)]
        yield from (stem + form for form in inflection[ending])


def _longest(gazetteer: Iterable[tuple[str, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words in gazetteer:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _first_names(table: Mapping[str, str]) -> dict[str, str]:
    names = {fold(name): "f" for name in table["feminine"].split()}
    for name in table["masculine"].split():
        key = fold(name)
        names[key] = "x" if names.get(key) == "f" else "m"
    return names | {fold(name): "x" for name in table["both"].split()}


def _nouns(table: Mapping[str, Any]) -> dict[str, Noun]:
    anaphoric = frozenset(words_of(table["anaphoric"]))
    nouns: dict[str, Noun] = {}
    for key, sort in _GENDERED:
        for gender in ("masculine", "feminine"):
            for word in table[key][gender].split():
                singular, _, plural = word.partition("/")
                forms = (singular, "_", plural or _plural(singular), "_")
                _add_noun(nouns, forms if gender == "masculine" else (forms[1], forms[0], forms[3], forms[2]), sort, anaphoric)
    for key, sort in _PAIRED:
        for item in re.split(r"[;\n]", table[key]):
            if forms := item.split():
                masculine, feminine, *plurals = forms if len(forms) > 1 else (forms[0], forms[0])
                first, second = plurals or (_plural(masculine), _plural(feminine))
                _add_noun(nouns, (masculine, feminine, first, second), sort, anaphoric)
    return nouns


_GENDERED: tuple[tuple[str, NounSort], ...] = (("documents", "document"), ("bodies", "body"))
_PAIRED: tuple[tuple[str, NounSort], ...] = (("groups", "group"), ("persons", "person"), ("offices", "office"))


def _add_noun(
    nouns: dict[str, Noun], forms: tuple[str, str, str, str], sort: NounSort, anaphoric: frozenset[str]
) -> None:
    """Adds masculine and feminine singular, masculine and feminine plural; `_` where there is none."""
    lemma = fold(forms[0] if forms[0] != "_" else forms[1])
    for form, gender, number in zip(forms, "mfmf", "sspp", strict=True):
        if form == "_":
            continue
        other = nouns.get(fold(form))
        if other and other.lemma == lemma:
            gender = gender if other.gender == gender else "x"
            number = number if other.number == number else "x"
        nouns[fold(form)] = Noun(lemma, sort, gender, number, fold(form) in anaphoric)


def _plural(form: str) -> str:
    return form if form == "_" or form[-1] in "sxz" else form + "s"
