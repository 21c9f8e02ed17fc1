"""Whether a capital city stands for those who govern there (*Moscou nie*) or for the place (*à Moscou*)."""

from selon.annotate.lines import Line

__all__ = ["acts"]

_ARGUMENTS = ("nsubj", "obj", "iobj", "obl:agent", "ROOT", "obl:arg")
_OBJECTS = ("obj", "nmod", "conj", "nsubj:pass", "obl:arg")
_LINKS = frozenset({"conj", "appos"})


def acts(line: Line, first: int, last: int) -> bool:
    """Whether the name of a capital, tokens `[first, last)`, stands for its state.

    Decided by the preposition before it and, after *à* and *de*, by the verb or noun that governs it; of
    coordinated capitals the first decides.
    """
    token, before = line.tokens[first], first - 1
    if token.dep in _LINKS and line.is_in(before, "places.links"):
        other = before - 1 if line.surface(before - 1)[:1].isupper() else token.head
        return 0 <= other < first and line.surface(other)[:1].isupper() and acts(line, other, other + 1)
    if line.is_in(before, "places.place_prepositions") or line.surface(before) in ("(", "/"):
        return False
    governors = _governors(line, first)
    if _is_dateline(line, first, last) or governors & line.names.words["places.motion"]:
        return False
    if line.is_in(before, "places.to"):
        return bool((governors | _above(line, first)) & line.names.words["places.receiving"])
    if line.is_in(before, "places.of"):
        return bool(governors & line.names.words["places.owned"])
    if line.is_in(before, "places.actor_prepositions") or _precedes_verb(line, first, last):
        return True
    return token.dep.startswith(_ARGUMENTS) and token.pos != "ADJ"


def _precedes_verb(line: Line, first: int, last: int) -> bool:
    """Whether a bare name, alone or first of two, stands before a finite verb."""
    if first and line.pos(first - 1) in ("ADP", "DET", "PROPN", "NOUN"):
        return False
    after = last + 2 if line.is_in(last, "places.links") else last
    while line.is_in(after, "pronouns.clitics"):
        after += 1
    return line.pos(after) in ("VERB", "AUX")


def _is_dateline(line: Line, first: int, last: int) -> bool:
    following = line.surface(last) or "."
    return first == 0 and following in ("(", "/", "-", "--", "—", "–", ",", ".", ":", "•")


def _above(line: Line, first: int) -> frozenset[str]:
    """The nouns above the one that a name hangs on, up to the verb whose object they are (*vendre des
    chars à X*, *une livraison de chars à X*).
    """
    found, index = set(), first - 2
    while line.pos(index) in ("NOUN", "ADP", "DET", "ADJ") and index >= 0:
        found |= (
            {line.tokens[index].lemma, line.words[index].rstrip("s")} if line.pos(index) == "NOUN" else set()
        )
        index -= 1
    index = line.tokens[first].head
    for _ in range(4):
        token = line.tokens[index]
        found |= {token.lemma, line.words[index]}
        if token.pos == "VERB" or not token.dep.startswith(_OBJECTS):
            break
        index = token.head
    return frozenset(found)


def _governors(line: Line, first: int) -> frozenset[str]:
    """The lemma and folded form of the word that governs a token, and of the noun or verb before it."""
    head = line.tokens[first].head
    found = {line.tokens[head].lemma, line.words[head]} if head != first else set()
    for index in range(first - 1, max(-1, first - 4), -1):
        if line.tokens[index].pos in ("NOUN", "VERB"):
            found |= {line.tokens[index].lemma, line.words[index], line.words[index].rstrip("s")}
            break
    return frozenset(found)
