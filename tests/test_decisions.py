"""A reader's decisions over a dossier of real pages: they hold, survive a rebuild, and can be taken back."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import selon
from selon import Dossier
from selon.cli import main
from selon.pipeline import _map
from selon.records import (
    ActorRow,
    InvalidDecision,
    QuoteRow,
    RawPage,
    UnknownId,
    dossier_line,
    edits_told,
    parse_document_line,
    parse_dossier_line,
)

GAZETTE = (
    "Varsovie, le 4 mai 2023.\n\n"
    "« La Lettonie a livré des obus à l’Albanie », a déclaré mardi Jean Dupuis, porte-parole du gouvernement"
    " polonais. Le ministre letton Karl Vanags a démenti ces accusations.\n"
)
COURRIER = (
    "Riga, le 6 mai 2023.\n\n"
    "Jean Dupuis a affirmé vendredi que la Lettonie avait vendu des armes à l’Albanie. Il a ajouté :"
    " « Nous le savons. »\n"
)


@pytest.fixture(autouse=True)
def _one_parser(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_map, "_parser", lambda language: parser)


pytestmark = pytest.mark.parser


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with selon.open(tmp_path / "d.selon", create=True) as opened:
        opened.add([RawPage("gazette.txt", GAZETTE.encode()), RawPage("courrier.txt", COURRIER.encode())])
        yield opened


def record(dossier: Dossier) -> str:
    """All that the dossier holds but the decisions themselves."""
    lines = [line for line in dossier.records() if line["type"] != "decision"]
    return "\n".join(json.dumps(line, sort_keys=True) for line in lines)


def quote(dossier: Dossier, words: str) -> QuoteRow:
    return next(row for row in dossier.quotations() if any(words in part for part in row.content))


def names(row: QuoteRow) -> list[str]:
    return [actor.name for actor in row.speakers]


def test_what_is_rejected_is_left_out_and_comes_back(dossier: Dossier) -> None:
    before, row = record(dossier), quote(dossier, "livré des obus")
    claims = len(dossier.claims())
    (decision,) = dossier.decide("reject", row.id, by="eva")
    assert (decision.id, decision.state, decision.decision.exact) == (
        "d1",
        "applied",
        GAZETTE[slice(*map(int, row.id.rpartition(":")[2].split("-")))],
    )
    assert row.id not in [other.id for other in dossier.quotations()]
    assert all(row.id not in stance.id for claim in dossier.claims() for stance in claim.stances)
    with pytest.raises(UnknownId):
        dossier.show(row.id)
    assert dossier.undo().id == "d1"
    assert record(dossier) == before
    assert len(dossier.claims()) == claims
    assert [(r.id, r.decision.verb, r.state) for r in dossier.decisions()] == [
        ("d2", "undo", "applied"),
        ("d1", "reject", "undone"),
    ]


def test_the_undoing_can_be_undone(dossier: Dossier) -> None:
    row = quote(dossier, "livré des obus")
    dossier.decide("reject", row.id)
    dossier.undo()
    dossier.undo("d2")
    assert row.id not in [other.id for other in dossier.quotations()]
    with pytest.raises(UnknownId, match="no decision d7"):
        dossier.undo("d7")


def test_an_edit_gives_another_speaker_and_act(dossier: Dossier) -> None:
    row = quote(dossier, "livré des obus")
    assert names(row) == ["Jean Dupuis"]
    dossier.decide("edit", row.id, {"speaker": "Karl Vanags", "act": "deny", "uttered": "2023-05-03"})
    edited = quote(dossier, "livré des obus")
    assert (edited.id, names(edited), edited.act, edited.uttered) == (
        row.id,
        ["Karl Vanags"],
        "deny",
        "2023-05-03",
    )
    stances = [(s.actor.name, s.value) for claim in dossier.claims() for s in claim.stances]
    assert ("Karl Vanags", "denies") in stances
    assert ("Jean Dupuis", "asserts") not in [
        (s.actor.name, s.value)
        for claim in dossier.claims()
        for s in claim.stances
        if any(p.source == "gazette.txt" for p in s.passages)
    ]


def test_decisions_survive_a_rebuild(dossier: Dossier) -> None:
    row, other = quote(dossier, "livré des obus"), quote(dossier, "Nous le savons")
    dossier.decide("edit", row.id, {"act": "accuse"})
    dossier.decide("reject", other.id)
    dossier.decide("confirm", quote(dossier, "vendu des armes").id)
    after = record(dossier)
    dossier.rebuild()
    assert record(dossier) == after
    assert {r.state for r in dossier.decisions()} == {"applied"}


def test_a_speaker_may_be_pointed_at(dossier: Dossier) -> None:
    row = quote(dossier, "livré des obus")
    at = GAZETTE.index("gouvernement")
    dossier.decide("edit", row.id, {"speaker": f"{at}-{at + len('gouvernement polonais')}"})
    assert names(quote(dossier, "livré des obus")) == ["gouvernement polonais"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "nothing to edit"),
        ({"colour": "red"}, "no field 'colour': the fields are speaker, act"),
        ({"act": "shout"}, "no act 'shout': one of assert, deny"),
        ({"speaker": "Nobody Here"}, "names no 'Nobody Here': give one that it names .*Jean Dupuis"),
        ({"uttered": "yesterday"}, "Dates are 2023"),
        ({"content": "12"}, "is no span"),
        ({"content": "12-99999"}, "lies outside of the text"),
    ],
)
def test_an_edit_that_cannot_be_says_what_can(dossier: Dossier, values: dict[str, str], message: str) -> None:
    before = record(dossier)
    with pytest.raises(InvalidDecision, match=message):
        dossier.decide("edit", quote(dossier, "livré des obus").id, values)
    assert record(dossier) == before
    assert dossier.decisions() == []


def actor(dossier: Dossier, name: str) -> ActorRow:
    found = {a.id: a for row in dossier.quotations() for a in row.speakers if a.name == name}
    shown = dossier.show(next(iter(found)))
    assert isinstance(shown, ActorRow)
    return shown


def test_actors_are_split_and_merged(dossier: Dossier) -> None:
    before, one = record(dossier), actor(dossier, "Jean Dupuis")
    assert len(one.entities) == 2
    dossier.decide("split", one.actor.id, members=[one.entities[1].entity.id])
    parts = {a.id for row in dossier.quotations() for a in row.speakers if a.name == "Jean Dupuis"}
    assert len(parts) == 2
    assert one.actor.id in parts
    dossier.rebuild()
    assert {a.id for row in dossier.quotations() for a in row.speakers if a.name == "Jean Dupuis"} == parts
    (other,) = parts - {one.actor.id}
    dossier.decide("merge", other, members=[one.actor.id])
    again = actor(dossier, "Jean Dupuis")
    assert len(again.entities) == 2
    dossier.undo()
    dossier.undo()
    assert record(dossier) == before


def test_unlike_things_are_not_merged(dossier: Dossier) -> None:
    claim = dossier.claims()[0].claim.id
    with pytest.raises(InvalidDecision, match="only an actor can be merged with an actor"):
        dossier.decide("merge", actor(dossier, "Jean Dupuis").actor.id, members=[claim])
    with pytest.raises(InvalidDecision, match="merge and split are for actors"):
        dossier.decide("merge", quote(dossier, "livré des obus").id, members=[claim])


def test_a_stance_is_rejected_and_comes_back(dossier: Dossier) -> None:
    before = record(dossier)
    claim = next(row for row in dossier.claims() if row.stances)
    stance = claim.stances[0]
    dossier.decide("reject", stance.id)
    assert all(s.id != stance.id for row in dossier.claims() for s in row.stances)
    dossier.rebuild()
    assert all(
        (s.value, s.actor.name) != (stance.value, stance.actor.name)
        for row in dossier.claims()
        for s in row.stances
        if {p.span for p in s.passages} == {p.span for p in stance.passages}
    )
    dossier.undo()
    assert record(dossier) == before


def test_a_page_is_removed_with_all_that_hangs_on_it(dossier: Dossier, tmp_path: Path) -> None:
    row = quote(dossier, "Nous le savons")
    dossier.decide("confirm", row.id)
    assert dossier.remove(row.passage.document) == "courrier.txt"
    with selon.open(tmp_path / "alone.selon", create=True) as alone:
        alone.add(RawPage("gazette.txt", GAZETTE.encode()))
        assert [r.content for r in dossier.quotations()] == [r.content for r in alone.quotations()]
        assert [len(c.stances) for c in dossier.claims()] == [len(c.stances) for c in alone.claims()]
    assert dossier.search("savons") == []
    assert [(r.state, r.detail) for r in dossier.decisions()] == [("orphan", "the page was removed")]
    dossier.add(RawPage("courrier.txt", COURRIER.encode()))
    assert [r.state for r in dossier.decisions()] == ["applied"]
    assert dossier.search("savons")


def test_what_was_confirmed_stays_when_the_engine_loses_it(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = quote(dossier, "Nous le savons")
    dossier.decide("confirm", row.id)
    analyse = _map.analyse

    def forgetful(document: Any) -> Any:
        return dataclasses.replace(analyse(document), quotations=())

    monkeypatch.setattr(_map, "analyse", forgetful)
    dossier.rebuild()
    assert [r.id for r in dossier.quotations()] == [row.id]
    assert names(dossier.quotations()[0]) == names(row)


def other_engine(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """A later engine, which finds other things on pages."""
    analyse = _map.analyse
    monkeypatch.setattr(_map, "analyse", lambda document: change(analyse(document)))


def test_what_was_confirmed_keeps_its_values_when_the_engine_reads_it_otherwise(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = quote(dossier, "livré des obus")
    dossier.decide("confirm", row.id)

    def otherwise(analysis: Any) -> Any:
        quotations = tuple(
            dataclasses.replace(item, speakers=(), act="deny") if item.id == row.id else item
            for item in analysis.quotations
        )
        return dataclasses.replace(analysis, quotations=quotations)

    other_engine(monkeypatch, otherwise)
    dossier.rebuild()
    again = quote(dossier, "livré des obus")
    assert (names(again), again.act) == (["Jean Dupuis"], row.act)
    dossier.undo()
    again = quote(dossier, "livré des obus")
    assert (names(again), again.act) == ([], "deny")


def test_a_speaker_stays_when_the_engine_no_longer_finds_the_name(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = quote(dossier, "livré des obus")
    dossier.decide("edit", row.id, {"speaker": "Karl Vanags"})

    def nameless(analysis: Any) -> Any:
        kept = tuple(entity for entity in analysis.entities if "Vanags" not in entity.name)
        ids = {entity.id for entity in kept}
        mentions = tuple(mention for mention in analysis.mentions if mention.entity in ids)
        quotations = tuple(
            dataclasses.replace(item, speakers=tuple(name for name in item.speakers if name in ids))
            for item in analysis.quotations
        )
        return dataclasses.replace(analysis, entities=kept, mentions=mentions, quotations=quotations)

    other_engine(monkeypatch, nameless)
    dossier.rebuild()
    assert names(quote(dossier, "livré des obus")) == ["Karl Vanags"]


def test_an_edit_that_is_taken_back_leaves_a_later_confirmation(dossier: Dossier) -> None:
    before, row = record(dossier), quote(dossier, "livré des obus")
    dossier.decide("edit", row.id, {"act": "deny"})
    dossier.decide("edit", row.id, {"act": "accuse"})
    dossier.decide("confirm", row.id)
    assert quote(dossier, "livré des obus").act == "accuse"
    dossier.undo("d2")
    assert quote(dossier, "livré des obus").act == "deny"
    dossier.undo("d1")
    assert quote(dossier, "livré des obus").act == row.act
    assert record(dossier) == before
    assert [r.state for r in dossier.decisions() if r.decision.verb == "confirm"] == ["applied"]


def test_what_was_confirmed_can_be_rejected_and_stands_again(dossier: Dossier) -> None:
    before, row = record(dossier), quote(dossier, "livré des obus")
    dossier.decide("confirm", row.id)
    dossier.decide("reject", row.id)
    with pytest.raises(UnknownId, match=r"was rejected by decision d2: `selon undo d2` brings it back"):
        dossier.decide("confirm", row.id)
    dossier.undo()
    assert record(dossier) == before


def test_a_merge_of_what_is_gone_is_an_orphan(dossier: Dossier) -> None:
    one, other = actor(dossier, "Jean Dupuis"), dossier.claims()[0].claim
    for entity in one.entities[1:]:
        dossier.decide("split", one.actor.id, members=[entity.entity.id])
    dossier.decide("reject", other.reports[0])
    dossier.remove(one.entities[1].passages[0].document)
    states = {row.decision.verb: (row.state, row.detail) for row in dossier.decisions()}
    assert states["split"] == ("orphan", f"gone from the dossier: {one.entities[1].entity.id}")
    dossier.add([RawPage("gazette.txt", GAZETTE.encode()), RawPage("courrier.txt", COURRIER.encode())])
    assert {row.state for row in dossier.decisions()} == {"applied"}


def test_what_cannot_be_merged_says_why(dossier: Dossier) -> None:
    text = "Le 9 juin 2023.\n\nLe Kremlin a affirmé hier que le budget était refusé.\n"
    dossier.add(RawPage("kremlin.txt", text.encode()))
    one = actor(dossier, "Jean Dupuis")
    with pytest.raises(InvalidDecision, match="cannot be merged with itself, nor with another twice"):
        dossier.decide("merge", one.actor.id, members=[one.actor.id])
    with pytest.raises(InvalidDecision, match="nothing would be left"):
        dossier.decide("split", one.actor.id, members=[row.entity.id for row in one.entities])
    owners = {line["actor"] for line in dossier.records() if line["type"] == "membership"}
    unnamed = [
        line["id"] for line in dossier.records() if line["type"] == "actor" and line["id"] not in owners
    ]
    assert unnamed
    with pytest.raises(
        InvalidDecision, match=r"is named on no page: it is known only as whom others act for"
    ):
        dossier.decide("merge", one.actor.id, members=unnamed[:1])


def test_an_actor_of_more_than_a_hundred_pages_is_merged_whole(tmp_path: Path) -> None:
    with selon.open(tmp_path / "many.selon", create=True) as dossier:
        for number in range(104):
            day = number % 28 + 1
            text = f"Le {day} mai 2023.\n\nJean Dupuis a affirmé que le budget {number} était voté.\n"
            dossier.add(RawPage(f"{number}.txt", text.encode()))
        text = "Le 9 juin 2023.\n\nKarl Vanags a affirmé hier que le budget était refusé.\n"
        dossier.add(RawPage("other.txt", text.encode()))
        one, other = actor(dossier, "Jean Dupuis").actor.id, actor(dossier, "Karl Vanags").actor.id
        (row,) = dossier.decide("merge", other, members=[one])
        assert len(row.decision.after["members"]) == 104
        assert {a.id for found in dossier.quotations() for a in found.speakers} == {one}


def test_a_decision_tells_what_it_was_before(dossier: Dossier) -> None:
    row = quote(dossier, "livré des obus")
    dossier.decide("edit", row.id, {"speaker": "Karl Vanags", "act": "deny", "content": "26-60"}, by="eva")
    (told,) = dossier.decisions(row.id)
    assert (told.decision.by, told.decision.engine, told.decision.confidence) == (
        "eva",
        dossier.header().engine,
        row.confidence,
    )
    assert edits_told(told.decision) == (
        ("speakers", "Jean Dupuis", "Karl Vanags"),
        ("act", "assert", "deny"),
        ("content", row.id.rpartition(":")[2], "26-60"),
    )
    assert quote(dossier, "Lettonie a livré").decided == "edit"
    one = actor(dossier, "Jean Dupuis")
    dossier.decide("merge", one.actor.id, members=[actor(dossier, "Karl Vanags").actor.id])
    for name in (one.actor.id, actor(dossier, "Jean Dupuis").actor.id):
        assert [row.decision.verb for row in dossier.decisions(name)] == ["merge"]


def test_the_record_reads_back_with_its_decisions(dossier: Dossier) -> None:
    row = quote(dossier, "livré des obus")
    dossier.decide("edit", row.id, {"act": "deny"})
    dossier.decide("reject", quote(dossier, "Nous le savons").id)
    lines = list(dossier.records())
    pages = [parse_document_line(line)[1] for line in lines if line["type"] == "document"]
    machine = {item.id: item.act for analysis in pages for item in analysis.quotations}
    assert machine[row.id] == row.act  # the engine's own word; the decision stands beside it
    assert len(machine) == len(dossier.quotations()) + 1
    told = [parse_dossier_line(line) for line in lines if line["type"] == "decision"]
    assert told == [row.decision for row in reversed(dossier.decisions())]
    assert [dossier_line(record) for record in told] == [line for line in lines if line["type"] == "decision"]


def test_the_commands_tell_what_was_decided(dossier: Dossier) -> None:
    row, place = quote(dossier, "livré des obus"), ["-d", str(dossier.path)]

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, *place])
        assert done.exit_code == 0, done.output
        return done.output

    assert f"d1 edit {row.id}" in run("decide", "edit", row.id, "act=deny", "--by", "eva")
    assert "to take it back: selon undo d2" in run("decide", "confirm", row.id, "--by", "eva")
    table = run("decisions", "--lang", "en")
    assert "act: asserts → denies" in table
    assert "eva" in table
    assert "denies (edited)" in run("quotes", "--lang", "en")
    for command in ("show", "why"):
        told = run(command, row.id, "--lang", "fr")
        assert "DÉCISIONS" in told
        assert "modifié · eva · act: affirme → dément" in told
        assert told.index("confirmé · eva") < told.index("modifié · eva")
    lines = [json.loads(line) for line in run("why", row.id, "--json").splitlines()]
    assert [line["type"] for line in lines] == ["why", "decision-row", "decision-row"]
    assert "undone: d1 edit" in run("undo", "d1")
    assert "denies (edited)" not in run("quotes", "--lang", "en")
    assert "removed: courrier.txt" in run("remove", quote(dossier, "Nous le savons").passage.document)
