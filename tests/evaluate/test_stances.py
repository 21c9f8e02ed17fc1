"""Stances against gold: what counts as right, what is waived, and the sign."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selon.evaluate import (
    FoundStance,
    GoldStance,
    GoldStancePage,
    compare_stances,
    read_stance_gold,
    stance_numbers,
)
from selon.records import InvalidRecord

TEXT = "Lima nie avoir livré des chars. Quito affirme le contraire."
DENIAL, CLAIM = (0, 30), (32, 58)


def figures(gold: list[GoldStance], found: list[FoundStance]) -> dict[str, object]:
    actors = frozenset({"Pérou", "Équateur"})
    scores = compare_stances(
        [GoldStancePage("a.txt", tuple(gold), actors)], {"a.txt": found}, {"a.txt": TEXT}
    )
    return stance_numbers(scores)


def test_actor_value_and_place_must_be_right() -> None:
    gold = [GoldStance("Pérou", "denies", DENIAL), GoldStance("Équateur | Quito", "asserts | alleges", CLAIM)]
    right = [
        FoundStance(("Pérou", "Lima"), "denies", (DENIAL,)),
        FoundStance(("Quito",), "alleges", (CLAIM,)),
    ]
    assert figures(gold, right)["stances"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    for wrong in (
        FoundStance(("Équateur",), "denies", (DENIAL,)),
        FoundStance(("Pérou",), "fears", (DENIAL,)),
        FoundStance(("Pérou",), "denies", (CLAIM,)),
    ):
        assert figures(gold[:1], [wrong])["stances"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_optional_gold_is_neither_rewarded_nor_punished() -> None:
    gold = [GoldStance("Pérou", "denies", DENIAL, optional=True)]
    for found in ([], [FoundStance(("Pérou",), "denies", (DENIAL,))]):
        told = figures(gold, found)
        assert (told["gold"], told["predicted"]) == (0, 0)


@pytest.mark.parametrize(
    ("gold", "found", "errors"),
    [
        ("denies", "confirms", 1),
        ("asserts", "denies", 1),
        ("denies", "fears", 0),
        ("denies | asserts", "denies", 0),
        ("fears", "denies", 0),
    ],
)
def test_a_turned_sign_is_counted(gold: str, found: str, errors: int) -> None:
    told = figures([GoldStance("Pérou", gold, DENIAL)], [FoundStance(("Pérou",), found, (DENIAL,))])
    assert told["sign_errors"] == errors


def test_who_reports_it_is_counted_apart() -> None:
    gold = [GoldStance("Pérou", "denies", DENIAL, "Équateur")]
    found = [FoundStance(("Pérou",), "denies", (DENIAL,), ("Équateur",))]
    assert figures(gold, found)["reported_by"] == 1.0
    assert figures(gold, [FoundStance(("Pérou",), "denies", (DENIAL,))])["reported_by"] == 0.0


def test_gold_that_cannot_be_read_names_its_line() -> None:
    with pytest.raises(InvalidRecord, match="line 1"):
        read_stance_gold(['{"doc": "a.txt", "events": [], "stances": [{"actor": "Pérou"}]}'])


def test_the_same_as_the_referee(shared: Path, tmp_path: Path) -> None:
    """On gold with some values changed: the same counts as the program that stands beside the gold."""
    folder = shared / "gold" / "events" / "seeds"
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = read_stance_gold(lines)
    found, told = {}, []
    for number, page in enumerate(gold):
        stances = [
            FoundStance(
                (stance.actor.partition(" | ")[0],),
                "denies" if index % 3 == number % 3 else stance.value.partition(" | ")[0],
                (stance.evidence,),
            )
            for index, stance in enumerate(page.stances)
        ]
        found[page.doc] = stances
        rows = [{"actor": s.actor[0], "value": s.value, "evidence": s.spans[0]} for s in stances]
        told.append(json.dumps({"doc": page.doc, "events": [], "stances": rows}))
    texts = {page.doc: (folder / page.doc).read_bytes().decode() for page in gold}
    ours = stance_numbers(compare_stances(gold, found, texts))
    predicted = tmp_path / "p.jsonl"
    predicted.write_text("\n".join(told), encoding="utf-8")
    referee = shared / "tools" / "score_events.py"
    ran = subprocess.run(
        [sys.executable, referee, folder / "gold.jsonl", folder, predicted],
        check=True, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    theirs = json.loads(ran.stdout.splitlines()[-1])["stances"]
    assert ours["stances"] == {name: theirs[name] for name in ("p", "r", "f1")}
    assert (ours["gold"], ours["predicted"]) == (theirs["gold"], theirs["predicted"])
    assert ours["sign_errors"] == theirs["sign_errors"] > 0
