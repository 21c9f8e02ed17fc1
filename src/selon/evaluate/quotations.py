"""Quotations against gold: content by overlap of letters, then source, cue, speaker and act of the pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from selon.evaluate.gold import FoundPage, FoundQuotation, GoldPage, GoldQuotation
from selon.evaluate.names import gold_speakers, same_speaker
from selon.evaluate.scores import Disagreement, Score, score, share, touch
from selon.records import Span

__all__ = ["ModeRecall", "QuotationScores", "compare_quotations", "pair_quotations"]

_NEAR, _SAME = 0.3, 0.8


@dataclass(slots=True)
class ModeRecall:
    """How many gold quotations of one mode there are, and how many were met at .3 and at .8."""

    gold: int = 0
    near: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class QuotationScores:
    """The metrics of quotations.

    `near` and `same` are F1 at a Jaccard index of .3 and .8 over letters and digits; `speaker` counts a pair
    only when the speaker is right as well. Accuracies, `addressee` (the names told, of those in gold) and
    `denials` (found with their act, of all in gold) are over the pairs at .3. Optional gold neither counts
    nor does what meets it.
    """

    near: Score
    same: Score
    speaker: Score
    cue_accuracy: float | None
    source_accuracy: float | None
    act_accuracy: float | None
    addressee: Score
    denials: tuple[int, int]
    by_mode: Mapping[str, ModeRecall]
    gold: int
    found: int
    disagreements: tuple[Disagreement, ...]


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    found: int = 0
    near: int = 0
    same: int = 0
    cue: int = 0
    cues: int = 0
    source: int = 0
    sources: int = 0
    speaker: int = 0
    act: int = 0
    addressed: int = 0
    told: int = 0
    addressee: int = 0
    denials: int = 0
    denied: int = 0
    by_mode: dict[str, ModeRecall] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pair:
    overlap: float
    gold: int
    found: int


def compare_quotations(
    gold: Sequence[GoldPage], found: Mapping[str, FoundPage], texts: Mapping[str, str]
) -> QuotationScores:
    """The scores of the predicted pages `found` over the pages of `gold`; `texts` has each page's text."""
    counts = _Counts()
    for page in gold:
        _count_page(counts, page, found.get(page.doc, FoundPage()).quotations, texts[page.doc])
    return QuotationScores(
        near=score(counts.near, counts.found, counts.gold),
        same=score(counts.same, counts.found, counts.gold),
        speaker=score(counts.speaker, counts.found, counts.gold),
        cue_accuracy=share(counts.cue, counts.cues),
        source_accuracy=share(counts.source, counts.sources),
        act_accuracy=share(counts.act, counts.near),
        addressee=score(counts.addressee, counts.told, counts.addressed),
        denials=(counts.denied, counts.denials),
        by_mode=dict(sorted(counts.by_mode.items())),
        gold=counts.gold,
        found=counts.found,
        disagreements=tuple(counts.disagreements),
    )


def rights(page: GoldPage, found: Sequence[FoundQuotation], text: str) -> list[bool | None]:
    """For each predicted quotation whether it meets gold at .3; null when what it meets is optional."""
    told: list[bool | None] = [False] * len(found)
    for pair in _pairs(page.quotations, found, text):
        told[pair.found] = None if page.quotations[pair.gold].optional else True
    return told


def _count_page(counts: _Counts, page: GoldPage, found: Sequence[FoundQuotation], text: str) -> None:
    pairs = _pairs(page.quotations, found, text)
    optional = {number for number, item in enumerate(page.quotations) if item.optional}
    counts.gold += len(page.quotations) - len(optional)
    counts.found += len(found) - sum(pair.gold in optional for pair in pairs)
    for item in page.quotations:
        if not item.optional:
            counts.by_mode.setdefault(item.mode, ModeRecall()).gold += 1
            counts.denials += item.act == "deny"
    names = [name for item in page.quotations if item.speaker for name in gold_speakers(item.speaker)]
    for pair in pairs:
        if pair.gold in optional:
            continue
        wanted, given = page.quotations[pair.gold], found[pair.found]
        _count_pair(counts, wanted, given, pair.overlap)
        if _speaker_is_right(wanted, given, names):
            counts.speaker += 1
        else:
            exact = _exact(wanted.content, text)
            counts.disagreements.append(
                Disagreement("speaker", page.doc, exact, wanted.speaker, _told_names(given))
            )
    counts.disagreements += _unpaired(page, pairs, found, text)


def _pairs(gold: Sequence[GoldQuotation], found: Sequence[FoundQuotation], text: str) -> list[_Pair]:
    """One to one, best overlap first; ties go to the same cue, the same source, then to what stands first."""
    wanted = [_letters(item.content, text) for item in gold]
    given = [_letters(item.content, text) for item in found]
    ranked = []
    for i, j in product(range(len(gold)), range(len(found))):
        common = len(wanted[i] & given[j])
        if common:
            overlap = common / len(wanted[i] | given[j])
            same_cue, same_source = touch(gold[i].cue, found[j].cue), touch(gold[i].source, found[j].source)
            ranked.append((-overlap, not same_cue, not same_source, i, j))
    pairs: list[_Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for negative, _, _, i, j in sorted(ranked):
        if i not in left and j not in right and -negative >= _NEAR:
            left.add(i)
            right.add(j)
            pairs.append(_Pair(-negative, i, j))
    return pairs


def pair_quotations(
    gold: Sequence[GoldQuotation], found: Sequence[FoundQuotation], text: str
) -> list[tuple[int, int]]:
    """The numbers of the quotations that meet, those of gold first."""
    return [(pair.gold, pair.found) for pair in _pairs(gold, found, text)]


def _letters(spans: Sequence[Span], text: str) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def _count_pair(counts: _Counts, gold: GoldQuotation, found: FoundQuotation, overlap: float) -> None:
    same = overlap >= _SAME
    mode = counts.by_mode[gold.mode]
    counts.near += 1
    mode.near += 1
    counts.same += same
    mode.same += same
    counts.act += gold.act == found.act
    counts.denied += gold.act == found.act == "deny"
    counts.cues += gold.cue is not None
    counts.cue += touch(gold.cue, found.cue)
    counts.addressed += gold.addressee is not None
    counts.told += found.addressee is not None
    counts.addressee += _same_addressee(gold.addressee, found.addressee)
    counts.sources += gold.source is not None
    counts.source += touch(gold.source, found.source)


def _speaker_is_right(gold: GoldQuotation, found: FoundQuotation, names: Sequence[str]) -> bool:
    return same_speaker(gold.speaker, found.speakers, names) if gold.speaker else not found.speakers


def _same_addressee(gold: str | None, found: str | None) -> bool:
    return gold is not None and found is not None and same_speaker(gold, [[found]])


def _told_names(found: FoundQuotation) -> str | None:
    return " + ".join(" = ".join(speaker) for speaker in found.speakers) or None


def _unpaired(
    page: GoldPage, pairs: Sequence[_Pair], found: Sequence[FoundQuotation], text: str
) -> list[Disagreement]:
    left, right = {pair.gold for pair in pairs}, {pair.found for pair in pairs}
    missed = [
        Disagreement("missed", page.doc, _exact(item.content, text), gold=item.mode)
        for number, item in enumerate(page.quotations)
        if number not in left and not item.optional
    ]
    extra = [
        Disagreement("extra", page.doc, _exact(item.content, text))
        for number, item in enumerate(found)
        if number not in right
    ]
    return missed + extra


def _exact(spans: Sequence[Span], text: str) -> str:
    return " … ".join(text[start:end] for start, end in spans)
