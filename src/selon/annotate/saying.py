"""Who is the subject of a clause, and whether it says something: by the parse, else by position."""

from selon.annotate.lines import Line

__all__ = ["is_saying", "is_source", "is_subject", "speaks"]

_REACH = 9


def is_saying(line: Line, index: int) -> bool:
    """Whether a token is a verb of saying: its lemma, one cut short, or any verb just after a quotation."""
    token, verbs = line.tokens[index], line.names.words["speech.verbs"]
    if token.lemma in verbs or token.lemma + "r" in verbs or token.lemma + "er" in verbs:
        return True
    before = line.tokens[max(0, index - 4) : index]
    return token.pos in ("VERB", "AUX") and any(other.masked for other in before)


def is_source(line: Line, index: int) -> bool:
    """Whether the noun phrase of a token follows *selon*, *d'après* or *auprès de*."""
    first = _before_determiners(line, index)
    before = line.words[max(0, first - 2) : first]
    return any(before[-len(phrase) :] == phrase for phrase in line.names.sources)


def is_subject(line: Line, first: int, last: int) -> bool:
    """Whether the tokens `[first, last)` are subject or agent."""
    dep = line.tokens[_head(line, first, last)].dep
    return dep.startswith(("nsubj", "obl:agent")) or _verb_after(line, first, last) is not None


def speaks(line: Line, first: int, last: int) -> bool:
    """Whether they are subject of a verb of saying, before or after them, or the source of *selon*."""
    token = line.tokens[_head(line, first, last)]
    after = _verb_after(line, first, last)
    if after is not None and is_saying(line, after):
        return True
    if not is_saying(line, token.head):
        return is_source(line, first)
    if token.dep.startswith("nsubj"):
        return True
    start = _before_determiners(line, first)
    return token.head < start < token.head + 5 and line.pos(start - 1) in ("VERB", "AUX", "ADV")


def _before_determiners(line: Line, index: int) -> int:
    first = index
    while first > 0 and line.pos(first - 1) in ("DET", "ADJ", "NUM") and index - first < 4:
        first -= 1
    return first


def _head(line: Line, first: int, last: int) -> int:
    """The token of a range whose head lies outside it."""
    inside = range(first, last)
    return next((i for i in inside if line.tokens[i].head not in inside or line.tokens[i].head == i), first)


def _verb_after(line: Line, first: int, last: int) -> int | None:
    """The verb that follows at once, or beyond what stands between commas; null after a preposition."""
    if first and line.pos(first - 1) == "ADP":
        return None
    index, count = last, len(line.tokens)
    if line.surface(index) == ",":
        commas = (i + 1 for i in range(index + 1, min(index + _REACH, count)) if line.surfaces[i] == ",")
        index = next(commas, count)
    while line.pos(index) in ("ADV", "PRON") and not line.is_in(index, "pronouns.relatives"):
        index += 1
    if line.pos(index) not in ("VERB", "AUX"):
        return None
    head = line.tokens[index].head
    return head if line.pos(index) == "AUX" and line.pos(head) == "VERB" else index
