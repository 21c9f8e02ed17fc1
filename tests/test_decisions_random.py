"""Whatever a reader decides: a rebuild changes nothing, and taking all back leaves no trace."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import selon
from selon import Dossier
from selon.pipeline import _map, _workers
from selon.records import InvalidDecision, RawPage, Verb

PAGES = (
    (
        "gazette.txt",
        "Varsovie, le 4 mai 2023.\n\n« La Lettonie a livré des obus à l’Albanie », a déclaré mardi Jean"
        " Dupuis, porte-parole du gouvernement polonais. Le ministre"
        " letton Karl Vanags a démenti ces accusations.\n",
    ),
    (
        "courrier.txt",
        "Riga, le 6 mai 2023.\n\nJean Dupuis a affirmé vendredi que la Lettonie avait vendu des armes à"
        " l’Albanie. Il a ajouté : « Nous le savons. » La Lettonie nie avoir vendu des armes à l’Albanie.\n",
    ),
    (
        "phare.txt",
        "Tirana, le 9 mai 2023.\n\nMarie Dupuis, ministre albanaise, a accusé la Lettonie d’avoir livré des"
        " obus au Pérou. Selon Karl Vanags, « rien n’a été livré ». L’Albanie"
        " menace la Lettonie de sanctions.\n",
    ),
    (
        "vigie.txt",
        "Lima, le 10 mai 2023.\n\nLe Pérou a imposé des sanctions à la Lettonie. Jean Dupuis a rencontré Karl"
        " Vanags à Lima, a annoncé le gouvernement péruvien.\n",
    ),
)
EDITS = (
    {"act": "deny"},
    {"act": "accuse"},
    {"uttered": "2023-04"},
    {"speaker": "none"},
    {"content": "30-60"},
    {"status": "denied"},
    {"time": "2022"},
    {"kind": "meeting"},
)

pytestmark = pytest.mark.parser


@pytest.fixture(scope="module")
def dossier_file(parser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A dossier of the pages; a page that is read again in this module is not parsed again."""
    path = tmp_path_factory.mktemp("decided") / "d.selon"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_map, "_parser", lambda language: parser)
        patched.setattr(_workers, "read_raw", cache(_map.read_raw))
        with selon.open(path, create=True) as dossier:
            dossier.add([RawPage(name, text.encode()) for name, text in PAGES])
        yield path


def record(dossier: Dossier) -> list[str]:
    """All that the dossier holds but the decisions themselves."""
    return [json.dumps(line) for line in dossier.records() if line["type"] != "decision"]


def items(dossier: Dossier) -> list[str]:
    found = [dossier.read_page(row.id).analysis for row in dossier.pages()]
    return [item.id for read in found for layer in (read.quotations, read.events) for item in layer]


def actors(dossier: Dossier) -> list[str]:
    return sorted({line["id"] for line in dossier.records() if line["type"] == "actor"})


def claims(dossier: Dossier) -> list[str]:
    return [row.claim.id for row in dossier.claims()]


Choose = Callable[[list[Any]], Any]


def step(dossier: Dossier, choose: Choose) -> None:
    """One decision, or the taking back of one; one that cannot be changes nothing."""
    verb: str = choose(["confirm", "reject", "edit", "stance", "merge", "split", "undo"])
    try:
        if verb == "undo":
            standing = [row.id for row in dossier.decisions() if row.state != "undone"]
            if standing:
                dossier.undo(choose(standing))
        elif verb == "stance":
            told = [s.id for row in dossier.claims() for s in row.stances if s.through is None]
            if told:
                dossier.decide("reject", choose(told))
        elif verb in ("merge", "split"):
            _group(dossier, verb, choose)  # type: ignore[arg-type]
        elif names := items(dossier):
            dossier.decide(verb, choose(names), choose(list(EDITS)) if verb == "edit" else None)  # type: ignore[arg-type]
    except InvalidDecision:
        pass


def _group(dossier: Dossier, verb: Verb, choose: Choose) -> None:
    one = choose([actors, claims])(dossier)
    if not one:
        return
    target = choose(one)
    lines = list(dossier.records())
    members = [it["entity"] for it in lines if it["type"] == "membership" and it["actor"] == target]
    members += [
        name for it in lines if it["type"] == "claim" and it["id"] == target for name in it["reports"]
    ]
    other = one if verb == "merge" else members
    if other:
        dossier.decide(verb, target, members=[choose(other)])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), steps=st.integers(1, 6))
def test_nothing_is_lost_and_nothing_stays(dossier_file: Path, data: st.DataObject, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(dossier_file, folder))
        with selon.open(path) as dossier:
            start = record(dossier)
            for _ in range(steps):
                step(dossier, lambda among: data.draw(st.sampled_from(among)))
            decided, states = record(dossier), [row.state for row in dossier.decisions()]
            dossier.rebuild()
            assert record(dossier) == decided
            assert [row.state for row in dossier.decisions()] == states
            while any(row.state != "undone" and row.decision.verb != "undo" for row in dossier.decisions()):
                dossier.undo()
            assert record(dossier) == start


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_decisions_on_different_items_does_not_matter(
    dossier_file: Path, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = []
        with selon.open(dossier_file) as dossier:
            names = data.draw(st.lists(st.sampled_from(items(dossier)), unique=True, min_size=2, max_size=4))
        verbs = [data.draw(st.sampled_from(["confirm", "reject"])) for _ in names]
        for place, order in enumerate((1, -1)):
            path = Path(shutil.copy(dossier_file, Path(folder) / f"{place}.selon"))
            with selon.open(path) as dossier:
                for name, verb in list(zip(names, verbs, strict=True))[::order]:
                    dossier.decide(verb, name)  # type: ignore[arg-type]
                records.append(_unnumbered(dossier))
        assert records[0] == records[1]


def _unnumbered(dossier: Dossier) -> list[Any]:
    """What the pages tell, and which reports are one claim, and which entities one actor: without ids."""
    groups: dict[str, list[str]] = {}
    for line in dossier.records():
        if line["type"] == "membership":
            groups.setdefault(line["actor"], []).append(line["entity"])
        if line["type"] == "claim":
            groups[line["id"]] = line["reports"]
    pages = [dossier.read_page(row.id) for row in dossier.pages()]
    return [pages, sorted(groups.values())]


def test_a_merge_taken_back_after_a_rebuild_gives_both_their_ids(dossier_file: Path, tmp_path: Path) -> None:
    with selon.open(shutil.copy(dossier_file, tmp_path / "d.selon")) as dossier:
        start = record(dossier)
        one, other = list(dict.fromkeys(a.id for row in dossier.quotations() for a in row.speakers))[:2]
        dossier.decide("merge", other, members=[one])
        dossier.rebuild()
        dossier.undo()
        assert record(dossier) == start
