"""The words by which utterances are compared: the French table is sound, and endings come off as told."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from selon.lang import LanguagePack
from selon.lang.variants import load_variants
from selon.records import InvalidPack

FOLDER = resources.files("selon.lang") / "fr"


@pytest.mark.parametrize(
    "forms",
    [
        ("grave", "graves"),
        ("livre", "livrer", "livré", "livrées", "livrait", "livrons", "livreront"),
        ("négociation", "négociations"),
        ("réunit", "réunir", "réunissent"),
        ("travaux",),
    ],
)
def test_forms_of_one_word(forms: tuple[str, ...], pack: LanguagePack) -> None:
    assert len({pack.variants.stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "two"), [("porte", "portail"), ("arme", "armateur")])
def test_other_words_stay_apart(one: str, two: str, pack: LanguagePack) -> None:
    assert (pack.variants.stem(one) == pack.variants.stem(two)) is False


@pytest.mark.parametrize(
    ("old", "new"),
    [('"très"', '"Très"'), ('"trop"', '"très"'), ('"trop"', '""'), ('"trop"', "7"), ("endings", "ends")],
)
def test_a_broken_table_is_told(old: str, new: str, tmp_path: Path) -> None:
    with resources.as_file(FOLDER / "variants.toml") as path:
        shutil.copy(path, tmp_path)
    told = (tmp_path / "variants.toml").read_text("utf-8").replace(old, new)
    (tmp_path / "variants.toml").write_text(told, "utf-8")
    with pytest.raises(InvalidPack):
        load_variants(tmp_path)
