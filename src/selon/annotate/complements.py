"""What a reporting verb governs: quotations, clauses with *que*, infinitives, questions, prepositions."""

from collections.abc import Iterator

from selon.annotate.cues import Cue
from selon.annotate.objects import bare, past_time
from selon.annotate.scenes import Candidate, Scene, candidate_of, clause_end, final, parallel, preposition_at
from selon.annotate.sources import subject
from selon.records import Span

__all__ = ["complements", "marked", "opens_infinitive", "quoted_end", "subject_of"]

_REACH = 28  # tokens after the verb within which what is said must begin
_BEFORE_NOUN = ("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM")
_SPOKEN = frozenset({"direct", "that", "obj", "obj?"})


def complements(scene: Scene, cue: Cue) -> Iterator[Candidate]:
    """What the verb governs, the first construction that fits: a quotation, a marked clause, an object."""
    frames = cue.words.frames
    source = subject_of(scene, cue)
    quoted = _quoted_object(scene, cue)
    if quoted is not None and frames & _SPOKEN:
        yield candidate_of(scene, cue, (quoted,), source, "quoted")
        return
    judged = _judged_first(scene, cue)
    if judged is not None:
        yield candidate_of(scene, cue, (judged,), source, "pred")
        return
    for frame, place in marked(scene, cue):
        end = clause_end(scene, place, cue, clause=frame in ("that", "whether"))
        if end >= place and (frame != "that" or _has_verb(scene, place, end)):
            yield candidate_of(scene, cue, ((place, end),), source, frame)
            return
    found = False
    for candidate in bare(scene, cue, source):
        found = True
        yield candidate
    if not found and cue.form == "finite" and "that" in frames:
        yield from _said_before(scene, cue, source)


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    """Whether a clause has a verb: *ne dit que quelques mots* is none."""
    return any(scene.tree.tokens[i].pos in ("VERB", "AUX") for i in range(first, last + 1))


def _judged_first(scene: Scene, cue: Cue) -> Span | None:
    """*juge "grave" que P*, *estime nécessaire de P*: what it is called stands before the clause."""
    tree = scene.tree
    start = past_time(scene, cue.last + 1)
    if "pred" not in cue.words.frames or start > final(scene):
        return None
    last = start
    if tree.in_marks(start):
        while last < final(scene) and tree.in_marks(last + 1):
            last += 1
    elif tree.tokens[start].pos != "ADJ" or tree.among(start, "not_before_complement"):
        return None
    clause = tree.among(last + 1, "complementisers")
    if clause or (tree.among(last + 1, "of") and opens_infinitive(scene, last + 2)):
        return start, clause_end(scene, start, cue)
    return None


def _said_before(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`"P" X a déclaré.`: nothing follows the verb, a quotation stands before its subject."""
    tree = scene.tree
    if source is None or any(tree.tokens[i].pos == "VERB" for i in range(cue.last + 1, len(tree.tokens))):
        return
    if any(tree.among(i, "complementisers") for i in range(source[0], source[1] + 1)):
        return  # *X affirme que ..., ce que Y nie*: what looks like a subject is a whole clause
    before = source[0] - 1
    if before >= 0 and tree.tokens[before].masked:
        yield candidate_of(scene, cue, ((before, before),), source, "before")
    elif before < 0:
        yield candidate_of(scene, cue, (), source, "before")


def subject_of(scene: Scene, cue: Cue) -> Span | None:
    """Who says it: the subject, else the noun or pronoun right before a finite verb.

    A verb that goes on after what another reports (*dit que P et ajoute que Q*) has the subject of the other.
    """
    for other in scene.cues:
        if other.last + 1 < cue.first and parallel(scene, other, cue, other.last + 1):
            return subject_of(scene, other)
    found = subject(scene.tree, cue.verb, cue.first)
    if found is not None:
        return found
    before = cue.first - 1
    tokens = scene.tree.tokens
    if cue.form != "finite" or before < 0 or tokens[before].pos not in ("PRON", "PROPN", "NOUN", "NUM"):
        return None
    start = before
    while start > 0 and tokens[before].pos != "PRON" and tokens[start - 1].pos in _BEFORE_NOUN:
        start -= 1
        if tokens[start].pos == "DET" and (start == 0 or tokens[start - 1].pos != "ADP"):
            break
    while start < before and tokens[start].pos == "ADP":
        start += 1
    return start, before


def _quoted_object(scene: Scene, cue: Cue) -> Span | None:
    """A whole quotation right after the verb, or after a colon behind it."""
    tree, number = scene.tree, cue.last + 1
    colon = False
    while number < len(tree.tokens) and number < cue.last + 30:
        token = tree.tokens[number]
        if token.masked:
            near = colon or all(
                tree.tokens[i].pos in ("ADV", "PUNCT", "ADP", "NOUN", "PROPN", "DET", "NUM", "ADJ", "CCONJ")
                for i in range(cue.last + 1, number)
            )
            return (number, quoted_end(scene, number)) if near else None
        if tree.among(number, "complementisers") or (token.pos == "VERB" and not colon):
            return None
        colon = colon or tree.low(number) == ":"
        number += 1
    return None


def quoted_end(scene: Scene, number: int) -> int:
    """The last of several quotations in a row that begins with this one."""
    last = number
    while (
        (scene.tree.low(last + 1) in (",", ".") or scene.tree.among(last + 1, "and"))
        and last + 2 < len(scene.tree.tokens)
        and scene.tree.tokens[last + 2].masked
    ):
        last += 2
    return last


def marked(scene: Scene, cue: Cue) -> Iterator[tuple[str, int]]:
    """Where what is said begins after the verb, if a word marks it: frame and first token, at most one."""
    tree = scene.tree
    limit = min(len(tree.tokens), cue.last + _REACH)
    for number in range(cue.last + 1, limit):
        if (
            tree.among(number, "complementisers")
            and "that" in cue.words.frames
            and _opens_clause(scene, cue, number)
        ):
            yield "that", number + 1
            return
        if tree.low(number) in (":", ";") or tree.tokens[number].masked:
            return
        for frame, start in (_question(scene, cue, number), _governed(scene, cue, number)):
            if frame:
                yield frame, start
                return
        if (
            tree.is_finite(number)
            and tree.tokens[number].pos == "VERB"
            and not _inside_relative(scene, cue, number)
        ):
            return


def _question(scene: Scene, cue: Cue, number: int) -> tuple[str, int]:
    """An indirect question or a free relative (*ce que*) here: its frame (empty if none) and start."""
    tree, frames, low = scene.tree, cue.words.frames, scene.tree.low(number)
    near = number <= cue.last + 6 and (
        low not in tree.grammar["elided_if"] or tree.among(number + 1, "after_elided_if")
    )
    if "whether" in frames and near and tree.among(number, "interrogatives"):
        return "whether", number
    free = tree.among(number, "neuter") and (
        tree.among(number + 1, "complementisers") or tree.among(number + 1, "relative_pronouns")
    )
    return ("whether" if free and frames & {"obj", "obj?", "whether"} else ""), number


def _governed(scene: Scene, cue: Cue, number: int) -> tuple[str, int]:
    """An infinitive or a complement with a preposition at this token: its frame and start."""
    tree, frames, low = scene.tree, cue.words.frames, scene.tree.low(number)
    fused = low in scene.pack.speech.contractions and not low.endswith("'")  # *dit au revoir*
    joined = not fused and (low in tree.grammar["of"] or low in tree.grammar["to"])
    if joined and opens_infinitive(scene, number + 1) and _takes_infinitive(scene, cue, number):
        return "inf", number + 1
    if "inf" in frames and _bare_infinitive(scene, cue, number):
        return "inf", number
    return ("prep" if _preposition(scene, number, frames) else ""), number + 1


def _preposition(scene: Scene, number: int, frames: frozenset[str]) -> bool:
    """Whether a preposition that the verb takes stands here."""
    plain = preposition_at(scene, number)
    return plain in frames and plain in scene.tree.grammar["prepositions"]


def _opens_clause(scene: Scene, cue: Cue, number: int) -> bool:
    """Whether *que* opens what is said: not *ne dit que, ainsi que, dès que*, nor a relative."""
    tree = scene.tree
    restricted = any(tree.among(i, "negators") for i in range(cue.first, cue.verb)) and not cue.negated
    if number == cue.last + 1:
        return not restricted
    if tree.low(number - 1) in tree.grammar["not_before_complement"]:
        return False
    token = tree.tokens[number]
    after_noun = token.pos == "PRON" and tree.tokens[number - 1].pos in ("NOUN", "PROPN", "PUNCT")
    return not after_noun or token.dep == "mark" or "obj" not in cue.words.frames


def _inside_relative(scene: Scene, cue: Cue, number: int) -> bool:
    return any(scene.tree.among(i, "relative_pronouns") for i in range(cue.last + 1, number))


def opens_infinitive(scene: Scene, number: int) -> bool:
    """Whether an infinitive begins at this token, with its clitics and adverbs."""
    tree = scene.tree
    for place in range(number, min(number + 5, len(tree.tokens))):
        token = tree.tokens[place]
        if "VerbForm=Inf" in token.morph:
            return True
        if not (
            token.pos in ("ADV", "PRON", "PART")
            or tree.among(place, "clitics")
            or tree.among(place, "negations")
        ):
            return False
    return False


def _bare_infinitive(scene: Scene, cue: Cue, number: int) -> bool:
    """*affirme avoir vu*, also with the one it is said to between."""
    tree, token = scene.tree, scene.tree.tokens[number]
    if number == cue.last + 1:
        return opens_infinitive(scene, number)
    governed = token.head == cue.verb or tree.tokens[token.head].head == cue.verb
    return (
        governed
        and "VerbForm=Inf" in token.morph
        and tree.tokens[number - 1].pos in ("NOUN", "PROPN", "ADV", "PRON")
    )


def _takes_infinitive(scene: Scene, cue: Cue, number: int) -> bool:
    frames, low = cue.words.frames, scene.tree.low(number)
    governed = preposition_at(scene, number) in frames
    if low in scene.tree.grammar["to"]:
        near = number <= cue.last + 2 and "inf" in frames
        return governed or "inf-to" in frames or near
    return governed or bool(frames & {"inf", "accuse"})
