"""The tables of a language pack that the times need."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table

__all__ = ["TimeWords", "load_times"]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """(filled by the room's first version)"""


def load_times(folder: Traversable) -> TimeWords:
    """The tables of `folder`; raises InvalidPack."""
    read_table(folder, "times.toml")
    return TimeWords()
