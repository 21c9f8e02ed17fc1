"""Shards: which pages are linked together, and that they are told the same as in one dossier of all."""

import json
import random
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import selon
from selon import store
from selon.cli import main
from selon.lang import load_pack
from selon.link import link
from selon.pipeline import engine
from selon.records import (
    Analysis,
    Block,
    Copy,
    Document,
    PageRead,
    Published,
    SelonError,
    document_id,
    document_line,
    dump,
    encode,
)
from selon.scale import READ_SCHEMA
from selon.shards import cut, shards_of

FIRST = date(2020, 6, 1)
DAYS, OVERLAP = 10, 4
WORDS = [first + last for first in "bcdfgjlmnprstv" for last in ("al", "on", "eur", "ise", "ot", "age", "ie")]


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("2020-06-06", ["fr-2020-06-01"]),
        ("2020-06-21", ["fr-2020-06-01"]),
        ("2020-06-22", ["fr-2020-06-01", "fr-2020-06-29"]),
        ("2020-06-28", ["fr-2020-06-01", "fr-2020-06-29"]),
        ("2020-06-29", ["fr-2020-06-29"]),
        ("2020-06", ["fr-2020-06-01"]),  # by its first day
        (None, ["fr-undated"]),
        ("no date", ["fr-undated"]),
    ],
)
def test_a_page_is_linked_in_its_window_and_in_the_next_when_that_is_near(
    published: str | None, names: list[str]
) -> None:
    assert list(shards_of("fr", published)) == names


@given(day=st.dates(date(1900, 1, 1)), days=st.integers(1, 60), data=st.data())
def test_what_lies_within_the_overlap_is_linked_together(day: date, days: int, data: st.DataObject) -> None:
    overlap = data.draw(st.integers(0, days))
    before = day - timedelta(days=data.draw(st.integers(0, overlap)))
    own = shards_of("fr", day.isoformat(), days, overlap)[0]
    assert own in shards_of("fr", before.isoformat(), days, overlap)


def prose(draw: random.Random, words: int = 70) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(words))


def page(day: date, text: str) -> PageRead:
    name = document_id(text.encode())
    document = Document(
        name, "made.txt", None, None, "text/plain", "utf-8", None, None, (), (), "fr",
        Published(day.isoformat(), basis="made"), text, (Block(0, len(text), "body"),),
    )  # fmt: skip
    return PageRead(document, Analysis(name))


def pages() -> list[PageRead]:
    """Forty days of three pages; one in two takes a paragraph from one of the last four days."""
    draw, told, made = random.Random(3), list[tuple[int, str]](), list[PageRead]()
    for number in range(120):
        day = number // 3
        paragraphs = [prose(draw), prose(draw)]
        near = [text for when, text in told if day - OVERLAP <= when]
        if near and draw.random() < 0.5:
            paragraphs.append(draw.choice(near))
        told += [(day, text) for text in paragraphs[:2]]
        made.append(page(FIRST + timedelta(days=day), "\n".join(paragraphs)))
    return made


def copies(read: Iterable[PageRead], path: Path) -> list[Copy]:
    db = store.connect(path, create=True)
    with store.transaction(db):
        for page in read:
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
            store.save_changes(db, link(store.StoredState(db), [page], load_pack("fr")))
    found = [it for it in store.overlays(db) if isinstance(it, Copy)]
    db.close()
    return found


def test_shards_find_the_copies_of_one_dossier(tmp_path: Path) -> None:
    made = pages()
    names = {it.document.id: shards_of("fr", it.document.published.edtf, DAYS, OVERLAP) for it in made}
    found = list[Copy]()
    for shard in sorted({name for linked in names.values() for name in linked}):
        inside = [it for it in made if shard in names[it.document.id]]
        assert len(inside) < len(made) / 2
        # What stands in a page of the days before the window is told by the shard before.
        found += [it for it in copies(inside, tmp_path / f"{shard}.selon") if names[it.in_][0] == shard]
    whole = copies(made, tmp_path / "all.selon")
    assert len(whole) > 40
    assert found == whole
    assert any(names[it.of][0] != names[it.in_][0] for it in whole)


def write(read: Sequence[PageRead], file: Path) -> None:
    """A partition as `selon scale` writes it."""
    rows = [
        {
            "source": it.document.source,
            "media_type": "text/plain",
            "data": zlib.compress(it.document.text.encode()),
            "id": it.document.id,
            "record": dump(document_line(it.document, it.analysis)),
            "engine": dump(encode(engine("fr"))),
        }
        for it in read
    ]
    rows.append({"source": "bad.html", "id": "sha256:bad", "reason": "unreadable", "detail": "cut off"})
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=READ_SCHEMA), file)


def test_an_output_is_cut_into_folders_of_its_shards(tmp_path: Path) -> None:
    made = pages()
    write(made[:50], tmp_path / "read" / "part-000000-00000.parquet")
    write(made[50:], tmp_path / "read" / "part-000001-00000.parquet")
    counts = cut(tmp_path / "read", tmp_path / "shards", DAYS, OVERLAP)
    assert sorted(path.name for path in (tmp_path / "shards").iterdir()) == list(counts)
    for name, count in counts.items():
        ids = [
            json.loads(str(record))["id"]
            for file in sorted((tmp_path / "shards" / name).iterdir())
            for record in pq.read_table(file)["record"].to_pylist()
        ]
        wanted = [
            it.document.id
            for it in made
            if name in shards_of("fr", it.document.published.edtf, DAYS, OVERLAP)
        ]
        assert ids == wanted
        assert len(ids) == count
    assert sum(counts.values()) > len(made)


def test_the_command_tells_what_it_made(tmp_path: Path) -> None:
    write(pages()[:3], tmp_path / "read" / "part-000000-00000.parquet")
    told = CliRunner().invoke(main, ["shard", str(tmp_path / "read"), "-o", str(tmp_path / "shards")])
    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [f"{tmp_path / 'shards' / 'fr-2020-06-01'}: 3 pages"]
    with selon.open(tmp_path / "d.selon", create=True) as dossier:
        assert dossier.add(tmp_path / "shards" / "fr-2020-06-01").added == 3


@pytest.mark.parametrize(
    "record",
    [
        "{",
        "[1]",
        "{}",
        '{"language": "fr", "published": "2020-06-01"}',
        '{"language": "../../fr", "published": {"edtf": "2020-06-01"}}',
        '{"language": ["fr"]}',
    ],
)
def test_a_record_that_cannot_be_read_is_told_and_leaves_nothing_elsewhere(
    tmp_path: Path, record: str
) -> None:
    (tmp_path / "read").mkdir()
    row = {"source": "a", "id": "sha256:a", "record": record}
    pq.write_table(pa.Table.from_pylist([row], schema=READ_SCHEMA), tmp_path / "read" / "part.parquet")
    with pytest.raises(SelonError, match=r"part\.parquet holds a record"):
        cut(tmp_path / "read", tmp_path / "out" / "shards")
    assert [path.name for path in tmp_path.iterdir()] == ["read"]


def test_files_that_are_no_output_or_damaged_are_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"record": ["{}"]}), tmp_path / "other.parquet")
    with pytest.raises(SelonError, match=r"other\.parquet is no output of `selon scale`"):
        cut(tmp_path, tmp_path / "shards")
    (tmp_path / "other.parquet").write_bytes(b"PAR1")
    with pytest.raises(SelonError, match=r"other\.parquet is damaged"):
        cut(tmp_path, tmp_path / "shards")


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(pages()[:1], tmp_path / "read" / "part.parquet")
    (tmp_path / "shards").write_text("a file")
    with pytest.raises(SelonError, match="cannot be written"):
        cut(tmp_path / "read", tmp_path / "shards")


def test_an_output_without_a_usable_page_is_an_empty_answer(tmp_path: Path) -> None:
    write([], tmp_path / "read" / "part.parquet")
    told = CliRunner().invoke(main, ["shard", str(tmp_path / "read"), "-o", str(tmp_path / "shards")])
    assert told.exit_code == 4
    assert "no page that can be used" in told.output


def test_faults(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SelonError, match="no Parquet files"):
        cut(tmp_path / "empty", tmp_path / "shards")
    told = CliRunner().invoke(
        main, ["shard", str(tmp_path), "-o", str(tmp_path), "--days", "2", "--overlap", "3"]
    )
    assert told.exit_code == 2
