"""What the parse tells of whom a pronoun takes up, and of things that it may stand for instead."""

from collections.abc import Mapping

from selon.annotate.entities import Figure
from selon.annotate.lines import Line
from selon.annotate.pronouns import Pronoun
from selon.annotate.resolution import Reader, Thing

__all__ = ["main_thing", "other_subject", "rival_thing", "taken_up"]

_NEAR = 4
_HANGS = 12  # tokens before a relative pronoun within which the noun that it takes up stands

_Heads = Mapping[int, Figure]


def taken_up(line: Line, index: int, heads: _Heads) -> Figure | None:
    """What *qui* takes up: the noun that the parse hangs its clause on, else what stands just before.

    The noun has the number of the verb: of several before it, the nearest that has (*les maires du Gers,
    réunis à Auch, qui s'inquiètent*). Null where it is a thing (*le droit qui protège*).
    """
    verb = line.tokens[line.tokens[index].head]
    hung = verb.head if verb.dep.startswith("acl") and verb.head < index else index
    beside = index - 2 if line.surface(index - 1) == "," else index - 1
    if _hangs_on_thing(line, hung, beside, heads):
        return None
    places = [hung, beside, *range(beside - 1, max(-1, index - _HANGS), -1)]
    number = _number(line, index)
    able = [heads[place] for place in places if place in heads]
    fitting = (figure for figure in able if number is None or figure.plural == (number == "p"))
    return next(fitting, heads.get(hung) or heads.get(beside))


def _hangs_on_thing(line: Line, hung: int, beside: int, heads: _Heads) -> bool:
    """Whether a relative clause hangs on a common noun with a determiner before it that is no mention."""
    while beside > hung and line.pos(beside) in ("ADJ", "VERB"):
        beside -= 1
    determined = any(line.is_determiner(i) for i in range(max(0, hung - 3), hung))
    return hung == beside and line.pos(hung) == "NOUN" and hung not in heads and determined


def _number(line: Line, index: int) -> str | None:
    """The number that the verb after a relative pronoun shows: s, p; null where it shows none."""
    for token in line.tokens[index + 1 : index + _NEAR + 1]:
        if token.pos in ("VERB", "AUX") and "Number=" in token.morph:
            return "p" if "Number=Plur" in token.morph else "s"
    return None


def other_subject(line: Line, index: int, known: _Heads) -> Figure | None:
    """The subject of the verb before which *lui* stands: somebody else (*elle lui adresse un signe*)."""
    if not (line.is_in(index, "pronouns.clitics") and line.pos(index + 1) in ("VERB", "AUX")):
        return None
    verb, tokens = line.tokens[index].head, line.tokens
    return next((f for i, f in known.items() if tokens[i].head == verb and "nsubj" in tokens[i].dep), None)


def main_thing(line: Line, ordinal: int, heads: _Heads) -> Thing | None:
    """The thing that is subject of the main clause of a sentence; null where that is somebody."""
    subjects = (i for i, token in enumerate(line.tokens) if token.dep.startswith("nsubj"))
    main = (i for i in subjects if line.tokens[line.tokens[i].head].head == line.tokens[i].head)
    return next((_thing(line, i, ordinal) for i in main if i not in heads), None)


def rival_thing(line: Line, item: Pronoun, known: _Heads, reader: Reader) -> int | None:
    """The ordinal of the sentence with a thing as subject that a pronoun may stand for, by gender and number.

    That is the last subject before it in its sentence, else that of the main clause before (*Ce bureau a
    ouvert en 2018. Il est le produit d'un accord*). Null where no thing is.
    """
    before = [i for i in range(item.first) if line.tokens[i].dep.startswith("nsubj")]
    if not before:
        thing = reader.thing if reader.thing and reader.thing.ordinal >= reader.ordinal - 1 else None
    elif before[-1] in known or _holds(line, before[-1], item.first):
        return None
    else:
        thing = _thing(line, before[-1], reader.ordinal)
    agrees = thing is not None and thing.plural == item.plural and "x" not in (thing.gender, item.gender)
    return thing.ordinal if thing is not None and agrees and thing.gender == item.gender else None


def _thing(line: Line, index: int, ordinal: int) -> Thing | None:
    """A common noun that is no mention, with its gender and number by the parse."""
    token = line.tokens[index]
    if token.pos != "NOUN" or token.masked:
        return None
    gender = "m" if "Gender=Masc" in token.morph else "f" if "Gender=Fem" in token.morph else "x"
    return Thing(ordinal, gender, "Number=Plur" in token.morph)


def _holds(line: Line, noun: int, index: int) -> bool:
    """Whether a token stands within a clause of a noun (*le texte qu'il a signé*)."""
    seen = 0
    while line.tokens[index].head != index and seen < len(line.tokens):
        index, seen = line.tokens[index].head, seen + 1
        if index == noun:
            return True
    return False
