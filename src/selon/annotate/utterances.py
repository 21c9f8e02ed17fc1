"""Nouns of utterance and what they govern: *sa promesse de P*, *l'annonce par X de P*, *les appels à P*."""

from collections.abc import Iterator

from selon.annotate.complements import opens_infinitive
from selon.annotate.scenes import Candidate, Scene, clause_end, final
from selon.annotate.sources import skip_phrase
from selon.lang.speech import CueWords
from selon.records import Span

__all__ = ["utterances"]

_REACH = 14  # tokens after a noun within which its infinitive must begin


def utterances(scene: Scene) -> Iterator[Candidate]:
    """What every noun of utterance in the sentence governs, with its owner as the source."""
    for number, token in enumerate(scene.tree.tokens):
        none = token.masked or token.pos != "NOUN" or scene.tree.among(number - 1, "none_of")
        words = None if none else _words(scene, number)
        if words is not None:
            yield from _governed(scene, number, words)


def _words(scene: Scene, number: int) -> CueWords | None:
    low, nouns = scene.tree.low(number), scene.pack.speech.nouns
    endings = sorted(scene.tree.grammar["agreement_endings"])
    forms = (low, *(low.removesuffix(ending) for ending in endings))
    return next((nouns[form] for form in forms if form in nouns), None)


def _governed(scene: Scene, noun: int, words: CueWords) -> Iterator[Candidate]:
    """The complement right after the noun, and those behind its owner."""
    tree, last = scene.tree, noun
    while last < final(scene) and tree.tokens[last + 1].pos == "ADJ":
        last += 1
    before = tree.tokens[noun - 1] if noun else None
    owner = (noun - 1, noun - 1) if before is not None and "Poss=Yes" in before.morph else None
    joint = last + 1
    behind = list(_far(scene, (noun, last), owner, words))
    yield from behind or _complement(scene, (noun, last), joint, owner, words)
    if owner is None and (tree.among(joint, "of") or tree.among(joint, "by")):
        following = skip_phrase(tree, joint, scene.pack)
        joints = (i for i in range(joint + 2, following) if tree.among(i, "of"))
        following = next((i for i in joints if opens_infinitive(scene, i + 1)), following)
        if not opens_infinitive(scene, joint + 1) and following > joint + 1:
            owner = joint + 1, following - 1
            yield from _complement(scene, (noun, last), following, owner, words)


def _far(scene: Scene, cue: Span, owner: Span | None, words: CueWords) -> Iterator[Candidate]:
    """An infinitive further on: *l'engagement que X prend de P*, *le refus, par X, de P*."""
    tree, first = scene.tree, cue[1] + 1
    relative = tree.among(first, "complementisers")
    agent = tree.low(first) == "," and tree.among(first + 1, "by")
    if not (relative or agent):
        return
    for joint in range(first + 2, min(first + _REACH, final(scene))):
        if tree.among(joint, "of") and opens_infinitive(scene, joint + 1):
            said = [i for i in range(first + 1, joint) if tree.is_finite(i)] if relative else []
            last = (said[0] if said else joint) - 1
            source = owner or ((first + 1, last) if relative else (first + 2, last - (tree.low(last) == ",")))
            if source[1] >= source[0] and (said or agent):
                yield from _complement(scene, cue, joint, source, words)
            return


def _before_verb(scene: Scene, start: int, end: int) -> int:
    """The end of what hangs on a noun, before the verb whose subject the noun is."""
    tree = scene.tree
    for number in range(start + 1, end + 1):
        if tree.among(number, "openers"):
            return end
        if tree.is_finite(number):
            last = number - 1
            while last > start and tree.among(last, "clitics"):
                last -= 1
            return last
    return end


def _complement(
    scene: Scene, cue: Span, joint: int, owner: Span | None, words: CueWords
) -> Iterator[Candidate]:
    """What *de*, *à* or *que* at this token joins to the noun: an infinitive, a clause, a noun phrase."""
    tree, start = scene.tree, joint + 1
    if start > final(scene) or not any(tree.among(joint, n) for n in ("of", "to", "complementisers")):
        return
    nominal = not (opens_infinitive(scene, start) or tree.among(joint, "complementisers"))
    end = skip_phrase(tree, joint, scene.pack) - 1 if nominal else clause_end(scene, start, None)
    if not tree.among(joint, "complementisers"):
        end = _before_verb(scene, start, end)
    if end >= start:
        frame = "noun-of" if nominal else "noun"
        yield Candidate(((start, end),), cue, owner, frame, words.act, words.lemma)
