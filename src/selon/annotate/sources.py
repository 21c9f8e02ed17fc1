"""The noun phrase that names who speaks: the subject before the verb, or after it."""

from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.lang.speech import ClosedClass

__all__ = ["inverted_subject", "skip_phrase", "subject"]

_NAMES = ("NOUN", "PROPN")
_NOMINAL = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "ADP", "X", "INTJ")
_NO_SOURCES: tuple[ClosedClass, ...] = ("euphonic", "subject_clitics", "cleft_subjects")
_STOPS = frozenset({".", ";", ":", "!", "?", "…", "»", "«"})


def inverted_subject(tree: Tree, verb: int, pack: LanguagePack) -> tuple[int, int] | None:
    """The first noun phrase without a preposition after an inverted verb, as its first and last token.

    Adverbs, times and phrases with a preposition (`lundi`, `à l'AFP`, `dans un communiqué`) are passed over.
    """
    number, end = verb + 1, len(tree.tokens)
    if number < end and "VerbForm=Inf" in tree.tokens[number].morph:
        number += 1  # *a fait savoir X*
    while number < end:
        low, token = tree.low(number), tree.tokens[number]
        if low in _STOPS or token.masked or low in tree.grammar["subordinators"]:
            return None
        if tree.among(number, "neuter") and _is_free_relative(tree, number + 1):
            return None  # *confirme ce que P*
        following = number if _is_dated_article(tree, number, pack) else _past_aside(tree, number, verb, pack)
        if following == number:
            nominal = token.pos in _NOMINAL or tree.is_capital(number) or tree.among(number, "contracted")
            return _nominal(tree, number, end, pack.speech.time_nouns) if nominal else None
        number = following
    return None


def _is_free_relative(tree: Tree, number: int) -> bool:
    return tree.among(number, "complementisers") or tree.among(number, "relative_pronouns")


def _past_aside(tree: Tree, number: int, verb: int, pack: LanguagePack) -> int:
    """The token after an adverb, a time or a phrase with a preposition; the same token where none begins."""
    low, token, times = tree.low(number), tree.tokens[number], pack.speech.time_nouns
    if low == ",":
        return _skip_aside(tree, number, len(tree.tokens), verb, times)
    if low in tree.grammar["prepositions"] and not _is_article(tree, number):
        return skip_phrase(tree, number, pack)
    if token.pos in ("ADV", "PART", "NUM", "PUNCT", "SYM") or low in times:
        return number + 1
    dated = low in tree.grammar["date_articles"] and number + 1 < len(tree.tokens)
    return number + 2 if dated and _is_time(tree, number + 1, pack) else number


def _is_article(tree: Tree, number: int) -> bool:
    """*des*, *du* as articles: what follows is not tied to a noun before."""
    return tree.among(number, "contracted") and tree.tokens[number].pos == "DET"


def _is_dated_article(tree: Tree, number: int, pack: LanguagePack) -> bool:
    """*ont annoncé mardi des experts*: nothing hangs on a day by *des*."""
    day = tree.low(number - 1) in pack.speech.time_nouns and not tree.among(number - 2, "determiners")
    return day and tree.among(number, "plural_articles")


def _is_time(tree: Tree, number: int, pack: LanguagePack) -> bool:
    return tree.tokens[number].pos == "NUM" or tree.low(number) in pack.speech.time_nouns


def _skip_aside(tree: Tree, number: int, end: int, verb: int, times: frozenset[str]) -> int:
    """Past `, dans un communiqué,`: to the next comma when the aside begins with a preposition."""
    following = tree.tokens[number + 1].pos if number + 1 < end else ""
    if following == "ADV" or tree.low(number + 1) in times:
        return number + 1
    if following in ("VERB", "ADJ"):
        comma = next((i for i in range(number + 2, min(number + 6, end)) if tree.low(i) == ","), end)
        return min(comma + 1, end)
    if following == "DET" and tree.low(number + 2) in times:
        place = number + 2
        while place < end and tree.low(place) != ",":
            place += 1
        return place + 1
    if number > verb + 1 and (following in ("DET", "PROPN") or tree.is_capital(number + 1)):
        return number + 1
    if not tree.among(number + 1, "prepositions"):
        return end
    place = number + 1
    while place < end and tree.low(place) != ",":
        place += 1
    return place + 1


def skip_phrase(tree: Tree, number: int, pack: LanguagePack) -> int:
    """Past a phrase with a preposition: its determiner, noun and what hangs on it by *de*."""
    place, nouns = number + 1, 0
    while place < len(tree.tokens):
        token, low = tree.tokens[place], tree.low(place)
        clause = nouns and tree.among(place, "complementisers")
        if token.masked or low in _STOPS or low == "," or clause:
            break
        if nouns and _begins(tree, number + 1, place, pack):
            break
        nouns += token.pos in ("NOUN", "PROPN", "PRON", "NUM")
        place += 1
    return place


def _begins(tree: Tree, first: int, place: int, pack: LanguagePack) -> bool:
    """Whether something else begins inside what a preposition governs from `first` on, once it has a noun."""
    token, before, low = tree.tokens[place], tree.tokens[place - 1], tree.low(place)
    if token.pos == "DET" or low in tree.grammar["subjects"]:
        return not _is_article(tree, place)
    if token.pos == "NOUN" and not tree.among(place - 1, "of") and not tree.among(place - 1, "determiners"):
        return True
    if token.pos == "PROPN" or tree.is_capital(place):
        acronym = before.text.isupper() and not token.text.isupper()
        apart = before.pos not in ("PROPN", "ADP", "DET")
        return acronym or apart or _ends_name(tree, first, place, pack)
    return low in tree.grammar["prepositions"] and low not in tree.grammar["of"]


def _ends_name(tree: Tree, first: int, place: int, pack: LanguagePack) -> bool:
    """Whether a person's name begins behind another (*sur franceinfo Léa Roy*), or any behind a medium's."""
    tokens = tree.tokens
    if tokens[place].entity == "PER" and tokens[place - 1].entity not in ("PER", ""):
        return True
    medium = pack.names.institution(" ".join(token.text for token in tokens[first:place]))
    return medium is not None and medium.voice


def _nominal(tree: Tree, number: int, end: int, times: frozenset[str]) -> tuple[int, int] | None:
    last = tree.phrase(number, end, times)
    if tree.is_capital(number):
        return number, last
    if not any(tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "ADJ", "X") for i in range(number, last + 1)):
        return None
    return number, last


def subject(tree: Tree, verb: int, first: int) -> tuple[int, int] | None:
    """The subject before a verb group that begins at `first`: its first and last token.

    The parser's subject when it stands before the group; else that of the verb it hangs on (participles,
    infinitives, coordinated verbs).
    """
    node, seen = verb, 0
    aside = tree.in_marks(verb)
    while seen < 4:
        # The parser may hang the subject on the auxiliary (`ont toutes deux nié`).
        bearers = [node, *(i for i in tree.children[node] if tree.tokens[i].dep.startswith("aux"))]
        quoted = tree.in_marks(node) and not aside  # *a estimé que "P" et assuré*: not the subject of P
        found = None if quoted else next((s for i in bearers if (s := _own_subject(tree, i, first))), None)
        if found is not None:
            return _coordinated(tree, node, *found)
        head = tree.tokens[node].head
        if head == node or tree.tokens[node].dep.split(":")[0] not in (
            "conj",
            "advcl",
            "xcomp",
            "aux",
            "ccomp",
            "acl",
        ):
            return _by_place(tree, verb, first)
        if tree.tokens[node].dep.startswith("acl"):
            return _antecedent(tree, node)
        node, seen = head, seen + 1
    return None


def _by_place(tree: Tree, verb: int, first: int) -> tuple[int, int] | None:
    """The noun phrase before a finite verb that the parser gave no subject; an aside in commas is passed."""
    if not tree.is_finite(first):
        return None
    end = first - 1
    commas = [i for i in range(first) if tree.low(i) == ","]
    if end in commas:
        if len(commas) < 2:
            return None
        end = commas[-2] - 1
    start = max((i + 1 for i in commas if i < end), default=0)
    while start < end and tree.tokens[start].pos == "PUNCT":
        start += 1
    inside = tree.tokens[start : end + 1]
    nominal = bool(inside) and inside[0].pos in ("DET", "NUM", *_NAMES)
    return (start, end) if nominal and all(t.pos not in ("VERB", "AUX") for t in inside) else None


def _coordinated(tree: Tree, verb: int, low: int, high: int) -> tuple[int, int]:
    """A singular subject of a plural verb with what *et* joins to it on its left, or, where the parse gives
    the verb two subjects, on its right.
    """
    place, tokens = low - 2, tree.tokens
    second = [i for i in tree.children[verb] if high + 1 < i < verb and tokens[i].dep.startswith("nsubj")]
    if second and tree.among(high + 1, "conjunctions") and tokens[second[0]].pos in _NAMES:
        return low, second[0]
    agrees = _is_plural(tree, low, high) or not _is_plural(tree, high + 1, verb)
    if agrees or place < 0 or not tree.among(low - 1, "conjunctions") or tokens[place].pos not in _NAMES:
        return low, high
    while place > 0 and tokens[place - 1].pos in (*_NAMES, "ADJ", "DET", "ADP"):
        place -= 1
        if tokens[place].pos == "DET" and tokens[place - 1].pos != "ADP":
            break
    return place, high


def _is_plural(tree: Tree, first: int, last: int) -> bool:
    return any("Number=Plur" in token.morph for token in tree.tokens[first : last + 1])


def _own_subject(tree: Tree, node: int, first: int) -> tuple[int, int] | None:
    for child in tree.children[node]:
        token = tree.tokens[child]
        if token.dep.split(":")[0] != "nsubj" and token.dep != "dislocated":
            continue
        if token.masked or any(tree.among(child, name) for name in _NO_SOURCES):
            continue
        low, high = tree.ranges[child]
        if low > first:
            continue
        high = _reaching(tree, min(high, first - 1), first) if child < first else high
        if tree.among(child, "subject_relatives"):
            return child, child
        while low < child and (tree.tokens[low].pos == "PUNCT" or tree.among(low, "coordinators")):
            low += 1
        while high > child and tree.tokens[high].pos in ("PUNCT", "ADV", "CCONJ"):
            high -= 1
        return low, high
    return None


def _reaching(tree: Tree, high: int, first: int) -> int:
    """A subject with the names right behind it that the parser tore off, if they reach the verb group."""
    gap = tree.tokens[high + 1 : first]
    names = bool(gap) and all(token.text[:1].isupper() or token.text.isdigit() for token in gap)
    names = names and not any(token.masked for token in gap)
    return first - 1 if names and tree.tokens[high].pos in ("NOUN", "ADJ", "PROPN") else high


def _antecedent(tree: Tree, node: int) -> tuple[int, int] | None:
    head = tree.tokens[node].head
    if head == node or tree.tokens[head].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    low, _ = tree.ranges[head]
    last = max(head, min(tree.ranges[node][0] - 1, tree.ranges[head][1]))
    while last > head and tree.tokens[last].pos == "PUNCT":
        last -= 1
    while low < head and tree.tokens[low].pos in ("PUNCT", "ADP", "CCONJ"):
        low += 1
    return low, last
