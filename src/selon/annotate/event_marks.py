"""What a conjunction or preposition before an event's word makes of it: aims, conditions, charges."""

from selon.annotate.event_governors import verb_keys
from selon.annotate.event_modality import is_conceded, is_negated, is_past
from selon.annotate.event_tree import Tree, keys, mood, preposition
from selon.lang.events import EventWords

__all__ = ["marked_by"]


def _by_conjunction(tree: Tree, node: int, mark: int, words: EventWords) -> str | None:
    """What a conjunction in two or three words before a finite verb makes of it (*pour que*)."""
    if not mood(tree, node, words):
        return None
    forms = [token.text.lower().replace("’", "'") for token in tree.tokens[mark : mark + 3]]
    found = (words.marks.get(("conjunction", " ".join(forms[:size]))) for size in (2, 3))
    return next((each for each in found if each is not None), None)


def _by_case(tree: Tree, node: int, words: EventWords) -> str | None:
    """*dans le cas où X signe*, *dans l'hypothèse où*: a relative clause that is a condition."""
    token = tree.tokens[node]
    if token.dep != "acl:relcl" or not set(keys(tree.tokens[token.head])) & words.lists["cases"]:
        return None
    between = {each.text.lower() for each in tree.tokens[token.head : node]}
    return "hypothetical" if between & words.lists["where"] else None


def _as_a_rule(tree: Tree, node: int, words: EventWords) -> str | None:
    """*quand un suspect est arrêté*: in the present, of anybody, what happens as a rule."""
    told = mood(tree, node, words)
    marks = {tree.tokens[n].text.lower() for n in tree.having(node, "mark", "advmod")}
    if not marks & words.lists["whenever"] or "Tense=Pres" not in told or tree.having(node, "aux:tense"):
        return None
    subjects = tree.having(node, "nsubj", "nsubj:pass")
    dets = (tree.tokens[d].morph for n in subjects for d in tree.having(n, "det"))
    return "hypothetical" if any("Definite=Ind" in morph for morph in dets) else None


def _has_gone(tree: Tree, verb: int, words: EventWords) -> bool:
    """Whether a verb tells of a way that was gone: what one went for took place (*a roulé pour voir X*)."""
    if is_negated(tree, verb, words):
        return False
    if set(keys(tree.tokens[verb])) & words.lists["tools_of"]:
        described = tree.tokens[verb].dep == "acl" and "VerbForm=Part" in tree.tokens[verb].morph
        return described or bool(tree.having(verb, "aux:tense"))
    if not set(keys(tree.tokens[verb])) & words.lists["ways"]:
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


def marked_by(tree: Tree, node: int, words: EventWords) -> str | None:
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
        return _by_case(tree, node, words) or _as_a_rule(tree, node, words)
    found = words.marks.get(("preposition", preposition(tree, node, words) or ""))
    return found if found != "sought" else None
