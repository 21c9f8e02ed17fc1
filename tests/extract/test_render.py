"""The rendering of HTML: what is a line, where it stands, and pages made to break a parser."""

import time
import tracemalloc

import pytest

from selon.extract import extract
from selon.extract.parsing import parse_html
from selon.extract.render import render_html, render_text
from selon.lang import LanguagePack
from selon.records import Document, RawPage

PROSE = "La maire a annoncé jeudi que le pont serait fermé jusqu'au printemps pour des travaux. "


def lines(page: str) -> list[str]:
    root = parse_html(page)
    assert root is not None
    rendering = render_html(root)
    return [rendering.text[line.start : line.end] for line in rendering.lines]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>un <b>deux</b> trois</p><p>quatre</p>", ["un deux trois", "quatre"]),
        ("<p>un<br>deux</p>", ["un", "deux"]),
        ("<div>avant<p>dedans</p>après</div>", ["avant", "dedans", "après"]),
        ("<p>a\n   b\t c</p>", ["a b c"]),
        ("<pre>a\n  b</pre>", ["a", "b"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a\tb", "c"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<p>a<!-- caché -->b<?php x ?>c</p>", ["abc"]),
        ("<p>a<script>x</script>b<style>y</style>c</p>", ["abc"]),
        ("<p>a\u00a0b l\u00adong</p>", ["a\u00a0b long"]),
        ("<p>1 &lt; 2 &amp; 3 &eacute;</p>", ["1 < 2 & 3 é"]),
        ("<p>a\x00b</p>", ["a\ufffdb"]),
    ],
)
def test_lines(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_each_line_knows_its_element_and_its_links() -> None:
    root = parse_html("<body><div><p>un</p><p><a href='x'>deux</a> trois</p></div></body>")
    assert root is not None
    rendering = render_html(root)
    assert [line.xpath for line in rendering.lines] == [
        "/html/body[1]/div[1]/p[1]",
        "/html/body[1]/div[1]/p[2]",
    ]
    assert [line.linked for line in rendering.lines] == [0, 4]
    for line in rendering.lines:
        assert line.xpath is not None
        element = root.find("." + line.xpath.removeprefix("/html"))
        assert element is not None
        assert rendering.text[line.start : line.end] == "".join(map(str, element.itertext()))


def test_plain_text_is_not_touched() -> None:
    text = "  un \r\n\r\n deux\x00\n\u2028trois\r"
    rendering = render_text(text)
    assert rendering.text == text
    assert [text[line.start : line.end] for line in rendering.lines] == ["un", "deux", "trois"]


WRAPPED = (
    "Le conseil municipal a adopté mardi soir un plan de douze millions\n"
    "d'euros pour rénover les écoles de la ville, malgré les critiques\n"
    "de l'opposition, qui le juge trop cher et réclame un vote.\n"
)


def test_a_paragraph_wrapped_at_a_margin_is_one_line() -> None:
    text = f"Un plan pour les écoles\n\n{WRAPPED}\n{WRAPPED}"
    rendering = render_text(text)
    assert [text[line.start : line.end] for line in rendering.lines] == [
        "Un plan pour les écoles",
        WRAPPED.strip(),
        WRAPPED.strip(),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire annonce la fermeture du pont de la gare\nLa région paiera la moitié des travaux\nFin",
        "Le maire annonce la fermeture du pont de la gare.\nil sera fermé pour un an en mars.\nFin.",
        "Paris\nun pont\nune gare",
    ],
)
def test_lines_in_a_row_stay_lines(text: str) -> None:
    assert len(render_text(text).lines) == 3


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_deep_nesting_loses_no_text(pack: LanguagePack, tag: str) -> None:
    start = time.perf_counter()
    page = f"<html><body><p>{PROSE}</p>" + f"<{tag}>" * 100_000 + f"<p>{PROSE * 3}</p>"
    document = extract(RawPage("deep", page.encode(), "text/html"), pack)
    assert isinstance(document, Document)
    assert document.text.count("La maire a annoncé") == 4
    assert max(len(block.xpath or "") for block in document.blocks) < 10_000
    assert time.perf_counter() - start < 10


def test_closed_deep_nesting_loses_no_text(pack: LanguagePack) -> None:
    page = f"<html><body><p>{PROSE}</p>" + "<div>" * 1500 + PROSE * 3 + "</div>" * 1500
    document = extract(RawPage("deep", page.encode(), "text/html"), pack)
    assert isinstance(document, Document)
    assert document.text.count("La maire a annoncé") == 4


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;&b; fin</p>'
    assert "lollol" not in "".join(lines(bomb))


def test_external_entities_are_not_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>avant &x; après</p>'
    assert "root:" not in "".join(lines(page))


def test_xml_declarations_do_no_harm() -> None:
    assert lines('<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>été</p></body></html>') == ["été"]


def test_a_wide_page_takes_time_and_memory_in_proportion(pack: LanguagePack) -> None:
    page = "<html><body>" + "".join(f"<p>{number} {PROSE}</p>" for number in range(10_000))
    tracemalloc.start()
    start = time.perf_counter()
    document = extract(RawPage("wide", page.encode(), "text/html"), pack)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(document, Document)
    assert time.perf_counter() - start < 40
    assert peak < 200_000_000


@pytest.mark.parametrize(
    "piece", [" ", " \n", "x", "x@", "- ", ".", "\x00a", "<", "&", "par x", "\r", "1", "(", '"']
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_long_run_of_anything_takes_no_longer_than_its_length(
    pack: LanguagePack, piece: str, media_type: str
) -> None:
    start = time.perf_counter()
    extract(RawPage("run", b"Par " + piece.encode() * 100_000 + b"z", media_type), pack)
    assert time.perf_counter() - start < 15
