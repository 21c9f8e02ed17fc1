"""Whether a word in its sentence names what a frame names: its form, its neighbours, its parties."""

from collections.abc import Collection, Sequence

from selon.annotate.event_antecedents import antecedent, modified
from selon.annotate.event_governors import verb_keys
from selon.annotate.event_mentions import Scene, mention_at
from selon.annotate.event_places import OBJECT, Argument
from selon.annotate.event_sorts import is_thing
from selon.annotate.event_tree import Tree, is_passive, is_reflexive, keys, preposition
from selon.lang.events import EventWords, Frame
from selon.records import EventRole

__all__ = [
    "befalls",
    "fits",
    "is_charge",
    "is_fit_for",
    "is_in_words",
    "is_name",
    "is_of_things",
    "parties_of",
]

_BESIDE = ("amod", "advmod", "conj", "nmod", "nsubj", "nsubj:pass", "obl:agent", "obj", "xcomp")


def is_name(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a noun with a capital behind an article or word in small letters is a name (*La Réunion*)."""
    if not node or not tree.tokens[node].text[:1].isupper():
        return False
    before = tree.tokens[node - 1]
    if before.text[:1].islower() and tree.tokens[node].text.lower() in words.lists["units"]:
        return True
    if _is_word_of_name(tree, node, words):
        return True
    small = before.text[:1].islower() and before.text[-1:].isalpha()
    return (before.pos == "DET" or small) and tree.tokens[node].entity in ("LOC", "ORG")


def _is_word_of_name(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a noun with a capital goes on a name (*le Oslo Convention Center*), or a way is named after it
    (*la place de la Réunion*).
    """
    before, token = tree.tokens[node - 1], tree.tokens[node]
    beside = before.end + 1 == token.start and before.text[:1].isupper() and before.text[1:].islower()
    if beside and before.pos == "PROPN" and node > 1 and tree.tokens[node - 2].text[:1].isupper():
        return True
    head = tree.tokens[token.head]
    return token.head < node and bool(set(keys(head)) & words.lists["ways_named"])


def parties_of(tree: Tree, node: int, found: Sequence[Argument]) -> tuple[set[str], set[str]]:
    """The keys of a verb's subjects and objects, wherever they stand (*après avoir frappé ..., l'orage*)."""
    if tree.tokens[node].pos != "VERB":
        return set(), set()
    keyed = [(argument.place, key) for argument in found for key in keys(tree.tokens[argument.node])]
    return {key for place, key in keyed if place == "subject"}, {
        key for place, key in keyed if place == OBJECT
    }


def is_fit_for(frame: Frame, parties: tuple[set[str], set[str]]) -> bool:
    """Whether none of a verb's parties makes its act something else than the frame's."""
    doers, patients = parties
    if frame.alone and doers:
        return False
    return not (frame.avoid & (doers | patients) or frame.idle & doers)


def is_of_things(scene: Scene, frame: Frame, found: Sequence[Argument]) -> bool:
    """Whether a verb for what people do has a thing for its subject, no weapon and no act (*envahi par les
    remords*), or one for what is done to the living has a thing for its object (*tuer l'emploi*).
    """
    doers = [a.node for a in found if a.place == "subject"] if frame.personal else []
    patients = [a.node for a in found if a.place == OBJECT] if frame.animate else []
    led = any(is_thing(scene, node, mention_at(scene, node)) and not _strikes(scene, node) for node in doers)
    return led or (bool(patients) and all(_is_lifeless(scene, node) for node in patients))


def _is_lifeless(scene: Scene, node: int) -> bool:
    """Whether a noun is that of a thing: of no animal, no time, nor with an ending of nouns for people."""
    token, lists = scene.tree.tokens[node], scene.words.lists
    known = set(keys(token))
    if known & (scene.words.lexicons["animal"] | lists["time_nouns"]) or scene.overlaps_time(
        token.start, token.end
    ):
        return False
    guessed = any(key.endswith(tuple(lists["open_endings"])) for key in known) and not known & lists["nobody"]
    return not guessed and is_thing(scene, node, mention_at(scene, node))


def befalls(scene: Scene, frame: Frame, filled: Collection[str]) -> bool:
    """Whether what is told of nobody's doing took place by a mishap (*un homme tué dans un accident*): its
    words stand in the sentence, and none of those for what is done on purpose.
    """
    if not frame.chance or any(role in filled for role in frame.places.get("subject", ())):
        return False
    said = {key for token in scene.tree.tokens for key in keys(token)}
    return bool(frame.chance & said) and not scene.words.lexicons["deliberate"] & said


def _strikes(scene: Scene, node: int) -> bool:
    """Whether a thing is a weapon, or an act that has its effects (*l'attentat a tué*)."""
    words = set(keys(scene.tree.tokens[node]))
    tools = (scene.words.lexicons[name] for name in ("means", "weapon", "violence"))
    return bool(words & scene.words.noun_frames.keys()) or any(words & each for each in tools)


def is_in_words(scene: Scene, frame: Frame, roles: Sequence[EventRole]) -> bool:
    """Whether what words do too may be done with words: no word of violence, no state or place a party."""
    if not frame.violent:
        return False
    violence = scene.words.lexicons["violence"]
    if any(violence & set(keys(token)) for token in scene.tree.tokens):
        return False
    states = {m.id for m in scene.mentions if scene.kinds.get(m.entity) == "state"}
    return not any(role.role == "place" or role.mention in states for role in roles)


def is_charge(scene: Scene, node: int) -> bool:
    """Whether a noun says what an office, body or right is for (*le coordinateur pour l'aide*, *le comité des
    sanctions*, *le droit de grève*).
    """
    tree, token = scene.tree, scene.tree.tokens[node]
    case, head = preposition(tree, node, scene.words), tree.tokens[token.head]
    if token.dep == "nmod" and case == scene.words.genitive and scene.words.lists["seats"] & set(keys(head)):
        return True
    if _is_label(scene, node):
        return True
    if token.head == node or case in (None, scene.words.genitive):
        return False
    held = (m for m in scene.mentions if m.start <= head.start and token.end <= m.end)
    return any(mention.role is not None and mention.role.endswith(head.text) for mention in held)


def _is_label(scene: Scene, node: int) -> bool:
    """Whether a noun alone between quote marks is the name of a unit (*le chef de la « riposte »*)."""
    tree, marks = scene.tree, scene.words.lists["quotation_marks"]
    around = [tree.tokens[n].text for n in (node - 1, node + 1) if 0 <= n < len(tree.tokens)]
    quoted = len(around) == 2 and all(text in marks for text in around)
    head = tree.tokens[tree.tokens[node].head]
    genitive = preposition(tree, node, scene.words) == scene.words.genitive
    return quoted and genitive and bool(set(keys(head)) & scene.words.lists["units_of"])


def fits(tree: Tree, node: int, frame: Frame, words: EventWords) -> bool:
    """Whether the word stands as the frame wants it: its form, its adjectives, no figure of speech."""
    verbal = tree.tokens[node].pos == "VERB"
    if frame.shun and any(frame.shun & set(keys(token)) for token in tree.tokens):
        return False
    near = _near(tree, node, frame, words)
    if frame.avoid & (near | set(verb_keys(tree, node)) if verbal else near):
        return False
    head = tree.tokens[node].head
    complement = tree.tokens[node].dep in ("nmod", "obj") or tree.tokens[node].dep.startswith("obl")
    if complement and frame.under & set(keys(tree.tokens[head])):
        return False
    if frame.silent and any(token.masked for token in tree.tokens):
        return False
    if frame.modifiers and not frame.modifiers & near:
        return False
    if verbal and frame.plain and is_reflexive(tree, node, words):
        return False
    if verbal and frame.passive and not is_passive(tree, node, words):
        return False
    return not (verbal and frame.reflexive) or is_reflexive(tree, node, words)


def _is_worded(tree: Tree, node: int, frame: Frame, words: EventWords) -> bool:
    """Whether a complement fills a role with any words (*une grève contre la réforme*)."""
    roles = frame.places.get(preposition(tree, node, words) or "", ())
    return any(words.kinds[frame.kind].get(role) == "text" for role in roles)


def _near(tree: Tree, node: int, frame: Frame, words: EventWords) -> set[str]:
    """The keys of the words beside an event's: its own dependants, what goes on beside, what it describes."""
    beside = [n for n in tree.having(node, *_BESIDE) if not _is_worded(tree, n, frame, words)]
    if tree.tokens[node].pos != "VERB":
        beside += [n for n in tree.having(node, "acl") if "Tense=Past" in tree.tokens[n].morph]
    if tree.tokens[node].pos == "VERB":
        oblique = tree.having(node, "obl", "obl:arg", "obl:mod")
        beside += [n for n in oblique if preposition(tree, n, words) in words.lists["within"]]
        beside += _right_after(tree, node, words)
        described = modified(tree, node) if tree.tokens[node].dep == "acl" else None
        beside += _same_as(tree, described) if described is not None else []
        beside += _right_before(tree, node)
    relatives = [n for n in beside if "PronType=Rel" in tree.tokens[n].morph]
    beside += [n for each in relatives if (n := antecedent(tree, each, node, words)) is not None]
    beside += [each - 1 for each in relatives if each and tree.tokens[each - 1].pos != "PUNCT"]
    counted = [n for n in beside if words.lists["measures"] & set(keys(tree.tokens[n]))]
    beside += [inner for n in counted for inner in tree.having(n, "nmod")]
    return {key for child in beside for key in keys(tree.tokens[child])}


def _is_bare_genitive(tree: Tree, node: int, words: EventWords) -> bool:
    """Whether a token is the genitive's preposition without an article, which may stand for one."""
    token = tree.tokens[node]
    return token.lemma.lower() == words.genitive and token.pos in ("ADP", "DET")


def _same_as(tree: Tree, node: int) -> list[int]:
    """What a participle or infinitive describes, and what that is one of (*l'ouragan, l'un des plus forts à
    avoir frappé Oslo*).
    """
    found = [node]
    while tree.tokens[node].pos in ("PRON", "ADJ", "NUM", "DET") and tree.tokens[node].head not in found:
        node = tree.tokens[node].head
        found.append(node)
    return found


def _right_before(tree: Tree, verb: int) -> list[int]:
    """The word right before a participle and its auxiliary (*les fléaux ayant frappé Oslo*), or before a
    reflexive pronoun, which must be the subject (*où des touristes se rendent*).
    """
    token = tree.tokens[verb]
    first = min([verb, *tree.having(verb, "aux:tense", "aux:pass", "expl:comp", "expl:subj")])
    participle = token.dep == "acl" and "VerbForm=Part" in token.morph
    reflexive = tree.tokens[first].dep.startswith("expl")
    noun = first > 0 and tree.tokens[first - 1].pos in ("NOUN", "ADJ")
    return [first - 1] if noun and (participle or reflexive) else []


def _right_after(tree: Tree, verb: int, words: EventWords) -> list[int]:
    """The bare noun right after a verb, number, genitive and adjectives apart, wherever the parse hung it
    (*élue Miss Bretagne*, *rencontre de graves ennuis*).
    """
    place = verb + 1
    while place < len(tree.tokens) and (
        tree.tokens[place].pos in ("NUM", "ADJ") or _is_bare_genitive(tree, place, words)
    ):
        place += 1
    return [place] if place < len(tree.tokens) and tree.tokens[place].pos in ("NOUN", "PROPN", "X") else []
