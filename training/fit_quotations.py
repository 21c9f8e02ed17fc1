"""Fits the judge of quotations on the annotated pages of `train`, and tells what each part of it gains.

    python training/fit_quotations.py            fits, writes the weights, prints the figures
    python training/fit_quotations.py --table    also fits without each group of features
    python training/fit_quotations.py --spread   also fits without each tenth of the pages

Pages of `train` are judged by trees that have not seen them (five folds, whole pages); how often a word is a
cue is counted without the page that it is used on. The threshold and the curve of confidence come from the
same folds. `dev`, `dev-web` and the seeds are only measured. One thread and fixed seeds: a second fit
gives the same weights.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from selon.annotate.features import NAMES, lemma_of, rows
from selon.annotate.forest import Forest, chances, read_forest
from selon.annotate.parsing import load_parser, parse
from selon.annotate.passages import Passage, passages
from selon.annotate.selection import chosen, common, weighed
from selon.annotate.standing import is_ruled
from selon.evaluate import GoldPage, read_gold
from selon.extract import extract
from selon.lang import load_pack
from selon.records import Document, RawPage, Span

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "src" / "selon" / "lang" / "fr" / "quotations.json"
SETS = {
    "train": ("gold/quotations/train", "gold/quotations/train"),
    "dev": ("gold/quotations/dev", "gold/quotations/dev"),
    "dev-web": ("gold/quotations/dev-web", "gold/quotations/dev-web"),
    "seeds": ("gold/quotations/seeds", "seeds"),
}
NEAR, SAME = 0.3, 0.8
FOLDS = 5
TENTHS = 10
SEED = 0
SHARE = 0.6  # weight of the forest of very spans in the mean
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
NOISE = 0.006  # of the sum of both figures: differences below it are none
SMOOTHING = 4.0  # occurrences of the mean rate that every word is given
MEMBERS = 6  # fits with other seeds and other plain misses, whose log odds are averaged
EASY = 0.25  # share of the plain misses that a member is fitted on, at the weight of all of them
UNCERTAIN = 0.6  # weight of a passage that has the span of a quotation and the cue of none
TREES: dict[str, Any] = {
    "max_iter": 60,
    "learning_rate": 0.13,
    "max_leaf_nodes": 12,
    "l2_regularization": 5,
    "min_samples_leaf": 30,
    "max_features": 0.3,
    "max_bins": 64,
    "early_stopping": False,
}
# what is left out, row by row, for the table of the gain: beginnings of names of features
GROUPS = {
    "without the rate of the cue": ("rate", "known"),
    "without the parse at the boundaries": ("cut ", "heads ", "first head"),
    "without the words at the boundaries": ("before ", "first ", "last ", "after "),
    "without marks": ("quoted", "starts in", "ends in", "breaks", "marks outside", "sentence marks"),
    "without the source": ("source",),
    "without standing among readings": ("group", "rank", "hand best", "hand rival", "shift", "base", "ruled"),
    "without the score by hand": ("hand", "frame "),
}


@dataclass(slots=True)
class Page:
    """A page with its passages: `overlap` with the nearest gold, which one, and if the cue is its own."""

    gold: GoldPage
    document: Document
    found: list[Passage]
    table: Any
    overlap: Any
    nearest: Any
    cued: Any


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--table", action="store_true", help="fit without each group of features as well")
    arguments.add_argument("--spread", action="store_true", help="fit without each tenth of pages as well")
    options = arguments.parse_args()
    if not SHARED.is_dir():
        print("The gold is not there: it is looked for in ../shared.", file=sys.stderr)
        return 1
    started = time.perf_counter()
    sets = read_sets()
    for name, pages in sets.items():
        print(f"{name:8} {generosity(pages)}")
    by_hand(sets)
    columns = np.arange(len(NAMES))
    weights = folded(sets["train"], columns)
    threshold = best_threshold(sets["train"], weights)
    curve = curve_of(sets["train"], weights, threshold)
    table = fitted(sets["train"], threshold, curve)
    WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"threshold {threshold}, {WEIGHTS.stat().st_size // 1024} KiB")
    tell("fitted, train by folds", sets["train"], weights, threshold)
    for name in ("dev", "dev-web", "seeds"):
        tell(f"fitted, {name}", sets[name], judged(table, sets[name]), threshold)
    if options.table:
        for name, beginnings in GROUPS.items():
            kept = np.array([i for i in columns if not NAMES[i].startswith(beginnings)])
            tell(name, sets["train"], folded(sets["train"], kept), threshold)
    if options.spread:
        spread(sets, threshold)
    print(f"{time.perf_counter() - started:.0f} s")
    return 0


def read_sets() -> dict[str, list[Page]]:
    pack = load_pack("fr")
    parser = load_parser(pack)
    sets: dict[str, list[Page]] = {}
    for name, (gold, texts) in SETS.items():
        lines = (SHARED / gold / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        sets[name] = []
        for page in sorted(read_gold(lines), key=lambda page: page.doc):
            document = extract(
                RawPage(page.doc, (SHARED / texts / page.doc).read_bytes(), "text/plain"), pack
            )
            assert isinstance(document, Document), page.doc
            found = passages(document, parse(document, pack, parser), pack)
            sets[name].append(met(page, document, found))
    return sets


def met(gold: GoldPage, document: Document, found: list[Passage]) -> Page:
    """The passages with the gold quotation that each overlaps most; of equals, the one whose cue it has."""
    wanted = [letters(item.content, document.text) for item in gold.quotations]
    overlap, nearest = np.zeros(len(found)), np.full(len(found), -1)
    cued = np.zeros(len(found), bool)
    for number, item in enumerate(found):
        mine = letters(item.content, document.text)
        for place, theirs in enumerate(wanted):
            shared = len(mine & theirs)
            if shared:
                value, own = shared / len(mine | theirs), same_cue(gold.quotations[place].cue, item.cue)
                if (value, own) > (overlap[number], cued[number]):
                    overlap[number], nearest[number], cued[number] = value, place, own
    return Page(gold, document, found, rows(document, found, {"": 0.0}), overlap, nearest, cued)


def letters(content: Sequence[Span], text: str) -> frozenset[int]:
    return frozenset(i for start, end in content for i in range(start, end) if text[i].isalnum())


def same_cue(one: Span | None, other: Span | None) -> bool:
    return one is other is None or (one is not None and other is not None and common((one,), (other,)) > 0)


def optional(page: Page) -> Any:
    """The passages that are neither right nor wrong."""
    free = [n >= 0 and page.gold.quotations[n].optional for n in page.nearest]
    return np.array(free, bool) & (page.overlap >= NEAR)


def counts(pages: Iterable[Page]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands as a cue could, and how often it is one."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for page in pages:
        best: dict[tuple[str, Span], bool] = {}
        for item, overlap, cued in zip(page.found, page.overlap, page.cued, strict=True):
            key = lemma_of(item), item.cue or item.content[0]
            best[key] = best.get(key, False) or bool(overlap >= NEAR and cued)
        for (lemma, _), value in best.items():
            seen[lemma] += 1
            right[lemma] += value
    return seen, right


def rates(seen: Counter[str], right: Counter[str]) -> dict[str, float]:
    mean = sum(right.values()) / sum(seen.values())
    told = {
        lemma: round((right[lemma] + SMOOTHING * mean) / (count + SMOOTHING), 4)
        for lemma, count in sorted(seen.items())
        if count > 0
    }
    return {"": round(mean, 4), **told}


def table_of(page: Page, told: dict[str, float]) -> Any:
    return rows(page.document, page.found, told)


def training(pages: Sequence[Page]) -> list[Any]:
    """The rows of each page, with the rates that the other pages give."""
    seen, right = counts(pages)
    tables = []
    for page in pages:
        mine, own = counts([page])
        tables.append(table_of(page, rates(seen - mine, right - own)))
    return tables


def fit(pages: Sequence[Page], tables: Sequence[Any], columns: Any) -> dict[str, Any]:
    """The two forests as tables: of very spans, and of quotations at all; each the mean of several fits."""
    overlap = np.concatenate([page.overlap for page in pages])
    cued = np.concatenate([page.cued for page in pages])
    bare = np.concatenate([[item.cue is None for item in page.found] for page in pages]).astype(bool)
    free = np.concatenate([optional(page) for page in pages])
    whole = np.vstack(tables)[:, columns]
    models: dict[str, list[Any]] = {"same": [], "near": []}
    for member in range(MEMBERS):
        lucky = np.random.RandomState(SEED + member).rand(len(overlap)) < EASY
        used = ~free & ((overlap >= NEAR) | lucky)
        for name, bound in (("same", SAME), ("near", NEAR)):
            right = (overlap >= bound) & (cued | bare)
            weight = np.where((overlap >= bound) & ~cued, UNCERTAIN, np.where(overlap < NEAR, 1 / EASY, 1.0))
            model = HistGradientBoostingClassifier(**TREES, random_state=SEED + member)
            models[name].append(model.fit(whole[used], right[used], sample_weight=weight[used]))
    return {name: plain(members, columns) for name, members in models.items()}


def plain(models: Sequence[Any], columns: Any) -> dict[str, Any]:
    """The mean of the log odds of several fits as one list of trees, in the numbers of all features."""
    trees = []
    for model in models:
        for (predictor,) in model._predictors:
            trees.append(
                [
                    [float(f"{node['value'] / len(models):.6g}")]
                    if node["is_leaf"]
                    else [
                        int(columns[node["feature_idx"]]),
                        float(node["num_threshold"]),
                        int(node["left"]),
                        int(node["right"]),
                    ]
                    for node in predictor.nodes
                ]
            )
    base = sum(model._baseline_prediction.item() for model in models) / len(models)
    return {"base": float(f"{base:.9g}"), "trees": trees}


def mixed(same: Forest, near: Forest, table: Any) -> Any:
    return SHARE * chances(same, table) + (1 - SHARE) * chances(near, table)


def folded(pages: Sequence[Page], columns: Any) -> list[Any]:
    """The weights of the passages of each page, by trees and rates from other pages."""
    fold = np.random.RandomState(SEED).permutation(len(pages)) % FOLDS
    weights: list[Any] = [None] * len(pages)
    for number in range(FOLDS):
        others = [page for page, mine in zip(pages, fold, strict=True) if mine != number]
        made = fit(others, training(others), columns)
        same, near, told = read_forest(made["same"]), read_forest(made["near"]), rates(*counts(others))
        for place in np.flatnonzero(fold == number).tolist():
            weights[place] = mixed(same, near, table_of(pages[place], told))
    return weights


def fitted(pages: Sequence[Page], threshold: float, curve: Any) -> dict[str, Any]:
    made = fit(pages, training(pages), np.arange(len(NAMES)))
    return {
        "names": list(NAMES),
        "share": SHARE,
        "threshold": threshold,
        "curve": curve,
        "rates": rates(*counts(pages)),
        **made,
    }


def judged(table: dict[str, Any], pages: Sequence[Page]) -> list[Any]:
    same, near = read_forest(table["same"]), read_forest(table["near"])
    return [mixed(same, near, table_of(page, table["rates"])) for page in pages]


def kept(page: Page, weights: Any, threshold: float) -> list[tuple[int, bool, bool]]:
    """The passages kept, each with whether it is right at .3 and .8; optional ones left out."""
    told = []
    taken: set[int] = set()
    numbers = chosen(page.found, weights.tolist(), threshold)
    for number in sorted(numbers, key=lambda number: -page.overlap[number]):
        gold = int(page.nearest[number])
        right = gold >= 0 and page.overlap[number] >= NEAR and gold not in taken
        if right:
            taken.add(gold)
            if page.gold.quotations[gold].optional:
                continue
        told.append((number, right, right and bool(page.overlap[number] >= SAME)))
    return told


def figures(pages: Sequence[Page], weights: Sequence[Any], threshold: float) -> tuple[float, float]:
    found = near = same = wanted = 0
    for page, mine in zip(pages, weights, strict=True):
        wanted += sum(not item.optional for item in page.gold.quotations)
        told = kept(page, mine, threshold)
        found += len(told)
        near += sum(right for _, right, _ in told)
        same += sum(right for _, _, right in told)
    return 2 * near / (found + wanted), 2 * same / (found + wanted)


def best_threshold(pages: Sequence[Page], weights: Sequence[Any]) -> float:
    """The lowest threshold whose figures are within the noise of the best: what is found can be judged."""
    sums = {value: sum(figures(pages, weights, value)) for value in THRESHOLDS}
    return min(value for value, found in sums.items() if found >= max(sums.values()) - NOISE)


def curve_of(pages: Sequence[Page], weights: Sequence[Any], threshold: float) -> list[list[float]]:
    """Points of the curve from weight to the share of what is right, by isotonic regression."""
    pairs = [
        (weight[number], right)
        for page, mine in zip(pages, weights, strict=True)
        for weight in (weighed(page.found, mine.tolist(), threshold),)
        for number, right, _ in kept(page, mine, threshold)
    ]
    given = np.array([weight for weight, _ in pairs])
    right = np.array([right for _, right in pairs], float)
    ladder = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip").fit(given, right)
    places = np.quantile(given, np.linspace(0, 1, 11))
    middles = [float((low + high) / 2) for low, high in pairwise(places)]
    points = [float(places[0]), *middles, float(places[-1])]
    return [[round(point, 4) for point in points], [round(float(v), 4) for v in ladder.predict(points)]]


def spread(sets: dict[str, list[Page]], threshold: float) -> None:
    """How far the figures lie apart when each tenth of `train` is left out: mean and standard deviation."""
    told: dict[str, list[tuple[float, float]]] = {name: [] for name in sets if name != "train"}
    tenth = np.random.RandomState(SEED).permutation(len(sets["train"])) % TENTHS
    for number in range(TENTHS):
        pages = [page for page, mine in zip(sets["train"], tenth, strict=True) if mine != number]
        table = fitted(pages, threshold, [])
        for name, found in told.items():
            found.append(figures(sets[name], judged(table, sets[name]), threshold))
    for name, found in told.items():
        (near, same), (wide, wider) = np.mean(found, axis=0), np.std(found, axis=0)
        label = f"without each tenth, {name}"
        print(f"{label:40} F1 at .3 {near:.3f} ±{wide:.3f}   at .8 {same:.3f} ±{wider:.3f}", flush=True)


def generosity(pages: Sequence[Page]) -> str:
    """How many quotations have a passage that is their very span."""
    met_by = wanted = 0
    for page in pages:
        for number, item in enumerate(page.gold.quotations):
            if not item.optional:
                wanted += 1
                met_by += bool(((page.nearest == number) & (page.overlap >= SAME)).any())
    passages_of = sum(len(page.found) for page in pages) / len(pages)
    return f"{passages_of:.0f} passages a page hold {met_by / wanted:.3f} of {wanted} quotations at {SAME}"


def by_hand(sets: dict[str, list[Page]]) -> None:
    """What the rules reach alone: their own readings by the score set by hand."""
    column = NAMES.index("hand")
    for name, pages in sets.items():
        ruled = []
        for page in pages:
            own = [is_ruled(item) for item in page.found]
            ruled.append(np.where(own, page.table[:, column], 0.0))
        tell(f"by hand, {name}", pages, ruled, 0.5)


def tell(name: str, pages: Sequence[Page], weights: Sequence[Any], threshold: float) -> None:
    near, same = figures(pages, weights, threshold)
    print(f"{name:40} F1 at .3 {near:.3f}   at .8 {same:.3f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
