"""How many documents a second are put into stories, and whether that stays so as a dossier grows.

    python benchmarks/stories_speed.py                   1,000, 5,000 and 20,000 documents
    python benchmarks/stories_speed.py --sizes 1000 100000

The documents are made from the pages of the portal: the title and the first thousand characters of one, the
next thousand of another, 200 a day. What is timed is the fold into stories alone with all that the dossier
keeps of it, in batches of 200 pages: processor time of one core, nothing parsed.
"""

import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from growth import run

from selon import store
from selon.lang import LanguagePack, load_pack
from selon.link import unswept
from selon.link.stories import link_story, read_ahead
from selon.link.traces import Traces
from selon.link.work import Work
from selon.records import Analysis, Block, Changes, Document, PageRead, Published

BATCH, A_DAY = 200, 200
READ = 1_000


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


def fold(db: sqlite3.Connection, pages: Sequence[PageRead]) -> None:
    """Put pages into stories, and keep them."""
    pack = load_pack("fr")
    for at in range(0, len(pages), BATCH):
        with unswept():  # as the whole fold is
            fold_batch(db, [read.document for read in pages[at : at + BATCH]], pack)


def fold_batch(db: sqlite3.Connection, documents: Sequence[Document], pack: LanguagePack) -> None:
    state = store.StoredState(db)
    traces, work = Traces(state), Work(state)
    for document, terms in zip(documents, read_ahead(traces, documents, pack), strict=True):
        link_story(traces, work, document, pack, terms=terms)
    changes = Changes(
        traces=traces.added, placements=traces.placements, terms=traces.terms, found=traces.found
    )
    with store.transaction(db):
        store.save_changes(db, changes)


def main() -> int:
    return run(__doc__, made, fold, ("stories", "SELECT count(DISTINCT number) FROM story_page"))


if __name__ == "__main__":
    sys.exit(main())
