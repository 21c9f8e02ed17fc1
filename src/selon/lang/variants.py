"""The table of a language pack by which utterances in different words are compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = ["VariantWords", "load_variants"]

_LEFT = 3  # letters that an ending leaves


@dataclass(frozen=True, slots=True, eq=False)
class VariantWords:
    """What carries no content, and what inflection adds.

    `empty` are words beside the closed classes of the pack; `plurals` are signs of the plural, `endings` the
    other ones of inflection, the longest first. All are in lower case, with their accents.
    """

    empty: frozenset[str]
    plurals: tuple[str, ...]
    endings: tuple[str, ...]

    def stem(self, word: str) -> str:
        """A word (in lower case) without its endings."""
        return _bare(_bare(word, self.plurals), self.endings)


def load_variants(folder: Traversable) -> VariantWords:
    """The table of `folder`; raises InvalidPack."""
    table = read_table(folder, "variants.toml")
    try:
        plurals, endings = (_longest_first(_words(table[key])) for key in ("plurals", "endings"))
        return VariantWords(frozenset(_words(table["empty"])), plurals, endings)
    except (KeyError, TypeError) as error:
        raise InvalidPack(f"variants.toml: {error!r} is missing or of the wrong shape") from error


def _bare(word: str, endings: Iterable[str]) -> str:
    for ending in endings:
        if len(word) >= len(ending) + _LEFT and word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _words(values: Iterable[object]) -> list[str]:
    found = [value for value in values if isinstance(value, str) and value and value == value.lower()]
    if len(found) != len(list(values)) or len(set(found)) != len(found):
        raise InvalidPack("variants.toml: its lists hold words in lower case, each once")
    return found


def _longest_first(endings: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
