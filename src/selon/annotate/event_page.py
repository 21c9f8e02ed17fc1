"""The layers of a page below events, and what one sentence of it gives to read events from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.annotate.event_mentions import Made, Scene
from selon.annotate.event_tree import Tree
from selon.annotate.event_voices import asserters, speaker
from selon.annotate.sentences import Sentence
from selon.lang.events import EventWords
from selon.lang.names import NameWords, fold
from selon.records import Document, EventReport, Mention, Quotation, TimeExpression

__all__ = ["Page", "last_place", "scene_of"]

_NEAR = 300
"""How far back the place lies that *y* takes up, in code points."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The layers of the page below events, as every sentence needs them."""

    document: Document
    mentions: Sequence[Mention]
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    countries: Mapping[str, str | None]
    times: Sequence[TimeExpression]
    quotations: Sequence[Quotation]
    words: EventWords
    nouns: NameWords


def last_place(known: Sequence[EventReport], sentence: Sentence) -> Made | None:
    """Where the last event before a sentence that tells its place took place, if that is near."""
    roles = [role for report in known for role in report.roles if role.role == "place"]
    near = [role for role in roles if 0 <= sentence.span[0] - role.anchor[1] <= _NEAR]
    last = max(near, key=lambda role: role.anchor, default=None)
    return (last.anchor, last.mention) if last else None


def scene_of(page: Page, tree: Tree) -> Scene:
    """What is known around a parsed sentence: the mentions in it, its times, who speaks it."""
    start, end = tree.sentence.span
    mentions = [
        mention
        for mention in page.mentions
        if start < mention.end
        and mention.start < end
        and page.kinds.get(mention.entity) != "document"
        and not _is_own_name(page, mention)
        and not _is_thing(page, mention)
    ]
    times = [(time.start, time.end) for time in page.times if start < time.end and time.start < end]
    return Scene(
        page.document.text,
        tree,
        mentions,
        page.kinds,
        times,
        speaker(page.quotations, page.mentions, tree.sentence),
        page.words,
    )


def _is_thing(page: Page, mention: Mention) -> bool:
    """Whether a pronoun or possessive was taken for a thing (*son téléphone*)."""
    words = set(page.names.get(mention.entity, "").lower().split())
    unnamed = page.kinds.get(mention.entity) == "unnamed" and mention.kind == "pronoun"
    first = next(iter(page.names.get(mention.entity, "").lower().split()), "").removesuffix("s")
    act = first.endswith(tuple(page.words.lists["act_endings"])) and not _is_of_people(page, first)
    return unnamed and (act or bool(words & page.words.lists["nobody"]))


def _is_of_people(page: Page, noun: str) -> bool:
    """Whether a noun is one for people or bodies."""
    lists = page.words.lists
    return fold(noun) in page.words.people or noun in lists["somebody"] | lists["collectives"]


def _is_own_name(page: Page, mention: Mention) -> bool:
    """Whether a pronoun of the third person in somebody's direct words was taken for him who says them."""
    form = page.document.text[mention.start : mention.end].lower()
    if form not in page.words.lists["third_person"] | page.words.lists["third_owners"]:
        return False
    holding = asserters(page.quotations, mention.start, mention.end)
    return any(q.mode == "direct" and mention.entity in q.speakers for q in holding)
