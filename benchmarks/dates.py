"""How fast the tagger of time expressions reads the texts of French TimeBank beside this project (../shared).

    python benchmarks/dates.py

Prints thousands of characters a second on one core, without the reading of files and the loading of the pack.
HeidelTime, measured on the same texts, reads 15. A figure to look at, never a floor.
"""

import json
import time
from pathlib import Path

from selon.dates import find_times
from selon.lang import load_pack
from selon.records import Block, Document, Published, document_id

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "times" / "frtb"
ROUNDS = 5


def page_of(name: str, published: str) -> Document:
    """A text of the corpus as a page of one block, published on the day that its gold tells."""
    data = (GOLD / name).read_bytes()
    text = data.decode("utf8")
    return Document(
        id=document_id(data),
        source=name,
        url=None,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title=None,
        publisher=None,
        authors=(),
        agencies=(),
        language="fr",
        published=Published(published),
        text=text,
        blocks=(Block(0, len(text), "body"),),
    )


def main() -> None:
    """Read all texts several times and print the best figure."""
    rows = map(json.loads, (GOLD / "gold.jsonl").read_text(encoding="utf8").splitlines())
    pages = [page_of(row["doc"], row["published"]) for row in rows]
    pack, best = load_pack("fr"), 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = sum(len(find_times(page, pack)) for page in pages)
        best = max(best, sum(len(page.text) for page in pages) / (time.process_time() - start))
    print(f"{found} expressions, {best / 1000:.0f} kchar/s (HeidelTime 15)")


if __name__ == "__main__":
    main()
