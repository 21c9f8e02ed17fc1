"""What a judge of passages looks at: one row of numbers a passage, the whole page at once.

A row tells the construction, the cue and how often its word is one, the words at both boundaries, what the
boundaries cut in the parse, the marks, the source, the place on the page, and how the passage stands among
those of the same cue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import and_

import numpy as np
import numpy.typing as npt

from selon.annotate.passages import Passage
from selon.annotate.scores import score
from selon.annotate.standing import CUTS, RANKS, Rows, cuts, range_of, ranks
from selon.annotate.trees import Tree
from selon.lang.speech import ClosedClass
from selon.records import Document, Span

__all__ = ["NAMES", "Rates", "lemma_of", "rows"]

Rates = Mapping[str, float]
"""How often a word is a cue where it stands, by lemma; `""` is the rate of unknown ones."""

_FRAMES = (
    "inquit", "quoted", "that", "according", "colon", "adj", "inf", "whether", "obj", "obj?", "pred",
    "pred-clitic", "prep", "accuse", "opinion", "passive", "relative", "previous", "copula", "float",
    "before", "noun", "convinced", "any-that", "any-of", "any-to", "any-colon", "any-whether", "any-mask",
    "any-quote", "any-next", "any-object", "inquit-unknown", "uncued", "float-rest", "noun-of",
)  # fmt: skip
_FORMS = (
    "finite", "participle", "infinitive", "passive", "negated", "no-source", "masked", "embedded", "spoken",
    "alone",
)  # fmt: skip
_CLASSES: tuple[ClosedClass, ...] = (
    "complementisers", "of", "to", "openers", "interrogatives", "prepositions", "conjunct", "subjects",
)  # fmt: skip
_MARKS = (",", ".", ";", ":", "(", ")")
_TAGS = ("DET", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "NUM", "PUNCT", "ADP", "CCONJ", "SCONJ")
_KINDS = ("edge", "mask", *_MARKS, *_CLASSES, *_TAGS, "other")
_NUMBER = {name: number for number, name in enumerate(_KINDS)}
_FRAME_NUMBER = {name: number for number, name in enumerate(_FRAMES)}
_FORM_NUMBER = {name: number for number, name in enumerate(_FORMS)}
_PLACES = ("before", "first", "last", "after")
_PLAIN = (
    "hand", "rate", "level", "known", "first person", "base", "shift start", "shift end",
    "inquit beside", "spans", "tokens", "letters", "quoted", "starts in marks", "ends in marks",
    "breaks start", "breaks end", "marks outside", "finite", "verbs", "commas", "starts", "distance",
    "between finite", "between comma", "rest", "rest finite", "cue place", "cue after", "source",
    "source words", "source pronoun", "source person", "source org", "source relative", "source after",
    "place", "title", "lead", "sentence", "cues", "sentence marks", "unstopped", "words", "named", "capital",
    "cue is root", "cue in relative",
)  # fmt: skip
_TOLD = (*_PLAIN, *CUTS, *RANKS)
NAMES = (
    *_TOLD,
    *(f"frame {name}" for name in _FRAMES),
    *(f"form {name}" for name in _FORMS),
    *(f"{place} {kind}" for place in _PLACES for kind in _KINDS),
)
"""What each number of a row tells, in order."""


def lemma_of(item: Passage) -> str:
    """The word by which cues are counted: the verb, noun or preposition, or the construction without one."""
    return item.candidate.lemma or item.candidate.frame


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the text: letters, and letters in marks."""

    letters: Sequence[int]
    quoted: Sequence[int]

    def count(self, content: Sequence[Span]) -> tuple[int, int]:
        """The letters in a content, and those of them in marks."""
        letters = quoted = 0
        for start, end in content:
            letters += self.letters[end] - self.letters[start]
            quoted += self.quoted[end] - self.quoted[start]
        return letters, quoted


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is the same for all passages of one sentence."""

    kinds: Sequence[int]
    finite: Sequence[int]
    verbs: Sequence[int]
    commas: Sequence[int]
    heads: npt.NDArray[np.int64]


def rows(document: Document, found: Sequence[Passage], rates: Rates) -> Rows:
    """The rows of the passages of a page, in their order: shape (passages, len(NAMES))."""
    if not found:
        return np.zeros((0, len(NAMES)))
    sums = _sums(document, found)
    scenes: dict[int, _Scene] = {}
    for item in found:
        if item.sentence not in scenes:
            scenes[item.sentence] = _scene(item.tree)
    hand = [score(item.candidate, _share(sums, item), item.level) for item in found]
    table = np.zeros((len(found), len(NAMES)))
    width = len(document.text) or 1
    cues = _cues(found)
    plain: list[tuple[float, ...]] = []
    for number, item in enumerate(found):
        scene = scenes[item.sentence]
        told = (
            hand[number],
            *_of_cue(item, rates),
            *_of_content(item, sums, scene),
            *_of_place(item, scene, document),
            item.content[0][0] / width,
            item.tree.sentence.kind == "title",
            item.tree.sentence.kind == "lead",
            len(item.tree.tokens),
            cues[item.sentence],
            len(item.tree.sentence.quotes),
            not item.tree.among(len(item.tree.tokens) - 1, "final"),
            *_words(item, document.text),
            *_of_verb(item),
        )
        plain.append(told)
        table[number, _hot(item, scene)] = 1
    table[:, : len(_PLAIN)] = plain
    heads = {number: scene.heads for number, scene in scenes.items()}
    letters, rate = table[:, NAMES.index("letters")], table[:, NAMES.index("rate")]
    place = len(_PLAIN)
    table[:, place : place + len(CUTS)] = cuts(found, heads)
    place += len(CUTS)
    table[:, place : place + len(RANKS)] = ranks(found, hand, letters, rate)
    return table


def _share(sums: _Sums, item: Passage) -> float:
    letters, quoted = sums.count(item.content)
    return quoted / letters if letters else 0.0


def _sums(document: Document, found: Sequence[Passage]) -> _Sums:
    text = document.text
    inside = bytearray(len(text))
    for quote in dict.fromkeys(quote for item in found for quote in item.tree.sentence.quotes):
        inside[quote[0] : quote[1]] = b"\1" * (quote[1] - quote[0])
    for item in found:
        if item.candidate.frame in ("float", "float-rest") or item.level:
            start, end = item.content[0][0], item.content[-1][1]
            inside[start:end] = b"\1" * (end - start)
    letters = list(map(str.isalnum, text))
    quoted = map(and_, letters, inside)
    return _Sums(list(accumulate(letters, initial=0)), list(accumulate(quoted, initial=0)))


def _cues(found: Sequence[Passage]) -> dict[int, int]:
    told: dict[int, set[Span | None]] = {}
    for item in found:
        told.setdefault(item.sentence, set()).add(item.cue)
    return {number: len(cues) for number, cues in told.items()}


def _scene(tree: Tree) -> _Scene:
    tokens = tree.tokens
    finite = [tree.is_finite(i) for i in range(len(tokens))]
    return _Scene(
        [_kind(tree, i) for i in range(len(tokens))],
        list(accumulate(finite, initial=0)),
        list(accumulate((t.pos in ("VERB", "AUX") for t in tokens), initial=0)),
        list(accumulate((t.text == "," for t in tokens), initial=0)),
        np.array([token.head for token in tokens]),
    )


def _kind(tree: Tree, number: int) -> int:
    token, low = tree.tokens[number], tree.lows[number]
    if token.masked:
        return _NUMBER["mask"]
    if low in _MARKS:
        return _NUMBER[low]
    for name in _CLASSES:
        if low in tree.grammar[name]:
            return _NUMBER[name]
    return _NUMBER.get(token.pos, _NUMBER["other"])


def _of_cue(item: Passage, rates: Rates) -> tuple[float, ...]:
    candidate = item.candidate
    lemma = lemma_of(item)
    return (
        rates.get(lemma, rates[""]),
        item.level,
        lemma in rates,
        candidate.first_person,
        candidate.base,
        candidate.shift[0],
        candidate.shift[1],
        bool(candidate.cue and candidate.content and candidate.content[0][0] < candidate.cue[0]),
    )


def _of_content(item: Passage, sums: _Sums, scene: _Scene) -> tuple[float, ...]:
    letters, quoted = sums.count(item.content)
    start, end = item.content[0][0], item.content[-1][1]
    quotes = item.tree.sentence.quotes
    first, last = range_of(item)
    verbs = scene.verbs[last + 1] - scene.verbs[first]
    whole = sums.count([item.tree.sentence.span])[1]
    return (
        len(item.content),
        last - first + 1,
        letters,
        quoted / letters if letters else 0.0,
        any(left == start for left, _ in quotes),
        any(right == end for _, right in quotes),
        any(left < start < right for left, right in quotes),
        any(left < end < right for left, right in quotes),
        max(0, whole - quoted),
        scene.finite[last + 1] - scene.finite[first],
        verbs,
        scene.commas[last + 1] - scene.commas[first],
        first,
    )


def _words(item: Passage, text: str) -> tuple[float, float]:
    """For what no cue takes: its words, and the share of those after the first that have a capital."""
    if item.cue is not None:
        return 0, 0
    words = text[item.content[0][0] : item.content[-1][1]].split()
    return len(words), sum(word[:1].isupper() for word in words[1:]) / max(1, len(words) - 1)


def _of_place(item: Passage, scene: _Scene, document: Document) -> tuple[float, ...]:
    """Places for what the parse tells (filled in later), then distances, and what the source is."""
    candidate, tree = item.candidate, item.tree
    first, last = range_of(item)
    cue = candidate.cue or (first, first)
    between = (cue[1] + 1, max(first, cue[1] + 1)) if first > cue[1] else (last + 1, max(cue[0], last + 1))
    end = len(tree.tokens)
    return (
        first - cue[1] if first > cue[1] else cue[0] - last,
        scene.finite[between[1]] - scene.finite[between[0]],
        scene.commas[between[1]] - scene.commas[between[0]],
        end - 1 - last,
        scene.finite[end] - scene.finite[last + 1],
        cue[0],
        cue[0] > last,
        *_of_source(item),
    )  # fmt: skip


def _of_source(item: Passage) -> tuple[float, ...]:
    source, tree = item.candidate.source, item.tree
    if source is None:
        return (0,) * 7
    tokens = tree.tokens[source[0] : source[1] + 1]
    entities = {token.entity for token in tokens}
    alone = len(tokens) == 1
    return (
        1,
        len(tokens),
        alone and tokens[0].pos == "PRON",
        "PER" in entities,
        "ORG" in entities or "LOC" in entities,
        alone and tree.among(source[0], "openers"),
        item.candidate.cue is not None and source[0] > item.candidate.cue[0],
    )


def _of_verb(item: Passage) -> tuple[float, ...]:
    first, _ = range_of(item)
    tree, verb = item.tree, item.candidate.verb
    capital = tree.is_capital(first)
    if verb is None:
        return capital, 0, 0
    token = tree.tokens[verb]
    return capital, token.head == verb, token.dep.startswith("acl")


def _hot(item: Passage, scene: _Scene) -> list[int]:
    """The columns that are 1: the construction, the forms, and the kind of token at each boundary."""
    candidate, place = item.candidate, len(_TOLD) + len(_FRAMES)
    columns = [len(_TOLD) + _FRAME_NUMBER[candidate.frame]]
    columns += [place + _FORM_NUMBER[name] for name in candidate.features if name in _FORM_NUMBER]
    place += len(_FORMS)
    first, last = range_of(item)
    for number in (first - 1, first, last, last + 1):
        columns.append(place + (scene.kinds[number] if 0 <= number < len(scene.kinds) else 0))
        place += len(_KINDS)
    return columns
