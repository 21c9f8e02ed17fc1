"""Which argument fills which role: frames and light verbs of the pack over the arguments of a trigger."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from selon.annotate.event_fillers import READERS
from selon.annotate.event_mentions import (
    Scene,
    clause_subjects,
    demonym_at,
    is_countryman,
    is_particular,
    mention_at,
)
from selon.annotate.event_places import Argument
from selon.annotate.event_tree import conjuncts, keys, phrase, phrase_span, subtree
from selon.lang.events import Frame
from selon.records import EventRole, Span

__all__ = ["Filling", "fill", "is_met"]


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
    *,
    joint: bool = False,
) -> None:
    """Adds to `filling` what these arguments fill; a role that is filled takes only coordinated fillers.

    With `joint` it takes others too, if they are somebody in particular.
    """
    taken: dict[str, str] = {}
    open_roles = frozenset(filling.nodes) if joint else frozenset()
    for argument in [part for each in found for part in _parts(scene, each)]:
        if any(argument.node in nodes for nodes in filling.nodes.values()):
            continue
        for roles in places.get(argument.place, ()):
            if _is_coordinate(scene, argument, roles, filling, taken):
                continue
            if _enters(scene, frame, roles.split("+"), argument, filling, taken, open_roles):
                break


def _is_coordinate(
    scene: Scene, argument: Argument, roles: str, filling: Filling, taken: Mapping[str, str]
) -> bool:
    """Whether what an argument is coordinated with fills another role from the same place: then it is that
    role's or none (*élire les maires et leurs adjoints*).
    """
    own = roles.split("+")
    others = [
        nodes
        for role, nodes in filling.nodes.items()
        if role not in own and taken.get(role) == argument.place
    ]
    return any(argument.node in conjuncts(scene.tree, nodes[0])[1:] for nodes in others)


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
    own = clause_subjects(scene, argument.node)
    joint = [node for node in own if mention_at(scene, node) is not None]
    return [Argument("poss", node) for node in joint] if len(joint) > 1 else [argument]


def _shared_noun(scene: Scene, argument: Argument) -> list[Argument]:
    """One argument for each state of *les présidents américain et iranien*, else the argument alone."""
    tree, node = scene.tree, argument.node
    if "Number=Plur" not in tree.tokens[node].morph or tree.tokens[node].pos != "NOUN":
        return [argument]
    beside = [n for n in tree.having(node, "amod", "conj") if tree.tokens[n].pos == "ADJ"]
    adjectives = dict.fromkeys(each for child in beside for each in conjuncts(tree, child))
    single = [each for each in adjectives if "Number=Plur" not in tree.tokens[each].morph]
    named = [each for each in single if demonym_at(scene, each) is not None]
    return [Argument(argument.place, each) for each in named] if len(named) > 1 else [argument]


def _enters(  # noqa: PLR0917
    scene: Scene,
    frame: Frame,
    roles: Sequence[str],
    argument: Argument,
    filling: Filling,
    taken: dict[str, str],
    open_roles: Collection[str],
) -> bool:
    """Whether an argument fills these roles: they are free, or it is coordinated with what fills them."""
    for role in roles:
        joined = role in filling.nodes and argument.node in conjuncts(scene.tree, filling.nodes[role][0])
        closed = role in filling.nodes and not (joined and taken.get(role) == argument.place)
        if closed and scene.words.kinds[frame.kind][role] != "actors" and role not in open_roles:
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
    made = READERS[sort](scene, argument, name, frame)
    if made is None or (named and not is_particular(scene, made[1])):
        return False
    if sort != "place" and argument.place == scene.words.dative and _is_scene_set(scene, argument.node):
        return False
    span, mention = made
    if _is_cut(scene, span):
        return False
    if mention is not None and any(
        o.mention == mention and o.anchor != span for o in filling.roles if o.role != role
    ):
        return False  # nobody is two parties of one event
    around = [o for o in filling.roles if o.role == role and _within(span, o.anchor)]
    if around and (mention is None or any(o.mention is not None for o in around)):
        return True
    if sort == "lexicon":
        span = _quantified(scene, frame, argument.node, span, filling)
    if mention is None or all(other.mention != mention for other in filling.roles if other.role == role):
        filling.roles.append(EventRole(role, span, mention))
    filling.nodes.setdefault(role, []).append(argument.node)
    return True


def _is_cut(scene: Scene, span: Span) -> bool:
    """Whether a phrase ends in a preposition: a piece of one."""
    last = [token for token in scene.tree.tokens if token.end == span[1]]
    return bool(last) and last[0].pos == "ADP" and span[0] < last[0].start


def _is_scene_set(scene: Scene, node: int) -> bool:
    """Whether a phrase with a name of a place opens its clause before a comma: it tells where all of it took
    place (*Aux États-Unis, X a envoyé un message*).
    """
    tree, token = scene.tree, scene.tree.tokens[node]
    last = max(subtree(tree, node))
    if token.entity != "LOC" or token.head < last or last + 1 >= len(tree.tokens):
        return False
    return tree.tokens[last + 1].pos == "PUNCT"


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


def _is_named_one(scene: Scene, node: int) -> bool:
    """Whether a word is a name, or that of a nation for one of its people (*un Tunisien*)."""
    return scene.tree.tokens[node].pos == "PROPN" or is_countryman(scene, node)


def is_met(scene: Scene, needs: str, filling: Filling, given: Collection[str]) -> bool:
    """Whether one alternative of a frame's needs holds; `given` may hold `light` and `time`.

    `role!` asks for somebody whom the page mentions or names, `role!!` for one person or state among them.
    """
    entities = {mention.id: scene.kinds.get(mention.entity) for mention in scene.mentions}
    single = {
        r.role for r in filling.roles if entities.get(r.mention or "") in ("person", "state", "unnamed")
    }
    known = {role.role for role in filling.roles if role.mention is not None}
    known |= {role for role, nodes in filling.nodes.items() if any(_is_named_one(scene, n) for n in nodes)}
    filled = {role.role for role in filling.roles} | set(given)
    bearers = {role.role: role.mention for role in filling.roles}
    asked = [bearers.get(need.rstrip("!")) for need in needs.split("+")]
    if len({each for each in asked if each}) < sum(each is not None for each in asked):
        return False  # nobody receives himself
    for need in needs.split("+"):
        role = need.rstrip("!")
        if role not in {"": filled, "!": known, "!!": single}[need.removeprefix(role)]:
            return False
    return True
