"""Made pages in the manner of the systems that French sites are built with: headline, day, article.

`gold.jsonl` tells what is asked of each page: `reason` where it is to be turned away, else the headline, the
day, authors and agencies, and pieces of text that are (`wanted`) and are not (`unwanted`) the article's.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected

CMS = Path(__file__).resolve().parents[1] / "data" / "extract" / "cms"
ROWS = [json.loads(line) for line in (CMS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
READ = [row for row in ROWS if "reason" not in row]
ARTICLE = ("lead", "body", "quote")
# What is known to go wrong: docs/explanation/what-pages-get-wrong.md tells why.
UNSIGNED = {"next-genere.html"}


def page(row: dict[str, Any]) -> RawPage:
    return RawPage(row["doc"], (CMS / row["doc"]).read_bytes(), "text/html")


def read(row: dict[str, Any], pack: LanguagePack) -> Document:
    document = extract(page(row), pack)
    assert isinstance(document, Document), document
    return document


def kind_of(document: Document, piece: str) -> str:
    piece = " ".join(piece.split())
    for block in document.blocks:
        if piece in " ".join(document.text[block.start : block.end].split()):
            return block.kind
    raise AssertionError(f"{piece!r} is not in the text")


@pytest.mark.parametrize("row", READ, ids=[row["doc"] for row in READ])
def test_headline_and_day(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = read(row, pack)
    day = document.published.edtf and document.published.edtf[:10]
    assert (document.title, day) == (row["title"], row["published"])


@pytest.mark.parametrize("row", READ, ids=[row["doc"] for row in READ])
def test_signatures(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = read(row, pack)
    authors = [] if row["doc"] in UNSIGNED else row["authors"]
    assert (list(document.authors), list(document.agencies)) == (authors, row["agencies"])


@pytest.mark.parametrize("row", READ, ids=[row["doc"] for row in READ])
def test_all_of_the_article_and_nothing_else(pack: LanguagePack, row: dict[str, Any]) -> None:
    document = read(row, pack)
    missed = {piece for piece in row["wanted"] if kind_of(document, piece) not in ARTICLE}
    taken = {piece for piece in row["unwanted"] if kind_of(document, piece) in (*ARTICLE, "title")}
    assert (missed, taken) == (set(), set())


@pytest.mark.parametrize("row", [row for row in ROWS if "reason" in row], ids=lambda row: row["doc"])
def test_pages_without_an_article_say_why(pack: LanguagePack, row: dict[str, Any]) -> None:
    result = extract(page(row), pack)
    assert isinstance(result, Rejected)
    assert result.reason == row["reason"]
