"""Sources without a verb: *selon X*, *d'après X*, *pour X*, *de source X*, and the clause they belong to."""

from collections.abc import Iterator

from selon.annotate.scenes import Candidate, Scene, clause_end, clause_start, final, phrase_at
from selon.records import Span

__all__ = ["prepositions"]


def prepositions(scene: Scene) -> Iterator[Candidate]:
    """Every source without a verb in the sentence, with the clause around it."""
    tree = scene.tree
    for number in range(len(tree.tokens)):
        phrase = phrase_at(scene, number, scene.pack.speech.source_prepositions)
        opinion = None if phrase else phrase_at(scene, number, scene.pack.speech.opinion_prepositions)
        if not phrase and not (
            opinion and (number == 0 or tree.low(number - 1) in (",", "»", "mais", "et", "."))
        ):
            phrase = phrase_at(scene, number, scene.pack.speech.source_phrases)
            if not phrase:
                continue
            source: Span | None = number + 1, tree.phrase(number + 1, len(tree.tokens))
        else:
            length = len(phrase or opinion or ())
            source = _source_after(scene, number + length)
        if source is None:
            continue
        if opinion and not _is_opinion(scene, source):
            continue
        yield from _around(scene, number, source, "selon" if phrase else "pour")


def _source_after(scene: Scene, start: int) -> Span | None:
    tree = scene.tree
    if start >= len(tree.tokens) or tree.tokens[start].masked:
        return None
    if tree.low(start) in tree.grammar["tonic"]:
        return start, start
    last = tree.phrase(start, len(tree.tokens), scene.pack.speech.time_nouns)
    nouns = [i for i in range(start, last + 1) if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "X")]
    if (
        not nouns
        or tree.low(nouns[0]) in scene.pack.speech.not_sources
        or tree.low(start) in ("que", "qu'", "si")
    ):
        return None
    return start, last


def _is_opinion(scene: Scene, source: Span) -> bool:
    """`pour X,` with X a pronoun or a name, then a clause."""
    tree = scene.tree
    following = tree.low(source[1] + 1)
    if following != ",":
        return False
    first = tree.tokens[source[0]]
    named = any(tree.tokens[i].entity in ("PER", "ORG") for i in range(source[0], source[1] + 1))
    pronoun = source[0] == source[1] and tree.low(source[0]) in ("lui", "elle", "eux", "elles")
    return (named or pronoun or first.entity == "PER") and source[1] - source[0] < 14


def _around(scene: Scene, number: int, source: Span, frame: str) -> Iterator[Candidate]:
    """The clause that a source without a verb belongs to, before and after it."""
    tree, end = scene.tree, final(scene)
    before = number - 1
    while before >= 0 and tree.low(before) in (",", "»", "(", "-", "–", "—", "et", "mais", "or"):
        before -= 1
    after = source[1] + 1
    while after <= end and tree.low(after) in (",", ")", "-", "–", "—"):
        after += 1
    cue = number, source[0] - 1
    features = set()
    content: list[Span] = []
    if before >= 0:
        start = clause_start(scene, before)
        content.append((start, before))
        features.add("comma" if tree.low(number - 1) in (",", "»", "(") else "no-comma")
    right = after <= end and (before < 0 or tree.low(source[1] + 1) in (",", ")", "–", "—"))
    if right and (before < 0 or _continues(scene, content[0], after)):
        content.append((after, clause_end(scene, after, None)))
    if content:
        yield Candidate(
            tuple(content), cue, source, frame, "assert", tree.low(number), False, frozenset(features)
        )


def _continues(scene: Scene, left: Span, after: int) -> bool:
    """Whether the clause on the left is unfinished, so that the right belongs to it."""
    tree = scene.tree
    finished = any(tree.is_finite(i) or tree.tokens[i].masked for i in range(left[0], left[1] + 1))
    if not finished:
        return True
    return tree.low(after) in (
        "et",
        "mais",
        "avec",
        "pour",
        "de",
        "dont",
        "qui",
        "en",
        "à",
        "dans",
        "contre",
        "sans",
        "soit",
    )
