"""How many pages of the French press hold each term: the table `lang/fr/stories.json`.

    python training/fit_stories.py

Counts the terms of 4,000 pages in ../shared/corpus/orange/scale.tar.xz, none of which is in the gold of
stories, and keeps those that at least four pages in a thousand hold, in pages of a thousand, rounded. Terms
and numbers are all that is kept.
"""

import json
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from selon.extract import extract
from selon.lang import load_pack
from selon.link.terms import page_terms
from selon.records import Document, RawPage

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT.parent / "shared" / "corpus" / "orange" / "scale.tar.xz"
TABLE = ROOT / "src" / "selon" / "lang" / "fr" / "stories.json"
READ, LEAST, OF = 4000, 4, 1000


def documents() -> Iterator[Document]:
    pack = load_pack("fr")
    with tarfile.open(PAGES) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            read = extract(RawPage(member.name, file.read(), "text/html"), pack) if file else None
            if isinstance(read, Document):
                yield read


def main() -> int:
    plurals = load_pack("fr").variants.plurals
    counts: Counter[str] = Counter()
    total = 0
    for document in documents():
        counts.update(page_terms(document, plurals).counts.keys())
        total += 1
        if total == READ:
            break
    held: dict[int, list[str]] = {}
    for term, count in sorted(counts.items()):
        share = round(OF * count / total)
        if share >= LEAST:
            held.setdefault(share, []).append(term)
    lines = {str(share): " ".join(held[share]) for share in sorted(held, reverse=True)}
    TABLE.write_text(
        json.dumps({"pages": OF, "held": lines}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{total} pages, {len(counts)} terms, {sum(map(len, held.values()))} kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
