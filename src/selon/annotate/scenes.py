"""A sentence with its cues, and where the clauses in it begin and end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.annotate.cues import Cue
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import Act, Span

__all__ = [
    "Candidate",
    "Scene",
    "candidate_of",
    "clause_end",
    "clause_start",
    "final",
    "parallel",
    "phrase_at",
    "preposition_at",
]

_TAKEN_UP = 6  # tokens behind a noun for what was said within which it is denied or confirmed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading: token ranges of the content, of the cue and of the source, and how it was come by.

    `frame` names the construction, `lemma` the cue; `first_person` tells a subject *je, nous*; `features` are
    what the score is made of besides. `base` tells the reading of a rule from one with moved boundaries,
    whose `shift` is by how many tokens its start and its end were moved; `verb` its verb's token.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    frame: str
    act: Act
    lemma: str = ""
    first_person: bool = False
    features: frozenset[str] = frozenset()
    base: bool = True
    shift: tuple[int, int] = (0, 0)
    verb: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, its cues in order and by their first token, and the words of the language."""

    tree: Tree
    pack: LanguagePack
    cues: tuple[Cue, ...]
    starts: Mapping[int, Sequence[Cue]]


def final(scene: Scene) -> int:
    """The last token before the final stop."""
    last = len(scene.tree.tokens) - 1
    while last > 0 and scene.tree.among(last, "final"):
        last -= 1
    return last


def clause_end(scene: Scene, start: int, cue: Cue | None, *, clause: bool = True) -> int:
    """Where what begins at `start` ends: before what plainly belongs to another.

    A `clause` may hold several main clauses in a row; anything else ends before the first of them.
    """
    tree, end = scene.tree, final(scene)
    for number in range(start + 1, end + 1):
        if (
            tree.low(number) == ";"
            or (tree.low(number) == ":" and number < end and tree.tokens[number + 1].masked)
            or _cuts(scene, number, start, cue)
            or _outer_verb(scene, number, start, cue)
            or (not clause and _new_clause(scene, number))
        ):
            end = number - 1
            break
    while end > start and tree.among(end, "loose_ends"):
        end -= 1
    return end


def _cuts(scene: Scene, number: int, start: int, cue: Cue | None) -> bool:
    """Whether something else begins at this token: another cue's clause, a source, a clause beside."""
    tree = scene.tree
    if any(
        _is_cut(scene, other, number, start, cue)
        for other in scene.starts.get(number, ())
        if other is not cue
    ):
        return True
    if tree.low(number - 1) != ",":
        return False
    if phrase_at(scene, number, scene.pack.speech.source_prepositions) or _breaks(scene, number):
        return True
    if tree.among(number, "neuter") and not tree.in_marks(number):
        # what *selon* attributes is whole: *selon X, P, ce qui inquiète*
        judged = cue is not None and tree.among(number + 1, "relative_pronouns")
        if judged or tree.among(number + 1, "complementisers"):
            return True
    if _takes_up(scene, number, cue):
        return True
    return cue is not None and (_compares(scene, number, start) or _back_outside(scene, number, start, cue))


def _takes_up(scene: Scene, number: int, cue: Cue | None) -> bool:
    """Whether a noun for what was said begins here what somebody else makes of it: *P, accusations que X
    rejette*; *P, une information démentie par X*.
    """
    tree = scene.tree
    noun = number + (tree.tokens[number].pos == "DET")
    if not tree.among(noun, "said_nouns") or tree.in_marks(number):
        return False
    following = range(noun + 1, noun + _TAKEN_UP)
    taken = (other for place in following for other in scene.starts.get(place, ()) if other is not cue)
    return any(
        other.words.lemma in tree.grammar["takes_up"]
        and (other.form == "passive" or tree.among(noun + 1, "complementisers"))
        for other in taken
    )


def _compares(scene: Scene, number: int, start: int) -> bool:
    """Whether a figure is held here against one outside: *76 % disent P, contre 50 % hier*."""
    tokens = scene.tree.tokens
    compared = scene.tree.among(number, "against") and tokens[min(number + 1, len(tokens) - 1)].pos == "NUM"
    return compared and all(token.pos != "NUM" for token in tokens[start:number])


def _outer_verb(scene: Scene, number: int, start: int, cue: Cue | None) -> bool:
    """Whether the verb of the clause around a participle or relative stands here: *ceux disant P ont Q*."""
    tree = scene.tree
    if (
        cue is None
        or not tree.is_finite(number)
        or not (cue.form == "participle" or _is_relative(scene, cue))
    ):
        return False
    if "VerbForm=Inf" not in tree.tokens[start].morph:
        return False
    own = tree.child(number, "nsubj")
    inside = any(
        tree.among(i, "openers")
        or tree.among(i, "subjects")
        or tree.among(i, "coordinators")
        or tree.is_finite(i)
        for i in range(start, number)
    )
    return not inside and (own is None or own < start)


def _is_cut(scene: Scene, other: Cue, number: int, start: int, cue: Cue | None) -> bool:
    """Whether another cue that begins here belongs beside `cue`, not into what it reports."""
    if number < start:
        return False
    if other.inverted or (other.form == "participle" and _loose(scene, number)):
        return True
    token = scene.tree.tokens[other.verb]
    bare = other.first == other.verb and "VerbForm=Part" in token.morph and other.form == "finite"
    coordinated = cue is not None and token.dep == "conj" and (bare or token.head == cue.verb)
    coordinated = coordinated or (cue is not None and parallel(scene, cue, other, start))
    return coordinated and not _has_subject(scene, other, start)


def parallel(scene: Scene, cue: Cue, other: Cue, start: int) -> bool:
    """Whether a second verb is like the first, which reports what `start` opens: *dit P et ajoute Q*."""
    tree, joint = scene.tree, other.first - 1
    if not (cue.form == other.form == "finite" and tree.among(joint, "conjunct")):
        return False
    if not tree.among(other.last + 1, "complementisers") or _is_relative(scene, cue):
        return False
    inner = any(tree.is_finite(i) for i in range(start, joint))
    if other.first == other.verb and "VerbForm=Part" in tree.tokens[other.verb].morph:
        return inner and _shape(tree, cue)[0]  # it shares the auxiliary: *a dit que P et ajouté que Q*
    return inner and _shape(tree, cue) == _shape(tree, other)


def _shape(tree: Tree, cue: Cue) -> tuple[bool, bool]:
    """Whether the verb stands behind an auxiliary, and whether what agrees with the subject is plural."""
    group = range(cue.first, cue.verb + 1)
    told = next((i for i in group if tree.among(i, "have") or tree.among(i, "be")), cue.verb)
    return told != cue.verb, "Number=Plur" in tree.tokens[told].morph


def _new_clause(scene: Scene, number: int) -> bool:
    """Whether a main clause with a subject of its own begins here, after a comma or *mais*."""
    tree = scene.tree
    if tree.among(number, "but"):
        return not tree.among(number + 1, "but_also")
    if tree.low(number - 1) != "," or tree.tokens[number].pos not in ("DET", "PRON", "PROPN", "NOUN"):
        return False
    if tree.among(number, "openers"):
        return False
    for place in range(number, len(tree.tokens)):
        if tree.low(place) == "," or tree.among(place, "openers"):
            return False
        if tree.is_finite(place):
            return True
    return False


def _back_outside(scene: Scene, number: int, start: int, cue: Cue) -> bool:
    """Whether the clause around a subordinate or relative cue goes on here (`X, qui dit que Y, ne Z`)."""
    tree = scene.tree
    inner = any(tree.is_finite(i) for i in range(start, number))
    before_verb = tree.among(number, "negators") or tree.among(number, "pronominal")
    if _is_relative(scene, cue) and (tree.is_finite(number) or before_verb):
        return True
    whole = inner or cue.form == "participle"
    if whole and _opens_sentence(scene, cue) and not tree.among(number, "but"):
        return _new_clause(scene, number)
    subordinate = any(
        tree.among(child, "adverbials") and child < cue.verb for child in tree.children[cue.verb]
    )
    return subordinate and inner and tree.among(number, "resumers")


def _opens_sentence(scene: Scene, cue: Cue) -> bool:
    """Whether the cue's clause hangs on what follows: *Si X dit que P, Q*; *Estimant que P, X Q*."""
    tree = scene.tree
    if any(tree.is_finite(i) for i in range(cue.first)):
        return False
    first = int(tree.among(0, "coordinators") or tree.among(0, "but"))
    if cue.form == "participle":
        return cue.first <= first + 1 or tree.among(cue.first - 1, "gerund")
    if tree.among(first, "adverbials") or tree.among(first, "elided_if"):
        return True
    joined = tree.among(first + 1, "complementisers") or tree.among(first + 1, "adverbials")
    return joined and tree.tokens[first].pos in ("ADV", "SCONJ", "ADP")


def _is_relative(scene: Scene, cue: Cue) -> bool:
    return (
        scene.tree.among(cue.first - 1, "relative_pronouns") or scene.tree.tokens[cue.verb].dep == "acl:relcl"
    )


def _loose(scene: Scene, number: int) -> bool:
    tree = scene.tree
    gerund = tree.among(number - 1, "gerund") and tree.among(number - 2, "gerund_before")
    return gerund or tree.low(number - 1) == ","


def _has_subject(scene: Scene, other: Cue, start: int) -> bool:
    found = scene.tree.child(other.verb, "nsubj")
    return found is not None and start <= found < other.first


def _breaks(scene: Scene, number: int) -> bool:
    """Whether words stand here that open a clause beside the reported one."""
    return any(
        all(
            word in {scene.tree.low(number + i), preposition_at(scene, number + i)}
            for i, word in enumerate(words)
        )
        for words in scene.pack.speech.clause_breaks
    )


def clause_start(scene: Scene, last: int) -> int:
    """Where the clause that ends at `last` begins: after a colon or semicolon, or with the sentence."""
    tree = scene.tree
    for number in range(last, 0, -1):
        if tree.low(number) in (";", ":") and number < last and not tree.in_marks(number):
            return number + 1
    start = 0
    while start < last and (
        tree.low(start) in ("-", "–", "—", "•", "»", ",") or tree.among(start, "coordinators")
    ):
        start += 1
    return start


def phrase_at(scene: Scene, number: int, phrases: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The phrase of the pack that begins at this token, unless a source preposition stands before it."""
    begins = scene.tree.low(number), preposition_at(scene, number)
    for phrase in phrases:
        if phrase[0] in begins and all(
            scene.tree.low(number + i) == word or word == preposition_at(scene, number + i)
            for i, word in enumerate(phrase)
        ):
            before = (scene.tree.low(number - 1),)
            return None if before in scene.pack.speech.source_prepositions else phrase
    return None


def preposition_at(scene: Scene, number: int) -> str:
    """The word at this token, contractions and elisions undone: *du* as `de`, *au* as `à`, *qu'* as `que`."""
    low = scene.tree.low(number)
    return scene.pack.speech.contractions.get(low, low)


def candidate_of(
    scene: Scene, cue: Cue, content: tuple[Span, ...], source: Span | None, frame: str
) -> Candidate:
    """The candidate of a cue, with the features that its form and its source show."""
    tree = scene.tree
    features: set[str] = {cue.form}
    if cue.negated:
        features.add("negated")
    if source is None:
        features.add("no-source")
    person = source is not None and tree.low(source[0]) in tree.grammar["first_person"]
    if any(tree.tokens[i].masked for first, last in content for i in range(first, last + 1)):
        features.add("masked")
    return Candidate(
        content,
        (cue.first, cue.last),
        source,
        frame,
        cue.words.act,
        cue.words.lemma,
        person,
        frozenset(features),
        verb=cue.verb,
    )
