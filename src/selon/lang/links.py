"""The tables of a language pack that the fold over pages needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, get_args

from selon.lang._table import read_table
from selon.lang.names import fold, words_of
from selon.records import InvalidPack, StanceValue

__all__ = ["LinkWords", "load_links"]


@dataclass(frozen=True, slots=True, eq=False)
class LinkWords:
    """Words that tell who is who, who speaks for whom, and which claims are one.

    `surname_first` are alpha-3 codes. `spellings` are pairs of folded letters, the longest first. `offices`,
    `former` and `bodies` are folded words or phrases. `cues` are pairs of a folded stem and the stance it
    tells, the longest first. `negations` are folded phrases before an infinitive, `auxiliaries` the folded
    words that make it a perfect; `future` finds a verb in the future. `ending_nouns`, with one of the
    `ending_links` after them, and `ending_verbs` tell that what follows ends, unless one of the
    `ending_times` stands before. `compared` are the worded roles that tell claims apart, `joints` a pattern
    of what parts their coordinated wordings, `terms` maps folded words to the term they name, `includes` a
    term to the narrower ones. `harms` are event kinds, `towards` prepositions before the one who feels,
    `none_of_it` words before a noun of which there is none, `participles` endings of participles that are no
    finite form. `had_already` (in lower case) tell that something came before what the page tells now.
    `moving` are stems of verbs for what an event does to whoever is concerned, `any_of` determiners of what
    is denied whatever it may be. `negated` finds the negation in a reporting word, `negated_before` in what
    stands before it, `affirming` the words that negation makes positive, `withheld` what before an infinitive
    tells that it is not done, `conceding` what stands before a denial that is told in spite of it,
    `falsehood` words that call something false; all in lower case with straight apostrophes. `tolls` are
    event kinds that count what came about, `undergone` roles of those to whom something is done; `distanced`
    finds before a noun that the speaker does not vouch for it. `backing` are stems of verbs that support only
    what a noun names; `we` is the pronoun of those who speak, `we_ending` that of its verb.
    """

    surname_first: frozenset[str]
    spellings: tuple[tuple[str, str], ...]
    offices: frozenset[str]
    former: frozenset[str]
    bodies: frozenset[str]
    cues: tuple[tuple[str, StanceValue], ...]
    negations: frozenset[str]
    auxiliaries: frozenset[str]
    future: re.Pattern[str]
    ending_nouns: frozenset[str]
    ending_verbs: frozenset[str]
    ending_links: frozenset[str]
    ending_times: frozenset[str]
    must_end: re.Pattern[str]
    compared: tuple[str, ...]
    joints: str
    terms: Mapping[str, str]
    includes: Mapping[str, frozenset[str]]
    harms: frozenset[str]
    towards: tuple[str, ...]
    none_of_it: frozenset[str]
    participles: tuple[str, ...]
    had_already: tuple[str, ...]
    moving: tuple[str, ...]
    any_of: frozenset[str]
    negated: re.Pattern[str]
    negated_before: re.Pattern[str]
    affirming: re.Pattern[str]
    withheld: re.Pattern[str]
    answering: re.Pattern[str]
    conceding: re.Pattern[str]
    falsehood: re.Pattern[str]
    tolls: frozenset[str]
    undergone: tuple[str, ...]
    distanced: re.Pattern[str]
    backing: tuple[str, ...]
    we: str
    we_ending: str


def load_links(folder: Traversable) -> LinkWords:
    """The tables of `folder`; raises InvalidPack."""
    table = read_table(folder, "links.toml")
    try:
        names, speaking = table["names"], table["speaking"]
        cues = {fold(stem): value for value, stems in table["cues"].items() for stem in stems}
        if not set(table["cues"]) <= set(get_args(StanceValue)):
            raise InvalidPack("links.toml: unknown stance among the cues")
        return LinkWords(
            surname_first=frozenset(names["surname_first"]),
            spellings=tuple(sorted(names["spellings"].items(), key=lambda pair: (-len(pair[0]), pair))),
            offices=frozenset(" ".join(words_of(phrase)) for phrase in speaking["offices"]),
            former=frozenset(fold(word) for word in speaking["former"]),
            bodies=frozenset(" ".join(words_of(phrase)) for phrase in speaking["bodies"]),
            cues=tuple(sorted(cues.items(), key=lambda pair: (-len(pair[0]), pair))),
            negations=frozenset(fold(phrase) for phrase in table["negation"]["infinitive"]),
            auxiliaries=frozenset(fold(word) for word in table["negation"]["perfect"]),
            future=re.compile(table["negation"]["future"]),
            ending_nouns=frozenset(map(fold, table["ending"]["nouns"])),
            ending_verbs=frozenset(map(fold, table["ending"]["verbs"])),
            ending_links=frozenset(map(fold, table["ending"]["links"])),
            ending_times=frozenset(map(fold, table["ending"]["times"])),
            must_end=re.compile(table["ending"]["must"], re.IGNORECASE),
            compared=tuple(table["objects"]["compared"]),
            joints=re.compile(table["objects"]["joints"], re.IGNORECASE).pattern,
            terms=_terms(table["objects"]),
            includes={fold(term): frozenset(map(fold, under)) for term, under in _included(table)},
            harms=frozenset(table["stances"]["harms"]),
            towards=tuple(table["stances"]["towards"]),
            none_of_it=frozenset(table["stances"]["none_of_it"]),
            participles=tuple(table["stances"]["participles"]),
            had_already=tuple(table["stances"]["had_already"]),
            moving=tuple(table["stances"]["moving"]),
            any_of=frozenset(table["stances"]["any_of"]),
            negated=re.compile(table["stances"]["negated"]),
            negated_before=re.compile(table["stances"]["negated_before"]),
            affirming=re.compile(table["stances"]["affirming"]),
            withheld=re.compile(table["stances"]["withheld"]),
            answering=re.compile(table["stances"]["answering"]),
            conceding=re.compile(table["stances"]["conceding"]),
            falsehood=re.compile(table["stances"]["falsehood"]),
            tolls=frozenset(table["stances"]["tolls"]),
            undergone=tuple(table["stances"]["undergone"]),
            distanced=re.compile(table["stances"]["distanced"]),
            backing=tuple(table["stances"]["backing"]),
            we=str(table["stances"]["we"]),
            we_ending=str(table["stances"]["we_ending"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidPack(f"links.toml: {error!r} is missing or of the wrong shape") from error


def _included(table: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return list(table["objects"]["includes"].items())


def _terms(objects: Mapping[str, Any]) -> dict[str, str]:
    """The term of each folded word: itself, or the one that the pack names the same thing by."""
    known = {fold(word) for term, under in objects["includes"].items() for word in (term, *under)}
    return {word: word for word in sorted(known)} | {
        fold(word): fold(term) for term, words in objects["same"].items() for word in words
    }
