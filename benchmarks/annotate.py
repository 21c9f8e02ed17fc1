"""How long the whole `annotate` stage takes beside the bare parser with its recogniser, on the same text.

    python benchmarks/annotate.py    the pages of dev, dev-web and the seeds, one run each, one core

The bare parser gets every page as one text. Reading pages into documents is not counted on either side.
"""

import sys
import time
from pathlib import Path

from selon.annotate import annotate, load_parser
from selon.annotate.judge import weigh
from selon.annotate.parsing import parse
from selon.annotate.passages import passages
from selon.extract import extract
from selon.lang import load_pack
from selon.records import Document, RawPage

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
FOLDERS = ("gold/quotations/dev", "gold/quotations/dev-web", "seeds")


def main() -> int:
    if not SHARED.is_dir():
        print("The gold is not there: it is looked for in ../shared.", file=sys.stderr)
        return 1
    pack = load_pack("fr")
    parser = load_parser(pack)
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*.txt"))]
    read = [extract(RawPage(path.name, path.read_bytes(), "text/plain"), pack) for path in paths]
    pages = [page for page in read if isinstance(page, Document)]
    texts = [page.text for page in pages]
    annotate(pages[0], pack, parser)  # what is loaded on first use
    list(parser.pipe(texts[:1], batch_size=1))
    started = time.process_time()
    list(parser.pipe(texts, batch_size=64))
    bare = time.process_time() - started
    started = time.process_time()
    sentences = [parse(page, pack, parser) for page in pages]
    parsed = time.process_time() - started
    started = time.process_time()
    proposed = [passages(page, mine, pack) for page, mine in zip(pages, sentences, strict=True)]
    generated = time.process_time() - started
    started = time.process_time()
    for page, found in zip(pages, proposed, strict=True):
        weigh(page, found, pack)
    judged = time.process_time() - started
    started = time.process_time()
    for page in pages:
        annotate(page, pack, parser)
    whole = time.process_time() - started
    print(f"{len(pages)} pages, {sum(map(len, texts))} characters")
    print(f"bare parser with recogniser   {bare:6.2f} s")
    print(f"  our sentences, parsed       {parsed:6.2f} s")
    print(f"  passages proposed           {generated:6.2f} s")
    print(f"  passages judged             {judged:6.2f} s")
    print(f"whole annotate stage          {whole:6.2f} s   {whole / bare:.2f} x   (goal: at most 1.2 x)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
