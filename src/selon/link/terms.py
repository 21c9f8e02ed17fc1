"""The terms of a document by which it is told what it is about: words, names, numbers; and who does what."""

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from selon.lang.names import words_of
from selon.link.words import body_spans
from selon.records import Document, Entity, PageRead

__all__ = ["PageTerms", "doings_of", "page_terms"]

# Characters of the body: the press tells first what a page is about, and later what else there is.
_READ = 2000
_TITLE = 3  # a word of the title counts as often
_WORD = re.compile(r"[^\W_]{3,}|(?<![^\W_])\d+(?![^\W_])")  # words of two letters tell nothing
# A capital inside a sentence, after a word or an apostrophe, begins a name. Looked for from the capital on,
# it is found ten times as fast as from what stands before it.
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:(?<=[\w,;)][ \u00a0].)|(?<=['’(].))[^\W_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W_]+)*", re.DOTALL
)
_NAMED = frozenset({"person", "organisation", "state"})


@dataclass(frozen=True, slots=True)
class PageTerms:
    """How often each term stands in a document, and which of them are parts of names."""

    counts: Mapping[str, int]
    names: frozenset[str]


def page_terms(document: Document, plurals: tuple[str, ...], aside: Collection[int] = ()) -> PageTerms:
    """The terms of the title and of the beginning of the body.

    Words in lower case without the sign of the plural, and numbers; `plurals` are such signs. `aside` are the
    blocks, by their numbers, that are not read since they recur over the site.
    """
    title, body = document.title or "", _beginning(document, aside)
    names = " ".join((*_NAME.findall(title), *_NAME.findall(body)))
    counts = Counter(_terms(body, plurals) + _TITLE * _terms(title, plurals))
    return PageTerms(counts, frozenset(_terms(names, plurals)))


def doings_of(page: PageRead) -> tuple[str, ...]:
    """Who takes part in which kind of event, in order of place: `kim jong un|visit`, `PRK|arms-transfer`."""
    entities = {entity.id: entity for entity in page.analysis.entities}
    of = {mention.id: entities.get(mention.entity) for mention in page.analysis.mentions}
    found = [
        f"{_who(entity)}|{event.kind}"
        for event in page.analysis.events
        if not event.background
        for entity in _parties(of.get(role.mention or "") for role in event.roles)
    ]
    return tuple(dict.fromkeys(found))


def _parties(entities: Iterable[Entity | None]) -> list[Entity]:
    return [it for it in entities if it is not None and it.kind in _NAMED and words_of(it.name)]


def _who(entity: Entity) -> str:
    if entity.kind == "state" and entity.country:
        return entity.country
    return " ".join(words_of(entity.name))


def _beginning(document: Document, aside: Collection[int]) -> str:
    blocks = document.blocks
    if aside:
        blocks = tuple(
            dataclasses.replace(block, kind="boilerplate") if number in aside else block
            for number, block in enumerate(blocks)
        )
    parts, left = [], _READ
    for start, end in body_spans(blocks):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return "\n".join(parts)


def _terms(text: str, plurals: tuple[str, ...]) -> list[str]:
    words = _WORD.findall(text.lower())
    return [word[:-1] if word[-1] in plurals and len(word) > 4 else word for word in words]
