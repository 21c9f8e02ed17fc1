"""Quotations: constructions one by one, made pages against their gold, and what the gold of others tells."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.annotate import annotate
from selon.evaluate.gold import FoundPage, found_page, read_gold
from selon.evaluate.quotations import QuotationScores, compare_quotations
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Analysis, Document, Quotation, RawPage

from .pages import MARKED, page

pytestmark = pytest.mark.parser

DATA = Path(__file__).resolve().parents[1] / "data" / "annotate" / "quotations"
CASES = {
    case["name"]: case for case in tomllib.loads((DATA / "constructions.toml").read_text("utf8"))["case"]
}
Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Read:
    return lambda text: annotate(page(text), pack, parser)


def contents(text: str, quotations: Sequence[Quotation]) -> list[str]:
    return [" … ".join(text[start:end] for start, end in quotation.content) for quotation in quotations]


@pytest.mark.parametrize("name", CASES)
def test_a_construction(name: str, read: Read) -> None:
    case = CASES[name]
    text = case["text"]
    (quotation,) = read(text).quotations
    assert contents(text, [quotation]) == [case["content"]]
    assert (quotation.cue and text[slice(*quotation.cue)]) == case.get("cue")
    assert (quotation.source and text[slice(*quotation.source)]) == case.get("source")
    assert quotation.act == case["act"]


@pytest.mark.parametrize(
    "text",
    [
        "Le traité dit « partenariat stratégique global » entre en vigueur lundi.",
        "Elle chante « Les Feux de la rampe » au théâtre de Brives.",
        'Il a pris une photo de ce "chef d\'œuvre" en passant.',
        "L'équipe a répondu aux questions des journalistes.",
        "La promesse de vente a été signée mardi chez le notaire.",
        "Pour la première fois, la digue a cédé.",
    ],
)
def test_names_and_scare_quotes_are_no_quotations(text: str, read: Read) -> None:
    assert contents(text, read(text).quotations) == []


def test_two_sources_are_two_speakers(read: Read) -> None:
    analysis = read("Paul Valmont et Lucie Ortiz affirment que le barrage est sûr.")
    names = {entity.id: entity.name for entity in analysis.entities}
    assert [names[speaker] for speaker in analysis.quotations[0].speakers] == ["Paul Valmont", "Lucie Ortiz"]


def test_a_quotation_in_a_quotation(read: Read) -> None:
    outer, inner = read("Lucie Ortiz a ajouté que les experts pensent que le barrage tiendra.").quotations
    assert (outer.nested_in, inner.nested_in) == (None, outer.id)
    assert inner.via == outer.speakers
    assert inner.speakers != outer.speakers


def test_a_second_verb_has_the_subject_of_the_first_and_not_that_of_the_words_in_marks(read: Read) -> None:
    text = "Lucie Ortiz a expliqué que « la digue est sûre » et assuré que personne ne partirait."
    for quotation in read(text).quotations:
        assert quotation.source is not None
        assert text[slice(*quotation.source)] == "Lucie Ortiz"


@pytest.mark.parametrize("clause", ["a-t-il dit", "a-t-elle pointé", "a renchéri Paul Valmont"])
def test_what_floats_gives_way_to_the_same_words_with_a_cue(clause: str, read: Read) -> None:
    text = f'La digue a cédé mardi. "Nous avions prévenu tout le monde. Rien n\'a été fait", {clause}.'
    (quotation,) = read(text).quotations
    assert quotation.cue is not None
    assert quotation.source is not None
    assert text[slice(*quotation.cue)] in clause
    assert text[slice(*quotation.source)] in clause


def test_what_floats_gives_way_to_the_reading_it_is_a_part_of(read: Read) -> None:
    text = (
        'La digue a cédé mardi. "Nous vous demandons des comptes, et vite", '
        "notamment sur le budget des travaux, ont ajouté les habitants."
    )
    (quotation,) = read(text).quotations
    assert text[slice(*quotation.content[0])].endswith("sur le budget des travaux")
    assert quotation.source is not None


def test_the_time_of_speech(read: Read) -> None:
    analysis = read("Le maire a déclaré mardi que la fête aurait lieu dimanche.")
    (quotation,) = analysis.quotations
    (tuesday,) = (time for time in analysis.times if time.start == 19)
    assert quotation.uttered == tuesday.id


def test_odd_marks_are_flagged(read: Read) -> None:
    (quotation,) = read("“La digue est solide”» argumente le préfet.").quotations
    assert quotation.flags == ("unbalanced-marks",)


def test_a_floating_quotation_has_the_speaker_of_the_discourse(read: Read) -> None:
    text = "« La digue tient », assure Lucie Ortiz. « Elle tiendra encore longtemps. »"
    told, floating = read(text).quotations
    assert (floating.cue, floating.source, floating.rule) == (None, None, "fr/float")
    assert floating.speakers == told.speakers != ()


def scores(folder: Path, texts: Path, pack: LanguagePack, parser: Any) -> QuotationScores:
    gold = read_gold((folder / "gold.jsonl").read_text("utf8").splitlines())
    found: dict[str, FoundPage] = {}
    told: dict[str, str] = {}
    for item in gold:
        document = extract(RawPage(item.doc, (texts / item.doc).read_bytes()), pack)
        assert isinstance(document, Document)
        told[item.doc] = document.text
        found[item.doc] = found_page(annotate(document, pack, parser))
    return compare_quotations(gold, found, told)


def test_made_pages(pack: LanguagePack, parser: Any) -> None:
    found = scores(DATA, DATA, pack, parser)
    assert found.near.f1 >= 0.9, found.disagreements
    assert found.same.f1 >= 0.85, found.disagreements
    assert found.speaker.f1 >= 0.7, found.disagreements


@pytest.mark.parametrize(("name", "near", "same"), [("seeds", 0.85, 0.77), ("dev-web", 0.74, 0.62)])
def test_pages_of_others(
    name: str, near: float, same: float, shared: Path, pack: LanguagePack, parser: Any
) -> None:
    folder = shared / "gold" / "quotations" / name
    found = scores(folder, shared / "seeds" if name == "seeds" else folder, pack, parser)
    assert found.near.f1 >= near
    assert found.same.f1 >= same


WORDS = st.lists(
    st.sampled_from(
        [
            "le",
            "maire",
            "a",
            "dit",
            "que",
            "«",
            "»",
            '"',
            ".",
            ",",
            ":",
            "Lucie",
            "Ortiz",
            "selon",
            "pour",
            "il",
            "-t-il",
            "affirme",
            "de",
            "partir",
            "ce",
            "nie",
            "\n",
            "oui",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), MARKED, WORDS))
def test_any_text_gives_sound_quotations(text: str, read: Read) -> None:
    analysis = read(text)
    quotations = analysis.quotations
    assert len({quotation.id for quotation in quotations}) == len(quotations)
    known = {entity.id for entity in analysis.entities}
    for quotation in quotations:
        assert quotation.content
        for start, end in quotation.content:
            assert 0 <= start < end <= len(text)
            assert any(letter.isalnum() for letter in text[start:end])
        assert list(quotation.content) == sorted(quotation.content)
        assert 0 <= quotation.confidence <= 1
        assert set(quotation.speakers) | set(quotation.via) <= known
        assert quotation.nested_in in {None, *(other.id for other in quotations if other is not quotation)}
    assert [item.content[0] for item in quotations] == sorted(item.content[0] for item in quotations)
