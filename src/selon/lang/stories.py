"""The table of a language pack by which documents are compared while a dossier is still small."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.records import InvalidPack

__all__ = ["StoryWords", "load_stories"]

_COMMON = 0.37  # of all pages


@dataclass(frozen=True, slots=True, eq=False)
class StoryWords:
    """How many of so many `pages` of the press hold each term (`held`; rare terms are not there).

    `common` are terms that so many hold that they tell nothing.
    """

    pages: int
    held: Mapping[str, int]
    common: frozenset[str]


def load_stories(folder: Traversable) -> StoryWords:
    """The table of `folder`; raises InvalidPack."""
    try:
        table = json.loads((folder / "stories.json").read_text(encoding="utf-8"))
        held = {term: int(count) for count, terms in table["held"].items() for term in terms.split()}
        pages = int(table["pages"])
        common = frozenset(term for term, count in held.items() if count > _COMMON * pages)
        return StoryWords(pages, held, common)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidPack(f"stories.json: {error!r}") from error
