"""The tables of a language pack that the speech need."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table

__all__ = ["SpeechWords", "load_speech"]


@dataclass(frozen=True, slots=True, eq=False)
class SpeechWords:
    """(filled by the room's first version)"""


def load_speech(folder: Traversable) -> SpeechWords:
    """The tables of `folder`; raises InvalidPack."""
    read_table(folder, "speech.toml")
    return SpeechWords()
