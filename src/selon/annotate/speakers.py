"""Who speaks: the source of a quotation resolved to entities of the page.

A source with a noun or name is what its mention stands for, two when coordinated. Sources that no mention
stands for become unnamed entities, named by the page's own words.
"""

from collections.abc import Sequence

from selon.annotate.grid import Grid
from selon.annotate.names import mention_of
from selon.lang import LanguagePack
from selon.records import Document, Entity, Mention, Span, annotation_id

__all__ = ["add_sources", "source_mentions"]


def source_mentions(
    text: str, mentions: Sequence[Mention], span: Span, pack: LanguagePack
) -> tuple[Mention, ...]:
    """The mentions that a source stands for: the one it begins with, and those coordinated with it."""
    first = mention_of(mentions, span)
    if first is None:
        return _apposition(text, mentions, span, pack)
    found = [first]
    for mention in mentions:
        last = found[-1]
        if mention.start < last.end or mention.end > span[1] + 1:
            continue
        if _joins(text[last.end : mention.start], pack):
            found.append(mention)
    return tuple(found)


def _words(text: str) -> list[str]:
    """The words of a few characters of text in small letters, elided ones with their apostrophe."""
    return text.lower().replace("’", "'").replace("'", "' ").split()


def _joins(between: str, pack: LanguagePack) -> bool:
    """Whether nothing but a conjunction, and an article or preposition, stands between two names."""
    grammar = pack.speech.grammar
    words = _words(between.strip(" ,"))
    while words and words[-1] in grammar["articles"]:
        words.pop()
    return " ".join(words) in grammar["conjunctions"]


def _apposition(
    text: str, mentions: Sequence[Mention], span: Span, pack: LanguagePack
) -> tuple[Mention, ...]:
    """`le chef de l'équipe, Jean Untel`: the name beside a noun that is no mention itself."""
    for mention in mentions:
        if span[0] < mention.start and mention.end <= span[1] + 1 and mention.kind == "name":
            before = text[span[0] : mention.start].strip()
            if before.endswith(",") or set(_words(before)) <= pack.speech.grammar["articles"]:
                return (mention,)
    return ()


def _is_pronoun(text: str, span: Span, pack: LanguagePack) -> bool:
    """Whether a source is nothing but a pronoun."""
    return text[span[0] : span[1]].lower().replace("’", "'").strip(" -") in pack.speech.grammar["pronouns"]


def add_sources(
    document: Document,
    sources: Sequence[Span],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    pack: LanguagePack,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and entities with one more for each source that stands for none: an unnamed source.

    Its name is the description as the page words it; the same description is the same source.
    """
    text = document.text
    grid = Grid((mention, [(mention.start, mention.end)]) for mention in mentions)
    extra: list[Mention] = []
    more: dict[tuple[str, ...], Entity] = {}
    taken = {entity.id for entity in entities} | {mention.id for mention in mentions}
    for span in sorted(set(sources)):
        key = _description(text[span[0] : span[1]], pack)
        known = _is_pronoun(text, span, pack) or source_mentions(text, grid.near([span]), span, pack)
        if known or not key:
            continue
        if key not in more:
            name = " ".join(text[span[0] : span[1]].split())
            more[key] = Entity(annotation_id(document.id, "n", *span, taken), name, (), "unnamed")
            taken.add(more[key].id)
        extra.append(Mention(annotation_id(document.id, "m", *span, taken), *span, more[key].id, "role"))
        taken.add(extra[-1].id)
    merged = sorted([*mentions, *extra], key=lambda mention: (mention.start, -mention.end, mention.id))
    return tuple(merged), (*entities, *more.values())


def _description(text: str, pack: LanguagePack) -> tuple[str, ...]:
    """The words by which a description is known again: without the articles before it."""
    words = _words(text)
    while words and words[0] in pack.speech.grammar["articles"]:
        words.pop(0)
    return tuple(words) if any(letter.isalpha() for word in words for letter in word) else ()
