"""How long the reading commands take on a large dossier: the median of five runs of each, in milliseconds.

The dossier is made of the examples, read once, and then repeated in SQL until it has 50,000 quotations, with
other pages, people, events and claims each time; states and organisations stay the same, as in the press.
Aimed at: under 200 ms for what a person asks for at a time (a hundred rows, or one thing). Printed, never a
floor: it depends on the machine. `--keep FILE` keeps the dossier, and takes it when it is there.
"""

import argparse
import re
import sqlite3
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import selon

ROOT = Path(__file__).resolve().parents[1]
QUOTATIONS = 50_000
RUNS = 5
AIM = 200.0
STEP = 1_000  # between the numbers of one copy and the next: above those of the examples
# In an order in which what is pointed at comes first.
TABLES = (
    "page", "document", "block", "entity", "quotation", "quotation_voice", "event", "event_role",
    "event_source", "actor", "actor_key", "membership", "claim", "claim_role", "claim_report", "stance",
    "stance_evidence",
)  # fmt: skip
NUMBERED = {("page", "seq"), ("actor", "number"), ("claim", "number"), ("stance", "seq")}
IDS = re.compile(r"\b[0-9a-f]{12}(?=[0-9a-f:]{1})|(?<![\w-])([ac])(\d+)(?![\w-])")


def make(path: Path) -> None:
    """The large dossier, at `path`."""
    with selon.open(path, create=True) as dossier:
        dossier.add(ROOT / "examples")
    db = sqlite3.connect(path)
    (found,) = db.execute("SELECT count(*) FROM quotation").fetchone()
    pages = {row[0].removeprefix("sha256:")[:12] for row in db.execute("SELECT id FROM page")}
    shared = {row[0] for row in db.execute("SELECT id FROM actor WHERE kind <> 'person'")}
    copied = _copier(sorted(pages), shared)
    db.create_function("copied", 2, copied, deterministic=True)
    db.create_function("repacked", 2, lambda data, copy: _repacked(data, copy, copied), deterministic=True)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(
        f"CREATE TEMP TABLE copy AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        f" WHERE i < {QUOTATIONS // found}) SELECT i FROM n"
    )
    for table in TABLES:
        db.execute(_copying(db, table))
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")
    db.execute("UPDATE counter SET next = 1000000000")
    db.commit()
    db.close()


def _copier(pages: Sequence[str], shared: set[str]) -> Callable[[str | None, int], str | None]:
    """What turns the ids in a text into those of a copy: pages, and actors and claims that are its own."""
    numbers = {page: number for number, page in enumerate(pages)}

    def other(match: re.Match[str], copy: int) -> str:
        if match[1]:
            return match[0] if match[0] in shared else f"{match[1]}{int(match[2]) + copy * STEP}"
        return f"{copy * STEP + numbers[match[0]]:012x}" if match[0] in numbers else match[0]

    def copied(text: str | None, copy: int) -> str | None:
        return None if text is None else IDS.sub(lambda match: other(match, copy), text)

    return copied


def _repacked(data: bytes, copy: int, copied: Callable[[str | None, int], str | None]) -> bytes:
    return zlib.compress((copied(zlib.decompress(data).decode("ascii"), copy) or "").encode("ascii"), 1)


def _copying(db: sqlite3.Connection, table: str) -> str:
    """The statement that repeats a table for every copy."""
    columns = {row[1]: row[2] for row in db.execute(f"PRAGMA table_info({table})")}
    values = [_value(table, name, sort) for name, sort in columns.items()]
    own = " WHERE kind = 'person'" if table == "actor" else ""
    names = ", ".join(f'"{name}"' for name in columns)
    verb = "INSERT OR IGNORE" if table == "actor_key" else "INSERT"
    return f"{verb} INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} CROSS JOIN copy{own}"


def _value(table: str, column: str, sort: str) -> str:
    if (table, column) == ("block", "seq"):
        return "NULL"
    if (table, column) in NUMBERED:
        return f'"{column}" + copy.i * {STEP}'
    if (table, column) in {("page", "raw"), ("document", "decided")}:
        return "NULL"
    if (table, column) == ("document", "record"):
        return "repacked(record, copy.i)"
    if (table, column) == ("actor", "name"):
        return "name || ' ' || copy.i"
    plain = sort != "TEXT" or (table, column) == ("document", "text")
    return f'"{column}"' if plain else f'copied("{column}", copy.i)'


def medians(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds passed and milliseconds of the processor; the first run warms the caches, uncounted."""
    run()
    passed, used = zip(*(_milliseconds(run) for _ in range(RUNS)), strict=True)
    return statistics.median(passed), statistics.median(used)


def _milliseconds(run: Callable[[], object]) -> tuple[float, float]:
    started, busy = time.perf_counter(), time.process_time()
    run()
    return (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000


def table(dossier: selon.Dossier) -> list[tuple[str, Callable[[], object], bool]]:
    """What is measured: its name, the call, and whether the aim is for it."""
    claims = dossier.claims(kind="arms-transfer", limit=20)
    claim = max(claims, key=lambda row: len(row.stances))
    quotation = dossier.quotations(limit=1)[0]
    person = next(actor for row in dossier.quotations(limit=100) for actor in row.speakers)
    return [
        ("timeline, the first 100", lambda: dossier.timeline(limit=100), True),
        ("timeline --by speech, 100", lambda: dossier.timeline(by="speech", limit=100), True),
        ("timeline --kind, 100", lambda: dossier.timeline(kind="letter", since="2023", limit=100), True),
        ("claims, the first 100", lambda: dossier.claims(limit=100), True),
        ("claims --actor, 100", lambda: dossier.claims(actor="Russie", limit=100), True),
        ("quotes, the first 100", lambda: dossier.quotations(limit=100), True),
        ("quotes --actor, 100", lambda: dossier.quotations(actor="Russie", limit=100), True),
        ("quotes --since, 100", lambda: dossier.quotations(since="2024", limit=100), True),
        ("search, one frequent word", lambda: dossier.search("munitions"), True),
        ("search, a phrase", lambda: dossier.search('"corée du nord" obus'), True),
        ("show a claim", lambda: dossier.show(claim.claim.id), True),
        ("show a quotation", lambda: dossier.show(quotation.id), True),
        ("show a page", lambda: dossier.show(quotation.passage.document), True),
        ("show an actor", lambda: dossier.show(person.id), True),
        ("events, the kinds", dossier.kinds, True),
        ("events --kind, 100", lambda: dossier.register("sanction", limit=100), True),
        ("pages, all", dossier.pages, False),
        ("relations, all", dossier.relations, False),
        ("timeline, all", dossier.timeline, False),
        ("claims, all", dossier.claims, False),
        ("quotes, all", dossier.quotations, False),
        ("events --kind, all", lambda: dossier.register("arms-transfer"), False),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    kept: Path | None = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        path = kept or Path(folder) / "large.selon"
        if not path.exists():
            make(path)
        with sqlite3.connect(path) as db:
            counts = [
                f"{db.execute(f'SELECT count(*) FROM {name}').fetchone()[0]:,} {name}s"
                for name in ("page", "quotation", "event", "claim", "actor")
            ]
        db.close()
        print(f"{', '.join(counts)}; {path.stat().st_size / 1e6:.0f} MB")
        with selon.open(path) as dossier:
            for name, run, aimed in table(dossier):
                passed, used = medians(run)
                remark = "  (aimed at: under 200)" if aimed and passed > AIM else ""
                print(f"{name:32}{passed:9.1f} ms{used:9.1f} ms of the processor{remark}", flush=True)


if __name__ == "__main__":
    main()
