"""The standing of an event for whoever vouches for it: status and FactBank value.

From the event word upwards: its own negation, mood and adverbs, then the words that govern it, as far as
the asserter's words reach. The outer word wins, except that it cannot make a negated event positive
(Saurí & Pustejovsky 2009, FactBank).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.annotate.event_governors import aim_of, embedding_at, is_controlled_object, takes_place
from selon.annotate.event_tree import Tree, keys, mood, preposition, subtree
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
        operators.extend(_at_noun(tree, trigger, words))
        operators.extend(_by_occurrence(tree, trigger, predicate, words))
    elif any(
        "Mood=Cnd" in mood(tree, n, words) for n in tree.having(trigger, "nmod") if tree.having(n, "cop")
    ):
        operators.append("hypothetical")  # its judgement, hung too low: une vente serait une erreur
    node = predicate
    for _ in range(12):
        operators.extend(_local(tree, node, words, reported, node == predicate))
        condition.extend(_conditions(tree, node, words))
        head = _governor(tree, node, words)
        step, reached = _step(tree, node, head, words)
        operators.extend(step)
        through = set(keys(tree.tokens[head])) & words.lists["transparent"]
        if not reached or head == node:
            break
        if not through and not _inside(tree.tokens[head].start, content):
            condition.extend(_conditions(tree, head, words))
            break
        node = head
    if predicate == node and _is_asked(tree, words):
        operators.append("possible")
    return Standing(_combined(operators, words), tuple(dict.fromkeys(condition)))


def _by_occurrence(tree: Tree, trigger: int, predicate: int, words: EventWords) -> Iterator[str]:
    """*une rencontre est prévue*: the verb whose subject the event is may tell how it stands."""
    if tree.tokens[trigger].dep.startswith("nsubj") and takes_place(tree, predicate, words):
        embedding = embedding_at(tree, predicate, words)
        if embedding is not None:
            yield embedding.negated if _is_negated(tree, predicate, words) else embedding.operator


def _is_asked(tree: Tree, words: EventWords) -> bool:
    """Whether the sentence asks if, rather than why or how."""
    last = tree.tokens[-1].text if tree.tokens else ""
    return last.endswith("?") and tree.tokens[0].text.lower() not in words.lists["wh"]


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


def _local(tree: Tree, node: int, words: EventWords, reported: bool, own: bool) -> Iterator[str]:
    """Negation, adverbs and mood at one word."""
    token = tree.tokens[node]
    if token.pos in ("NOUN", "PROPN"):
        yield from _at_noun(tree, node, words)
        return
    yield from _by_mood(tree, node, words, reported, own)
    beside = [node - 1] if node and tree.tokens[node - 1].pos == "ADV" else []
    for child in dict.fromkeys((*tree.having(node, "advmod", "cc"), *beside)):
        found = (words.marks.get(("adverb", key)) for key in keys(tree.tokens[child]))
        yield from [operator for operator in found if operator is not None][:1]
    if _is_negated(tree, node, words) and (own or embedding_at(tree, node, words) is None):
        yield "negated"
    subjects = tree.having(node, "nsubj", "nsubj:pass", "obj")
    if any(_bears(tree, child, words, "denied") for child in subjects) and not _is_negated(tree, node, words):
        yield "negated"


def _bears(tree: Tree, node: int, words: EventWords, operator: str) -> bool:
    dets = tree.having(node, "det", "advmod", "amod")
    return any(
        words.marks.get(("determiner", key)) == operator for det in dets for key in keys(tree.tokens[det])
    )


def _is_negated(tree: Tree, node: int, words: EventWords) -> bool:
    """Both halves are needed (*ne ... pas*): the *ne* after *craindre que* alone says nothing."""
    near = set(tree.children[node])
    for child in tree.having(node, "aux:tense", "aux", "aux:pass", "cop"):
        near.update(tree.children[child])
    forms = {tree.tokens[child].text.lower() for child in near}
    if forms & words.lists["comparatives"] and forms & words.lists["never"]:
        return False  # never so much as now: it is so now
    for child in tree.having(node, "nsubj", "nsubj:pass", "obj", "obl:mod"):
        forms.update(tree.tokens[each].text.lower() for each in tree.having(child, "det", "advmod"))
    return bool(forms & words.lists["negation"]) and bool(forms & words.lists["negators"])


def _by_mood(tree: Tree, node: int, words: EventWords, reported: bool, own: bool) -> Iterator[str]:
    features = mood(tree, node, words)
    plain = own or embedding_at(tree, node, words) is None
    if "Tense=Fut" in features:
        yield "planned"
    elif "Mood=Sub" in features and not _is_fact(tree, node):
        yield "possible"
    elif "Mood=Cnd" in features and (plain or _is_hearsay(tree, node, features)):
        compound = bool(tree.having(node, "aux:tense"))
        if not compound and (reported or _in_speech(tree, node, words)):
            yield "planned"
        else:
            yield "hypothetical" if _conditional_clauses(tree, node, words) else "hearsay"


def _is_fact(tree: Tree, node: int) -> bool:
    """Subjunctives of what is so (*bien que, avant que, le fait que*), which no attitude governs."""
    return tree.tokens[node].dep not in ("ccomp", "xcomp", "csubj", "ROOT")


def _in_speech(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a clause is what some verb says (*ont affirmé que la Russie aiderait*)."""
    token = tree.tokens[node]
    embedding = embedding_at(tree, token.head, words)
    return token.dep == "ccomp" and (embedding is None or embedding.operator in ("asserted", "planned"))


def _is_hearsay(tree: Tree, node: int, features: str) -> bool:
    """*aurait tenté*: a past conditional is hearsay even on a verb of attitude."""
    return "Mood=Cnd" in features and bool(tree.having(node, "aux:tense"))


def _at_noun(tree: Tree, noun: int, words: EventWords) -> Iterator[str]:
    """Adjectives and determiners of an event noun."""
    for child in tree.having(noun, "amod", "det", "conj", "acl", "advmod"):
        if child > noun + 6 or tree.tokens[child].pos not in ("ADJ", "DET", "VERB", "ADV"):
            continue
        sort = "determiner" if tree.tokens[child].pos in ("DET", "ADV") else "adjective"
        for key in keys(tree.tokens[child]):
            found = words.marks.get((sort, key)) or words.marks.get(("determiner", key))
            if found is not None:
                yield found
                break


def _conditional_clauses(tree: Tree, node: int, words: EventWords) -> list[int]:
    return [
        child
        for child in tree.having(node, "advcl")
        if not _is_conceded(tree, child, words)
        and any(
            words.marks.get(("conjunction", tree.tokens[mark].text.lower())) == "hypothetical"
            for mark in tree.having(child, "mark", "advmod")
        )
    ]


def _is_conceded(tree: Tree, clause: int, words: EventWords) -> bool:
    """Whether *si* sets what was against what is (*s'ils ont signé, rien ne change*): a perfect under a main
    clause in the indicative, which is neither a future nor a wish.
    """
    verb, main = tree.tokens[clause], mood(tree, tree.tokens[clause].head, words)
    if verb.dep != "advcl" or verb.head < clause or not tree.having(clause, "aux:tense"):
        return False
    perfect = "Mood=Ind" in (told := mood(tree, clause, words)) and "Tense=Pres" in told
    return perfect and "Mood=Ind" in main and "Tense=Fut" not in main


def _conditions(tree: Tree, node: int, words: EventWords) -> Iterator[Span]:
    for clause in _conditional_clauses(tree, node, words):
        nodes = list(subtree(tree, clause))
        yield tree.tokens[min(nodes)].start, tree.tokens[max(nodes)].end
    for child in tree.having(node, "obl", "obl:mod", "obl:arg"):
        if words.marks.get(("preposition", preposition(tree, child, words) or "")) == "hypothetical":
            nodes = list(subtree(tree, child))
            yield tree.tokens[min(nodes)].start, tree.tokens[max(nodes)].end


def _step(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """What the way from `node` to its head says, and whether the head still governs the event."""
    token, governor = tree.tokens[node], tree.tokens[head]
    marked = _marked(tree, node, words)
    if marked is not None:
        return [marked], marked == "sought"
    if head == node or token.dep in ("acl:relcl", "parataxis", "appos", "dep"):
        return [], False
    if token.dep == "conj":
        return [], token.pos in ("VERB", "AUX") and governor.pos in ("VERB", "AUX")
    if set(keys(governor)) & words.lists["transparent"]:
        return [], True
    demanded = token.dep == "nsubj:pass" and embedding_at(tree, head, words) is not None
    if token.dep in ("nsubj", "nsubj:pass") and not demanded:
        return _as_subject(tree, head, token.pos, words)
    return _as_complement(tree, node, head, words)


def _as_complement(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    token, governor = tree.tokens[node], tree.tokens[head]
    embedding = embedding_at(tree, head, words)
    if embedding is None:
        aim = aim_of(tree, head, words)
        embedding = embedding_at(tree, aim, words) if aim is not None else None
    embedding = _attributed(tree, node, head, words) or embedding
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
    if embedding.operator in ("planned", "threatened") and _is_past(tree, node, words):
        return [], True
    negated = governor.pos in ("VERB", "AUX", "ADJ") and _is_negated(tree, head, words)
    return [embedding.negated if negated else embedding.operator], True


def _is_past(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a complement is told as over: a perfect infinitive or tense (*annonce avoir signé*)."""
    if tree.tokens[node].pos not in ("VERB", "AUX") or not tree.having(node, "aux:tense"):
        return False
    told = mood(tree, node, words)
    return not told or ("Mood=Ind" in told and "Tense=Fut" not in told)


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


def _marked(tree: Tree, node: int, words: EventWords) -> str | None:
    """What a conjunction or preposition before the event's word makes of it."""
    token = tree.tokens[node]
    if token.pos in ("VERB", "AUX"):
        if _is_conceded(tree, node, words):
            return None
        for child in tree.having(node, "mark", "advmod", "case"):
            form = tree.tokens[child].text.lower()
            found = words.marks.get(("conjunction", form))
            if found is None and "VerbForm=Inf" in token.morph and not tree.having(node, "aux:tense"):
                case = tree.compounds.get(child) or words.prepositions.get(form, form)
                found = words.marks.get(("preposition", case))
            if found is not None:
                return found
        return None
    found = words.marks.get(("preposition", preposition(tree, node, words) or ""))
    return found if found != "sought" else None
