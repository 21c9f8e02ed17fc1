"""Places where contents end: what stands behind them, and what a passage runs over."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.annotate.features import NAMES, rows
from selon.annotate.parsing import parse
from selon.annotate.passages import Passage, passages
from selon.annotate.standing import range_of
from selon.annotate.tails import KINDS, TAILS, by_cue, ends_of, keys_of, tails
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, RawPage

WORD, WORST, OVER = TAILS.index("stop word"), TAILS.index("over word"), TAILS.index("over")


def _page(text: str, pack: LanguagePack, parser: Any) -> tuple[Document, list[Passage]]:
    page = extract(RawPage("p.txt", text.encode(), "text/plain"), pack)
    assert isinstance(page, Document)
    return page, passages(page, parse(page, pack, parser), pack)


def _told(page: Document, item: Passage) -> str:
    return " ".join(page.text[start:end] for start, end in item.content)


@pytest.mark.parser
@pytest.mark.parametrize(
    ("sentence", "content", "words"),
    [
        (
            "La maire a annoncé que le pont fermerait en mars, ce qui a surpris les riverains.",
            "le pont fermerait en mars",
            ",ce qui",
        ),
        (
            "Le syndicat estime que la grève durera, contre l'avis des autres.",
            "la grève durera",
            ",contre l'",
        ),
        ("La maire a annoncé que le pont fermerait en mars.", "le pont fermerait en mars", "."),
    ],
)
def test_a_place_is_told_by_the_words_behind_it(
    pack: LanguagePack, parser: Any, sentence: str, content: str, words: str
) -> None:
    page, found = _page(sentence, pack, parser)
    item = next(item for item in found if _told(page, item) == content)
    keys = list(keys_of(item.tree, item.candidate.verb, range_of(item)[1]))
    assert keys[0] == f"{KINDS[0]} {words}"
    assert [key.partition(" ")[0] for key in keys] == list(KINDS)


@pytest.mark.parser
def test_a_passage_has_the_rates_of_its_end_and_of_what_it_runs_over(pack: LanguagePack, parser: Any) -> None:
    text = "La maire a annoncé que le pont fermerait en mars, ce qui a surpris les riverains."
    page, found = _page(text, pack, parser)
    short = next(n for n, item in enumerate(found) if _told(page, item) == "le pont fermerait en mars")
    long = next(n for n, item in enumerate(found) if _told(page, item).endswith("les riverains"))
    table = tails(found, {KINDS[0]: 0.1, f"{KINDS[0]} ,ce qui": 0.8, KINDS[1]: 0.5, KINDS[2]: 0.5})
    assert (table[short, WORD], table[short, WORST]) == (0.8, 0 if not table[short, OVER] else 0.1)
    assert (table[long, WORD], table[long, WORST]) == (0.1, 0.8)
    assert table[long, OVER] > table[short, OVER]
    column = NAMES.index("stop word")
    assert rows(page, found, {"": 0.3, f"{KINDS[0]} ,ce qui": 0.8})[short, column] == 0.8


@pytest.mark.parser
@settings(max_examples=20, deadline=None)
@given(text=st.text(alphabet='il dit que « P, selon X », a-t-elle (oui) : «»".\n', max_size=120))
def test_any_page_has_rates_between_nought_and_one(pack: LanguagePack, parser: Any, text: str) -> None:
    document = extract(RawPage("p.txt", text.encode(), "text/plain"), pack)
    if isinstance(document, Document):
        found = passages(document, parse(document, pack, parser), pack)
        table = tails(found, {})
        assert table.shape == (len(found), len(TAILS))
        assert ((table[:, : WORST + 3] >= 0) & (table[:, : WORST + 3] <= 1)).all()
        for members in by_cue(found).values():
            assert {range_of(found[n])[1] for n in members} == set(ends_of(found, members))
