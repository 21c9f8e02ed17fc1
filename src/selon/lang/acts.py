"""The table of a language pack about acts: what is done by saying something, beside what the verb tells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, get_args

from selon.lang._table import read_table
from selon.lang.speech import CueWords, read_verbs
from selon.records import Act, InvalidPack

__all__ = ["ActWords", "Contents", "load_acts"]

Contents = tuple[tuple[Act, re.Pattern[str]], ...]
"""Acts with the expressions over a content that tell them, in order of precedence."""


@dataclass(frozen=True, slots=True, eq=False)
class ActWords:
    """What tells an act beside the verb's own.

    `judging`, `asking`, `excluding`, `refusing`, `stating`, `informing`, `opining`, `angry` and `assuring`
    are lemmas of verbs whose act hangs on what they say. `offered` finds what can be turned down,
    `denial_goes_on` negated words after a denial, `plain_denial` words that say of themselves that something
    is not so, `declining` those that turn something down, `praise` a good judgement, `deed` what a body has
    done, `coming` what is still to come, `to_come` the same as seen from a past, `assurance` what is
    promised, `participle` a word that reports only after an auxiliary. `contents` are acts with the
    expressions that tell them under a neutral verb, `opinions` more of them for verbs of opinion. `verbs`
    maps forms to verbs with their acts, for a quotation that no reporting verb is linked to; `lemmas` maps
    the plain ones to their acts.
    """

    judging: frozenset[str]
    asking: frozenset[str]
    excluding: frozenset[str]
    refusing: frozenset[str]
    stating: frozenset[str]
    informing: frozenset[str]
    opining: frozenset[str]
    angry: frozenset[str]
    assuring: frozenset[str]
    offered: re.Pattern[str]
    denial_goes_on: re.Pattern[str]
    plain_denial: re.Pattern[str]
    declining: re.Pattern[str]
    praise: re.Pattern[str]
    deed: re.Pattern[str]
    coming: re.Pattern[str]
    to_come: re.Pattern[str]
    assurance: re.Pattern[str]
    participle: re.Pattern[str]
    contents: Contents
    opinions: Contents
    verbs: Mapping[str, tuple[CueWords, ...]]
    lemmas: Mapping[str, Act]


def load_acts(folder: Traversable) -> ActWords:
    """The table of `folder`; raises InvalidPack."""
    table = read_table(folder, "acts.toml")
    try:
        verbs = _verbs(folder, table)
        return ActWords(
            judging=frozenset(table["judging"]),
            asking=frozenset(table["asking"]),
            excluding=frozenset(table["excluding"]),
            refusing=frozenset(table["refusing"]),
            stating=frozenset(table["stating"]),
            informing=frozenset(table["informing"]),
            opining=frozenset(table["opining"]),
            angry=frozenset(table["angry"]),
            assuring=frozenset(table["assuring"]),
            offered=re.compile(table["offered"]),
            denial_goes_on=re.compile(table["denial_goes_on"]),
            plain_denial=re.compile(table["plain_denial"]),
            declining=re.compile(table["declining"]),
            praise=re.compile(table["praise"]),
            deed=re.compile(table["deed"]),
            coming=re.compile(table["coming"]),
            to_come=re.compile(table["to_come"]),
            assurance=re.compile(table["assurance"]),
            participle=re.compile(table["participle"]),
            contents=_contents(table["contents"]),
            opinions=_contents(table["opinions"]),
            verbs=verbs,
            lemmas=_plain(verbs),
        )
    except (KeyError, TypeError, re.error) as error:
        raise InvalidPack(f"acts.toml: {type(error).__name__} at {error}") from error


def _plain(verbs: Mapping[str, Sequence[CueWords]]) -> dict[str, Act]:
    """The acts of the verbs that are one word without a pronoun."""
    cues = (cue for several in verbs.values() for cue in several)
    return {cue.lemma: cue.act for cue in cues if not cue.reflexive and not cue.rest}


def _contents(table: Mapping[str, Any]) -> Contents:
    unknown = [act for act in table if act not in get_args(Act)]
    if unknown:
        raise InvalidPack(f"acts.toml: there is no act of this name: {unknown[0]!r}")
    return tuple((act, re.compile("|".join(patterns))) for act, patterns in table.items())  # type: ignore[misc]


def _verbs(folder: Traversable, table: Mapping[str, Any]) -> dict[str, tuple[CueWords, ...]]:
    """Every form of the verbs of this table, conjugated by the tables of reported speech."""
    speech = read_table(folder, "speech.toml")
    named = {name: act for act, names in table["verbs"].items() for name in names}
    forms = {**speech["forms"], **table["forms"]}
    return read_verbs({"verbs": named, "forms": forms, "endings": speech["endings"]})
