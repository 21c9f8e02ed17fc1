"""Who speaks: the source of a quotation resolved to entities of the page.

A source with a noun or name is what its mention stands for, two when coordinated; a pronoun prefers who spoke
last; a quotation without a source takes the speaker of the discourse.
"""

from collections.abc import Sequence

from selon.annotate.names import mention_of
from selon.lang import LanguagePack
from selon.records import Document, Entity, Mention, Span, annotation_id

__all__ = ["add_sources", "is_pronoun", "source_mentions"]

_AND = ("et", "ainsi que", "et à", "et de", "et d'", "comme")
_ARTICLES = ("le ", "la ", "les ", "l'", "l’", "du ", "de ", "des ", "d'", "d’", "à ", "au ", "aux ")
_PRONOUNS = frozenset(
    "t-il t-elle t-on t-ils t-elles il elle ils elles on je j' nous vous lui eux qui -il -elle -ils -elles -on -je -nous -t-il ce cela ça ses son sa leur leurs moi se".split()
)


def source_mentions(text: str, mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    """The mentions that a source stands for: the one it begins with, and those coordinated with it."""
    first = mention_of(mentions, span)
    if first is None:
        return _apposition(text, mentions, span)
    found = [first]
    for mention in mentions:
        last = found[-1]
        if mention.start < last.end or mention.end > span[1] + 1:
            continue
        between = " ".join(text[last.end : mention.start].lower().replace("’", "'").split())
        if _joins(between):
            found.append(mention)
    return tuple(found)


def _joins(between: str) -> bool:
    between = between.lstrip(", ")
    for article in _ARTICLES:
        between = (
            between.removesuffix(article.strip()).rstrip() if between.endswith(article.strip()) else between
        )
    return between in _AND


def _apposition(text: str, mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    """`le chef de l'équipe, Jean Untel`: the name beside a noun that is no mention itself."""
    for mention in mentions:
        if span[0] < mention.start and mention.end <= span[1] + 1 and mention.kind == "name":
            before = text[: mention.start].rstrip()
            if before.endswith(",") or text[span[0] : mention.start].strip().lower() in (
                "le",
                "la",
                "l'",
                "les",
            ):
                return (mention,)
    return ()


def is_pronoun(text: str, span: Span | None) -> bool:
    """Whether a source is nothing but a pronoun."""
    if span is None:
        return False
    return text[span[0] : span[1]].lower().replace("’", "'").strip(" -") in {p.strip("-") for p in _PRONOUNS}


def add_sources(
    document: Document,
    sources: Sequence[Span],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    pack: LanguagePack,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and entities with one more for each source that stands for none: an unnamed source.

    Its name is the description as the page words it.
    """
    text = document.text
    extra: list[Mention] = []
    more: list[Entity] = []
    taken = {entity.id for entity in entities} | {mention.id for mention in mentions}
    known: dict[str, str] = {}
    for span in sorted(set(sources)):
        if is_pronoun(text, span) or source_mentions(text, mentions, span):
            continue
        name = " ".join(text[span[0] : span[1]].split())
        key = name.lower()
        for article in ("des ", "les ", "le ", "la ", "l'", "l’", "un ", "une "):
            key = key.removeprefix(article)
        if not any(letter.isalpha() for letter in key):
            continue
        if key not in known:
            entity = Entity(annotation_id(document.id, "n", *span, taken), name, (), "unnamed")
            known[key] = entity.id
            taken.add(entity.id)
            more.append(entity)
        mention = Mention(annotation_id(document.id, "m", *span, taken), *span, known[key], "role")
        taken.add(mention.id)
        extra.append(mention)
    merged = sorted([*mentions, *extra], key=lambda m: (m.start, -m.end, m.id))
    return tuple(merged), (*entities, *more)
