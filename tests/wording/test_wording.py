import io
import re
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import selon.wording
from selon.records import (
    Act,
    AnchorKind,
    BlockKind,
    Claim,
    Copy,
    EntityKind,
    Factuality,
    InvalidDate,
    MentionKind,
    Modality,
    Mode,
    Stance,
    StanceValue,
    Status,
    TimeKind,
    Verb,
)
from selon.wording import LANGUAGES, claim_in_words, date_in_words, word

LOCALE = Path(selon.wording.__file__).parent / "locale"
LITERALS = [
    Act,
    AnchorKind,
    BlockKind,
    EntityKind,
    Factuality,
    MentionKind,
    Mode,
    StanceValue,
    Status,
    TimeKind,
    Verb,
    Copy.__annotations__["kind"],
    Stance.__annotations__["scope"],
]
KEYS = sorted({key for literal in LITERALS for key in get_args(literal)})
# As the reference of the record format lists them: kinds of events with their roles, reasons, bases.
EVENTS = [
    "arms-transfer",
    "supplier",
    "recipient",
    "weapon",
    "quantity",
    "arms-negotiation",
    "buyer",
    "seller",
    "technology-transfer",
    "technology",
    "cooperation",
    "parties",
    "field",
    "agreement",
    "instrument",
    "sanction",
    "imposer",
    "target",
    "ground",
    "countermeasure",
    "actor",
    "disclosure",
    "discloser",
    "matter",
    "aid",
    "donor",
    "object",
    "meeting",
    "participants",
    "place",
    "visit",
    "visitor",
    "host",
    "letter",
    "sender",
    "exercise",
    "attack",
    "attacker",
    "vote",
    "body",
    "motion",
    "appointment",
    "person",
    "post",
    "arrest",
    "by",
    "protest",
    "protesters",
    "against",
    "death-toll",
    "count",
]
OTHERS = [
    "not-text",
    "empty",
    "cookie-wall",
    "paywall-stub",
    "error-page",
    "unsupported-language",
    "too-large",
    "unreadable",
    "broken",
    "encrypted",
    "unsafe",
    "unknown-columns",
    "unknown-format",
    "needs-extra",
    "engine-fault",
    "column",
    "feed",
    "mail-header",
    "europresse",
    "visible",
    "header",
    "dateline",
    "json-ld",
    "meta",
    "time-element",
    "url",
    "htmldate",
    "unknown",
]


def known(language: str) -> set[str]:
    with (LOCALE / language / "LC_MESSAGES" / "selon.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    return {str(message.id) for message in catalog if message.id and message.string}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_word(language: str) -> None:
    keys = {*KEYS, *EVENTS, *OTHERS}
    assert keys - known(language) == set()
    assert all(word(key, language).strip() for key in keys)


def test_both_languages_have_the_same_keys() -> None:
    assert known("fr") == known("en")


def test_the_event_kinds_of_the_record_format(shared: Path) -> None:
    text = (shared / "design" / "RECORDS.md").read_text(encoding="utf8")
    listed = re.search(r"\*\*Event kinds\*\*(.*)", text)
    assert listed is not None
    kinds = re.findall(r"`([a-z-]+)` \(([^)]*)\)", listed[1])
    assert len(kinds) >= 19
    keys = {key for kind, roles in kinds for key in (kind, *roles.split(", "))}
    assert keys - known("fr") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    with (folder / "selon.po").open("rb") as file:
        fresh = io.BytesIO()
        write_mo(fresh, read_po(file, locale=language))
    with (folder / "selon.mo").open("rb") as file:
        compiled = {(m.id, m.context): m.string for m in read_mo(file) if m.id}
    fresh.seek(0)
    assert compiled == {(m.id, m.context): m.string for m in read_mo(fresh) if m.id}


def test_words() -> None:
    assert word("arms-transfer") == "livraison d’armes"
    assert word("denies", "en") == "denies"
    assert word("denies") == "dément"
    assert word("of-a-pack-to-come") == "of-a-pack-to-come"
    assert word("") == ""
    assert word("denies", "de") == "denies"


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("2023", "2023", "2023"),
        ("2023-06", "juin 2023", "June 2023"),
        ("2023-06-12", "12 juin 2023", "12 June 2023"),
        ("2024-06-01", "1er juin 2024", "1 June 2024"),
        ("2023-09~", "vers septembre 2023", "about September 2023"),
        ("2023-09-06~", "vers le 6 septembre 2023", "about 6 September 2023"),
        ("2023?", "2023 (incertain)", "2023 (uncertain)"),
        (
            "[2024-05-30,2024-06-06,2024-06-13]",
            "le 30 mai, 6 ou 13 juin 2024",
            "on 30 May, 6 or 13 June 2024",
        ),
        (
            "[2023-12-31,2024-01-07]",
            "le 31 décembre 2023 ou 7 janvier 2024",
            "on 31 December 2023 or 7 January 2024",
        ),
        ("[2024-06-01..2024-06-10]", "entre le 1er et le 10 juin 2024", "between 1 and 10 June 2024"),
        ("[2023-03,2024-03]", "mars 2023 ou mars 2024", "March 2023 or March 2024"),
        ("2024-06/..", "depuis juin 2024", "since June 2024"),
        ("2024-06-01/..", "depuis le 1er juin 2024", "since 1 June 2024"),
        ("../2024-06-01", "jusqu’au 1er juin 2024", "until 1 June 2024"),
        ("../2024", "jusqu’en 2024", "until 2024"),
        ("/2024", "début inconnu – 2024", "unknown start – 2024"),
        ("2024/", "2024 – fin inconnue", "2024 – unknown end"),
        ("2024-06-01/2024-06-10", "1er–10 juin 2024", "1–10 June 2024"),
        ("2023-06/2024-08", "juin 2023 – août 2024", "June 2023 – August 2024"),
        ("2023-08-31T16:12+01:00", "31 août 2023 à 16 h 12 (UTC+01:00)", "31 August 2023, 16:12 (UTC+01:00)"),
        ("2023-08-31T16:12:30Z", "31 août 2023 à 16 h 12 (UTC)", "31 August 2023, 16:12 (UTC)"),
        ("201X", "années 2010", "2010s"),
        ("18XX", "XIXe siècle", "19th century"),
        ("2004-24", "hiver 2004-2005", "winter 2004–2005"),
        ("2004-35", "3e trimestre 2004", "third quarter of 2004"),
        ("2004-XX-XX", "2004", "2004"),
    ],
)
def test_dates(edtf: str, french: str, english: str) -> None:
    assert date_in_words(edtf) == french
    assert date_in_words(edtf, "en") == english


def test_what_is_no_date_has_no_words() -> None:
    with pytest.raises(InvalidDate):
        date_in_words("jeudi")


SINGLES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: f"{day.year:04}-{day.month:02}"),
    st.integers(1, 9000).map(lambda year: f"{year:04}"),
    st.tuples(st.integers(1, 9000), st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41])).map(
        lambda pair: f"{pair[0]:04}-{pair[1]}"
    ),
    st.tuples(st.dates(), st.times()).map(lambda pair: f"{pair[0].isoformat()}T{pair[1]:%H:%M}"),
)


@given(SINGLES, st.sampled_from(["", "~", "?", "%"]), st.sampled_from(LANGUAGES))
def test_every_value_has_words(text: str, mark: str, language: str) -> None:
    for edtf in (text + mark, f"{text}{mark}/..", f"../{text}{mark}", f"[{text}{mark}]", f"[{text},{text}]"):
        words = date_in_words(edtf, language)
        assert words.strip() == words != ""
        assert "{" not in words
        assert "-day" not in words


@pytest.mark.parametrize(
    ("language", "modality", "wanted"),
    [
        ("fr", "actual", "livraison d’armes : Pérou → Bolivie, Chili (des chars)"),
        ("en", "actual", "arms transfer: Pérou → Bolivie, Chili (des chars)"),
        ("fr", "renounced", "livraison d’armes : Pérou → Bolivie, Chili (des chars), à quoi il est renoncé"),
        ("en", "renounced", "arms transfer: Pérou → Bolivie, Chili (des chars), ruled out"),
    ],
)  # fmt: skip
def test_a_claim_is_worded_from_its_parts(language: str, modality: Modality, wanted: str) -> None:
    roles = {"supplier": ("a1",), "recipient": ("a2", "a3"), "weapon": ("des chars",)}
    names = [("supplier", ["Pérou"]), ("recipient", ["Bolivie", "Chili"]), ("weapon", ["des chars"])]
    claim = Claim("c1", "arms-transfer", roles, None, (), modality=modality)
    assert claim_in_words(claim, names, language) == wanted


def test_a_claim_of_nobody_has_its_kind() -> None:
    assert claim_in_words(Claim("c1", "visit", {}, None, ()), []) == word("visit")
