"""What a page tells by the way inside a sentence of reported speech, which the speaker does not say.

*X a dit vouloir agir, après plusieurs jours de grève* tells when X spoke. What stands within the clause that
a verb of saying governs is the speaker's; what trails behind it, the gloss on a thing named in an infinitive,
and the clause around *, selon X,* inside a phrase are the page's.
"""

from collections.abc import Iterator

from selon.annotate.event_tree import Tree, keys, preposition
from selon.lang.events import EventWords
from selon.records import Quotation, Span

__all__ = ["is_by_the_way"]

_BARE = frozenset({"inf", "obj", "obj?", "prep", "pred"})
"""Constructions whose content is no clause with *que*: an infinitive or a noun phrase."""
_NAMED = frozenset({"obj", "obj?", "pred", "adj"})
"""Constructions whose content is a noun phrase, or a quality."""
_WISHES = frozenset({"demand", "promise", "threaten", "decline"})
"""Acts whose content is still to come, so that what lies behind it does not belong to it."""
_BACK = 4
"""How far up a noun's phrase the preposition stands that makes a background of it, and into a content its
infinitive.
"""


def is_by_the_way(tree: Tree, node: int, quotation: Quotation, words: EventWords) -> bool:
    """Whether the page, rather than who speaks in a quotation, tells of the event whose word is `node`.

    Never where the word stands in quote marks.
    """
    token = tree.tokens[node]
    if quotation.mode == "direct" or tree.sentence.level or _is_marked(tree, (token.start, token.end)):
        return False
    inside = [n for n, t in enumerate(tree.tokens) if _holds(quotation, (t.start, t.end))]
    if node not in inside or quotation.cue is None:
        return False
    if _is_around(tree, node, quotation) or _is_before_part(tree, node, quotation, words):
        return True
    if _trails(tree, node, inside, words, commas=quotation.cue[1] <= token.start):
        return True
    frame = quotation.rule.partition("/")[2]
    if frame in _NAMED and _is_paper(tree, node, words):
        return True
    if frame not in _BARE:
        return False
    if quotation.act in _WISHES and _is_presupposed(tree, node, inside, words):
        return True
    return _is_beside_bare(tree, node, inside, words)


def _is_beside_bare(tree: Tree, node: int, inside: list[int], words: EventWords) -> bool:
    """Whether the page explains what it has named as what is said: no clause, an infinitive or a noun."""
    nominal = not any("VerbForm=Inf" in tree.tokens[n].morph for n in inside[:_BACK])
    if nominal and _is_circumstance(tree, inside[0], words):
        before = [n for n in inside if n <= node]  # *s'en est plaint dans une lettre*
        return not any(_is_finite(tree, n) or tree.tokens[n].text == "," for n in before)
    if nominal and (_is_remembered(tree, node, inside, words) or _is_dated(tree, node, inside, words)):
        return True
    return _is_grounded(tree, node, inside, words) or _is_gloss(tree, node, inside, nominal, words)


def _is_paper(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a noun names what something is said in (*a dénoncé la loi dans une lettre au maire*)."""
    said_in = words.lists["said_in"] & set(keys(tree.tokens[node]))
    return bool(said_in) and preposition(tree, node, words) in words.lists["within"]


def _is_dated(tree: Tree, node: int, inside: list[int], words: EventWords) -> bool:
    """Whether an event tells when a noun phrase was said (*a salué P quelques heures après la visite*)."""
    before = [n for n in inside if n < node]
    if any(_is_finite(tree, n) for n in before):
        return False
    dating = words.lists["circumstances"] - (words.lists["within"] - words.lists["occasions"])
    return any(_preposition(tree, n, words) in dating for n in before[1:])


def _is_grounded(tree: Tree, node: int, inside: list[int], words: EventWords) -> bool:
    """Whether an event stands behind a comma in what an infinitive rests on or is like (*promet de partir,
    aux termes d'un accord*; *refuse de partir, comme le demande P*).
    """
    for first in range(node - 1, inside[0], -1):
        if tree.tokens[first - 1].text != ",":
            continue
        place = next((n for n in range(first, len(tree.tokens)) if n not in tree.inside), first)
        if tree.compounds.get(place, _form(tree, place)) in words.lists["grounds"] | words.lists["likeness"]:
            return True
    return False


def _preposition(tree: Tree, place: int, words: EventWords) -> str:
    """The preposition that ends at a place, a compound one at its last word."""
    return tree.compounds.get(place, words.prepositions.get(_form(tree, place), _form(tree, place)))


def _form(tree: Tree, place: int) -> str:
    return tree.tokens[place].text.lower().replace("’", "'")


def _holds(quotation: Quotation, span: Span) -> bool:
    return any(left <= span[0] and span[1] <= right for left, right in quotation.content)


def _is_marked(tree: Tree, span: Span) -> bool:
    return any(left <= span[0] and span[1] <= right for left, right in tree.sentence.quotes)


def _is_around(tree: Tree, node: int, quotation: Quotation) -> bool:
    """Whether *selon X* stands within a phrase that begins after the event (*frappé par, selon X, des
    inconnus*; *visé, basé selon elle à Oslo*): only that phrase is said.
    """
    if not quotation.rule.endswith("/according") or quotation.cue is None:
        return False
    if quotation.content[-1][0] < quotation.cue[1] and not _follows(tree, quotation):
        return False  # *a dépassé les cent cas confirmés, selon X.*
    before = [n for n, token in enumerate(tree.tokens) if token.end <= quotation.cue[0]]
    while before and tree.tokens[before[-1]].text == ",":
        before.pop()
    if not before or node >= before[-1]:
        return False
    last = tree.tokens[before[-1]]
    return last.pos == "ADP" or (last.dep == "acl" and "VerbForm=Part" in last.morph)


def _is_before_part(tree: Tree, node: int, quotation: Quotation, words: EventWords) -> bool:
    """Whether *selon X* stands without a comma behind the part of a count (*110 morts, dont 21 Français selon
    X*): only that part is said.
    """
    if not quotation.rule.endswith("/according") or quotation.cue is None:
        return False
    before = [n for n, token in enumerate(tree.tokens) if token.end <= quotation.cue[0]]
    part = [n for n in before if tree.tokens[n].text.lower() in words.lists["among"] and n > node]
    return bool(part) and all(tree.tokens[n].text != "," for n in before[part[-1] - len(before) :])


def _follows(tree: Tree, quotation: Quotation) -> bool:
    """Whether words follow who is told to say it."""
    end = (quotation.source or quotation.cue or quotation.content[-1])[1]
    return any(token.start >= end and token.pos != "PUNCT" for token in tree.tokens)


def _trails(tree: Tree, node: int, inside: list[int], words: EventWords, *, commas: bool) -> bool:
    """Whether an event stands in a circumstance that a comma (where the cue is before) or a closing quote
    mark parts from the clause that is said, and behind which that clause does not go on.
    """
    for first in _openers(tree, node, inside, words):
        if not commas and tree.tokens[first - 1].text == ",":
            continue
        said = [n for n in inside if n < first and tree.tokens[n].pos != "PUNCT"]
        complete = any(tree.tokens[n].masked or _is_verb(tree, n) for n in said)
        if complete and not _goes_on(tree, [n for n in inside if n > node], words):
            return True
    return False


def _openers(tree: Tree, node: int, inside: list[int], words: EventWords) -> Iterator[int]:
    """Where a circumstance begins before `node`, behind a comma or a closing mark: a clause with *alors que*,
    or a phrase with no finite verb in it so far.
    """
    clause = _is_finite(tree, node)
    for first in range(node - 1, inside[0], -1):
        if _ends(tree, first - 1):
            pair = " ".join(token.text.lower().replace("’", "'") for token in tree.tokens[first : first + 2])
            phrase = not clause and (_is_circumstance(tree, first, words) or _answers(tree, first, words))
            if phrase or pair in words.lists["beside_clauses"]:
                yield first
        clause = clause or _is_finite(tree, first)


def _is_circumstance(tree: Tree, first: int, words: EventWords) -> bool:
    """Whether a preposition of circumstance begins here, a span of time before it (*trois jours après*)."""
    for place in range(first, min(first + 4, len(tree.tokens))):
        if _preposition(tree, place, words) in words.lists["circumstances"]:
            return True
        span = tree.tokens[place].pos in ("NUM", "DET", "ADV") or words.lists["time_nouns"] & set(
            keys(tree.tokens[place])
        )
        if not span and place not in tree.inside:
            return False
    return False


def _answers(tree: Tree, first: int, words: EventWords) -> bool:
    """Whether a participle tells to what somebody answers (*a dit P, interrogé sur Q*)."""
    token = tree.tokens[first]
    return "VerbForm=Part" in token.morph and bool(set(keys(token)) & words.lists["answering"])


def _ends(tree: Tree, last: int) -> bool:
    """Whether a comma stands here, or words in quote marks end."""
    token, beyond = tree.tokens[last], tree.tokens[last + 1].start
    closed = any(token.end <= right <= beyond for _, right in tree.sentence.quotes)
    return token.text == "," or token.masked or closed


def _is_verb(tree: Tree, node: int) -> bool:
    return _is_finite(tree, node) or "VerbForm=Inf" in tree.tokens[node].morph


def _is_finite(tree: Tree, node: int) -> bool:
    token = tree.tokens[node]
    return token.pos in ("VERB", "AUX") and "VerbForm=Fin" in token.morph


def _goes_on(tree: Tree, after: list[int], words: EventWords) -> bool:
    """Whether the clause goes on with its verb, or a main clause follows; relative ones do not count."""
    low = [tree.tokens[place].text.lower().replace("’", "'") for place in after]
    relative = next((i for i, text in enumerate(low) if text in words.lists["relative_openers"]), len(low))
    if any(_is_finite(tree, place) for place in after[:relative]):
        return True
    for number, place in enumerate(after):
        if low[number] != "," and tree.tokens[place].pos != "CCONJ":
            continue
        rest = after[number + 1 :]
        if low[number + 1 : number + 2] and low[number + 1] in words.lists["relative_openers"]:
            continue
        if any(_is_finite(tree, n) or tree.tokens[n].masked for n in rest):
            return True
    return False


def _is_gloss(tree: Tree, node: int, inside: list[int], nominal: bool, words: EventWords) -> bool:
    """Whether an event stands in a relative clause of a noun phrase that is all that is said, in one of an
    infinitive behind a comma, or behind a dash: the page explains what it has named.
    """
    for first in range(node - 1, inside[0], -1):
        text = tree.tokens[first].text.lower().replace("’", "'")
        if text.startswith(tuple(words.lists["aside_dashes"])):
            return True
        relative = text in words.lists["relative_openers"] and tree.tokens[first].pos != "SCONJ"
        if relative and (nominal or _is_apart(tree, first, inside)):
            return True
    return False


def _is_apart(tree: Tree, relative: int, inside: list[int]) -> bool:
    """Whether a comma stands before a relative clause, or before the apposition that it belongs to."""
    for place in range(relative - 1, max(inside[0], relative - _BACK), -1):
        if tree.tokens[place].text == ",":
            return place == relative - 1 or tree.tokens[place + 1].pos == "DET"
        if _is_verb(tree, place):
            return False
    return False


def _above(tree: Tree, node: int, inside: list[int]) -> Iterator[int]:
    """A noun and the nouns whose phrases hold it, within what is said."""
    place = node
    for _ in range(_BACK):
        yield place
        place = tree.tokens[place].head
        if place not in inside or tree.tokens[place].pos not in ("NOUN", "ADJ", "PROPN"):
            return


def _is_presupposed(tree: Tree, node: int, inside: list[int], words: EventWords) -> bool:
    """Whether a noun, or what is told of one, is taken for granted in what is asked, promised or refused
    (*depuis l'échec du sommet*; *refuse d'accueillir des hommes arrêtés en mer*).
    """
    token = tree.tokens[node]
    if token.dep == "acl" and "VerbForm=Part" in token.morph and "Tense=Past" in token.morph:
        return token.head in inside
    prepositions = (preposition(tree, place, words) for place in _above(tree, node, inside))
    return tree.tokens[node].pos == "NOUN" and any(
        each in words.lists["background_prepositions"] for each in prepositions
    )


def _is_remembered(tree: Tree, node: int, inside: list[int], words: EventWords) -> bool:
    """Whether a noun tells of what somebody is a victim (*rendre hommage aux victimes de l'attentat*)."""
    return tree.tokens[node].pos == "NOUN" and any(
        words.lists["remembrances"] & set(keys(tree.tokens[place]))
        for place in _above(tree, node, inside)
        if place != node
    )
