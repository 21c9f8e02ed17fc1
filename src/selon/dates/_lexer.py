"""Text as a row of word classes: one private character a token, so that rules are regular expressions.

The code string is what the grammar matches; positions lead back to the text, which is never changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.lang.times import TimeWords

__all__ = [
    "BREAK",
    "Lexicon",
    "Tokens",
    "class_codes",
    "make_lexicon",
    "number_of",
    "phrase_classes",
    "read_tokens",
]

BREAK = "\n"
"""What stands for the end of a line in a coded view."""
_FIRST_CODE = 0xE000
_Values = Mapping[str, Any]
_UNKNOWN: dict[str, tuple[str, ...]] = {
    "w": ("word",), "p": ("word", "plural"), "g": ("word", "agent"), "W": ("cap",), "G": ("cap", "agent"),
    ";": ("mark",),
}  # fmt: skip


@dataclass(slots=True)
class Lexicon:
    """The words of a pack as codes; `classes` gives the codes of each class (filled as numbers are met)."""

    words: Mapping[str, tuple[str, _Values]]
    pattern: re.Pattern[str]
    agent: re.Pattern[str]
    zones: Mapping[str, str]
    sets: dict[frozenset[str], str]
    integers: dict[str, tuple[str, _Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a stretch of text: codes, character offsets and the values of their classes."""

    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    values: Sequence[_Values]


def make_lexicon(words: TimeWords) -> Lexicon:
    """Give every set of classes that a word or number can have a code of its own."""
    sets: dict[frozenset[str], str] = {}
    table = {word: (_code(sets, values.keys()), values) for word, values in _with_phrases(words).items()}
    lexicon = Lexicon(table, _pattern(words.shapes), re.compile(words.shapes["agent"]), words.zones, sets)
    for name in ("zone", "country", "clock", "numeric", "iso", "roman", "ordinal", "decimal"):
        _code(sets, (name,))
    _code(sets, ("decimal", "amount"))
    for value in (*range(1, 13), *range(32)):
        _code(sets, ("ordinal", "day") if value == 1 else ("ordinal",))
    for text in (*map(str, range(3000)), *(f"{n:02}" for n in range(100)), "000", "123456"):
        _integer(lexicon, text)
    return lexicon


def class_codes(lexicon: Lexicon, name: str) -> str:
    """All codes whose set of classes has this one."""
    known = "".join(code for classes, code in lexicon.sets.items() if name in classes)
    return known + "".join(code for code, classes in _UNKNOWN.items() if name in classes)


def phrase_classes(phrase: str) -> list[str]:
    """The names of the one-word classes by which a fixed wording is matched, word by word."""
    return [f"={word}" for word in _WORDS.findall(phrase.replace("’", "'"))]


_WORDS = re.compile(r"aujourd'hui|[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\w\s]")


def _with_phrases(words: TimeWords) -> dict[str, dict[str, Any]]:
    table = {word: dict(values) for word, values in words.words.items()}
    holidays = [name for holiday in words.holidays for name in holiday.names]
    single = [name for phrase in (*words.phrases, *holidays) for name in phrase_classes(phrase)]
    single += re.findall(r"=[^\W\d_]+", words.macros["national_day"])
    for name in single:
        table.setdefault(name[1:], {})[name] = None
    for word, values in list(table.items()):
        if word not in words.words:
            values["word"] = None
        values.update(_numeral(values))
        if "month" in values or "noon" in values:
            table[word.capitalize()] = {**values, "capital": None}
        elif "unit_plural" in values:
            table[word.capitalize()] = {**values, "capital_unit": None}
    return table


def _numeral(values: Mapping[str, Any]) -> dict[str, Any]:
    """The further classes of a numeral: an amount, and a day or an hour when it is small enough."""
    number = values.get("number")
    if number is None:
        return {}
    uses = {"amount": True, "day": 1 < number <= 31, "hour": number < 24}
    return {name: number for name, holds in uses.items() if holds}


def _code(sets: dict[frozenset[str], str], classes: Any) -> str:
    key = frozenset(classes)
    if key not in sets:
        sets[key] = chr(_FIRST_CODE + len(sets))
    return sets[key]


def _pattern(shapes: Mapping[str, str]) -> re.Pattern[str]:
    parts = {
        "break": r"\n[^\S\n]*\n",
        "joined": shapes["joined"],
        "iso": (
            r"\b\d{4}-(?:0[1-9]|1[0-2])"
            r"(?:-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?\b(?![-\d])"
        ),
        "numeric": r"\b[0-3]?\d(?P<mark>[./-])[01]?\d(?P=mark)(?:\d{4}|\d{2})\b(?!(?P=mark)\d)",
        "clock": shapes["clock"],
        "zone": shapes["zone"],
        "country": shapes["country"],
        "ordinal": shapes["ordinal"],
        "roman": shapes["roman"],
        "thousands": r"\b\d{1,3}(?:[.\s]\d{3})+(?!\d)",
        "decimal": r"\d+[.,]\d+",
        "integer": r"\d+",
        "word": r"[^\W\d_]+(?:[-‑][^\W\d_]+)*['’]?",
        "other": r"[^\w\s]",
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()), re.IGNORECASE)


def read_tokens(text: str, start: int, end: int, lexicon: Lexicon) -> Tokens:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[_Values] = []
    seen: dict[str, tuple[str, _Values] | None] = {}
    for match in lexicon.pattern.finditer(text, start, end):
        kind, token = match.lastgroup or "", match.group()
        if kind == "word":
            found = seen[token] if token in seen else seen.setdefault(token, _word(lexicon, token))
            if found is None:
                for piece in re.finditer(r"[^\W\d_]+['’]?|[-‑]", token):
                    code, value = _word(lexicon, piece.group(), whole=True) or ("w", {})
                    codes.append(code)
                    starts.append(match.start() + piece.start())
                    ends.append(match.start() + piece.end())
                    values.append(value)
                continue
        else:
            found = _shape(lexicon, kind, token, match)
        codes.append(found[0])
        starts.append(match.start())
        ends.append(match.end())
        values.append(found[1])
    return Tokens("".join(codes), starts, ends, values)


def _word(lexicon: Lexicon, token: str, whole: bool = False) -> tuple[str, _Values] | None:
    """The code of a word; null for a compound that is not listed and has to be cut at its hyphens."""
    lower = token.lower().replace("’", "'").replace("‑", "-")
    known = lexicon.words.get(token) or lexicon.words.get(lower)
    if known is not None:
        return known
    if "-" in lower and not whole:
        told = [lexicon.words.get(part, ("", {}))[1] for part in lower.split("-")]
        parts = [values.get("number") for values in told if "and" not in values]
        if None in parts:
            return None
        number = number_of(parts)
        return (
            _integer(lexicon, str(number))
            if number < 100
            else (_code(lexicon.sets, ("amount",)), {"amount": number})
        )
    if token[0].isupper():
        return "G" if lexicon.agent.search(lower) else "W", {}
    return ("g" if lexicon.agent.search(lower) else "p" if lower[-1] in "sx" else "w"), {}


def number_of(parts: Sequence[Any]) -> Any:
    """The number that numerals make together: 4 20 10 is 90, 2 100 is 200, 3 1000 is 3000."""
    total = current = 0
    for part in parts:
        if part == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif part == 100 or (part == 20 and current % 100 == 4):
            current = max(current, 1) * part
        else:
            current += part
    return total + current


def _integer(lexicon: Lexicon, text: str) -> tuple[str, _Values]:
    known = lexicon.integers.get(text)
    if known is None:
        number, size = int(text), len(text)
        tests = {
            "amount": True,
            "day": size <= 2 and 1 <= number <= 31,
            "hour": size <= 2 and number < 24,
            "minute_number": size == 2 and number <= 59,
            "year": size == 4 and 1000 <= number <= 2199,
            "recent": size == 4 and 1900 <= number < 2050 and number != 2000,
            "year2": size == 2,
            "late2": size == 2 and number >= 50,
        }
        classes = {name: number for name, holds in tests.items() if holds}
        known = (_code(lexicon.sets, classes), classes)
        if size <= 4:
            lexicon.integers[text] = known
    return known


def _shape(lexicon: Lexicon, kind: str, token: str, match: re.Match[str]) -> tuple[str, _Values]:
    if kind == "integer":
        return _integer(lexicon, token)
    if kind == "break":
        return BREAK, {}
    if kind in ("joined", "other"):
        return lexicon.words.get(token.lower().replace("’", "'").replace("‑", "-"), (";", {}))
    if kind == "thousands":
        return _code(lexicon.sets, ("amount",)), {"amount": int(re.sub(r"\D", "", token))}
    if kind == "decimal":
        return _code(lexicon.sets, ("decimal", "amount")), {"amount": float(token.replace(",", "."))}
    if kind == "ordinal":
        number = int(re.match(r"\d+", token).group())  # type: ignore[union-attr]
        classes = {"ordinal": number, "day": 1} if number == 1 else {"ordinal": number}
        return _code(lexicon.sets, classes), classes
    value = _zone(lexicon, match) if kind in ("zone", "country") else token
    return _code(lexicon.sets, (kind,)), {kind: value}


def _zone(lexicon: Lexicon, match: re.Match[str]) -> str | None:
    """`+01:00` or an IANA name; null for a place that the pack does not list, and for *heure locale*."""
    place = match["place"] or match["land"]
    if place:
        return lexicon.zones.get(place.lower())
    if match["offset"]:
        digits = re.sub(r"\D", "", match["offset"])
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        sign = "+" if match["offset"].lstrip()[0] == "+" else "-"
        return f"{sign}{int(hours):02}:{minutes}" if int(hours) <= 14 and minutes < "60" else None
    if re.search(r"UTC|GMT|TU", match.group()):
        return "+00:00"
    return None
