"""Made pages of very different markup, with gold: what is the article, what is not, and who says so.

Each page stands for a way of building pages: blocks of WordPress, Drupal's fields, AMP, tables of the 2000s,
a live page, a blog without paragraphs, a gallery, a wire's raw item, a ministry's release, generated class
names, and the habits of papers in Belgium, Switzerland, Quebec and West Africa.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from selon.evaluate import found_article, page_numbers, read_page_gold
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected

SITES = Path(__file__).resolve().parents[1] / "data" / "extract" / "sites"
LINES = (SITES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]
# What is known to go wrong, by page: docs/explanation/what-pages-get-wrong.md tells why.
MISSED = {
    "wordpress-blocs.html": {"On ne ferme pas une maison"},
    "tableaux-2003.html": {"Un recours possible"},
}
TAKEN = {
    "depeche.html": {"Kovalie-élections-justice"},
    "entretien.html": {"vit sans publicité"},
}
UNKNOWN = {
    ("depeche.html", "title"),
    ("quebec.html", "authors"),
    ("quebec.html", "agencies"),
}


def read(name: str, pack: LanguagePack) -> Document:
    document = extract(RawPage(name, (SITES / name).read_bytes(), "text/html"), pack)
    assert isinstance(document, Document), document
    return document


def kind_of(document: Document, piece: str) -> str:
    piece = " ".join(piece.split())
    for block in document.blocks:
        if piece in " ".join(document.text[block.start : block.end].split()):
            return block.kind
    raise AssertionError(f"{piece!r} is not in the text")


@pytest.mark.parametrize("row", ROWS, ids=[row["doc"] for row in ROWS])
def test_the_article_is_told_from_all_else(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = read(row["doc"], pack)
    article = ("lead", "body", "quote")
    missed = {piece for piece in row["wanted"] if kind_of(document, piece) not in article}
    taken = {piece for piece in row["unwanted"] if kind_of(document, piece) in (*article, "title")}
    assert missed <= MISSED.get(row["doc"], set())
    assert taken <= TAKEN.get(row["doc"], set())


@pytest.mark.parametrize("row", ROWS, ids=[row["doc"] for row in ROWS])
def test_title_date_medium_and_signatures(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = read(row["doc"], pack)
    found = {
        "title": document.title,
        "published": (document.published.edtf or "")[:10],
        "publisher": document.publisher,
        "authors": list(document.authors),
        "agencies": list(document.agencies),
    }
    wrong = {name: value for name, value in found.items() if value != row[name]}
    assert {(row["doc"], name) for name in wrong} <= UNKNOWN, wrong


def test_visible_text_alone_tells_most_of_it(pack: LanguagePack) -> None:
    found = {}
    for row in ROWS:
        text = read(row["doc"], pack).text
        page = extract(RawPage(row["doc"], text.encode(), "text/plain"), pack)
        found[row["doc"]] = found_article(page if isinstance(page, Document) else None)
    numbers = page_numbers(read_page_gold(LINES), found)
    assert numbers["segments precision"] >= 0.85
    assert numbers["segments recall"] >= 0.85


def test_stub_of_a_paid_article_is_told_by_its_markup(pack: LanguagePack) -> None:
    stub = (SITES / "payant.html").read_bytes()
    found = extract(RawPage("payant.html", stub, "text/html"), pack)
    assert isinstance(found, Rejected)
    assert found.reason == "paywall-stub"
    whole = stub.decode().replace(
        "Soutenez un journalisme",
        "Les deux délégations se sont revues à l'automne, sans accord. " * 10 + "Soutenez",
    )
    assert isinstance(extract(RawPage("payant.html", whole.encode(), "text/html"), pack), Document)
