"""How many documents a second are compared with all those before them, and whether that stays so.

    python benchmarks/linking_speed.py                   1,000, 5,000 and 20,000 documents
    python benchmarks/linking_speed.py --sizes 1000 100000
    python benchmarks/linking_speed.py --batch 1         pages by themselves, not 200 together

The documents are made from the pages of the portal, each anew: a walk in which every word is followed by one
that follows it on some page, as long as pages are. One in five is a copy of one of the last two thousand:
whole, cut, continued, or with one paragraph of it.
What is timed is the comparison with the dossier as it is, and what it keeps of it: one core, nothing parsed.
Pages are linked 200 at once, as in the pipeline where a dossier's pages are linked anew; with --batch 1 each
by itself, as there where `selon build` has just read it.
"""

import argparse
import dataclasses
import functools
import itertools
import random
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from growth import run

from selon import store
from selon.link import unswept
from selon.link.copies import link_copies, to_compare
from selon.link.texts import Texts
from selon.records import Analysis, Block, Changes, Document, PageRead, Published

COPIES, BATCH = 0.2, 200


class Maker:
    """Documents that are made of others, the same ones every time."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._draw = random.Random(20)
        self._next: dict[str, list[str]] = {}
        self._lengths: list[int] = []
        for document in documents:
            prose = (document.text[it.start : it.end] for it in document.blocks if it.kind == "body")
            words = re.findall(r"\S+", " ".join(prose))
            self._lengths.append(max(len(words), 20))
            for word, following in itertools.pairwise(words):
                self._next.setdefault(word, []).append(following)
        self._starts = sorted(self._next)
        self._made: list[list[str]] = []

    def pages(self) -> Iterator[PageRead]:
        """Pages without end."""
        while True:
            paragraphs = self._copy() if self._made and self._draw.random() < COPIES else self._own()
            if len(self._made) < 2_000:
                self._made.append(paragraphs)
            else:  # copies are of the last days
                self._made[self._draw.randrange(2_000)] = paragraphs
            yield page(paragraphs)

    def _own(self) -> list[str]:
        length = self._draw.choice(self._lengths)
        return [self._paragraph(80) for _ in range(max(1, length // 80))]

    def _paragraph(self, length: int) -> str:
        words = [self._draw.choice(self._starts)]
        while len(words) < length:
            words.append(self._draw.choice(self._next.get(words[-1], self._starts)))
        return " ".join(words)

    def _copy(self) -> list[str]:
        paragraphs, way = self._draw.choice(self._made), self._draw.randrange(4)
        if way == 0:
            return list(paragraphs)
        if way == 1:
            return paragraphs[: max(1, len(paragraphs) * 2 // 3)]
        if way == 2:
            return [*paragraphs, self._paragraph(80)]
        return [*self._own(), self._draw.choice(paragraphs)]


def page(paragraphs: Sequence[str]) -> PageRead:
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), "body"))
        at += len(paragraph) + 1
    document = Document(
        "", "made.txt", None, None, "text/plain", "utf-8", None, None, (), (), "fr",
        Published("2020-06-15", basis="made"), text, tuple(blocks),
    )  # fmt: skip
    return PageRead(document, Analysis(""))


def fold(db: sqlite3.Connection, pages: Sequence[PageRead], batch: int = BATCH) -> None:
    """Compare pages with the dossier, one after the other, and keep what is found."""
    with store.transaction(db):
        for at in range(0, len(pages), batch):
            with unswept() if batch > 1 else nullcontext():  # as a fold of many is, that of a page not
                texts = Texts(store.StoredState(db))
                for document in to_compare(texts, [read.document for read in pages[at : at + batch]]):
                    link_copies(texts, document)
                changes = Changes(
                    copies=texts.copies, dropped=texts.dropped, bodies=texts.added, prints=texts.prints
                )
                store.save_changes(db, changes)


def numbered(read: PageRead, number: int) -> PageRead:
    name = f"sha256:{number:064x}"
    return PageRead(dataclasses.replace(read.document, id=name), Analysis(name))


def made(documents: Sequence[Document]) -> Iterator[PageRead]:
    """Pages without end, each with an id of its own."""
    return map(numbered, Maker(documents).pages(), itertools.count())


def main() -> int:
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument("--batch", type=int, default=BATCH, help="pages that are looked up and kept at once")
    options, _ = own.parse_known_args()
    found = ("copies", "SELECT count(*) FROM overlay")
    return run(__doc__, made, functools.partial(fold, batch=options.batch), found, own)


if __name__ == "__main__":
    sys.exit(main())
