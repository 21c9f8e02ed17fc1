"""How long the whole job takes, from HTML to dossier, by stages, beside the bare parser on the same text.

    python benchmarks/whole.py                 a table for 100 pages, one core
    python benchmarks/whole.py --memory        memory and pace of each sixth part; 6,000 pages unless told

The pages are those of ../shared/corpus/orange/scale.tar.xz. The bare parser is `nlp.pipe` of the same model
with all its parts, loaded apart as spaCy gives it: once over the text of the blocks that are read for
content, each page one text, and once over all the text of the page, as a program gets that does not tell
menus from articles. Both and the whole job take turns over groups of pages, so that another load of the
machine hits all of them; time is that of the processor. The whole job is `Dossier.add`; its
stages are timed inside it.
"""

import argparse
import functools
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy

import selon
import selon.link
from selon import store
from selon.annotate import analysis
from selon.annotate.marks import paragraphs
from selon.pipeline import _map
from selon.records import Document, RawPage

ARCHIVE = Path(__file__).resolve().parents[1].parent / "shared/corpus/orange/scale.tar.xz"
GROUP = 10
PARTS = 6
STAGES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("extract", _map, ("_extract",)),
    ("annotate: sentences parsed", analysis, ("parse",)),
    ("annotate: dates", analysis, ("find_times",)),
    ("annotate: names", analysis, ("find_mentions", "add_sources")),
    ("annotate: quotations", analysis, ("read_quotations", "find_quotations")),
    ("annotate: events", analysis, ("find_events",)),
    ("link", selon.link, ("link", "decide_page")),
    ("store", store, ("save_raw", "save_page", "save_changes", "save_header", "numbered", "has_page")),
)


def pages(most: int) -> Iterator[RawPage]:
    with tarfile.open(ARCHIVE) as archive:
        for number, member in enumerate(member for member in archive if member.isfile()):
            file = archive.extractfile(member)
            if number == most or file is None:
                return
            yield RawPage(member.name, file.read(), "text/html")


def grouped(most: int, size: int) -> Iterator[list[RawPage]]:
    left = pages(most)
    while group := [page for _, page in zip(range(size), left, strict=False)]:
        yield group


def timed(seconds: Counter[str], name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(call)
    def run(*given: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return call(*given, **named)
        finally:
            seconds[name] += time.process_time() - started

    return run


def content(document: Document) -> str:
    """The text of the blocks that are read for content."""
    return "\n".join(document.text[start:end] for _, _, start, end in paragraphs(document))


def memory(field: str) -> float:
    """Megabytes that this process holds (VmRSS) or held at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def compare(most: int) -> None:
    extract, parser = _map._extract, spacy.load(_map.pack_of("fr").model)
    seconds: Counter[str] = Counter()
    words = count = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        selon.open(Path(folder) / "d.selon", create=True) as dossier,
    ):
        warm_up(dossier, parser)
        for name, module, functions in STAGES:
            for function in functions:
                setattr(module, function, timed(seconds, name, getattr(module, function)))
        parse = timed(seconds, "bare, text read", lambda texts: list(parser.pipe(texts, batch_size=64)))
        parse_all = timed(seconds, "bare, all text", lambda texts: list(parser.pipe(texts, batch_size=64)))
        add = timed(seconds, "whole", dossier.add)
        for group in grouped(most, GROUP):
            documents = [page for page in map(extract, group) if isinstance(page, Document)]
            read = [content(page) for page in documents]
            words += sum(len(text.split()) for text in read)
            count += len(group)
            parse(read)
            add(group)
            parse_all([page.text for page in documents])
    show(seconds, count, words)


def warm_up(dossier: selon.Dossier, parser: Any) -> None:
    """Loads what is loaded on first use."""
    text = "Le ministre a déclaré mardi : « La vente d'armes à la Russie est annulée. » "
    dossier.add(RawPage("first.txt", (text * 9).encode(), "text/plain"))
    list(parser.pipe([text]))


def show(seconds: Counter[str], count: int, words: int) -> None:
    bare, everything = seconds["bare, text read"], seconds["bare, all text"]
    print(f"{count} pages, {words} words in the blocks that are read")
    print(f"{'':28} {'seconds':>8} {'words/s':>9} {'x bare':>8} {'x bare of all':>14}")
    rest = seconds["whole"] - sum(seconds[name] for name, _, _ in STAGES)
    rows = [*((name, seconds[name]) for name, _, _ in STAGES), ("all the rest", rest)]
    rows += [(name, seconds[name]) for name in ("whole", "bare, text read", "bare, all text")]
    for name, spent in rows:
        speed = words / spent if spent else 0
        print(f"{name:28} {spent:8.2f} {speed:9.0f} {spent / bare:8.2f} {spent / everything:14.2f}")
    print(f"peak memory {memory('VmHWM'):.0f} MB   (goal: whole at most 1.5 x bare)")


def watch(most: int) -> None:
    """Memory and pace of each part of a long run."""
    size = max(1, most // PARTS)
    with (
        tempfile.TemporaryDirectory() as folder,
        selon.open(Path(folder) / "d.selon", create=True) as dossier,
    ):
        warm_up(dossier, _map._parser("fr"))
        held = []
        for part, group in enumerate(grouped(most, size), start=1):
            started = time.process_time()
            dossier.add(group)
            held.append(memory("VmRSS"))
            spent = time.process_time() - started
            pace = f"{spent / len(group) * 1000:.0f} ms a page"
            print(f"part {part}: {len(group)} pages, {pace}, {held[-1]:.0f} MB", flush=True)
    grown = held[-1] / held[min(1, len(held) - 1)] - 1
    print(
        f"peak {memory('VmHWM'):.0f} MB; the last part holds {grown:+.1%} of the second (goal: at most 10 %)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    if not ARCHIVE.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    if options.memory:
        watch(options.pages or 6_000)
    else:
        compare(options.pages or 100)
    return 0


if __name__ == "__main__":
    sys.exit(main())
