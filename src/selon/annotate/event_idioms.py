"""Set phrases whose nouns and verbs tell of no event (*d'un commun accord*, *se sentir agressé*)."""

from selon.annotate.event_tree import Tree, keys
from selon.lang.events import EventWords

__all__ = ["is_in_idiom"]

_LONGEST = 6
"""How many tokens a set phrase may have before a word of it."""


def is_in_idiom(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a word stands in one of the pack's set phrases, each word of which may be inflected."""
    for start in range(max(0, node - _LONGEST), node + 1):
        for first in _forms(tree, start, words):
            for idiom in words.idioms.get(first, ()):
                if start + len(idiom) > node and _stands_at(tree, start, idiom, words):
                    return True
    return False


def _stands_at(tree: Tree, start: int, idiom: tuple[str, ...], words: EventWords) -> bool:
    """Whether the tokens from `start` on are those of a set phrase."""
    if start + len(idiom) > len(tree.tokens):
        return False
    return all(form in _forms(tree, start + place, words) for place, form in enumerate(idiom))


def _forms(tree: Tree, node: int, words: EventWords) -> tuple[str, ...]:
    """By what a token is known: its lexicon keys, and its form as a preposition without contraction."""
    form = tree.tokens[node].text.lower().replace("’", "'")
    return tuple(dict.fromkeys((*keys(tree.tokens[node]), form, words.prepositions.get(form, form))))
