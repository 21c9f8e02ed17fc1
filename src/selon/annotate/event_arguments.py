"""Who and what stands around an event word: its arguments by syntactic place.

Passives are turned to the active, relative pronouns to their antecedents; an infinitive takes its subject
from what governs it, a coordinated verb from its first conjunct.
"""

from selon.annotate.event_agreement import agreeing, inverted, is_impersonal, is_misjoined, is_of_people
from selon.annotate.event_antecedents import clash, modified
from selon.annotate.event_forms import (
    inside_clause,
    is_caused,
    is_detached,
    is_gerund,
    is_sequel,
    is_single,
    is_told,
    verb_above,
)
from selon.annotate.event_governors import aim_of, embedding_at, is_controlled_object
from selon.annotate.event_places import (
    OBJECT,
    Argument,
    aside,
    is_aside,
    next_phrase,
    nominal,
    resolved,
    swallowed,
    verbal,
)
from selon.annotate.event_tree import (
    Tree,
    conjuncts,
    is_infinitive,
    is_passive,
    is_reflexive,
    keys,
    mood,
    preposition,
    top_of_name,
)
from selon.lang.events import EventWords

__all__ = ["arguments", "owners", "subjects"]

_DEPTH = 6


def arguments(tree: Tree, node: int, words: EventWords, depth: int = 0) -> list[Argument]:
    """The arguments of a verb or noun, its own before those that its object's phrase may have swallowed."""
    if tree.tokens[node].pos in ("VERB", "AUX"):
        found = verbal(tree, node, words)
        own = subjects(tree, node, words, depth)
        place = OBJECT if is_passive(tree, node, words) else "subject"
        found = [Argument(place, subject) for subject in own] + found
        found.extend(_shared(tree, node, words, found))
        found.extend(_partitive(tree, node, words, found))
    else:
        found = nominal(tree, node, words)
        found.extend(next_phrase(tree, node, words))
        found.extend(aside(tree, node, words))
    heads = (*found, *_bare(tree, node))
    nested = [argument for head in heads for argument in swallowed(tree, head, words)]
    if tree.tokens[node].pos == "VERB":
        whose = {
            each.node for head in found if head.place == "subject" for each in swallowed(tree, head, words)
        }
        nested = [argument for argument in nested if argument.place != "inner" or argument.node not in whose]
        nested = [_by_verb(tree, node, found, argument, words) for argument in nested]
    nested = [argument for argument in nested if not is_aside(tree, argument, words)]
    found = [argument for argument in found if not is_aside(tree, argument, words)]
    known: dict[tuple[str, int], Argument] = {}
    seen = {argument.node for argument in found}
    for argument in (*found, *(each for each in nested if each.node not in seen)):
        known.setdefault((argument.place, argument.node), argument)
    return list(known.values())


def _bare(tree: Tree, node: int) -> list[Argument]:
    """Nouns and figures beside a verb that are none of its arguments, as times are (*reçoit le 3 mai X*)."""
    beside = tree.having(node, "obl:mod", "obl") if tree.tokens[node].pos == "VERB" else []
    bare = [n for n in beside if not tree.having(n, "case") and tree.tokens[n].pos in ("NOUN", "NUM")]
    return [Argument("inner", n) for n in bare]


def _by_verb(tree: Tree, verb: int, own: list[Argument], argument: Argument, words: EventWords) -> Argument:
    """A phrase that hangs too low, at the place that it has for the verb: agent of a passive, bare object."""
    if argument.place == words.agent and is_passive(tree, verb, words):
        return Argument("subject", argument.node)
    bare = argument.place == "inner" and preposition(tree, argument.node, words) is None
    loose = tree.tokens[argument.node].dep == "appos" or tree.having(argument.node, "det")
    late = bare and argument.node > verb and bool(loose)
    if late and not is_passive(tree, verb, words) and all(other.place != OBJECT for other in own):
        return Argument(OBJECT, argument.node)
    return argument


def _shared(tree: Tree, verb: int, words: EventWords, own: list[Argument]) -> list[Argument]:
    """What coordinated verbs have in common: the object of the later (*fournir ou vendre d'armes*)."""
    have = {argument.place for argument in own}
    if OBJECT in have or is_passive(tree, verb, words):
        return []
    later = [other for other in tree.having(verb, "conj") if tree.tokens[other].pos == "VERB"]
    close = [other for other in later if not tree.having(other, "nsubj", "nsubj:pass") and other - verb <= 3]
    return [
        argument for other in close for argument in verbal(tree, other, words) if argument.place not in have
    ]


def _partitive(tree: Tree, verb: int, words: EventWords, own: list[Argument]) -> list[Argument]:
    """Objects behind *des*, which the parser may take for a preposition (*publier des documents*)."""
    if any(argument.place == OBJECT for argument in own) or is_passive(tree, verb, words):
        return []
    behind = [a.node for a in own if a.place == words.genitive and a.node > verb]
    return [
        Argument(OBJECT, node)
        for node in behind
        if any(tree.tokens[c].text.lower() in words.lists["partitives"] for c in tree.having(node, "case"))
    ]


def subjects(tree: Tree, verb: int, words: EventWords, depth: int = 0) -> list[int]:
    """The grammatical subject of a verb (the patient of a passive), coordinated ones apart; may be empty."""
    if is_caused(tree, verb, words):
        return []
    own = tree.having(verb, "nsubj:pass", "nsubj", "nsubj:caus")
    for child in [n for n in own if tree.tokens[n].text.lower() not in words.lists["where"]]:
        if is_impersonal(tree, child, verb, words):
            return []
        above = _same_subject(tree, child, verb, words, depth)
        if above:
            return above
        node = resolved(tree, child, verb, words)
        if node is not None:
            own = conjuncts(tree, node)
            return own if _agree(tree, own, verb, words) else beside(tree, verb, words) or own
    own = _absolute(tree, verb) or inverted(tree, verb, words)
    if own or depth >= _DEPTH or tree.tokens[verb].head == verb:
        return own
    return agreeing(tree, _inherited(tree, verb, words, depth + 1), verb, words)


def _absolute(tree: Tree, verb: int) -> list[int]:
    """The noun right before a perfect participle, which is its subject, wherever the parse hangs it (*le
    conseil des ministres ayant adopté ...*).
    """
    auxiliaries = [n for n in tree.having(verb, "aux:tense") if "VerbForm=Part" in tree.tokens[n].morph]
    place = auxiliaries[0] - 1 if auxiliaries else -1
    if place < 0 or tree.tokens[place].pos not in ("NOUN", "PROPN"):
        return []
    node = top_of_name(tree, place)
    while tree.tokens[node].dep == "nmod" and tree.tokens[node].head < node:
        node = tree.tokens[node].head
    return conjuncts(tree, node)


def _inherited(tree: Tree, verb: int, words: EventWords, depth: int) -> list[int]:
    """The subject that a verb without one takes from its governor."""
    token, head = tree.tokens[verb], tree.tokens[verb].head
    governor = tree.tokens[head]
    if governor.dep == "obl:agent" and is_infinitive(tree, verb):
        return subjects(tree, governor.head, words, depth)  # soupçonné par la police d'avoir tué X
    if (token.dep == "acl" and is_gerund(tree, verb, words)) or is_sequel(tree, verb, words):
        above = verb_above(tree, head if token.dep != "acl" else verb)
        return subjects(tree, above, words, depth) if above is not None else []
    if token.dep == "conj" and is_misjoined(tree, verb, words):
        return _controller(tree, head, words, depth)
    if token.dep == "conj" and (governor.pos in ("VERB", "AUX") or tree.having(head, "nsubj", "nsubj:pass")):
        own = subjects(tree, head, words, depth)
        return own if not own or _concord(tree, own, verb, words) else _nearest(tree, verb, words) or own
    if "VerbForm=Inf" in token.morph and is_controlled_object(tree, verb, words):
        return conjuncts(tree, head)
    return _modifier(tree, verb, words, depth)


def _modifier(tree: Tree, verb: int, words: EventWords, depth: int) -> list[int]:
    """The subject of a verb form that goes with a clause or a noun."""
    token, head = tree.tokens[verb], tree.tokens[verb].head
    if is_detached(tree, verb):
        above = head if token.dep == "advcl" else verb_above(tree, verb)
        return subjects(tree, above, words, depth) if above is not None else []
    if is_told(tree, verb, words):
        above = verb_above(tree, head)
        return subjects(tree, above, words, depth) if above is not None else []
    if "VerbForm=Part" in token.morph and token.dep in ("acl", "advcl"):
        noun = modified(tree, verb)
        if noun is not None:
            return [noun] if is_single(tree, noun, verb) else conjuncts(tree, noun)
    return _governed(tree, verb, words, depth)


def _governed(tree: Tree, verb: int, words: EventWords, depth: int) -> list[int]:
    """The subject that what governs a verb gives it: the owner of an aim, a controller, whom it describes."""
    head = tree.tokens[verb].head
    governor = tree.tokens[head]
    if governor.pos == "NOUN" and tree.tokens[verb].dep == "parataxis" and mood(tree, verb, words):
        return conjuncts(tree, head) if head < verb and _concord(tree, [head], verb, words) else []
    nearer = inside_clause(tree, verb, words)
    if nearer:
        return nearer
    aim = aim_of(tree, head, words)
    if aim is not None:
        return owners(tree, aim, words, depth)
    if governor.pos == "NOUN" and tree.tokens[verb].dep == "advcl" and verb < head:
        return conjuncts(tree, head)  # before the subject that it goes with
    if governor.pos in ("VERB", "AUX") or (governor.pos == "ADJ" and tree.having(head, "cop")):
        return _controller(tree, head, words, depth)
    if governor.pos == "NOUN" and is_of_people(tree, head, words):
        said = [n for n in tree.having(head, "amod") if n < verb and embedding_at(tree, n, words)]
        return conjuncts(tree, head) if said else []  # un ministre inquiet de se rendre à
    if governor.pos == "NOUN":
        return owners(tree, head, words, depth)
    return conjuncts(tree, governor.head) if governor.pos == "ADJ" and governor.dep == "amod" else []


def _same_subject(tree: Tree, pronoun: int, verb: int, words: EventWords, depth: int) -> list[int]:
    """The subject of the main clause that *il*, *elle* in its subordinate clause takes up, if they agree."""
    token, head = tree.tokens[pronoun], tree.tokens[verb].head
    if token.text.lower() not in words.lists["third_person"] or head == verb or depth >= _DEPTH:
        return []
    if tree.tokens[verb].dep not in ("advcl", "ccomp") or tree.tokens[head].pos not in ("VERB", "AUX"):
        return []
    own = subjects(tree, head, words, depth + 1)
    between = tree.tokens[min([pronoun, *own]) : max([pronoun, *own])]
    if sum(each.text in words.lists["quotation_marks"] for each in between) % 2:
        return []  # other people's words: their *il* is none of those who say them
    if len(own) != 1 or clash(tree.tokens[own[0]].morph, token.morph):
        return []
    plural = "Number=Plur" in token.morph and tree.tokens[own[0]].pos == "PROPN"
    return [] if plural and "Number=Plur" not in tree.tokens[own[0]].morph else own


def _agree(tree: Tree, nodes: list[int], verb: int, words: EventWords) -> bool:
    """Whether a plural verb has a plural or coordinated subject."""
    plural = "Number=Plur" in mood(tree, verb, words)
    return not plural or len(nodes) > 1 or "Number=Sing" not in tree.tokens[nodes[0]].morph


def _concord(tree: Tree, nodes: list[int], verb: int, words: EventWords) -> bool:
    """Whether a finite verb and its subject do not tell different numbers."""
    plural = len(nodes) > 1 or "Number=Plur" in tree.tokens[nodes[0]].morph
    told = mood(tree, verb, words)
    return ("Number=Sing" if plural else "Number=Plur") not in told


def _nearest(tree: Tree, verb: int, words: EventWords) -> list[int]:
    """The nearest subject before a verb that agrees with it: of a clause that the parse left aside."""
    for node in range(verb - 1, -1, -1):
        token = tree.tokens[node]
        if token.dep in ("nsubj", "nsubj:pass") and token.pos in ("NOUN", "PROPN"):
            own = conjuncts(tree, node)
            if _concord(tree, own, verb, words):
                return own
    return []


def beside(tree: Tree, verb: int, words: EventWords) -> list[int]:
    """The names that stand right before a verb, coordinated ones together."""
    place = min([verb, *tree.having(verb, "aux:tense", "aux", "aux:pass", "advmod", "expl:comp")]) - 1
    while place >= 0 and tree.tokens[place].pos in ("ADV", "ADJ"):
        place -= 1
    if place < 0 or tree.tokens[place].pos not in ("NOUN", "PROPN"):
        return []
    last = top_of_name(tree, place)
    series = [other for other in tree.having(tree.tokens[last].head, "conj") if other <= last]
    return series if tree.tokens[last].dep == "conj" and len(series) > 1 else [last]


def _controller(tree: Tree, governor: int, words: EventWords, depth: int) -> list[int]:
    """Whom a governing verb has do what hangs on it. Nobody in particular, where it tells others to do it and
    names none (*appeler à manifester*), unless it may tell of one's own wish (*demander à rencontrer*).
    """
    embedding = embedding_at(tree, governor, words)
    if embedding is not None and embedding.control == "none":
        return []
    if embedding is not None and embedding.control == "object" and not is_passive(tree, governor, words):
        found = [
            argument.node
            for argument in arguments(tree, governor, words, depth + 1)
            if argument.place in ("object", words.dative)
        ]
        nominal = [node for node in found if tree.tokens[node].pos in ("NOUN", "PROPN", "PRON")]
        if nominal:
            return nominal
        own = words.lists["own_requests"] & set(keys(tree.tokens[governor]))
        if not own and not is_reflexive(tree, governor, words):
            return []
    return subjects(tree, governor, words, depth)


def owners(tree: Tree, noun: int, words: EventWords, depth: int = 0) -> list[int]:
    """Whose act a noun such as *volonté*, *engagement*, *menace* announces."""
    found = nominal(tree, noun, words)
    for subject in tree.having(noun, "nsubj"):
        return conjuncts(tree, subject)  # ils ont interdiction de
    for place in ("poss", words.genitive, words.agent, "demonym"):
        own = [argument.node for argument in found if argument.place == place]
        if own:
            return own
    for relative in tree.having(noun, "acl:relcl"):
        own = subjects(tree, relative, words, depth + 1)
        if own and noun not in own:
            return own
    head = tree.tokens[noun].head
    if (
        head != noun
        and tree.tokens[head].pos == "VERB"
        and tree.tokens[noun].dep != "nsubj"
        and depth < _DEPTH
    ):
        return subjects(tree, head, words, depth + 1)
    return []
