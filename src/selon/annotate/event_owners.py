"""Whom a possessive at an event's noun means."""

from selon.annotate.event_mentions import Made, Scene, clause_subjects, mention_at
from selon.annotate.event_sorts import is_thing
from selon.annotate.event_tree import keys
from selon.records import Mention

__all__ = ["holder", "is_no_person", "owner"]

_CLIMB = 3
"""How many nouns above what is possessed its owner may be named."""


def holder(scene: Scene, determiner: int) -> Mention | None:
    """The person named in the complement of the noun that what is possessed hangs on (*la mort de X lors de
    son interpellation*).
    """
    tree = scene.tree
    if tree.tokens[determiner].text.lower() not in scene.words.lists["one_owner"]:
        return None
    node = tree.tokens[tree.tokens[determiner].head].head
    for _ in range(_CLIMB):
        if tree.tokens[node].pos in ("VERB", "AUX"):
            return None
        inside = [n for n in tree.having(node, "nmod") if node < n < determiner]
        named = (mention_at(scene, n) for n in inside if tree.tokens[n].pos == "PROPN")
        found = next((m for m in named if m and scene.kinds.get(m.entity) == "person"), None)
        if found is not None:
            return found
        node = tree.tokens[node].head
    return None


def owner(scene: Scene, determiner: int) -> Made | None:
    """Whom a possessive means that no layer below resolved: the subject of its clause, if one agrees."""
    tree = scene.tree
    plural = tree.tokens[determiner].text.lower() in scene.words.lists["plural_owners"]
    own = clause_subjects(scene, determiner)
    if len(own) > 1 or tree.tokens[determiner].head in own or plural:
        return None
    speaks = own and tree.tokens[own[0]].text.lower() in scene.words.lists["first_person"]
    mention = mention_at(scene, own[0]) if own and not speaks else None
    if mention is not None and is_thing(scene, own[0], mention):
        return None
    return ((tree.tokens[determiner].start, tree.tokens[determiner].end), mention.id) if mention else None


def is_no_person(scene: Scene, determiner: int, owner: Mention) -> bool:
    """Whether a possessive before an act of people was taken for a state or body (*après sa rencontre*)."""
    owned = scene.tree.tokens[scene.tree.tokens[determiner].head]
    return scene.words.lists["personal"] & set(keys(owned)) != frozenset() and scene.kinds.get(
        owner.entity
    ) in ("state", "organisation")
