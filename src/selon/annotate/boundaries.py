"""Where what is reported may begin and end in a sentence: every place that a reader could argue for."""

from collections.abc import Iterator
from dataclasses import dataclass

from selon.annotate.cues import Cue
from selon.annotate.scenes import Scene, final
from selon.lang.speech import ClosedClass

__all__ = ["Ends", "ends_after", "right_starts", "starts_before", "stops"]

_REACH = 24  # tokens after a cue within which what is said must begin
_MOST_STARTS = 5
_NEAREST, _FARTHEST = 7, 2  # of the ends after a start, how many from its side and from that of the stop

_OPENERS: tuple[tuple[ClosedClass, str], ...] = (("complementisers", "that"), ("of", "of"), ("to", "to"))

Ends = tuple[int, ...]
"""Numbers of tokens, in order."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Tokens at which words in marks that stay in their clause begin, and at which they end."""

    first: frozenset[int]
    last: frozenset[int]


def stops(scene: Scene) -> Ends:
    """The last tokens of what may be a content, in order: before marks, conjunctions and other clauses."""
    tree, end = scene.tree, final(scene)
    quoted = _quoted(scene)
    found: dict[int, None] = {}
    for number in range(1, end + 1):
        if (
            tree.among(number, "boundaries")
            or tree.tokens[number].masked
            or number in scene.starts
            or number in quoted.first
            or number - 1 in quoted.last
            or tree.tokens[number - 1].masked
        ):
            found[_trimmed(scene, number - 1)] = None
    found[_trimmed(scene, end)] = None
    return tuple(sorted(place for place in found if place >= 0))


def _trimmed(scene: Scene, last: int) -> int:
    while last >= 0 and scene.tree.among(last, "loose_ends"):
        last -= 1
    return last


def _quoted(scene: Scene) -> _Quoted:
    first: set[int] = set()
    last: set[int] = set()
    tokens = scene.tree.tokens
    for left, right in scene.tree.sentence.quotes:
        inside = [i for i, token in enumerate(tokens) if left <= token.start and token.end <= right]
        if inside:
            first.add(inside[0])
            last.add(inside[-1])
    return _Quoted(frozenset(first), frozenset(last))


def ends_after(places: Ends, start: int, kept: int) -> Ends:
    """The ends of a content that begins at `start`: the nearest, the farthest, and the one `kept`."""
    after = [place for place in places if place >= start]
    chosen = {*after[:_NEAREST], *after[-_FARTHEST:]}
    if kept >= start:
        chosen.add(kept)
    return tuple(sorted(chosen))


def starts_before(scene: Scene, last: int, kept: int) -> Ends:
    """The first tokens of a content that ends at `last`: the sentence's, and those after marks and joints."""
    tree, quoted = scene.tree, _quoted(scene)
    found = {kept}
    for number in range(last, 0, -1):
        joint = tree.among(number - 1, "joints") or number in quoted.first or tree.tokens[number].masked
        if joint and not tree.among(number, "joints"):
            found.add(number)
            if len(found) > _MOST_STARTS:
                break
    start = 0
    while start < last and tree.among(start, "joints"):
        start += 1
    found.add(start)
    return tuple(sorted(place for place in found if 0 <= place <= last))


def right_starts(scene: Scene, cue: Cue) -> Iterator[tuple[int, str]]:
    """Where what a verb governs may begin after it, each with the kind of place."""
    tree, quoted, end = scene.tree, _quoted(scene), final(scene)
    told: set[int] = set()
    for number in range(cue.last + 1, min(cue.last + _REACH, end + 1)):
        kind = _kind(scene, cue, number, quoted)
        if tree.low(number) == ";" or len(told) >= _MOST_STARTS:
            return
        if not kind:
            continue
        start = number + (kind in ("that", "of", "to", "colon"))
        if start <= end and start not in told:
            told.add(start)
            yield start, kind


def _kind(scene: Scene, cue: Cue, number: int, quoted: _Quoted) -> str:
    """What kind of start is at this token, or introduced by it; empty when there is none."""
    tree = scene.tree
    if tree.tokens[number].masked:
        return "mask"
    if number in quoted.first:
        return "quote"
    for name, kind in _OPENERS:
        if tree.among(number, name):
            return kind if number <= cue.last + 12 else ""
    if tree.low(number) == ":":
        return "colon"
    if tree.among(number, "interrogatives"):
        return "whether"
    if number == cue.last + 1:
        return "" if tree.tokens[number].pos == "PUNCT" else "next"
    return "object" if _opens_object(scene, number) else ""


def _opens_object(scene: Scene, number: int) -> bool:
    """Whether a noun phrase or an infinitive begins at this token, after the phrase before it."""
    token, before = scene.tree.tokens[number], scene.tree.tokens[number - 1]
    if "VerbForm=Inf" in token.morph:
        return before.pos not in ("ADP", "AUX", "VERB")
    return token.pos in ("DET", "PRON") and before.pos in (
        "NOUN",
        "PROPN",
        "ADV",
        "PUNCT",
        "NUM",
        "ADJ",
        "VERB",
    )
