"""How likely a passage is a quotation: two forests fitted on annotated pages, over what `features` tells.

One gives the chance that the passage is the very span of a quotation, the other that it is one at all. Their
mean weighs readings against each other; put on a curve fitted on pages that the trees had not seen, it is
the confidence. `training/fit_quotations.py` writes the weights.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from selon.annotate.features import NAMES, rows
from selon.annotate.forest import Forest, chances, read_forest
from selon.annotate.passages import Passage
from selon.lang import LanguagePack
from selon.records import Document, InvalidPack

__all__ = ["Judge", "confidence", "load_judge", "read_judge", "weigh"]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """What was fitted: how often words are cues, the forests, and the curve of confidence.

    `share` is what the forest of very spans counts in the weight, of 1; `threshold` the weight from which a
    passage may be kept. `curve` maps weights to probabilities: points in order, straight lines between.
    """

    rates: Mapping[str, float]
    same: Forest
    near: Forest
    share: float
    threshold: float
    curve: tuple[tuple[float, ...], tuple[float, ...]]


@functools.cache
def load_judge(code: str) -> Judge:
    """The judge of a language (ISO 639-1 code); raises InvalidPack."""
    path = resources.files("selon.lang") / code / "quotations.json"
    try:
        return read_judge(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError) as error:
        raise InvalidPack(f"quotations.json of {code!r} cannot be read: {error}") from error


def read_judge(table: Mapping[str, Any]) -> Judge:
    """A judge from its table; raises InvalidPack when it was fitted on other features or is broken."""
    if table.get("names") != list(NAMES):
        raise InvalidPack("quotations.json: fitted on other features; run `make fit`")
    try:
        return Judge(
            table["rates"],
            read_forest(table["same"]),
            read_forest(table["near"]),
            float(table["share"]),
            float(table["threshold"]),
            (tuple(table["curve"][0]), tuple(table["curve"][1])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidPack(f"quotations.json: {error!r}") from error


def weigh(
    document: Document, found: Sequence[Passage], pack: LanguagePack
) -> tuple[Judge, npt.NDArray[np.float64]]:
    """The judge of the language, and the weight that it gives to each passage of a page."""
    judge = load_judge(pack.code)
    table = rows(document, found, judge.rates)
    weights = judge.share * chances(judge.same, table) + (1 - judge.share) * chances(judge.near, table)
    return judge, weights


def confidence(judge: Judge, weight: float) -> float:
    """The probability that a passage of this weight, once kept, is a quotation."""
    return float(np.interp(weight, *judge.curve))
