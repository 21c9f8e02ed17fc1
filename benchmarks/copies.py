"""How well copies are told, on the pairs in `gold/stories/copies.csv`, beside MinHash of whole documents.

    python benchmarks/copies.py        precision and recall on both halves
    python benchmarks/copies.py -v     and the pairs of the half `dev` that are told wrongly

All pages of the portal go through the fold into a dossier, in the order of their numbers, so that
fingerprints are as common as they are; two pages are then what the dossier says of them.
"""

import argparse
import csv
import dataclasses
import hashlib
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selon import store
from selon.extract import extract
from selon.lang import load_pack
from selon.link import link
from selon.link.words import body_spans, words_in
from selon.records import Analysis, Copy, Document, PageRead, RawPage

GOLD = Path(__file__).parent / "gold" / "stories" / "copies.csv"
PAGES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "orange" / "pages.tar.xz"
HALVES = ("dev", "check")
TASKS: Mapping[str, frozenset[str]] = {
    "shared": frozenset({"copy", "partial"}),
    "copies": frozenset({"copy"}),
}
PERMUTATIONS, SHINGLE = 128, 5

Pair = tuple[str, str]
Signature = NDArray[np.uint64]
Told = Callable[[Pair], str]


def gold_pairs() -> dict[str, dict[Pair, str]]:
    """The relation of each pair, by half."""
    found: dict[str, dict[Pair, str]] = {half: {} for half in HALVES}
    with GOLD.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["half"]][row["a"], row["b"]] = row["relation"]
    return found


def read_pages(path: Path = PAGES) -> dict[str, Document]:
    pack, found = load_pack("fr"), {}
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                page = extract(RawPage(member.name, file.read(), "text/html"), pack)
                if isinstance(page, Document):
                    found[member.name] = page
    return found


def folded(documents: Iterable[Document]) -> list[Copy]:
    """The copies in a dossier of these documents, added one by one."""
    pack = load_pack("fr")
    with tempfile.TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        with store.transaction(db):
            for document in documents:
                page = PageRead(document, Analysis(document.id))
                store.save_raw(db, document.id, None, document.source)
                store.save_page(db, page)
                store.save_changes(db, link(store.StoredState(db), [page], pack))
        copies = [record for record in store.overlays(db) if isinstance(record, Copy)]
        db.close()
    return copies


def dossier(documents: Mapping[str, Document]) -> Told:
    """What a dossier says of two pages: directly, or as pages of one text."""
    ordered = sorted(documents, key=lambda name: int(name.partition(".")[0]))
    copies = folded(dataclasses.replace(documents[name], id=name) for name in ordered)
    ties = {frozenset((copy.of, copy.in_)): copy for copy in copies}
    same, group = Groups(), Groups()
    for copy in copies:
        if copy.kind == "exact":
            same.join(copy.of, copy.in_)
        if copy.kind != "partial":
            group.join(copy.of, copy.in_)

    def told(pair: Pair) -> str:
        if same.root(pair[0]) == same.root(pair[1]):
            return "copy"
        tie = ties.get(frozenset(pair)) or ties.get(frozenset(map(same.root, pair)))
        if tie is not None:
            return "partial" if tie.kind == "partial" else "copy"
        return "copy" if group.root(pair[0]) == group.root(pair[1]) else "distinct"

    return told


class Groups:
    """Pages that are one, by the first of them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, page: str) -> str:
        while page in self._above:
            page = self._above[page]
        return page

    def join(self, one: str, two: str) -> None:
        first, second = self.root(one), self.root(two)
        if first != second:
            self._above[second] = first


def minhash(documents: Mapping[str, Document], gold: Mapping[str, Mapping[Pair, str]]) -> Told:
    """MinHash of whole documents (Broder 1997), its two thresholds being the best ones on `dev`."""
    wanted = {name for pairs in gold.values() for pair in pairs for name in pair}
    draw = np.random.default_rng(7)
    factors = draw.integers(1, 2**61, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    shifts = draw.integers(0, 2**61, PERMUTATIONS, dtype=np.uint64)
    signed = {name: signature(documents[name], factors, shifts) for name in sorted(wanted)}

    def alike(pair: Pair) -> float:
        return float(np.mean(signed[pair[0]] == signed[pair[1]]))

    dev = {pair: alike(pair) for pair in gold["dev"]}

    def best(positive: frozenset[str]) -> float:
        wanted = {pair for pair, relation in gold["dev"].items() if relation in positive}
        return max(sorted(set(dev.values())), key=lambda least: f1(wanted, dev, least))

    shared, copied = (best(positive) for positive in TASKS.values())

    def told(pair: Pair) -> str:
        score = alike(pair)
        if score >= max(copied, shared):
            return "copy"
        return "partial" if score >= shared else "distinct"

    return told


def signature(document: Document, factors: Signature, shifts: Signature) -> Signature:
    words = words_in(document.text, body_spans(document.blocks))
    grams = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    hashes = [int.from_bytes(hashlib.blake2b(it.encode(), digest_size=8).digest(), "big") for it in grams]
    values = np.array(hashes, dtype=np.uint64)[:, None] * factors + shifts
    return (values >> np.uint64(20)).min(axis=0)


def f1(wanted: Collection[Pair], scores: Mapping[Pair, float], least: float) -> float:
    found = {pair for pair, score in scores.items() if score >= least}
    return 2 * len(found.intersection(wanted)) / max(1, len(found) + len(wanted))


def precision_recall(gold: Mapping[Pair, str], told: Told, positive: frozenset[str]) -> tuple[float, float]:
    found = {pair: told(pair) in positive for pair in gold}
    right = sum(found[pair] and relation in positive for pair, relation in gold.items())
    return (
        right / max(1, sum(found.values())),
        right / max(1, sum(relation in positive for relation in gold.values())),
    )


def figures(documents: Mapping[str, Document]) -> dict[str, float]:
    """Precision and recall on both halves, of `shared` (copy or partial) and `copies`."""
    told, found = dossier(documents), {}
    for half, gold in gold_pairs().items():
        for task, positive in TASKS.items():
            precision, recall = precision_recall(gold, told, positive)
            found |= {f"{task} precision {half}": precision, f"{task} recall {half}": recall}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="show the errors on the half `dev`")
    options = parser.parse_args()
    if not PAGES.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    gold, documents = gold_pairs(), read_pages()
    started = time.process_time()
    methods = {"dossier": dossier(documents)}
    print(f"{len(documents)} pages in {time.process_time() - started:.1f} s\n")
    methods["MinHash"] = minhash(documents, gold)
    print(f"{'method':10} {'half':6} {'pairs':>5}  {'shared P':>8} {'R':>6}   {'copies P':>8} {'R':>6}")
    for name, told in methods.items():
        for half, pairs in gold.items():
            shares = [precision_recall(pairs, told, positive) for positive in TASKS.values()]
            (one, two), (three, four) = shares
            print(f"{name:10} {half:6} {len(pairs):5}  {one:8.3f} {two:6.3f}   {three:8.3f} {four:6.3f}")
    if options.verbose:
        for pair, relation in gold["dev"].items():
            if (answer := methods["dossier"](pair)) != relation:
                print(f"{pair[0]} {pair[1]}: {relation}, told {answer}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
