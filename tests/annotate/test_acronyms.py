"""What acronyms stand for, by their letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.annotate.acronyms import spelled_out


@pytest.mark.parametrize(
    ("text", "acronym", "full"),
    [
        ("l'office des eaux et rivières (OER) a dit", "OER", "office des eaux et rivières"),
        ("La Société suisse du gaz (SSG)", "SSG", "Société suisse du gaz"),
        ("l'Office régional de l'environnement (OREV)", "OREV", "Office régional de l'environnement"),
        ("la RTL (régie des trams lillois) indique", "RTL", "régie des trams lillois"),
        ("le marché de Lille (MIN)", "MIN", None),
        ("le MIL (marché de Lille, ndlr)", "MIL", None),
        ("Paul Durand (LFI)", "LFI", None),
        ("une ligue. Française ignorée (LFI)", "LFI", None),
    ],
)
def test_the_words_are_those_whose_letters_the_acronym_has(text: str, acronym: str, full: str | None) -> None:
    start = text.index(acronym)
    found = spelled_out(text, (start, start + len(acronym)))
    assert (text[slice(*found)] if found else None) == full


@given(st.text(alphabet="AB ab(),.'\n", max_size=40), st.integers(0, 40), st.integers(0, 6))
def test_any_text_gives_a_span_of_it_or_none(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    found = spelled_out(text, (start, min(start + length, len(text))))
    assert found is None or 0 <= found[0] < found[1] <= len(text)
