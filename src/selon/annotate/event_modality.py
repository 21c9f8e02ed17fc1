"""What stands at a word and tells how an event stands: negation, mood, adverbs, *si* clauses."""

from collections.abc import Iterator

from selon.annotate.event_governors import embedding_at, takes_place
from selon.annotate.event_tree import Tree, keys, mood, preposition, subtree
from selon.lang.events import EventWords
from selon.records import Span

__all__ = ["at_noun", "conditions", "is_asked", "is_conceded", "is_negated", "is_past", "local"]


def is_asked(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether the sentence asks if, rather than why or how; what stands before a colon is not asked."""
    last = tree.tokens[-1].text if tree.tokens else ""
    if any(token.text == ":" for token in tree.tokens[node:]):
        return False
    first = {token.text.lower() for token in tree.tokens[:2]}  # à quoi, depuis quand
    return last.endswith("?") and not first & words.lists["wh"]


def local(tree: Tree, node: int, words: EventWords, reported: bool, own: bool) -> Iterator[str]:
    """Negation, adverbs and mood at one word."""
    token = tree.tokens[node]
    if token.pos in ("NOUN", "PROPN"):
        yield from at_noun(tree, node, words)
        if own and tree.having(node, "cop") and "Tense=Fut" in mood(tree, node, words):
            yield "planned"  # ce sera une réunion
        return
    yield from _by_mood(tree, node, words, reported, own)
    beside = [node - 1] if node and tree.tokens[node - 1].pos == "ADV" else []
    for child in dict.fromkeys((*tree.having(node, "advmod", "cc"), *beside)):
        found = (words.marks.get(("adverb", key)) for key in keys(tree.tokens[child]))
        told = [operator for operator in found if operator is not None][:1]
        yield from (() if told == ["planned"] and _is_over(tree, node, words) else told)
    negated = is_negated(tree, node, words) or _is_undone(tree, node, words)
    if negated and (own or embedding_at(tree, node, words) is None):
        yield "negated"
    subjects = tree.having(node, "nsubj", "nsubj:pass", "obj")
    if any(_bears(tree, child, words, "denied") for child in subjects) and not is_negated(tree, node, words):
        yield "negated"


def _is_undone(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a word of negation stands before a participle (*un accord non ratifié*)."""
    participle = node > 0 and "VerbForm=Part" in tree.tokens[node].morph
    return participle and tree.tokens[node - 1].text.lower() in words.lists["undone"]


def _is_over(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a verb stands in a past tense, or its participle alone (*fut bientôt arrêté*)."""
    told = mood(tree, node, words)
    past = any(tense in told for tense in ("Tense=Past", "Tense=Imp"))
    return past or bool(tree.having(node, "aux:tense")) or "VerbForm=Part" in tree.tokens[node].morph


def _bears(tree: Tree, node: int, words: EventWords, operator: str) -> bool:
    dets = tree.having(node, "det", "advmod", "amod")
    return any(
        words.marks.get(("determiner", key)) == operator for det in dets for key in keys(tree.tokens[det])
    )


def is_negated(tree: Tree, node: int, words: EventWords) -> bool:
    """Both halves are needed (*ne ... pas*): the *ne* after *craindre que* alone says nothing."""
    near = set(tree.children[node])
    ranked = {node, *tree.having(node, "amod")} if tree.having(node, "cop") else set()
    if any(set(keys(tree.tokens[each])) & words.lists["not_alone"] for each in ranked):
        return False  # not the first: it is so of others too
    for child in tree.having(node, "aux:tense", "aux", "aux:pass", "cop"):
        near.update(tree.children[child])
    near = {child for child in near if not _is_step(tree, child)}
    forms = {tree.tokens[child].text.lower() for child in near}
    if forms & words.lists["comparatives"] and forms & words.lists["never"]:
        return False  # never so much as now: it is so now
    if _is_contrast(tree, node, words):
        return False
    for child in tree.having(node, "nsubj", "nsubj:pass", "obj", "obl:mod", "obl:arg"):
        own = ("det",) if tree.having(child, "cop") else ("det", "advmod")  # a clause of its own
        forms.update(tree.tokens[each].text.lower() for each in tree.having(child, *own))
    if forms & words.lists["spoken_negation"]:
        return True
    return bool(forms & words.lists["negation"]) and bool(forms & words.lists["negators"])


def _is_contrast(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether the negation is of what stands behind the verb, set against another (*n'a pas été signé pour la
    paix, mais pour ...*).
    """
    cases = [n for n in range(verb + 1, len(tree.tokens)) if tree.tokens[n].pos == "ADP"]
    own = {tree.tokens[n].text.lower() for n in cases if verb in (n, *_above(tree, n))}
    but = (
        n for n in range(verb + 1, len(tree.tokens) - 1) if tree.tokens[n].text.lower() in words.lists["but"]
    )
    return any(tree.tokens[n + 1].text.lower() in own and n + 1 in cases for n in but)


def _above(tree: Tree, node: int) -> tuple[int, int]:
    """The head of a word and the head of that."""
    head = tree.tokens[node].head
    return head, tree.tokens[head].head


def _is_step(tree: Tree, node: int) -> bool:
    """Whether a word such as *pas* is a noun (*progresse à grands pas*)."""
    return tree.tokens[node].dep.startswith("obl") and bool(tree.having(node, "amod", "case", "det"))


def _by_mood(tree: Tree, node: int, words: EventWords, reported: bool, own: bool) -> Iterator[str]:
    features = mood(tree, node, words)
    plain = own or embedding_at(tree, node, words) is None
    if "Tense=Fut" in features:
        yield "planned"
    elif "Mood=Sub" in features and not (_is_fact(tree, node) or _is_felt(tree, node, words)):
        yield "possible"
    elif "Mood=Cnd" in features and not own and set(keys(tree.tokens[node])) & words.lists["preferring"]:
        yield "hypothetical"  # on préférerait rencontrer X
    elif "Mood=Cnd" in features and not plain and _is_due(tree, node, words):
        yield "hypothetical"
    elif "Mood=Cnd" in features and not plain and _allows(tree, node, words):
        yield "possible"
    elif "Mood=Cnd" in features and (plain or _is_hearsay(tree, node, features)):
        compound = bool(tree.having(node, "aux:tense"))
        if not compound and (reported or _in_speech(tree, node, words)):
            yield "planned"
        else:
            modal = set(keys(tree.tokens[node])) & words.lists["coming_true"]  # aurait pu, aurait dû
            unreal = modal or _conditional_clauses(tree, node, words) or _is_own(tree, node, words)
            yield "hypothetical" if unreal else "hearsay"


def _is_fact(tree: Tree, node: int) -> bool:
    """Subjunctives of what is so (*bien que, avant que, le fait que*), which no attitude governs."""
    return tree.tokens[node].dep not in ("ccomp", "xcomp", "csubj", "ROOT")


def _is_due(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether something should be on a condition (*s'il signe, il devrait être arrêté*)."""
    modal = set(keys(tree.tokens[node])) & words.lists["expected"]
    return bool(modal and _conditional_clauses(tree, node, words))


def _allows(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a verb that brings its complement about stands in the conditional (*permettrait de livrer*)."""
    embedding = embedding_at(tree, node, words)
    makes = embedding is not None and embedding.operator == "asserted" and embedding.control == "object"
    return makes and not tree.having(node, "aux:tense")


def _is_felt(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a perfect subjunctive tells what somebody has a feeling about: it is so (*surpris que X ait
    signé*).
    """
    head = tree.tokens[node].head
    felt = {key for n in (head, *tree.having(head, "xcomp", "amod")) for key in keys(tree.tokens[n])}
    return bool(tree.having(node, "aux:tense", "aux:pass")) and bool(felt & words.lists["feelings"])


def _is_own(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a speaker tells of himself: his past conditional is no hearsay (*j'aurais été élue*)."""
    own = {tree.tokens[n].text.lower() for n in tree.having(node, "nsubj", "nsubj:pass")}
    return bool(own & words.lists["first_person"])


def _in_speech(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a clause is what some verb says (*ont affirmé que la Russie aiderait*)."""
    token = tree.tokens[node]
    embedding = embedding_at(tree, token.head, words)
    marks = {tree.tokens[mark].text.lower() for mark in tree.having(node, "mark")}
    if token.dep != "advcl" and marks & words.lists["said_that"]:
        return True  # hung too low behind what announces it
    return token.dep == "ccomp" and (embedding is None or embedding.operator in ("asserted", "planned"))


def _is_hearsay(tree: Tree, node: int, features: str) -> bool:
    """*aurait tenté*: a past conditional is hearsay even on a verb of attitude."""
    return "Mood=Cnd" in features and bool(tree.having(node, "aux:tense"))


def at_noun(tree: Tree, noun: int, words: EventWords) -> Iterator[str]:
    """Adjectives and determiners of an event noun."""
    before = "".join(token.text.lower() for token in tree.tokens[max(0, noun - 3) : noun])
    if ("adjective", before) in words.marks:
        yield words.marks["adjective", before]  # a word that the tokeniser cuts: soi-disant
    described = tree.having(noun, "amod", "det", "conj", "acl", "advmod")
    described += [n for each in tree.having(noun, "amod") for n in tree.having(each, "amod", "acl")]
    described += [n for n in tree.having(noun, "acl:relcl") if tree.having(n, "aux:pass")]
    for clause in tree.having(noun, "acl:relcl"):
        brings = takes_place(tree, clause, words) or set(keys(tree.tokens[clause])) & words.lists["done"]
        if brings or tree.having(clause, "aux:pass"):
            features = mood(tree, clause, words)
            yield from ("planned",) if "Tense=Fut" in features else ()
            yield from ("hearsay",) if "Mood=Cnd" in features else ()
    for child in described:
        if child > noun + 6 or tree.tokens[child].pos not in ("ADJ", "DET", "VERB", "ADV"):
            continue
        if set(keys(tree.tokens[child])) & words.lists["provided"] and tree.having(child, "obl:agent"):
            continue  # les sanctions prévues par la loi
        if _is_half(tree, noun, child, words) or _is_of_all(tree, noun, child, words):
            continue
        yield from _said_of_noun(tree, child, words)


def _is_of_all(tree: Tree, noun: int, determiner: int, words: EventWords) -> bool:
    """Whether a determiner with the article means all that there are (*tous les accords*), not any."""
    forms = keys(tree.tokens[determiner])
    if not any(words.marks.get(("determiner", form)) == "hypothetical" for form in forms):
        return False
    others = [n for n in tree.having(noun, "det") if n != determiner]
    definite = any("Definite=Def" in tree.tokens[n].morph for n in others)
    return definite and determiner < noun


def _is_half(tree: Tree, noun: int, determiner: int, words: EventWords) -> bool:
    """Whether a negative determiner is the second half of its verb's negation (*n'a signé aucun accord*),
    which tells it once.
    """
    forms = keys(tree.tokens[determiner])
    if tree.tokens[noun].dep.startswith("obl"):
        return False
    if not any(words.marks.get(("determiner", form)) == "denied" for form in forms):
        return False
    verb = noun
    while tree.tokens[verb].pos not in ("VERB", "AUX") and tree.tokens[verb].head != verb:
        verb = tree.tokens[verb].head
    around = {tree.tokens[n].text.lower() for n in tree.children[verb]}
    return bool(around & words.lists["negation"]) and is_negated(tree, verb, words)


def _said_of_noun(tree: Tree, child: int, words: EventWords) -> Iterator[str]:
    """What an adjective, participle (in any gender) or determiner says of its noun, if anything."""
    sort = "determiner" if tree.tokens[child].pos in ("DET", "ADV") else "adjective"
    forms = keys(tree.tokens[child])
    agreeing = (f.removesuffix("s").removesuffix("e") for f in forms) if sort == "adjective" else ()
    for key in dict.fromkeys((*forms, *agreeing)):
        found = words.marks.get((sort, key)) or words.marks.get(("determiner", key))
        if found is not None:
            yield found
            return


def _conditional_clauses(tree: Tree, node: int, words: EventWords) -> list[int]:
    asks = bool(set(keys(tree.tokens[node])) & words.lists["asking"])
    relations = (
        ("advcl",) if asks else ("advcl", "xcomp", "ccomp", "dep")
    )  # hung too low behind an infinitive
    return [
        child
        for child in tree.having(node, *relations)
        if not is_conceded(tree, child, words)
        and any(
            words.marks.get(("conjunction", tree.tokens[mark].text.lower())) == "hypothetical"
            for mark in tree.having(child, "mark", "advmod")
        )
    ]


def is_conceded(tree: Tree, clause: int, words: EventWords) -> bool:
    """Whether *si* sets what was against what is (*s'ils ont signé, rien ne change*): a perfect under a main
    clause in the indicative, which is neither a future nor a wish.
    """
    verb, main = tree.tokens[clause], mood(tree, tree.tokens[clause].head, words)
    if verb.dep != "advcl" or verb.head < clause or not tree.having(clause, "aux:tense"):
        return False
    perfect = "Mood=Ind" in (told := mood(tree, clause, words)) and "Tense=Pres" in told
    adverbs = {tree.tokens[n].text.lower() for n in tree.having(clause, "advmod")}
    if perfect and adverbs & words.lists["as_yet"] and is_negated(tree, clause, words):
        return True
    if "Mood=Cnd" in main:  # hearsay, or what is expected
        return perfect and (
            bool(tree.having(verb.head, "aux:tense"))
            or bool(set(keys(tree.tokens[verb.head])) & words.lists["expected"])
        )
    return perfect and "Mood=Ind" in main and "Tense=Fut" not in main


def conditions(tree: Tree, node: int, words: EventWords) -> Iterator[Span]:
    """The clauses and phrases that make a condition of what stands at a word (*si ...*, *en cas de ...*)."""
    for clause in _conditional_clauses(tree, node, words):
        nodes = list(subtree(tree, clause))
        yield tree.tokens[min(nodes)].start, tree.tokens[max(nodes)].end
    phrases = tree.having(node, "obl", "obl:mod", "obl:arg", "advmod")
    inner = [each for child in phrases if child in tree.inside for each in tree.children[child]]
    for child in (*phrases, *inner):
        if words.marks.get(("preposition", preposition(tree, child, words) or "")) == "hypothetical":
            nodes = list(subtree(tree, child if child in phrases else tree.tokens[child].head))
            yield tree.tokens[min(nodes)].start, tree.tokens[max(nodes)].end


def is_past(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a complement is told as over: a perfect infinitive or tense (*annonce avoir signé*)."""
    if tree.tokens[node].pos not in ("VERB", "AUX") or not tree.having(node, "aux:tense"):
        return False
    told = mood(tree, node, words)
    return not told or ("Mood=Ind" in told and "Tense=Fut" not in told)
