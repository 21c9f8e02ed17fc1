"""The parser's view of a page, and the way back to its offsets."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.annotate import load_parser, parse
from selon.lang import LanguagePack
from selon.records import ModelNotFound

from .pages import MARKED, page

pytestmark = pytest.mark.parser


def sentences(text: str, pack: LanguagePack, parser: Any) -> list[tuple[int, str, list[str]]]:
    return [
        (s.level, text[slice(*s.span)], ["###" if t.masked else t.text for t in s.tokens])
        for s in parse(page(text), pack, parser)
    ]


def test_a_whole_quotation_is_masked_and_parsed_apart(pack: LanguagePack, parser: Any) -> None:
    text = "« La digue tient. Elle tiendra », a-t-il ajouté."
    found = sentences(text, pack, parser)
    assert [(level, exact) for level, exact, _ in found] == [
        (0, text),
        (1, "La digue tient."),
        (1, "Elle tiendra"),
    ]
    assert found[0][2] == ["###", ",", "a", "-t", "-il", "ajouté", "."]
    mask = parse(page(text), pack, parser)[0].tokens[0]
    assert (mask.start, mask.end, mask.masked) == (0, 32, True)


def test_an_integrated_quotation_stays_in_its_clause(pack: LanguagePack, parser: Any) -> None:
    text = 'Il dénonce l\'"abandon" du port, appelé“grave” par Luc.'
    ((level, _, words),) = sentences(text, pack, parser)
    assert level == 0
    assert words[2:5] == ["l'", "abandon", "du"]
    assert words[words.index("appelé") + 1] == "grave"


def test_capitals_are_read_in_small_letters_and_stay_in_the_text(pack: LanguagePack, parser: Any) -> None:
    text = "LE PRÉFET MET EN GARDE LA BRETAGNE CONTRE LA CRUE\nLe préfet de la Bretagne craint une crue."
    headline, _ = parse(page(text), pack, parser)
    assert headline.tokens[1].text == "PRÉFET"
    verb = next(token for token in headline.tokens if token.text == "MET")
    assert verb.pos == "VERB"
    assert next(token for token in headline.tokens if token.text == "BRETAGNE").pos == "PROPN"


@pytest.mark.parametrize("text", ["Moscou dément.", "Le maire avait livré ces chars, ce que Paris dément."])
def test_a_verb_that_the_parser_does_not_know_is_read_by_another(
    text: str, pack: LanguagePack, parser: Any
) -> None:
    (sentence,) = parse(page(text), pack, parser)
    verb = sentence.tokens[-2]
    assert (verb.text, verb.lemma, verb.pos) == ("dément", "démentir", "VERB")
    assert text[verb.start : verb.end] == "dément"


def test_a_quotation_over_paragraphs_is_masked_in_each(pack: LanguagePack, parser: Any) -> None:
    text = "« La digue tient.\nElle tiendra encore », a dit le maire."
    first, second = (s for s in parse(page(text), pack, parser) if s.level == 0)
    assert [token.masked for token in first.tokens] == [True]
    assert second.tokens[0].masked
    assert text[second.tokens[0].start : second.tokens[0].end] == "Elle tiendra encore »"


def test_boilerplate_has_no_sentences(pack: LanguagePack, parser: Any) -> None:
    document = page("Le maire a dit que oui.")
    document = replace(document, blocks=(replace(document.blocks[0], kind="boilerplate"),))
    assert parse(document, pack, parser) == ()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), MARKED))
def test_any_text_gives_tokens_in_range(text: str, pack: LanguagePack, parser: Any) -> None:
    for sentence in parse(page(text), pack, parser):
        assert text[slice(*sentence.span)].strip()
        for token in sentence.tokens:
            assert sentence.span[0] <= token.start < token.end <= sentence.span[1]
            assert token.text == text[token.start : token.end]
            assert 0 <= token.head < len(sentence.tokens)


def test_a_model_that_is_not_there_is_told_with_what_to_do(pack: LanguagePack) -> None:
    with pytest.raises(ModelNotFound, match="pip install fr-no-such-model"):
        load_parser(replace(pack, model="fr_no_such_model"))
