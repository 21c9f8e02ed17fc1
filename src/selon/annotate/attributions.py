"""Sources without a verb: *selon X*, *d'après X*, *pour X*, *de source X*, and the clause they belong to."""

from collections.abc import Iterator

from selon.annotate.scenes import Candidate, Scene, clause_end, clause_start, final, phrase_at
from selon.lang.names import fold
from selon.records import Span

__all__ = ["prepositions"]


def prepositions(scene: Scene) -> Iterator[Candidate]:
    """Every source without a verb in the sentence, with the clause around it."""
    for number in range(len(scene.tree.tokens)):
        yield from _preposition(scene, number)


def _preposition(scene: Scene, number: int) -> Iterator[Candidate]:
    """What the source preposition at this token, if there is one, attributes."""
    tree, words = scene.tree, scene.pack.speech
    phrase = phrase_at(scene, number, words.source_prepositions)
    opinion = () if phrase else phrase_at(scene, number, words.opinion_prepositions)
    source: Span | None = None
    if phrase and tree.among(number + len(phrase), "relatives"):
        yield from _noun(scene, number)
    elif phrase and tree.among(number + len(phrase), "subject_relatives"):
        yield from _relative(scene, number, number + len(phrase))
    elif phrase:
        source = _source_after(scene, number + len(phrase))
    elif opinion and _opens(scene, number):
        source = _source_after(scene, number + len(opinion))
        source = source if source is not None and _is_opinion(scene, source) else None
    elif tree.low(number - 1) in ("", ",", "»") and phrase_at(scene, number, words.source_phrases):
        source = number + 1, tree.phrase(number + 1, len(tree.tokens))
    if source is not None:
        yield from _around(
            scene, number, (number, source[0] - 1), source, "opinion" if opinion else "according"
        )
    elif tree.low(number - 1) in ("", ",", "»", ":") and (view := phrase_at(scene, number, words.own_views)):
        cue = number, number + len(view) - 1
        yield from _around(scene, number, cue, (number + 1, number + 1), "opinion")


def _opens(scene: Scene, number: int) -> bool:
    """Whether a clause or an aside can begin at this token."""
    beside = scene.tree.low(number - 1) in ("", ",", "»", ".", ":")
    return beside or scene.tree.among(number - 1, "coordinators")


def _noun(scene: Scene, number: int) -> Iterator[Candidate]:
    """`l'affirmation de X selon laquelle P`: the noun is the cue, its complement the source."""
    tree = scene.tree
    for place in range(number - 1, max(-1, number - 9), -1):
        low = tree.low(place)
        words = scene.pack.speech.nouns.get(low) or scene.pack.speech.nouns.get(low.removesuffix("s"))
        if words is None:
            continue
        start = number + 2
        owner = (
            (place + 2, number - 1)
            if tree.low(place + 1) in tree.grammar["of"] and place + 2 < number
            else None
        )
        if start < len(tree.tokens):
            content = (start, clause_end(scene, start, None))
            yield Candidate((content,), (place, place), owner, "noun", words.act, words.lemma)
        return


def _relative(scene: Scene, number: int, pronoun: int) -> Iterator[Candidate]:
    """`X, selon qui P`: the pronoun is the source, all that follows is what is said."""
    start = pronoun + 1
    if start <= final(scene):
        content = start, clause_end(scene, start, None)
        lemma = scene.tree.low(number)
        yield Candidate((content,), (number, pronoun - 1), (pronoun, pronoun), "according", "assert", lemma)


def _source_after(scene: Scene, start: int) -> Span | None:
    tree = scene.tree
    if start >= len(tree.tokens) or tree.tokens[start].masked:
        return None
    if tree.low(start) in tree.grammar["tonic"]:
        return start, start
    last = tree.phrase(start, len(tree.tokens), scene.pack.speech.time_nouns)
    nouns = [i for i in range(start, last + 1) if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "X")]
    if not nouns or tree.low(nouns[0]) in scene.pack.speech.not_sources or tree.among(start, "subordinators"):
        return None
    return start, _past_time(scene, last)


def _past_time(scene: Scene, last: int) -> int:
    """The end of a source whose participle a time parts from its agent (*un bilan établi mardi par X*)."""
    tree, place, times = scene.tree, last + 1, scene.pack.speech.time_nouns
    if "VerbForm=Part" not in tree.tokens[last].morph:
        return last
    while place < len(tree.tokens) and (tree.low(place) in times or tree.tokens[place].pos == "NUM"):
        place += 1
    if place == last + 1 or not tree.among(place, "by"):
        return last
    return tree.phrase(place + 1, len(tree.tokens), times)


def _is_opinion(scene: Scene, source: Span) -> bool:
    """`pour X,` with X a pronoun or a name, then a clause."""
    tree = scene.tree
    following = tree.low(source[1] + 1)
    if following != ",":
        return False
    first = tree.tokens[source[0]]
    named = any(_may_think(scene, i) for i in _heads(scene, source))
    pronoun = source[0] == source[1] and tree.among(source[0], "third_tonic")
    return (named or pronoun or first.entity == "PER") and source[1] - source[0] < 14


def _may_think(scene: Scene, number: int) -> bool:
    """Whether a name, or a noun for those who speak, stands here."""
    token = scene.tree.tokens[number]
    named = token.entity in ("PER", "ORG") or token.pos == "PROPN"
    return named or fold(scene.tree.low(number)) in scene.pack.names.nouns


def _heads(scene: Scene, source: Span) -> list[int]:
    """The first noun of a phrase, and the one that *de* hangs on it (*une majorité de Français*)."""
    tree = scene.tree
    nouns = [
        i for i in range(source[0], source[1] + 1) if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "X")
    ]
    tied = [i for i in nouns[1:2] if any(tree.among(j, "of") for j in range(nouns[0] + 1, i))]
    between = [j for i in tied for j in range(nouns[0] + 1, i) if tree.tokens[j].pos == "VERB"]
    return nouns[:1] + ([] if between else tied)


def _around(scene: Scene, number: int, cue: Span, source: Span, frame: str) -> Iterator[Candidate]:
    """The clause that a source without a verb belongs to, before and after it."""
    tree, end = scene.tree, final(scene)
    before = number - 1 if tree.low(number - 1) != ":" else -1  # *Budget : pour X, P*
    while before >= 0 and (
        tree.low(before) in (",", "»", "(", "-", "–", "—") or tree.among(before, "coordinators")
    ):
        before -= 1
    beyond = max(cue[1], source[1]) + 1
    after = beyond
    while after <= end and tree.low(after) in (",", ")", "-", "–", "—"):
        after += 1
    after = _past_aside(scene, _past_apposition(scene, after)) if before < 0 else after
    features = set()
    content: list[Span] = []
    if before >= 0:
        start = clause_start(scene, before)
        content.append((start, before))
        beside = tree.low(number - 1) in (",", "»", "(") or tree.tokens[number - 1].masked
        if not beside and after <= end and tree.low(beyond) != ",":
            features.add("embedded")
    right = after <= end and (before < 0 or tree.low(beyond) in (",", ")", "–", "—"))
    if right and (before < 0 or _continues(scene, content[0], after)):
        content.append((after, clause_end(scene, after, None)))
    inside = _interposed(scene, before, source) if before >= 0 else None
    if inside is not None:
        yield Candidate(inside[0], cue, inside[1], frame, "assert", tree.low(number))
    if content:
        told = frozenset(features)
        yield Candidate(
            tuple(content), cue, source, frame, "assert", tree.low(number), False, told, base=inside is None
        )


def _interposed(scene: Scene, before: int, source: Span) -> tuple[tuple[Span, ...], Span] | None:
    """Content and source of what stands inside the clause that it is about.

    Behind a word that opens a clause, the rest of it (*qui, selon X, P*); between a verb and its object, both
    (*il prévoit, selon X, une hausse*), or after a participle the object (*montrant, selon X, une hausse*).
    """
    tree, end = scene.tree, final(scene)
    last = next((i - 1 for i in range(source[0] + 1, source[1] + 1) if tree.low(i) == ","), source[1])
    comma = tree.low(last + 1) == ","
    after = last + 1 + comma
    if after > end:
        return None
    rest = after, clause_end(scene, after, None)
    if tree.among(before, "complementisers") or tree.among(before, "relative_pronouns"):
        return (rest,), (source[0], last)
    verbal = tree.tokens[before].pos in ("VERB", "AUX") and comma and tree.low(before + 1) == ","
    counted = tree.tokens[after].pos == "ADV" and tree.among(after + 1, "of")  # *plus de dix mille*
    nominal = tree.tokens[after].pos in ("DET", "NOUN", "PROPN", "NUM", "ADJ") or counted
    if not verbal or not nominal:
        return None
    if tree.low(before).endswith(tuple(tree.grammar["gerund_endings"])):
        return (rest,), (source[0], last)
    start = _own_start(scene, before)
    return ((start, before), rest), (source[0], last)


def _own_start(scene: Scene, verb: int) -> int:
    """Where the clause of a verb begins: with its relative pronoun, else as clauses do."""
    tree = scene.tree
    for place in range(verb - 1, max(-1, verb - 5), -1):
        if tree.among(place, "relative_pronouns"):
            return place - tree.among(place - 1, "neuter")
        if tree.tokens[place].pos not in ("AUX", "ADV", "PRON"):
            break
    return clause_start(scene, verb)


def _past_apposition(scene: Scene, after: int) -> int:
    """Past what tells of the source before its clause: *selon X, citée par Y, P*; *selon X, qui Q, P*."""
    tree, end = scene.tree, final(scene)
    if tree.low(after - 1) != "," or after > end:
        return after
    token = tree.tokens[after]
    participle = "VerbForm=Part" in token.morph
    beside = token.pos == "ADJ" and tree.among(after + 1, "prepositions")  # *présent à la réunion*
    told = beside or (token.pos in ("VERB", "ADJ") and participle)
    if not (tree.among(after, "relative_pronouns") or told):
        return after
    comma = next((i for i in range(after + 1, end) if tree.low(i) == "," and not tree.in_marks(i)), None)
    if comma is None:
        return after
    goes_on = any(tree.is_finite(i) or tree.tokens[i].masked for i in range(comma + 1, end + 1))
    return comma + 1 if goes_on else after


def _past_aside(scene: Scene, after: int) -> int:
    """Past what else the preposition governs, to its comma: *selon un bilan établi mardi par X, P*, *selon
    ceux que X a vus, P*.
    """
    tree, end = scene.tree, final(scene)
    if after == 0 or after > end or tree.low(after - 1) == ",":
        return after
    relative = tree.among(after, "relative_pronouns") or tree.among(after, "complementisers")
    beside = tree.among(after, "prepositions") or tree.low(after) in scene.pack.speech.time_nouns
    if not (relative or beside):
        return after
    for place in range(after, end):
        if tree.tokens[place].masked or (tree.is_finite(place) and not relative):
            return after
        if tree.low(place) == ",":
            said = range(place + 1, end + 1)
            return place + 1 if any(tree.is_finite(i) or tree.tokens[i].masked for i in said) else after
    return after


def _continues(scene: Scene, left: Span, after: int) -> bool:
    """Whether the clause on the left is unfinished, so that the right belongs to it."""
    tree = scene.tree
    finished = any(tree.is_finite(i) or tree.tokens[i].masked for i in range(left[0], left[1] + 1))
    if not finished:
        return True
    return tree.among(after, "continuers")
