"""Bare objects and predicates as what is said: *dénonce X*, *juge X grave*, *se dit préoccupé par X*."""

from collections.abc import Iterator
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
from selon.lang.speech import CueWords
from selon.records import Span

__all__ = ["bare"]


def bare(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """What is said when no word marks it: an object, a predicate, the complement of an attitude."""
    frames = cue.words.frames
    if "adj" in frames:
        yield from _adjective(scene, cue, source)
        return
    if frames & {"pred", "pred-de", "pred-comme", "pred-à"}:
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
        if _antecedent_pronoun(scene, cue) is None:
            yield candidate_of(scene, cue, ((start, end),), source, frame)


def _antecedent_pronoun(scene: Scene, cue: Cue) -> int | None:
    """*que Moscou nie*: the object stands before the verb as a relative pronoun."""
    for child in scene.tree.children[cue.verb]:
        if scene.tree.low(child) in ("que", "qu'") and scene.tree.tokens[child].dep == "obj":
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
        elif (token.pos == "ADP" and low not in ("de", "d'", "du", "des")) or (
            low in ("à", "dans", "sur", "avec")
        ):
            number = skip_phrase(tree, number)
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
    nominal = token.pos in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON") or tree.low(number) in (
        "des",
        "du",
        "de",
    )
    return (
        number
        if nominal and tree.low(number) not in ("qui", "que", "il", "elle", "ils", "elles", "on")
        else None
    )


def _object_end(scene: Scene, start: int, cue: Cue) -> int:
    """The end of an object: what hangs together in the parse, no further than the clause."""
    tree = scene.tree
    limit = clause_end(scene, start, cue)
    head = start
    while (
        tree.tokens[head].head > head
        and tree.tokens[head].head <= limit
        and tree.tokens[tree.tokens[head].head].pos != "VERB"
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
            last = min(limit, max(last + 2, following))
        else:
            return last
    return last


def _predicative(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`juge X grave`, `qualifie X de Y`: all that follows is what is said."""
    tree = scene.tree
    start = cue.last + 1
    while start < len(tree.tokens) and (tree.tokens[start].pos == "ADV" or tree.low(start) in (",",)):
        start += 1
    if start >= len(tree.tokens):
        return
    low = tree.low(start)
    joined = low in ("de", "d'", "comme", "à", "du")
    if tree.tokens[start].pos not in (
        "DET",
        "ADJ",
        "NOUN",
        "PROPN",
        "PRON",
        "ADP",
        "VERB",
        "NUM",
        "SCONJ",
    ) or low in ("par", "que", "qu'"):
        return
    end = clause_end(scene, start, cue)
    if not _has_predicate(scene, cue, start, end):
        return
    clitic = any(
        tree.low(i) in ("le", "la", "les", "l'", "se", "s'", "que", "qu'")
        for i in range(max(0, cue.first - 1), cue.verb)
    )
    if joined and clitic:
        start += 1
    if end >= start:
        yield candidate_of(scene, cue, ((start, end),), source, "pred" if not clitic else "pred-clitic")


def _has_predicate(scene: Scene, cue: Cue, start: int, end: int) -> bool:
    """Whether what the object is called is there: an adjective, *comme*, *de*, or words in marks."""
    tree = scene.tree
    wanted = {"pred-comme": ("comme",), "pred-à": ("à", "au", "aux"), "pred-de": ("de", "d'")}
    for frame, words in wanted.items():
        if frame in cue.words.frames:
            return any(tree.low(i) in words for i in range(start, end + 1))
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
        or any(tree.low(i) in ("comme",) for i in range(start, end + 1))
        or (
            cue.words.lemma == "qualifier" and any(tree.low(i) in ("de", "d'") for i in range(start, end + 1))
        )
    )


def _accusation(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`accuse X de Y` with a noun."""
    tree = scene.tree
    for number in range(cue.last + 1, min(len(tree.tokens), cue.last + 14)):
        if (
            tree.low(number) in ("de", "d'", "du", "des", "pour")
            and number > cue.last + 1
            and tree.tokens[number].head > number
        ):
            head = tree.tokens[number].head
            if tree.tokens[head].head == cue.verb or tree.tokens[head].pos == "VERB":
                yield candidate_of(
                    scene, cue, ((number + 1, clause_end(scene, number + 1, cue)),), source, "accuse"
                )
                return
        if tree.low(number) in (",", ":", "que", "qui"):
            return


def _adjective(scene: Scene, cue: Cue, source: Span | None) -> Iterator[Candidate]:
    """`se dit préoccupé par X`, `est convaincu que`."""
    tree = scene.tree
    for number in range(cue.last + 1, min(cue.last + 5, len(tree.tokens))):
        words = _attitude(scene, number)
        if words is None:
            continue
        if any(tree.low(i) == "en" for i in range(cue.first, cue.verb)):
            yield from _convinced(scene, cue, words, source)
            return
        following = number + 1
        while following < len(tree.tokens) and tree.tokens[following].pos == "ADV":
            following += 1
        plain = preposition_at(scene, following)
        if plain in words.frames and following + 1 < len(tree.tokens):
            start = following + 1
            source = source or subject(tree, number, cue.first)
            whole = Cue(cue.verb, cue.first, number, words, cue.form, None, False, cue.negated)
            yield candidate_of(
                scene,
                whole,
                ((start, clause_end(scene, start, whole)),),
                source,
                "adj" if cue.words.lemma != "être" else "être",
            )
        return


def _convinced(scene: Scene, cue: Cue, words: CueWords, source: Span | None) -> Iterator[Candidate]:
    """`P, X en est convaincu`: the clause before is what X is convinced of."""
    first = source[0] if source is not None else cue.first
    if first > 2 and scene.tree.low(first - 1) == ",":
        whole = replace(cue, words=words)
        content = (clause_start(scene, first - 2), first - 2)
        yield candidate_of(scene, whole, (content,), source, "convinced")


def _attitude(scene: Scene, number: int) -> CueWords | None:
    low = scene.tree.low(number)
    for form in (low, low.removesuffix("s"), low.removesuffix("e"), low.removesuffix("es")):
        words = scene.pack.speech.adjectives.get(form)
        if words is not None:
            return words
    return None
