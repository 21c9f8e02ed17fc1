"""Opening a dossier file: the schema and its versions, the settings of SQLite, transactions, faults."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from selon.records import DossierError, DossierNotFound, DossierTooNew

__all__ = ["AMONG", "SCHEMA_VERSION", "connect", "insert", "listed", "transaction"]

_APPLICATION = 0x53454C4E  # "SELN": tells a dossier from any other SQLite file
_VERSIONS = (
    "0001_record.sql", "0002_decisions.sql", "0003_told.sql", "0004_decided.sql", "0005_claims.sql",
    "0006_tables.sql", "0007_copies.sql", "0008_former.sql", "0009_recurring.sql", "0010_stories.sql",
    "0011_story_index.sql", "0012_prints.sql", "0013_narrowed.sql", "0014_story_places.sql",
    "0015_parts.sql", "0016_story_days.sql", "0017_story_counts.sql",
)  # fmt: skip
SCHEMA_VERSION = len(_VERSIONS)
"""The `PRAGMA user_version` that this release writes; older dossiers are brought forward when opened."""

AMONG = "(SELECT value FROM json_each(?))"
"""An SQL list of any length, given as one value: what `listed` makes."""

_BUSY_SECONDS = 30.0
_CACHE = 64 * 1024  # kB at most: the index of fingerprints is read and written all over
_PUBLIC_VIEWS = "SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 2) = 'v_'"


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """An open dossier of the present schema version; with `create`, a new one where there is none.

    Transactions are begun explicitly (`transaction`). Raises DossierNotFound, DossierTooNew, and
    DossierError for a file that is no dossier or cannot be opened.
    """
    exists = path.is_file() and path.stat().st_size > 0
    if not exists and not create:
        raise DossierNotFound(f"there is no dossier at {path}: make one with `selon build PATH... -d {path}`")
    db = _open(path, create)
    try:
        _prepare(db, path, new=not exists)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One write, all of it or nothing; waits for another writer up to half a minute.

    Raises DossierError when that one goes on for longer, and when the file cannot be written (a full disk).
    """
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise DossierError(f"the dossier cannot be written ({error}): is another build at work?") from error
    try:
        yield
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(db)
        raise DossierError(f"the dossier cannot be written: {error}") from error
    except BaseException:
        _roll_back(db)
        raise


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:  # SQLite has rolled back by itself after some faults
        db.execute("ROLLBACK")


def insert(db: sqlite3.Connection, table: str, values: Mapping[str, object]) -> int:
    """Add one row by the names of its columns; gives its row number."""
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    return cursor.lastrowid or 0


def listed(values: Iterable[str]) -> str:
    """Values for a place holder of `AMONG`."""
    return json.dumps(list(values))


def _open(path: Path, create: bool) -> sqlite3.Connection:
    if not path.absolute().parent.is_dir():
        raise DossierError(f"{path} cannot be made: there is no folder {path.parent}")
    mode = "rwc" if create else "rw"
    uri = path.absolute().as_uri()
    try:
        db = sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # a folder that cannot be written: WAL then needs a frozen view
            db.close()
            db = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise DossierError(f"{path} cannot be opened as a dossier: {error}") from error
    return db


def _prepare(db: sqlite3.Connection, path: Path, *, new: bool) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    # A build that was killed while it made the file leaves it empty: then it is as good as new.
    if new or db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        db.execute("PRAGMA journal_mode = WAL")
        _upgrade(db)
        return
    if _pragma(db, "application_id") != _APPLICATION:
        raise DossierError(f"{path} is a database, but not a dossier of selon")
    version = _pragma(db, "user_version")
    if version > SCHEMA_VERSION:
        raise DossierTooNew(
            f"{path} has schema version {version}, this selon knows up to {SCHEMA_VERSION}: use a newer selon"
        )
    if version < SCHEMA_VERSION:
        _upgrade(db)


def _upgrade(db: sqlite3.Connection, to: int = SCHEMA_VERSION) -> None:
    """Bring the schema from whatever version it has to version `to`, in one transaction."""
    with transaction(db):
        version = _pragma(db, "user_version")  # read here: another process may have come first
        for (view,) in db.execute(_PUBLIC_VIEWS).fetchall():  # first: no step has to keep them whole
            db.execute(f"DROP VIEW {view}")
        for name in _VERSIONS[version:to]:
            _run(db, name)
        _run(db, "views.sql")
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {max(version, to)}")


def _run(db: sqlite3.Connection, name: str) -> None:
    # Statement by statement: executescript would commit the transaction that we are in.
    statement = ""
    script = resources.files("selon.store") / "schema" / name
    for line in script.read_text(encoding="utf8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
