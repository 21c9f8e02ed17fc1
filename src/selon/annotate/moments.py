"""When it was said: the time expression of the reporting clause (*a déclaré mardi X, révèle X lundi*)."""

import re

from selon.annotate.grid import Grid
from selon.annotate.reading import Found
from selon.lang import LanguagePack
from selon.records import Span, TimeExpression

__all__ = ["uttered_of"]

_NEAR = 60  # characters around the cue within which a time expression tells when it was said
_WORD = re.compile(r"[^\W\d_]+")


def uttered_of(
    text: str, item: Found, sentence: Span, times: Grid[TimeExpression], pack: LanguagePack
) -> str | None:
    """The id of the time expression nearest to the cue in its sentence, outside content and source.

    One at either end of the source is the clause's own (*révèle X lundi*); one that a relative clause or a
    participle holds (*une femme libérée lundi*) is not, unless it is of publishing. Null for none.
    """
    if item.cue is None:
        return None
    best: tuple[int, str] | None = None
    for time in times.near([sentence]):
        span = time.start, time.end
        if not (sentence[0] <= span[0] and span[1] <= sentence[1]):
            continue
        distance = max(span[0] - item.cue[1], item.cue[0] - span[1], 0)
        if distance <= _NEAR and _is_of_the_clause(text, item, span, pack):
            best = min(best or (distance, time.id), (distance, time.id))
    return best[1] if best else None


def _is_of_the_clause(text: str, item: Found, time: Span, pack: LanguagePack) -> bool:
    assert item.cue is not None
    if any(time[0] < end and start < time[1] for start, end in item.content):
        return False
    grammar, start = pack.speech.grammar, item.cue[1]
    inside = item.source is not None and item.source[0] <= time[0] and time[1] <= item.source[1]
    if inside and item.source is not None:
        if time[0] != item.source[0] and time[1] != item.source[1]:
            return False
        start = item.source[0]
    between = _WORD.findall(text[start : time[0]].lower()) if start < time[0] else []
    if set(between) & grammar["relative_pronouns"]:
        return False
    while between and between[-1] in grammar["date_articles"]:
        between.pop()
    tied = between and between[-1] in grammar["prepositions"] - grammar["of_it"]  # but *en juin*
    if inside and between and (tied or text[time[0]].isdigit()):
        return False  # it belongs to the name, or to what is told of its bearer
    while between and between[-1] in grammar["articles"] | grammar["prepositions"]:
        between.pop()
    return not between or between[-1] in pack.voices.publishing or not _is_participle(between[-1], pack)


def _is_participle(word: str, pack: LanguagePack) -> bool:
    return pack.acts.participle.search(word) is not None
