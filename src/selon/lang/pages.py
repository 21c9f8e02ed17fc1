"""The tables of a language pack that the pages need."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table

__all__ = ["PageWords", "load_pages"]


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """(filled by the room's first version)"""


def load_pages(folder: Traversable) -> PageWords:
    """The tables of `folder`; raises InvalidPack."""
    read_table(folder, "pages.toml")
    return PageWords()
