"""Proposals: the candidates of a sentence with every boundary that can be argued for, generous on purpose.

The rules give one reading of a construction; here each is repeated with other starts and ends, and what the
rules pass over is added: verbs that no list has beside words in marks, passives without an agent, clauses
with words in marks and no cue at all. `judge` chooses.
"""

from collections.abc import Iterator
from dataclasses import replace

from selon.annotate.boundaries import Ends, ends_after, right_starts, starts_before, stops
from selon.annotate.candidates import candidates_of, scene_of
from selon.annotate.complements import subject_of
from selon.annotate.cues import Cue
from selon.annotate.scenes import Candidate, Scene, candidate_of, clause_end, clause_start, final
from selon.annotate.sources import inverted_subject, subject
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.lang.speech import CueWords
from selon.records import Span

__all__ = ["proposals"]

_MOST_LATER = 2
_BESIDE = frozenset({"inquit", "according", "opinion"})
_UNKNOWN = frozenset({"that", "obj?"})


def proposals(tree: Tree, pack: LanguagePack) -> Iterator[Candidate]:
    """All readings of one sentence, none twice."""
    scene = scene_of(tree, pack)
    places = stops(scene)
    told: set[tuple[tuple[Span, ...], Span | None, str]] = set()
    for candidate in _all(scene, places):
        key = candidate.content, candidate.cue, candidate.frame
        if key not in told:
            told.add(key)
            yield candidate


def _all(scene: Scene, places: Ends) -> Iterator[Candidate]:
    for base in candidates_of(scene):
        yield base
        if base.content:
            yield from _varied(scene, base, places)
    for cue in scene.cues:
        yield from _governed(scene, cue, places)
        if cue.form == "passive":
            yield from _passive(scene, cue)
    for cue in _unknown(scene):
        yield from _governed(scene, cue, places)
        if inverted_subject(scene.tree, cue.verb, scene.pack) is not None:
            yield from _unknown_inquit(scene, cue)
    yield from _uncued(scene, places)


def _varied(scene: Scene, base: Candidate, places: Ends) -> Iterator[Candidate]:
    """The reading of a rule with other boundaries."""
    (start, first_end), (last_start, end) = base.content[0], base.content[-1]
    if base.cue is None or start > base.cue[0]:
        for other in ends_after(places, last_start, end):
            yield _moved(base, (*base.content[:-1], (last_start, other)))
        for content in _later(scene, base, places):
            yield _moved(base, (content,))
        return
    several = len(base.content) > 1
    rights = [None, *_rights(scene, base, places), *([base.content[-1]] if several else [])]
    for other in starts_before(scene, first_end, start):
        for right in rights:
            yield _moved(base, ((other, first_end), *((right,) if right else ())))
    if several:
        for other in ends_after(places, last_start, end):
            yield _moved(base, ((last_start, other),))


def _later(scene: Scene, base: Candidate, places: Ends) -> Iterator[Span]:
    """After a source without a verb: what stands behind further commas, where the source may go on longer."""
    if base.frame not in ("according", "opinion"):
        return
    first, last = base.content[0]
    commas = [i for i in range(first, last) if scene.tree.low(i) == ","]
    for comma in commas[:_MOST_LATER]:
        kept = clause_end(scene, comma + 1, None)
        for end in dict.fromkeys((kept, *ends_after(places, comma + 1, kept)[-1:])):
            yield comma + 1, end


def _rights(scene: Scene, base: Candidate, places: Ends) -> Iterator[Span]:
    """What may go on after a reporting clause or a source in the middle."""
    if base.cue is None or base.frame not in _BESIDE:
        return
    start = max(base.cue[1], base.source[1] if base.source else 0) + 1
    end = final(scene)
    while start <= end and scene.tree.low(start) in (",", ":", ")", "-", "–", "—"):
        start += 1
    if start <= end:
        kept = clause_end(scene, start, None)
        for other in dict.fromkeys((kept, *ends_after(places, start, kept)[:2], end)):
            if other >= start:
                yield start, other


def _moved(base: Candidate, content: tuple[Span, ...]) -> Candidate:
    shift = content[0][0] - base.content[0][0], content[-1][1] - base.content[-1][1]
    return replace(base, content=content, base=False, shift=shift)


def _governed(scene: Scene, cue: Cue, places: Ends) -> Iterator[Candidate]:
    """Whatever stands after a verb, from each start to each end."""
    if cue.inverted and cue.words.frames != _UNKNOWN:
        source = inverted_subject(scene.tree, cue.verb, scene.pack)
    else:
        source = subject_of(scene, cue)
    for start, kind in right_starts(scene, cue):
        if source is not None and source[0] <= start <= source[1]:
            continue
        kept = clause_end(scene, start, cue)
        made = candidate_of(scene, cue, ((start, kept),), source, "any-" + kind)
        for end in ends_after(places, start, kept):
            yield replace(made, content=((start, end),), base=end == kept, shift=(0, end - kept))


def _passive(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """`ont été rapportés, est estimé à N par X`: the subject, by itself and with what it is called."""
    content = subject(scene.tree, cue.verb, cue.first)
    if content is None:
        return
    tree = scene.tree
    made = candidate_of(scene, cue, (content,), None, "passive")
    yield replace(made, base=False)
    after = clause_end(scene, cue.last + 1, cue) if cue.last < final(scene) else cue.last
    by = next((i for i in range(cue.last + 1, after) if tree.among(i, "by")), None)
    if by is not None and by > cue.last + 1:
        agent = by + 1, tree.phrase(by + 1, len(tree.tokens))
        told = candidate_of(scene, cue, (content, (cue.last + 1, by - 1)), agent, "passive")
        yield replace(told, base=False)
    elif after > cue.last and by is None:
        yield replace(made, content=(content, (cue.last + 1, after)), base=False)


def _unknown(scene: Scene) -> Iterator[Cue]:
    """Verbs that no list has, where words in marks stand in the sentence."""
    tree = scene.tree
    if not tree.sentence.quotes and not any(token.masked for token in tree.tokens):
        return
    listed = {cue.verb for cue in scene.cues}
    for number, token in enumerate(tree.tokens):
        if number in listed or token.pos != "VERB" or token.masked or token.dep == "xcomp":
            continue
        first = number
        while first > 0 and (tree.tokens[first - 1].pos == "AUX" or tree.among(first - 1, "clitics")):
            first -= 1
        form = "infinitive" if "VerbForm=Inf" in token.morph else "finite"
        form = "participle" if tree.low(number).endswith(tuple(tree.grammar["gerund_endings"])) else form
        words = CueWords(token.lemma, "assert", _UNKNOWN)
        yield Cue(number, first, number, words, form, None, False, False)  # type: ignore[arg-type]


def _unknown_inquit(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """`"P", tacle X` with a verb that no list has."""
    tree, last = scene.tree, cue.first - 1
    while last >= 0 and tree.among(last, "loose_ends"):
        last -= 1
    if last >= 0 and last < cue.first - 1 + tree.tokens[last].masked:
        source = inverted_subject(tree, cue.verb, scene.pack)
        yield candidate_of(scene, cue, ((clause_start(scene, last), last),), source, "inquit-unknown")


def _uncued(scene: Scene, places: Ends) -> Iterator[Candidate]:
    """Words in marks that stay in their clause, with the clause around them or part of it."""
    tree = scene.tree
    yield from _headline(scene)
    for left, right in tree.sentence.quotes:
        inside = [i for i, t in enumerate(tree.tokens) if left <= t.start and t.end <= right and not t.masked]
        if not inside or tree.among(inside[0] - 1, "naming"):
            continue
        first, last = inside[0], inside[-1]
        whole = ends_after(places, last, last)
        for end in dict.fromkeys((last, *whole[:3], *whole[-1:])):
            for start in dict.fromkeys((first, *starts_before(scene, first, first))):
                yield Candidate(
                    ((start, end),), None, None, "uncued", "assert", base=start == first and end == last
                )


def _headline(scene: Scene) -> Iterator[Candidate]:
    """`Le maire "n'est pas candidat"`: a quotation with what stands before it, all without a verb."""
    tree, end = scene.tree, final(scene)
    masks = [i for i, token in enumerate(tree.tokens) if token.masked]
    words = [token for token in tree.tokens if not token.masked]
    if len(masks) != 1 or not words or any(t.pos in ("VERB", "AUX") or t.text == ":" for t in words):
        return
    if 0 < masks[0] == end and not tree.among(end - 1, "naming"):
        yield Candidate(((0, end),), None, None, "uncued", "assert", base=False)
