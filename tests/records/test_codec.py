import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.records import (
    Actor,
    Analysis,
    Block,
    Changes,
    Claim,
    Copy,
    Decision,
    Document,
    DossierHeader,
    Entity,
    EventReport,
    InvalidRecord,
    Membership,
    Mention,
    Narrowing,
    Published,
    Quotation,
    Rejected,
    Stance,
    Story,
    TimeExpression,
    Variant,
    decode,
    document_line,
    dossier_line,
    dump,
    encode,
    parse_document_line,
    parse_dossier_line,
)

WORDS = st.text(max_size=8)
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99))
st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, st.floats(0, 1))
JSON_OBJECTS = st.dictionaries(WORDS, st.none() | st.integers() | WORDS | st.lists(st.integers()), max_size=3)
DECISIONS = st.builds(Decision, before=JSON_OBJECTS, after=JSON_OBJECTS)


def made(cls: type[Any]) -> st.SearchStrategy[Any]:
    return DECISIONS if cls is Decision else st.builds(cls)


PAGE_PARTS = [Document, Published, Block, TimeExpression, Mention, Entity, Quotation, EventReport, Analysis]
LINES = [
    DossierHeader,
    Rejected,
    Actor,
    Membership,
    Narrowing,
    Variant,
    Claim,
    Stance,
    Copy,
    Story,
    Decision,
]


@pytest.mark.parametrize("cls", [*PAGE_PARTS, *LINES], ids=lambda cls: str(cls.__name__))
@given(data=st.data())
def test_every_record_survives_a_round_trip_through_json(cls: type[Any], data: st.DataObject) -> None:
    record = data.draw(made(cls))
    assert decode(cls, json.loads(json.dumps(encode(record)))) == record


@given(st.builds(Document), st.builds(Analysis))
def test_a_document_line_holds_document_and_analysis(document: Document, analysis: Analysis) -> None:
    line = json.loads(dump(document_line(document, analysis)))
    again, layers = parse_document_line(line)
    assert again == document
    assert encode(layers) == {**encode(analysis), "document": document.id}


@pytest.mark.parametrize("cls", LINES, ids=lambda cls: str(cls.__name__))
@given(data=st.data())
def test_every_dossier_line_is_read_back(cls: type[Any], data: st.DataObject) -> None:
    record = data.draw(made(cls))
    text = dump(dossier_line(record))
    assert "\n" not in text
    assert parse_dossier_line(json.loads(text)) == record


def test_a_copy_says_in_without_an_underscore() -> None:
    copy = Copy(of="sha256:a", in_="sha256:b", spans=(((0, 4), (5, 9)),), containment=0.5, kind="wire")
    assert dossier_line(copy) == {
        "type": "copy",
        "of": "sha256:a",
        "in": "sha256:b",
        "spans": [[[0, 4], [5, 9]]],
        "containment": 0.5,
        "kind": "wire",
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"start": 0, "end": 3}, "'kind' is missing"),
        ({"start": "0", "end": 3, "kind": "body"}, "Block.start"),
        ({"start": True, "end": 3, "kind": "body"}, "Block.start"),
        ({"start": 0, "end": 3, "kind": "poem"}, "Block.kind"),
        ({"start": 0, "end": 3, "kind": "body", "colour": 1}, "unknown field 'colour'"),
        ([0, 3, "body"], "an object is expected"),
    ],
)
def test_what_is_no_record_is_refused_with_its_place(data: Any, message: str) -> None:
    with pytest.raises(InvalidRecord, match=message):
        decode(Block, data)


def test_a_line_of_no_known_type_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="verdict"):
        parse_dossier_line({"type": "verdict"})
    with pytest.raises(InvalidRecord, match="document line"):
        parse_document_line({"type": "claim"})


def test_what_is_no_record_has_no_codec() -> None:
    with pytest.raises(InvalidRecord, match="not a record"):
        encode(object())


def test_changes_are_empty_unless_told() -> None:
    assert all(len(value) == 0 for value in encode(Changes()).values())
