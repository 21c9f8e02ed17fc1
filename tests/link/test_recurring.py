"""What recurs over the pages of a site is told from what its articles have in common by chance."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.link.recurring import (
    LineCount,
    add_page,
    article_key,
    page_lines,
    recurring,
    site_of,
    threshold,
)
from selon.records import Block, BlockKind, Document, Published, Recurring, document_id

CALL = "Chaque matin, l'essentiel de la vallée dans votre boîte."
BACKGROUND = (
    "La fermeture de la cimenterie, décidée au printemps par son propriétaire, prive d'emploi deux cent"
    " trente salariés et une cinquantaine de sous-traitants, dans un canton qui comptait déjà un chômeur sur"
    " sept actifs."
)


def page(
    number: int, lines: Sequence[tuple[BlockKind, str]], url: str | None = "https://www.val.example/a"
) -> Document:
    text, blocks = "", []
    for kind, line in lines:
        blocks.append(Block(len(text), len(text) + len(line), kind))
        text += line + "\n"
    return Document(
        id=document_id(f"{number} {text}".encode()),
        source="made",
        url=url,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title=None,
        publisher=None,
        authors=(),
        agencies=(),
        language="fr",
        published=Published(),
        text=text,
        blocks=tuple(blocks),
    )


def article(number: int, *more: tuple[BlockKind, str]) -> Document:
    names = ("Aubin", "Bréval", "Corlay", "Dormont", "Esnes", "Flers", "Gacé", "Houlme")
    name = names[number % len(names)] * (1 + number // len(names))
    lead = f"Le conseil municipal de {name} a voté lundi soir son budget, malgré l'opposition de trois élus."
    body = (
        f"La taxe foncière n'augmentera pas à {name}, a promis le maire, qui renonce à la nouvelle piscine."
    )
    return page(number, [("title", f"{name} vote son budget"), ("lead", lead), ("body", body), *more])


def fold(documents: Sequence[Document]) -> tuple[dict[str, LineCount], int]:
    counts: dict[str, LineCount] = {}
    seen: set[str] = set()
    for document in documents:
        lines = page_lines(document)
        counts |= add_page(counts, lines, seen)
        seen.add(article_key(lines))
    return counts, len(seen)


def found(documents: Sequence[Document], of: Document) -> tuple[Recurring, ...]:
    counts, articles = fold(documents)
    return recurring(of, page_lines(of), counts, articles)


def test_a_call_below_each_text_recurs_and_says_why() -> None:
    pages = [article(number, ("body", CALL)) for number in range(4)]
    (item,) = found(pages, pages[2])
    assert (item.document, item.block, item.was) == (pages[2].id, 3, "body")
    assert (item.pages, item.of) == (4, 4)
    assert (item.site, item.pages, item.of) == ("val.example", 4, 4)


def test_three_pages_are_too_few() -> None:
    pages = [article(number, ("body", CALL)) for number in range(3)]
    assert found(pages, pages[0]) == ()


def test_numbers_in_a_line_do_not_matter() -> None:
    pages = [article(number, ("body", f"Lu {number * 7} fois cette semaine")) for number in range(4)]
    assert [item.block for item in found(pages, pages[0])] == [3]


def test_background_at_the_end_recurs_and_inside_a_text_it_is_text() -> None:
    at_end = [article(number, ("body", BACKGROUND)) for number in range(5)]
    assert [item.block for item in found(at_end, at_end[0])] == [3]
    last = "Le prochain conseil aura lieu à la rentrée, un "
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
    inside = [article(number, ("body", BACKGROUND), ("body", last + day)) for number, day in enumerate(days)]
    assert found(inside, inside[0]) == ()


def test_bylines_and_credits_recur_and_stay_what_they_are() -> None:
    more: tuple[tuple[BlockKind, str], ...] = (("byline", "Jeanne Morel"), ("caption", "© AFP"))
    pages = [article(number, *more) for number in range(6)]
    assert found(pages, pages[0]) == ()


def test_versions_of_one_article_are_no_evidence() -> None:
    same = [article(1, ("body", CALL + "!" * number)) for number in range(8)]
    counts, articles = fold(same)
    assert articles == 1
    assert recurring(same[0], page_lines(same[0]), counts, articles) == ()


def test_more_pages_of_a_site_ask_for_more() -> None:
    assert [threshold(articles) for articles in (0, 64, 65, 400, 10_000)] == [4, 4, 5, 10, 50]


def test_a_page_keeps_half_of_its_words() -> None:
    short = page(1, [("lead", "Lundi."), ("body", CALL)])
    pages = [article(number, ("body", CALL)) for number in range(5)]
    assert found(pages, short) == ()


@pytest.mark.parametrize(
    ("url", "site"),
    [("https://www.val.example/a", "val.example"), ("http://[", None), (None, None), ("rien", None)],
)
def test_site(url: str | None, site: str | None) -> None:
    assert site_of(page(1, [("body", "Lundi.")], url)) == site


@given(st.permutations(range(7)), st.integers(min_value=0, max_value=7))
def test_order_and_batches_do_not_matter(order: list[int], cut: int) -> None:
    pages = [article(number, ("body", CALL if number % 2 else "Autre chose.")) for number in order]
    counts, articles = fold(pages[:cut])
    seen = {article_key(page_lines(document)) for document in pages[:cut]}
    for document in pages[cut:]:
        counts |= add_page(counts, page_lines(document), seen)
        seen.add(article_key(page_lines(document)))
    assert (counts, len(seen)) == fold(sorted(pages, key=lambda document: document.text))
    assert articles == cut
