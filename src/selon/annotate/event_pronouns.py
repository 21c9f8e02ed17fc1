"""Whether a pronoun or possessive can be who the layer of mentions holds it to be."""

from selon.annotate.event_page import Page
from selon.lang.names import fold, words_of
from selon.records import EventRole, Mention

__all__ = ["is_misread", "is_outdone"]

_SENTENCE = 250
"""How far before *lui* others may be named who are meant by it, in code points."""


def is_misread(page: Page, role: EventRole, mention: Mention | None) -> bool:
    """Whether a filler is a pronoun whose number, gender or person its entity has not, or one who arrests
    others where somebody is arrested.
    """
    if mention is None:
        return False
    lists, text = page.words.lists, page.document.text
    form = text[slice(*role.anchor)].lower()
    if form in lists["first_singular"]:
        return page.kinds.get(mention.entity) != "person" and _is_many(page, mention.entity)
    if form in lists["one_owner"] | lists["singular_pronouns"] and _is_plural(page, mention.entity):
        return True
    if (
        (mention.start, mention.end) == role.anchor
        and role.role in lists["seized"]
        and form in (lists["one_owner"] | lists["third_person"])
    ):
        return _is_keeper(page, mention.entity)
    if form in lists["object_pronouns"] and _is_beside(page, mention):
        return True
    gender = _gender(page, mention.entity)
    after_preposition = words_of(text[: role.anchor[0]][-12:])[-1:]
    masculine = form in lists["masculine_pronouns"] or (
        form in lists["stressed_pronouns"] and bool(set(after_preposition) & lists["stressing"])
    )
    return (gender == "f" and masculine) or (gender == "m" and form in lists["feminine_pronouns"])


def is_outdone(page: Page, role: EventRole, mention: Mention | None) -> bool:
    """Whether *lui* is held to be somebody although others who may be meant stand nearer to it in its
    sentence, after whoever it is held to be.
    """
    text = page.document.text
    if mention is None or text[slice(*role.anchor)].lower() not in page.words.lists["stressed_pronouns"]:
        return False
    before = [m for m in page.mentions if m.end <= role.anchor[0] and m.start >= role.anchor[0] - _SENTENCE]
    same = max((m.end for m in before if m.entity == mention.entity), default=role.anchor[0] - _SENTENCE)
    return any(
        m.start >= same and m.kind == "name" and page.kinds.get(m.entity) in ("person", "state")
        for m in before
        if not _is_many_by_article(page, m.entity)
    )


def _is_many(page: Page, entity: str) -> bool:
    """Whether an entity is no single person: nobody says *je* for a body."""
    return page.kinds.get(entity) in ("organisation", "state", "group") or _is_plural(page, entity)


def _is_plural(page: Page, entity: str) -> bool:
    """Whether an entity without a name is called by a plural noun (*des journalistes*)."""
    if page.kinds.get(entity) not in ("group", "unnamed", "organisation"):
        return False
    if _is_many_by_article(page, entity):
        return True
    first = next(iter(page.names.get(entity, "").split()), "")
    noun = page.nouns.nouns.get(fold(first))
    counts = {first.lower(), first.lower().removesuffix("s")} & page.words.lists["measures"]
    return bool(counts and first.endswith("s")) or (noun is not None and noun.number == "p")


def _is_many_by_article(page: Page, entity: str) -> bool:
    """Whether a plural article stands before each name of an entity (*les Rohingyas*)."""
    text, own = page.document.text, [m for m in page.mentions if m.entity == entity and m.kind == "name"]
    before = [text[max(0, m.start - 5) : m.start].split()[-1:] for m in own]
    return bool(before) and all(set(words) & page.words.lists["several"] for words in before)


def _is_beside(page: Page, pronoun: Mention) -> bool:
    """Whether an object pronoun was taken for the subject right before it (*sa sœur Ana Ruiz lui écrit*)."""
    same = (m for m in page.mentions if m.entity == pronoun.entity and m.kind != "pronoun")
    return any(0 < pronoun.start - m.end <= 1 for m in same)


def _is_keeper(page: Page, entity: str) -> bool:
    """Whether the page calls somebody without a name by a noun for those who arrest and judge."""
    if page.kinds.get(entity) not in ("unnamed", "group"):
        return False
    own = (m.role or page.names.get(entity, "") for m in page.mentions if m.entity == entity)
    return any(page.words.lists["keepers"] & set(words_of(role)) for role in own)


def _gender(page: Page, entity: str) -> str:
    """The gender of a person's first name: m, f; x where it tells none."""
    if page.kinds.get(entity) != "person":
        return "x"
    words = words_of(page.names.get(entity, ""))
    return page.nouns.first_names.get(words[0], "x") if len(words) > 1 else "x"
