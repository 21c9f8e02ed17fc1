"""One report for one event: which of several event words of a sentence tell the same."""

from collections.abc import Mapping, Sequence

from selon.annotate.event_frames import Found
from selon.annotate.event_mentions import Scene
from selon.annotate.event_tree import preposition

__all__ = ["distinct"]

_TWINS = 3
"""How near coordinated words for one event stand (*fournir ou vendre*), in tokens."""


def distinct(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """One report for one event: a verb that carries an event noun of the same kind gives way to it, and so
    does one that the noun goes with (*tué dans un raid*); the noun then takes over what the verb tells.
    """
    tree = scene.tree
    verbs = {(event.trigger, event.frame.kind): event for event in found}
    gone = set()
    for event in found:
        if event.carrier is not None:
            gone.add((event.carrier, event.frame.kind))
        twin = verbs.get((tree.tokens[event.trigger].head, event.frame.kind))
        if twin and tree.tokens[event.trigger].dep == "conj" and event.trigger - twin.trigger <= _TWINS:
            gone.add((event.trigger, event.frame.kind))
        for host in _hosts(scene, event, verbs):
            gone.add((host.trigger, host.frame.kind))
            filled = {role.role for role in event.filling.roles}
            event.filling.roles.extend(role for role in host.filling.roles if role.role not in filled)
    return [event for event in found if (event.trigger, event.frame.kind) not in gone]


def _hosts(scene: Scene, event: Found, verbs: Mapping[tuple[int, str], Found]) -> list[Found]:
    """The verbs that tell the event of a noun: it goes with them (*tué dans un raid*), or does what its
    relative clause says (*une riposte qui a visé*).
    """
    tree, words = scene.tree, scene.words
    if tree.tokens[event.trigger].pos not in ("NOUN", "PROPN"):
        return []
    within = preposition(tree, event.trigger, words) in words.lists["within"]
    nodes = [tree.tokens[event.trigger].head] if within else []
    for clause in tree.having(event.trigger, "acl:relcl"):
        own = tree.having(clause, "nsubj")
        if own and tree.tokens[own[0]].text.lower() in words.lists["subject_relatives"]:
            nodes.append(clause)
    found = (verbs.get((node, event.frame.kind)) for node in nodes)
    return [host for host in found if host is not None]
