"""Which time expression of a sentence tells when an event took place."""

from collections.abc import Collection, Sequence

from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.annotate.sentences import Sentence
from selon.lang.events import EventWords
from selon.records import TimeExpression

__all__ = ["framing_time", "is_bound", "simultaneous_time", "time_of"]

_OPENING = 5
"""How far into a sentence a date still opens it, in code points: a preposition may stand before it."""
_SPAN = 6
"""How far before the second bound of a span its first preposition may stand, in tokens."""
_NEAR = 5
"""How far before a time the noun that it cuts from its complement may stand, in tokens."""


def time_of(
    tree: Tree,
    event: Collection[int],
    others: Collection[int],
    times: Sequence[TimeExpression],
    words: EventWords,
) -> str | None:
    """The id of the time in the clause of the event whose words are the tokens `event`; null when none is.

    `others` are the tokens of the other events of the sentence: a time under one of them is its own.
    `times` holds no time of speech. The time of a coordinated verb serves an event that has none.
    """
    dated = [time for time in times if time.kind in ("date", "time")]
    own = [time for time in dated if _governor(tree, time, event, others, words) in event]
    if own:
        return _best(own).id
    within = [time for time in dated if _is_framed(tree, time, event) or _is_apart(tree, time, event, words)]
    if within:
        return _best(within).id
    joined = _coordinated(tree, event)
    shared = [time for time in dated if joined and _governor(tree, time, joined, (), words) in joined]
    return _best(shared).id if shared else None


def framing_time(
    tree: Tree,
    predicate: int,
    before: Sentence | None,
    times: Sequence[TimeExpression],
    words: EventWords,
) -> str | None:
    """The time that an undated pluperfect takes up: the one that opens the sentence before it in its block.

    *En 2019, X avait déjà reculé. Le Sénat avait voté ...*: the pluperfect leans on a time, which such a date
    sets for what follows.
    """
    told = mood(tree, predicate, words)
    if "Tense=Imp" not in told or not tree.having(predicate, "aux:tense", "aux:pass"):
        return None
    if before is None or before.block != tree.sentence.block or tree.sentence.level or before.level:
        return None
    start = before.span[0]
    opening = [
        t for t in times if t.kind in ("date", "time") and t.edtf and start <= t.start <= start + _OPENING
    ]
    return opening[0].id if opening else None


def simultaneous_time(
    tree: Tree, trigger: int, times: Sequence[TimeExpression], words: EventWords
) -> str | None:
    """The time of the verb above a bare infinitive that tells what goes on then (*accusé hier de livrer*); a
    perfect infinitive lies before it.
    """
    token = tree.tokens[trigger]
    if "VerbForm=Inf" not in token.morph or token.dep != "xcomp" or tree.having(trigger, "aux:tense"):
        return None
    if not words.lists["simultaneous"] & set(keys(tree.tokens[token.head])):
        return None
    dated = [t for t in times if t.kind in ("date", "time") and t.edtf]
    return next((t.id for t in dated if _governor(tree, t, (), (), words) == token.head), None)


def _is_framed(tree: Tree, time: TimeExpression, event: Collection[int]) -> bool:
    """Whether a time stands between two words of the event, or in the phrase that a participle closes."""
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    if not inside:
        return False
    if min(event) < inside[0] < max(event) and all(tree.tokens[n].pos == "NOUN" for n in event):
        return True
    heads = {tree.tokens[n].head for n in inside} - set(inside)
    described = {tree.tokens[n].head for n in event if tree.tokens[n].dep == "acl" and n < inside[0]}
    return bool(heads & described)


def _is_apart(tree: Tree, time: TimeExpression, event: Collection[int], words: EventWords) -> bool:
    """Whether a time cuts a noun for the event's coming about from what it is of (*l'entrée en vigueur
    mercredi des sanctions*, *la mort, le 3 janvier, du général visé*), where the parse goes astray.
    """
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    trigger = next(iter(event))
    if not inside or trigger < inside[-1]:
        return False
    after = inside[-1] + 1
    while after < trigger and tree.tokens[after].pos == "PUNCT":
        after += 1
    if words.prepositions.get(tree.tokens[after].text.lower()) != words.genitive:
        return False
    before = range(max(0, inside[0] - _NEAR), inside[0])
    nouns = [n for n in before if words.lists["phases"] & set(keys(tree.tokens[n]))]
    return bool(nouns) and not any("VerbForm=Fin" in tree.tokens[n].morph for n in range(nouns[-1], trigger))


def _best(times: Sequence[TimeExpression]) -> TimeExpression:
    """The first that has a value; a bare first one otherwise."""
    return next((time for time in times if time.edtf), times[0])


def _governor(
    tree: Tree, time: TimeExpression, event: Collection[int], others: Collection[int], words: EventWords
) -> int | None:
    """The word whose happening a time expression dates: the nearest verb or event noun above it.

    Where a finite verb stands between the two the parse is not to be trusted: then the nearest before it.
    """
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    if not inside:
        return None
    known = {*event, *others}
    above = _above(tree, inside, known, words)
    if above is not None and not _is_cut(tree, above, inside[0]):
        return above
    before = [n for n in range(inside[0]) if n in known or _dates(tree, n)]
    return before[-1] if before else above


def _above(tree: Tree, inside: Sequence[int], known: Collection[int], words: EventWords) -> int | None:
    top = next((n for n in inside if tree.tokens[n].head not in inside), inside[0])
    for _ in range(len(tree.tokens)):
        head = tree.tokens[top].head
        if head == top:
            return None
        top = head
        if top in known or _dates(tree, top) or _stands_apart(tree, top, words):
            return top
    return None


def _stands_apart(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether an event noun tells what lies before or behind (*jusqu'à son arrestation en mai*): a time in
    its phrase is its own, though no event is read there.
    """
    if not set(keys(tree.tokens[noun])) & words.noun_frames.keys():
        return False
    return preposition(tree, noun, words) in words.lists["background_prepositions"]


def _is_cut(tree: Tree, verb: int, place: int) -> bool:
    """Whether a finite clause lies between a verb and a time expression after it."""
    between = range(verb + 1, place)
    return any(
        "VerbForm=Fin" in tree.tokens[n].morph and tree.tokens[n].head != verb and n != verb for n in between
    )


def _dates(tree: Tree, node: int) -> bool:
    """Whether a word is a verb that a time could date; a bare participle on a noun is passed through."""
    token = tree.tokens[node]
    return (token.pos in ("VERB", "AUX") and not token.dep.startswith(("acl", "aux", "cop"))) or (
        token.dep == "acl:relcl"
    )


def _coordinated(tree: Tree, event: Collection[int]) -> list[int]:
    """The verbs coordinated with the event's own that share its subject."""
    found = []
    for node in event:
        if tree.tokens[node].pos != "VERB":
            continue
        found += [n for n in tree.having(node, "conj") if not tree.having(n, "nsubj", "nsubj:pass")]
        if tree.tokens[node].dep == "conj" and not tree.having(node, "nsubj", "nsubj:pass"):
            found.append(tree.tokens[node].head)
    return [node for node in found if node not in event]


def is_bound(tree: Tree, time: TimeExpression, counts: bool, words: EventWords) -> bool:
    """Whether a time only bounds one: either end of *entre 1940 et 1970*, or for an event that counts
    something what it is counted from (*30 morts depuis mai*).
    """
    if time.edtf is None or "/" in time.edtf:
        return False
    before = [token.text.lower() for token in tree.tokens if token.end <= time.start][-_SPAN:]
    if not before:
        return False
    if before[-1] in words.lists["counted_from"]:
        return counts
    second = before[-1] in words.lists["bound_joints"] and bool(words.lists["bounds"] & set(before))
    return second or before[-1] in words.lists["bounds"]
