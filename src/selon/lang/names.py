"""The tables of a language pack that the names need."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table

__all__ = ["NameWords", "load_names"]


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """(filled by the room's first version)"""


def load_names(folder: Traversable) -> NameWords:
    """The tables of `folder`; raises InvalidPack."""
    read_table(folder, "names.toml")
    return NameWords()
