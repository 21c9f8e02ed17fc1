"""What a document costs as a dossier grows: the table of `linking_speed.py` and of `stories_speed.py`."""

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import copies as gold

from selon import store
from selon.records import Document, PageRead

SIZES = (1_000, 5_000, 20_000)
STEP = 1_000  # documents that one measurement takes
GOAL, SLOWER = 2_000, 2.0


def run(
    about: str,
    made: Callable[[Sequence[Document]], Iterator[PageRead]],
    fold: Callable[[sqlite3.Connection, Sequence[PageRead]], None],
    found: tuple[str, str],
    own: argparse.ArgumentParser | None = None,
) -> int:
    """Print the table: processor time of `fold` alone, over pages made from those of the portal.

    `found` is what the dossier is asked for beside, and the query that counts it; `own` has the options
    that this benchmark has beside.
    """
    parser = argparse.ArgumentParser(description=about.partition("\n")[0], parents=[own] if own else [])
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="how many documents, in thousands"
    )
    options = parser.parse_args()
    if not gold.PAGES.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    if any(size % STEP for size in options.sizes):
        parser.error(f"sizes are multiples of {STEP:,}")
    pages = made(list(gold.read_pages().values()))
    with tempfile.TemporaryDirectory() as folder:
        _measure(pages, fold, found, sorted(options.sizes), Path(folder) / "d.selon")
    return 0


def _measure(
    pages: Iterator[PageRead],
    fold: Callable[[sqlite3.Connection, Sequence[PageRead]], None],
    found: tuple[str, str],
    sizes: Sequence[int],
    path: Path,
) -> None:
    what, query = found
    db = store.connect(path, create=True)
    print(f"{'documents':>9} {what:>8} {'ms a document':>14} {'a second':>9} {'file':>8} {'memory':>8}")
    done, first = 0, 0.0
    while done < sizes[-1]:
        step = [next(pages) for _ in range(STEP)]
        with store.transaction(db):
            for read in step:
                store.save_raw(db, read.document.id, None, read.document.source)
                store.save_page(db, read)
        started = time.process_time()
        fold(db, step)
        took = time.process_time() - started
        done += STEP
        first = first or took
        if done in sizes:
            (count,) = db.execute(query).fetchone()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            size = path.stat().st_size >> 20
            print(
                f"{done:9,} {count:8,} {1000 * took / STEP:14.3f} {STEP / took:9,.0f}"
                f" {size:5} MB {memory:5} MB   {took / first:.2f} x",
                flush=True,
            )
    db.close()
    print(
        f"goals: {GOAL:,} a second; at the largest size at most {SLOWER} x a document of the first {STEP:,}"
    )
