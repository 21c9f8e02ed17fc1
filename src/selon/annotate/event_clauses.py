"""Clauses that the parser cuts in known ways on press French, mended before events are read.

Who does and who undergoes: *avoir lieu* taken for a copula, a second subject that is the object, the subject
behind a verb whose object is a pronoun, the participle on an object taken for a clause.
"""

from dataclasses import replace

from selon.annotate.sentences import Token
from selon.lang.events import EventWords

__all__ = ["mend_clauses"]

_NAMES = ("NOUN", "PROPN", "X")
_LEFT_BEHIND = ("det", "case", "amod", "nmod", "nummod", "flat:name", "acl", "acl:relcl", "appos")


def mend_clauses(tokens: list[Token], words: EventWords) -> None:
    """Mends the heads of `tokens` in place."""
    for place in range(len(tokens)):
        _raise_possession(tokens, place, words)
        _drop_label(tokens, place, words)
        _leave_label(tokens, place, words)
        _take_object(tokens, place)
        _take_subject(tokens, place)
        _lower_participle(tokens, place, words)


def _having(tokens: list[Token], head: int, *relations: str) -> list[int]:
    return [n for n, t in enumerate(tokens) if t.head == head and n != head and t.dep in relations]


def _raise_possession(tokens: list[Token], place: int, words: EventWords) -> None:
    """Makes *avoir* a verb where it was taken for a copula or auxiliary of a noun (*le vote aurait lieu*)."""
    token, noun = tokens[place], tokens[place].head
    owns = token.lemma.lower() in words.lists["possession"] and token.dep == "cop"
    if not owns or noun == place or tokens[noun].pos != "NOUN" or noun < place:
        return
    old = tokens[noun]
    for other, each in enumerate(tokens):
        if each.head == noun and other not in (noun, place) and each.dep not in _LEFT_BEHIND:
            tokens[other] = replace(each, head=place)
    tokens[place] = replace(token, pos="VERB", dep=old.dep, head=place if old.head == noun else old.head)
    tokens[noun] = replace(old, dep="obj", head=place)


def _drop_label(tokens: list[Token], place: int, words: EventWords) -> None:
    """A name before a colon is a headline's label, not the subject: that follows, where it was taken for an
    apposition of the label (*Ana Ruiz : sa sœur Eva lui écrit*).
    """
    token, verb = tokens[place], tokens[place].head
    if token.dep not in ("nsubj", "nsubj:pass") or place >= verb:
        return
    colon = next((n for n in range(place, verb) if tokens[n].text in words.lists["label_marks"]), verb)
    beside = [n for n in _having(tokens, place, "appos", "nmod") if not _having(tokens, n, "case")]
    later = [n for n in beside if colon < n < verb and tokens[n].pos in _NAMES]
    if later and all(t.pos in _NAMES or t.dep == "flat:name" for t in tokens[:colon]):
        tokens[later[0]] = replace(tokens[later[0]], dep=token.dep, head=verb)
        tokens[place] = replace(token, dep="dislocated")


def _leave_label(tokens: list[Token], place: int, words: EventWords) -> None:
    """A participle behind the colon describes whom the headline names there, not its label (*Assemblée : Jean
    Petit sanctionné*).
    """
    token = tokens[place]
    if token.dep != "acl" or token.head > place or "Tense=Past" not in token.morph:
        return
    colon = next((n for n in range(token.head, place) if tokens[n].text in words.lists["label_marks"]), place)
    own = [n for n in _having(tokens, token.head, "appos", "nmod") if colon < n < place]
    own = [n for n in own if tokens[n].pos in _NAMES and not _having(tokens, n, "case")]
    if own:
        tokens[place] = replace(token, head=own[-1])


def _take_object(tokens: list[Token], verb: int) -> None:
    """A second subject behind a verb in a compound tense is its object (*X avait rencontré Y*); so is any
    behind a perfect infinitive, which has none (*avoir rencontré Y*).
    """
    own = _having(tokens, verb, "nsubj")
    before, after = [n for n in own if n < verb], [n for n in own if n > verb]
    infinite = any("VerbForm=Inf" in tokens[n].morph for n in _having(tokens, verb, "aux:tense"))
    if tokens[verb].pos != "VERB" or not (before or infinite) or not after:
        return
    active = _having(tokens, verb, "aux:tense") and not _having(tokens, verb, "aux:pass", "obj", "expl:comp")
    name = tokens[after[0]]
    if active and name.pos in _NAMES and not any(t.dep == "punct" for t in tokens[verb + 1 : after[0]]):
        tokens[after[0]] = replace(name, dep="obj")


def _take_subject(tokens: list[Token], verb: int) -> None:
    """A second object behind a verb without subject, whose object is the pronoun before it, is the subject
    (*les attendait une manifestation*).
    """
    own = _having(tokens, verb, "obj")
    finite = "VerbForm=Fin" in tokens[verb].morph and tokens[verb].pos == "VERB"
    if not finite or len(own) != 2 or _having(tokens, verb, "nsubj", "nsubj:pass"):
        return
    first, second = own
    if first == verb - 1 and tokens[first].pos == "PRON" and second > verb and tokens[second].pos in _NAMES:
        tokens[second] = replace(tokens[second], dep="nsubj")


def _lower_participle(tokens: list[Token], place: int, words: EventWords) -> None:
    """A participle right behind an object describes it, unless the verb tells what something is or seems
    (*soutenir le gouvernement élu*).
    """
    token, above = tokens[place], tokens[tokens[place].head]
    past = token.pos == "VERB" and "VerbForm=Part" in token.morph and "Tense=Past" in token.morph
    if token.dep != "xcomp" or not past or above.lemma.lower() in words.lists["seeing"]:
        return
    before = place - 1
    while before > token.head and tokens[before].pos in ("ADV", "ADJ"):
        before -= 1
    objects = [n for n in _having(tokens, token.head, "obj") if token.head < n <= before]
    if (
        objects
        and tokens[before].pos in _NAMES
        and not any(t.dep.startswith("aux") and t.head == place for t in tokens)
    ):
        tokens[place] = replace(token, dep="acl", head=objects[-1])
