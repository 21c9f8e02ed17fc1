"""The words of pages: the French table is sound, and its three kinds of entries are matched as told."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from selon.lang import LanguagePack
from selon.lang.pages import fold_line, load_pages

KINDS = ("boilerplate", "related", "comments", "caption", "byline", "stamp", "cookie", "paywall", "error")


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return tomllib.loads((resources.files("selon.lang") / "fr" / "pages.toml").read_text(encoding="utf8"))


def test_every_entry_is_folded_and_stands_once(table: dict[str, Any]) -> None:
    for kind in KINDS:
        for group, entries in table[kind].items():
            assert len(entries) == len(set(entries)), (kind, group)
            for entry in entries:
                assert entry
                assert fold_line(entry) == entry.strip(), (kind, group, entry)


def test_agencies_have_one_name_for_each_form(table: dict[str, Any]) -> None:
    forms = [form for entries in table["agencies"].values() for form in entries]
    assert len(forms) == len(set(forms))
    assert all(form == fold_line(form) for form in forms)


def test_stop_words_of_each_language_are_many_and_distinct(table: dict[str, Any]) -> None:
    for entry in table["languages"].values():
        assert len(entry["words"]) == len(set(entry["words"])) >= 30


def test_a_line_is_known_whatever_stands_around_it(pack: LanguagePack) -> None:
    words = pack.pages
    for line in ("• Lire aussi", "LIRE AUSSI :", "» Lire aussi…", "\u00a0Lire\u00a0aussi"):
        assert words.related.is_line(fold_line(line)), line
    assert not words.related.is_line(fold_line("Il faut lire aussi ce livre"))


def test_openings_and_phrases_end_at_word_boundaries(pack: LanguagePack) -> None:
    words = pack.pages
    assert words.related.opens(fold_line("Lire aussi : la suite"))
    assert not words.related.opens(fold_line("Lire aussitôt la suite"))
    assert words.cookie.holds(fold_line("Ce site utilise des cookies pour mesurer"))
    assert not words.cookie.holds(fold_line("Il mange des cookies"))


def test_numbered_headings(pack: LanguagePack) -> None:
    assert pack.pages.comments.opens(fold_line("27 commentaires"))
    assert pack.pages.comments.opens(fold_line("(1 réaction)"))
    assert not pack.pages.comments.opens(fold_line("27 commentaires ont été supprimés"))


def test_fold_line_keeps_the_length_of_what_it_keeps() -> None:
    assert fold_line(" L’Équipe\u202f: «\u00a0OUI\u00a0» ") == "l'équipe : « oui »"


def test_the_table_loads_by_itself() -> None:
    words = load_pages(resources.files("selon.lang") / "fr")
    assert words.agencies["agence france-presse"] == "AFP"
    assert words.languages["en"] == "English"
