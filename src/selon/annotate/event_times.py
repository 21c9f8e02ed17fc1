"""Which time expression of a sentence tells when an event took place."""

from collections.abc import Collection, Sequence

from selon.annotate.event_tree import Tree
from selon.lang.events import EventWords
from selon.records import TimeExpression

__all__ = ["time_of"]


def time_of(
    tree: Tree,
    event: Collection[int],
    others: Collection[int],
    times: Sequence[TimeExpression],
    words: EventWords,
) -> str | None:
    """The id of the time in the clause of the event whose words are the tokens `event`; null when none is.

    `others` are the tokens of the other events of the sentence: a time under one of them is its own.
    `times` holds no time of speech. The time of a coordinated verb serves an event that has none.
    """
    dated = [time for time in times if time.kind in ("date", "time")]
    own = [time for time in dated if _governor(tree, time, event, others) in event]
    if own:
        return _best(own).id
    joined = _coordinated(tree, event)
    shared = [time for time in dated if joined and _governor(tree, time, joined, ()) in joined]
    return _best(shared).id if shared else None


def _best(times: Sequence[TimeExpression]) -> TimeExpression:
    """The first that has a value; a bare first one otherwise."""
    return next((time for time in times if time.edtf), times[0])


def _governor(
    tree: Tree, time: TimeExpression, event: Collection[int], others: Collection[int]
) -> int | None:
    """The word whose happening a time expression dates: the nearest verb or event noun above it.

    Bare participles are passed through: *au groupe soutenu par X en novembre* dates the clause.
    """
    inside = [n for n, token in enumerate(tree.tokens) if token.start < time.end and time.start < token.end]
    if not inside:
        return None
    top = set(inside)
    node = next((n for n in inside if tree.tokens[n].head not in top or tree.tokens[n].head == n), inside[0])
    for _ in range(len(tree.tokens)):
        head = tree.tokens[node].head
        if head == node:
            return None
        node = head
        if node in event or node in others:
            return node
        token = tree.tokens[node]
        if token.pos in ("VERB", "AUX") and not _is_passed(tree, node):
            return node
    return None


def _is_passed(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    return token.dep == "acl" and "VerbForm=Part" in token.morph


def _coordinated(tree: Tree, event: Collection[int]) -> list[int]:
    """The verbs coordinated with the event's own that have no subject of their own."""
    found = []
    for node in event:
        if tree.tokens[node].pos != "VERB":
            continue
        found += [n for n in tree.having(node, "conj") if not tree.having(n, "nsubj", "nsubj:pass")]
        if tree.tokens[node].dep == "conj" and not tree.having(node, "nsubj", "nsubj:pass"):
            found.append(tree.tokens[node].head)
    return [node for node in found if node not in event]
