"""The terms of a page: cut out fast or slowly, they are the same; and a vocabulary may begin anew."""

import dataclasses
import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import Made

from selon.lang import LanguagePack
from selon.link import terms as room
from selon.link.telling import numbered, telling
from selon.link.terms import PageTerms, page_terms
from selon.link.traces import ALL

PLURALS = ("s", "x")
WORD = re.compile(r"[^\W_]{3,}|(?<![^\W_])\d+(?![^\W_])")
# What stands in French pages, what looks like it, and letters that Windows-1252 has not.
LETTERS = "aàâéèœÿŒÉsxSX0123456789²½ªß_ -’'«»…\u00a0\u202f\n\u0301łжΣİ\U0001d400"


def of_text(text: str, title: str = "") -> PageTerms:
    page = Made("Titre.\n" + (text or "."), published=None).page()
    return page_terms(dataclasses.replace(page.document, title=title), PLURALS)


def by_hand(text: str) -> Counter[str]:
    words = WORD.findall(text.lower())
    return Counter(word[:-1] if word[-1] in PLURALS and len(word) > 4 else word for word in words)


@given(st.text(LETTERS, max_size=60) | st.text(max_size=60), st.text(LETTERS, max_size=20))
def test_terms_are_words_and_numbers_in_lower_case(text: str, title: str) -> None:
    found = of_text(text, title)
    expected = by_hand(text)
    for term, count in by_hand(title).items():
        expected[term] += 3 * count
    got = Counter(found.counts)
    assert got - by_hand("titre") == expected - by_hand("titre")
    assert found.places.tolist() == sorted(set(found.places.tolist()))
    assert found.names <= found.counts.keys()


def test_a_vocabulary_that_is_full_begins_anew(pack: LanguagePack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST", 3)
    texts = ("Une brume épaisse.", "Un orage bref à Brézac.", "Une brume épaisse.")
    pages = [of_text(text) for text in texts]
    assert pages[0].vocabulary is not pages[2].vocabulary
    assert pages[0].counts == pages[2].counts
    terms = numbered(pages, pack.stories)
    told = [telling(it, np.zeros(len(it.numbers), np.int64), pack.stories) for it in terms]
    assert (told[0].weights, told[0].words) == (told[2].weights, told[2].words)
    assert [it.numbers.tolist() for it in terms] == [[ALL, *it.terms.numbers.tolist()] for it in told]
    assert told[1].words != told[0].words


def test_terms_numbered_together_are_those_numbered_page_by_page(pack: LanguagePack) -> None:
    pages = [
        of_text(text) for text in ("Une brume épaisse.", "", "Un orage de 2021 à Brézac, un orage bref.")
    ]
    together = numbered(pages, pack.stories)
    alone = [numbered([page], pack.stories)[0] for page in pages]
    for one, two in zip(together, alone, strict=True):
        assert one.vocabulary is two.vocabulary
        rows = [(it.numbers, it.pages, it.times, it.more, it.places) for it in (one, two)]
        assert [row.tolist() for row in rows[0]] == [row.tolist() for row in rows[1]]
        assert one.numbers.tolist() == sorted(set(one.numbers.tolist()))
    assert numbered([], pack.stories) == []
