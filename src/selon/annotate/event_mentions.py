"""Who is meant by a noun phrase of a sentence: the mentions around an event word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.event_arguments import subjects
from selon.annotate.event_tree import Tree, conjuncts, keys, preposition, subtree
from selon.annotate.sentences import Token
from selon.lang.events import EventWords
from selon.records import Mention, Span

__all__ = [
    "Made",
    "Scene",
    "clause_subjects",
    "complements",
    "demonym_at",
    "is_countryman",
    "is_named",
    "is_particular",
    "mention_at",
]

Made = tuple[Span, str | None]
"""A filler: where it stands, and the id of the mention there."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is known around a sentence: its tree, the mentions in it, the kinds of their entities, spans of
    time, and who speaks.

    `there` is the place that *y* takes up: the last one of an event before. `speaker` is a mention of the
    speaker when the sentence is somebody's direct words, for *je* and *nous*.
    """

    text: str
    tree: Tree
    mentions: Sequence[Mention]
    kinds: Mapping[str, str]
    times: Sequence[Span]
    speaker: Mention | None
    words: EventWords
    there: Made | None = None

    def without(self, span: Span, kind: str | None = None) -> "Scene":
        """The scene without the mentions, of this kind of entity if one is given, that hold an event's own
        word: nobody is party to what he is named by (*le coordinateur pour l'aide*, *les armes fournies*).
        """
        kept = [
            m
            for m in self.mentions
            if not (m.start <= span[0] and span[1] <= m.end) or kind not in (None, self.kinds.get(m.entity))
        ]
        return replace(self, mentions=kept)

    def overlaps_time(self, start: int, end: int) -> bool:
        """Whether a time expression stands in `[start, end)`."""
        return any(left < end and start < right for left, right in self.times)


def clause_subjects(scene: Scene, determiner: int) -> list[int]:
    """The subjects of the verb above a possessive."""
    tree, node = scene.tree, scene.tree.tokens[determiner].head
    while tree.tokens[node].head != node and tree.tokens[node].pos != "VERB":
        node = tree.tokens[node].head
    return subjects(tree, node, scene.words)


def is_particular(scene: Scene, mention: str | None) -> bool:
    """Whether a filler is somebody in particular rather than a description."""
    entity = next((each.entity for each in scene.mentions if each.id == mention), "")
    return scene.kinds.get(entity) in ("person", "organisation", "state")


def is_named(scene: Scene, node: int) -> bool:
    """Whether a noun is the name of a person, body or state."""
    mention = mention_at(scene, node)
    return mention is not None and is_particular(scene, mention.id)


def complements(tree: Tree, node: int, words: EventWords) -> list[int]:
    """The nouns that complements with the genitive preposition hang on a noun, inner ones too."""
    own = [
        child
        for child in tree.having(node, "nmod", "obl:arg", "obl:mod")
        if child > node and preposition(tree, child, words) == words.genitive
    ]
    return [each for child in own for each in (child, *complements(tree, child, words))]


def mention_at(scene: Scene, node: int) -> Mention | None:
    """The mention that a noun phrase, adjective or pronoun stands for, the fullest that covers its head."""
    token = scene.tree.tokens[node]
    if any(("determiner", _form(scene, det)) in scene.words.marks for det in scene.tree.having(node, "det")):
        return None
    covering = [
        m
        for m in scene.mentions
        if m.start <= token.start
        and token.end <= m.end
        and not _is_several(scene, node, m)
        and not _is_complement(scene, node, m)
    ]
    if covering:
        found = max(covering, key=lambda m: (m.end - m.start, -m.start))
        if found.kind == "demonym" and _is_one_of_them(scene, node):
            return None
        if found.kind == "role" and set(keys(token)) & scene.words.lists["state_bodies"]:
            return _state_of(scene, node) or found
        described = scene.kinds.get(found.entity) == "unnamed" or _is_renamed(scene, node, found)
        return (_name_beside(scene, node) or found) if described else found
    if token.pos == "PRON":
        first = token.text.lower() in scene.words.lists["first_person"]
        return scene.speaker if first else None
    beside = _name_beside(scene, node) if token.pos != "PROPN" else None
    return beside or _collective(scene, node)


def _is_renamed(scene: Scene, node: int, found: Mention) -> bool:
    """Whether a name between commas follows a description of a body, which is then its own (*le groupe
    armé, Daesh, ...*).
    """
    if found.kind != "role" or scene.kinds.get(found.entity) != "organisation":
        return False
    return any(m.kind == "name" and scene.text[found.end : m.start] == ", " for m in scene.mentions)


def _is_several(scene: Scene, node: int, mention: Mention) -> bool:
    """Whether a description runs over what is coordinated with its noun (*le chef et son prédécesseur*)."""
    if mention.kind != "role":
        return False
    tree = scene.tree
    above = [tree.tokens[node].head] if tree.tokens[node].dep == "conj" else []
    joined = (n for n in (*tree.having(node, "conj"), *above) if tree.tokens[n].pos in ("NOUN", "PROPN"))
    return any(
        mention.start <= tree.tokens[n].start and tree.tokens[n].end <= mention.end and _has_article(scene, n)
        for n in joined
    )


def _is_complement(scene: Scene, node: int, mention: Mention) -> bool:
    """Whether a noun only stands in the complement of a description (*l'avocat de manifestants*)."""
    tree, token = scene.tree, scene.tree.tokens[node]
    if (
        mention.kind != "role"
        or token.dep != "nmod"
        or preposition(tree, node, scene.words) != scene.words.genitive
    ):
        return False
    return mention.start <= tree.tokens[token.head].start and tree.tokens[token.head].end <= token.start


def _has_article(scene: Scene, node: int) -> bool:
    """Whether a noun has an article, a determiner or a preposition that holds one (*des*)."""
    forms = [_form(scene, child) for child in scene.tree.having(node, "case")]
    contracted = any(scene.words.prepositions.get(form, form) != form and "'" not in form for form in forms)
    return contracted or bool(scene.tree.having(node, "det"))


def _name_beside(scene: Scene, node: int) -> Mention | None:
    """The name that stands beside a description (*son homologue russe, le ministre Sergueï Riabkov*)."""
    for child in scene.tree.children[node]:
        other = scene.tree.tokens[child]
        renamed = other.dep == "conj" and child not in conjuncts(scene.tree, node)
        named = renamed or other.dep in ("flat:name", "appos", "nmod")
        if named and preposition(scene.tree, child, scene.words) is None:
            inner = mention_at(scene, child)
            held = scene.tree.tokens[min(subtree(scene.tree, child))].start
            if inner is None or inner.start < held:
                continue  # the name is another's whom the phrase holds
            if other.dep != "appos" or is_particular(scene, inner.id):
                return inner
    return None


def _form(scene: Scene, node: int) -> str:
    """The form of a token in small letters."""
    return scene.tree.tokens[node].text.lower()


def _is_one_of_them(scene: Scene, node: int) -> bool:
    """Whether a demonym names a person of that nation (*un Slovaque*), not the nation."""
    before = [scene.tree.tokens[place] for place in range(max(0, node - 2), node)]
    beside = [scene.tree.tokens[det] for det in scene.tree.having(node, "det")]
    beside += [token for token in before if token.pos == "DET" and before[-1].pos in ("ADJ", "DET")]
    alone = not beside and not scene.tree.having(node, "case") and scene.tree.tokens[node].text[:1].islower()
    if alone and "Number=Sing" in scene.tree.tokens[node].morph and scene.tree.having(node, "acl"):
        return True
    if scene.tree.having(node, "nummod"):
        return True  # 300 Chinois
    if scene.tree.tokens[node].text[:1].isupper() and any(_is_singular(token) for token in beside):
        return True  # frappé par l'Américain
    return scene.tree.tokens[node].pos != "ADJ" and any("Definite=Ind" in token.morph for token in beside)


def is_countryman(scene: Scene, node: int) -> bool:
    """Whether the name of a nation stands for one or some of its people."""
    token = scene.tree.tokens[node]
    inside = (m for m in scene.mentions if m.start <= token.start and token.end <= m.end)
    return any(m.kind == "demonym" for m in inside) and _is_one_of_them(scene, node)


def _is_singular(token: Token) -> bool:
    """Whether an article or determiner is in the singular."""
    return "Number=Sing" in token.morph


def demonym_at(scene: Scene, node: int) -> Mention | None:
    """The state that an adjective names."""
    token = scene.tree.tokens[node]
    inside = [m for m in scene.mentions if m.start <= token.start and token.end <= m.end]
    return next((mention for mention in inside if mention.kind == "demonym"), None)


def _state_of(scene: Scene, node: int) -> Mention | None:
    """The state that a body acts for, by its adjective or complement, though a description of the body covers
    both (*l'armée russe*).
    """
    for child in scene.tree.having(node, "amod", "nmod"):
        token = scene.tree.tokens[child]
        inside = [m for m in scene.mentions if m.start == token.start and token.end <= m.end]
        found = next((m for m in inside if scene.kinds.get(m.entity) == "state"), None)
        if found is not None:
            return found
    return None


def _collective(scene: Scene, node: int) -> Mention | None:
    """The state behind a body of it: *l'armée russe*, *le régime de Damas*."""
    if not scene.words.lists["collectives"] & set(keys(scene.tree.tokens[node])):
        return None
    for child in scene.tree.having(node, "amod", "nmod"):
        if preposition(scene.tree, child, scene.words) not in (None, scene.words.genitive):
            continue  # troops in a state are not its troops
        inner = mention_at(scene, child)
        if inner is not None:
            return inner
    return None
