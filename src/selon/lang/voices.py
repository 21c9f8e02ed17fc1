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
    possible speaker, a list for each group of forms of a source (see `training/fit_speakers.py`). `concerned`
    are nouns for whom words were about, `informants` for a source without a name, `same` words by which it is
    the one before, `going_on` verbs that go on with what was said. `tellers` are prepositions, word by word,
    before whoever told what was learned, `whereabouts` those before whoever *on* is, `in_papers` those before
    the paper that says it. `accounts` are nouns for a page of somebody's own, `platforms` where it stands,
    `making` participles of who makes a paper, `matters` papers whose *de* does not tell whose they are.
    `told` are prepositions before whom something is said to, a blank before each; `carriers` those before a
    medium, `learning` verbs whose person is told, `audiences` nouns for those who are told things, `media`
    nouns for a medium and `of_noun` what ties its name to one, `publishing` participles of words that
    appear, `relays` prepositions before whoever passes on what another said. `gap` matches what may stand
    between a verb and the one it is said to, `articles` the articles that begin a mention.
    """

    own: frozenset[str]
    nobody: frozenset[str]
    pointing: Mapping[str, str]
    stressed: Mapping[str, str]
    weights: Mapping[str, Sequence[float]]
    concerned: frozenset[str]
    informants: frozenset[str]
    same: frozenset[str]
    going_on: frozenset[str]
    tellers: tuple[tuple[str, ...], ...]
    whereabouts: tuple[tuple[str, ...], ...]
    in_papers: frozenset[str]
    accounts: frozenset[str]
    platforms: frozenset[str]
    making: frozenset[str]
    matters: frozenset[str]
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
        papers, told = table["papers"], table["addressees"]
        return VoiceWords(
            own=frozenset(sources["own"]),
            nobody=frozenset(sources["nobody"]),
            pointing=dict(sources["pointing"]),
            stressed=dict(sources["stressed"]),
            weights={group: tuple(map(float, row)) for group, row in fitted["weights"].items()},
            concerned=frozenset(sources["concerned"]),
            informants=frozenset(sources["informants"]),
            same=frozenset(sources["same"]),
            going_on=frozenset(sources["going_on"]),
            tellers=tuple(tuple(words.split()) for words in sources["tellers"]),
            whereabouts=tuple(tuple(words.split()) for words in sources["whereabouts"]),
            in_papers=frozenset(sources["in_papers"]),
            accounts=frozenset(papers["accounts"]),
            platforms=frozenset(papers["platforms"]),
            making=frozenset(papers["making"]),
            matters=frozenset(papers["matters"]),
            told=tuple(" " + words for words in told["prepositions"]),
            carriers=tuple(" " + words for words in told["carriers"]),
            learning=frozenset(told["learning"]),
            audiences=frozenset(told["audiences"]),
            media=frozenset(told["media"]),
            of_noun=re.compile(told["of_noun"]),
            publishing=frozenset(table["utterance"]["publishing"]),
            relays=tuple(" " + words for words in table["relays"]["prepositions"]),
            gap=re.compile(told["gap"]),
            articles=re.compile(told["articles"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise InvalidPack(f"voices.toml: {type(error).__name__} at {error}") from error
