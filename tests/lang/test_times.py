import re

import pytest

from selon.dates._grammar import grammar_of
from selon.lang import LanguagePack
from selon.records import Edtf


def test_every_rule_compiles_and_can_begin_somewhere(pack: LanguagePack) -> None:
    rules = grammar_of(pack.times).rules
    assert len(rules) > len(pack.times.rules)
    assert [rule.rule.id for rule in rules if not rule.first] == []


def test_words_are_lower_case_with_straight_apostrophes(pack: LanguagePack) -> None:
    assert [word for word in pack.times.words if word != word.lower() or "’" in word] == []


def test_no_rule_is_written_twice(pack: LanguagePack) -> None:
    patterns = [rule.pattern for rule in pack.times.rules]
    assert sorted(set(patterns)) == sorted(patterns)


def test_every_class_that_is_listed_is_used(pack: LanguagePack) -> None:
    used = {name for rule in pack.times.rules for name in re.findall(r"[a-z]\w*", rule.pattern)}
    used |= {name for macro in pack.times.macros.values() for name in re.findall(r"[a-z]\w*", macro)}
    listed = {name for values in pack.times.words.values() for name in values}
    assert sorted(listed - used - {"number"}) == []


def test_holidays_have_one_rule_each_and_no_name_twice(pack: LanguagePack) -> None:
    names = [name for holiday in pack.times.holidays for name in holiday.names]
    assert len(names) == len(set(names))
    for holiday in pack.times.holidays:
        told = [holiday.fixed is not None, holiday.easter is not None, holiday.nth is not None]
        assert told.count(True) == 1
        if holiday.fixed:
            assert Edtf.parse(f"2024-{holiday.fixed}").precision == "day"


@pytest.mark.parametrize("name", ["zones", "stamps", "cues", "shapes"])
def test_tables_are_there(name: str, pack: LanguagePack) -> None:
    table = getattr(pack.times, name)
    assert table
    assert all(isinstance(value, str) and value for value in table.values())
