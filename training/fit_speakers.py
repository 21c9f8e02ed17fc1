"""Fits the weights by which a speaker is chosen among the parties of a page; writes them to the pack.

    python training/fit_speakers.py [--check]

A choice among the parties of one page is fitted as the logistic regression of pairs, one right and one
wrong party of the same quotation, without an intercept (Herbrich et al. 2000). The last speakers are
features; they are those that the fit before gave the page from the other folds, as they will be when the
weights are used. `--check` writes nothing: it prints the share of right speakers on pages left out.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from selon.annotate import load_parser
from selon.annotate.discourse import Choice, Discourse, Rival, open_questions, read_discourse
from selon.annotate.names import find_mentions
from selon.annotate.parsing import parse
from selon.annotate.ranking import GROUPS
from selon.annotate.reading import Found, read_quotations
from selon.annotate.speakers import add_sources
from selon.annotate.stage import Asked
from selon.annotate.traits import FEATURES
from selon.annotate.voices import quotations_around
from selon.evaluate import gold_speakers, read_gold, same_speaker
from selon.evaluate.gold import FoundQuotation, GoldPage, GoldQuotation
from selon.evaluate.quotations import pair_quotations
from selon.extract import extract
from selon.lang import LanguagePack, load_pack
from selon.records import Document, Entity, Mention, RawPage

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "quotations" / "train"
TARGET = ROOT / "src" / "selon" / "lang" / "fr" / "speakers.json"
FOLDS, ROUNDS = 6, 2
STRENGTH = 0.005  # the inverse of the penalty: weaker ones are less steady, and no better on pages left out
NAMES = ("personal", "described", "floating", "other")


Question = tuple[Asked, Sequence[Rival], Sequence[bool]]


class Page:
    """A page of gold read as far as its quotations, with the gold speaker of each that was met."""

    def __init__(self, gold: GoldPage, pack: LanguagePack, parser: Any) -> None:
        document = extract(RawPage(gold.doc, (GOLD / gold.doc).read_bytes()), pack)
        assert isinstance(document, Document)
        self.document, self.pack = document, pack
        self.sentences = parse(document, pack, parser)
        self.kept: Sequence[Found] = read_quotations(document, self.sentences, pack)
        mentions, entities = find_mentions(document, self.sentences, pack)
        sources = [item.source for item in self.kept if item.source is not None]
        added = add_sources(document, sources, mentions, entities, pack)
        self.mentions: Sequence[Mention] = added[0]
        self.entities: Sequence[Entity] = added[1]
        self.names = {entity.id: (entity.name, *entity.aliases) for entity in self.entities}
        self.others = [
            name for item in gold.quotations if item.speaker for name in gold_speakers(item.speaker)
        ]
        self.gold = self._met(gold.quotations)

    def _met(self, gold: Sequence[GoldQuotation]) -> dict[int, str]:
        found = [FoundQuotation(item.content, item.cue, item.source, (), None) for item in self.kept]
        pairs = pair_quotations(gold, found, self.document.text)
        return {j: gold[i].speaker or "" for i, j in pairs if not gold[i].optional}

    def right(self, number: int, voice: Sequence[str]) -> bool:
        """Whether these are the speakers of the quotation."""
        name = self.gold.get(number)
        return bool(name) and same_speaker(name or "", [self.names[one] for one in voice], self.others)

    def discourse(self) -> Discourse:
        """The page before anything but names is decided."""
        return read_discourse(
            self.document,
            self.sentences,
            self.kept,
            quotations_around(self.kept),
            self.mentions,
            self.entities,
            self.pack,
        )


class Weights:
    """Weights that all groups share, and what each group adds to them."""

    def __init__(self, questions: Sequence[Question]) -> None:
        rows = np.concatenate([[row for _, row in parties] for _, parties, _ in questions])
        self.scale = rows.std(axis=0) + 1e-6
        pairs, weights = [], []
        for asked, parties, right in questions:
            table = self._wide(asked, [row for _, row in parties])
            good = [i for i, is_right in enumerate(right) if is_right]
            bad = [i for i, is_right in enumerate(right) if not is_right]
            for i in good:
                for j in bad:
                    pairs.append(table[i] - table[j])
                    weights.append(10 / len(good) / len(bad))
        signs = np.where(np.arange(len(pairs)) % 2, 1, -1)
        fit = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000)
        fit.fit(np.array(pairs) * signs[:, None], signs > 0, sample_weight=weights)
        self.weights = fit.coef_[0]

    def _wide(self, asked: Asked, rows: Sequence[Sequence[float]]) -> Any:
        size = len(FEATURES)
        wide = np.zeros((len(rows), size * len(NAMES)))
        wide[:, :size] = np.asarray(rows) / self.scale
        group = GROUPS.get(asked.form)
        if group is not None:
            start = size * (1 + NAMES.index(group))
            wide[:, start : start + size] = wide[:, :size]
        return wide

    def choose(self, _: int, asked: Asked, parties: Sequence[Rival]) -> tuple[str, ...]:
        """The party with the highest sum."""
        sums = self._wide(asked, [row for _, row in parties]) @ self.weights
        return parties[int(np.argmax(sums))][0]

    def table(self) -> dict[str, list[float]]:
        """The weights of each group as the language pack keeps them."""
        shared, *own = self.weights.reshape(len(NAMES), len(FEATURES)) / self.scale
        rows = {name: shared + extra for name, extra in zip(NAMES, own, strict=False)}
        rows["other"] = shared
        return {name: [round(float(value), 5) for value in row] for name, row in rows.items()}


def questions(pages: Sequence[Page], choice: Callable[[Page], Choice]) -> list[Question]:
    """The questions with a right and a wrong answer, with the history that `choice` makes."""
    found: list[Question] = []
    for page in pages:
        for number, asked, parties in open_questions(page.discourse(), choice(page)):
            right = [page.right(number, voice) for voice, _ in parties]
            if any(right) and not all(right):
                found.append((asked, parties, right))
    return found


def by_gold(page: Page) -> Choice:
    """The choice that gold makes, the reading's own where gold has none of the parties."""

    def choose(number: int, asked: Asked, parties: Sequence[Rival]) -> tuple[str, ...]:
        own = (asked.own,) if asked.own else parties[0][0]
        return next((voice for voice, _ in parties if page.right(number, voice)), own)

    return choose


def cross_fitted(pages: Sequence[Page]) -> Callable[[Page], Choice]:
    """The choices of weights that were fitted without the page they decide."""
    choice: Callable[[Page], Choice] = by_gold
    fold = {id(page): number % FOLDS for number, page in enumerate(pages)}
    for _ in range(ROUNDS):
        fits = [
            Weights(questions([page for page in pages if fold[id(page)] != number], choice))
            for number in range(FOLDS)
        ]

        def choose(page: Page, fits: Sequence[Weights] = fits) -> Choice:
            return fits[fold[id(page)]].choose

        choice = choose
    return choice


def accuracy(pages: Sequence[Page], choice: Callable[[Page], Choice]) -> str:
    """Right speakers of all that were met, by the form of the source."""
    right, met = Counter[str](), Counter[str]()
    for page in pages:
        discourse = page.discourse()
        forms = {number: asked.form for number, asked, _ in open_questions(discourse, choice(page))}
        for number in page.gold:
            form = forms.get(number, "name")
            met[form] += 1
            right[form] += page.right(number, discourse.voices.get(number, ()))
    rows = [f"{form} {right[form]}/{met[form]}" for form in sorted(met)]
    return f"{sum(right.values()) / sum(met.values()):.3f} of {sum(met.values())}: " + ", ".join(rows)


def main() -> None:
    """Fits, tells how it does on pages left out, and writes."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--check", action="store_true", help="write nothing")
    only_check = arguments.parse_args().check
    pack = load_pack("fr")
    parser = load_parser(pack)
    gold = read_gold((GOLD / "gold.jsonl").read_text("utf8").splitlines())
    pages = [Page(page, pack, parser) for page in gold]
    choice = cross_fitted(pages)
    sys.stdout.write(f"pages left out: {accuracy(pages, choice)}\n")
    if not only_check:
        weights = Weights(questions(pages, choice)).table()
        told = {"features": list(FEATURES), "weights": weights}
        TARGET.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
