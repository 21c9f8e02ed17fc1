"""The whole of a name, where the parse cuts it: between quotation marks, over hyphens, of several words."""

from selon.annotate.event_mentions import Scene
from selon.annotate.sentences import Token
from selon.records import Span

__all__ = ["MARKS", "whole"]

MARKS = (('"', '"'), ("«", "»"), ("“", "”"))
"""Quotation marks that open and close."""
_JOINERS = "-\u2010\u2011"
"""Hyphens inside names."""
_QUOTED = 60
"""How far behind a phrase the mark that closes its quotation may stand, in code points."""


def whole(scene: Scene, span: Span) -> Span:
    """A name with what the parse cuts of it: words between quotation marks, the rest of a name of a place
    (*Hong Kong*), the rest of a word with a hyphen (*Viry-Châtillon*).
    """
    start, end = span
    left, right = scene.tree.sentence.span
    bracket = scene.text.rfind("(", start, end)
    if bracket > start and ")" not in scene.text[bracket:end]:
        end = start + len(scene.text[start:bracket].rstrip())
    for opening, closing in MARKS:
        open_ = scene.text.find(opening, max(left, start - 1), end)
        close = scene.text.find(closing, open_ + 1, min(right, end + _QUOTED)) if open_ >= 0 else -1
        if close >= end:
            end = close + 1 if open_ >= start else close
    for token, after in zip(scene.tree.tokens, scene.tree.tokens[1:], strict=False):
        elided = token.text.endswith(("'", "’")) and after.start == end  # Sant'Agata
        if (
            token.end == end
            and _is_of_place(after)
            and (elided or _is_of_place(token))
            and after.start <= end + 1
        ):
            end = after.end
    return _unhyphened(scene.text, (start, end), (left, right))


def _unhyphened(text: str, span: Span, sentence: Span) -> Span:
    """A span with the rest of the words with hyphens at its ends."""
    (start, end), (left, right) = span, sentence
    while start - 1 > left and text[start - 1] in _JOINERS and text[start - 2].isalpha():
        start = _edge(text, start - 1, -1)
    if end < right and text[end - 1] in _JOINERS and text[end].isalpha():
        end = _edge(text, end, 1)
    while end + 1 < right and text[end] in _JOINERS and text[end + 1].isalpha():
        end = _edge(text, end + 1, 1)
    return start, end


def _is_of_place(token: Token) -> bool:
    """Whether a token is a word of the name of a place."""
    return token.entity == "LOC" and token.text[:1].isupper()


def _edge(text: str, place: int, step: int) -> int:
    """The end of the word of letters at `place`, leftwards for a `step` of -1."""
    while 0 < place < len(text) and text[place if step > 0 else place - 1].isalpha():
        place += step
    return place
