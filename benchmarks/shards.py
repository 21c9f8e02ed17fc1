"""What linking costs over very many documents, in shards of one window of time each, beside one dossier.

    python benchmarks/shards.py                        100,000 documents
    python benchmarks/shards.py --sizes 100000 300000

Documents as `linking_speed.py` makes them, 1,000 a day. Each shard is a dossier of its own with the pages of
28 days, and of the 7 before (`selon.shards`). What is timed is the fold into copies and stories and what is
kept of it, processor time of one core; nothing is parsed, so that there are no claims. Shards need nothing of
each other: on as many cores as there are shards the time is that of the longest.
"""

import argparse
import dataclasses
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import copies as gold
from linking_speed import Maker, numbered

from selon import store
from selon.lang import LanguagePack, load_pack
from selon.link import link
from selon.records import PageRead, Published
from selon.shards import shards_of

A_DAY, BATCH = 1_000, 200
BEGIN = date(2020, 6, 1)  # the first day of a window


def dated(made: Iterator[PageRead]) -> Iterator[tuple[PageRead, tuple[str, ...]]]:
    """Pages without end, each with the shards that it is linked in."""
    for number, read in enumerate(made):
        day = (BEGIN + timedelta(days=number // A_DAY)).isoformat()
        document = dataclasses.replace(read.document, published=Published(day, basis="made"))
        yield numbered(PageRead(document, read.analysis), number), shards_of("fr", day)


class Shard:
    """A dossier that grows, and the processor time that linking took in it."""

    def __init__(self, path: Path, pack: LanguagePack) -> None:
        self.path, self.pages, self.seconds, self.last = path, 0, 0.0, 0.0
        self._db, self._pack, self._waiting = store.connect(path, create=True), pack, list[PageRead]()

    def add(self, read: PageRead) -> None:
        self._waiting.append(read)
        if len(self._waiting) == BATCH:
            self.link()

    def link(self) -> None:
        with store.transaction(self._db):
            for read in self._waiting:
                store.save_raw(self._db, read.document.id, None, read.document.source)
                store.save_page(self._db, read)
            started = time.process_time()
            store.save_changes(self._db, link(store.StoredState(self._db), self._waiting, self._pack))
        self.last = (time.process_time() - started) / max(1, len(self._waiting))
        self.seconds += time.process_time() - started
        self.pages += len(self._waiting)
        self._waiting.clear()

    def close(self) -> int:
        """Link what is left; gives the size of the file in bytes, and deletes it."""
        self.link()
        self._db.close()
        size = self.path.stat().st_size
        self.path.unlink()
        return size


def measure(maker: Maker, sizes: Sequence[int], folder: Path) -> None:
    print(
        f"{'documents':>9} {'shards':>6} {'linked':>9} {'ms a document':>13} {'longest':>8} {'all files':>10}"
    )
    pack, pages = load_pack("fr"), dated(maker.pages())
    is_open: dict[str, Shard] = {}
    closed: list[tuple[int, float, int]] = []
    for number in range(1, sizes[-1] + 1):
        read, names = next(pages)
        for name in [name for name in is_open if name < names[0]]:
            finish(name, is_open, closed)
        for name in names:
            shard = is_open.get(name)
            if shard is None:
                shard = is_open[name] = Shard(folder / f"{name}.selon", pack)
            shard.add(read)
        if number in sizes:
            tell(number, closed, is_open)


def finish(name: str, is_open: dict[str, Shard], closed: list[tuple[int, float, int]]) -> None:
    shard = is_open.pop(name)
    size = shard.close()
    closed.append((shard.pages, shard.seconds, size))
    per_page = 1000 * shard.seconds / shard.pages
    print(f"  {name}: {shard.pages:,} pages, {per_page:.2f} ms each", file=sys.stderr, flush=True)


def tell(number: int, closed: Sequence[tuple[int, float, int]], is_open: dict[str, Shard]) -> None:
    """One line of the table: of all shards so far, as they are."""
    for shard in is_open.values():
        shard.link()
    rows = [*closed, *((it.pages, it.seconds, it.path.stat().st_size) for it in is_open.values())]
    linked, spent, size = (sum(column) for column in zip(*rows, strict=True))
    longest = max(seconds for _, seconds, _ in rows)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{number:9,} {len(rows):6} {linked:9,} {1000 * spent / number:13.2f} {spent:5,.0f} s"
        f" {longest:6.0f} s {size >> 20:6,} MB   {memory} MB of memory",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000], help="how many documents")
    options = parser.parse_args()
    if not gold.PAGES.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    maker = Maker(list(gold.read_pages().values()))
    with tempfile.TemporaryDirectory() as folder:
        measure(maker, sorted(options.sizes), Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
