"""The dossier file: its versions, its faults, its writers and readers, what it keeps."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selon import store
from selon.records import (
    Analysis,
    Block,
    Changes,
    Decision,
    Document,
    DossierError,
    DossierHeader,
    DossierNotFound,
    DossierTooNew,
    PageRead,
    Published,
    RawPage,
    Rejected,
    document_id,
    document_line,
)
from selon.store import connection

TEXT = "MENU\nL’été à Orléans : l’accord est signé.\nDemain, l’élu dément."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "d.selon"


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    found = store.connect(path, create=True)
    yield found
    found.close()


def page(text: str = TEXT, published: str | None = "2024-06") -> PageRead:
    name = document_id(text.encode())
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line.rstrip("\n"))))
        start += len(line)
    blocks = tuple(Block(*span, "body" if number else "boilerplate") for number, span in enumerate(spans))
    document = Document(
        name, "a.txt", None, None, "text/plain", "utf-8", "Été", None, (), (), "fr", Published(published),
        text, blocks,
    )  # fmt: skip
    return PageRead(document, Analysis(name, tuple(spans)))


def save(db: sqlite3.Connection, read: PageRead) -> None:
    with store.transaction(db):
        store.save_raw(db, read.document.id, RawPage("a.txt", read.document.text.encode()), "a.txt")
        store.save_page(db, read)


def test_no_dossier(path: Path) -> None:
    with pytest.raises(DossierNotFound, match=r"selon build PATH\.\.\. -d .*d\.selon"):
        store.connect(path)
    assert not path.exists()


def test_a_file_that_is_no_dossier(path: Path) -> None:
    path.write_text("bonjour " * 100)
    with pytest.raises(DossierError, match="cannot be opened as a dossier"):
        store.connect(path)
    with pytest.raises(DossierError):
        store.connect(path, create=True)
    assert path.read_text() == "bonjour " * 100


def test_another_database_is_no_dossier(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    with pytest.raises(DossierError, match="not a dossier of selon"):
        store.connect(path)


def test_a_dossier_from_a_later_version(path: Path) -> None:
    db = store.connect(path, create=True)
    db.execute(f"PRAGMA user_version = {store.SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(DossierTooNew, match="use a newer selon"):
        store.connect(path)


def test_a_file_that_a_killed_build_left_empty(path: Path) -> None:
    path.touch()
    with pytest.raises(DossierNotFound):
        store.connect(path)
    half = sqlite3.connect(path)
    half.execute("PRAGMA journal_mode = WAL")
    half.close()
    assert list(store.rejections(store.connect(path, create=True))) == []


def version_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(connection, "_VERSIONS", connection._VERSIONS[:1])
        patch.setattr(connection, "SCHEMA_VERSION", 1)
        patch.setattr(connection._upgrade, "__defaults__", (1,))
        old = store.connect(path, create=True)
    save(old, page())
    assert old.execute("PRAGMA user_version").fetchone()[0] == 1
    old.close()


def test_an_older_dossier_is_brought_forward(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version_one(path, monkeypatch)
    new, fresh = store.connect(path), store.connect(path.with_name("fresh.selon"), create=True)
    assert new.execute("PRAGMA user_version").fetchone()[0] == store.SCHEMA_VERSION
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    assert [tuple(row) for row in new.execute(schema)] == [tuple(row) for row in fresh.execute(schema)]
    assert store.read_page(new, page().document.id) == page()
    assert store.decisions(new) == []


def test_settings(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_page_comes_back_as_it_went_in(db: sqlite3.Connection) -> None:
    save(db, page())
    read = store.read_page(db, page().document.id)
    assert read == page()
    assert list(store.document_lines(db)) == [document_line(page().document, page().analysis)]
    assert store.raw_page(db, page().document.id).data == TEXT.encode()
    assert store.has_page(db, page().document.id)


def test_lone_surrogates_are_no_fault(db: sqlite3.Connection) -> None:
    read = page("un deux")
    with store.transaction(db):
        store.save_raw(db, read.document.id, None, "fichier \udce9.txt")
        store.save_rejection(db, read.document.id, Rejected(read.document.id, "fichier \udce9.txt", "empty"))
    assert [rejected.source for rejected in store.rejections(db)] == ["fichier ?.txt"]


def test_search_ignores_accents_and_case_and_boilerplate(db: sqlite3.Connection) -> None:
    save(db, page())
    for words in ("ete orleans", "ÉTÉ", '"accord est signé"', "elu dement", "l'accord"):
        (row,) = store.search_rows(db, words, 10)
        assert row.hits
        assert all(row.passage.exact[start:end] for start, end in row.hits)
    assert store.search_rows(db, "menu", 10) == []
    assert store.search_rows(db, '" - *', 10) == []
    assert store.search_rows(db, "NEAR( OR", 10) == []


def test_nothing_of_a_failed_transaction_stays(db: sqlite3.Connection) -> None:
    def fail() -> None:
        with store.transaction(db):
            store.save_raw(db, page().document.id, None, "a.txt")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not store.has_page(db, page().document.id)


def test_a_full_disk_is_a_fault_that_leaves_the_dossier_as_it_was(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DossierError, match="cannot be written"):
        save(db, page("mot " * 100_000))
    db.execute("PRAGMA max_page_count = 1000000")
    save(db, page())
    assert len(list(store.document_lines(db))) == 1


def test_readers_do_not_wait_for_the_writer(path: Path, db: sqlite3.Connection) -> None:
    save(db, page())
    reader = store.connect(path)
    with store.transaction(db):
        store.save_raw(db, "sha256:0", None, "b.txt")
        assert len(store.page_rows(reader, store.During(None, None))) == 1
    assert len(store.page_rows(reader, store.During(None, None))) == 2
    reader.close()


def test_a_second_writer_waits(path: Path, db: sqlite3.Connection) -> None:
    other = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    with store.transaction(db):
        store.save_raw(db, "sha256:0", None, "b.txt")
    assert store.has_page(db, "sha256:0")


def test_a_writer_that_waits_in_vain_says_so(path: Path, db: sqlite3.Connection) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(DossierError, match="another build"), store.transaction(db):
        pass
    other.close()


def test_a_dossier_that_cannot_be_written_can_be_read(path: Path, db: sqlite3.Connection) -> None:
    save(db, page())
    db.close()
    path.chmod(0o444)
    reader = store.connect(path)
    assert len(store.page_rows(reader, store.During(None, None))) == 1


def test_decisions_are_append_only(db: sqlite3.Connection) -> None:
    decision = Decision("2024-06-01T10:00", "moi", "reject", "0:q:1-2", "x", {}, {"a": 1}, "0.1.0", 0.5)
    with store.transaction(db):
        store.add_decision(db, decision)
    assert store.decisions(db) == [decision]
    for statement in ("DELETE FROM decision", "UPDATE decision SET verb = 'confirm'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)


def test_header_and_aliases(db: sqlite3.Connection) -> None:
    assert store.header(db) is None
    about = DossierHeader(1, "0.1.0", "m 1", "fr 1")
    store.save_header(db, about)
    store.save_aliases(db, [("a2", "a1"), ("a3", "a2"), ("c1", "c2"), ("c2", "c1")])
    assert store.header(db) == about
    assert [store.resolve_id(db, name) for name in ("a3", "a1", "a9")] == ["a1", "a1", "a9"]
    assert store.resolve_id(db, "c1") in {"c1", "c2"}


def test_every_view_can_be_read(db: sqlite3.Connection) -> None:
    save(db, page())
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 2) = 'v_'")
    views = [row["name"] for row in names]
    documented = "actors claims event_roles events evidence pages quotations stories timeline"
    assert sorted(views) == [f"v_{name}" for name in documented.split()]
    for view in views:
        db.execute(f"SELECT * FROM {view}").fetchall()


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2024/..", "2024-01-01", None),
        (None, None, None),
        ("?!", None, None),
    ],
)
def test_bounds(edtf: str | None, first: str | None, last: str | None) -> None:
    from selon.store.columns import bounds

    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    ("since", "until", "edtf", "holds"),
    [
        (None, None, None, True),
        ("2024", None, None, False),
        ("2024", None, "2023-12-31", False),
        ("2024", None, "2023/2024", True),
        (None, "2023", "2023-12-31T23:59", True),
        (None, "2023", "2024-01-01", False),
        ("2024-06", "2024-06", "[2024-05-30,2024-06-06]", True),
        ("2024", None, "no date", False),
    ],
)
def test_during(since: str | None, until: str | None, edtf: str | None, holds: bool) -> None:
    assert store.During(since, until).holds(edtf) is holds


def test_counters_only_grow(db: sqlite3.Connection) -> None:
    from selon.records import Actor

    state: Any = store.StoredState(db)
    assert (state.next_number("a"), state.next_number("c")) == (1, 1)
    store.save_changes(db, Changes(actors=(Actor("a7", "person", "X"),)))
    assert state.next_number("a") == 8
    store.drop_readings(db)
    assert state.next_number("a") == 8


def test_every_view_is_documented(db: sqlite3.Connection) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "dossier.md").read_text(encoding="utf8")
    rows = {line.split("|")[1].strip(" `"): line for line in text.splitlines() if line.startswith("| `v_")}
    for view in rows.keys() - {"v_timeline"}:
        columns = [row["name"] for row in db.execute(f"PRAGMA table_info({view})")]
        assert columns
        assert [name for name in columns if f"`{name}`" not in rows[view]] == []
    assert len(rows) == 9
    assert f"now {store.SCHEMA_VERSION}." in text


def test_every_table_is_documented(db: sqlite3.Connection) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "dossier.md").read_text(encoding="utf8")
    told = {name for line in text.splitlines() if line.startswith("| `") for name in line.split("`")[1::2]}
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'")
    tables = {row["name"] for row in names}
    assert tables
    assert tables <= told
