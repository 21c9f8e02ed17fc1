"""Utterances in other words: which wordings are one, which near misses are not, and what the fold notes."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import Made

from selon import store
from selon.lang import LanguagePack, load_pack
from selon.link import link
from selon.link.variants import is_one_utterance
from selon.link.wordings import likeness, wording
from selon.records import PageRead, QuoteRow, Variant

PAIRS = tomllib.loads((Path(__file__).parents[1] / "data/link/variants.toml").read_text("utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["two"][:40])
def test_pairs(pair: dict[str, Any], pack: LanguagePack) -> None:
    assert is_one_utterance(wording(pair["one"], pack), wording(pair["two"], pack)) is pair["same"]


@settings(max_examples=50)
@given(one=st.text(), two=st.text())
def test_likeness_is_symmetric_and_bounded(one: str, two: str) -> None:
    pack = load_pack("fr")
    first, second = wording(one, pack), wording(two, pack)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, second) == likeness(second, first)
    assert likeness(first, first) in (0, pytest.approx(1))


def said(content: str, who: str, day: str | None, closing: str = "") -> tuple[PageRead, str]:
    made = Made(f"{who} a déclaré : {content}. {closing}", published=day)
    speaker = made.entity(who, "person")
    quotation = made.quotation(content, (speaker,), "déclaré")
    return made.page(), quotation


def variants(pages: list[PageRead], pack: LanguagePack, batch: int = 1) -> list[Variant]:
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        for at in range(0, len(pages), batch):
            with store.transaction(db):
                for page in pages[at : at + batch]:
                    store.save_raw(db, page.document.id, None, page.document.source)
                    store.save_page(db, page)
                store.save_changes(db, link(store.StoredState(db), pages[at : at + batch], pack))
        found = [it for it in store.overlays(db) if isinstance(it, Variant)]
        for variant in found:
            shown = store.show(db, variant.quotations[0])
            assert isinstance(shown, QuoteRow)
            assert variant.quotations[1] in [row.id for row in shown.variants]
        db.close()
    return found


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize(
    ("who", "days", "is_one"),
    [
        (("Anne Morel", "Anne Morel"), ("2024-06-06", "2024-06-07"), True),
        (("Anne Morel", "Anne Morel"), ("2024-06-06", "2024-06"), True),
        (("Anne Morel", "Anne Morel"), ("2024-06-06", "2024-07-20"), False),
        (("Anne Morel", "Anne Morel"), ("2024-06-06", "2024"), False),
        (("Anne Morel", "Anne Morel"), ("2024-06-06", None), False),
        (("Anne Morel", "Paul Vidal"), ("2024-06-06", "2024-06-06"), False),
    ],
)
def test_one_actor_near_days(
    who: tuple[str, str], days: tuple[str, str | None], is_one: bool, batch: int, pack: LanguagePack
) -> None:
    first, one = said("une grave erreur", who[0], days[0])
    second, two = said("une erreur très grave", who[1], days[1])
    found = variants([first, second], pack, batch)
    assert [variant.quotations for variant in found] == ([(one, two)] if is_one else [])


COMMON = (
    "Le conseil de la vallée a voté mardi soir la fermeture du vieux pont, que les ingénieurs jugent trop "
    "fragile depuis la crue de mars, et promet une passerelle provisoire avant la rentrée des classes."
)


@pytest.mark.parametrize("batch", [1, 2])
def test_what_stands_on_copies_is_one_utterance(batch: int, pack: LanguagePack) -> None:
    """Whoever it is laid to, and whatever the date."""
    first, one = said("nous verrons", "Anne Morel", None, COMMON)
    second, two = said("nous verrons", "Anne Morel", None, COMMON + " Les riverains attendent.")
    assert [variant.quotations for variant in variants([first, second], pack, batch)] == [(one, two)]
