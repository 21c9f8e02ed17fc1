"""The table of a language pack about acts: what is done by saying something, beside what the verb tells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, get_args

from selon.lang._table import read_table
from selon.records import Act, InvalidPack

__all__ = ["ActWords", "load_acts"]


@dataclass(frozen=True, slots=True, eq=False)
class ActWords:
    """What tells an act beside the verb's own.

    `judging`, `asking`, `excluding` and `informing` are lemmas of verbs whose act hangs on what they say;
    `denials` finds words of denial in the sentence before, `negation` a negated content, `praise` a good
    judgement, `deed` what a body has done or will do. `contents` are acts with the expressions that tell them
    under a neutral verb, in order of precedence.
    """

    judging: frozenset[str]
    asking: frozenset[str]
    excluding: frozenset[str]
    informing: frozenset[str]
    denials: re.Pattern[str]
    negation: re.Pattern[str]
    praise: re.Pattern[str]
    deed: re.Pattern[str]
    contents: tuple[tuple[Act, re.Pattern[str]], ...]


def load_acts(folder: Traversable) -> ActWords:
    """The table of `folder`; raises InvalidPack."""
    table = read_table(folder, "acts.toml")
    try:
        return ActWords(
            judging=frozenset(table["judging"]),
            asking=frozenset(table["asking"]),
            excluding=frozenset(table["excluding"]),
            informing=frozenset(table["informing"]),
            denials=re.compile(table["denials"]),
            negation=re.compile(table["negation"]),
            praise=re.compile(table["praise"]),
            deed=re.compile(table["deed"]),
            contents=_contents(table["contents"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise InvalidPack(f"acts.toml: {type(error).__name__} at {error}") from error


def _contents(table: Mapping[str, Any]) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    unknown = [act for act in table if act not in get_args(Act)]
    if unknown:
        raise InvalidPack(f"acts.toml: there is no act of this name: {unknown[0]!r}")
    return tuple((act, re.compile("|".join(patterns))) for act, patterns in table.items())  # type: ignore[misc]
