import re

import pytest

from selon.dates._grammar import grammar_of
from selon.dates._known_days import known_day
from selon.lang import LanguagePack
from selon.records import Edtf


def test_every_rule_compiles_and_can_begin_somewhere(pack: LanguagePack) -> None:
    rules = grammar_of(pack.times).rules
    assert len(rules) > len(pack.times.rules)
    assert [rule.rule.id for rule in rules if not rule.beginnings] == []


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


def test_holidays_have_at_most_one_rule_each_and_no_name_twice(pack: LanguagePack) -> None:
    names = [name for holiday in pack.times.holidays for name in holiday.names]
    assert len(names) == len(set(names))
    for holiday in pack.times.holidays:
        told = [holiday.fixed, holiday.easter, holiday.nth, holiday.known]
        assert len(told) - told.count(None) == (0 if holiday.names == ("aïd",) else 1)
        if holiday.fixed:
            assert Edtf.parse(f"2024-{holiday.fixed}").precision == "day"


def test_the_package_knows_every_day_that_it_is_asked_for(pack: LanguagePack) -> None:
    feasts = [*pack.times.holidays, *pack.times.national_days.values()]
    asked = [(*feast.known, feast.moves) for feast in feasts if feast.known]
    assert len(asked) > 90
    assert [day for day in asked if known_day(day[0], day[1], 2022, day[2]) is None] == []


@pytest.mark.parametrize("name", ["zones", "stamps", "cues", "shapes"])
def test_tables_are_there(name: str, pack: LanguagePack) -> None:
    table = getattr(pack.times, name)
    assert table
    assert all(isinstance(value, str) and value for value in table.values())
