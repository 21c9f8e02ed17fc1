"""The figures of event reports: what each means, and that they are the referee's to the last digit."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selon.annotate import annotate
from selon.evaluate.event_gold import (
    FoundEvent,
    GoldEvent,
    GoldEventPage,
    read_event_gold,
    read_event_predictions,
)
from selon.evaluate.events import compare_events, event_numbers
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import (
    Analysis,
    Document,
    Entity,
    EventReport,
    EventRole,
    InvalidRecord,
    Mention,
    Published,
    Quotation,
    RawPage,
    TimeExpression,
    document_line,
    dump,
)

TEXT = "Oslo livre des chars à Riga en mai. Riga nie."
GOLD = GoldEvent(
    "arms-transfer",
    (5, 10),
    ((0, 34),),
    {"supplier": ("Norvège",), "recipient": ("Lettonie",), "weapon": ("des chars",)},
    "2020-05",
    "CT+",
    "asserted",
    "page",
)
ROLES = {"supplier": (("Norvège", "Oslo"),), "recipient": (("Lettonie",),), "weapon": (("chars",),)}


def _found(**changes: Any) -> FoundEvent:
    values: dict[str, Any] = {
        "kind": "arms-transfer",
        "trigger": (5, 10),
        "spans": ((0, 34),),
        "roles": ROLES,
        "time": "2020-05",
        "factuality": "CT+",
        "status": "asserted",
        "said_by": (("page",),),
        "background": False,
    }
    return FoundEvent(**(values | changes))


def _numbers(gold: list[GoldEvent], found: list[FoundEvent]) -> dict[str, Any]:
    page = GoldEventPage("a", tuple(gold), frozenset({"Norvège", "Lettonie"}))
    return event_numbers(compare_events([page], {"a": found}, {"a": TEXT}))


def test_all_right_is_complete() -> None:
    figures = _numbers([GOLD], [_found()])
    assert figures["events"] == figures["complete"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert (figures["roles"], figures["time_dated"], figures["overclaims"]) == (1.0, 1.0, 0)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"status": "planned"}, "status"),
        ({"factuality": "PR+"}, "factuality"),
        ({"time": None}, "time"),
        ({"said_by": (("Riga",),)}, "according_to"),
        ({"said_by": ((),)}, "according_to"),
        ({"roles": ROLES | {"supplier": (("Suède",),)}}, "roles"),
        ({"roles": ROLES | {"supplier": (("Norvège", "Lettonie"),)}}, "roles"),
        ({"roles": ROLES | {"recipient": (("Lettonie",), ("Suède",))}}, "roles"),
    ],
)
def test_one_wrong_field_is_detected_but_not_complete(changes: dict[str, Any], wrong: str) -> None:
    figures = _numbers([GOLD], [_found(**changes)])
    assert figures["events"]["f1"] == 1.0
    assert figures["complete"]["f1"] == 0.0
    assert figures[wrong] < 1.0


def test_another_kind_is_missed_and_extra() -> None:
    figures = _numbers([GOLD], [_found(kind="aid")])
    assert (figures["pairs"], figures["gold"], figures["predicted"]) == (0, 1, 1)


def test_polarity_and_overclaims() -> None:
    denied = GoldEvent(
        **{name: getattr(GOLD, name) for name in GOLD.__slots__} | {"factuality": "CT-", "status": "denied"}
    )
    figures = _numbers([denied], [_found()])
    assert (figures["polarity_errors"], figures["overclaims"]) == (1, 1)


def test_optional_gold_is_waived_unless_turned() -> None:
    optional = GoldEvent(**{name: getattr(GOLD, name) for name in GOLD.__slots__} | {"optional": True})
    assert _numbers([optional], [_found()])["predicted"] == 0
    assert _numbers([optional], [_found(factuality="CT-", status="denied")])["predicted"] == 1


def _line() -> tuple[Document, str]:
    document = Document(
        id="sha256:" + "a" * 64,
        source="pages/a.txt",
        url=None,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title=None,
        publisher=None,
        authors=(),
        agencies=(),
        language="fr",
        published=Published(),
        text=TEXT,
        blocks=(),
    )
    event = EventReport(
        "e",
        "arms-transfer",
        (5, 10),
        ((0, 34),),
        (
            EventRole("supplier", (0, 4), "m1"),
            EventRole("recipient", (23, 27), "m2"),
            EventRole("weapon", (11, 20)),
        ),
        "t",
        "CT+",
        "asserted",
        ("q",),
    )
    analysis = Analysis(
        document.id,
        times=(TimeExpression("t", 31, 34, "date", "2020-05", None),),
        mentions=(Mention("m1", 0, 4, "n1", "name"), Mention("m2", 23, 27, "n2", "name")),
        entities=(Entity("n1", "Norvège", ("Oslo",), "state"), Entity("n2", "Lettonie", (), "state")),
        quotations=(Quotation("q", ((0, 34),), "indirect", None, None, ("n2",)),),
        events=(event,),
    )
    return document, dump(document_line(document, analysis))


def test_the_record_is_resolved() -> None:
    _, line = _line()
    (event,) = read_event_predictions([line, '{"type": "actor"}', ""], {"a.txt": TEXT})["a.txt"]
    assert event.roles["supplier"] == (("Norvège", "Oslo"),)
    assert event.roles["weapon"] == (("des chars",),)
    assert (event.time, event.said_by) == ("2020-05", (("Lettonie",),))


def test_broken_lines_are_told() -> None:
    with pytest.raises(InvalidRecord, match="line 1"):
        read_event_gold(['{"doc": "a", "events": [{}]}'])
    with pytest.raises(InvalidRecord, match=r"a\.txt"):
        read_event_predictions([_line()[1]], {"a.txt": "another text"})


def _flat(figures: dict[str, Any]) -> dict[str, Any]:
    """Our figures in the referee's words."""
    flat = dict(figures)
    for name in ("by_status", "by_role"):
        flat[name] = {key: f"{cell.get('right', 0)} of {cell['all']}" for key, cell in figures[name].items()}
    flat["by_kind"] = {
        kind: f"gold {cell.get('gold', 0)} predicted {cell.get('pred', 0)} paired {cell.get('paired', 0)}"
        for kind, cell in figures["by_kind"].items()
    }
    return flat


def _analysed(folder: Path, pack: LanguagePack, parser: Any) -> list[str]:
    """The record lines of all pages of a folder."""
    lines = []
    for path in sorted(folder.glob("*.txt")):
        document = extract(RawPage(path.name, path.read_bytes(), "text/plain"), pack)
        assert isinstance(document, Document)
        lines.append(dump(document_line(document, annotate(document, pack, parser))))
    return lines


@pytest.mark.parser
@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_the_referee_says_the_same(
    part: str, shared: Path, tmp_path: Path, pack: LanguagePack, parser: Any
) -> None:
    folder = shared / "gold" / "events" / part
    lines = _analysed(folder, pack, parser)
    predictions = tmp_path / "predicted.jsonl"
    predictions.write_text("\n".join(lines) + "\n", encoding="utf8")
    command = [sys.executable, str(shared / "tools" / "score_events.py"), str(folder / "gold.jsonl")]
    run = subprocess.run(
        [*command, str(folder), str(predictions)], capture_output=True, text=True, check=True
    )
    wanted = json.loads(run.stdout.splitlines()[-1])
    gold = read_event_gold((folder / "gold.jsonl").read_text(encoding="utf8").splitlines())
    texts = {page.doc: (folder / page.doc).read_bytes().decode("utf8") for page in gold}
    ours = _flat(event_numbers(compare_events(gold, read_event_predictions(lines, texts), texts)))
    assert ours == {name: value for name, value in wanted.items() if name in ours}
    assert ours["pairs"] > 0
