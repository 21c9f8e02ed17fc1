"""The time that an event shares with what is told beside it, where it has none of its own."""

import re
from collections.abc import Collection, Sequence

from selon.annotate.event_asides import is_dated
from selon.annotate.event_times import governor
from selon.annotate.event_tree import Tree, keys, mood, preposition, subtree
from selon.annotate.sentences import Sentence
from selon.dates import before as day_before
from selon.lang.events import EventWords
from selon.records import Edtf, InvalidDate, TimeExpression

__all__ = ["framing_time", "offset_time", "shared_time", "simultaneous_time"]

_OPENING = 5
"""How far into a sentence a date still opens it, in code points: a preposition may stand before it."""
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_PRECISE = {"D": len("2020-10-13"), "W": len("2020-10-13"), "M": len("2020-10"), "Y": len("2020")}
"""How long a plain date is at least that days, weeks, months or years may be counted back from."""
_FUNCTION = frozenset({"ADP", "DET", "ADV", "ADJ", "PUNCT", "SCONJ"})


def framing_time(
    tree: Tree,
    predicate: int,
    before: Sentence | None,
    times: Sequence[TimeExpression],
    words: EventWords,
) -> str | None:
    """The time that an undated pluperfect or sequel takes up: the one that opens the sentence before it in
    its block.

    *En 2019, X avait déjà reculé. Le Sénat avait voté ...*: the pluperfect leans on a time, which such a date
    sets for what follows. So does *Jeudi, X s'est rendu à Oslo. Il a ensuite rencontré ...*.
    """
    if not tree.having(predicate, "aux:tense", "aux:pass"):
        return None
    told = mood(tree, predicate, words)
    sequel = any(tree.tokens[n].text.lower() in words.lists["sequels"] for n in tree.children[predicate])
    if "Tense=Imp" not in told and not (sequel and "Tense=Pres" in told):
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
    return _time_at(tree, token.head, times, words)


def _time_at(tree: Tree, verb: int, times: Sequence[TimeExpression], words: EventWords) -> str | None:
    """The time of a verb that is no event of its own."""
    return next(
        (t.id for t in times if t.edtf and is_dated(t) and governor(tree, t, (), (), words) == verb), None
    )


def shared_time(
    tree: Tree, event: Collection[int], predicate: int, times: Sequence[TimeExpression], words: EventWords
) -> str | None:
    """The time that an event without one has together with the clause it stands in.

    Of an occasion (*a déclaré mardi lors d'une réunion*, *mardi, lors d'une réunion*), of what a present
    participle adds (*un bateau a pris feu mardi, faisant quatre morts*), of what was done where one went
    (*s'est rendu mardi à Lima, où il a rencontré ...*), of what was done on a dated occasion (*arrêté lors de
    la manifestation de mardi*).
    """
    trigger = next(iter(event))
    head = tree.tokens[predicate].head
    if preposition(tree, trigger, words) in words.lists["occasions"]:
        if words.lists["depictions"] & set(keys(tree.tokens[tree.tokens[trigger].head])):
            return None
        return _time_before(tree, trigger, times) or _time_at(tree, tree.tokens[trigger].head, times, words)
    token = tree.tokens[predicate]
    joined = "VerbForm=Part" in token.morph and "Tense=Pres" in token.morph
    if (joined and token.dep in ("advcl", "acl", "conj")) or _is_there(tree, predicate, words):
        verb = head if tree.tokens[head].pos in ("VERB", "AUX") else tree.tokens[head].head
        return _time_at(tree, verb, times, words)
    nouns = [n for n in tree.children[predicate] if preposition(tree, n, words) in words.lists["occasions"]]
    found = (_time_at(tree, noun, times, words) or _time_of_noun(tree, noun, times) for noun in nouns)
    return next((time for time in found if time), None)


def offset_time(  # noqa: PLR0917
    tree: Tree,
    trigger: int,
    predicate: int,
    times: Sequence[TimeExpression],
    published: str | None,
    words: EventWords,
) -> str | None:
    """The EDTF value of an event that something follows after a span (*deux jours après l'arrestation de X*,
    *quelques semaines après que X a frappé*).

    It is counted back from the time of what follows; where none is told, days and weeks are counted back from
    the publication, near which the news lies, and the value is approximate (*~*): longer spans are told of
    what is no news.
    """
    spans = [time for time in times if time.kind == "duration" and time.timex]
    for time in spans:
        place = next((n for n, token in enumerate(tree.tokens) if token.start >= time.end), None)
        if place is None or not _follows(tree, place, trigger, predicate, words):
            continue
        told = _time_at(tree, tree.tokens[predicate].head, [t for t in times if t is not time], words)
        value = next((t.edtf for t in times if t.id == told), None)
        if value is not None:
            return _back(value, time.timex or "")
        near = published is not None and (time.timex or "")[-1:] in ("D", "W")
        return _back(f"{published}~", time.timex or "") if near else None
    return None


def _follows(tree: Tree, place: int, trigger: int, predicate: int, words: EventWords) -> bool:
    """Whether the word at a place is the *après* of an event's phrase, or of its clause."""
    if tree.tokens[place].text.lower() not in words.lists["following"]:
        return False
    if place in tree.children[trigger]:
        return True
    own = {predicate, *tree.children[predicate]}
    between = range(place + 1, predicate)
    finite = any("VerbForm=Fin" in tree.tokens[n].morph and n not in own for n in between)
    clause = place + 1 < len(tree.tokens) and tree.tokens[place + 1].text.lower() in words.lists["that"]
    return clause and place < predicate and not finite


def _back(start: str | None, timex: str) -> str | None:
    """The value so long before a time that is told as precisely as the span is counted; null for others."""
    plain = (start or "").partition("T")[0].rstrip("~?%")
    if not _PLAIN.fullmatch(plain) or len(plain) < _PRECISE.get(timex[-1:], len(plain) + 1):
        return None
    try:
        first = Edtf.parse(plain).earliest
    except InvalidDate:
        return None
    found = day_before(first, timex) if first else None
    is_rough = start is not None and start[-1] in "~?%"
    return f"{found.rstrip('~')}~" if found and is_rough else found


def _is_there(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a relative clause of *où* tells in the same tense what was done at a place."""
    token = tree.tokens[verb]
    if token.dep != "acl:relcl":
        return False
    where = [n for n in tree.children[verb] if tree.tokens[n].text.lower() in words.lists["where"]]
    main = tree.tokens[token.head].head
    return bool(where) and mood(tree, verb, words) == mood(tree, main, words) != ""


def _time_before(tree: Tree, noun: int, times: Sequence[TimeExpression]) -> str | None:
    """The time right before the preposition of a noun (*en 2016 lors de l'élection de ...*)."""
    start = tree.tokens[noun].start
    last = max((t for t in times if t.edtf and is_dated(t) and t.end <= start), key=_end, default=None)
    if last is None:
        return None
    between = [token for token in tree.tokens if last.end <= token.start and token.end <= start]
    close = all(token.pos in _FUNCTION for token in between)
    return last.id if close else None


def _end(time: TimeExpression) -> int:
    return time.end


def _time_of_noun(tree: Tree, noun: int, times: Sequence[TimeExpression]) -> str | None:
    """The time in the phrase of a noun."""
    phrase = [tree.tokens[n] for n in subtree(tree, noun)]
    dated = [time for time in times if time.edtf and is_dated(time)]
    return next((t.id for t in dated if any(w.start < t.end and t.start < w.end for w in phrase)), None)
