"""Made pages, one a phenomenon, each with sentences in which it must not fire, against standoff gold."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from selon.annotate import annotate
from selon.evaluate import GoldEventPage, compare_events, event_numbers, found_events, read_event_gold
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Analysis, Document, RawPage

PAGES = Path(__file__).parent / "data" / "events"
LINES = (PAGES / "gold.jsonl").read_text(encoding="utf8").splitlines()
GOLD = read_event_gold(LINES)

pytestmark = pytest.mark.parser


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> dict[str, tuple[Document, Analysis]]:
    pages = {}
    for page in GOLD:
        document = extract(RawPage(page.doc, (PAGES / page.doc).read_bytes(), "text/plain"), pack)
        assert isinstance(document, Document)
        pages[page.doc] = document, annotate(document, pack, parser)
    return pages


def figures(gold: Sequence[GoldEventPage], read: dict[str, tuple[Document, Analysis]]) -> dict[str, Any]:
    found = {page.doc: found_events(*read[page.doc]) for page in gold}
    return event_numbers(compare_events(gold, found, {page.doc: read[page.doc][0].text for page in gold}))


@pytest.mark.parametrize("page", GOLD, ids=[page.doc for page in GOLD])
def test_all_is_found_and_nothing_else(
    page: GoldEventPage, read: dict[str, tuple[Document, Analysis]]
) -> None:
    told = figures([page], read)
    assert told["events"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert told["complete"]["f1"] == 1.0
    assert (told["overclaims"], told["polarity_errors"]) == (0, 0)


def test_what_is_background_and_what_is_dated_is_told(read: dict[str, tuple[Document, Analysis]]) -> None:
    told = figures(GOLD, read)
    assert told["background"] == 1.0
    assert told["times_added"] == 0


def test_the_conditions_are_those_of_gold(read: dict[str, tuple[Document, Analysis]]) -> None:
    rows = {row["doc"]: row["events"] for row in map(json.loads, LINES)}
    for doc, (_, analysis) in read.items():
        wanted = [event for event in rows[doc] if "condition" in event]
        for event in wanted:
            found = next(each for each in analysis.events if each.trigger[1] == event["trigger"][1])
            assert [list(span) for span in found.condition] == event["condition"], doc
