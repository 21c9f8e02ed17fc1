"""One step up from an event's word to what governs it: what the way says, and whether it goes on."""

from selon.annotate.event_attitudes import effect, embedding_of, in_view
from selon.annotate.event_governors import embedding_at, takes_place
from selon.annotate.event_grounds import (
    is_broken_off,
    is_missed,
    is_recalled,
    is_repelled,
    is_to_be_attended,
)
from selon.annotate.event_marks import marked_by
from selon.annotate.event_modality import is_negated
from selon.annotate.event_tree import Tree, is_infinitive, keys, mood, preposition
from selon.lang.events import Embedding, EventWords

__all__ = ["step_up"]


def step_up(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """What the way from `node` to its head says, and whether the head still governs the event."""
    token, governor = tree.tokens[node], tree.tokens[head]
    marked = _marked(tree, node, head, words)
    if marked is not None:
        aimed = governor.pos in ("VERB", "AUX") and not is_negated(tree, head, words)
        return [marked], marked == "sought" and aimed
    if head == node or _is_loose(tree, node, words) or _is_against(tree, node, head, words):
        return [], False
    along = _is_gerund(tree, node, words) or _is_sooner(tree, node, words)
    if along and governor.pos in ("VERB", "AUX"):
        return [], not is_negated(tree, head, words)
    if token.dep == "conj":
        return _as_conjunct(tree, node, head, words)
    through = _through(tree, node, head, words)
    if through is not None:
        return [], through
    demanded = token.dep == "nsubj:pass" and embedding_at(tree, head, words) is not None
    if token.dep in ("nsubj", "nsubj:pass") and not demanded:
        return _as_subject(tree, head, token.pos, words)
    return _as_complement(tree, node, head, words)


def _marked(tree: Tree, node: int, head: int, words: EventWords) -> str | None:
    """What a conjunction, a preposition or the tense of the governor makes of a word."""
    marked = marked_by(tree, node, words)
    if marked == "denied" and _is_under_negation(tree, head, words):
        return "hypothetical"  # n'iront pas sans signer
    if marked is None and (
        is_to_be_attended(tree, node, head, words)
        or _is_purpose(tree, node, head, words)
        or _is_gerund_of_plan(tree, node, head, words)
    ):
        return "planned"
    return marked


def _is_under_negation(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb or one that governs it in the infinitive is negated."""
    for _ in tree.tokens:  # a word may be its own head, where what it hung on is left out of the tree
        if tree.tokens[verb].dep != "xcomp" or is_negated(tree, verb, words):
            break
        verb = tree.tokens[verb].head
    return is_negated(tree, verb, words)


def _as_conjunct(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """A second verb stands as the first; a second noun is what the first is an object of (*prévoit un gel et
    des sanctions*), but for denials, which may be of the first alone.
    """
    token, governor = tree.tokens[node], tree.tokens[head]
    if token.pos == "NOUN" and governor.pos == "NOUN" and governor.head != head:
        above = step_up(tree, head, governor.head, words)[0]
        return [each for each in above if words.operators[each].status != "denied"], False
    if _is_second_matter(tree, node, head):
        return _as_complement(tree, node, head, words)
    slipped = "VerbForm=Inf" in token.morph and governor.pos == "NOUN"  # the object of its first conjunct
    both = token.pos in ("VERB", "AUX") and governor.pos in ("VERB", "AUX")
    return [], slipped or (both and not _stands_alone(tree, node, head, words))


def _is_second_matter(tree: Tree, node: int, head: int) -> bool:
    """Whether an infinitive is joined to a verb that has one with the same preposition already: it is joined
    to that one (*a appelé à rester et à chercher un compromis*).
    """

    def mark(place: int) -> str:
        return next((tree.tokens[n].text.lower() for n in tree.having(place, "mark", "case")), "")

    if "VerbForm=Inf" not in tree.tokens[node].morph or not mark(node) or tree.tokens[head].pos != "VERB":
        return False
    first = (n for n in tree.having(head, "xcomp") if head < n < node)
    return any(is_infinitive(tree, n) and mark(n) == mark(node) for n in first)


def _stands_alone(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a second verb shares nothing with the first: it is finite behind an infinitive (*ne peut pas
    sortir et est détenu*), or has a subject of its own behind a negated one (*n'est pas venu, et Y a livré*).
    """
    told = mood(tree, node, words)
    after_infinitive = "Mood=Ind" in told and "VerbForm=Inf" in tree.tokens[head].morph
    own = bool(tree.having(node, "nsubj", "nsubj:pass"))
    return after_infinitive or (own and is_negated(tree, head, words))


def _through(tree: Tree, node: int, head: int, words: EventWords) -> bool | None:
    """Whether the governor is passed, or ends the way, by its own word; null for any other."""
    governor = tree.tokens[head]
    if _is_ranked(tree, node, head, words):
        return False
    if set(keys(governor)) & words.lists["transparent"]:
        return True
    if governor.pos in ("ADV", "NUM") and preposition(tree, node, words) == words.genitive:
        return True  # only counted: pas beaucoup d'attaques
    anniversary = governor.pos == "NOUN" and set(keys(governor)) & (
        words.lists["time_nouns"] | words.lists["upon"]
    )
    return False if anniversary else None


def _is_ranked(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether an infinitive tells among whom somebody is the first or only one: others did it (*n'est pas le
    premier homme à avoir été tué*).
    """
    ranks = words.lists["ranks"]
    beside = (head, *tree.having(head, "amod"))
    ranked = tree.tokens[head].pos != "VERB" and any(ranks & set(keys(tree.tokens[n])) for n in beside)
    return ranked and tree.tokens[node].dep in ("acl", "xcomp") and is_infinitive(tree, node)


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


def _is_loose(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether nothing governs a clause: it stands beside, or its subject is a relative pronoun, wherever the
    parse hung it.
    """
    if tree.tokens[node].dep in ("acl:relcl", "parataxis", "appos", "dep"):
        return True
    before = (tree.tokens[n].text.lower() for n in tree.having(node, "nmod") if n < node)
    if any(form in words.lists["among"] for form in before):
        return True  # dont trois décès
    own = (tree.tokens[n] for n in tree.having(node, "nsubj", "nsubj:pass"))
    return any(
        "PronType=Rel" in each.morph and each.text.lower() in words.lists["subject_relatives"] for each in own
    )


def _is_against(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a finite clause is set against what stands before it (*alors que X a frappé*), wherever the
    parse hung it.
    """
    if node < head or not mood(tree, node, words):
        return False
    before = "".join(f"{token.text.lower()} " for token in tree.tokens[head + 1 : node]).replace("’", "'")
    return any(f"{each} " in before for each in words.lists["against"])


def _is_sooner(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether an infinitive tells what follows its governor and is as sure (*parlera avant de voir X*)."""
    if "VerbForm=Inf" not in tree.tokens[node].morph or tree.tokens[node].dep not in (
        "advcl",
        "obl:mod",
        "xcomp",
    ):
        return False
    return any(
        tree.tokens[n].text.lower() in words.lists["sooner"] for n in tree.having(node, "mark", "case")
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
    if set(keys(governor)) & words.lists["going"] and not _is_near_future(tree, node, head, words):
        return [], token.dep in ("xcomp", "ccomp", "advcl")
    view = in_view(tree, node, head, words)
    if view is not None:
        return view
    if _is_before_eyes(tree, node, head, words):
        return [], False
    if set(keys(governor)) & words.lists["topic_verbs"]:
        return _as_topic(tree, node, head, words)
    embedding = embedding_of(tree, node, head, words)
    if embedding is None:
        return [], _passes(tree, node, head, words)
    if _is_beside(tree, node, embedding, words):
        return [], False
    return effect(tree, node, head, embedding, words), True


def _is_before_eyes(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether an event is broken off, recalled or seen: it is so (*on peut voir X frapper Y*)."""
    seen = set(keys(tree.tokens[node])) & words.lists["seeing_of"]
    modal = set(keys(tree.tokens[head])) & words.lists["coming_true"]
    noun = tree.tokens[node].pos == "NOUN" and preposition(tree, node, words) == words.dative
    if noun and set(keys(tree.tokens[head])) & words.lists["expected"]:
        return True  # le retard est dû à la grève
    told = any(each(tree, node, head, words) for each in (is_broken_off, is_missed, is_recalled, is_repelled))
    return told or bool(seen and modal)


def _passes(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a governor that is no attitude hands on what is said of it."""
    token, governor = tree.tokens[node], tree.tokens[head]
    causes = bool(set(keys(governor)) & words.lists["causes"])
    case = preposition(tree, node, words)
    bare = token.dep.startswith("obl") and case is None  # devrait atteindre 100 morts lundi
    held = case == words.dative and bool(set(keys(governor)) & words.lists["shares"])
    complement = token.dep == "nmod" and (held or case in (None, words.genitive))
    linked = (token.dep in ("xcomp", "ccomp") or complement) or (
        (token.dep == "obj" or bare) and (causes or token.pos != "NOUN")
    )
    return linked and head not in tree.inside and governor.pos in ("VERB", "NOUN")


def _is_beside(tree: Tree, node: int, embedding: Embedding, words: EventWords) -> bool:
    """Whether an event stands beside an attitude rather than being its matter."""
    token = tree.tokens[node]
    through = bool(set(keys(token)) & words.lists["transparent"])
    if token.dep == "acl" and not is_infinitive(tree, node) and not through:
        return not _is_spelt_out(tree, node, words)
    if token.dep == "obl:agent" and embedding.operator != "possible":
        return True
    if token.pos == "NOUN" and preposition(tree, node, words) in words.lists["at_times"]:
        return True
    aside = token.dep in ("obl:mod", "nmod") and token.pos == "NOUN" and not _matters(tree, node, words)
    return token.dep == "advcl" or aside


def _is_spelt_out(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a clause with *que* spells out its noun (*à condition qu'un accord soit signé*)."""
    marks = {tree.tokens[n].text.lower() for n in tree.having(node, "mark")}
    return bool(mood(tree, node, words)) and bool(marks & words.lists["said_that"])


def _is_near_future(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether *aller* makes a future: before an infinitive, itself in no compound tense."""
    forms = (node, *tree.having(node, "aux:pass", "cop"))
    infinitive = any("VerbForm=Inf" in tree.tokens[n].morph for n in forms)
    told = mood(tree, head, words)
    adverbs = {tree.tokens[n].text.lower().strip('"«» ') for n in range(head + 1, node)}
    if "Tense=Imp" in told and adverbs & words.lists["habits"]:
        return False  # il allait souvent voir X
    return infinitive and bool(told) and not tree.having(head, "aux:tense", "aux", "aux:pass")


def _as_topic(tree: Tree, node: int, head: int, words: EventWords) -> tuple[list[str], bool]:
    """*les discussions portent sur la livraison*: the matter stands as the subject's noun makes it stand."""
    if preposition(tree, node, words) not in words.lists["topic_prepositions"]:
        return [], False
    nouns = [n for n in tree.having(head, "nsubj") if tree.tokens[n].pos == "NOUN"]
    found = [embedding for n in nouns if (embedding := embedding_at(tree, n, words)) is not None]
    return [each.operator for each in found[:1]], False


def _matter(words: EventWords) -> frozenset[str]:
    return words.lists["complement_prepositions"]


def _matters(tree: Tree, node: int, words: EventWords) -> bool:
    return preposition(tree, node, words) in _matter(words)


def _as_subject(tree: Tree, head: int, pos: str, words: EventWords) -> tuple[list[str], bool]:
    """An event as the subject: of a verb of occurrence, or of a judgement in the conditional."""
    if takes_place(tree, head, words):
        return [], True
    lower = [n for n in tree.having(head, "xcomp") if takes_place(tree, n, words)]
    modal = embedding_at(tree, head, words) if lower else None
    if modal is not None:  # une rencontre devrait avoir lieu
        return [modal.negated if is_negated(tree, head, words) else modal.operator], True
    conditional = "Mood=Cnd" in mood(tree, head, words)
    if conditional and pos == "NOUN" and set(keys(tree.tokens[head])) & words.lists["expected"]:
        return ["planned"], True
    told = embedding_at(tree, head, words) if tree.tokens[head].pos == "ADJ" else None
    if told is not None and {*keys(tree.tokens[head])} & words.lists["of_events"]:
        return [told.negated if is_negated(tree, head, words) else told.operator], True
    return (["hypothetical"] if conditional and pos == "NOUN" else []), False
