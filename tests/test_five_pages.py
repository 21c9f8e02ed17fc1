"""What the five pages tell, and whether the dossier holds it: each row of `docs/five-pages.md` is a test."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import selon
from selon.records import Document, EventReport, Quotation, Span, parse_document_line

ROOT = Path(__file__).resolve().parents[1]
CHECKS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    (ROOT / "tests/data/five_pages.toml").read_text("utf8")
)
ROW = re.compile(r"^\| ([a-z0-9-]+) \|.*\| (yes|not yet) \|$", re.MULTILINE)
ROWS = dict(ROW.findall((ROOT / "docs/five-pages.md").read_text("utf8")))
WHERE = {"page", "at", "kind", "status", "time"}
Item = Any


@pytest.fixture(scope="module")
def dossier(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[selon.Dossier]:
    with selon.open(tmp_path_factory.mktemp("five") / "five.selon", create=True) as dossier:
        dossier.add([shared / "seeds"])
        yield dossier


def test_every_row_has_a_check_and_every_check_a_row() -> None:
    assert list(ROWS) == list(CHECKS)


@pytest.mark.parser
@pytest.mark.parametrize("row", list(CHECKS))
def test_the_row_says_what_is_so(row: str, dossier: selon.Dossier) -> None:
    ((sort, wanted),) = CHECKS[row].items()
    holds = KINDS_OF_CHECK[sort](dossier, wanted)
    assert holds == (ROWS[row] == "yes"), f"the row says {ROWS[row]!r}: change it, or the cause"


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ")


def bears(names: list[str], wanted: str) -> bool:
    variants = {"Choïgou": ("choigou", "shoigou")}.get(wanted, (plain(wanted),))
    return any(variant in plain(name) for name in names for variant in variants)


def page_of(dossier: selon.Dossier, wanted: dict[str, Any]) -> tuple[Document, selon.Analysis]:
    return next(
        parse_document_line(line)
        for line in dossier.records()
        if line["type"] == "document" and Path(line["source"]).name.startswith(wanted["page"])
    )


def overlap(spans: tuple[Span, ...], at: list[int]) -> float:
    covered = {i for start, end in spans for i in range(start, end)}
    wanted = set(range(*at))
    return len(covered & wanted) / len(covered | wanted)


def names_of(analysis: selon.Analysis, ids: tuple[str, ...]) -> list[list[str]]:
    entities = {entity.id: [entity.name, *entity.aliases] for entity in analysis.entities}
    return [entities[name] for name in ids]


def holds_quotation(dossier: selon.Dossier, wanted: dict[str, Any]) -> bool:
    _, analysis = page_of(dossier, wanted)

    def right(quotation: Quotation) -> bool:
        speakers = names_of(analysis, quotation.speakers)
        asked = wanted.get("speakers", [])
        return (
            overlap(quotation.content, wanted["at"]) > 0.5
            and (not asked or len(speakers) == len(asked))
            and all(any(bears(names, name) for names in speakers) for name in asked)
            and wanted.get("act", quotation.act) == quotation.act
            and wanted.get("mode", quotation.mode) == quotation.mode
        )

    return any(right(quotation) for quotation in analysis.quotations)


def holds_event(dossier: selon.Dossier, wanted: dict[str, Any]) -> bool:
    _, analysis = page_of(dossier, wanted)
    mentions = {mention.id: mention.entity for mention in analysis.mentions}
    times = {time.id: time.edtf for time in analysis.times}
    start, end = wanted["at"]

    def filled(event: EventReport, role: str, name: str) -> bool:
        ids = tuple(mentions[r.mention] for r in event.roles if r.role == role and r.mention)
        return any(bears(names, name) for names in names_of(analysis, ids))

    def right(event: EventReport) -> bool:
        return (
            event.kind == wanted["kind"]
            and start <= event.trigger[0] < end
            and wanted.get("status", event.status) == event.status
            and ("time" not in wanted or times.get(event.time or "", event.time) == wanted["time"])
            and all(filled(event, role, name) for role, name in wanted.items() if role not in WHERE)
        )

    return any(right(event) for event in analysis.events)


def holds_stance(dossier: selon.Dossier, wanted: dict[str, Any]) -> bool:
    document, _ = page_of(dossier, wanted)
    start, end = wanted["at"]
    for row in dossier.claims(kind=wanted["kind"]):
        for stance in row.stances:
            places = [p.span for p in stance.passages if p.document == document.id]
            if (
                bears([stance.actor.name], wanted["actor"])
                and stance.value == wanted["value"]
                and any(a < end and b > start for a, b in places)
                and ("reported_by" not in wanted or told_by(stance.reported_by, wanted["reported_by"]))
            ):
                return True
    return False


def told_by(actor: Any, name: str) -> bool:
    return actor is not None and bears([actor.name], name)


def holds_time(dossier: selon.Dossier, wanted: dict[str, Any]) -> bool:
    _, analysis = page_of(dossier, wanted)
    start, end = wanted["at"]
    touching = [time for time in analysis.times if time.start < end and time.end > start]
    return [time.edtf for time in touching] == [wanted.get("edtf")]


KINDS_OF_CHECK: dict[str, Callable[[selon.Dossier, dict[str, Any]], bool]] = {
    "quotation": holds_quotation,
    "event": holds_event,
    "stance": holds_stance,
    "time": holds_time,
}
