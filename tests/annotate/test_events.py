"""Event reports on sentences made for the purpose, and on the five pages."""

import dataclasses
import shutil
import tomllib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.annotate import annotate
from selon.extract import extract
from selon.lang import LanguagePack
from selon.lang.event_tables import load_events
from selon.records import Analysis, Block, Document, EventReport, Published, RawPage, document_id

DATA = Path(__file__).resolve().parents[1] / "data" / "annotate" / "events"
CASES = tomllib.loads((DATA / "phenomena.toml").read_text(encoding="utf8"))["case"]
FILLERS = tomllib.loads((DATA / "fillers.toml").read_text(encoding="utf8"))["case"]
SENSES = tomllib.loads((DATA / "senses.toml").read_text(encoding="utf8"))

# Where the triggers that the tests look at stand in the five pages.
PLACES = {
    "pact": 17,
    "deliveries": 1646,
    "promise not to": 955,
    "visit": 1310,
    "partnership": 455,
    "partnership again": 2040,
    "denial": 874,
    "wagner": 999,
    "slovak": 1825,
}

WORDS = [
    "la",
    "le",
    "Norvège",
    "Oslo",
    "des",
    "chars",
    "livré",
    "a",
    "livrer",
    "menace",
    "de",
    "si",
    "pas",
    "n'a",
    "«",
    "»",
    ".",
    ",",
    "qui",
    "à",
    "par",
    "accord",
    "signé",
    "sanctions",
    "contre",
    "visite",
    "en",
    "mars",
    "sommet",
    "et",
    "un",
    "?",
    "!",
]

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


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Callable[[str], tuple[Document, Analysis]]:
    def analysed(text: str) -> tuple[Document, Analysis]:
        document = page(text)
        return document, annotate(document, pack, parser)

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
        "voice": voices[0] if voices else "",
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


@pytest.mark.parametrize("sense", SENSES["sense"], ids=[sense["word"] for sense in SENSES["sense"]])
def test_a_word_reports_in_one_sense_and_not_in_another(
    sense: dict[str, Any], read: Callable[[str], tuple[Document, Analysis]]
) -> None:
    for text in sense["figure"]:
        assert sense["kind"] not in {event.kind for event in read(text)[1].events}, text
    for text in sense["act"]:
        assert sense["kind"] in {event.kind for event in read(text)[1].events}, text


@pytest.mark.parametrize("case", SENSES["filler"], ids=[case["text"] for case in SENSES["filler"]])
def test_fillers_are_of_the_sort_of_their_role(
    case: dict[str, Any], read: Callable[[str], tuple[Document, Analysis]]
) -> None:
    document, analysis = read(case["text"])
    roles = [role for event in analysis.events for role in event.roles if role.role == case["role"]]
    found = [document.text[slice(*role.anchor)] for role in roles]
    assert found == case.get("found", found)
    assert not set(found) & set(case.get("without", ()))


@pytest.mark.parametrize("case", FILLERS, ids=[case["about"] for case in FILLERS])
def test_who_fills_a_role(case: dict[str, Any], read: Callable[[str], tuple[Document, Analysis]]) -> None:
    document, analysis = read(case["text"])
    found = [name for event in analysis.events for name in fillers(document, analysis, event, case["role"])]
    assert sorted(found) == sorted(case["found"])


def test_the_condition_of_a_threat_is_kept(read: Callable[[str], tuple[Document, Analysis]]) -> None:
    text = "Le Maroc menace de livrer des missiles au Tchad si l'Algérie maintient son blocus."
    document, analysis = read(text)
    (event,) = analysis.events
    assert [document.text[slice(*span)] for span in event.condition] == ["si l'Algérie maintient son blocus"]


def test_a_line_printed_again_is_one_report_with_both_places(
    read: Callable[[str], tuple[Document, Analysis]],
) -> None:
    line = "Le Pérou a vendu des drones au Chili"
    _, analysis = read(f"{line}.\n\n{line}.")
    (event,) = analysis.events
    assert len(event.evidence) == 2
    assert event.evidence[1][0] == len(line) + 3


def test_the_rule_names_the_lemma_and_the_frame(read: Callable[[str], tuple[Document, Analysis]]) -> None:
    _, analysis = read("Les fusils ont été livrés au Tchad par la Libye.")
    assert [event.rule for event in analysis.events] == ["fr/livrer/delivery"]


def test_a_person_of_a_nation_is_not_the_nation(read: Callable[[str], tuple[Document, Analysis]]) -> None:
    document, analysis = read("Le Canada a imposé des sanctions à un Serbe.")
    (event,) = analysis.events
    (target,) = [role for role in event.roles if role.role == "target"]
    assert document.text[slice(*target.anchor)] == "un Serbe"
    assert fillers(document, analysis, event, "target") == ["Serbe"]
    kinds = {entity.name: entity.kind for entity in analysis.entities}
    assert kinds["Serbe"] == "unnamed"


def test_a_pack_may_add_a_kind_that_the_core_does_not_know(
    pack: LanguagePack, parser: Any, tmp_path: Path
) -> None:
    for name in ("events.toml", "factuality.toml"):
        with resources.as_file(resources.files("selon.lang") / "fr" / name) as path:
            shutil.copy(path, tmp_path / name)
    with (tmp_path / "events.toml").open("a", encoding="utf8") as table:
        table.write((DATA / "added.toml").read_text(encoding="utf8"))
    richer = dataclasses.replace(pack, events=load_events(tmp_path))
    document = page("En mars, le Qatar n'a pas restitué trois vases au Mexique.")
    (event,) = annotate(document, richer, parser).events
    assert (event.kind, event.status, event.factuality) == ("restitution", "denied", "CT-")
    assert [(role.role, document.text[slice(*role.anchor)]) for role in event.roles] == [
        ("giver", "Qatar"),
        ("owner", "Mexique"),
        ("piece", "trois vases"),
    ]
    assert event.time is not None
    assert annotate(document, pack, parser).events == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(WORDS) | st.text(max_size=6),
        max_size=30,
    )
)
def test_any_text_gives_events_within_it(pack: LanguagePack, parser: Any, words: list[str]) -> None:
    document = page(" ".join(words))
    analysis = annotate(document, pack, parser)
    known = {mention.id for mention in analysis.mentions}
    quotations = {quotation.id for quotation in analysis.quotations}
    for event in analysis.events:
        spans = [event.trigger, *event.evidence, *event.condition, *(role.anchor for role in event.roles)]
        assert all(0 <= start < end <= len(document.text) for start, end in spans)
        assert {role.mention for role in event.roles} <= known | {None}
        assert set(event.according_to) <= quotations
        assert {role.role for role in event.roles} <= pack.events.kinds[event.kind].keys()
        assert 0 <= event.confidence <= 1
    assert len({event.id for event in analysis.events}) == len(analysis.events)


@pytest.fixture(scope="module")
def seeds(shared: Path, pack: LanguagePack, parser: Any) -> dict[str, tuple[Document, Analysis]]:
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = extract(RawPage(path.name, path.read_bytes(), "text/plain"), pack)
        assert isinstance(document, Document)
        found[path.name[:3]] = document, annotate(document, pack, parser)
    return found


def _one(seeds: dict[str, tuple[Document, Analysis]], doc: str, kind: str, place: int) -> dict[str, Any]:
    """The event of a kind whose trigger holds an offset, in words."""
    document, analysis = seeds[doc]
    (event,) = [e for e in analysis.events if e.kind == kind and e.trigger[0] <= place < e.trigger[1]]
    times = {time.id: time.edtf for time in analysis.times}
    roles = sorted({role.role for role in event.roles})
    return {
        "time": times.get(event.time or ""),
        "standing": (event.status, event.factuality),
        "according_to": event.according_to,
        **{role: fillers(document, analysis, event, role) for role in roles},
    }


def test_seeds_the_delivery_to_wagner(seeds: dict[str, tuple[Document, Analysis]]) -> None:
    event = _one(seeds, "004", "arms-transfer", PLACES["wagner"])
    assert (event["time"], event["standing"]) == ("2022-11", ("asserted", "CT+"))
    assert event["supplier"] == ["Corée du Nord"]
    assert len(event["recipient"]) == 1
    assert event["recipient"][0].endswith("Wagner")
    assert event["according_to"]


def test_seeds_the_sanction_of_a_slovak(seeds: dict[str, tuple[Document, Analysis]]) -> None:
    event = _one(seeds, "004", "sanction", PLACES["slovak"])
    assert (event["time"], event["standing"]) == ("2023-03", ("asserted", "CT+"))
    assert (event["imposer"], event["target"]) == (["États-Unis"], ["Slovaque"])
    assert event["according_to"] == ()


@pytest.mark.parametrize(
    ("doc", "name"), [("000", "pact"), ("003", "partnership"), ("003", "partnership again")]
)
def test_seeds_the_pact(seeds: dict[str, tuple[Document, Analysis]], doc: str, name: str) -> None:
    event = _one(seeds, doc, "agreement", PLACES[name])
    assert event["standing"] == ("asserted", "CT+")
    assert event["parties"] == ["Russie", "Corée du Nord"]


def test_seeds_the_deliveries_that_two_states_assert(seeds: dict[str, tuple[Document, Analysis]]) -> None:
    event = _one(seeds, "000", "arms-transfer", PLACES["deliveries"])
    assert (event["supplier"], event["recipient"]) == (["Corée du Nord"], ["Russie"])
    assert event["standing"] == ("asserted", "CT+")
    _, analysis = seeds["000"]
    names = {entity.id: entity.name for entity in analysis.entities}
    said = [quotation for quotation in analysis.quotations if quotation.id in event["according_to"]]
    assert [quotation.act for quotation in said] == ["assert"]
    assert "Ukraine" in {names[speaker] for quotation in said for speaker in quotation.speakers}


def test_seeds_the_visit_of_a_minister(seeds: dict[str, tuple[Document, Analysis]]) -> None:
    event = _one(seeds, "002", "visit", PLACES["visit"])
    assert (event["time"], event["place"]) == ("2023-07", ["Corée du Nord"])
    assert event["visitor"] == ["Sergueï Shoïgou"]


def test_seeds_a_promise_not_to_and_a_denial_are_no_deliveries(
    seeds: dict[str, tuple[Document, Analysis]],
) -> None:
    assert _one(seeds, "002", "arms-transfer", PLACES["promise not to"])["standing"][0] == "denied"
    assert _one(seeds, "004", "arms-transfer", PLACES["denial"])["standing"] == ("denied", "CT-")


@pytest.mark.parametrize("place", range(24))
def test_a_word_that_is_its_own_head_holds_nothing_up(
    place: int, read: Callable[[str], tuple[Document, Analysis]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So stands what hung on a word that the tree leaves out, a mark of a quotation for one."""
    from selon.annotate import event_tree
    from selon.annotate.event_repairs import mended

    def alone(tokens: Any, words: Any) -> Any:
        found = list(mended(tokens, words))
        if place < len(found):
            found[place] = dataclasses.replace(found[place], head=place)
        return tuple(found)

    monkeypatch.setattr(event_tree, "mended", alone)
    document, analysis = read(
        "Le ministre de la Défense Paul Durand, en visite à Oslo, n'a pas voulu lancer hier un appel à"
        " manifester contre la livraison de chars à la Norvège. Il a dit regretter la menace de l'Union"
        " de sanctions."
    )
    assert all(document.text[start:end] for event in analysis.events for start, end in [event.trigger])
