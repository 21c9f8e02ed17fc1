"""The standing of an event for whoever vouches for it: status and FactBank value.

From the event word upwards: its own negation, mood and adverbs, then the words that govern it, as far as
the asserter's words reach. The outer word wins, except that it cannot make a negated event positive
(Saurí & Pustejovsky 2009, FactBank).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.annotate.event_governors import (
    aim_of,
    embedding_at,
    is_controlled_object,
    takes_place,
    verb_keys,
)
from selon.annotate.event_modality import (
    at_noun,
    conditions,
    is_asked,
    is_conceded,
    is_negated,
    is_past,
    local,
)
from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.lang.events import Embedding, EventWords, Operator
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
) -> Standing:
    """What is said of the event whose word is `trigger` and whose verb, if it has one, is `predicate`.

    `base` names the operator of the word itself.
    `content` are the spans of the innermost quotation, empty for the page's voice: the climb ends at the word
    that introduces it. `reported` tells that these are indirect words, where a conditional is a future.
    """
    operators: list[str] = [base]
    condition: list[Span] = []
    if trigger != predicate:
        operators.extend(at_noun(tree, trigger, words))
        operators.extend(_by_occurrence(tree, trigger, predicate, words))
    elif any(
        "Mood=Cnd" in mood(tree, n, words) for n in tree.having(trigger, "nmod") if tree.having(n, "cop")
    ):
        operators.append("hypothetical")  # its judgement, hung too low: une vente serait une erreur
    node = predicate
    for _ in range(12):
        operators.extend(local(tree, node, words, reported, node == predicate))
        condition.extend(conditions(tree, node, words))
        head = _governor(tree, node, words)
        step, reached = _step(tree, node, head, words)
        operators.extend(step)
        through = set(keys(tree.tokens[head])) & words.lists["transparent"]
        if not reached or head == node:
            break
        if not through and not _inside(tree.tokens[head].start, content):
            condition.extend(conditions(tree, head, words))
            break
        node = head
    if predicate == node and tree.tokens[node].dep != "acl" and is_asked(tree, words):
        operators.append("possible")
    return Standing(_combined(operators, words), tuple(dict.fromkeys(condition)))


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
    if token.dep.startswith("obl") and preposition(tree, node, words) in words.lists["topic_prepositions"]:
        head = next((n for n in tree.having(head, "obj") if embedding_at(tree, n, words)), head)
    lost = token.dep == "acl" and "VerbForm=Inf" in token.morph and embedding_at(tree, head, words) is None
    before = range(node - 1, max(-1, node - 14), -1) if lost else ()
    nouns = (n for n in before if tree.tokens[n].pos == "NOUN" and embedding_at(tree, n, words) is not None)
    return next(nouns, head)


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
    return outer


def _step(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """What the way from `node` to its head says, and whether the head still governs the event."""
    token, governor = tree.tokens[node], tree.tokens[head]
    marked = _marked(tree, node, words)
    if marked is None and (
        _is_purpose(tree, node, head, words) or _is_gerund_of_plan(tree, node, head, words)
    ):
        marked = "planned"
    if marked is not None:
        return [marked], marked == "sought"
    if (
        head == node
        or token.dep in ("acl:relcl", "parataxis", "appos", "dep")
        or _is_relative(tree, node, words)
    ):
        return [], False
    if _is_gerund(tree, node, words) and governor.pos in ("VERB", "AUX"):
        return [], not is_negated(tree, head, words)
    if token.dep == "conj":
        slipped = "VerbForm=Inf" in token.morph and governor.pos == "NOUN"  # the object of its first conjunct
        return [], slipped or (token.pos in ("VERB", "AUX") and governor.pos in ("VERB", "AUX"))
    if set(keys(governor)) & words.lists["transparent"]:
        return [], True
    demanded = token.dep == "nsubj:pass" and embedding_at(tree, head, words) is not None
    if token.dep in ("nsubj", "nsubj:pass") and not demanded:
        return _as_subject(tree, head, token.pos, words)
    return _as_complement(tree, node, head, words)


def _is_purpose(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a noun is what somebody will do something for (*il ira à Oslo pour un sommet*)."""
    case = preposition(tree, node, words) if tree.tokens[node].pos in ("NOUN", "PROPN") else None
    aim = words.marks.get(("preposition", case or "")) == "sought"
    return aim and "Tense=Fut" in mood(tree, head, words)


def _is_gerund_of_plan(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a present participle tells by what a plan will be done (*il compte réagir en recevant X*)."""
    morph = tree.tokens[node].morph
    if "VerbForm=Part" not in morph or "Tense=Pres" not in morph or tree.tokens[head].pos != "VERB":
        return False
    if "Tense=Fut" in mood(tree, head, words):
        return True
    above = embedding_at(tree, tree.tokens[head].head, words)
    planned = above is not None and above.operator in ("planned", "sought")
    return planned and "VerbForm=Inf" in tree.tokens[head].morph


def _is_relative(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether the subject of a verb is a relative pronoun, wherever the parse hung its clause."""
    own = (tree.tokens[n] for n in tree.having(node, "nsubj", "nsubj:pass"))
    return any(
        "PronType=Rel" in each.morph and each.text.lower() in words.lists["subject_relatives"] for each in own
    )


def _is_gerund(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a verb is a gerund (*en recevant*), which stands as what it goes along with."""
    token = tree.tokens[node]
    if token.dep != "advcl" or "VerbForm=Part" not in token.morph or "Tense=Pres" not in token.morph:
        return False
    return any(
        tree.tokens[n].text.lower() in words.lists["gerund"] for n in tree.having(node, "mark", "case")
    )


def _as_complement(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    token, governor = tree.tokens[node], tree.tokens[head]
    embedding = embedding_at(tree, head, words)
    if embedding is None:
        aim = aim_of(tree, head, words)
        embedding = embedding_at(tree, aim, words) if aim is not None else None
    embedding = _attributed(tree, node, head, words) or embedding
    if set(keys(governor)) & words.lists["failures"] and "VerbForm=Inf" not in token.morph:
        embedding = None
    if set(keys(governor)) & words.lists["going"] and not _is_near_future(tree, node, head, words):
        return [], token.dep in ("xcomp", "ccomp", "advcl")
    if set(keys(governor)) & words.lists["topic_verbs"]:
        return _as_topic(tree, node, head, words)
    if embedding is None:
        causes = bool(set(keys(governor)) & words.lists["causes"])
        complement = token.dep == "nmod" and preposition(tree, node, words) in (None, *_matter(words))
        linked = (token.dep in ("xcomp", "ccomp") or complement) or (
            token.dep == "obj" and (causes or token.pos != "NOUN")
        )
        passed = linked and head not in tree.inside
        return [], passed and governor.pos in ("VERB", "NOUN")
    through = bool(set(keys(token)) & words.lists["transparent"])
    if token.dep == "acl" and "VerbForm=Inf" not in token.morph and not through:
        return [], False
    if token.dep == "obl:agent" and embedding.operator != "possible":
        return [], False
    aside = token.dep in ("obl:mod", "nmod") and token.pos == "NOUN" and not _matters(tree, node, words)
    if token.dep == "advcl" or aside:
        return [], False
    if embedding.operator in ("planned", "threatened") and is_past(tree, node, words):
        return [], True
    negated = governor.pos in ("VERB", "AUX", "ADJ") and is_negated(tree, head, words)
    if embedding.past is not None and not negated and is_past(tree, node, words):
        return [embedding.past], True
    return [embedding.negated if negated else embedding.operator], True


def _is_near_future(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether *aller* makes a future: before an infinitive, itself in no compound tense."""
    infinitive = "VerbForm=Inf" in tree.tokens[node].morph
    return (
        infinitive and bool(mood(tree, head, words)) and not tree.having(head, "aux:tense", "aux", "aux:pass")
    )


def _as_topic(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """*les discussions portent sur la livraison*: the matter stands as the subject's noun makes it stand."""
    if preposition(tree, node, words) not in words.lists["topic_prepositions"]:
        return [], False
    nouns = [n for n in tree.having(head, "nsubj") if tree.tokens[n].pos == "NOUN"]
    found = [embedding for n in nouns if (embedding := embedding_at(tree, n, words)) is not None]
    return [each.operator for each in found[:1]], False


def _attributed(tree: Tree, node: int, head: int, words: EventWords) -> Embedding | None:
    """What the attribute of a verb such as *se dire inquiet* does to the infinitive after it."""
    if not set(keys(tree.tokens[head])) & words.lists["attributive"] or tree.tokens[node].dep != "xcomp":
        return None
    beside = [n for n in tree.having(head, "xcomp", "amod", "ccomp") if head < n < node]
    found = (words.embeddings.get(("adjectives", key)) for n in beside for key in keys(tree.tokens[n]))
    return next((embedding for embedding in found if embedding is not None), None)


def _matter(words: EventWords) -> frozenset[str]:
    return words.lists["complement_prepositions"]


def _matters(tree: Tree, node: int, words: EventWords) -> bool:
    return preposition(tree, node, words) in _matter(words)


def _as_subject(tree: Tree, head: int, pos: str, words: EventWords) -> tuple[list[str], bool]:
    """An event as the subject: of a verb of occurrence, or of a judgement in the conditional."""
    if takes_place(tree, head, words):
        return [], True
    return (["hypothetical"] if "Mood=Cnd" in mood(tree, head, words) and pos == "NOUN" else []), False


def _by_conjunction(tree: Tree, node: int, mark: int, words: EventWords) -> str | None:
    """What a conjunction in two words before a subjunctive makes of it (*pour que*, *afin que*)."""
    if "Mood=Sub" not in mood(tree, node, words) or mark + 1 >= len(tree.tokens):
        return None
    two = f"{tree.tokens[mark].text} {tree.tokens[mark + 1].text}".lower().replace("’", "'")
    return words.marks.get(("conjunction", two.replace("qu'", "que")))


def _has_gone(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb tells of a way that was gone: what one went for took place (*a roulé pour se rendre à*)."""
    if not set(keys(tree.tokens[verb])) & words.lists["ways"] or is_negated(tree, verb, words):
        return False
    told = mood(tree, verb, words)
    past = "Tense=Past" in told or "Tense=Imp" in told or bool(tree.having(verb, "aux:tense"))
    return past and "Mood=Ind" in told


def _prosecutes(tree: Tree, node: int, verb: int, words: EventWords) -> bool:
    """Whether a verb tells of a charge: what it is for, in the perfect, is said to have been done (*jugé pour
    avoir tué*).
    """
    charged = {*verb_keys(tree, verb)} & words.lists["prosecuting"]
    return bool(charged) and is_past(tree, node, words)


def _marked(tree: Tree, node: int, words: EventWords) -> str | None:
    """What a conjunction or preposition before the event's word makes of it."""
    token = tree.tokens[node]
    if token.pos in ("VERB", "AUX"):
        if is_conceded(tree, node, words):
            return None
        for child in tree.having(node, "mark", "advmod", "case"):
            form = tree.tokens[child].text.lower()
            aim = words.marks.get(("preposition", words.prepositions.get(form, form))) == "sought"
            if aim and not mood(tree, node, words) and _prosecutes(tree, node, token.head, words):
                return "accused"
            found = words.marks.get(("conjunction", form)) or _by_conjunction(tree, node, child, words)
            if found is None and "VerbForm=Inf" in token.morph and not tree.having(node, "aux:tense"):
                case = tree.compounds.get(child) or words.prepositions.get(form, form)
                found = words.marks.get(("preposition", case))
                found = None if found == "sought" and _has_gone(tree, token.head, words) else found
            if found is not None:
                return found
        return None
    found = words.marks.get(("preposition", preposition(tree, node, words) or ""))
    return found if found != "sought" else None
