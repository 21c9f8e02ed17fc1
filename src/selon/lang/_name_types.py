"""What the tables of names hold, and the folding that makes their keys."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

__all__ = ["Entry", "EntryKind", "Institution", "Noun", "NounSort", "State", "fold", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})

NounSort = Literal["office", "person", "body", "group", "document", "other"]
EntryKind = Literal["state", "capital", "seat", "demonym", "organisation"]


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

    `key` is an alpha-3 code or, for an organisation or a seat, the institution's name. `cased` is the index
    of the word that needs a capital (null for demonyms); `acronym` entries need capitals throughout.
    """

    kind: EntryKind
    key: str
    cased: int | None
    acronym: bool = False


def fold(text: str) -> str:
    """Lower case without accents and ligatures; not length-preserving, so for keys only."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a name: hyphens, apostrophes and stops part them."""
    return tuple(fold(word) for word in _WORD.findall(text))
