"""What shows that an event took place, or is to come, whatever the words above it say."""

from selon.annotate.event_governors import embedding_at
from selon.annotate.event_modality import is_negated
from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.lang.events import EventWords

__all__ = [
    "is_agreed",
    "is_broken_off",
    "is_carried_out",
    "is_counted_down",
    "is_done",
    "is_future",
    "is_missed",
    "is_recalled",
    "is_repelled",
    "is_to_be_attended",
]


def is_done(tree: Tree, trigger: int, words: EventWords) -> bool:
    """Whether a noun bears what tells that its event took place: with the definite article or a possessive a
    participle that brought it about (*rejette le pacte signé par X*), with any a clause of what happened then
    (*évoque une visite où X avait souri*).
    """
    before = [tree.tokens[n].morph for n in tree.having(trigger, "det", "case")]
    definite = any("Definite=Def" in morph or "Poss=Yes" in morph for morph in before)
    past = [n for n in tree.having(trigger, "acl") if "Tense=Past" in tree.tokens[n].morph]
    if definite and any(set(keys(tree.tokens[n])) & words.lists["done"] for n in past):
        return True
    if tree.tokens[trigger].pos != "NOUN":
        return False
    if is_agreed(tree, trigger, words):
        return True
    return any(_is_told(tree, clause, words) for clause in tree.having(trigger, "acl:relcl"))


def is_agreed(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether a pact that was proposed is told to have been accepted (*dit avoir accepté un compromis proposé
    par X*).
    """
    verb = tree.tokens[noun].head
    pact = tree.tokens[noun].dep == "obj" and bool(set(keys(tree.tokens[noun])) & words.lists["pacts"])
    accepted = pact and bool(set(keys(tree.tokens[verb])) & words.lists["accepting"])
    told = mood(tree, verb, words)
    own = accepted and bool(tree.having(verb, "aux:tense")) and not is_negated(tree, verb, words)
    plain = not told or ("Mood=Ind" in told and "Tense=Fut" not in told)
    return own and plain and not tree.having(verb, "mark")


def is_carried_out(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a decision that was taken is told with how it was done (*a pris la décision de sanctionner X en
    le suspendant*).
    """
    verb = tree.tokens[head].head
    taken = bool(set(keys(tree.tokens[head])) & words.lists["decisions"]) and tree.tokens[head].dep == "obj"
    done = taken and bool(tree.having(verb, "aux:tense")) and not is_negated(tree, verb, words)
    below = (n for n in (*tree.children[node], *tree.children[verb]) if n > node)
    along = (m for n in below if tree.tokens[n].pos == "VERB" for m in tree.having(n, "mark", "case"))
    return done and any(tree.tokens[m].text.lower() in words.lists["gerund"] for m in along)


def _is_told(tree: Tree, clause: int, words: EventWords) -> bool:
    """Whether a relative clause tells in a compound past what was, and no plan, wish or denial."""
    told = mood(tree, clause, words)
    past = "Mood=Ind" in told and "Tense=Fut" not in told and bool(tree.having(clause, "aux:tense"))
    embedding = embedding_at(tree, clause, words)
    plain = embedding is None or embedding.operator == "asserted"
    return past and plain and not is_negated(tree, clause, words)


def is_to_be_attended(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a noun is the occasion of what is yet to be (*ira à la rencontre de*, *le dira lors d'une
    réunion*, *sont attendus pour un sommet*).
    """
    token, case = tree.tokens[node], preposition(tree, node, words)
    if token.pos == "NOUN" and _is_paper(tree, node, words):
        return case in words.lists["within"] and _is_indefinite(tree, node) and is_future(tree, head, words)
    if token.pos != "NOUN" or not _is_gathering(tree, node, words):
        return False
    if head in tree.inside and tree.tokens[head].pos == "NOUN":  # of a compound preposition: à l'issue de
        token, head = tree.tokens[head], tree.tokens[head].head
    if token.dep == "nmod":
        return _is_on_the_way(tree, head, words)
    if not token.dep.startswith("obl"):
        return False
    by_means = case in words.lists["means"] and _is_indefinite(tree, node)
    if by_means or case in words.lists["occasions"] | words.lists["upshots"] or case == words.dative:
        head = tree.tokens[head].head if tree.tokens[head].pos == "ADV" else head  # lors, apart from its de
        return is_future(tree, head, words)
    embedding = embedding_at(tree, head, words)
    awaited = embedding is not None and embedding.operator == "planned"
    return words.marks.get(("preposition", case or "")) == "sought" and (
        awaited or "Tense=Fut" in mood(tree, head, words)
    )


def _is_paper(tree: Tree, noun: int, words: EventWords) -> bool:
    return bool(set(keys(tree.tokens[noun])) & words.lists["said_in"])


def _is_indefinite(tree: Tree, noun: int) -> bool:
    """Whether a noun bears no article but an indefinite one."""
    dets = (tree.tokens[n].morph for n in tree.having(noun, "det"))
    return not any("Definite=Def" in morph or "Poss=Yes" in morph or "Dem" in morph for morph in dets)


def _is_on_the_way(tree: Tree, noun: int, words: EventWords) -> bool:
    """Whether a noun tells where a gathering passes, in a clause of what will be or is decided (*fermera les
    rues sur le parcours du défilé*).
    """
    if not set(keys(tree.tokens[noun])) & words.lists["routes"]:
        return False
    verb = noun
    while tree.tokens[verb].pos in ("NOUN", "PROPN") and tree.tokens[verb].head != verb:
        verb = tree.tokens[verb].head
    if tree.tokens[verb].pos != "VERB":
        return False
    embedding, told = embedding_at(tree, verb, words), mood(tree, verb, words)
    decided = embedding is not None and embedding.operator == "planned" and "Tense=Imp" not in told
    return decided or is_future(tree, verb, words)


def is_counted_down(tree: Tree, trigger: int, words: EventWords) -> bool:
    """Whether the time is told that is left until an event, or until the ballot that it is (*à deux semaines
    du scrutin, l'élection du maire divise*); what is told in the imperfect is over.
    """
    ballots, own = words.lists["ballots"], set(keys(tree.tokens[trigger]))
    roots = (n for n, token in enumerate(tree.tokens) if token.head == n)
    if any("Tense=Imp" in (told := mood(tree, n, words)) or "Tense=Past" in told for n in roots):
        return False
    for place in range(2, len(tree.tokens) - 2):
        awaited = range(place + 2, min(place + 4, len(tree.tokens)))
        left = tree.tokens[place - 2].text.lower() == words.dative and tree.tokens[place - 1].pos in (
            "NUM",
            "DET",
        )
        until = words.prepositions.get(tree.tokens[place + 1].text.lower()) == words.genitive
        if not (left and until and set(keys(tree.tokens[place])) & words.lists["time_nouns"]):
            continue
        if trigger in awaited or (
            own & ballots and any(set(keys(tree.tokens[n])) & ballots for n in awaited)
        ):
            return True
    return False


def is_repelled(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether an attack is what somebody beat off (*a repoussé une attaque*)."""
    beaten = bool(set(keys(tree.tokens[head])) & words.lists["repelling"])
    return beaten and bool(set(keys(tree.tokens[node])) & words.lists["assaults"])


def is_missed(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a noun is what somebody did not see or foresee, or objects to: with the definite article it
    came about all the same (*n'ont pas vu venir l'élection de X*, *conteste l'arrestation de X*).
    """
    verb = tree.tokens[head].head if set(keys(tree.tokens[head])) & words.lists["coming"] else head
    seen = bool(set(keys(tree.tokens[verb])) & words.lists["foreseeing"]) and is_negated(tree, verb, words)
    public = bool(set(keys(tree.tokens[node])) & words.lists["public_acts"])
    seen = seen or (public and bool(set(keys(tree.tokens[head])) & words.lists["objecting"]))
    known = tree.tokens[node].pos == "NOUN" and tree.tokens[node].dep in ("obj", "nsubj", "nsubj:pass")
    return seen and known and bool(tree.having(node, "det")) and not _is_indefinite(tree, node)


def is_future(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb is in the future, or an infinitive that a modal makes one."""
    told = mood(tree, verb, words)
    if tree.tokens[verb].dep != "xcomp":
        return "Tense=Fut" in told
    above = tree.tokens[verb].head
    modal = set(keys(tree.tokens[above])) & (words.lists["expected"] | words.lists["going"])
    compound = tree.having(above, "aux:tense", "aux", "aux:pass")
    return bool(modal) and not compound and "Tense=Imp" not in mood(tree, above, words)


def is_broken_off(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether a gathering is what one interrupts: it had begun (*ont perturbé la réunion*)."""
    breaking = bool(set(keys(tree.tokens[head])) & words.lists["breaking"])
    return breaking and tree.tokens[node].dep in ("obj", "nsubj:pass") and _is_gathering(tree, node, words)


def is_recalled(tree: Tree, node: int, head: int, words: EventWords) -> bool:
    """Whether somebody speaks of a gathering that was, not of one to be (*évoque sa rencontre avec X*)."""
    if not set(keys(tree.tokens[head])) & words.lists["recalling"]:
        return False
    dets = (tree.tokens[n].morph for n in tree.having(node, "det"))
    known = any("Definite=Def" in morph or "Poss=Yes" in morph for morph in dets)
    return known and _is_gathering(tree, node, words)


def _is_gathering(tree: Tree, node: int, words: EventWords) -> bool:
    return bool(set(keys(tree.tokens[node])) & words.lists["gatherings"])
