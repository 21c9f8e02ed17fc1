"""Candidates: every reading of a sentence as somebody's reported speech, generous on purpose.

Each cue proposes contents in the frames that the language pack gives it; `judge` scores them. Contents and
sources are ranges of tokens until `spans` turns them into offsets of the text, quote marks included.
"""

from collections.abc import Iterator, Sequence

from selon.annotate.attributions import prepositions
from selon.annotate.complements import complements
from selon.annotate.cues import Cue, find_cues
from selon.annotate.echoes import echoes
from selon.annotate.inquits import colons, inquit, passive
from selon.annotate.scenes import Candidate, Scene
from selon.annotate.trees import Tree
from selon.annotate.utterances import utterances
from selon.lang import LanguagePack
from selon.records import Span

__all__ = ["candidates_of", "scene_of", "spans"]


def scene_of(tree: Tree, pack: LanguagePack) -> Scene:
    """The sentence with its cues."""
    cues = tuple(find_cues(tree, pack))
    starts: dict[int, list[Cue]] = {}
    for cue in cues:
        starts.setdefault(cue.first, []).append(cue)
    return Scene(tree, pack, cues, starts)


def candidates_of(scene: Scene) -> Iterator[Candidate]:
    """All readings of one sentence by rules."""
    for cue in scene.cues:
        if cue.inverted:
            yield from inquit(scene, cue)
        elif cue.form == "passive":
            yield from passive(scene, cue)
        else:
            yield from complements(scene, cue)
    yield from prepositions(scene)
    yield from colons(scene)
    yield from echoes(scene)
    yield from utterances(scene)


def spans(tree: Tree, ranges: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The offsets of token ranges, quote marks that touch them included, loose punctuation left out."""
    found = []
    for first, last in ranges:
        start, end = tree.span(first, last)
        for left, right in tree.sentence.quotes:
            if left < start < right and not _has_letters(text, left, start):
                start = left
            if left < end < right and not _has_letters(text, end, right):
                end = right
        while end > start and text[end - 1] in " \u00a0\u202f,;:":
            end -= 1
        if _has_letters(text, start, end):
            found.append((start, end))
    return tuple(found)


def _has_letters(text: str, start: int, end: int) -> bool:
    return any(letter.isalnum() for letter in text[start:end])
