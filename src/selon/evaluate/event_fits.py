"""Whether one value of an event report is that of gold: names, wordings, dates, polarity, asserters."""

import re
from collections.abc import Iterable, Sequence

from selon.evaluate.event_gold import PAGE, FoundEvent, GoldEvent, either
from selon.evaluate.names import name_words, same_name
from selon.records import Span

__all__ = ["is_asserter", "is_named", "is_opposed", "is_overclaim", "letters", "plain_edtf", "same_wording"]


def letters(spans: Iterable[Span], text: str) -> set[int]:
    """The offsets of the letters and figures in these spans of a text."""
    return {
        place
        for start, end in spans
        for place in range(max(start, 0), min(end, len(text)))
        if text[place].isalnum()
    }


def is_opposed(gold: str, found: str) -> bool:
    """Whether one side says yes and the other no; gold that allows *unknown* opposes nothing."""
    ours = {value[-1] for value in either(gold)} & {"+", "-"}
    theirs = {value[-1] for value in either(found)} & {"+", "-"}
    return len(ours) == 1 and len(theirs) == 1 and ours != theirs and "u" not in gold


def is_overclaim(event: GoldEvent, found: FoundEvent) -> bool:
    """Whether something denied, planned, possible ... is told as a fact."""
    plain = "asserted" in either(event.status) or "CT+" in either(event.factuality)
    return not plain and found.status == "asserted" and found.factuality == "CT+"


def is_named(gold: str, names: Iterable[str], rivals: Iterable[str]) -> bool:
    """Whether an actor bears one of the gold names, and no name of another actor of the page's gold."""
    rights, borne = either(gold), list(names)
    if not any(same_name(right, name) for right in rights for name in borne):
        return False
    others = [name_words(rival) for rival in rivals if not any(same_name(rival, right) for right in rights)]
    return not any(name_words(name) in others for name in borne)


def same_wording(a: str, b: str) -> bool:
    """Whether half of the words of the shorter wording stand in the other."""
    first, second = name_words(a), name_words(b)
    return bool(first and second) and len(first & second) / min(len(first), len(second)) >= 0.5


def is_asserter(gold: str, said_by: Iterable[Sequence[str]], actors: frozenset[str]) -> bool:
    """Whether one of the asserters, each with all its names, is one that gold allows."""
    sources = either(gold)
    for names in said_by:
        if PAGE in names and PAGE in sources:
            return True
        if list(names) != [PAGE] and any(is_named(name, names, actors) for name in sources - {PAGE}):
            return True
    return False


def plain_edtf(value: str | None) -> str | None:
    """An EDTF value without spaces, seconds and zone, sets in order; null for none."""
    plain = re.sub(r"\s", "", value or "")
    if plain[:1] in ("[", "{"):
        return plain[0] + ",".join(sorted(plain[1:-1].split(",")))
    return re.sub(r"T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:?\d\d)?$", r"T\1", plain) or None
