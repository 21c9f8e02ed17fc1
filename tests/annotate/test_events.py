"""Event reports on sentences made for the purpose, and on the five pages."""

import dataclasses
import tomllib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.annotate.events import find_events
from selon.annotate.marks import find_marks
from selon.annotate.names import find_mentions
from selon.annotate.parsing import parse
from selon.annotate.quotations import find_quotations
from selon.dates import find_times
from selon.extract import extract
from selon.lang import LanguagePack
from selon.lang.events import load_events
from selon.records import Analysis, Block, Document, EventReport, Published, RawPage, document_id

DATA = Path(__file__).resolve().parents[1] / "data" / "annotate" / "events"
CASES = tomllib.loads((DATA / "phenomena.toml").read_text(encoding="utf8"))["case"]

pytestmark = pytest.mark.parser


def page(text: str) -> Document:
    return Document(
        id=document_id(text.encode()),
        source="page.txt",
        url=None,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title=None,
        publisher=None,
        authors=(),
        agencies=(),
        language="fr",
        published=Published("2023-06-12", basis="meta"),
        text=text,
        blocks=(Block(0, len(text), "body"),) if text else (),
    )


def analysis_of(document: Document, pack: LanguagePack, parser: Any) -> Analysis:
    sentences = parse(document, pack, parser)
    mentions, entities = find_mentions(document, sentences, pack)
    quotes = [(quote.start, quote.end) for quote in find_marks(document).quotes if not quote.depth]
    times = find_times(document, pack, quotes)
    quotations = find_quotations(document, sentences, mentions, entities, times, pack)
    events = find_events(document, sentences, mentions, entities, times, quotations, pack)
    spans = tuple(sentence.span for sentence in sentences)
    return Analysis(document.id, spans, times, mentions, entities, quotations, events)


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Callable[[str], tuple[Document, Analysis]]:
    def analysed(text: str) -> tuple[Document, Analysis]:
        document = page(text)
        return document, analysis_of(document, pack, parser)

    return analysed


def fillers(document: Document, analysis: Analysis, event: EventReport, role: str) -> list[str]:
    """The names of actors, or the wording, in the order of the text."""
    names = {entity.id: entity.name for entity in analysis.entities}
    bearers = {mention.id: names[mention.entity] for mention in analysis.mentions}
    kept = sorted((each for each in event.roles if each.role == role), key=lambda each: each.anchor)
    return [bearers.get(each.mention or "", document.text[slice(*each.anchor)]) for each in kept]


def told(
    document: Document, analysis: Analysis, event: EventReport, wanted: dict[str, Any]
) -> dict[str, Any]:
    """What the event says, cut to the fields that are wanted of it."""
    times = {time.id: time.edtf for time in analysis.times}
    names = {entity.id: entity.name for entity in analysis.entities}
    speakers = {quotation.id: [names[s] for s in quotation.speakers] for quotation in analysis.quotations}
    voices = [name for said in event.according_to for name in speakers[said]]
    full: dict[str, Any] = {
        "kind": event.kind,
        "trigger": wanted["trigger"] if wanted["trigger"] in document.text[slice(*event.trigger)] else "",
        "roles": {role: fillers(document, analysis, event, role) for role in wanted.get("roles", ())},
        "time": times.get(event.time or ""),
        "status": event.status,
        "factuality": event.factuality,
        "background": event.background,
        "voice": voices[0] if voices else None,
    }
    return {name: value for name, value in full.items() if name in wanted or name == "time"}


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_phenomena(case: dict[str, Any], read: Callable[[str], tuple[Document, Analysis]]) -> None:
    document, analysis = read(case["text"])
    wanted = case.get("events", [])
    found = [event for event in analysis.events if not wanted or event.kind in {w["kind"] for w in wanted}]
    assert len(found) == len(wanted)
    for event, want in zip(found, wanted, strict=True):
        assert told(document, analysis, event, want) == {"time": None} | want
