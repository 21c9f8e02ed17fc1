"""Where the parser errs in known ways on press French, its tokens are mended before events are read.

Lemmas of participles, and compound tenses that an adverbial cuts (*a de son côté adressé*).
"""

from dataclasses import replace

from selon.annotate.sentences import Token
from selon.lang.events import EventWords

__all__ = ["mended"]

_REACH = 9
_BETWEEN = frozenset({"ADV", "ADP", "DET", "NOUN", "ADJ", "PUNCT", "PROPN", "AUX"})


def mended(tokens: tuple[Token, ...], words: EventWords) -> tuple[Token, ...]:
    """The tokens with better lemmas and heads; as many, at the same places."""
    kept = [_with_lemma(token, words) for token in tokens]
    for place, token in enumerate(kept):
        if _is_bare_participle(kept, place) and token.dep in ("acl", "advcl"):
            auxiliary = _auxiliary(kept, place, words)
            if auxiliary is not None:
                _join(kept, place, auxiliary)
    return tuple(kept)


def _with_lemma(token: Token, words: EventWords) -> Token:
    lemma = token.lemma.lower()
    if token.pos not in ("VERB", "AUX") or lemma.endswith(("er", "ir", "re", "oir")):
        return token
    form = token.text.lower()
    if form in words.forms:
        return replace(token, lemma=words.forms[form])
    for ending, infinitive in words.participle_endings.items():
        if form.endswith(ending):
            return replace(token, lemma=form.removesuffix(ending) + infinitive)
    return token


def _is_bare_participle(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if token.pos != "VERB" or "VerbForm=Part" not in token.morph or "Tense=Past" not in token.morph:
        return False
    return not any(other.head == place and other.dep.startswith("aux:tense") for other in tokens)


def _auxiliary(tokens: list[Token], place: int, words: EventWords) -> int | None:
    """The finite auxiliary that the parser left standing alone, a few words before its participle."""
    for other in range(place - 1, max(-1, place - _REACH), -1):
        token = tokens[other]
        finite = "VerbForm=Fin" in token.morph
        if finite and token.lemma.lower() in words.lists["auxiliaries"]:
            alone = not token.dep.startswith(("aux", "cop")) and other < tokens[place].head < place
            return other if alone else None
        if finite or token.pos not in _BETWEEN:
            return None
    return None


def _join(tokens: list[Token], participle: int, auxiliary: int) -> None:
    """Makes the participle the verb: it takes over the place and the children of its auxiliary."""
    old = tokens[auxiliary]
    head = participle if old.head == auxiliary else old.head
    for place, token in enumerate(tokens):
        if token.head == auxiliary and place not in (participle, auxiliary):
            tokens[place] = replace(token, head=participle)
    tokens[participle] = replace(tokens[participle], head=head, dep=old.dep)
    tokens[auxiliary] = replace(old, head=participle, dep="aux:tense", pos="AUX")
