"""Rows of tables as items: columns, canonical bytes, what is wrong with a row or a table."""

import gzip
import io
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.extract import extract
from selon.ingest import FIELDS, Reading, count_paths, guessed_columns, read_paths
from selon.ingest.tables import canonical_row, choose_columns
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected, UnknownColumn, document_id

TEXT = "Le ministère a démenti jeudi avoir reçu des obus, selon un communiqué publié à Paris."
ROWS = [
    {"Titre": "Un démenti", "Texte": TEXT, "Date": "21/06/2024", "Journal": "Le Fanal", "Auteur": "J. Roux"},
    {
        "Titre": "Deux",
        "Texte": f"{TEXT}\nSuite : « rien », a-t-il dit.",
        "Date": "2024-06",
        "Journal": "",
        "Auteur": "",
    },
]


def csv_bytes(delimiter: str = ",", charset: str = "utf-8") -> bytes:
    lines = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    return "\r\n".join(quoted).encode(charset)


def pages(tmp_path: Path, name: str, data: bytes, reading: Reading | None = None) -> list[RawPage | Rejected]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_paths([path], reading=reading))


def documents(found: list[RawPage | Rejected], pack: LanguagePack) -> list[Document]:
    read = [extract(page, pack) for page in found if isinstance(page, RawPage)]
    assert all(isinstance(document, Document) for document in read)
    return [document for document in read if isinstance(document, Document)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_delimiter_and_charset(
    tmp_path: Path, pack: LanguagePack, delimiter: str, charset: str
) -> None:
    found = pages(tmp_path, "a.csv", csv_bytes(delimiter, charset))
    assert [page.source for page in found] == [f"{tmp_path}/a.csv#1", f"{tmp_path}/a.csv#2"]
    one, two = documents(found, pack)
    assert one.text == ROWS[0]["Texte"]
    assert two.text == ROWS[1]["Texte"]
    assert (one.title, one.publisher, one.authors) == ("Un démenti", "Le Fanal", ("J. Roux",))
    assert (one.published.edtf, one.published.basis) == ("2024-06-21", "column")
    assert (two.published.edtf, two.published.basis, two.publisher) == ("2024-06", "column", None)


def test_the_same_row_is_the_same_page_in_every_kind_of_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_bytes())
    (tmp_path / "b.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "c.parquet")
    (tmp_path / "d.csv.gz").write_bytes(gzip.compress(csv_bytes(";", "cp1252")))
    found = list(read_paths([tmp_path]))
    assert all(isinstance(page, RawPage) for page in found)
    ids = [document_id(page.data) for page in found if isinstance(page, RawPage)]
    assert ids == [document_id(canonical_row(row)) for row in ROWS] * 4


def test_a_row_is_canonical_whatever_the_order_of_its_columns() -> None:
    assert (
        canonical_row({"b": "é", "a": 1}) == canonical_row({"a": 1, "b": "é"}) == '{"a":1,"b":"é"}'.encode()
    )
    assert canonical_row({"a": "\ud800"}) == b'{"a":"?"}'


def test_given_columns_stand_before_the_usual_names(tmp_path: Path, pack: LanguagePack) -> None:
    reading = Reading(columns={"text": "Titre", "title": "Journal"})
    (one, _) = documents(pages(tmp_path, "a.csv", csv_bytes(), reading), pack)
    assert (one.text, one.title, one.published.edtf) == ("Un démenti", "Le Fanal", None)


def test_usual_names_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_bytes())
    guessed = dict(guessed_columns([tmp_path]))
    assert guessed == {
        f"{tmp_path}/a.csv": {
            "text": "Texte", "title": "Titre", "date": "Date", "publisher": "Journal", "author": "Auteur",
        }
    }  # fmt: skip
    assert dict(guessed_columns([tmp_path], Reading(columns={"text": "Texte"}))) == {}


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Date de publication", "Texte intégral"], "Texte intégral"),
        (["id", "Full_Text", "summary"], "Full_Text"),
        (["url", "CONTENU"], "CONTENU"),
        (["body", "text"], "text"),
    ],
)
def test_usual_names_without_case_accents_and_marks(names: list[str], text: str) -> None:
    assert choose_columns(names, {})["text"] == text


def test_a_missing_column_names_those_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes())
    with pytest.raises(UnknownColumn, match=r"a\.csv: there is no column 'Corps'.*Titre, Texte, Date"):
        read_paths([path], reading=Reading(columns={"text": "Corps"}))
    (rejected,) = read_paths([tmp_path], reading=Reading(columns={"text": "Corps"}))
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, "Titre, Texte" in rejected.detail) == ("unknown-columns", True)


def test_no_column_that_may_hold_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    with pytest.raises(UnknownColumn, match=r"no column seems to hold the text.*x, y"):
        count_paths([tmp_path / "a.csv"])


def test_a_broken_line_of_json_costs_no_other(tmp_path: Path) -> None:
    lines = ['{"text": "a"}', "{oops", "[1]", "[" * 100_000, "", '{"text": "b"}']
    found = pages(tmp_path, "a.jsonl", "\n".join(lines).encode())
    told = [page.reason if isinstance(page, Rejected) else page.data for page in found]
    assert told == [b'{"text":"a"}', "broken", "broken", "broken", b'{"text":"b"}']
    assert len({page.id for page in found if isinstance(page, Rejected)}) == 3


def test_markup_in_a_column_is_rendered(pack: LanguagePack, tmp_path: Path) -> None:
    row = json.dumps({"text": f"<p>{TEXT}</p><p>L&#39;accord tient.</p>"})
    (document,) = documents(pages(tmp_path, "a.jsonl", row.encode()), pack)
    assert document.text == f"{TEXT}\nL'accord tient."
    assert document.media_type == "application/json"


def test_rows_longer_and_shorter_than_the_header(tmp_path: Path) -> None:
    found = pages(tmp_path, "a.csv", b"text,title\nonly\n1,2,3\n\n")
    assert [page.data for page in found if isinstance(page, RawPage)] == [
        b'{"text":"only","title":""}',
        b'{"+1":"3","text":"1","title":"2"}',
    ]


def test_a_quotation_mark_left_open_is_told_where_it_costs_the_rest(tmp_path: Path) -> None:
    data = b'text\nfirst\n"open\n' + b"more\n" * 1_000
    first, last = pages(tmp_path, "a.csv", data, Reading(limit=100))
    assert isinstance(first, RawPage)
    assert isinstance(last, Rejected)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_line_of_fifty_megabytes(tmp_path: Path, name: str) -> None:
    head = b"text\n" if name == "a.csv" else b'{"text": "a"}\n'
    *_, last = pages(tmp_path, name, head + b"x" * 50_000_000)
    assert isinstance(last, Rejected)
    assert last.reason == "too-large"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.csv.gz"])
@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\x00\x01\x02" * 50, b"\x1f\x8b\x08\x00junk", b"PAR1junkPAR1"]
)
def test_junk_is_a_value(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert all(isinstance(page, Rejected) and page.detail for page in read_paths([tmp_path]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(data: bytes) -> None:
    for head, reading in ((b"text,b\n", Reading("csv")), (b'{"text": "a"}\n', Reading("jsonl"))):
        for page in read_paths(["-"], io.BytesIO(head + data), reading=reading):
            assert page.source.startswith("-")


def test_fields() -> None:
    assert set(choose_columns([field.upper() for field in FIELDS], {})) == set(FIELDS)
