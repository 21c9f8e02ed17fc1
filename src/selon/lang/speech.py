"""The tables of a language pack that reported speech needs."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = ["SpeechWords", "load_speech"]


@dataclass(frozen=True, slots=True, eq=False)
class SpeechWords:
    """What marks reported speech in a language.

    `abbreviations` end with a stop without ending a sentence (lower case, without the stop).
    """

    abbreviations: frozenset[str]


def load_speech(folder: Traversable) -> SpeechWords:
    """The tables of `folder`; raises InvalidPack."""
    table = read_table(folder, "speech.toml")
    return SpeechWords(abbreviations=frozenset(_words(table, "abbreviations")))


def _words(table: dict[str, Any], key: str) -> list[str]:
    words = table.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise InvalidPack(f"speech.toml: {key!r} must be a list of words")
    if len(set(words)) < len(words):
        raise InvalidPack(f"speech.toml: {key!r} holds a word twice")
    return words
