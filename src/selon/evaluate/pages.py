"""How well pages are read: main text by shingles, segments wanted or not, the body of raw crawls."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from selon.evaluate.scores import Score

__all__ = ["body_score", "day_accuracy", "main_text_score", "segment_score", "shingles", "title_accuracy"]

_WORD = re.compile(r"\w+")
_SLOGAN = re.compile(r"|\s*[|:·•–—-]\s.+")


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `size` words of `text` with their counts; one shorter run when it has fewer words."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


def main_text_score(pairs: Iterable[tuple[str, str]]) -> Score:
    """4-gram precision and recall over (gold, found) texts, each the mean over the pages.

    As in ScrapingHub's article extraction benchmark (2020): shingles are compared as multisets.
    """
    precisions, recalls = [], []
    for gold, found in pairs:
        precision, recall = _overlap(shingles(gold), shingles(found))
        precisions.append(precision)
        recalls.append(recall)
    return Score(_mean(precisions), _mean(recalls))


def _overlap(gold: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float, float]:
    shared = (gold & found).total()
    precision = shared / found.total() if found else float(not gold)
    recall = shared / gold.total() if gold else 1.0
    return precision, recall


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def segment_score(pages: Iterable[tuple[Sequence[str], Sequence[str], str]]) -> Score:
    """Over (wanted, unwanted, found) pages: which segments stand in the text that was found.

    As in trafilatura's evaluation: a wanted segment found is right, an unwanted one found is wrong, a
    wanted one missing is missed; segments of all pages count together. White space of any kind is a space.
    """
    right = wrong = missed = 0
    for wanted, unwanted, found in pages:
        text = _spaced(found)
        there = sum(_spaced(segment) in text for segment in wanted)
        right += there
        missed += len(wanted) - there
        wrong += sum(_spaced(segment) in text for segment in unwanted)
    return Score(right / max(1, right + wrong), right / max(1, right + missed))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def body_score(pages: Iterable[tuple[str, str]]) -> Score:
    """Over (gold, found) pages of raw text: the shingles of all pages counted together.

    Unlike `main_text_score` a long page weighs more than a short one: what is asked is how much of all that
    was taken for an article is one.
    """
    shared = found_total = gold_total = 0
    for gold, found in pages:
        in_gold, in_found = shingles(gold), shingles(found)
        shared += (in_gold & in_found).total()
        found_total += in_found.total()
        gold_total += in_gold.total()
    return Score(shared / max(1, found_total), shared / max(1, gold_total))


def day_accuracy(pairs: Iterable[tuple[str, str | None]]) -> float:
    """Over (gold, found) EDTF values, null where nothing was found: the share that agree on the day."""
    return _mean([float(found is not None and found[:10] == gold[:10]) for gold, found in pairs])


def title_accuracy(pairs: Iterable[tuple[str, str | None]]) -> float:
    """Over (gold, found) headlines: the share that agree but for white space and entities.

    Gold taken from a `title` element has the name of the site or its slogan behind the headline, after a
    separator; a headline without it is right.
    """
    return _mean([float(_is_title(_headline(gold), _headline(found or ""))) for gold, found in pairs])


def _headline(text: str) -> str:
    return _spaced(html.unescape(text))


def _is_title(gold: str, found: str) -> bool:
    return bool(found) and gold.startswith(found) and _SLOGAN.fullmatch(gold[len(found) :]) is not None
