"""The tables of a language pack that reported speech needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from selon.lang._table import read_table
from selon.records import Act, InvalidPack

__all__ = ["ClosedClass", "CueWords", "Grammar", "SpeechWords", "load_speech", "read_verbs"]

_REFLEXIVE = ("se ", "s'en ", "s'")

ClosedClass = Literal[
    "final",
    "complementisers",
    "interrogatives",
    "not_before_complement",
    "first_person",
    "tonic",
    "third_tonic",
    "relatives",
    "clitics",
    "reflexives",
    "subject_clitics",
    "cleft_subjects",
    "negations",
    "have",
    "be",
    "subordinators",
    "openers",
    "prepositions",
    "of",
    "to",
    "subjects",
    "asides",
    "article_asides",
    "capital_asides",
    "ties",
    "continuers",
    "meaning",
    "loose_ends",
    "boundaries",
    "joints",
    "naming",
    "conjunct",
    "finite_endings",
    "participle_endings",
    "pronouns",
    "articles",
    "conjunctions",
    "coordinators",
    "and",
    "but",
    "but_also",
    "sequels",
    "neuter",
    "relative_pronouns",
    "subject_relatives",
    "adverbials",
    "against",
    "as",
    "by",
    "of_it",
    "gerund",
    "gerund_before",
    "negators",
    "pronominal",
    "own_reflexives",
    "own_subjects",
    "object_clitics",
    "resumers",
    "elided_if",
    "after_elided_if",
    "determiners",
    "date_articles",
    "contracted",
    "partitives",
    "plural_articles",
    "counting",
    "tolls",
    "sentencing",
    "penalties",
    "some",
    "takes_up",
    "said_nouns",
    "manners_of_denial",
    "none_of",
    "verb_followers",
    "missed_verbs",
    "euphonic",
    "indefinite_clitics",
    "whereabouts",
    "been",
    "present_participles",
    "charges",
    "phrase_breaks",
    "phrase_loose_ends",
    "phrase_ties",
    "phrase_pronouns",
    "gerund_endings",
    "agreement_endings",
]
"""A closed class of the grammar, by what its words do; the pack lists them, with comments."""

Grammar = Mapping[ClosedClass, frozenset[str]]
"""The words of each closed class, in lower case, as the parser's tokeniser cuts them."""


@dataclass(frozen=True, slots=True)
class CueWords:
    """One reporting verb, noun or adjective: its act and the frames in which it is read.

    `lemma` is the infinitive (or noun, adjective); `reflexive` tells that it counts only with *se*; `rest`
    are the words after the verb that make the phrase (`mettre` + `en garde`).
    """

    lemma: str
    act: Act
    frames: frozenset[str]
    reflexive: bool = False
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SpeechWords:
    """What marks reported speech in a language.

    `abbreviations` end with a stop without ending a sentence (lower case, without the stop). `verbs` maps
    every form of a reporting verb, in lower case, to its readings, the longest phrase first; `nouns` and
    `adjectives` map lemmas. `source_prepositions`, `opinion_prepositions` and `source_phrases` name a source
    without a verb, as tuples of words; `own_views` hold it as a possessive (*à ses yeux*);
    `not_sources` are nouns after them that are none. `time_nouns` may stand between a verb and its inverted
    subject. `clause_breaks` open a clause beside the reported one.
    `spokespersons` are roles whose word is that of the body they speak for. `grammar` has the closed classes
    by name; `contractions` maps elided and contracted words to the plain one in them. `stand_ins` are forms
    of reporting verbs that the parser does not know, each with one of the same length that it reads instead.
    """

    abbreviations: frozenset[str]
    verbs: Mapping[str, tuple[CueWords, ...]]
    nouns: Mapping[str, CueWords]
    adjectives: Mapping[str, CueWords]
    source_prepositions: tuple[tuple[str, ...], ...]
    opinion_prepositions: tuple[tuple[str, ...], ...]
    source_phrases: tuple[tuple[str, ...], ...]
    own_views: tuple[tuple[str, ...], ...]
    not_sources: frozenset[str]
    time_nouns: frozenset[str]
    clause_breaks: tuple[tuple[str, ...], ...]
    spokespersons: frozenset[str]
    grammar: Grammar
    contractions: Mapping[str, str]
    stand_ins: Mapping[str, str]


def load_speech(folder: Traversable) -> SpeechWords:
    """The tables of `folder`; raises InvalidPack."""
    table = read_table(folder, "speech.toml")
    return SpeechWords(
        abbreviations=frozenset(_words(table, "abbreviations")),
        verbs=read_verbs(table),
        nouns={lemma: _cue(lemma, value) for lemma, value in table["nouns"].items()},
        adjectives={lemma: _cue(lemma, value) for lemma, value in table["adjectives"].items()},
        source_prepositions=_phrases(table, "source_prepositions"),
        opinion_prepositions=_phrases(table, "opinion_prepositions"),
        source_phrases=_phrases(table, "source_phrases"),
        own_views=_phrases(table, "own_views"),
        not_sources=frozenset(_words(table, "not_sources")),
        time_nouns=frozenset(_words(table, "time_nouns")),
        clause_breaks=_phrases(table, "clause_breaks"),
        spokespersons=frozenset(_words(table, "spokespersons")),
        grammar=_grammar(table["grammar"]),
        contractions=dict(table["contractions"]),
        stand_ins=_stand_ins(table["stand_ins"]),
    )


def _stand_ins(table: Mapping[str, str]) -> dict[str, str]:
    """Forms and what is read in their place: of the same length, so that offsets stay."""
    if odd := [form for form, other in table.items() if len(form) != len(other)]:
        raise InvalidPack(f"speech.toml: [stand_ins] has forms of another length: {odd}")
    return dict(table)


def _words(table: Mapping[str, Any], key: str) -> list[str]:
    words = table.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise InvalidPack(f"speech.toml: {key!r} must be a list of words")
    if len(set(words)) < len(words):
        raise InvalidPack(f"speech.toml: {key!r} holds a word twice")
    return words


def _grammar(table: Mapping[str, Any]) -> Grammar:
    """Every closed class that the reading of sentences asks for, and no other."""
    wanted: tuple[ClosedClass, ...] = get_args(ClosedClass)
    if odd := sorted(set(wanted) ^ set(table)):
        raise InvalidPack(f"speech.toml: [grammar] lacks a class, or has one that nothing reads: {odd}")
    return {name: frozenset(_words(table, name)) for name in wanted}


def _phrases(table: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as the tokens that the parser makes of them: an elided word keeps its apostrophe."""
    phrases = (tuple(phrase.replace("'", "' ").split()) for phrase in _words(table, key))
    return tuple(sorted(phrases, key=len, reverse=True))


def _cue(name: str, value: str) -> CueWords:
    act, *frames = value.split()
    if act not in get_args(Act):
        raise InvalidPack(f"speech.toml: {name!r} has no act of this name: {act!r}")
    prefix = next((prefix for prefix in _REFLEXIVE if name.startswith(prefix)), "")
    words = name.removeprefix(prefix).replace("'", "' ").split()
    return CueWords(words[0], act, frozenset(frames), bool(prefix), tuple(words[1:]))  # type: ignore[arg-type]


def read_verbs(table: Mapping[str, Any]) -> dict[str, tuple[CueWords, ...]]:
    """Every form of the verbs of a table with its readings, the longest first; raises InvalidPack."""
    readings: dict[str, list[CueWords]] = {}
    for name, value in table["verbs"].items():
        cue = _cue(name, value)
        for form in _forms(table, name, cue.lemma):
            readings.setdefault(form, []).append(cue)
    return {
        form: tuple(sorted(cues, key=lambda cue: (-len(cue.rest), not cue.reflexive)))
        for form, cues in readings.items()
    }


def _forms(table: Mapping[str, Any], name: str, lemma: str) -> set[str]:
    listed = table["forms"].get(name) or table["forms"].get(lemma)
    if listed:
        return set(listed)
    group, stem = lemma[-2:], lemma[:-2]
    if group not in table["endings"]:
        raise InvalidPack(f"speech.toml: the verb {name!r} needs its forms")
    return {_spell(stem, ending) + ending for ending in table["endings"][group]} | {
        stem + ending for ending in table["endings"][group]
    }


def _spell(stem: str, ending: str) -> str:
    """The stem as it is written before this ending: *dénonç-ait, exige-ait, rappell-e, répèt-e*."""
    if ending[0] in "ao":
        return stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    if ending in ("e", "es", "ent", "era", "eront", "erait", "eraient"):
        if stem.endswith(("appel", "jet")):
            return stem + stem[-1]
        return _grave(stem)
    return stem


def _grave(stem: str) -> str:
    """*répét-* before a mute ending is *répèt-*, *lev-* is *lèv-*."""
    if len(stem) > 2 and stem[-2] in "ée" and stem[-1] not in "aeiouéèrxz":
        return stem[:-2] + "è" + stem[-1]
    if stem.endswith("ér"):
        return stem[:-2] + "èr"
    if stem.endswith(("bl", "gl", "dr", "br", "gn")) and len(stem) > 3 and stem[-3] == "é":
        return stem[:-3] + "è" + stem[-2:]
    return stem
