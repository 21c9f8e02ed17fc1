"""The words of reported speech: every verb has its forms, every entry means something."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from selon.lang import LanguagePack
from selon.lang.speech import load_speech
from selon.records import Act, InvalidPack

TABLE = resources.files("selon.lang") / "fr" / "speech.toml"
FRAMES = frozenset(
    {
        "that",
        "direct",
        "inf",
        "inf-to",
        "obj",
        "obj?",
        "answer",
        "pred",
        "pred-of",
        "pred-as",
        "pred-to",
        "pred-of?",
        "accuse",
        "whether",
        "adj",
    }
)
PREPOSITIONS = frozenset({"de", "à", "sur", "contre", "pour", "par", "en", "dans", "quant"})


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("rappelle", "rappeler"),
        ("répète", "répéter"),
        ("espérait", "espérer"),
        ("dénonçant", "dénoncer"),
        ("exigeait", "exiger"),
        ("avertit", "avertir"),
        ("s'inquiète", "inquiéter"),
        ("reconnaissent", "reconnaître"),
        ("promis", "promettre"),
    ],
)
def test_forms_lead_to_their_verb(form: str, lemma: str, pack: LanguagePack) -> None:
    assert lemma in {words.lemma for words in pack.speech.verbs[form.removeprefix("s'")]}


def test_phrases_come_before_their_verb_alone(pack: LanguagePack) -> None:
    for readings in pack.speech.verbs.values():
        lengths = [len(words.rest) for words in readings]
        assert lengths == sorted(lengths, reverse=True)
    assert pack.speech.verbs["mis"][0].rest == ("en", "garde")


def test_every_frame_is_one_that_is_read(pack: LanguagePack) -> None:
    for readings in pack.speech.verbs.values():
        for words in readings:
            assert words.frames
            assert words.frames <= FRAMES | PREPOSITIONS, words
    for words in pack.speech.adjectives.values():
        assert words.frames
        assert words.frames <= PREPOSITIONS | {"que"}, words


def test_acts_are_acts(pack: LanguagePack) -> None:
    acts = set(get_args(Act))
    assert {words.act for readings in pack.speech.verbs.values() for words in readings} <= acts


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"s\'engager" = "promise', '"s\'engager" = "vow', "no act"),
        ('tonner = "condemn', 'foudre = "condemn', "needs its forms"),
        ('spokespersons = ["porte-parole"]', 'spokespersons = ["porte-parole", "porte-parole"]', "twice"),
        ('spokespersons = ["porte-parole"]', "spokespersons = 3", "a list of words"),
        ('negators = ["ne", "n\'"]', "", "negators"),
        ("[grammar]", '[grammar]\nparticles = ["là"]', "particles"),
    ],
)
def test_a_broken_table_says_where(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = TABLE.read_text(encoding="utf8")
    assert old in text
    (tmp_path / "speech.toml").write_text(text.replace(old, new), encoding="utf8")
    with pytest.raises(InvalidPack, match=message):
        load_speech(tmp_path)


def test_the_table_has_a_source_and_no_word_under_two_names() -> None:
    text = TABLE.read_text(encoding="utf8")
    assert "Source" in text.splitlines()[1]
    assert len(tomllib.loads(text)["verbs"]) > 200
