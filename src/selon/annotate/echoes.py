"""What was said before, taken up: *P, ce que X nie*; *P, comme X l'a dit*; *P. Une version que X nie*."""

from collections.abc import Iterator
from dataclasses import replace

from selon.annotate.complements import marked, opens_infinitive, subject_of
from selon.annotate.cues import Cue
from selon.annotate.inquits import said_before_clause
from selon.annotate.scenes import Candidate, Scene, candidate_of, clause_start
from selon.annotate.sources import inverted_subject, subject
from selon.records import Span

__all__ = ["echoes"]

_APPOSED = 8  # tokens before a verb within which the noun stands that it is said of


def echoes(scene: Scene) -> Iterator[Candidate]:
    """All readings of a sentence as taking up what was said; no content stands for the sentence before."""
    yield from resumptions(scene)
    yield from as_said(scene)
    yield from _answers(scene)
    yield from _alone(scene)


def resumptions(scene: Scene) -> Iterator[Candidate]:
    """`P, ce que X nie`: P again; `C'est ce que X dit`: the sentence before."""
    tree = scene.tree
    for cue in scene.cues:
        if not cue.words.frames & {"that", "obj"} or cue.form == "passive":
            continue
        for number in range(max(0, cue.first - 12), cue.first):
            if not (tree.among(number, "neuter") and tree.among(number + 1, "complementisers")):
                continue
            source = _between(scene, number + 2, cue)
            if tree.low(number - 1) == "," and number > 3:
                before = _reported(scene, number - 2)
                yield candidate_of(scene, cue, (before,), source, "relative")
            elif tree.among(number - 1, "be") and number <= 2:
                yield candidate_of(scene, cue, (), source, "previous")


def as_said(scene: Scene) -> Iterator[Candidate]:
    """`P, comme X l'a dit`, `comme il le déclare dans Y`: the clause before *comme*."""
    tree = scene.tree
    for cue in scene.cues:
        told = any(tree.among(i, "object_clitics") for i in range(cue.first, cue.verb))
        if cue.inverted or cue.form != "finite" or not told or "that" not in cue.words.frames:
            continue
        pronoun = cue.first - 1  # also where the parser takes *il* for an empty subject
        source = (pronoun, pronoun) if tree.among(pronoun, "subjects") else subject(tree, cue.verb, cue.first)
        if source is None or not tree.among(source[0] - 1, "as"):
            continue
        left = said_before_clause(scene, source[0])
        if left is not None:
            yield candidate_of(scene, cue, (left,), source, "inquit")


def _answers(scene: Scene) -> Iterator[Candidate]:
    """`À la question "P ?", X a répondu par l'affirmative`: the question."""
    for cue in scene.cues:
        if "answer" in cue.words.frames and not cue.negated:
            asked = [i for i in range(cue.first) if scene.tree.tokens[i].masked]
            if asked:
                told = candidate_of(scene, cue, ((asked[-1],) * 2,), subject_of(scene, cue), "relative")
                yield replace(told, features=told.features | {"answers"})


def _between(scene: Scene, start: int, cue: Cue) -> Span | None:
    """The source of such a clause, before its verb or after it."""
    if start < cue.first:
        return start, cue.first - 1
    return inverted_subject(scene.tree, cue.last, scene.pack)


def _reported(scene: Scene, last: int) -> Span:
    """The clause that ends here, without the reporting clause that it may stand under."""
    for cue in reversed(scene.cues):
        if cue.last < last and not cue.inverted and cue.form != "passive":
            for _, place in marked(scene, cue):
                if place < last:
                    return place, last
    return clause_start(scene, last), last


def _alone(scene: Scene) -> Iterator[Candidate]:
    """`X a démenti.`, `Une affirmation démentie par X`, `Une version que confirme X`: the sentence before."""
    for cue in scene.cues:
        if cue.words.lemma not in scene.tree.grammar["takes_up"] or cue.form in ("infinitive", "participle"):
            continue
        apposed = _apposed(scene, cue)
        if apposed is not None:
            source = _agent(scene, cue) if cue.form == "passive" else _between(scene, apposed[1], cue)
            if source is not None:
                yield candidate_of(scene, cue, (_reported(scene, apposed[0]),), source, "relative")
        else:
            yield from _before(scene, cue)


def _before(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """The same of what stands before: a charge, a clause joined to this one, the sentence before."""
    if cue.form == "passive" or _names_what_was_said(scene, cue):
        passive = cue.form == "passive"
        source = _agent(scene, cue) if passive else _between(scene, _relative(scene, cue) + 1, cue)
        if not passive or (source is not None and _names_what_was_said(scene, cue)):
            yield _taken_up(scene, cue, source)
    elif _governs_nothing(scene, cue):
        yield _standing_alone(scene, cue)


def _standing_alone(scene: Scene, cue: Cue) -> Candidate:
    charged = _charged(scene, cue)
    if charged is not None:
        return candidate_of(scene, cue, (charged[0],), charged[1], "relative")
    source = subject_of(scene, cue)
    joined = _joined_clause(scene, source)
    if joined is not None:
        return candidate_of(scene, cue, (joined,), source, "relative")
    return _taken_up(scene, cue, source)


def _taken_up(scene: Scene, cue: Cue, source: Span | None) -> Candidate:
    made = candidate_of(scene, cue, (), source, "previous")
    return replace(made, features=made.features | {"takes up"})


def _apposed(scene: Scene, cue: Cue) -> Span | None:
    """Where the clause ends that a noun for what was said takes up behind a comma, and where whoever takes it
    up may begin: *P, des accusations que X rejette*; *P, une information démentie par X*.
    """
    tree = scene.tree
    for noun in range(cue.first - 1, max(2, cue.first - _APPOSED), -1):
        before = noun - 1 - (tree.tokens[noun - 1].pos == "DET")
        if tree.among(noun, "said_nouns") and tree.low(before) == ",":
            relative = tree.among(noun + 1, "complementisers")
            told = any(tree.is_finite(i) for i in range(before))
            at_once = cue.form == "passive" and cue.first == noun + 1
            return (before - 1, noun + 2) if told and (relative or at_once) else None
    return None


def _charged(scene: Scene, cue: Cue) -> tuple[Span, Span] | None:
    """What the one who denies stands accused of in an apposition, and who that is: *X, accusé de P, dément*;
    *Accusé de P, X dément*.
    """
    tree = scene.tree
    for number in range(cue.first - 2):
        charges = any(each.act == "accuse" for each in scene.pack.speech.verbs.get(tree.low(number), ()))
        if not charges or "VerbForm=Part" not in tree.tokens[number].morph:
            continue
        if any(tree.is_finite(i) for i in range(number)) or not (number == 0 or tree.low(number - 1) == ","):
            return None
        source = (0, number - 2) if number > 1 else subject_of(scene, cue)
        end = (cue.first if number > 1 else source[0] if source else 0) - 2
        for place in range(number + 1, end):
            if tree.among(place, "of") and opens_infinitive(scene, place + 1):
                closed = source is not None and tree.low(end + 1) == ","
                return ((place + 1, end), source) if source and closed else None
    return None


def _joined_clause(scene: Scene, source: Span | None) -> Span | None:
    """The clause before one that a comma or a conjunction joins to it (*P, mais X dément*)."""
    tree = scene.tree
    joint = source[0] - 1 if source is not None else 0
    if joint < 1 or not (tree.among(joint, "but") or tree.among(joint, "and")):
        return None
    last = joint - 1 - (tree.low(joint - 1) == ",")
    told = last > 0 and any(tree.is_finite(i) for i in range(last))
    return _reported(scene, last) if told else None


def _governs_nothing(scene: Scene, cue: Cue) -> bool:
    """Whether nothing hangs on the verb behind it, and no object stands before it."""
    tree, following = scene.tree, cue.last + 1
    while following < len(tree.tokens) and tree.tokens[following].pos == "ADV":
        following += 1
    if tree.among(following + 1, "manners_of_denial"):
        following += 2
    ends = following >= len(tree.tokens) or tree.tokens[following].pos in ("PUNCT", "CCONJ")
    told = any(tree.among(i, "object_clitics") for i in range(cue.first, cue.verb))
    relative = any(tree.among(i, "openers") for i in range(cue.first))
    return ends and not told and not relative and not cue.inverted


def _names_what_was_said(scene: Scene, cue: Cue) -> bool:
    """Whether the sentence has no verb but this one and begins with a noun for what was said."""
    tree = scene.tree
    if any(tree.is_finite(i) for i in range(cue.first)) or tree.tokens[0].pos != "DET":
        return False
    noun = next((i for i in range(1, min(4, cue.first)) if tree.among(i, "said_nouns")), None)
    relative = _relative(scene, cue)
    return noun is not None and (cue.form == "passive" or 0 < relative < cue.first)


def _relative(scene: Scene, cue: Cue) -> int:
    """The relative pronoun before a verb; -1 for none."""
    places = (i for i in range(cue.first) if scene.tree.among(i, "complementisers"))
    return next(places, -1)


def _agent(scene: Scene, cue: Cue) -> Span | None:
    tree = scene.tree
    for place in range(cue.last + 1, min(cue.last + 4, len(tree.tokens) - 1)):
        if tree.among(place, "by"):
            return place + 1, tree.phrase(place + 1, len(tree.tokens))
    return None
