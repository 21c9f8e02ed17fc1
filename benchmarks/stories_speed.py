"""How many documents a second are put into stories, and whether that stays so as a dossier grows.

    python benchmarks/stories_speed.py                   1,000, 5,000 and 20,000 documents
    python benchmarks/stories_speed.py --sizes 1000 100000

The documents are made from the pages of the portal: the title and the first thousand characters of one, the
next thousand of another, 200 a day. What is timed is the fold into stories alone with all that the dossier
keeps of it, in batches of 200 pages: processor time of one core, nothing parsed.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import copies as gold

from selon import store
from selon.lang import load_pack
from selon.link.stories import link_story
from selon.link.traces import Traces
from selon.link.work import Work
from selon.records import Analysis, Block, Changes, Document, PageRead, Published

SIZES = (1_000, 5_000, 20_000)
STEP, BATCH, A_DAY = 1_000, 200, 200
READ = 1_000
GOAL, SLOWER = 2_000, 2.0


def made(documents: Sequence[Document]) -> Iterator[PageRead]:
    """Pages without end, the same ones every time."""
    draw = random.Random(7)
    bodies = [
        "\n".join(it.text[block.start : block.end] for block in it.blocks if block.kind in ("lead", "body"))
        for it in documents
    ]
    number = 0
    while True:
        one, two = draw.randrange(len(documents)), draw.randrange(len(documents))
        text = f"{bodies[one][:READ]}\n{bodies[two][:READ]}"
        day = date(2020, 1, 1) + timedelta(days=number // A_DAY)
        name = f"sha256:{number:064x}"
        document = Document(
            name, "made.txt", None, None, "text/plain", "utf-8", documents[one].title, None, (), (), "fr",
            Published(day.isoformat(), basis="made"), text, (Block(0, len(text), "body"),),
        )  # fmt: skip
        yield PageRead(document, Analysis(name))
        number += 1


def measure(pages: Iterator[PageRead], sizes: Sequence[int], path: Path) -> None:
    db, pack = store.connect(path, create=True), load_pack("fr")
    print(f"{'documents':>9} {'stories':>8} {'ms a document':>14} {'a second':>9} {'file':>8} {'memory':>8}")
    done, first = 0, 0.0
    while done < sizes[-1]:
        step = [next(pages) for _ in range(STEP)]
        with store.transaction(db):
            for read in step:
                store.save_raw(db, read.document.id, None, read.document.source)
                store.save_page(db, read)
        started = time.process_time()
        for at in range(0, STEP, BATCH):
            state = store.StoredState(db)
            traces, work = Traces(state), Work(state)
            for read in step[at : at + BATCH]:
                link_story(traces, work, read.document, pack)
            changes = Changes(
                traces=traces.added, placements=traces.placements, terms=traces.terms, found=traces.found
            )
            with store.transaction(db):
                store.save_changes(db, changes)
        took = time.process_time() - started
        done += STEP
        first = first or took
        if done in sizes:
            found = db.execute("SELECT count(DISTINCT number) FROM story_page").fetchone()[0]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            size = path.stat().st_size >> 20
            print(
                f"{done:9,} {found:8,} {1000 * took / STEP:14.3f} {STEP / took:9,.0f}"
                f" {size:5} MB {memory:5} MB   {took / first:.2f} x",
                flush=True,
            )
    db.close()
    print(
        f"goals: {GOAL:,} a second; at the largest size at most {SLOWER} x a document of the first {STEP:,}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="how many documents, in thousands"
    )
    options = parser.parse_args()
    if not gold.PAGES.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    if any(size % STEP for size in options.sizes):
        parser.error(f"sizes are multiples of {STEP:,}")
    with tempfile.TemporaryDirectory() as folder:
        pages = made(list(gold.read_pages().values()))
        measure(pages, sorted(options.sizes), Path(folder) / "d.selon")
    return 0


if __name__ == "__main__":
    sys.exit(main())
