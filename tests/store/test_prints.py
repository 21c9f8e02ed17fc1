"""The index of fingerprints: what is put in is found again, in whichever layer it lies."""

import random
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from selon import store
from selon.store.prints import find_holders, save_prints

DRAW = random.Random(3)
NAMES = [DRAW.randrange(-(1 << 63), 1 << 63) for _ in range(4_000)]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    connection = store.connect(tmp_path / "d.selon", create=True)
    yield connection
    connection.close()


def filled(db: Connection, documents: int, each: int, batch: int) -> dict[int, list[int]]:
    """Documents under some of the names and many others; what is to be found under the names."""
    draw, wanted = random.Random(1_000 + documents), dict[int, list[int]]()
    waiting: list[tuple[int, list[int]]] = []
    for number in range(1, documents + 1):
        own = draw.sample(NAMES, 10)
        for name in own:
            wanted.setdefault(name, []).append(number)
        waiting.append((number, [*own, *(draw.randrange(-(1 << 63), 1 << 63) for _ in range(each))]))
        if len(waiting) == batch:
            keep(db, waiting)
            waiting = []
    keep(db, waiting)
    return wanted


def keep(db: Connection, documents: list[tuple[int, list[int]]]) -> None:
    with store.transaction(db):
        save_prints(db, documents)


def settled(db: Connection) -> int:
    return int(db.execute("SELECT count(*) FROM fingerprint").fetchone()[0])


@pytest.mark.parametrize(("documents", "each", "batch"), [(3, 5, 1), (300, 40, 1), (300, 2_000, 50)])
def test_what_is_put_in_is_found(db: Connection, documents: int, each: int, batch: int) -> None:
    wanted = filled(db, documents, each, batch)
    assert (settled(db) > 500_000) is (each == 2_000)
    assert find_holders(db, NAMES) == wanted  # so many that the filters are read
    for at in range(0, len(NAMES), 1_000):
        some = NAMES[at : at + 10]
        assert find_holders(db, some) == {name: wanted[name] for name in some if name in wanted}
    assert find_holders(db, []) == {}


def test_the_order_is_that_in_which_documents_came_in(db: Connection) -> None:
    filled(db, 300, 2_000, 50)
    keep(db, [(number, NAMES[:1]) for number in (1_001, 1_002)])
    found = find_holders(db, NAMES[:1])[NAMES[0]]
    assert found == sorted(found)
    assert found[-2:] == [1_001, 1_002]


def test_a_filter_passes_over_nearly_all_that_is_not_there(db: Connection) -> None:
    filled(db, 300, 2_000, 50)
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    strangers = [name ^ 0x5555 << 30 for name in NAMES]
    assert find_holders(db, strangers) == {}
    db.set_trace_callback(None)
    (sought,) = [line for line in asked if "FROM fingerprint WHERE" in line]
    assert sought.count(",") < len(strangers) / 5


def test_what_an_older_version_put_in_is_found(db: Connection) -> None:
    """It lies in the table alone, and nothing else tells of it."""
    with store.transaction(db):
        db.executemany("INSERT INTO fingerprint VALUES (?, 0)", [(name,) for name in NAMES])
    assert find_holders(db, NAMES) == {name: [0] for name in NAMES}
    assert find_holders(db, NAMES[:9]) == {name: [0] for name in NAMES[:9]}
    wanted = filled(db, 300, 2_000, 50)  # the parts are moved, and have filters from then on
    assert find_holders(db, NAMES) == {name: [0, *wanted.get(name, [])] for name in NAMES}


def test_a_fold_that_is_dropped_takes_it_along(db: Connection) -> None:
    filled(db, 300, 2_000, 50)
    with store.transaction(db):
        store.drop_fold(db)
    assert find_holders(db, NAMES) == {}
