"""How well whole days of a portal are put into stories, against two readers, and how far these agree.

    python benchmarks/windows.py

The gold of `stories.py` was chosen by matters; in `gold/stories/windows.csv` every page of some days is
labelled, by two readers who did not see each other's labels, so most pages are alone and many matters have
one page. The pages of a window (from ../shared/corpus/orange/scale.tar.xz) come in by date, none before.
"""

import csv
import functools
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import stories

from selon.evaluate import GroupScores, compare_groups
from selon.extract import extract
from selon.lang import load_pack
from selon.records import Document, RawPage

GOLD = Path(__file__).with_name("gold") / "stories" / "windows.csv"
PAGES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "orange" / "scale.tar.xz"
READERS = ("1", "2")
Groups = dict[str, str]


@functools.cache
def gold() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """The rows of the gold: by window, reader, page."""
    found: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found.setdefault(row["window"], {}).setdefault(row["reader"], {})[row["page"]] = row
    return found


def groups_of(window: str, reader: str, level: str) -> Groups:
    return {page: row[level] for page, row in gold()[window][reader].items()}


def read_pages(window: str) -> dict[str, Document | None]:
    pack, found = load_pack("fr"), dict[str, Document | None]()
    with tarfile.open(PAGES) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name in gold()[window]["1"] else None
            if file is not None:
                page = extract(RawPage(member.name, file.read(), "text/html"), pack)
                found[member.name] = page if isinstance(page, Document) else None
    return found


def compared(window: str) -> Iterator[tuple[str, str, GroupScores]]:
    """The engine against each reader, and one reader against the other: who, the level, how well."""
    placed, _ = stories.told(stories.by_date(read_pages(window)))
    for level in stories.LEVELS:
        ours = {name: it.chapter if level == "episode" else it.story for name, it in placed.items()}
        one, two = (groups_of(window, reader, level) for reader in READERS)
        yield "against reader 1", level, compare_groups(one, ours)
        yield "against reader 2", level, compare_groups(two, ours)
        yield "one reader by the other", level, compare_groups(one, two)


def figures() -> Mapping[str, float]:
    """The figures of all windows, each the mean over the two readers, for `evaluate.py`."""
    found: dict[str, float] = {}
    for window in gold():
        scores = [(level, it) for who, level, it in compared(window) if who.startswith("against")]
        for level in stories.LEVELS:
            of_level = [it for name, it in scores if name == level]
            found[f"{window} {level} b3"] = sum(it.b3 for it in of_level) / len(of_level)
            if level == "episode":  # pairs of storylines are those of one outbreak
                found[f"{window} {level} pairs"] = sum(it.pairs for it in of_level) / len(of_level)
    return found


def main() -> int:
    if not PAGES.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    print(f"{'':33}{'level':11}{'B3 P':>7}{'R':>7}{'F1':>7}{'pair P':>8}{'R':>7}{'F1':>7}")
    for window in gold():
        for who, level, it in compared(window):
            cells = (it.b3_precision, it.b3_recall, it.b3, it.pair_precision, it.pair_recall, it.pairs)
            print(f"{window:8} {who:24}{level:11}" + " ".join(f"{value:7.3f}" for value in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
