"""Which time expression of a sentence tells when an event took place."""

from collections.abc import Collection, Sequence

from selon.annotate.event_asides import is_aside, is_beside, is_dated
from selon.annotate.event_tree import Tree, keys, preposition, subtree
from selon.lang.events import EventWords
from selon.records import TimeExpression

__all__ = ["governor", "time_of"]

_CLIMB = 2
"""How many nouns above an event's are looked at."""
_BESIDE = 2
"""How far before a time the participle stands that it belongs to, in tokens: a preposition between."""
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
    dated = [
        time
        for time in times
        if is_dated(time) and not is_aside(tree, time, event) and _may_date(tree, time, event, words)
    ]
    own = [time for time in dated if governor(tree, time, event, others, words) in event]
    if own:
        return _best(_nearest(tree, own, event)).id
    within = [
        time
        for time in dated
        if _is_framed(tree, time, event)
        or _is_apart(tree, time, event, words)
        or is_beside(tree, time, event, others)
    ]
    if within:
        return _best(within).id
    joined = _coordinated(tree, event)
    shared = [time for time in dated if joined and governor(tree, time, joined, (), words) in joined]
    return _best(shared).id if shared else None


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


def _may_date(tree: Tree, time: TimeExpression, event: Collection[int], words: EventWords) -> bool:
    """Whether a time may be that of what is remembered: only as its complement (*l'anniversaire de la révolte
    de mai*), for the feast has a day of its own.
    """
    node = next(iter(event))
    for _ in range(_CLIMB):
        node = tree.tokens[node].head
        if words.lists["remembrances"] & set(keys(tree.tokens[node])):
            before = [n for n, token in enumerate(tree.tokens) if token.end <= time.start][-1:]
            return bool(before) and _form(tree, before[0], words) == words.genitive
    return True


def _nearest(tree: Tree, times: Sequence[TimeExpression], event: Collection[int]) -> Sequence[TimeExpression]:
    """Of the times of an event those in the phrase of its noun, if there are any (*visé depuis 2008 par un
    embargo imposé en 2003*).
    """
    nouns = [node for node in event if tree.tokens[node].pos == "NOUN"]
    phrase = [tree.tokens[n] for node in nouns[:1] for n in subtree(tree, node)]
    return [time for time in times if any(t.start < time.end and time.start < t.end for t in phrase)] or times


def _form(tree: Tree, node: int, words: EventWords) -> str:
    form = tree.tokens[node].text.lower().replace("’", "'")
    return words.prepositions.get(form, form)


def _best(times: Sequence[TimeExpression]) -> TimeExpression:
    """The first that has a value; a bare first one otherwise."""
    return next((time for time in times if time.edtf), times[0])


def governor(
    tree: Tree, time: TimeExpression, event: Collection[int], others: Collection[int], words: EventWords
) -> int | None:
    """The word whose happening a time expression dates: the nearest verb or event noun above it.

    Where a finite verb stands between the two the parse is not to be trusted: then the nearest before it.
    """
    inside = _words_of(tree, time, words)
    if not inside:
        return None
    known = {*event, *others}
    noun = _bearer(tree, inside[0], known, words)
    if noun is not None:
        return noun
    above = _above(tree, inside, known, words)
    if above is not None and not _is_cut(tree, above, inside[0]):
        return above
    before = [n for n in range(inside[0]) if n in known or _dates(tree, n)]
    return before[-1] if before else above


def _words_of(tree: Tree, time: TimeExpression, words: EventWords) -> list[int]:
    """The tokens of a time, with the words that count it from now (*il y a trois jours*)."""
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    while (
        inside
        and time.kind == "duration"
        and inside[0]
        and tree.tokens[inside[0] - 1].text.lower() in words.lists["ago"]
    ):
        inside.insert(0, inside[0] - 1)
    return inside


def _bearer(tree: Tree, first: int, known: Collection[int], words: EventWords) -> int | None:
    """The noun that a time with *de* belongs to, where that is no event and no word for a time itself (*la
    résolution de 2004*, *candidat à l'élection de novembre*).
    """
    noun = first - 2
    if noun < 0 or noun in known or first - 1 in tree.compounds:
        return None
    if _form(tree, first - 1, words) != words.genitive:
        return None
    token = tree.tokens[noun]
    if token.pos != "NOUN" or {*words.lists["phases"], *words.lists["periods"]} & set(keys(token)):
        return None
    return None if preposition(tree, noun, words) in words.lists["occasions"] else noun


def _above(tree: Tree, inside: Sequence[int], known: Collection[int], words: EventWords) -> int | None:
    top = next((n for n in inside if tree.tokens[n].head not in inside), inside[0])
    for _ in range(len(tree.tokens)):
        head = tree.tokens[top].head
        if head == top:
            return None
        top = head
        if top in known or _dates(tree, top) or _stands_apart(tree, top, words):
            return top
        if inside[0] - top <= _BESIDE and _tells(tree, top, known):
            return top
    return None


def _tells(tree: Tree, node: int, known: Collection[int]) -> bool:
    """Whether a participle tells something of a noun that is no event (*un meurtre commis en 2012*)."""
    token = tree.tokens[node]
    return token.dep == "acl" and "VerbForm=Part" in token.morph and token.head not in known


def _stands_apart(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether an event noun tells what lies before or behind (*jusqu'à son arrestation en mai*, *depuis
    l'échec du sommet en mai*): a time in its phrase is its own, though no event is read there.
    """
    if not set(keys(tree.tokens[noun])) & words.noun_frames.keys():
        return False
    for _ in range(_CLIMB):
        case = preposition(tree, noun, words)
        if case != words.genitive:
            return case in words.lists["background_prepositions"]
        noun = tree.tokens[noun].head
    return False


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
