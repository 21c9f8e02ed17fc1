"""Event reports on unseen general news, drawn for a reader to judge, and the precision that this gives.

    python benchmarks/read_events.py                  prints 150 reports of the portal in ../shared to be read
    python benchmarks/read_events.py --blank          the same as rows for the file of judgements
    python benchmarks/read_events.py --precision      the shares that the file of judgements gives
    python benchmarks/read_events.py --archive scale  the same of the 6,000 further pages (scale.tar.xz)

Pages are drawn by a digest of the seed and their name, at most two reports of each by a digest of their id,
so that a small change of the engine leaves most of the draw as it is. A row of `gold/event_reading.csv` bears
the id of a report (document, kind, place), a digest of what was judged (kind, roles, status, asserter), and
`y` or `n` for kind, roles and status. What has changed since it was judged is told and not counted. No text
of the pages stands in the file.

A verdict is on what the sentence says. Kind: the word names an event of that kind. Roles: whoever is named in
a role belongs there (a role left empty is no fault). Status: that of the event for whoever vouches for it.
Whoever judges has not written the rules.
"""

import argparse
import csv
import hashlib
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selon.extract import extract
from selon.lang import load_pack
from selon.pipeline import analyse
from selon.records import Analysis, Document, EventReport, RawPage

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "orange"
PAGES = CORPUS / "pages.tar.xz"
JUDGED = Path(__file__).with_name("gold") / "event_reading.csv"
COLUMNS = ("id", "reading", "kind", "roles", "status")
A_PAGE = 2
READ = 150


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report with all that a reader needs beside it; `key` is its id in the file of judgements."""

    key: str
    reading: str
    page: str
    lines: tuple[str, ...]


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def draw(archive: Path, seed: str, count: int, aside: Sequence[str] = ()) -> Iterator[Drawn]:
    """The first `count` reports in the order of the draw; pages that give none are passed over.

    Of each draw of `aside` (`SEED` or `SEED:PAGES`) the first pages are left out, 150 unless told: somebody
    has read them. So are, of the further pages, those of the other archive and those of the gold.
    """
    with tarfile.open(archive) as tar:
        raw = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        data = {name: file.read() for name, file in raw.items() if file}
    left = count
    seen = {name for other in aside for name in first_pages(sorted(data), other)}
    if archive.name != PAGES.name:
        seen |= known_pages()
    for name in sorted(data.keys() - seen, key=lambda name: digest(seed, name)):
        document = extract(RawPage(name, data[name], "text/html"), load_pack("fr"))
        if not isinstance(document, Document):
            continue
        analysis = analyse(document)
        chosen = sorted(analysis.events, key=lambda event: digest(seed, key(document, event)))
        chosen = chosen[: min(A_PAGE, left)]
        yield from (drawn(name, document, analysis, event) for event in chosen)
        left -= len(chosen)
        if not left:
            return


def known_pages() -> set[str]:
    """The pages of the first archive, and those that the gold is made of."""
    with tarfile.open(PAGES) as tar:
        names = set(tar.getnames())
    numbers = (path.stem.removeprefix("orange_") for path in SHARED.glob("gold/**/orange_*.txt"))
    return names | {f"{number}.html" for number in numbers}


def first_pages(names: Sequence[str], told: str) -> list[str]:
    seed, _, pages = told.partition(":")
    return sorted(names, key=lambda name: digest(seed, name))[: int(pages or READ)]


def key(document: Document, event: EventReport) -> str:
    start, end = event.trigger
    return f"{document.id.removeprefix('sha256:')[:12]}:{event.kind}:{start}-{end}"


def drawn(page: str, document: Document, analysis: Analysis, event: EventReport) -> Drawn:
    told = [f"{event.kind}  {event.status} {event.factuality}  according to {said_by(analysis, event)}"]
    told += sorted(f"  {role.role}: {filler(document, analysis, role)}" for role in event.roles)
    reading = digest(*told)[:8]
    times = {time.id: time.edtf for time in analysis.times}
    rest = [f"  time: {times.get(event.time, event.time)}"] if event.time else []
    rest += [f"  condition: {document.text[start:end]}" for start, end in event.condition]
    return Drawn(key(document, event), reading, page, (*told, *rest, in_sentence(document, analysis, event)))


def said_by(analysis: Analysis, event: EventReport) -> str:
    names = {entity.id: entity.name for entity in analysis.entities}
    speakers = {quotation.id: quotation.speakers for quotation in analysis.quotations}
    voices = [names[who] for said in event.according_to for who in speakers[said]]
    return ", ".join(voices) or ("somebody unnamed" if event.according_to else "the page")


def filler(document: Document, analysis: Analysis, role: object) -> str:
    names = {entity.id: entity.name for entity in analysis.entities}
    actors = {mention.id: names[mention.entity] for mention in analysis.mentions}
    start, end = role.anchor  # type: ignore[attr-defined]
    name = actors.get(role.mention)  # type: ignore[attr-defined]
    said = " ".join(document.text[start:end].split())
    return said if name in (None, said) else f"{said} = {name}"


def in_sentence(document: Document, analysis: Analysis, event: EventReport) -> str:
    """The sentence around the trigger, which stands in brackets."""
    start, end = event.trigger
    around = [span for span in analysis.sentences if span[0] <= start and end <= span[1]]
    left, right = min(around, key=lambda span: span[1] - span[0], default=event.trigger)
    text = document.text
    return " ".join(f"{text[left:start]}[{text[start:end]}]{text[end:right]}".split())


def precision(found: Sequence[Drawn], judged: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The shares of reports judged right, line by line."""
    rows = [judged[each.key] for each in found if is_judged(each, judged)]
    changed = sum(each.key in judged and not is_judged(each, judged) for each in found)
    yield f"{len(found)} drawn, {len(rows)} judged as they are, {changed} changed since they were judged"
    for name, columns in (*((column, (column,)) for column in COLUMNS[2:]), ("all three", COLUMNS[2:])):
        right = sum(all(row[column] == "y" for column in columns) for row in rows)
        yield f"{name:10} {right / len(rows):.4f}  ({right} of {len(rows)})" if rows else f"{name:10} -"


def is_judged(report: Drawn, judged: Mapping[str, Mapping[str, str]]) -> bool:
    return judged.get(report.key, {}).get("reading") == report.reading


def read_judgements(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--archive", choices=("pages", "scale"), default="pages", help="which pages of the portal"
    )
    parser.add_argument("--seed", default="selon", help="which draw")
    parser.add_argument("--count", type=int, default=150, help="how many reports")
    parser.add_argument(
        "--aside", action="append", default=[], metavar="SEED[:PAGES]", help="leave out its pages"
    )
    parser.add_argument("--blank", action="store_true", help="print rows for the file of judgements")
    parser.add_argument("--precision", action="store_true", help="print what the judgements give")
    parser.add_argument("--judged", type=Path, default=JUDGED, help="the file of judgements")
    options = parser.parse_args()
    archive = CORPUS / f"{options.archive}.tar.xz"
    if not archive.is_file():
        print(f"The pages are not there: {archive.relative_to(ROOT.parent)}.", file=sys.stderr)
        return 1
    found = draw(archive, options.seed, options.count, options.aside)
    if options.precision:
        print("\n".join(precision(list(found), read_judgements(options.judged))))
    elif options.blank:
        print(",".join(COLUMNS))
        for each in found:
            print(f"{each.key},{each.reading},,,", flush=True)
    else:
        for number, each in enumerate(found, start=1):
            print(f"{number}. {each.key}  {each.reading}  {each.page}", *each.lines, "", sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
