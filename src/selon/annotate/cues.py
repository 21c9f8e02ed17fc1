"""Cues: the reporting verbs of a sentence with their verb group, form and reading from the language pack."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from selon.annotate.inversion import after_quotation, is_inverted
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.lang.speech import CueWords

__all__ = ["Cue", "Form", "find_cues"]

Form = Literal["finite", "participle", "infinitive", "passive"]

# what may stand between them: *a de son côté dit*, *a, lui aussi, dit*
_BETWEEN = ("ADP", "DET", "NOUN", "ADJ", "ADV", "PUNCT", "PRON")
_WIDEST = 7  # tokens between an auxiliary and its participle


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in a sentence.

    `verb` is the token of the verb, `first` and `last` the tokens of its group (auxiliaries, clitics,
    adverbs, the rest of the phrase). `clitic` is the token of an inverted pronoun. `inverted` tells a
    reporting clause whose verb stands before its subject, beside what is reported.
    """

    verb: int
    first: int
    last: int
    words: CueWords
    form: Form
    clitic: int | None
    inverted: bool
    negated: bool


def find_cues(tree: Tree, pack: LanguagePack) -> Iterator[Cue]:
    """The reporting verbs of the sentence, in order."""
    for number, token in enumerate(tree.tokens):
        if token.masked or _is_name(tree, number):
            continue
        readings = pack.speech.verbs.get(tree.low(number))
        if readings is None:
            continue
        cue = _cue(tree, number, readings, pack)
        if cue is not None:
            yield cue


def _is_name(tree: Tree, number: int) -> bool:
    """Whether a word with a capital stands inside a sentence in small letters: *le Jura*."""
    text = tree.tokens[number].text
    return number > 0 and text[:1].isupper() and not text.isupper() and tree.tokens[number].pos != "VERB"


def _cue(tree: Tree, number: int, readings: tuple[CueWords, ...], pack: LanguagePack) -> Cue | None:
    first = _group_start(tree, number)
    group = [tree.low(i) for i in range(first, number) if tree.tokens[i].pos != "NOUN"]
    clitic = _clitic(tree, first, number)
    inverted = clitic is not None or is_inverted(tree, first, number, pack)
    if not inverted and not _is_verbal(tree, number, group):
        return None
    words = _reading(
        tree,
        number,
        readings,
        bool(set(group) & tree.grammar["reflexives"]) and _is_reflexive(tree, first, number),
    )
    if words is None or (clitic is not None and _is_auxiliary(tree, number, clitic, words)):
        return None
    spoken = bool(words.frames & {"that", "direct"}) or after_quotation(tree, first)
    inverted = inverted and (clitic is not None or spoken) and words.lemma not in tree.grammar["be"]
    inverted = inverted and not any(_bars_inversion(tree, i) for i in range(first, number))
    form = _form(tree, number, group, words)
    if form is None or (
        form == "infinitive" and tree.among(number - 1 - tree.among(number - 1, "negations"), "meaning")
    ):
        return None
    last = _group_end(tree, number, words, clitic)
    negated = any(tree.among(i, "negations") for i in range(first, min(last + 3, len(tree.tokens))))
    negated = negated and any(tree.among(i, "negators") for i in range(max(0, first), number + 1))
    return Cue(number, first, last, words, form, clitic, inverted and form == "finite", negated)


def _bars_inversion(tree: Tree, place: int) -> bool:
    """Whether a verb group holds an infinitive or its own subject: *avoir demandé*, *nous avons publié*."""
    token = tree.tokens[place]
    subject = token.dep.startswith("nsubj") and tree.among(place, "own_subjects") and token.pos == "PRON"
    return subject or "VerbForm=Inf" in token.morph


def _is_auxiliary(tree: Tree, number: int, clitic: int, words: CueWords) -> bool:
    """Whether a form of *être* with an inverted pronoun only helps the participle after it (*est-il dit*)."""
    following = max(number, clitic) + 1
    is_participle = following < len(tree.tokens) and "VerbForm=Part" in tree.tokens[following].morph
    return is_participle and words.lemma in tree.grammar["be"]


def _is_verbal(tree: Tree, number: int, group: list[str]) -> bool:
    """Whether the form is a verb here: by the tagger, by its auxiliary, or as the only one there."""
    if tree.tokens[number].pos in ("VERB", "AUX") or set(group) & tree.grammar["have"]:
        return True
    if tree.among(number, "missed_verbs") and _stands_as_verb(tree, number):
        return True
    if (
        number == 0
        or tree.tokens[number].pos == "PROPN"
        or tree.tokens[number - 1].pos in ("DET", "ADP", "ADJ", "NUM")
    ):
        return False
    return tree.among(number + 1, "verb_followers") and not any(
        tree.is_finite(i) for i in range(min(len(tree.tokens), number + 2))
    )


def _stands_as_verb(tree: Tree, number: int) -> bool:
    """Whether a form that the tagger takes for no verb has the neighbours of one: *il dément avoir P*."""
    if number == 0 or tree.tokens[number - 1].pos in ("DET", "ADJ", "PUNCT", "ADP"):
        return False
    after = range(number + 1, min(number + 4, len(tree.tokens)))
    governs = any("VerbForm=Inf" in tree.tokens[i].morph for i in after)
    governs = governs or any(tree.tokens[i].masked or tree.in_marks(i) for i in after[:1])
    return governs or tree.among(number - 1, "subjects") or tree.among(number + 1, "complementisers")


def _group_start(tree: Tree, number: int) -> int:
    first = number
    while first > 0:
        token, low = tree.tokens[first - 1], tree.low(first - 1)
        grammar = tree.grammar
        grouped = token.pos == "AUX" or low in grammar["clitics"] | grammar["have"] | grammar["be"]
        adverb = token.pos == "ADV" and low not in grammar["complementisers"] and not token.masked
        if not (grouped or adverb):
            break
        first -= 1
    while first < number and tree.tokens[first].pos == "ADV" and not tree.among(first, "negators"):
        first += 1
    return _from_auxiliary(tree, number, first)


def _from_auxiliary(tree: Tree, number: int, first: int) -> int:
    """The group from its auxiliary on, when words like *en effet, pour le moment* stand between."""
    for child in tree.children[number]:
        if tree.tokens[child].dep.startswith("aux") and number - _WIDEST <= child < first:
            start = child
            while start > 0 and tree.among(start - 1, "clitics"):
                start -= 1
            return start
    return _far_auxiliary(tree, number, first)


def _far_auxiliary(tree: Tree, number: int, first: int) -> int:
    """The same where the parser sees no verb group: *"P", a de son côté commenté X*."""
    if first < number or "VerbForm=Part" not in tree.tokens[number].morph:
        return first
    place = number - 1
    while place > number - _WIDEST and tree.tokens[place].pos in _BETWEEN:
        place -= 1
    apart = number - place > 1 and tree.tokens[place + 1].pos in ("ADP", "ADV", "PUNCT")
    return place if apart and place >= 0 and tree.among(place, "have") else first


def _clitic(tree: Tree, first: int, number: int) -> int | None:
    """The inverted pronoun of `a-t-il ajouté`, `explique-t-elle`."""
    places: list[int] = [*range(first, number), number + 1, number + 2]
    for place in places:
        if tree.among(place, "subject_clitics") and not (
            place > number + 1 and not tree.among(number + 1, "euphonic")
        ):
            return place
    return None


def _is_reflexive(tree: Tree, first: int, number: int) -> bool:
    """*se*, or *me, nous* that agree with a first person subject right before."""
    for place in range(first, number):
        if tree.among(place, "pronominal"):
            return True
        if tree.among(place, "own_reflexives") and tree.among(place - 1, "own_subjects"):
            return True
    return False


def _reading(tree: Tree, number: int, readings: tuple[CueWords, ...], reflexive: bool) -> CueWords | None:
    fitting = [words for words in readings if _rest_end(tree, number, words) is not None]
    same = [words for words in fitting if words.reflexive == reflexive]
    if same:
        return same[0]
    if reflexive:
        spoken = (words for words in fitting if "direct" in words.frames or "that" in words.frames)
        return next((replace(words, frames=words.frames & {"direct"}) for words in spoken), None)
    return None


def _rest_end(tree: Tree, number: int, words: CueWords) -> int | None:
    """The last token of the phrase, when the words that follow the verb in it are there."""
    place = number
    for wanted in words.rest:
        place += 1
        while place < len(tree.tokens) and tree.tokens[place].pos == "ADV" and tree.low(place) != wanted:
            place += 1
        if tree.low(place) != wanted:
            return None
    return place


def _form(tree: Tree, number: int, group: list[str], words: CueWords) -> Form | None:
    morph = tree.tokens[number].morph
    low = tree.low(number)
    around, grammar = frozenset(group), tree.grammar
    if low == words.lemma:
        return "infinitive"
    if low.endswith(tuple(grammar["gerund_endings"])):
        return "participle"
    if around & grammar["been"] and around & (grammar["have"] | grammar["be"]):
        return "passive"
    if around & grammar["have"]:
        return "finite"
    if around & grammar["be"]:
        return "finite" if words.reflexive or around & grammar["pronominal"] else "passive"
    if "VerbForm=Part" in morph and not tree.looks_finite(number) and _is_participle(tree, number):
        if _coordinated(tree, number):
            return "finite"
        return "passive" if tree.among(number + 1, "by") else None
    return "finite"


def _is_participle(tree: Tree, number: int) -> bool:
    """Not a present tense that looks the same (*dit*)."""
    hangs = tree.tokens[number].dep.startswith(("acl", "amod"))
    return hangs or not tree.among(number, "present_participles")


def _coordinated(tree: Tree, number: int) -> bool:
    """*a appelé à X et estimé que Y*: the auxiliary of the first verb serves the second."""
    token = tree.tokens[number]
    joined = (
        token.dep == "conj"
        and token.head < number
        and (tree.low(number - 1) == "," or tree.among(number - 1, "conjunct"))
    )
    return joined and any(tree.among(place, "have") for place in range(number))


def _group_end(tree: Tree, number: int, words: CueWords, clitic: int | None) -> int:
    last = _rest_end(tree, number, words) or number
    return max(last, clitic) if clitic is not None else last
