"""Bare objects and predicates as what is said: *dénonce X*, *juge X grave*, *se dit préoccupé par X*."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from selon.annotate.cues import Cue
from selon.annotate.scenes import (
    Candidate,
    Scene,
    candidate_of,
    clause_end,
    clause_start,
    final,
    preposition_at,
)
from selon.annotate.sources import skip_phrase, subject
from selon.lang.speech import ClosedClass, CueWords
from selon.records import Span

__all__ = ["bare", "past_time"]

_SENTENCE = 14  # tokens behind a verb of judging within which the penalty begins
_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "VERB", "NUM", "SCONJ")

# what a predicate is joined by, in frames where it must be
_PREDICATES: Mapping[str, ClosedClass] = {"pred-as": "as", "pred-to": "to", "pred-of": "of"}


def bare(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """What is said when no word marks it: an object, a predicate, the complement of an attitude."""
    frames = cue.words.frames
    if "adj" in frames or _quoted_attitude(scene, cue):
        yield from _adjective(scene, cue, source)
        return
    if frames & {"pred", "pred-of", "pred-as", "pred-to"}:
        yield from _predicative(scene, cue, source)
        return
    if "accuse" in frames:
        yield from _accusation(scene, cue, source)
        return
    if frames & {"obj", "obj?"}:
        start = _object_start(scene, cue)
        if start is None:
            return
        end = _object_end(scene, start, cue)
        frame = "obj" if "obj" in frames else "obj?"
        counted = _is_toll(scene, cue, start, end) or _is_sentence(scene, cue)
        if _antecedent_pronoun(scene, cue) is None and not counted:
            yield candidate_of(scene, cue, ((start, end),), source, frame)


def _is_toll(scene: Scene, cue: Cue, start: int, end: int) -> bool:
    """Whether the dead or hurt are counted: *le pays déplore 12 morts* says how many there were."""
    if cue.words.lemma not in scene.tree.grammar["counting"]:
        return False
    inside = range(start, min(end + 1, len(scene.tree.tokens)))
    counted = (i for i in inside if scene.tree.tokens[i].pos == "NUM" or scene.tree.among(i, "some"))
    return any(scene.tree.among(i + 1, "tolls") or scene.tree.among(i + 2, "tolls") for i in counted)


def _is_sentence(scene: Scene, cue: Cue) -> bool:
    """Whether a court's sentence follows: *a condamné X à deux ans de prison* says nothing of X."""
    tree = scene.tree
    if cue.words.lemma not in tree.grammar["sentencing"]:
        return False
    after = range(cue.last + 1, min(cue.last + _SENTENCE, len(tree.tokens)))
    tied = (i for i in after if tree.among(i, "to"))
    return any(tree.among(place, "penalties") for i in tied for place in range(i + 1, i + 4))


def _antecedent_pronoun(scene: Scene, cue: Cue) -> int | None:
    """*que Moscou nie*: the object stands before the verb as a relative pronoun."""
    for child in scene.tree.children[cue.verb]:
        if scene.tree.among(child, "complementisers") and scene.tree.tokens[child].dep == "obj":
            return child
    return None


def _object_start(scene: Scene, cue: Cue) -> int | None:
    """The first token of the object: past adverbs, times and phrases with a preposition."""
    tree, words = scene.tree, scene.pack.speech
    number, end = cue.last + 1, final(scene)
    while number <= end:
        token, low = tree.tokens[number], tree.low(number)
        if (
            token.pos == "ADV"
            or low in words.time_nouns
            or (token.pos == "NUM" and tree.low(number - 1) in words.time_nouns)
        ):
            number += 1
        elif token.pos == "DET" and tree.low(number + 1) in words.time_nouns:
            number += 2
        elif (token.pos == "ADP" or tree.among(number, "prepositions")) and not tree.among(number, "of"):
            number = skip_phrase(tree, number, scene.pack)
        elif (
            low == ","
            and number > cue.last + 1
            and tree.tokens[number - 1].pos != "VERB"
            and number < cue.last + 14
        ):
            number += 1
        else:
            break
    if number > end:
        return None
    token = tree.tokens[number]
    nominal = token.pos in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON") or tree.among(number, "partitives")
    subject_here = tree.among(number, "subjects") or tree.among(number, "complementisers")
    return number if nominal and not subject_here else None


def _object_end(scene: Scene, start: int, cue: Cue) -> int:
    """The end of an object: what hangs together in the parse, no further than the clause.

    A noun that the tagger takes for a verb has its determiner nonetheless: *rejette l'offre*.
    """
    tree = scene.tree
    limit = clause_end(scene, start, cue)
    head = start
    while (
        tree.tokens[head].head > head
        and tree.tokens[head].head <= limit
        and (tree.tokens[tree.tokens[head].head].pos != "VERB" or tree.tokens[head].dep == "det")
    ):
        head = tree.tokens[head].head
    last = tree.ranges[head][1]
    return _with_coordination(scene, max(head, min(last, limit)), limit)


def _with_coordination(scene: Scene, last: int, limit: int) -> int:
    """An object goes on over prepositions, relative clauses and coordinations that the parser tore off."""
    tree = scene.tree
    while last < limit:
        low = tree.low(last + 1)
        if low in tree.grammar["ties"]:
            following = tree.ranges[last + 1][1]
            last = min(limit, max(last + 2, following, _whole_phrase(scene, last + 2, limit)))
        else:
            return last
    return last


def _whole_phrase(scene: Scene, number: int, limit: int) -> int:
    """The noun or verb that a determiner, preposition or auxiliary here belongs to."""
    tokens = scene.tree.tokens
    while number < limit and tokens[number].pos in ("DET", "ADP", "AUX", "NUM", "ADJ"):
        head = tokens[number].head
        number = head if number < head <= limit else number + 1
    return number


def _predicative(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`juge X grave`, `qualifie X de Y`: all that follows is what is said."""
    tree = scene.tree
    start = cue.last + 1
    while start < len(tree.tokens) and (tree.low(start) == "," or _is_loose(scene, start)):
        start += 1
    start = past_time(scene, start)
    if start >= len(tree.tokens):
        return
    joined = any(tree.among(start, name) for name in ("of", "as", "to"))
    if not _opens_predicate(scene, start):
        return
    end = clause_end(scene, start, cue)
    if not _has_predicate(scene, cue, start, end):
        return
    clitic = any(
        tree.among(i, "object_clitics") or tree.among(i, "complementisers")
        for i in range(max(0, cue.first - 1), cue.verb)
    )
    if joined and clitic:
        start += 1
    if end >= start:
        yield candidate_of(scene, cue, ((start, end),), source, "pred" if not clitic else "pred-clitic")


def _opens_predicate(scene: Scene, start: int) -> bool:
    """Whether an object or what it is called can begin here."""
    tree = scene.tree
    token = tree.tokens[start]
    if any(tree.among(start, name) for name in ("by", "complementisers")):
        return False
    return token.pos in _NOMINAL or (token.pos == "ADV" and tree.in_marks(start))


def _is_loose(scene: Scene, number: int) -> bool:
    """Whether an adverb stands before what is said and not inside its marks."""
    return scene.tree.tokens[number].pos == "ADV" and not scene.tree.in_marks(number)


def past_time(scene: Scene, number: int) -> int:
    """Past when it was said, before what is said: *a jugé ce mercredi 13 avril "stupide" que*."""
    tree, times = scene.tree, scene.pack.speech.time_nouns
    place = number + (tree.tokens[number].pos == "DET" if number < len(tree.tokens) else 0)
    if tree.low(place) not in times:
        return number
    while place < len(tree.tokens) - 1 and (tree.low(place) in times or tree.tokens[place].pos == "NUM"):
        place += 1
    return place


def _has_predicate(scene: Scene, cue: Cue, start: int, end: int) -> bool:
    """Whether what the object is called is there: an adjective, *comme*, *de*, or words in marks."""
    tree = scene.tree
    for frame, name in _PREDICATES.items():
        if frame in cue.words.frames:
            return any(tree.among(i, name) for i in range(start, end + 1))
    quoted = any(
        left < tree.tokens[end].end and right > tree.tokens[start].start
        for left, right in tree.sentence.quotes
    )
    adjective = any(
        tree.tokens[i].pos == "ADJ" and tree.tokens[i].head == cue.verb for i in range(start, end + 1)
    )
    return (
        quoted
        or adjective
        or any(tree.among(i, "as") for i in range(start, end + 1))
        or ("pred-of?" in cue.words.frames and any(tree.among(i, "of") for i in range(start, end + 1)))
    )


def _accusation(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`accuse X de Y` with a noun."""
    tree = scene.tree
    for number in range(cue.last + 1, min(len(tree.tokens), cue.last + 14)):
        if tree.among(number, "charges") and number > cue.last + 1 and tree.tokens[number].head > number:
            head = tree.tokens[number].head
            if tree.tokens[head].head == cue.verb or tree.tokens[head].pos == "VERB":
                yield candidate_of(
                    scene, cue, ((number + 1, clause_end(scene, number + 1, cue)),), source, "accuse"
                )
                return
        if tree.low(number) in (",", ":") or tree.among(number, "openers"):
            return


def _adjective(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`se dit préoccupé par X`, `est convaincu que`."""
    tree = scene.tree
    for number in range(cue.last + 1, min(cue.last + 5, len(tree.tokens))):
        words = _attitude(scene, number)
        if words is None:
            continue
        if any(tree.among(i, "of_it") for i in range(cue.first, cue.verb)):
            yield from _convinced(scene, cue, words, source)
            return
        following = number + 1
        while following < len(tree.tokens) and tree.tokens[following].pos == "ADV":
            following += 1
        plain = preposition_at(scene, following)
        if plain in words.frames and tree.in_marks(number):
            start = _marks_start(scene, number)
            whole = replace(cue, words=words)
            yield candidate_of(scene, whole, ((start, clause_end(scene, start, whole)),), source, "adj")
        elif plain in words.frames and following + 1 < len(tree.tokens):
            start = following + 1
            source = source or subject(tree, number, cue.first)
            whole = Cue(cue.verb, cue.first, number, words, cue.form, None, False, cue.negated)
            yield candidate_of(
                scene,
                whole,
                ((start, clause_end(scene, start, whole)),),
                source,
                "adj" if cue.words.lemma not in tree.grammar["be"] else "copula",
            )
        return


def _marks_start(scene: Scene, number: int) -> int:
    """Where the words in marks begin that this token belongs to."""
    while number > 0 and scene.tree.in_marks(number - 1):
        number -= 1
    return number


def _quoted_attitude(scene: Scene, cue: Cue) -> bool:
    """Whether an attitude in marks stands right after a verb of saying: *a dit "inquiet" de P*."""
    start = cue.last + 1
    if "that" not in cue.words.frames or start >= len(scene.tree.tokens) or not scene.tree.in_marks(start):
        return False
    places = range(start, min(start + 4, len(scene.tree.tokens)))
    return any(_attitude(scene, i) is not None for i in places if scene.tree.in_marks(i))


def _convinced(scene: Scene, cue: Cue, words: CueWords, source: Span | None) -> Iterator[Candidate]:
    """`P, X en est convaincu`: the clause before is what X is convinced of."""
    first = source[0] if source is not None else cue.first
    if first > 2 and scene.tree.low(first - 1) == ",":
        whole = replace(cue, words=words)
        content = (clause_start(scene, first - 2), first - 2)
        yield candidate_of(scene, whole, (content,), source, "convinced")


def _attitude(scene: Scene, number: int) -> CueWords | None:
    low = scene.tree.low(number)
    endings = sorted(scene.tree.grammar["agreement_endings"])
    for form in (low, *(low.removesuffix(ending) for ending in endings)):
        words = scene.pack.speech.adjectives.get(form)
        if words is not None:
            return words
    return None
