"""Which argument fills which role: frames and light verbs of the pack over the arguments of a trigger."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selon.annotate.event_arguments import Argument, subjects
from selon.annotate.event_tree import Tree, conjuncts, keys, phrase, phrase_span, preposition
from selon.lang.events import EventWords, Frame
from selon.records import EventRole, Mention, Span

Made = tuple[Span, str | None]
"""A filler: where it stands, and the id of the mention there."""

__all__ = ["Filling", "Scene", "complements", "fill", "is_met", "is_named", "mention_at"]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is known around a sentence: its tree, the mentions in it, the kinds of their entities, spans of
    time, and who speaks.

    `speaker` is a mention of the speaker when the sentence is somebody's direct words, for *je* and *nous*.
    """

    text: str
    tree: Tree
    mentions: Sequence[Mention]
    kinds: Mapping[str, str]
    times: Sequence[Span]
    speaker: Mention | None
    words: EventWords

    def without(self, span: Span) -> "Scene":
        """The scene without the mentions that hold an event's own noun: nobody is party to what he is named
        by (*le coordinateur pour l'aide*).
        """
        kept = [m for m in self.mentions if not (m.start <= span[0] and span[1] <= m.end)]
        return replace(self, mentions=kept)

    def overlaps_time(self, start: int, end: int) -> bool:
        """Whether a time expression stands in `[start, end)`."""
        return any(left < end and start < right for left, right in self.times)


@dataclass(slots=True)
class Filling:
    """The roles of one event while they are found: `nodes` are tokens in use, by role."""

    roles: list[EventRole] = field(default_factory=list)
    nodes: dict[str, list[int]] = field(default_factory=dict)


def fill(
    scene: Scene,
    frame: Frame,
    places: Mapping[str, tuple[str, ...]],
    found: Sequence[Argument],
    filling: Filling,
) -> None:
    """Adds to `filling` what these arguments fill; a role that is filled takes only coordinated fillers."""
    taken: dict[str, str] = {}
    for argument in [part for each in found for part in _parts(scene, each)]:
        if any(argument.node in nodes for nodes in filling.nodes.values()):
            continue
        for roles in places.get(argument.place, ()):
            if _enters(scene, frame, roles.split("+"), argument, filling, taken):
                break


def _parts(scene: Scene, argument: Argument) -> list[Argument]:
    """The arguments that one stands for: several owners of *leur*, several states of a shared noun."""
    if argument.place == "poss" and scene.tree.tokens[argument.node].pos == "DET":
        return _joint_owners(scene, argument)
    return _shared_noun(scene, argument)


def _joint_owners(scene: Scene, argument: Argument) -> list[Argument]:
    """The coordinated subjects of the clause that *leur* takes up (*lors de leur rencontre, X et Y ...*)."""
    token = scene.tree.tokens[argument.node]
    if token.text.lower() not in scene.words.lists["plural_owners"] or mention_at(scene, argument.node):
        return [argument]
    own = _clause_subjects(scene, argument.node)
    joint = [node for node in own if mention_at(scene, node) is not None]
    return [Argument("poss", node) for node in joint] if len(joint) > 1 else [argument]


def _clause_subjects(scene: Scene, determiner: int) -> list[int]:
    """The subjects of the verb above a possessive."""
    tree, node = scene.tree, scene.tree.tokens[determiner].head
    while tree.tokens[node].head != node and tree.tokens[node].pos != "VERB":
        node = tree.tokens[node].head
    return subjects(tree, node, scene.words)


def _shared_noun(scene: Scene, argument: Argument) -> list[Argument]:
    """One argument for each state of *les présidents américain et iranien*, else the argument alone."""
    tree, node = scene.tree, argument.node
    if "Number=Plur" not in tree.tokens[node].morph or tree.tokens[node].pos != "NOUN":
        return [argument]
    beside = [n for n in tree.having(node, "amod", "conj") if tree.tokens[n].pos == "ADJ"]
    adjectives = dict.fromkeys(each for child in beside for each in conjuncts(tree, child))
    single = [each for each in adjectives if "Number=Plur" not in tree.tokens[each].morph]
    named = [each for each in single if _demonym_at(scene, each) is not None]
    return [Argument(argument.place, each) for each in named] if len(named) > 1 else [argument]


def _enters(  # noqa: PLR0917
    scene: Scene,
    frame: Frame,
    roles: Sequence[str],
    argument: Argument,
    filling: Filling,
    taken: dict[str, str],
) -> bool:
    """Whether an argument fills these roles: they are free, or it is coordinated with what fills them."""
    for role in roles:
        joined = role in filling.nodes and argument.node in conjuncts(scene.tree, filling.nodes[role][0])
        closed = role in filling.nodes and not (joined and taken.get(role) == argument.place)
        if closed and scene.words.kinds[frame.kind][role] != "actors":
            return False
        if not _accept(scene, frame, role, argument, filling, named=closed and role not in taken):
            return False
        taken[role] = argument.place
    return True


def _accept(
    scene: Scene, frame: Frame, role: str, argument: Argument, filling: Filling, *, named: bool
) -> bool:
    """Takes a filler of the role's type; `named` ones only, where another place fills the role already."""
    sort, _, name = scene.words.kinds[frame.kind][role].partition(":")
    made = _READERS[sort](scene, argument, name, frame)
    if made is None or (named and not _is_named(scene, made[1])):
        return False
    span, mention = made
    if mention is None and any(_within(span, other.anchor) for other in filling.roles if other.role == role):
        return True
    if sort == "lexicon":
        span = _quantified(scene, frame, argument.node, span, filling)
    if mention is None or all(other.mention != mention for other in filling.roles if other.role == role):
        filling.roles.append(EventRole(role, span, mention))
    filling.nodes.setdefault(role, []).append(argument.node)
    return True


def _is_named(scene: Scene, mention: str | None) -> bool:
    """Whether a filler is somebody in particular rather than a description."""
    entity = next((each.entity for each in scene.mentions if each.id == mention), "")
    return scene.kinds.get(entity) in ("person", "organisation", "state")


def is_named(scene: Scene, node: int) -> bool:
    """Whether a noun is the name of a person, body or state."""
    mention = mention_at(scene, node)
    return mention is not None and _is_named(scene, mention.id)


def complements(tree: Tree, node: int, words: EventWords) -> list[int]:
    """The nouns that complements with the genitive preposition hang on a noun, inner ones too."""
    own = [
        child
        for child in tree.having(node, "nmod", "obl:arg", "obl:mod")
        if child > node and preposition(tree, child, words) == words.genitive
    ]
    return [each for child in own for each in (child, *complements(tree, child, words))]


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _quantified(scene: Scene, frame: Frame, node: int, span: Span, filling: Filling) -> Span:
    """Splits *d'importantes quantités d'obus*: the quantity becomes a role, the rest is given back."""
    sorts = scene.words.kinds[frame.kind]
    role = next((role for role, sort in sorts.items() if sort == "measure"), None)
    head = scene.tree.tokens[node]
    if role is None or not scene.words.lists["measures"] & set(keys(head)):
        return span
    rest = [child for child in scene.tree.having(node, "nmod") if child > node]
    if not rest or head.end >= span[1]:
        return span
    if not scene.words.lists["classifiers"] & set(keys(head)):
        filling.roles.append(EventRole(role, (span[0], head.end), None))
    start = phrase_span(scene.tree, phrase(scene.tree, rest[0], scene.words))[0]
    return (start, span[1]) if start < span[1] else span


def mention_at(scene: Scene, node: int) -> Mention | None:
    """The mention that a noun phrase, adjective or pronoun stands for, the fullest that covers its head."""
    token = scene.tree.tokens[node]
    if any(
        ("determiner", tree_form(scene, det)) in scene.words.marks for det in scene.tree.having(node, "det")
    ):
        return None
    covering = [m for m in scene.mentions if m.start <= token.start and token.end <= m.end]
    if covering:
        found = max(covering, key=lambda m: (m.end - m.start, -m.start))
        if found.kind == "demonym" and _is_one_of_them(scene, node):
            return None
        described = scene.kinds.get(found.entity) == "unnamed"
        return (_name_beside(scene, node) or found) if described else found
    if token.pos == "PRON":
        first = token.text.lower() in scene.words.lists["first_person"]
        return scene.speaker if first else None
    return _name_beside(scene, node) or _collective(scene, node)


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


def tree_form(scene: Scene, node: int) -> str:
    """The form of a token in small letters."""
    return scene.tree.tokens[node].text.lower()


def _is_one_of_them(scene: Scene, node: int) -> bool:
    """Whether a demonym names a person of that nation (*un Slovaque*), not the nation."""
    determiners = [scene.tree.tokens[det].morph for det in scene.tree.having(node, "det")]
    return scene.tree.tokens[node].pos != "ADJ" and any("Definite=Ind" in morph for morph in determiners)


def _demonym_at(scene: Scene, node: int) -> Mention | None:
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
    mention = _demonym_at(scene, node) if adjective or token.pos == "ADJ" else None
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
    own = _clause_subjects(scene, determiner)
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
    if scene.overlaps_time(token.start, token.end) or token.pos == "PRON":
        return None
    mention = mention_at(scene, argument.node)
    kind = scene.kinds.get(mention.entity) if mention is not None else None
    if mention is not None and kind == "state":
        return ((mention.start, mention.end), mention.id)
    if kind in ("person", "group", "unnamed"):
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
    hit = next((node for node in nodes if lexicon & set(keys(scene.tree.tokens[node]))), None)
    span = phrase_span(scene.tree, nodes)
    low = " ".join(scene.text[span[0] : span[1]].lower().split())
    if hit is None and not any(" " in term and term in low for term in lexicon):
        return None
    return (span, None)


def _measure(_: Scene, __: Argument, ___: str, ____: Frame) -> Made | None:
    """A quantity is filled beside what it measures, never on its own."""
    return None


_READERS = {
    "actor": _actor,
    "actors": _actor,
    "place": _place,
    "text": _text,
    "number": _number,
    "lexicon": _lexicon,
    "measure": _measure,
}


def is_met(needs: str, filling: Filling, given: Collection[str]) -> bool:
    """Whether one alternative of a frame's needs holds; `given` may hold `light` and `time`."""
    mentioned = {role.role for role in filling.roles if role.mention is not None}
    filled = {role.role for role in filling.roles}
    for need in needs.split("+"):
        known = mentioned if need.endswith("!") else filled | set(given)
        if need.removesuffix("!") not in known:
            return False
    return True
