"""The tables of a language pack that the fold over pages needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import get_args

from selon.lang._table import read_table
from selon.lang.names import fold, words_of
from selon.records import InvalidPack, Modality, StanceValue

__all__ = ["LinkWords", "load_links"]


@dataclass(frozen=True, slots=True, eq=False)
class LinkWords:
    """Words that tell who is who, who speaks for whom, and what a claim is called.

    `surname_first` are alpha-3 codes. `spellings` are pairs of folded letters, the longest first. `offices`,
    `former` and `bodies` are folded words or phrases. `cues` are pairs of a folded stem and the stance it
    tells, the longest first. `negations` are folded phrases before an infinitive, `auxiliaries` the folded
    words that make it a perfect. `kinds` and `modalities` map to what they are called.
    """

    surname_first: frozenset[str]
    spellings: tuple[tuple[str, str], ...]
    offices: frozenset[str]
    former: frozenset[str]
    bodies: frozenset[str]
    cues: tuple[tuple[str, StanceValue], ...]
    negations: frozenset[str]
    auxiliaries: frozenset[str]
    kinds: Mapping[str, str]
    modalities: Mapping[str, str]


def load_links(folder: Traversable) -> LinkWords:
    """The tables of `folder`; raises InvalidPack."""
    table = read_table(folder, "links.toml")
    try:
        names, speaking = table["names"], table["speaking"]
        cues = {fold(stem): value for value, stems in table["cues"].items() for stem in stems}
        if not set(table["cues"]) <= set(get_args(StanceValue)):
            raise InvalidPack("links.toml: unknown stance among the cues")
        if not set(table["modalities"]) <= set(get_args(Modality)):
            raise InvalidPack("links.toml: unknown modality")
        return LinkWords(
            surname_first=frozenset(names["surname_first"]),
            spellings=tuple(sorted(names["spellings"].items(), key=lambda pair: (-len(pair[0]), pair))),
            offices=frozenset(" ".join(words_of(phrase)) for phrase in speaking["offices"]),
            former=frozenset(fold(word) for word in speaking["former"]),
            bodies=frozenset(" ".join(words_of(phrase)) for phrase in speaking["bodies"]),
            cues=tuple(sorted(cues.items(), key=lambda pair: (-len(pair[0]), pair))),
            negations=frozenset(fold(phrase) for phrase in table["negation"]["infinitive"]),
            auxiliaries=frozenset(fold(word) for word in table["negation"]["perfect"]),
            kinds=dict(table["claims"]),
            modalities=dict(table["modalities"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidPack(f"links.toml: {error!r} is missing or of the wrong shape") from error
