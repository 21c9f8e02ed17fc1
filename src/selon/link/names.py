"""Keys by which a name is found again: case, accents, hyphens, titles and articles do not count."""

import functools

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.records import Entity, EntityKind

__all__ = [
    "full_names",
    "kind_group",
    "name_keys",
    "spelling_keys",
    "state_key",
    "surname_key",
    "surname_keys",
]

_ARTICLES = "determiners.definite"


def name_keys(name: str, pack: LanguagePack) -> frozenset[str]:
    """The keys of a name: its folded words, those of every other name of the same institution or state.

    A surname alone gives its own key, which a full name does not have; see `surname_keys`.
    """
    words = _bare(name, pack)
    if not words:
        return frozenset()
    keys = {" ".join(words)}
    if institution := pack.names.institution(name) or pack.names.institution(" ".join(words)):
        keys.update(" ".join(words_of(other)) for other in institution.names)
    return frozenset(keys)


def spelling_keys(name: str, pack: LanguagePack) -> frozenset[str]:
    """The keys under which other romanisations of a full name fall too (Choïgou, Shoïgou)."""
    words = _bare(name, pack)
    if len(words) < 2:
        return frozenset()
    return frozenset({"spelling:" + " ".join(_sound(word, pack) for word in words)})


def surname_key(word: str) -> str:
    """The key of a surname, given as folded word."""
    return "surname:" + word


def surname_keys(entity: Entity, pack: LanguagePack) -> frozenset[str]:
    """The surnames that a person may be called by: as the page does, else the last word, or the first where
    the person's country puts it first.
    """
    found = set()
    for name in (entity.name, *entity.aliases):
        words = _bare(name, pack)
        if len(words) == 1:
            found.add(words[0])
        elif words:
            found.add(words[0] if entity.country in pack.links.surname_first else words[-1])
    return frozenset(surname_key(word) for word in found)


def full_names(entity: Entity, pack: LanguagePack) -> tuple[str, ...]:
    """Of a person's names, those of two words or more."""
    return tuple(name for name in (entity.name, *entity.aliases) if len(_bare(name, pack)) > 1)


def state_key(code: str) -> str:
    """The key of the state of an ISO 3166-1 alpha-3 code."""
    return "state:" + code


def kind_group(kind: EntityKind) -> str:
    """Kinds whose names may mean one actor: what one page calls a group another may call a body."""
    return "organisation" if kind in ("organisation", "group") else kind


def _bare(name: str, pack: LanguagePack) -> tuple[str, ...]:
    words = words_of(name)
    before = _before_names(pack)
    while len(words) > 1 and words[0] in before:
        words = words[1:]
    return words


@functools.cache
def _before_names(pack: LanguagePack) -> frozenset[str]:
    titles = ("".join(words_of(title)) for title in pack.names.titles)
    return frozenset(titles) | pack.names.words.get(_ARTICLES, frozenset())


def _sound(word: str, pack: LanguagePack) -> str:
    for letters, sound in pack.links.spellings:
        word = word.replace(letters, sound)
    return word
