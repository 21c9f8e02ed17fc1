"""Sentences of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.annotate.splitting import LONGEST, split_sentences
from selon.lang import LanguagePack

CASES = {
    "stops": ("Un mot. Deux mots ! Trois ?", ["Un mot.", "Deux mots !", "Trois ?"]),
    "abbreviations": (
        "M. Valmont voit le Dr. Roux le 3 sept. 2019. Fin.",
        ["M. Valmont voit le Dr. Roux le 3 sept. 2019.", "Fin."],
    ),
    "initials and numbers": (
        "J. F. Valmont a 65.000 voix. Il part.",
        ["J. F. Valmont a 65.000 voix.", "Il part."],
    ),
    "a stop inside, then a reporting clause": (
        "« Vraiment ? » demande Luc. Oui.",
        ["« Vraiment ? » demande Luc.", "Oui."],
    ),
    "a stop inside ends the sentence": (
        "« Un. Deux. » Le maire part.",
        ["« Un. Deux. »", "Le maire part."],
    ),
    "glued after a quotation": ("« Un. Deux. »Le maire part.", ["« Un. Deux. »", "Le maire part."]),
    "glued sentences": (
        "La digue a cédé.Les pompiers arrivent.",
        ["La digue a cédé.", "Les pompiers arrivent."],
    ),
    "a stop behind a mark": (
        "Elle a eu « une belle vie ».Élue à Brives, elle est partie.",
        ["Elle a eu « une belle vie ».", "Élue à Brives, elle est partie."],
    ),
    "an address behind a mark": ("Il cite « la page ».fr et part.", ["Il cite « la page ».fr et part."]),
    "ellipsis goes on": ("Il y a... peut-être une suite. Oui.", ["Il y a... peut-être une suite.", "Oui."]),
    "no-break spaces": ("Un mot\u00a0! Deux\u202f? Trois.", ["Un mot\u00a0!", "Deux\u202f?", "Trois."]),
}


def quotes_of(text: str) -> list[tuple[int, int]]:
    return [(text.index("«"), text.index("»") + 1)] if "«" in text else []


@pytest.mark.parametrize("name", CASES)
def test_sentences(name: str, pack: LanguagePack) -> None:
    text, wanted = CASES[name]
    spans = split_sentences(text, 0, len(text), quotes_of(text), pack.speech.abbreviations)
    assert [text[start:end] for start, end in spans] == wanted


@given(st.text(max_size=200), st.data())
def test_every_letter_is_in_one_sentence_and_no_quotation_is_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left = data.draw(st.integers(start, end))
    right = data.draw(st.integers(left, end))
    quoted = text[left:right]
    opaque = [(left, right)] if len(quoted) > 1 and quoted == quoted.strip() else []
    spans = split_sentences(text, start, end, opaque, frozenset({"m"}))
    covered = [place for first, last in spans for place in range(first, last)]
    assert len(covered) == len(set(covered))
    assert all(place in set(covered) for place in range(start, end) if not text[place].isspace())
    for first, last in spans:
        assert not any(left < edge < right for edge in (first, last) for left, right in opaque)


@pytest.mark.parametrize("mark", [";", ",", ""])
def test_a_sentence_without_end_is_cut_where_it_can_be(mark: str) -> None:
    text = f"un mot de plus{mark} " * 1000
    spans = split_sentences(text, 0, len(text), (), frozenset())
    assert all(end - start <= LONGEST for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()
    assert not mark or all(text[end - 1] == mark for _, end in spans)


def test_no_cut_falls_into_a_quotation() -> None:
    text = "a" + ", b" * 400 + " « " + "c, " * 600 + "» " + "d, " * 600
    quote = text.index("«"), text.index("»") + 1
    spans = split_sentences(text, 0, len(text), (quote,), frozenset())
    assert not any(quote[0] < place < quote[1] for span in spans for place in span)
    assert [i for span in spans for i in range(*span) if text[i].isalnum()] == [
        i for i, letter in enumerate(text) if letter.isalnum()
    ]
