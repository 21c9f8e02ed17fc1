"""The tables of a language pack that the time expressions need."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = ["Holiday", "TimeRule", "TimeWords", "load_times"]


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A pattern over word classes and what it means.

    `pattern` is a regular expression whose letters are words: `name:class` matches one word of a class and
    names it, `class` alone matches it, `@macro` stands for a pattern of the table of macros, `< >` enclose
    the span of the expression when there is context around it, `( ) | ? * +` and look-arounds mean what they
    mean in a regular expression. `meaning` names a function of `selon.dates`, `given` is passed on to it.
    """

    id: str
    pattern: str
    meaning: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name, told in one of four ways; in none where only the page could tell it.

    `fixed` is `MM-DD`; `easter` counts days from Easter Sunday; `nth` has the month, the weekday (0 is
    Monday) and which one of the month it is (-1 the last); `known` has a country (ISO 3166-1 alpha-3) and the
    English name of the day in the package `holidays`. `moves` says that the day of another year is no guide,
    `sighted` that the moon has to be seen first, so that any day is about right.
    `article` says that the name means the day only with its article.
    """

    names: tuple[str, ...]
    fixed: str | None = None
    easter: int | None = None
    nth: tuple[int, int, int] | None = None
    known: tuple[str, str] | None = None
    moves: bool = False
    sighted: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """The words and rules for time.

    `words` gives for a word in lower case its classes, each with its value (null when the class has none).
    `shapes` are regular expressions for tokens that are not plain words. `phrases` are fixed wordings with
    their TIMEX3 value. `cues` are regular expressions for verb forms and adverbs that tell past or future,
    `stamps` for the words around a publication line. `zones` maps names of places to IANA zones.
    `national_days` has the day of each state (alpha-3) that "fête nationale" with a demonym means.
    """

    words: Mapping[str, Mapping[str, Any]]
    shapes: Mapping[str, str]
    macros: Mapping[str, str]
    rules: tuple[TimeRule, ...]
    phrases: Mapping[str, str]
    holidays: tuple[Holiday, ...]
    zones: Mapping[str, str]
    cues: Mapping[str, str]
    stamps: Mapping[str, str]
    national_days: Mapping[str, Holiday]


def load_times(folder: Traversable) -> TimeWords:
    """The tables of `folder`; raises InvalidPack."""
    lexicon, grammar = read_table(folder, "times.toml"), read_table(folder, "times_rules.toml")
    calendar, states = read_table(folder, "times_calendar.toml"), read_table(folder, "states.toml")
    try:
        return TimeWords(
            words=_words(lexicon) | _states(states),
            shapes=grammar["shapes"],
            macros=grammar["macros"],
            rules=tuple(_rule(entry) for entry in grammar["rule"]),
            phrases=lexicon["phrases"],
            holidays=tuple(_holiday(entry) for entry in calendar["holiday"]),
            zones=calendar["zones"],
            cues=grammar["cues"],
            stamps=grammar["stamps"],
            national_days={
                state: Holiday((), known=(state, name)) for state, name in calendar["national_days"].items()
            },
        )
    except KeyError as error:
        raise InvalidPack(f"the tables of times lack {error}") from error


def _words(lexicon: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = {}
    for name, table in lexicon["values"].items():
        for word, value in table.items():
            words.setdefault(word, {})[name] = value
    for name, members in lexicon["classes"].items():
        for word in members:
            words.setdefault(word, {}).setdefault(name, None)
    return words


def _states(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The demonyms of states in the feminine; as other words they are nouns and name persons."""
    words: dict[str, dict[str, Any]] = {}
    for state, row in table["states"].items():
        for root in row.get("demonyms", ()):
            ending = max((end for end in table["inflection"] if root.endswith(end)), key=len)
            feminine = root[: len(root) - len(ending)] + table["inflection"][ending][1]
            words.setdefault(feminine, {"demonym": state, "word": None, "person": None})
    return words


def _rule(entry: Mapping[str, Any]) -> TimeRule:
    given = {key: value for key, value in entry.items() if key not in ("id", "pattern", "meaning")}
    return TimeRule(entry["id"], entry["pattern"], entry["meaning"], given)


def _holiday(entry: Mapping[str, Any]) -> Holiday:
    month, weekday, number = entry.get("nth", (0, 0, 0))
    return Holiday(
        names=tuple(entry["names"]),
        fixed=entry.get("fixed"),
        easter=entry.get("easter"),
        nth=(month, weekday, number) if month else None,
        known=(entry["known"][0], entry["known"][1]) if "known" in entry else None,
        moves=entry.get("moves", False),
        sighted=entry.get("sighted", False),
        article=entry.get("article", False),
    )
