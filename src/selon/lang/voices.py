"""The table of a language pack about voices: sources without a name."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = ["VoiceWords", "load_voices"]


@dataclass(frozen=True, slots=True, eq=False)
class VoiceWords:
    """What tells whose words a quotation holds.

    `own` are pronouns by which a speaker stands for himself, `nobody` those that name no one; `pointing` and
    `stressed` map pronouns to gender (m, f, x) and number (s, p). `weights` are fitted: of the features of a
    possible speaker, a list for each group of forms of a source (see `training/fit_speakers.py`). `told` are
    prepositions before whom something is said to, a blank before each; `carriers` those before a medium,
    `learning` verbs whose person is told, `audiences` nouns for those who are told things, `media` nouns for
    a medium and `of_noun` what ties its name to one, `publishing` participles of words that appear, `relays`
    prepositions before whoever passes on what another said. `gap` matches what may stand between a verb and
    the one it is said to, `articles` the articles that begin a mention.
    """

    own: frozenset[str]
    nobody: frozenset[str]
    pointing: Mapping[str, str]
    stressed: Mapping[str, str]
    weights: Mapping[str, Sequence[float]]
    told: tuple[str, ...]
    carriers: tuple[str, ...]
    learning: frozenset[str]
    audiences: frozenset[str]
    media: frozenset[str]
    of_noun: re.Pattern[str]
    publishing: frozenset[str]
    relays: tuple[str, ...]
    gap: re.Pattern[str]
    articles: re.Pattern[str]


def load_voices(folder: Traversable) -> VoiceWords:
    """The table of `folder`; raises InvalidPack."""
    table = read_table(folder, "voices.toml")
    try:
        fitted = json.loads((folder / "speakers.json").read_text(encoding="utf-8"))
        sources = table["sources"]
        return VoiceWords(
            frozenset(sources["own"]),
            frozenset(sources["nobody"]),
            dict(sources["pointing"]),
            dict(sources["stressed"]),
            {group: tuple(map(float, row)) for group, row in fitted["weights"].items()},
            tuple(" " + words for words in table["addressees"]["prepositions"]),
            tuple(" " + words for words in table["addressees"]["carriers"]),
            frozenset(table["addressees"]["learning"]),
            frozenset(table["addressees"]["audiences"]),
            frozenset(table["addressees"]["media"]),
            re.compile(table["addressees"]["of_noun"]),
            frozenset(table["utterance"]["publishing"]),
            tuple(" " + words for words in table["relays"]["prepositions"]),
            re.compile(table["addressees"]["gap"]),
            re.compile(table["addressees"]["articles"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise InvalidPack(f"voices.toml: {type(error).__name__} at {error}") from error
