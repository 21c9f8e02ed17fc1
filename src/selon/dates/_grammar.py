"""The rules of a pack, compiled to one regular expression over word classes."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
from selon.lang.times import TimeRule, TimeWords
from selon.records import InvalidPack

__all__ = ["Grammar", "Hit", "find_hits", "grammar_of"]

_ITEM = re.compile(r"\(\?(?:=|!|<=|<!)|@\w+|(?P<name>[a-z]\w*:)?(?P<cls>=[^\s=]+|[a-z]\w*)(?P<many>\+)?|\S")


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules as one pattern; `groups[i]` maps the names used in rule i to (group, class) pairs."""

    lexicon: Lexicon
    pattern: re.Pattern[str]
    rules: tuple[TimeRule, ...]
    groups: tuple[dict[str, list[tuple[str, str]]], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that fits at one place. `start` and `end` are offsets into the text."""

    rule: TimeRule
    start: int
    end: int
    text: str
    tokens: Tokens
    match: re.Match[str]
    groups: dict[str, list[tuple[str, str]]]

    def has(self, name: str) -> bool:
        """Whether the named part is there."""
        return any(self.match[group] for group, _ in self.groups.get(name, ()))

    def value(self, name: str) -> Any:
        """The value of the named part in the class that it was asked for; of several numerals their number."""
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
    rules = (*words.rules, *_phrase_rules(words))
    parts, groups = [], []
    for number, rule in enumerate(_in_order(rules)):
        names: dict[str, list[tuple[str, str]]] = {}
        body = _translate(rule.pattern, number, names, words, lexicon)
        try:
            re.compile(body)
        except re.error as error:
            raise InvalidPack(f"rule {rule.id}: {error}") from error
        parts.append(f"(?P<rule__{number}>{body})")
        groups.append(names)
    return Grammar(lexicon, re.compile("|".join(parts)), tuple(_in_order(rules)), tuple(groups))


def find_hits(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Hit]:
    """The rules that fit in `text[start:end]`, from left to right, without overlap."""
    tokens = read_tokens(text, start, end, grammar.lexicon)
    for match in grammar.pattern.finditer(tokens.codes):
        number = int((match.lastgroup or "").rpartition("__")[2])
        rule, groups = grammar.rules[number], grammar.groups[number]
        first, last = match.span(groups["span"][0][0]) if "span" in groups else match.span()
        if first < last:
            yield Hit(rule, tokens.starts[first], tokens.ends[last - 1], text, tokens, match, groups)


def _in_order(rules: tuple[TimeRule, ...]) -> list[TimeRule]:
    """Rules marked `late` come after the fixed wordings, all others before... in the order written."""
    return sorted(rules, key=lambda rule: int(rule.given.get("late", 0)))


def _phrase_rules(words: TimeWords) -> list[TimeRule]:
    vague = [
        TimeRule("phrase", " ".join(phrase_classes(phrase)), "vague", {"value": value, "late": -1})
        for phrase, value in sorted(words.phrases.items(), key=lambda item: -len(item[0]))
    ]
    named = [
        (len(name), number, name) for number, holiday in enumerate(words.holidays) for name in holiday.names
    ]
    return vague + [
        TimeRule(
            "holiday",
            f"(away:away of?)? < the? {' '.join(phrase_classes(name))} (of? y:year)? ln:last_next? >",
            "holiday",
            {"holiday": number, "late": -1},
        )
        for _, number, name in sorted(named, reverse=True)
    ]


def _translate(
    pattern: str, number: int, names: dict[str, list[tuple[str, str]]], words: TimeWords, lexicon: Lexicon
) -> str:
    out: list[str] = []
    for item in _ITEM.finditer(pattern):
        token = item.group()
        if token[0] == "@":
            macro = words.macros.get(token[1:])
            if macro is None:
                raise InvalidPack(f"there is no macro {token}")
            out.append(f"(?:{_translate(macro, number, names, words, lexicon)})")
        elif item["cls"]:
            out.append(_word_class(item, number, names, lexicon))
        elif token in "<>":
            out.append(_group("span", "", number, names) if token == "<" else ")")
        else:
            out.append("(?:" if token == "(" else token)
    return "".join(out)


def _word_class(
    item: re.Match[str], number: int, names: dict[str, list[tuple[str, str]]], lexicon: Lexicon
) -> str:
    codes = "[^\n]" if item["cls"] == "any" else class_codes(lexicon, item["cls"])
    if not codes:
        raise InvalidPack(f"no word has the class {item['cls']!r}")
    chars = (codes if codes == "[^\n]" else f"[{re.escape(codes)}]") + (item["many"] or "")
    if not item["name"]:
        return chars
    return f"{_group(item['name'][:-1], item['cls'], number, names)}{chars})"


def _group(name: str, cls: str, number: int, names: dict[str, list[tuple[str, str]]]) -> str:
    group = f"{name}__{number}_{len(names.get(name, ()))}"
    names.setdefault(name, []).append((group, cls))
    return f"(?P<{group}>"
