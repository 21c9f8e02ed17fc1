"""The metrics of pages, on cases small enough to count by hand."""

import pytest

from selon.evaluate.pages import (
    FoundArticle,
    GoldArticle,
    body_score,
    day_accuracy,
    main_text_score,
    page_numbers,
    read_page_gold,
    segment_score,
    shingles,
    title_accuracy,
)
from selon.records import InvalidRecord


def test_shingles_are_counted_runs_of_words() -> None:
    assert shingles("a b, c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert shingles("a a a a a")[("a",) * 4] == 2
    assert shingles("deux mots") == {("deux", "mots"): 1}
    assert not shingles(" ... ")


def test_main_text_is_the_mean_over_pages() -> None:
    pages = [("a b c d e", "a b c d e"), ("a b c d e f g", "a b c d x")]
    score = main_text_score(pages)
    assert score.precision == pytest.approx((1 + 1 / 2) / 2)
    assert score.recall == pytest.approx((1 + 1 / 4) / 2)
    assert main_text_score([("a b c d", "")]).recall == 0


def test_body_counts_all_pages_together() -> None:
    score = body_score([("a b c d e", "a b c d e"), ("a b c d e f g", "a b c d x")])
    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(3 / 6)


def test_segments_are_sought_whatever_their_spaces() -> None:
    score = segment_score([(["un deux", "trois"], ["menu"], "un\u00a0deux\nmenu")])
    assert (score.precision, score.recall) == (1 / 2, 1 / 2)


def test_days_agree_whatever_the_hour() -> None:
    pairs = [("2020-06-15", "2020-06-15T16:40+02:00"), ("2020-06-15", "2020-06"), ("2020-06-15", None)]
    assert day_accuracy(pairs) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ("Le pont  rouvre", "Le pont rouvre", True),
        ("Dupont &amp; fils", "Dupont & fils", True),
        ("Le pont rouvre : actualité, infos", "Le pont rouvre", True),
        ("Le pont rouvre - La Dépêche", "Le pont rouvre", True),
        ("Le pont rouvre enfin", "Le pont rouvre", False),
        ("Le pont rouvre", "Le pont rouvre - La Dépêche", False),
        ("Le pont rouvre", None, False),
    ],
)
def test_titles(gold: str, found: str | None, right: bool) -> None:
    assert title_accuracy([(gold, found)]) == right


def test_gold_of_pages_knows_what_it_knows() -> None:
    line = '{"doc": "a.html", "title": "Le pont", "wanted": ["un"], "unwanted": []}'
    (page,) = read_page_gold([line, ""])
    assert page == GoldArticle("a.html", title="Le pont", wanted=("un",))
    for broken in ("{", "[]", '{"title": "Le pont"}', '{"doc": "a", "wanted": 3}'):
        with pytest.raises(InvalidRecord):
            read_page_gold([broken])


def test_figures_are_over_what_gold_knows() -> None:
    gold = [GoldArticle("a", title="Le pont", text="a b c d"), GoldArticle("b", published="2020-01-02")]
    found = {"a": FoundArticle(title="Le pont", text="a b c d")}
    assert page_numbers(gold, found) == {
        "main text": 1.0,
        "body precision": 1.0,
        "body recall": 1.0,
        "date": 0.0,
        "title": 1.0,
    }
    assert page_numbers([], {}) == {}
