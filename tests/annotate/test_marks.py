"""Quote marks: paired, nested, unbalanced, glued, over paragraphs; apostrophes are none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.annotate.marks import find_marks

from .pages import MARKED, page

CASES = {
    "four families": (
        '« Un », “deux”, ‘trois’ et "quatre".',
        ["« Un »", "“deux”", "‘trois’", '"quatre"'],
        [],
    ),
    "a pair in a pair": (
        "« Il parle d’un ‘coup de l’ami’ », dit-elle.",
        ["« Il parle d’un ‘coup de l’ami’ »", "‘coup de l’ami’"],
        [],
    ),
    "one mark too many": (
        "“Les digues sont soutenues”» argumenta-t-il.",
        ["“Les digues sont soutenues”"],
        [27],
    ),
    "glued to words": (
        "Ils ont appelé“très grave” ceci, “un choix”a dit Luc.",
        ["“très grave”", "“un choix”"],
        [],
    ),
    "elided before": ('la "rigueur" et l\'"abandon" du port', ['"rigueur"', '"abandon"'], []),
    "apostrophes": ("L'eau d’ici n'a pas l’air d'être bue aujourd’hui.", [], []),
    "single straight marks": (
        "Il a crié 'au feu les amis' et l'autre n'a rien dit.",
        ["'au feu les amis'"],
        [],
    ),
    "opens again on every paragraph": (
        '"Un.\n"Deux.\n"Trois", dit Luc. "Quatre".',
        ['"Un.\n"Deux.\n"Trois"', '"Quatre"'],
        [],
    ),
    "over a paragraph": ("« Un deux.\nTrois », dit Luc.", ["« Un deux.\nTrois »"], []),
    "never closed, at a start": ("“Nous irons demain.\nLa mairie se tait.", ["“Nous irons demain."], []),
    "never closed, in a sentence": ('Un écran de 5" ici. "Oui donc", dit Luc.', ['"Oui donc"'], [13]),
    "other mark closes": ('“Nous irons demain", dit Luc.', ['“Nous irons demain"'], []),
    "nothing inside": ('Il a écrit « » puis "".', [], []),
}


@pytest.mark.parametrize("name", CASES)
def test_marks(name: str) -> None:
    text, quotes, stray = CASES[name]
    marks = find_marks(page(text))
    assert [text[start:end] for start, end in marks.spans()] == quotes
    assert list(marks.stray) == stray


@pytest.mark.parametrize("name", ["one mark too many", "never closed, at a start", "other mark closes"])
def test_odd_marks_are_flags(name: str) -> None:
    (quote,) = find_marks(page(CASES[name][0])).quotes
    assert quote.flags == ("unbalanced-marks",)


def test_only_readable_blocks_have_marks() -> None:
    text = '"Un deux trois"\n"Quatre cinq"'
    document = page(text)
    first, second = document.blocks
    document = replace(document, blocks=(replace(first, kind="related"), second))
    assert find_marks(document).spans() == ((16, 29),)


@given(st.one_of(st.text(max_size=80), MARKED))
def test_spans_nest_and_stay_in_range(text: str) -> None:
    document = page(text)
    marks = find_marks(document)
    for quote in marks.quotes:
        assert 0 <= quote.start < quote.inner[0] <= quote.inner[1] <= quote.end <= len(text)
    for one in marks.quotes:
        for other in marks.quotes:
            apart = one.end <= other.start or other.end <= one.start
            held = (
                one.start <= other.start < other.end <= one.end
                or other.start <= one.start < one.end <= other.end
            )
            assert apart or held
    assert not set(marks.stray) & {quote.start for quote in marks.quotes}


def test_time_is_linear() -> None:
    marks = find_marks(page("« a “ b \" c ' d » " * 4000))
    assert len(marks.quotes) + len(marks.stray) > 4000
