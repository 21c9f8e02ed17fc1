"""Sources set right once a reporting clause is known: who told it, where the noun phrase begins and ends.

What is kept of a sentence has a source by grammar already. Here *a appris l'agence auprès de X* gets the one
who told it, a time or half a name is replaced by the noun phrase, and what belongs to the verb (*à
l'agence, dans un communiqué, cité par Le Monde*) is taken off.
"""

from selon.annotate.sources import subject
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.lang.names import fold
from selon.records import Span

__all__ = ["mend_source", "subject_before"]

_NAMES = ("NOUN", "PROPN")
_NO_NOMINAL = ("ADP", "ADV", "CCONJ", "SCONJ")
_DATE = 3  # tokens behind a time within which its month and year stand
_REACH = 8  # tokens after a cue within which the preposition of who told it stands


def mend_source(tree: Tree, cue: Span | None, source: Span, lemma: str, pack: LanguagePack) -> Span | None:
    """The source of a reporting clause set right, in offsets; null for what cannot be one.

    `lemma` is that of the reporting verb. Without a cue, what stands before a colon is no source where it
    does not begin as a noun phrase (*Ou encore : "P"*).
    """
    told = _tokens(tree, source)
    said = _tokens(tree, cue)
    if told is None:
        return source
    if tree.among(told[0], "complementisers"):
        return None  # a clause, not who tells it
    source, told = _without_words(tree, source, told)
    if said is None:
        return source if cue is not None or _may_name(tree, told) else None
    found = _teller(tree, lemma, said, told, pack) or _instead_of_time(tree, said, told, pack)
    if found is None:
        found = _whole(tree, said, _without_tail(tree, said, told, pack), pack)
    return source if found == told else tree.span(*found)


def subject_before(tree: Tree, cue: Span | None, *, told: bool = False) -> Span | None:
    """The source of a bare participle that shares the auxiliary and the subject of a verb before it, where
    the parse lost them (*X a mis en cause l'État et rappelé que P*), and of a present participle, unless a
    reporting clause is `told` before it; null for any other cue.
    """
    said = _tokens(tree, cue)
    if said is None or "VerbForm=Part" not in tree.tokens[said[-1]].morph:
        return None
    if tree.low(said[1]).endswith(tuple(tree.grammar["gerund_endings"])):
        return None if told else _main_subject(tree, said)
    if said[0] != said[1]:
        return None
    if not tree.among(said[0] - 1, "coordinators") or "Tense=Past" not in tree.tokens[said[0]].morph:
        return None
    for place in range(said[0] - 1, -1, -1):
        token = tree.tokens[place]
        if token.dep == "aux:tense" and tree.is_finite(place) and not tree.in_marks(place):
            found = subject(tree, token.head, place)
            relative = found is not None and tree.among(found[0], "relative_pronouns")
            return tree.span(*found) if found is not None and not relative else None
    return None


def _main_subject(tree: Tree, cue: Span) -> Span | None:
    """The subject of the main verb, which a participle goes with (*X a saisi Y, arguant que P*)."""
    gerund = tree.among(cue[0], "gerund") or tree.among(cue[0] - 1, "gerund")
    if not gerund and tree.low(cue[0] - 1) != ",":
        return None
    opens = tree.among(cue[0], "gerund") and cue[0] <= 1  # *tout en niant P, X a saisi Y*
    for place, token in enumerate(tree.tokens if opens else tree.tokens[: cue[0]]):
        if token.head == place and token.pos in ("VERB", "AUX") and not tree.in_marks(place):
            first = min([place, *(i for i in tree.children[place] if tree.tokens[i].dep.startswith("aux"))])
            found = subject(tree, place, first)
            return tree.span(*found) if found is not None and found[1] < first else None
    return None


def _without_words(tree: Tree, source: Span, told: Span) -> tuple[Span, Span]:
    """A source without the words in quote marks that stand before it as a sentence of their own."""
    first = told[0]
    while first < told[1] and tree.tokens[first].masked:
        first += 1
    return (source, told) if first == told[0] else (tree.span(first, told[1]), (first, told[1]))


def _may_name(tree: Tree, source: Span) -> bool:
    """Whether words before a colon begin as a noun phrase, or hold a name (*Pour Untel : "P"*)."""
    begins = tree.tokens[source[0]].pos not in _NO_NOMINAL or tree.among(source[0], "determiners")
    return begins or any(token.entity == "PER" for token in tree.tokens[source[0] : source[1] + 1])


def _tokens(tree: Tree, span: Span | None) -> Span | None:
    """The first and last token of a span; null where it lies elsewhere."""
    inside = [
        number
        for number, token in enumerate(tree.tokens)
        if span is not None and token.start < span[1] and span[0] < token.end
    ]
    return (inside[0], inside[-1]) if inside else None


def _teller(tree: Tree, lemma: str, cue: Span, source: Span, pack: LanguagePack) -> Span | None:
    """Who told it to those who learned it: *a-t-on appris de source proche, a appris l'agence auprès de X*.

    Also who *on* is, where a preposition says it: *indique-t-on auprès du ministère*.
    """
    learned = lemma in pack.voices.learning
    impersonal = any(tree.among(i, "indefinite_clitics") for i in range(source[0], source[1] + 1))
    if source[0] < cue[0] or not (impersonal or (learned and _is_medium(tree, *source, pack))):
        return None
    first = source[0] if impersonal else _past_medium(tree, *source, pack)
    for number in range(first, min(max(cue[1], source[1]) + _REACH, len(tree.tokens) - 1)):
        if tree.low(number) in (",", ".", ";", ":") or tree.tokens[number].masked:
            return None
        governed = _governed(tree, number, pack, learned)
        if governed is not None:
            return governed
    if not impersonal or learned:
        return None
    return _place_of(tree, cue[1] + 1, pack) or (source[0], source[0])


def _place_of(tree: Tree, number: int, pack: LanguagePack) -> Span | None:
    """Where *on* said it: *a-t-on expliqué au parc*; not to whom."""
    start = number + 1
    if not tree.among(number, "whereabouts") or start >= len(tree.tokens):
        return None
    last = tree.phrase(start, len(tree.tokens), pack.speech.time_nouns)
    if _is_time(tree, start, pack) or _is_medium(tree, start, last, pack):
        return None
    nominal = any(tree.tokens[i].pos in (*_NAMES, "X") for i in range(start, last + 1))
    return (start, last) if nominal else None


def _governed(tree: Tree, number: int, pack: LanguagePack, learned: bool) -> Span | None:
    """The noun phrase behind a preposition of who tells, with the article that is part of the preposition."""
    for words in pack.voices.tellers if learned else pack.voices.whereabouts:
        length = len(words)
        if tuple(tree.low(i) for i in range(number, number + length)) == words:
            start = number + length - (words[-1].rstrip("s") == "source")
            if start >= len(tree.tokens) or _is_time(tree, start, pack):
                return None
            last = tree.phrase(start, len(tree.tokens), pack.speech.time_nouns)
            nominal = any(tree.tokens[i].pos in (*_NAMES, "X") for i in range(start, last + 1))
            return (start, last) if nominal else None
    return None


def _is_medium(tree: Tree, first: int, last: int, pack: LanguagePack) -> bool:
    """Whether a medium, or a noun for those who are told things, begins at a token."""
    while first < last and tree.tokens[first].pos == "DET":
        first += 1
    if tree.low(first) in pack.voices.audiences | pack.voices.media:
        return True
    found = (pack.names.institution(_words(tree, (first, end))) for end in range(last, first - 1, -1))
    return any(medium.voice for medium in found if medium is not None)


def _past_medium(tree: Tree, first: int, last: int, pack: LanguagePack) -> int:
    """The token behind those who learned it; who told it may stand in one phrase with them (*a appris l'AFP
    de source proche*).
    """
    told = (
        i for i in range(first + 1, last) if tree.among(i, "of") and tree.low(i + 1) in pack.voices.informants
    )
    return next(told, last + 1)


def _words(tree: Tree, span: Span) -> str:
    return "".join(
        token.text + ("" if token.text.endswith(("'", "’")) else " ")
        for token in tree.tokens[span[0] : span[1] + 1]
    ).strip()


def _is_time(tree: Tree, number: int, pack: LanguagePack) -> bool:
    """Whether a time begins here: *mardi, ce jeudi 1er, ces derniers jours, 12 mai*."""
    while tree.tokens[number].pos in ("DET", "ADJ", "NUM") and number + 1 < len(tree.tokens):
        number += 1
    return (
        tree.low(number) in pack.speech.time_nouns or tree.low(number).rstrip("s") in pack.speech.time_nouns
    )


def _instead_of_time(tree: Tree, cue: Span, source: Span, pack: LanguagePack) -> Span | None:
    """The noun phrase beside a time taken for the source (*ces derniers jours, des élus ont dit*)."""
    after = tree.tokens[source[0]].pos == "ADJ" and _is_time(tree, source[0] - 1, pack)  # *samedi dernier*
    if not (after or _is_time(tree, source[0], pack)) or any(
        tree.tokens[i].pos == "PROPN" for i in range(source[0], source[1] + 1)
    ):
        return None
    start = source[1] + 1
    if source[0] < cue[0] and tree.low(start) != ",":
        return None
    start += tree.low(start) == ","
    limit = cue[0] if source[0] < cue[0] else len(tree.tokens)
    while start < min(limit, source[1] + _DATE) and not _opens_phrase(tree, start):
        start += 1  # the month and the year that the time goes on with
    if start >= limit or not _opens_phrase(tree, start):
        return None
    last = min(tree.phrase(start, limit, pack.speech.time_nouns), limit - 1)
    return (start, last) if any(tree.tokens[i].pos in _NAMES for i in range(start, last + 1)) else None


def _opens_phrase(tree: Tree, number: int) -> bool:
    return tree.among(number, "determiners") or tree.tokens[number].pos == "DET" or tree.is_capital(number)


def _without_tail(tree: Tree, cue: Span, source: Span, pack: LanguagePack) -> Span:
    """A source after its verb without what hangs on the verb or tells who passed the words on."""
    for number in range(source[0] + 1, source[1] + 1):
        if tree.low(number) == "," and _passes_on(tree, number + 1, pack):
            return source[0], number - 1
        token = tree.tokens[number]
        if (
            source[0] > cue[1]
            and token.pos == "VERB"
            and "Tense=Pres" in token.morph
            and tree.low(number).endswith(tuple(tree.grammar["gerund_endings"]))
        ):
            return source[0], number - 1
        if source[0] > cue[1] and _is_of_verb(tree, number, source[1], pack):
            return source[0], number - 1
    return source


def _passes_on(tree: Tree, number: int, pack: LanguagePack) -> bool:
    """Whether a participle of passing on and its agent stand here (*cité par*)."""
    relay = f" {tree.low(number)} {tree.low(number + 1)}"
    return tree.among(number + 1, "by") and relay in pack.voices.relays


def _is_of_verb(tree: Tree, number: int, last: int, pack: LanguagePack) -> bool:
    """Whether a preposition behind a noun belongs to the verb: to a medium, in a paper, on a page."""
    start = number + 1
    if start > last or tree.tokens[number - 1].pos not in (*_NAMES, "ADJ"):
        return False
    if tree.among(number, "to"):
        return _is_medium(tree, start, last, pack)
    if tree.low(number) not in pack.voices.in_papers:
        return False
    while start < last and tree.tokens[start].pos in ("DET", "ADJ", "NUM"):
        start += 1
    noun = pack.names.nouns.get(fold(tree.low(start)))
    return noun is not None and noun.sort == "document"


def _whole(tree: Tree, cue: Span, source: Span, pack: LanguagePack) -> Span:
    """A name with the first name that stands before it, a noun phrase with the head that it hangs on."""
    first = source[0]
    if source[0] > cue[1]:
        while first - 1 > cue[1] and tree.is_capital(first) and _is_first_name(tree, first - 1, pack):
            first -= 1
        while first - 1 > cue[1] and tree.tokens[first - 1].pos == "NUM":
            first -= 1  # *dix ONG*
        return first, source[1]
    if tree.among(first, "prepositions") and not tree.among(first, "determiners"):
        comma = next((i for i in range(first, source[1]) if tree.low(i) == ","), first - 1)
        return (comma + 1 if comma > first else first), source[1]  # *dans un texte, les auteurs*
    while first > 0 and tree.is_capital(first) and _goes_before(tree, first):
        first -= 1
    if (first > 0 and first < source[0]) or tree.among(first - 1, "of"):
        first = _head_before(tree, first)
    return first, source[1]


def _is_first_name(tree: Tree, number: int, pack: LanguagePack) -> bool:
    return tree.is_capital(number) and fold(tree.low(number)) in pack.names.first_names


def _goes_before(tree: Tree, number: int) -> bool:
    """Whether the name at a token goes on from the one before (*CGT Énergie*)."""
    return tree.tokens[number - 1].pos == "PROPN" and tree.is_capital(number - 1)


def _head_before(tree: Tree, first: int) -> int:
    """The start of the noun phrase on which what begins here hangs by *de* (*Untel de la CGT*)."""
    place = first - 1
    while place > 0 and tree.tokens[place].pos == "DET" and not tree.among(place, "of"):
        place -= 1
    if place <= 0 or not tree.among(place, "of") or tree.tokens[place - 1].pos not in _NAMES:
        return first
    place -= 1
    while place > 0 and tree.tokens[place - 1].pos in (*_NAMES, "ADJ"):
        place -= 1
    if place > 0 and tree.tokens[place - 1].pos == "DET":
        place -= 1
    return place if place == 0 or tree.tokens[place - 1].pos in ("PUNCT", "ADV", "CCONJ", "SCONJ") else first
