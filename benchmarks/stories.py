"""How well pages are put into stories: figures on the gold in benchmarks/gold/stories, beside baselines.

    python benchmarks/stories.py

All pages of ../shared/corpus/orange/pages.tar.xz come in by their date, as they would in a dossier, without
annotation; figures are those of the pages in the gold. B-cubed and pairwise F1 are told of episodes (the
headline) and of storylines, for the half that thresholds were chosen on (`dev`) and the other (`check`).

AUC: how often two pages of one episode score higher than two twins. Twins are, for each page, the five pages
of other episodes that a TF-IDF over the whole corpus finds nearest; `same matter` are pages of one storyline
in different episodes. The baselines: every page alone; pages of one day together; a TF-IDF frozen before
(scikit-learn, on the first half of the pages by date), single linkage above the threshold best on `dev`.
"""

import csv
import functools
import itertools
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from selon.evaluate import auc, compare_groups
from selon.lang import load_pack
from selon.link.compared import likeness, nearness
from selon.link.stories import link_story
from selon.link.terms import page_terms
from selon.link.traces import Traces
from selon.link.work import Work
from selon.records import Copy, Document, Found, Placement, Trace

GOLD = Path(__file__).with_name("gold") / "stories" / "stories.csv"
LEVELS = ("episode", "storyline")
HALVES = ("dev", "check")
TWINS = 5
Pair = tuple[str, str]


class Nothing:
    """The state of an empty dossier, as far as stories look at it."""

    def next_number(self, kind: str) -> int:
        del kind
        return 1

    def term_counts(self, terms: Collection[int]) -> Mapping[int, int]:
        del terms
        return {}

    def found_under(self, keys: Collection[int]) -> Mapping[int, Found]:
        del keys
        return {}

    def traces(self, numbers: Collection[int]) -> Sequence[Trace]:
        del numbers
        return ()

    def placements(self, documents: Collection[str]) -> Sequence[Placement]:
        del documents
        return ()

    def copies_in(self, document: str) -> Sequence[Copy]:
        del document
        return ()


@functools.cache
def gold() -> dict[str, dict[str, str]]:
    """The rows of the gold by page."""
    with GOLD.open(encoding="utf-8", newline="") as rows:
        return {row["page"]: row for row in csv.DictReader(rows)}


def by_date(found: Mapping[str, Document | None]) -> dict[str, Document]:
    """The pages that can be read, in order of date."""
    read = {name: page for name, page in found.items() if page is not None}
    order = sorted(read, key=lambda name: (read[name].published.edtf or "", int(name.partition(".")[0])))
    return {name: read[name] for name in order}


def told(pages: Mapping[str, Document]) -> tuple[dict[str, Placement], dict[str, Trace]]:
    """Where the fold puts these pages, one after the other, and what it knows them by."""
    state: Any = Nothing()
    traces, work, pack = Traces(state), Work(state), load_pack("fr")
    placed = {name: link_story(traces, work, page, pack) for name, page in pages.items()}
    return placed, dict(zip(pages, traces.added, strict=True))


def of_half(half: str) -> list[str]:
    return [name for name, row in gold().items() if row["half"] == half]


def labels(names: Sequence[str], level: str) -> dict[str, str]:
    return {name: gold()[name][level] for name in names}


def likenesses(pages: Mapping[str, Document], *, frozen: bool) -> tuple[dict[str, int], Any]:
    """The number of each page and the cosines of all, by the terms of the engine and scikit-learn's TF-IDF.

    Document frequencies are those of all pages or, when `frozen`, of the first half of them.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    plurals = load_pack("fr").variants.plurals
    texts = [page_terms(page, plurals).counts for page in pages.values()]
    vectorizer = TfidfVectorizer(analyzer=lambda counts: [t for t, n in counts.items() for _ in range(n)])
    vectorizer.fit(texts[: len(texts) // 2] if frozen else texts)
    rows = vectorizer.transform(texts)
    return {name: at for at, name in enumerate(pages)}, (rows @ rows.T).toarray()


def linked(numbers: Mapping[str, int], cosines: Any, threshold: float) -> dict[str, int]:
    """Single linkage: pages of the gold whose cosine is above the threshold are together."""
    group = list(range(len(numbers)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    inside = [at for name, at in numbers.items() if name in gold()]
    for one, two in itertools.combinations(inside, 2):
        if cosines[one, two] >= threshold:
            group[root(one)] = root(two)
    return {name: root(at) for name, at in numbers.items() if name in gold()}


def baselines(pages: Mapping[str, Document], level: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "singletons", {}
    yield "date only", {name: (page.published.edtf or name)[:10] for name, page in pages.items()}
    wanted, (numbers, cosines) = labels(of_half("dev"), level), likenesses(pages, frozen=True)
    found = [linked(numbers, cosines, threshold / 100) for threshold in range(10, 80, 2)]
    yield "frozen TF-IDF", max(found, key=lambda groups: compare_groups(wanted, groups).b3)


def pairs_of(pages: Mapping[str, Document], half: str) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Pairs of one episode, twins, and pairs of one storyline in different episodes."""
    at, cosines = likenesses(pages, frozen=False)
    mine = [name for name in of_half(half) if name in at]
    same, matter, twins = [], [], dict[Pair, None]()
    for one, two in itertools.combinations(mine, 2):
        if gold()[one]["episode"] == gold()[two]["episode"]:
            same.append((one, two))
        elif gold()[one]["storyline"] == gold()[two]["storyline"]:
            matter.append((one, two))
    for one in mine:
        others = [two for two in mine if gold()[one]["episode"] != gold()[two]["episode"]]
        for two in sorted(others, key=lambda name: -cosines[at[one], at[name]])[:TWINS]:
            twins[min(one, two), max(one, two)] = None
    return same, list(twins), matter


def score_of(traces: Mapping[str, Trace]) -> Callable[[Pair], float]:
    def score(pair: Pair) -> float:
        one, two = traces[pair[0]], traces[pair[1]]
        near = nearness(one, two)
        return likeness(one, two) * (1.0 if near is None else near)

    return score


def figures(half: str, found: Mapping[str, Document | None]) -> dict[str, float]:
    """The figures of a half, for `evaluate.py`; `found` are the pages of the portal as they are read."""
    pages = by_date(found)
    placed, traces = told(pages)
    names = of_half(half)
    shown: dict[str, float] = {}
    for level in LEVELS:
        groups = {n: p.chapter if level == "episode" else p.story for n, p in placed.items()}
        scores = compare_groups(labels(names, level), groups)
        shown |= {f"{level} b3": scores.b3, f"{level} pairs": scores.pairs}
    score = score_of(traces)
    same, twins, _ = pairs_of(pages, half)
    shown["twins auc"] = auc([score(p) for p in same], [score(p) for p in twins]) or 0.0
    return shown


def main() -> int:
    from evaluate import documents, portal

    pages = by_date(documents(portal()[1]))
    placed, traces = told(pages)
    print(f"{'':16}{'level':11}{'half':7}{'B3 P':>7}{'R':>7}{'F1':>7}{'pair P':>8}{'R':>7}{'F1':>7}")
    for level in LEVELS:
        ours = {n: p.chapter if level == "episode" else p.story for n, p in placed.items()}
        for name, groups in (("selon", ours), *baselines(pages, level)):
            for half in HALVES:
                s = compare_groups(labels(of_half(half), level), groups)
                cells = (s.b3_precision, s.b3_recall, s.b3, s.pair_precision, s.pair_recall, s.pairs)
                print(f"{name:16}{level:11}{half:7}" + " ".join(f"{value:7.3f}" for value in cells))
    score = score_of(traces)
    at, cosines = likenesses(pages, frozen=True)
    print(f"\n{'AUC':16}{'half':7}{'twins':>8}{'same matter':>13}")
    for name, scored in (("selon", score), ("frozen TF-IDF", lambda p: cosines[at[p[0]], at[p[1]]])):
        for half in HALVES:
            same, twins, matter = ([scored(pair) for pair in found] for found in pairs_of(pages, half))
            print(f"{name:16}{half:7}{auc(same, twins):8.3f}{auc(same, matter):13.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
