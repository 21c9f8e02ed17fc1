"""The lossless record: every line is read back as the record that it was made from."""

import json

from selon.export.jsonl import jsonl_lines
from selon.records import (
    Actor,
    Analysis,
    Block,
    Claim,
    Document,
    DossierHeader,
    DossierRecord,
    Entity,
    Published,
    Quotation,
    Rejected,
    Stance,
    TimeExpression,
    document_line,
    dossier_line,
    parse_document_line,
    parse_dossier_line,
)

DOCUMENT = Document(
    id="sha256:" + "0" * 64,
    source="a.txt",
    url=None,
    retrieved=None,
    media_type="text/plain",
    charset="utf-8",
    title="Titre\u2028coupé",
    publisher=None,
    authors=(),
    agencies=("AFP",),
    language="fr",
    published=Published("2024-06", basis="header", anchor=(0, 5)),
    text="« Non », dit-il.\r\n\U0001f600",
    blocks=(Block(0, 19, "body"),),
)
ANALYSIS = Analysis(
    DOCUMENT.id,
    sentences=((0, 16),),
    times=(TimeExpression("t", 0, 5, "date", "[2024-05-30,2024-06-06]", None, weights=(0.25, 0.75)),),
    entities=(Entity("n", "il", (), "unnamed"),),
    quotations=(Quotation("q", ((2, 5),), "direct", (9, 12), (13, 15), ("n",), confidence=0.93),),
)
RECORDS: tuple[DossierRecord, ...] = (
    DossierHeader(1, "0.1.0", "fr_core_news_md 3.8.0", "fr 1"),
    Rejected("sha256:1", "b.html", "cookie-wall"),
    Actor("a1", "state", "Russie", country="RUS"),
    Claim("c1", "arms-transfer", {"supplier": ("a1",)}, "2022-11", ("e",)),
    Stance("s1", "a1", "c1", "denies", None, ("q",), scope="generic"),
)


def test_every_line_is_read_back() -> None:
    lines = list(jsonl_lines([document_line(DOCUMENT, ANALYSIS), *map(dossier_line, RECORDS)]))
    assert parse_document_line(json.loads(lines[0])) == (DOCUMENT, ANALYSIS)
    assert tuple(parse_dossier_line(json.loads(line)) for line in lines[1:]) == RECORDS


def test_a_record_is_one_line_of_utf_8() -> None:
    lines = list(jsonl_lines([document_line(DOCUMENT, ANALYSIS)]))
    assert len(lines) == 1
    assert lines[0].endswith("}\n")
    assert lines[0].count("\n") == 1
    assert "\U0001f600" in lines[0]


def test_lines_are_made_one_at_a_time() -> None:
    lines = jsonl_lines(iter([dossier_line(RECORDS[0]), {"type": "x", "value": object()}]))
    assert json.loads(next(lines))["type"] == "dossier"
