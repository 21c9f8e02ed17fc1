"""How fast pages are extracted, beside a bare parse of their main texts, on one core, in processor time.

Aimed at: 70 pages a second, and at most 15 % of the time of the parse. Printed, never a floor: it depends on
the machine. With `--profile` the functions that take most of it are listed. Pages are the first of
`../shared/corpus/orange/scale.tar.xz`, 500 unless a number is given.
"""

import argparse
import cProfile
import pstats
import sys
import tarfile
import time
from pathlib import Path

from selon.extract import extract, main_text
from selon.lang import load_pack
from selon.records import Document, RawPage

PAGES = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus" / "orange" / "scale.tar.xz"


def first_pages(count: int) -> list[RawPage]:
    pages: list[RawPage] = []
    with tarfile.open(PAGES, "r|xz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None and member.name.endswith(".html"):
                pages.append(RawPage(member.name, stream.read(), "text/html"))
            if len(pages) == count:
                break
    return pages


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--profile", action="store_true")
    options.add_argument("--no-parse", action="store_true", help="extraction alone")
    given = options.parse_args()
    if not PAGES.is_file():
        sys.exit(f"{PAGES} is not there")
    pack, pages = load_pack("fr"), first_pages(given.pages)
    for page in pages[:50]:  # patterns are compiled when they are first met: no page's time
        extract(page, pack)

    profile = cProfile.Profile()
    if given.profile:
        profile.enable()
    started = time.process_time()
    read = [extract(page, pack) for page in pages]
    extraction = time.process_time() - started
    profile.disable()
    texts = [main_text(document) for document in read if isinstance(document, Document)]
    size = sum(map(len, texts))
    print(f"pages            {len(pages)}, of which {len(texts)} usable, {size:,} characters of text")
    print(
        f"extraction       {extraction:.1f} s, {len(pages) / extraction:.0f} pages a second  (aimed at: 70)"
    )
    if given.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    if given.no_parse:
        return
    import spacy

    parser = spacy.load(pack.model)
    parser("Une phrase.")
    started = time.process_time()
    for text in texts:
        parser(text)
    parse = time.process_time() - started
    print(f"bare parse       {parse:.1f} s, {len(texts) / parse:.0f} pages a second")
    print(f"extraction/parse {extraction / parse:.0%}  (aimed at: at most 15 %)")


if __name__ == "__main__":
    main()
