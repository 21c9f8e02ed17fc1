"""Persons whom a page names together, so that *ils* or a plural description may stand for both."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from selon.annotate.parties import Party
from selon.annotate.stage import Stage
from selon.lang import LanguagePack
from selon.records import Mention

__all__ = ["coordinated", "named_before"]


def coordinated(
    text: str, mentions: Sequence[Mention], parties: Mapping[str, Party], pack: LanguagePack
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Names, or descriptions of persons, that a conjunction joins, with the place of the second.

    *Ils* may stand for both, and *les deux femmes* for *une mère et sa fille*.
    """
    for sort in ("name", "role"):
        found = sorted((m for m in mentions if m.kind == sort), key=lambda mention: mention.start)
        single = [m for m in found if sort == "name" or _is_somebody(parties[m.entity])]
        for one, other in pairwise(single):
            between = text[one.end : other.start].strip().lower()
            if one.entity != other.entity and between in pack.speech.grammar["conjunctions"]:
                yield other.start, (one.entity, other.entity)


def _is_somebody(party: Party) -> bool:
    return party.kind in ("person", "unnamed") and not party.plural


def named_before(
    text: str, mentions: Sequence[Mention], stage: Stage
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Plural descriptions with the two names in apposition after them: *les auteurs, Untel et Unetelle*."""
    roles = sorted((m for m in mentions if m.kind == "role"), key=lambda mention: -mention.start)
    ends = {mention.end: mention for mention in roles}
    for place, pair in stage.joined:
        starts = [start for start in stage.parties[pair[0]].starts if start < place]
        before = text[: starts[-1]].rstrip().removesuffix(",") if starts else ""
        role = ends.get(len(before))
        if role and stage.parties[role.entity].plural and role.entity not in pair:
            yield role.entity, pair
