"""What two propositions are about, by their wordings: *obus d'artillerie* is narrower than *armes*."""

import re
from collections.abc import Iterable, Mapping

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.propositions import Fit

__all__ = ["compare_objects"]


def compare_objects(
    one: Mapping[str, tuple[str, ...]], two: Mapping[str, tuple[str, ...]], pack: LanguagePack
) -> Fit:
    """How the worded objects of one proposition stand to those of another.

    A term of the pack that includes one of the other side's makes its side the broader. What shares no term
    is apart; what the pack has no terms for is no difference.
    """
    first, second = _terms(one, pack), _terms(two, pack)
    if not first or not second:
        return "same"
    above, below = _includes(first, second, pack), _includes(second, first, pack)
    if above != below:
        return "broader" if above else "narrower"
    return "apart" if first.isdisjoint(second) and not above else "same"


def _terms(worded: Mapping[str, tuple[str, ...]], pack: LanguagePack) -> frozenset[str]:
    """The first term of the pack in each coordinated part of the wordings of the roles that it compares."""
    texts = [text for role in pack.links.compared if role in worded for text in worded[role]]
    parts = [part for text in texts for part in re.split(pack.links.joints, text)]
    found = (_term(words_of(part), pack) for part in parts)
    return frozenset(term for term in found if term is not None)


def _term(words: Iterable[str], pack: LanguagePack) -> str | None:
    forms = (form for word in words for form in (word, word.removesuffix("s"), word.removesuffix("x")))
    return next((pack.links.terms[form] for form in forms if form in pack.links.terms), None)


def _includes(one: frozenset[str], two: frozenset[str], pack: LanguagePack) -> bool:
    """Whether a term of the one side, which the other side lacks, includes one of the other's."""
    return any(other in pack.links.includes.get(term, ()) for term in one - two for other in two)
