"""The tables of a language pack that the events need."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table

__all__ = ["EventWords", "load_events"]


@dataclass(frozen=True, slots=True, eq=False)
class EventWords:
    """(filled by the room's first version)"""


def load_events(folder: Traversable) -> EventWords:
    """The tables of `folder`; raises InvalidPack."""
    read_table(folder, "events.toml")
    return EventWords()
