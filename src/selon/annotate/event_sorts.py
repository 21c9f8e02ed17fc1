"""What sort of noun stands where a party of an event may: somebody, a thing, a prize."""

from selon.annotate.event_mentions import Scene
from selon.annotate.event_tree import keys
from selon.lang.events import Frame
from selon.lang.names import fold
from selon.records import Mention

__all__ = ["is_someone", "is_thing"]


def is_thing(scene: Scene, node: int, mention: Mention | None) -> bool:
    """Whether a noun is none of those for people and bodies (*le plan Martin*, *les sirènes*), and no name
    covers it; nobody can tell where a pack knows no such nouns.
    """
    token, words = scene.tree.tokens[node], scene.words
    name = node > 0 and token.text[:1].isupper()  # un Slovaque
    if not words.people or token.pos != "NOUN" or name:
        return _is_prize(scene, node)
    covers = mention is not None and mention.start <= token.start and token.end <= mention.end
    kind = scene.kinds.get(mention.entity) if mention is not None else None
    named = any(m.kind == "demonym" and m.start <= token.start and token.end <= m.end for m in scene.mentions)
    if named or (covers and kind not in ("unnamed", "group", "person", "organisation", None)):
        return False
    if covers and mention and mention.kind == "name" and kind == "person" and token.text[:1].isupper():
        return False  # a first name that the tagger takes for a noun
    own = set(keys(token))
    if own & words.lists["nobody"] and not own & words.lists["somebody"]:
        return True
    known = own & (words.lists["somebody"] | words.lists["collectives"] | words.lexicons["site"])
    counted = own & words.lists["measures"] or token.lemma.isdigit()
    trade = token.lemma.lower().endswith(tuple(words.lists["people_endings"]))
    return not (known or counted or trade or {fold(key) for key in own} & words.people)


def _is_prize(scene: Scene, node: int) -> bool:
    """Whether a name is that of a prize (*le médaillé Fields*)."""
    tokens = scene.tree.tokens
    before = set(keys(tokens[node - 1])) if node and tokens[node].pos == "PROPN" else set()
    return bool(before & scene.words.lists["prizes"])


def is_someone(scene: Scene, node: int, frame: Frame) -> bool:
    """Whether a phrase without a mention can be somebody: no time, no act, not a bare singular."""
    token = scene.tree.tokens[node]
    if token.masked or scene.overlaps_time(token.start, token.end) or token.text[:1].isdigit():
        return False
    if not token.text[:1].isalnum():
        return False  # a piece of a word with a hyphen
    words = set(keys(token))
    if words & (frame.avoid | scene.words.lists["measures"] | scene.words.lists["nobody"]) or _in_lexicons(
        scene, node, frame
    ):
        return False
    if any(("nouns", key) in scene.words.embeddings or key in scene.words.noun_frames for key in words):
        return False
    acts = tuple(scene.words.lists["act_endings"])
    things = scene.words.lists["collectives"] | scene.words.lexicons["site"]
    if token.lemma.lower().endswith(acts) and not words & things:
        return False
    if token.pos == "PROPN" or scene.tree.having(node, "det", "nummod"):
        return True
    return "Number=Plur" in token.morph or token.lemma.lower() != token.text.lower()


def _in_lexicons(scene: Scene, node: int, frame: Frame) -> bool:
    sorts = [sort.partition(":")[2] for sort in scene.words.kinds[frame.kind].values() if ":" in sort]
    return any(scene.words.lexicons[name] & set(keys(scene.tree.tokens[node])) for name in sorts)
