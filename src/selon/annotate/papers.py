"""Whose a paper is that says something: *un rapport de X*, *une étude réalisée par X*, *un sondage X*.

A report has no voice of its own: whoever published it speaks. A paper that the page names again (*le
rapport*) is that of the same owner.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from selon.annotate.grid import Grid
from selon.annotate.stage import Asked
from selon.lang import LanguagePack
from selon.lang.names import fold
from selon.records import Entity, Mention, Span

__all__ = ["Paper", "owner_before", "owner_of", "paper_before", "read_papers"]

Paper = tuple[int, str, tuple[str, ...]]
"""Where a page names a paper, the lemma of its noun and the ids of its owners."""

_REACH = 120  # characters behind a paper's noun within which its owner is named
_WORD = re.compile(r"[\w-]+", re.UNICODE)
_OPENING = 12  # characters before a paper's noun that hold its preposition
_GAP = 5  # words between a paper's noun and the preposition before its owner


def read_papers(
    text: str,
    mentions: Sequence[Mention],
    grid: Grid[Mention],
    entities: Mapping[str, Entity],
    pack: LanguagePack,
) -> list[Paper]:
    """The papers of a page that have an owner beside them, in order."""
    found = []
    for mention in mentions:
        if mention.kind == "role" and entities[mention.entity].kind == "document":
            span = mention.start, min(len(text), mention.end + _REACH)
            owner = owner_of(text, span, grid.near([span]), entities, pack)
            if owner:
                found.append((mention.start, _lemma(text, span, pack), owner))
    return sorted(found)


def owner_of(
    text: str, span: Span, near: Sequence[Mention], entities: Mapping[str, Entity], pack: LanguagePack
) -> tuple[str, ...]:
    """The owners of the paper with which a noun phrase begins; none where it names nobody's."""
    head = _paper(text, span, pack)
    if head is None:
        return ()
    able = [
        mention
        for mention in sorted(near, key=lambda mention: (mention.start, -mention.end))
        if head < mention.start
        and mention.end <= span[1] + 1
        and mention.kind in ("name", "role")
        and entities[mention.entity].kind != "document"
        and fold(entities[mention.entity].name) not in pack.voices.platforms
    ]
    owned = [mention for mention in able if _is_owner(text, head, mention, pack)]
    if not owned:
        return ()
    return (owned[0].entity, *_joined(text, owned[0], able, pack))


def _paper(text: str, span: Span, pack: LanguagePack) -> int | None:
    """The end of the paper's noun, the first word of the phrase but for its determiner; null for others."""
    for number, word in enumerate(_WORD.finditer(text, span[0], span[1])):
        low = fold(word[0])
        noun = pack.names.nouns.get(low)
        if low in pack.voices.accounts or (noun is not None and noun.sort == "document"):
            return None if low in pack.voices.matters else word.end()
        if number == 2 or (noun is not None and number):
            return None
    return None


def _is_owner(text: str, head: int, mention: Mention, pack: LanguagePack) -> bool:
    """Whether only *de*, *par* with its participle, or nothing ties a mention to the paper's noun."""
    articles = pack.voices.articles.match(_plain(text[mention.start : mention.end]))
    between = _plain(text[head : mention.start]) + (articles[0] if articles else "")
    if re.search(r"[.;:!?«»“”]", between):
        return False
    words = between.replace("'", "' ").replace("*", " ").split()
    if len(words) > _GAP + 2:
        return False
    grammar = pack.speech.grammar
    while words and words[-1] in grammar["articles"] and words[-1] not in grammar["of"]:
        words.pop()
    if not words:
        return mention.kind == "name"
    inner = words[:-1]
    ties = grammar["of"] | grammar["by"]
    loose = any(word.rstrip(",") in grammar["prepositions"] - ties for word in inner)
    platform = not inner and fold(words[0]) in pack.voices.platforms
    by = words[-1] in grammar["by"] or not grammar["by"].isdisjoint(inner)
    made = not by or not inner or not pack.voices.making.isdisjoint(inner)
    return (words[-1] in ties and not loose and made) or platform


def _joined(text: str, first: Mention, able: Sequence[Mention], pack: LanguagePack) -> Iterator[str]:
    """Those whom a comma or conjunction joins to the first owner (*de X, de Y et du Z*)."""
    last = first
    for mention in able:
        if mention.start < last.end:
            continue
        words = _plain(text[last.end : mention.start]).replace("'", "' ").replace(",", " , ").split()
        grammar = pack.speech.grammar
        ties = grammar["conjunctions"] | {","}
        if not words or words[0] not in ties or mention.kind != "name":
            return
        if not all(word in ties | grammar["of"] | grammar["articles"] for word in words) or words == [","]:
            return
        yield mention.entity
        last = mention


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("\u00a0", " ")


def _lemma(text: str, span: Span, pack: LanguagePack) -> str:
    words = (fold(word[0]) for word in _WORD.finditer(text, span[0], span[1]))
    return next((pack.names.nouns[word].lemma for word in words if word in pack.names.nouns), "")


def owner_before(papers: Sequence[Paper], place: int, noun: str | None) -> tuple[str, ...]:
    """The owner of the paper that was named last under this noun, else of the only ones named before."""
    known = papers[: bisect_left(papers, (place, "", ()))]
    same = [owner for _, lemma, owner in known if lemma == noun]
    owners = {owner for _, _, owner in known}
    return same[-1] if same else next(iter(owners)) if len(owners) == 1 else ()


def paper_before(
    text: str, mentions: Sequence[Mention], asked: Asked, entities: Mapping[str, Entity], pack: LanguagePack
) -> int | None:
    """Where the page last named a paper by this noun, as one in which something is said; null for none."""
    before = [
        mention.start
        for mention in mentions
        if mention.start < asked.place
        and entities[mention.entity].kind == "document"
        and _lemma(text, (mention.start, mention.end), pack) == asked.noun
    ]
    if not before:
        return None
    words = _plain(text[max(0, max(before) - _OPENING) : max(before)]).split()
    return max(before) if pack.voices.in_papers & set(words[-2:]) else None
