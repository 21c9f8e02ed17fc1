"""Whether a found speaker is the gold's: by the words of names, not by identity of strings."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

__all__ = ["bears_name", "gold_speakers", "is_named", "name_words", "same_name", "same_speaker"]


@dataclass(frozen=True, slots=True)
class _NameRules:
    passed_over: frozenset[str]
    indefinite: frozenset[str]
    conjunction: re.Pattern[str]


@functools.cache
def _rules() -> _NameRules:
    table = tomllib.loads((resources.files("selon.evaluate") / "names.toml").read_text(encoding="utf-8"))
    return _NameRules(
        frozenset(table["passed_over"]),
        frozenset(table["indefinite"]),
        re.compile(rf"\s+{table['conjunction']}\s+"),
    )


@functools.lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: folded, without accents, articles and titles."""
    rules = _rules()
    folded = unicodedata.normalize("NFD", name.lower())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = [word for word in re.findall(r"\w+", plain) if word not in rules.passed_over]
    return frozenset(words[1:] if len(words) > 1 and words[0] in rules.indefinite else words)


def same_name(a: str, b: str) -> bool:
    """Whether one name's words contain the other's: Kirby is John Kirby, one Korea is not the other."""
    first, second = name_words(a), name_words(b)
    return bool(first and second) and (first <= second or second <= first)


def bears_name(names: Iterable[str], name: str) -> bool:
    """Whether one of the names is the same as the other, as `same_name` has it."""
    return any(same_name(own, name) for own in names)


def is_named(rights: Iterable[str], names: Iterable[str], rivals: Iterable[str]) -> bool:
    """Whether an actor bears one of the right names, and not the very name of a rival of the page's gold."""
    wanted, borne = list(rights), list(names)
    if not any(same_name(right, name) for right in wanted for name in borne):
        return False
    others = [name_words(rival) for rival in rivals if not any(same_name(rival, right) for right in wanted)]
    return not any(name_words(name) in others for name in borne)


def gold_speakers(name: str) -> list[str]:
    """The speakers that a gold name stands for: two when a conjunction joins two names."""
    return [part for part in _rules().conjunction.split(name) if name_words(part)] or [name]


def same_speaker(gold: str, found: Sequence[Sequence[str]], others: Iterable[str] = ()) -> bool:
    """Whether the speakers of a found quotation, each a list of names, are those of the gold name.

    `others` are the gold names of the page: a speaker who also bears the name of another one of them
    has swallowed two people and is not right for either.
    """
    rivals = tuple(others)
    return any(
        len(wanted) == len(found)
        and all(any(_is_one(names, want, rivals) for names in found) for want in wanted)
        for wanted in (gold_speakers(gold), [gold])
    )


def _is_one(names: Sequence[str], name: str, rivals: Sequence[str]) -> bool:
    if not bears_name(names, name):
        return False
    return not any(bears_name(names, rival) for rival in rivals if not same_name(rival, name))
