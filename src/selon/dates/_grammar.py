"""The rules of a pack, compiled to regular expressions over word classes.

At each word only those rules are tried, in their order, that can begin with it and go on with the next word.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.dates._lexer import (
    Lexicon,
    Tokens,
    class_codes,
    make_lexicon,
    number_of,
    phrase_classes,
    read_tokens,
)
from selon.dates._patterns import Beginning, beginnings
from selon.lang.times import TimeRule, TimeWords
from selon.records import InvalidPack

__all__ = ["Grammar", "Hit", "find_hits", "grammar_of"]

_ITEM = re.compile(r"\(\?(?:=|!|<=|<!)|@\w+|(?P<name>[a-z]\w*:)?(?P<cls>=[^\s=]+|[a-z]\w*)(?P<many>\+)?|\S")
_MANY = "{1,8}"
"""What `class+` means: no number has more words, and a longer row must not be read from each of them."""
_Groups = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule as a regular expression, its names as (group, class) pairs, the codes it can begin with."""

    rule: TimeRule
    pattern: re.Pattern[str]
    groups: _Groups
    beginnings: tuple[Beginning, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules in their order, and those that fit where two codes stand, as far as they have been met."""

    lexicon: Lexicon
    rules: tuple[_Compiled, ...]
    firsts: dict[str, Sequence[tuple[_Compiled, frozenset[str] | None]]] = field(default_factory=dict)
    pairs: dict[str, tuple[_Compiled, ...]] = field(default_factory=dict)

    def fitting(self, pair: str) -> tuple[_Compiled, ...]:
        """The rules, in order, that can begin with this code and go on with the next, if there is one."""
        if pair not in self.pairs:
            code, after = pair[0], pair[1:]
            if code not in self.firsts:
                self.firsts[code] = [
                    (rule, second)
                    for rule in self.rules
                    for first, second in rule.beginnings
                    if code in first
                ]
            found = {
                id(rule): rule
                for rule, second in self.firsts[code]
                if second is None or (after and after in second)
            }
            self.pairs[pair] = tuple(found.values())
        return self.pairs[pair]


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that fits at one place. `start` and `end` are offsets into the text."""

    rule: TimeRule
    start: int
    end: int
    text: str
    tokens: Tokens
    match: re.Match[str]
    groups: _Groups

    def has(self, name: str) -> bool:
        """Whether the named part is there."""
        return any(self.match[group] for group, _ in self.groups.get(name, ()))

    def value(self, name: str) -> Any:
        """The value of the named part in the class it was asked for; of several numerals their number."""
        for group, cls in self.groups.get(name, ()):
            if self.match[group]:
                first, last = self.match.span(group)
                values = [self.tokens.values[i].get(cls) for i in range(first, last)]
                return values[0] if len(values) == 1 else number_of(values)
        return None

    def given(self, name: str) -> Any:
        """What the rule itself says."""
        return self.rule.given.get(name)


@functools.lru_cache(maxsize=8)
def grammar_of(words: TimeWords) -> Grammar:
    """Compile the rules of a pack; raises InvalidPack with the rule's id for a pattern that is none."""
    lexicon = make_lexicon(words)
    rules = (*_phrase_rules(words), *words.rules)
    return Grammar(
        lexicon, tuple(_compile(rule, number, words, lexicon) for number, rule in enumerate(rules))
    )


def find_hits(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Hit]:
    """The rules that fit in `text[start:end]`, from left to right, without overlap."""
    tokens = read_tokens(text, start, end, grammar.lexicon)
    codes, done = tokens.codes, 0
    for place in range(len(codes)):
        if place < done:
            continue
        for rule in grammar.fitting(codes[place : place + 2]):
            match = rule.pattern.match(codes, place)
            if match is not None:
                break
        else:
            continue
        spans = [match.span(group) for group, _ in rule.groups.get("span", ()) if match[group]]
        first, last = spans[0] if spans else match.span()
        done = match.end()
        if first < last:
            yield Hit(
                rule.rule, tokens.starts[first], tokens.ends[last - 1], text, tokens, match, rule.groups
            )


def _phrase_rules(words: TimeWords) -> list[TimeRule]:
    """The fixed wordings and the names of holidays as rules, the longest first."""
    vague = [
        TimeRule("phrase", " ".join(phrase_classes(phrase)), "vague", {"value": value})
        for phrase, value in sorted(words.phrases.items(), key=lambda item: -len(item[0]))
    ]
    frame = words.macros["holiday"]
    of_state = TimeRule("holiday", frame.replace("NAME", words.macros["national_day"]), "holiday", {})
    named = [
        (len(name), number, name, feast.article)
        for number, feast in enumerate(words.holidays)
        for name in feast.names
    ]
    return [*vague, of_state] + [
        TimeRule("holiday", _framed(name, frame, article), "holiday", {"holiday": number})
        for _, number, name, article in sorted(named, reverse=True)
    ]


def _framed(name: str, frame: str, article: bool) -> str:
    pattern = frame.replace("the? NAME", "the NAME") if article else frame
    return pattern.replace("NAME", " ".join(phrase_classes(name)))


def _compile(rule: TimeRule, number: int, words: TimeWords, lexicon: Lexicon) -> _Compiled:
    groups: dict[str, list[tuple[str, str]]] = {}
    parts = list(_parts(_expanded(rule.pattern, words), number, groups, lexicon))
    body = "".join(parts)
    try:
        return _Compiled(rule, re.compile(body), groups, beginnings(parts))
    except (re.error, IndexError) as error:
        raise InvalidPack(f"rule {rule.id}: {error}") from error


def _expanded(pattern: str, words: TimeWords) -> str:
    """A pattern with its macros written out."""
    while "@" in pattern:
        name = re.search(r"@(\w+)", pattern)
        if name is None or name[1] not in words.macros:
            raise InvalidPack(f"there is no such macro: {pattern}")
        pattern = pattern.replace(name[0], f"({words.macros[name[1]]})", 1)
    return pattern


def _parts(
    pattern: str, number: int, groups: dict[str, list[tuple[str, str]]], lexicon: Lexicon
) -> Iterator[str]:
    for item in _ITEM.finditer(pattern):
        token = item.group()
        if item["cls"]:
            yield from _word_class(item, number, groups, lexicon)
        elif token in "<>":
            yield _group("span", "", number, groups) if token == "<" else ")"
        else:
            yield "(?:" if token == "(" else token


def _word_class(
    item: re.Match[str], number: int, groups: dict[str, list[tuple[str, str]]], lexicon: Lexicon
) -> Iterator[str]:
    codes = class_codes(lexicon, item["cls"])
    if not codes:
        raise InvalidPack(f"no word has the class {item['cls']!r}")
    chars = [f"[{codes}]", *([_MANY] if item["many"] else [])]
    yield from (
        [_group(item["name"][:-1], item["cls"], number, groups), *chars, ")"] if item["name"] else chars
    )


def _group(name: str, cls: str, number: int, groups: dict[str, list[tuple[str, str]]]) -> str:
    group = f"{name}__{number}_{len(groups.get(name, ()))}"
    groups.setdefault(name, []).append((group, cls))
    return f"(?P<{group}>"
