"""What a noun phrase is as a filler: an actor by name, role or adjective, a place, a wording, a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.annotate.event_arguments import subjects
from selon.annotate.event_places import Argument
from selon.annotate.event_tree import Tree, conjuncts, keys, phrase, phrase_span, preposition
from selon.lang.events import EventWords, Frame
from selon.records import Mention, Span

__all__ = [
    "READERS",
    "Made",
    "Scene",
    "clause_subjects",
    "complements",
    "demonym_at",
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

    `there` is the place that *y* takes up: the last one of an event before. `speaker` is a mention of the speaker when the sentence is somebody's direct words, for *je* and *nous*.
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
        if m.start <= token.start and token.end <= m.end and not _is_several(scene, node, m)
    ]
    if covering:
        found = max(covering, key=lambda m: (m.end - m.start, -m.start))
        if found.kind == "demonym" and _is_one_of_them(scene, node):
            return None
        described = scene.kinds.get(found.entity) == "unnamed"
        return (_name_beside(scene, node) or found) if described else found
    if token.pos == "PRON":
        first = token.text.lower() in scene.words.lists["first_person"]
        return scene.speaker if first else None
    beside = _name_beside(scene, node) if token.pos != "PROPN" else None
    return beside or _collective(scene, node)


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
            if inner is not None:
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
    return scene.tree.tokens[node].pos != "ADJ" and any("Definite=Ind" in token.morph for token in beside)


def demonym_at(scene: Scene, node: int) -> Mention | None:
    """The state that an adjective names."""
    token = scene.tree.tokens[node]
    inside = [m for m in scene.mentions if m.start <= token.start and token.end <= m.end]
    return next((mention for mention in inside if mention.kind == "demonym"), None)


def _collective(scene: Scene, node: int) -> Mention | None:
    """The state behind a body of it: *l'armée russe*, *le régime de Damas*."""
    if not scene.words.lists["collectives"] & set(keys(scene.tree.tokens[node])):
        return None
    for child in scene.tree.having(node, "amod", "nmod"):
        inner = mention_at(scene, child)
        if inner is not None:
            return inner
    return None


def _actor(scene: Scene, argument: Argument, _: str, frame: Frame) -> Made | None:
    node, token = argument.node, scene.tree.tokens[argument.node]
    adjective = argument.place.endswith("demonym")
    mention = demonym_at(scene, node) if adjective or token.pos == "ADJ" else None
    if mention is None and not (adjective and token.pos == "ADJ"):
        mention = mention_at(scene, node)
    if mention is None and argument.place == "poss":
        return _owner(scene, node)
    dated = scene.overlaps_time(token.start, token.end)
    if mention is not None and not (dated and not mention.start <= token.start < mention.end):
        inside = mention.start <= token.start and token.end <= mention.end
        whole = inside or token.pos != "PRON"
        return ((mention.start, mention.end) if whole else (token.start, token.end), mention.id)
    if token.pos == "ADJ" and scene.words.lists["group_adjectives"] & set(keys(token)):
        return ((token.start, token.end), None)
    if token.pos not in ("NOUN", "PROPN", "X") or not _is_someone(scene, node, frame):
        return None
    return (phrase_span(scene.tree, phrase(scene.tree, node, scene.words)), None)


def _owner(scene: Scene, determiner: int) -> Made | None:
    """Whom a possessive means that no layer below resolved: the subject of its clause, if one agrees."""
    tree = scene.tree
    plural = tree.tokens[determiner].text.lower() in scene.words.lists["plural_owners"]
    own = clause_subjects(scene, determiner)
    if len(own) > 1 or tree.tokens[determiner].head in own or plural:
        return None
    mention = mention_at(scene, own[0]) if own else None
    return ((tree.tokens[determiner].start, tree.tokens[determiner].end), mention.id) if mention else None


def _is_someone(scene: Scene, node: int, frame: Frame) -> bool:
    """Whether a phrase without a mention can be somebody: no time, no act, not a bare singular."""
    token = scene.tree.tokens[node]
    if token.masked or scene.overlaps_time(token.start, token.end):
        return False
    words = set(keys(token))
    if words & (frame.avoid | scene.words.lists["measures"] | scene.words.lists["nobody"]) or _in_lexicons(
        scene, node, frame
    ):
        return False
    if any(("nouns", key) in scene.words.embeddings or key in scene.words.noun_frames for key in words):
        return False
    acts = tuple(scene.words.lists["act_endings"])
    if token.lemma.lower().endswith(acts) and not words & scene.words.lists["collectives"]:
        return False
    if token.pos == "PROPN" or scene.tree.having(node, "det", "nummod"):
        return True
    return "Number=Plur" in token.morph or token.lemma.lower() != token.text.lower()


def _in_lexicons(scene: Scene, node: int, frame: Frame) -> bool:
    sorts = [sort.partition(":")[2] for sort in scene.words.kinds[frame.kind].values() if ":" in sort]
    return any(scene.words.lexicons[name] & set(keys(scene.tree.tokens[node])) for name in sorts)


def _place(scene: Scene, argument: Argument, _: str, __: Frame) -> Made | None:
    nodes = phrase(scene.tree, argument.node, scene.words)
    token = scene.tree.tokens[argument.node]
    if token.text.lower() in scene.words.lists["there"]:
        return scene.there
    if scene.overlaps_time(token.start, token.end) or token.pos == "PRON":
        return None
    if set(keys(token)) & scene.words.lists["nobody"]:
        return None
    mention = mention_at(scene, argument.node)
    kind = scene.kinds.get(mention.entity) if mention is not None else None
    if mention is not None and kind == "state":
        return ((mention.start, mention.end), mention.id)
    if kind in ("person", "group", "unnamed"):
        return None
    if kind == "organisation" and argument.place == scene.words.genitive:
        return None
    tokens = [scene.tree.tokens[node] for node in nodes]
    if not any(each.entity == "LOC" or each.pos == "PROPN" for each in tokens) or token.entity == "PER":
        return None
    return (phrase_span(scene.tree, nodes), None)


def _text(scene: Scene, argument: Argument, _: str, __: Frame) -> Made | None:
    if scene.tree.tokens[argument.node].pos not in ("NOUN", "PROPN"):
        return None
    nodes = phrase(scene.tree, argument.node, scene.words)
    return (phrase_span(scene.tree, nodes), None)


def _number(scene: Scene, argument: Argument, _: str, __: Frame) -> Made | None:
    token = scene.tree.tokens[argument.node]
    if not any(letter.isdigit() for letter in token.text) and token.pos != "NUM":
        return None
    return ((token.start, token.end), None)


def _lexicon(scene: Scene, argument: Argument, name: str, _: Frame) -> Made | None:
    owners = [n for n in complements(scene.tree, argument.node, scene.words) if is_named(scene, n)]
    limit = scene.tree.tokens[min(owners)].start if owners else len(scene.text)
    nodes = phrase(scene.tree, argument.node, scene.words)
    nodes = [n for n in nodes if scene.tree.tokens[n].start < limit] or nodes
    while owners and len(nodes) > 1 and scene.tree.tokens[nodes[-1]].pos in ("ADP", "DET"):
        nodes.pop()
    lexicon = scene.words.lexicons[name]
    heads = nodes if f"lexicon:{name}" not in scene.words.lists["by_head"] else [argument.node]
    hit = next((node for node in heads if lexicon & set(keys(scene.tree.tokens[node]))), None)
    span = phrase_span(scene.tree, nodes)
    low = " ".join(scene.text[span[0] : span[1]].lower().replace("’", "'").split())
    if any(figure in low for figure in scene.words.lexicons.get(f"{name}-figure", ())):
        return None
    if hit is None and not any(" " in term and term in low for term in lexicon):
        return None
    return (span, None)


def _measure(_: Scene, __: Argument, ___: str, ____: Frame) -> Made | None:
    """A quantity is filled beside what it measures, never on its own."""
    return None


def _agent(scene: Scene, argument: Argument, name: str, frame: Frame) -> Made | None:
    """An actor that can act: neither a building nor a weapon, unless it bears a name."""
    words = set(keys(scene.tree.tokens[argument.node]))
    idle = words & (scene.words.lexicons["site"] | scene.words.lexicons["means"])
    return None if idle else _actor(scene, argument, name, frame)


def _person(scene: Scene, argument: Argument, name: str, frame: Frame) -> Made | None:
    """People alone: no state or body, nor a name that is a place's."""
    made = _actor(scene, argument, name, frame)
    if made is None:
        return None
    kind = next((scene.kinds.get(m.entity) for m in scene.mentions if m.id == made[1]), None)
    place = made[1] is None and scene.tree.tokens[argument.node].pos == "PROPN"
    place = place and scene.tree.tokens[argument.node].entity in ("LOC", "MISC")
    return None if place or kind in ("state", "organisation", "document") else made


READERS = {
    "actor": _actor,
    "agent": _agent,
    "person": _person,
    "actors": _agent,
    "place": _place,
    "text": _text,
    "number": _number,
    "lexicon": _lexicon,
    "measure": _measure,
}
"""How a filler of each type of role is read; null for what is none."""
