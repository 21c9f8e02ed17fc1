"""The standing of an event for whoever vouches for it: status and FactBank value.

From the event word upwards: its own negation, mood and adverbs, then the words that govern it, as far as
the asserter's words reach. The outer word wins, except that it cannot make a negated event positive
(Saurí & Pustejovsky 2009, FactBank).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.annotate.event_governors import (
    embedding_at,
    is_controlled_object,
    takes_place,
    verb_keys,
)
from selon.annotate.event_grounds import is_agreed, is_done
from selon.annotate.event_marks import marked_by
from selon.annotate.event_modality import (
    at_noun,
    conditions,
    is_asked,
    is_negated,
    is_past,
    local,
)
from selon.annotate.event_steps import step_up
from selon.annotate.event_tree import Tree, is_infinitive, keys, mood, preposition
from selon.lang.events import EventWords, Operator
from selon.records import Span

__all__ = ["Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Status and FactBank value of an event, and the spans of its condition."""

    operator: Operator
    condition: tuple[Span, ...]


def standing(
    tree: Tree,
    trigger: int,
    predicate: int,
    words: EventWords,
    *,
    base: str = "asserted",
    content: Sequence[Span] = (),
    reported: bool = False,
    counted: bool = False,
) -> Standing:
    """What is said of the event whose word is `trigger` and whose verb, if it has one, is `predicate`.

    `base` names the operator of the word itself.
    `content` are the spans of the innermost quotation, empty for the page's voice: the climb ends at the word
    that introduces it. `reported` tells that these are indirect words, where a conditional is a future,
    `counted` that the event is a count of what came about, whoever announces it.
    """
    operators: list[str] = [base, *_at_trigger(tree, trigger, predicate, words)]
    condition: list[Span] = []
    node, apart = predicate, False
    for _ in range(0 if is_done(tree, trigger, words) else 12):
        found = () if apart else local(tree, node, words, reported, node == predicate)
        once = node == predicate and "denied" in operators  # n'a procédé à aucune livraison
        operators.extend(each for each in found if not (once and each == "negated"))
        condition.extend(conditions(tree, node, words))
        head = _governor(tree, node, words)
        step, reached = step_up(tree, node, head, words)
        operators.extend(() if counted and _tells(tree, head, words) else step)
        through = set(keys(tree.tokens[head])) & words.lists["transparent"]
        if not reached or head == node:
            break
        if not through and not _inside(tree.tokens[head].start, content):
            condition.extend(conditions(tree, head, words))
            break
        finite = apart or bool(mood(tree, node, words))  # has a mood of its own
        apart = tree.tokens[node].dep == "conj" and finite
        node = head
    if _is_supposed(tree, trigger, words):
        operators.append("hypothetical")
    aside = (
        preposition(tree, trigger, words) in words.lists["within"] | words.lists["background_prepositions"]
    )
    told = tree.tokens[node].dep == "acl" or aside or _is_in_relative(tree, node)
    if predicate == node and not told and is_asked(tree, node, words):
        operators.append("possible")
    return Standing(_combined(operators, words), tuple(dict.fromkeys(condition)))


def _at_trigger(tree: Tree, trigger: int, predicate: int, words: EventWords) -> Iterator[str]:
    """What stands at an event noun apart from its verb; at any, its judgement, hung too low (*une vente
    serait une erreur*).
    """
    if trigger != predicate:
        if is_agreed(tree, trigger, words):
            return
        yield from at_noun(tree, trigger, words)
        yield from _by_occurrence(tree, trigger, predicate, words)
        return
    judged = (n for n in tree.having(trigger, "nmod") if tree.having(n, "cop"))
    if any("Mood=Cnd" in mood(tree, n, words) for n in judged):
        yield "hypothetical"


def _is_in_relative(tree: Tree, node: int) -> bool:
    """Whether a word stands in a relative clause, which tells in passing (*X, qui a vu Y, part-il ?*)."""
    while tree.tokens[node].head != node and tree.tokens[node].dep != "acl:relcl":
        node = tree.tokens[node].head
    return tree.tokens[node].dep == "acl:relcl"


def _is_supposed(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether a noun is what a verb in a *si* clause brings about (*s'ils adoptaient des sanctions*)."""
    head = tree.tokens[noun].head
    brought = tree.tokens[noun].dep == "obj" and bool(set(keys(tree.tokens[head])) & words.lists["done"])
    return brought and tree.tokens[noun].pos == "NOUN" and marked_by(tree, head, words) == "hypothetical"


def _tells(tree: Tree, verb: int, words: EventWords) -> bool:
    return bool(set(verb_keys(tree, verb)) & words.lists["telling"])


def _by_occurrence(tree: Tree, trigger: int, predicate: int, words: EventWords) -> Iterator[str]:
    """*une rencontre est prévue*: the verb whose subject the event is may tell how it stands."""
    if tree.tokens[trigger].dep.startswith("nsubj") and takes_place(tree, predicate, words):
        embedding = embedding_at(tree, predicate, words)
        if embedding is not None:
            yield embedding.negated if is_negated(tree, predicate, words) else embedding.operator


def _governor(tree: Tree, node: int, words: EventWords) -> int:
    head = tree.tokens[node].head
    if is_controlled_object(tree, node, words):
        return tree.tokens[head].head
    token = tree.tokens[node]
    if set(keys(tree.tokens[head])) & words.lists["underway"]:
        return head  # en train de
    head = _attitude_beside(tree, node, head, words)
    if token.dep.startswith("obl") and preposition(tree, node, words) in words.lists["topic_prepositions"]:
        head = next((n for n in tree.having(head, "obj") if embedding_at(tree, n, words)), head)
    lost = token.dep == "acl" and is_infinitive(tree, node) and embedding_at(tree, head, words) is None
    beside_it = tree.having(head, "amod", "acl", "appos") if lost else ()  # un homme inquiet de partir
    near = [n for n in beside_it if head < n < node and embedding_at(tree, n, words) is not None]
    if near:
        return near[-1]
    before = range(node - 1, max(-1, node - 14), -1) if lost else ()
    nouns = (n for n in before if tree.tokens[n].pos == "NOUN" and embedding_at(tree, n, words) is not None)
    above = tree.tokens[head].head
    manner = preposition(tree, head, words) not in (None, *words.lists["complement_prepositions"])
    upper = embedding_at(tree, above, words)
    ended = upper is not None and upper.operator == "negated" and is_past(tree, node, words)
    beside = lost and manner and upper is not None and not ended  # tenter sans succès de tuer
    return next(nouns, above if beside else head)


def _attitude_beside(tree: Tree, node: int, head: int, words: EventWords) -> int:
    """The noun of attitude that governs a word hung on the name of who has it (*les menaces de l'UE de
    sanctions*), or an infinitive hung on the verb whose object it is (*lance un appel à manifester*).
    """
    token, above = tree.tokens[node], tree.tokens[head].head
    owner = tree.tokens[head].pos == "PROPN" and tree.tokens[head].dep == "nmod"
    cases = {preposition(tree, n, words) for n in (node, head)}
    if owner and token.dep == "nmod" and cases == {words.genitive}:
        return above if embedding_at(tree, above, words) is not None else head
    governing = embedding_at(tree, head, words)
    plain = governing is None or governing.operator == "asserted"
    if token.dep != "xcomp" or not is_infinitive(tree, node) or not plain:
        return head
    place = min((n for n in tree.children[node] if n < node), default=node) - 1
    for _ in range(head, node):  # up from the word before the infinitive: le refus de X de ratifier
        if not head < place < node:
            break
        found = embedding_at(tree, place, words) if tree.tokens[place].pos == "NOUN" else None
        if found is not None and found.operator != "asserted":
            return place
        place = tree.tokens[place].head
    return head


def _inside(place: int, content: Sequence[Span]) -> bool:
    return not content or any(start <= place < end for start, end in content)


def _combined(operators: Sequence[str], words: EventWords) -> Operator:
    """From the innermost to the outermost; see the module's note."""
    state = words.operators["asserted"]
    for name in operators:
        outer = words.operators[name]
        state = _joined(state, outer, words.operators["asserted"])
    return state


def _joined(inner: Operator, outer: Operator, plain: Operator) -> Operator:
    if outer == plain:
        return inner
    if outer.factuality == "CT-" and inner.factuality == "CT-":
        return plain
    if inner.status == "denied" and outer.factuality not in ("Uu", "CT-"):
        return Operator("denied", "PR-") if outer.status != "alleged" else Operator("alleged", "CT-")
    if outer.status == "alleged" and inner.status in ("planned", "possible", "threatened"):
        return Operator("alleged", "PS+")
    if inner.status == "hypothetical" and outer.status in ("planned", "possible"):
        return inner
    if inner.status == "possible" and outer.status == "planned" and outer.factuality == "PR+":
        return inner  # it will be possible to
    return outer
