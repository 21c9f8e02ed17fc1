"""The figures on the gold beside this project (../shared), in one table with their floors and goals.

    python benchmarks/evaluate.py            compares: exit code 1 when a floor is lost or was lowered
    python benchmarks/evaluate.py --raise    moves the floors to what has been reached, never back

The floors stand in `floors.toml`, with a digest of the gold that each was reached on: when the gold changes,
the check fails until the floors have been measured anew. No floor may be lower than in any earlier commit.
"""

import argparse
import functools
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import copies
import stories
import windows

from selon import store
from selon.cli.gold import TASKS, read_gold_pages, read_lines, read_texts
from selon.evaluate import (
    EntityScore,
    Floors,
    GoldArticle,
    GoldSource,
    calibrate,
    compare_stances,
    event_numbers,
    found_article,
    found_page,
    found_stances,
    lost,
    lowered,
    numbers,
    page_numbers,
    raised,
    read_floors,
    read_gold,
    read_stance_gold,
    score_entities,
    stance_numbers,
    write_floors,
)
from selon.extract import extract
from selon.lang import load_pack
from selon.link import link
from selon.records import Changes, Document, PageRead, RawPage, Rejected

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
FRTB, ORANGE, WEB = "gold/times/frtb", "corpus/orange", "corpus/web"
EVENTS_SEEDS, EVENTS_DEV = "gold/events/seeds", "gold/events/dev"
HEAD = """\
# What has been reached on each set of gold, and what is aimed at. `make floors` raises a floor to what is
# reached now; CI refuses to lower one. Shares are kept to two decimals. The digest is that of gold and texts.

"""

Figures = dict[str, float]


@functools.cache
def read_pages(gold: str, texts: str) -> tuple[dict[str, str], dict[str, PageRead]]:
    """The texts of a set of gold and what the engine finds in them."""
    pages = read_gold(read_lines(SHARED / gold / "gold.jsonl"))
    read = read_texts(pages, SHARED / texts)
    return read, read_gold_pages(pages, SHARED / texts, read)


def compared(task: str, gold: str, texts: str) -> Any:
    """The scores of a task of `selon evaluate`."""
    layer = TASKS[task]
    read, pages = read_pages(gold, texts)
    found = {doc: layer.found(page) for doc, page in pages.items()}
    return layer.compare(layer.read_gold(read_lines(SHARED / gold / "gold.jsonl")), found, read)


def annotations(task: str, gold: str, texts: str) -> Figures:
    return numbers(compared(task, gold, texts))


def events(gold: str, texts: str) -> Figures:
    told = event_numbers(compared("events", gold, texts))
    flat = {
        name: value["f1"] if isinstance(value, dict) and "f1" in value else value
        for name, value in told.items()
    }
    figures = {name: value for name, value in flat.items() if isinstance(value, (int, float))}
    return figures | stances(gold, texts)


def stances(gold: str, texts: str) -> Figures:
    """Who stands where, after the pages were folded into one dossier in the order of their names."""
    read, pages = read_pages(gold, texts)
    wanted = read_stance_gold(read_lines(SHARED / gold / "gold.jsonl"))
    told = stance_numbers(compare_stances(wanted, found_stances(pages, folded(pages)), read))
    return {"stances": told["stances"]["f1"], "wrong signs": told["sign_errors"]}


def folded(pages: Mapping[str, PageRead]) -> Changes:
    """All that the fold over these pages makes."""
    pack = load_pack("fr")
    with tempfile.TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "gold.selon", create=True)
        for name in sorted(pages):
            page = pages[name]
            with store.transaction(db):
                store.save_raw(db, page.document.id, None, page.document.source)
                store.save_page(db, page)
                store.save_changes(db, link(store.StoredState(db), [page], pack))
        changes = store.fold(db)
        db.close()
    return changes


def entities(gold: str, texts: str) -> Figures:
    total = EntityScore()
    pages = read_pages(gold, texts)[1]
    for page in read_gold(read_lines(SHARED / gold / "gold.jsonl")):
        sources = [GoldSource(item.speaker, item.source) for item in page.quotations if item.speaker]
        analysis = pages[page.doc].analysis
        total += score_entities(sources, analysis.mentions, analysis.entities)
    return {"speakers found": total.recall, "sources resolved": total.accuracy}


def confidences(gold: str, texts: str) -> Figures:
    """How far the confidence of quotations is from how often they are right, and what it tells apart."""
    wanted = read_gold(read_lines(SHARED / gold / "gold.jsonl"))
    read, pages = read_pages(gold, texts)
    scores = calibrate(wanted, {doc: found_page(page.analysis) for doc, page in pages.items()}, read)
    told = {"calibration error": scores.error, "auroc": scores.auroc}
    return {name: value for name, value in told.items() if value is not None}


Found = dict[str, Document | Rejected]
"""What was made of each page of a set, by its name."""


@functools.cache
def portal() -> tuple[list[GoldArticle], Found]:
    """The pages of the portal with what is known of them (the article has its lead), read as HTML."""
    rows = [json.loads(line) for line in read_lines(SHARED / ORANGE / "gold.jsonl") if line]
    gold = [
        GoldArticle(row["page"], row["title"], row["date"], f"{row['heading']}\n{row['article']}")
        for row in rows
    ]
    with tarfile.open(SHARED / ORANGE / "pages.tar.xz") as archive:
        files = ((member.name, archive.extractfile(member)) for member in archive if member.isfile())
        raw = {name: file.read() for name, file in files if file}
    return gold, {page.doc: html(page.doc, raw[page.doc]) for page in gold}


@functools.cache
def sites() -> tuple[list[GoldArticle], Found]:
    """The pages of many sites with what is known of them, read as HTML."""
    rows = json.loads("".join(read_lines(SHARED / WEB / "expected.json")))
    gold = [
        GoldArticle(
            name,
            row.get("title") or None,
            row.get("date") or None,
            wanted=tuple(row["with"]),
            unwanted=tuple(row["without"]),
        )
        for name, row in rows.items()
    ]
    return gold, {page.doc: html(page.doc, (SHARED / WEB / page.doc).read_bytes()) for page in gold}


Read = Callable[[], tuple[list[GoldArticle], Found]]


def pages(read: Read) -> Figures:
    """Main text, segments, date to the day and title of pages, as far as they are known."""
    gold, found = read()
    return page_numbers(gold, {doc: found_article(usable(page)) for doc, page in found.items()})


def crawls(read: Read) -> Figures:
    """The same when only the visible text of each page is left."""
    gold, found = read()
    left = {doc: crawl(page.text) for doc, page in found.items() if isinstance(page, Document)}
    return page_numbers(gold, {doc: found_article(usable(page)) for doc, page in left.items()})


def in_language(read: Read) -> tuple[list[GoldArticle], Found]:
    """What `read` gives without the pages that were turned away for their language."""
    gold, found = read()
    kept = {doc: page for doc, page in found.items() if not is_foreign(page)}
    return [page for page in gold if page.doc in kept], kept


def is_foreign(page: Document | Rejected) -> bool:
    return isinstance(page, Rejected) and page.reason == "unsupported-language"


def usable(page: Document | Rejected) -> Document | None:
    return page if isinstance(page, Document) else None


def told(half: str) -> Figures:
    """How well the pages of the portal are put into stories, without annotation."""
    return stories.figures(half, documents(portal()[1]))


def html(name: str, data: bytes) -> Document | Rejected:
    return extract(RawPage(name, data, "text/html"), load_pack("fr"))


def crawl(text: str) -> Document | Rejected:
    return extract(RawPage("crawl.txt", text.encode(), "text/plain"), load_pack("fr"))


def documents(found: Found) -> dict[str, Document | None]:
    return {doc: usable(page) for doc, page in found.items()}


def copied() -> Figures:
    """Precision and recall of copies among the pages of the portal."""
    return copies.figures({name: page for name, page in portal()[1].items() if isinstance(page, Document)})


def _quotations(name: str, texts: str) -> tuple[Callable[[], Figures], tuple[str, ...]]:
    gold = f"gold/quotations/{name}"

    def measure() -> Figures:
        return annotations("quotations", gold, texts) | entities(gold, texts) | confidences(gold, texts)

    return measure, (gold, texts)


# the name of a set: how it is measured, and the folders that its gold and its texts lie in
SETS: dict[str, tuple[Callable[[], Figures], tuple[str, ...]]] = {
    "quotations seeds": _quotations("seeds", "seeds"),
    "quotations dev": _quotations("dev", "gold/quotations/dev"),
    "quotations dev-web": _quotations("dev-web", "gold/quotations/dev-web"),
    "times frtb": (functools.partial(annotations, "times", FRTB, FRTB), (FRTB,)),
    "dates seeds": (
        functools.partial(annotations, "dates", "gold/times/seeds", "seeds"),
        ("gold/times/seeds", "seeds"),
    ),
    "events seeds": (functools.partial(events, EVENTS_SEEDS, EVENTS_SEEDS), (EVENTS_SEEDS,)),
    "events dev": (functools.partial(events, EVENTS_DEV, EVENTS_DEV), (EVENTS_DEV,)),
    "pages orange": (functools.partial(pages, portal), (ORANGE,)),
    "crawls orange": (functools.partial(crawls, portal), (ORANGE,)),
    "stories dev": (functools.partial(told, "dev"), (ORANGE, str(stories.GOLD))),
    "stories check": (functools.partial(told, "check"), (ORANGE, str(stories.GOLD))),
    "stories windows": (lambda: dict(windows.figures()), (ORANGE, str(windows.GOLD))),
    "pages web": (functools.partial(pages, sites), (WEB,)),
    "crawls web": (functools.partial(crawls, sites), (WEB,)),
    "copies orange": (copied, (ORANGE, str(copies.GOLD))),
}

# What is told beside a set: its figures without the pages turned away for their language; no floor, no goal.
BESIDE: dict[str, Callable[[], Figures]] = {
    "pages web": functools.partial(pages, functools.partial(in_language, sites)),
    "crawls web": functools.partial(crawls, functools.partial(in_language, sites)),
}


def digest(name: str) -> str:
    """One SHA-256 over the names and bytes of all files of gold and text, in order of names."""
    whole = hashlib.sha256()
    for place in dict.fromkeys(SETS[name][1]):
        base = SHARED / place  # a file of gold of our own has its whole path
        for path in sorted(base.rglob("*")) if base.is_dir() else [base]:
            if path.is_file():
                told = path.relative_to(SHARED if path.is_relative_to(SHARED) else ROOT)
                whole.update(f"{told}\0{path.stat().st_size}\0".encode())
                whole.update(path.read_bytes())
    return f"sha256:{whole.hexdigest()}"


def earlier_floors() -> Iterator[tuple[str, Mapping[str, Floors]]]:
    """The file as each earlier commit has it; none where this is no checkout."""
    where = FLOORS.relative_to(ROOT).as_posix()
    for commit in git("log", "--format=%H", "--", where).split():
        text = git("show", f"{commit}:{where}")
        if text:
            yield commit[:9], read_floors(text)


def git(*arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    return ran.stdout if ran.returncode == 0 else ""


def report(name: str, figures: Mapping[str, float], floors: Floors) -> None:
    for figure, bound in floors.bounds.items():
        value = figures.get(figure)
        state = (
            "-"
            if value is None
            else "goal"
            if bound.reaches_goal(value)
            else ""
            if bound.holds(value)
            else "LOST"
        )
        shown = "-" if value is None else f"{value:g}" if isinstance(value, int) else f"{value:.4f}"
        sign = "<=" if bound.kind == "ceiling" else ">="
        goal = "" if bound.goal is None else f"{bound.goal:g}"
        print(
            f"{name:20} {figure:22} {shown:>8}  {sign} {bound.value:<8g} {goal:>6}  {state}".rstrip(),
            flush=True,
        )


def report_in_language(name: str, floors: Floors) -> None:
    """Print the figures of a set that has such pages without those of another language, which are named."""
    if name not in BESIDE:
        return
    left = [doc for doc, page in sites()[1].items() if is_foreign(page)]
    print(f"{'':20} without {len(left)} page(s) turned away for the language: {', '.join(left)}")
    for figure, value in BESIDE[name]().items():
        if figure in floors.bounds:
            print(f"{'':20} {figure:22} {value:>8.4f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--raise", dest="raising", action="store_true", help="move the floors to what is reached"
    )
    parser.add_argument("names", nargs="*", help="only these sets of gold")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in SETS]:
        parser.error(f"no such set of gold: {unknown[0]!r}; there are {', '.join(SETS)}")
    if not SHARED.is_dir():
        print("The gold is not there: it is looked for in ../shared.", file=sys.stderr)
        return 1
    floors = read_floors(FLOORS.read_text(encoding="utf-8"))
    faults = [
        f"lower than in commit {commit}: {figure}"
        for commit, earlier in earlier_floors()
        for figure in lowered(earlier, floors)
    ]
    print(f"{'gold':20} {'figure':22} {'now':>8}     {'floor':8} {'goal':>6}")
    for name in options.names or SETS:
        started, figures, now = time.perf_counter(), SETS[name][0](), digest(name)
        floors.setdefault(name, Floors())
        if options.raising:
            floors[name] = raised(floors[name], figures, now)
        elif floors[name].digest not in (None, now):
            faults.append(f"{name}: the gold has changed since its floors were reached; run `make floors`")
        report(name, figures, floors[name])
        report_in_language(name, floors[name])
        faults += [f"{name}: {figure} has fallen below its floor" for figure in lost(floors[name], figures)]
        print(f"{'':20} {time.perf_counter() - started:.1f} s", flush=True)
    if options.raising:
        FLOORS.write_text(HEAD + write_floors(floors), encoding="utf-8")
    for fault in faults:
        print(f"evaluate: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
