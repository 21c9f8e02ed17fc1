"""First names and nouns for sources, from their tables."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selon.lang._name_types import Noun, NounSort, fold, words_of

__all__ = ["read_first_names", "read_nouns"]

_Forms = tuple[str, str, str, str]
_SIMPLE: tuple[tuple[str, NounSort], ...] = (("documents", "document"), ("bodies", "body"))
_PAIRED: tuple[tuple[str, NounSort], ...] = (
    ("groups", "group"),
    ("persons", "person"),
    ("offices", "office"),
)


def read_first_names(table: Mapping[str, str]) -> dict[str, str]:
    """Folded first names with their gender (m, f, x); raises KeyError."""
    names = {fold(name): "f" for name in table["feminine"].split()}
    for key in map(fold, table["masculine"].split()):
        names[key] = "x" if names.get(key) == "f" else "m"
    return names | {fold(name): "x" for name in table["both"].split()}


def read_nouns(table: Mapping[str, Any]) -> dict[str, Noun]:
    """Every folded form of the nouns of roles.toml; of equal ones the later wins. Raises KeyError."""
    anaphoric = frozenset(words_of(table["anaphoric"]))
    nouns: dict[str, Noun] = {}
    for key, sort in _SIMPLE:
        for forms in _simple(table[key]):
            _add(nouns, forms, sort, anaphoric)
    for key, sort in _PAIRED:
        for forms in _paired(table[key]):
            _add(nouns, forms, sort, anaphoric)
    return nouns


def _simple(table: Mapping[str, str]) -> Iterator[_Forms]:
    """Nouns of one gender, an irregular plural after a slash."""
    for gender in ("masculine", "feminine"):
        for word in table[gender].split():
            singular, _, plural = word.partition("/")
            plural = plural or _plural(singular)
            yield (singular, "_", plural, "_") if gender == "masculine" else ("_", singular, "_", plural)


def _paired(text: str) -> Iterator[_Forms]:
    """Masculine, feminine and, where they are not made with -s, their plurals; one form serves for both."""
    for item in re.split(r"[;\n]", text):
        forms = item.split()
        if forms:
            masculine, feminine = forms[0], forms[min(1, len(forms) - 1)]
            first, second = forms[2:] or (_plural(masculine), _plural(feminine))
            yield masculine, feminine, first, second


def _add(nouns: dict[str, Noun], forms: _Forms, sort: NounSort, anaphoric: frozenset[str]) -> None:
    """Adds masculine and feminine singular, masculine and feminine plural; `_` where there is none."""
    lemma = fold(forms[0] if forms[0] != "_" else forms[1])
    for form, gender, number in zip(forms, "mfmf", "sspp", strict=True):
        key = fold(form)
        other = nouns.get(key)
        if form != "_" and other and other.lemma == lemma:
            same = other.gender == gender, other.number == number
            nouns[key] = Noun(
                lemma, sort, gender if same[0] else "x", number if same[1] else "x", key in anaphoric
            )
        elif form != "_":
            nouns[key] = Noun(lemma, sort, gender, number, key in anaphoric)


def _plural(form: str) -> str:
    return form if form == "_" or form[-1] in "sxz" else form + "s"
