"""The judge: trees as arrays give what trees give one by one; what is kept is compatible; time is linear."""

import json
import time
from typing import Any

import numpy as np
import pytest

from selon.annotate import annotate
from selon.annotate.features import NAMES
from selon.annotate.forest import chances, read_forest
from selon.annotate.judge import load_judge, read_judge
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Document, InvalidPack, RawPage

TREES: dict[str, Any] = {
    "base": -0.5,
    "trees": [
        [[0, 1.0, 1, 2], [0.25], [1, 0.0, 3, 4], [-1.0], [2.0]],
        [[0.125]],
        [[1, 2.0, 1, 2], [0.5], [-0.5]],
    ],
}


def _walk(tree: list[list[float]], row: list[float]) -> float:
    node = tree[0]
    while len(node) > 1:
        node = tree[int(node[2] if row[int(node[0])] <= node[1] else node[3])]
    return node[0]


def test_a_forest_gives_what_its_trees_give() -> None:
    rows = np.array([[a, b] for a in (0.0, 1.0, 1.5) for b in (-1.0, 0.0, 0.5, 3.0)] * 60)
    odds = [TREES["base"] + sum(_walk(tree, list(row)) for tree in TREES["trees"]) for row in rows]
    assert chances(read_forest(TREES), rows) == pytest.approx(1 / (1 + np.exp(-np.array(odds))))


def test_the_curve_of_confidence_never_falls(pack: LanguagePack) -> None:
    judge = load_judge(pack.code)
    places, values = judge.curve
    assert list(places) == sorted(places)
    assert list(values) == sorted(values)
    assert all(0 < value < 1 for value in values)


def test_weights_of_other_features_are_refused() -> None:
    with pytest.raises(InvalidPack, match="other features"):
        read_judge({"names": ["another"]})
    with pytest.raises(InvalidPack):
        read_judge({"names": list(NAMES), "rates": {}, "same": {"trees": []}})
    with pytest.raises(InvalidPack):
        read_forest(json.loads('{"base": 0, "trees": [[[0, 1, 5, 6]]]}'))


@pytest.mark.parser
def test_one_endless_sentence_takes_time_that_grows_with_its_length(pack: LanguagePack, parser: Any) -> None:
    def seconds(times: int) -> float:
        text = 'Le maire dit que la ville de Brives "est belle" selon Jean Valmont et ' * times + "fin."
        document = extract(RawPage("a", text.encode(), "text/plain"), pack)
        assert isinstance(document, Document)
        started = time.process_time()
        annotate(document, pack, parser)
        return time.process_time() - started

    seconds(5)
    assert seconds(160) < 12 * seconds(40)
