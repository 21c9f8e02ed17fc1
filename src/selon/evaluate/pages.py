"""How well pages are read: main text by shingles, segments wanted or not, the body of raw crawls."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.evaluate.scores import Score
from selon.records import Document, InvalidRecord

__all__ = [
    "FoundArticle",
    "GoldArticle",
    "body_score",
    "day_accuracy",
    "found_article",
    "main_text_score",
    "page_numbers",
    "read_page_gold",
    "segment_score",
    "shingles",
    "title_accuracy",
]

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


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What is known of one page: each field null or empty where it is not known, and then not measured.

    `published` is an EDTF value, `text` the whole article; `wanted` and `unwanted` are pieces of text that
    stand in the article (headline included) and outside of it.
    """

    doc: str
    title: str | None = None
    published: str | None = None
    text: str | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """What was read of one page; `text` is the article, `readable` the headline and the article."""

    title: str | None = None
    published: str | None = None
    text: str = ""
    readable: str = ""


def read_page_gold(lines: Iterable[str]) -> list[GoldArticle]:
    """The gold of pages: an object a line, with the fields of GoldArticle; raises InvalidRecord."""
    pages = []
    for line in lines:
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            wanted, unwanted = tuple(row.get("wanted", ())), tuple(row.get("unwanted", ()))
            page = GoldArticle(
                row["doc"], row.get("title"), row.get("published"), row.get("text"), wanted, unwanted
            )
            pages.append(page)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidRecord(f"this is no gold of a page: {line[:80]!r}") from error
    return pages


def found_article(document: Document | None) -> FoundArticle:
    """What a document tells; nothing where the page was turned away."""
    if document is None:
        return FoundArticle()

    def lines(*kinds: str) -> str:
        blocks = (block for block in document.blocks if block.kind in kinds)
        return "\n".join(document.text[block.start : block.end] for block in blocks)

    article = ("lead", "body", "quote")
    return FoundArticle(document.title, document.published.edtf, lines(*article), lines("title", *article))


def page_numbers(gold: Sequence[GoldArticle], found: Mapping[str, FoundArticle]) -> dict[str, float]:
    """The figures of pages by name, each over those pages of gold that know of it, none where none does.

    A page that is not in `found` counts as one of which nothing was read.
    """
    pairs = [(page, found.get(page.doc, FoundArticle())) for page in gold]
    texts = [(page.text, told.text) for page, told in pairs if page.text is not None]
    days = [(page.published, told.published) for page, told in pairs if page.published is not None]
    titles = [(page.title, told.title) for page, told in pairs if page.title is not None]
    pieces = [(page.wanted, page.unwanted, told.readable) for page, told in pairs if page.wanted]
    numbers: dict[str, float] = {}
    if texts:
        body = body_score(texts)
        numbers |= {
            "main text": main_text_score(texts).f1,
            "body precision": body.precision,
            "body recall": body.recall,
        }
    if pieces:
        segments = segment_score(pieces)
        numbers |= {
            "segments": segments.f1,
            "segments precision": segments.precision,
            "segments recall": segments.recall,
        }
    if days:
        numbers["date"] = day_accuracy(days)
    if titles:
        numbers["title"] = title_accuracy(titles)
    return numbers
