"""Candidates: every reading of a sentence as somebody's reported speech, generous on purpose.

Each cue proposes contents in the frames that the language pack gives it; `judge` scores them. Contents and
sources are ranges of tokens until `spans` turns them into offsets of the text, quote marks included.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selon.annotate.cues import Cue, find_cues
from selon.annotate.sources import inverted_subject, skip_phrase, subject
from selon.annotate.trees import Tree
from selon.lang import LanguagePack
from selon.records import Act, Span

__all__ = ["Candidate", "Reader", "spans"]

_FINAL = frozenset({".", "!", "?", "…", "...", ";", ","})
_QUE = frozenset({"que", "qu'"})
_DE = frozenset({"de", "d'"})
_INTERROGATIVES = frozenset(
    {"si", "s'", "comment", "pourquoi", "quand", "combien", "où", "quel", "quelle", "quels", "quelles"}
)
_NOT_BEFORE_QUE = frozenset(
    "ainsi alors tandis dès bien lors après avant tant tel telle pour afin parce moins plus autant".split()
)
_FIRST = frozenset({"je", "j'", "nous", "-je", "-nous", "tu", "vous"})
_PRONOUNS = frozenset({"lui", "elle", "eux", "elles", "moi", "nous", "vous"})
_RELATIVES = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
_QUOTED = frozenset({"direct", "que"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading: token ranges of the content, of the cue and of the source, and how it was come by.

    `frame` names the construction; `person` is 1 for a first person subject; `features` are what the score
    is made of. `masks` are the quotes taken as the content itself.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    frame: str
    act: Act
    lemma: str = ""
    first_person: bool = False
    features: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reader:
    """Reads one sentence; the list of its cues is made once."""

    tree: Tree
    pack: LanguagePack
    cues: list[Cue] = field(init=False)

    def __post_init__(self) -> None:
        self.cues = list(find_cues(self.tree, self.pack))

    def read(self) -> Iterator[Candidate]:
        """All candidates of the sentence."""
        for cue in self.cues:
            if cue.inverted:
                yield from self._inquit(cue)
            elif cue.form == "passive":
                yield from self._passive(cue)
            else:
                yield from self._complements(cue)
        yield from self._prepositions()
        yield from self._colons()
        yield from self._resumptions()

    # -- reporting clauses beside what is reported -----------------------------------------------------------

    def _inquit(self, cue: Cue) -> Iterator[Candidate]:
        tree = self.tree
        source = (cue.clitic, cue.clitic) if cue.clitic is not None else None
        after = cue.last
        if source is None:
            source = inverted_subject(tree, cue.verb, self.pack)
        elif tree.low(cue.clitic or 0) == "-on":
            source = self._widened(cue)
        if source is not None:
            after = max(after, source[1])
        left = self._left(cue.first)
        content = [left] if left else []
        right = self._right(after, left, tree.low(cue.first - 1) == "comme" and left is None)
        if right:
            content.append(right)
        if not content:
            return
        yield self._candidate(cue, tuple(content), source, "inquit")

    def _widened(self, cue: Cue) -> Span:
        """*explique-t-on au ministère*: the place says who *on* is."""
        start = cue.clitic or cue.last
        following = cue.last + 1
        if self.tree.low(following) in ("au", "à", "aux", "chez", "dans", "de", "du"):
            return start, max(start, self.tree.phrase(following, len(self.tree.tokens)))
        return start, start

    def _left(self, first: int) -> Span | None:
        """What stands before a reporting clause: back to the start, a colon or another reporting clause."""
        tree = self.tree
        last = first - 1
        while last >= 0 and tree.low(last) in (",", "»", "-", "–", "—", "comme", '"', "”"):
            last -= 1
        if last < 0:
            return None
        start = 0
        for number in range(last, -1, -1):
            if tree.low(number) in (":", ";") and number < last:
                start = number + 1
                break
        while start < last and tree.low(start) in (",", "-", "–", "—", "•", "*", "et", "»"):
            start += 1
        return start, last

    def _right(self, after: int, left: Span | None, announced: bool = False) -> Span | None:
        """What goes on after a reporting clause that cuts its content."""
        tree, end = self.tree, self._end()
        number = after + 1
        while number <= end and tree.low(number) not in (",", ":", ";") and not tree.tokens[number].masked:
            number += 1
        if number > end:
            return None
        if tree.tokens[number].masked:
            return (
                (number, self._clause_end(number, None))
                if number == after + 1 or self._only_adjuncts(after, number)
                else None
            )
        start = number + 1
        if start > end or tree.low(number) == ";":
            return None
        if tree.tokens[start].masked:
            return start, end if tree.low(number) == "," else start
        if announced:
            return start, self._clause_end(start, None)
        if left is None or (tree.low(number) == "," and not self._goes_on(start, left)):
            return None
        return start, self._clause_end(start, None)

    def _only_adjuncts(self, after: int, number: int) -> bool:
        return all(self.tree.tokens[i].pos not in ("VERB",) for i in range(after + 1, number))

    def _goes_on(self, start: int, left: Span) -> bool:
        """Whether an unmarked clause after the reporting clause belongs to the content: the left lacks a verb."""
        tree = self.tree
        if any(tree.is_finite(i) or tree.tokens[i].masked for i in range(left[0], left[1] + 1)):
            return (
                tree.low(start) in ("et", "mais", "car", "puisque", "ou", "afin")
                and any(tree.is_finite(i) for i in range(start, self._end() + 1))
                and not any(tree.tokens[i].masked for i in range(left[0], left[1] + 1))
            )
        return any(tree.is_finite(i) for i in range(start, self._end() + 1))

    def _passive(self, cue: Cue) -> Iterator[Candidate]:
        """`a été annoncé par le ministre`: the subject is what is said, the agent says it."""
        tree = self.tree
        by = next(
            (i for i in range(cue.last + 1, min(cue.last + 8, len(tree.tokens))) if tree.low(i) == "par"),
            None,
        )
        if by is None or not ({"obj", "que", "pred", "pred-comme", "obj?"} & cue.words.frames):
            return
        content = subject(tree, cue.verb, cue.first)
        agent = (by + 1, tree.phrase(by + 1, len(tree.tokens)))
        if by + 1 >= len(tree.tokens):
            return
        if content is not None:
            if {"pred", "pred-comme"} & cue.words.frames and cue.last + 1 < by:
                content = content[0], by - 1
            yield self._candidate(cue, (content,), agent, "passive")

    # -- complements ---------------------------------------------------------------------------------------

    def _complements(self, cue: Cue) -> Iterator[Candidate]:
        frames = cue.words.frames
        source = self._subject(cue)
        quoted = self._quoted_object(cue)
        if quoted is not None and (frames & _QUOTED or "obj?" in frames or "obj" in frames):
            yield self._candidate(cue, (quoted,), source, "quoted")
            return
        for frame, place in self._marked(cue):
            end = self._clause_end(place, cue)
            if end >= place:
                yield self._candidate(cue, ((place, end),), source, frame)
                return
        yield from self._bare(cue, source)

    def _subject(self, cue: Cue) -> Span | None:
        found = subject(self.tree, cue.verb, cue.first)
        if found is not None:
            return found
        before = cue.first - 1
        if cue.form == "finite" and before >= 0 and self.tree.tokens[before].pos in ("PRON", "PROPN", "NOUN"):
            return before, before
        return None

    def _quoted_object(self, cue: Cue) -> Span | None:
        """A whole quotation right after the verb, or after a colon behind it."""
        tree, number = self.tree, cue.last + 1
        colon = False
        while number < len(tree.tokens) and number < cue.last + 30:
            token = tree.tokens[number]
            if token.masked:
                near = colon or all(
                    tree.tokens[i].pos
                    in ("ADV", "PUNCT", "ADP", "NOUN", "PROPN", "DET", "NUM", "ADJ", "CCONJ")
                    for i in range(cue.last + 1, number)
                )
                return (number, self._quoted_end(number)) if near else None
            if tree.low(number) in _QUE or (token.pos == "VERB" and not colon):
                return None
            colon = colon or tree.low(number) == ":"
            number += 1
        return None

    def _quoted_end(self, number: int) -> int:
        last = number
        while (
            self.tree.low(last + 1) in (",", ".", "et")
            and last + 2 < len(self.tree.tokens)
            and self.tree.tokens[last + 2].masked
        ):
            last += 2
        return last

    def _marked(self, cue: Cue) -> Iterator[tuple[str, int]]:
        """Where a clause, an infinitive or a complement with a preposition begins after the verb."""
        tree, frames = self.tree, cue.words.frames
        limit = min(len(tree.tokens), cue.last + 28)
        for number in range(cue.last + 1, limit):
            low, token = tree.low(number), tree.tokens[number]
            if low in _QUE and "que" in frames and self._opens_clause(cue, number):
                yield "que", number + 1
                return
            if low in (":", ";") or (token.masked):
                return
            if (
                low in _INTERROGATIVES
                and "si" in frames
                and number <= cue.last + 6
                and (low != "s'" or tree.low(number + 1) in ("il", "ils"))
            ):
                yield "si", number
                return
            if (
                low == "ce"
                and tree.low(number + 1) in ("que", "qu'", "qui", "dont")
                and frames & {"obj", "obj?", "si"}
            ):
                yield "si", number
                return
            if (
                low in ("à", "de", "d'", "du", "des", "au", "aux")
                and self._infinitive(number + 1)
                and self._takes_infinitive(cue, number)
            ):
                yield "inf", number + 1
                return
            if "inf" in frames and self._bare_infinitive(cue, number):
                yield "inf", number
                return
            preposition = self._preposition(low, frames)
            if preposition:
                found = self._fact(number + 1)
                yield ("que" if found != number + 1 and tree.low(found - 1) in _QUE else "prep"), found
                return
            if tree.is_finite(number) and token.pos == "VERB" and not self._inside_relative(cue, number):
                return

    def _preposition(self, low: str, frames: frozenset[str]) -> bool:
        plain = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à"}.get(low, low)
        return plain in frames and plain in ("de", "à", "sur", "contre", "pour", "en", "par")

    def _fact(self, number: int) -> int:
        """Past *le fait que*, to the clause itself only when asked: gold keeps `le fait que ...` as content."""
        return number

    def _opens_clause(self, cue: Cue, number: int) -> bool:
        """Whether *que* opens what is said: not *ne dit que, ainsi que, dès que*, nor a relative."""
        tree = self.tree
        restricted = any(tree.low(i) in ("ne", "n'") for i in range(cue.first, cue.verb)) and not cue.negated
        if number == cue.last + 1:
            return not restricted
        if tree.low(number - 1) in _NOT_BEFORE_QUE:
            return False
        token = tree.tokens[number]
        return not (token.pos == "PRON" and tree.tokens[number - 1].pos in ("NOUN", "PROPN", "PUNCT"))

    def _inside_relative(self, cue: Cue, number: int) -> bool:
        return any(self.tree.low(i) in ("qui", "dont", "où") for i in range(cue.last + 1, number))

    def _infinitive(self, number: int) -> bool:
        tree = self.tree
        for place in range(number, min(number + 5, len(tree.tokens))):
            token = tree.tokens[place]
            if "VerbForm=Inf" in token.morph:
                return True
            if not (
                token.pos in ("ADV", "PRON", "PART")
                or tree.low(place) in ("ne", "n'", "le", "la", "les", "l'", "se", "s'", "y", "en", "pas")
            ):
                return False
        return False

    def _bare_infinitive(self, cue: Cue, number: int) -> bool:
        """*affirme avoir vu*, also with the one it is said to between."""
        tree, token = self.tree, self.tree.tokens[number]
        if number == cue.last + 1:
            return self._infinitive(number)
        governed = token.head == cue.verb or tree.tokens[token.head].head == cue.verb
        return (
            governed
            and "VerbForm=Inf" in token.morph
            and tree.tokens[number - 1].pos in ("NOUN", "PROPN", "ADV", "PRON")
        )

    def _takes_infinitive(self, cue: Cue, number: int) -> bool:
        frames, low = cue.words.frames, self.tree.low(number)
        if low in ("à", "au", "aux"):
            near = number <= cue.last + 2 and "inf" in frames
            return bool(frames & {"inf-à", "à"}) or near
        return bool(frames & {"inf", "accuse", "de"})

    # -- objects -------------------------------------------------------------------------------------------

    def _bare(self, cue: Cue, source: Span | None) -> Iterator[Candidate]:
        frames, tree = cue.words.frames, self.tree
        if "adj" in frames:
            yield from self._adjective(cue, source)
            return
        if frames & {"pred", "pred-de", "pred-comme", "pred-à"}:
            yield from self._predicative(cue, source)
            return
        if "accuse" in frames:
            yield from self._accusation(cue, source)
            return
        if frames & {"obj", "obj?"}:
            start = self._object_start(cue)
            if start is None:
                return
            end = self._object_end(start, cue)
            frame = "obj" if "obj" in frames else "obj?"
            if self._antecedent_pronoun(cue) is None:
                yield self._candidate(cue, ((start, end),), source, frame)

    def _antecedent_pronoun(self, cue: Cue) -> int | None:
        """*que Moscou nie*: the object stands before the verb as a relative pronoun."""
        for child in self.tree.children[cue.verb]:
            if self.tree.low(child) in ("que", "qu'") and self.tree.tokens[child].dep == "obj":
                return child
        return None

    def _object_start(self, cue: Cue) -> int | None:
        """The first token of the object: past adverbs, times and phrases with a preposition."""
        tree, words = self.tree, self.pack.speech
        number, end = cue.last + 1, self._end()
        while number <= end:
            token, low = tree.tokens[number], tree.low(number)
            if (
                token.pos == "ADV"
                or low in words.time_nouns
                or (token.pos == "NUM" and tree.low(number - 1) in words.time_nouns)
            ):
                number += 1
            elif token.pos == "DET" and tree.low(number + 1) in words.time_nouns:
                number += 2
            elif (token.pos == "ADP" and low not in ("de", "d'", "du", "des")) or (
                low in ("à", "dans", "sur", "avec")
            ):
                number = skip_phrase(tree, number)
            elif (
                low == ","
                and number > cue.last + 1
                and tree.tokens[number - 1].pos != "VERB"
                and number < cue.last + 14
            ):
                number += 1
            else:
                break
        if number > end:
            return None
        token = tree.tokens[number]
        nominal = token.pos in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON") or tree.low(number) in (
            "des",
            "du",
            "de",
        )
        return (
            number
            if nominal and tree.low(number) not in ("qui", "que", "il", "elle", "ils", "elles", "on")
            else None
        )

    def _object_end(self, start: int, cue: Cue) -> int:
        """The end of an object: what hangs together in the parse, no further than the clause."""
        tree = self.tree
        limit = self._clause_end(start, cue)
        head = start
        while (
            tree.tokens[head].head > head
            and tree.tokens[head].head <= limit
            and tree.tokens[tree.tokens[head].head].pos != "VERB"
        ):
            head = tree.tokens[head].head
        last = tree.ranges[head][1]
        return self._with_coordination(max(head, min(last, limit)), limit)

    def _with_coordination(self, last: int, limit: int) -> int:
        """An object goes on over prepositions, relative clauses and coordinations that the parser tore off."""
        tree = self.tree
        while last < limit:
            low = tree.low(last + 1)
            if low in (
                "de",
                "d'",
                "du",
                "des",
                "en",
                "à",
                "au",
                "aux",
                "sur",
                "contre",
                "pour",
                "dans",
                "par",
                "entre",
                "vers",
                "qui",
                "que",
                "qu'",
                "dont",
                "et",
                "ou",
                "visant",
            ):
                following = tree.ranges[last + 1][1]
                last = min(limit, max(last + 2, following))
            else:
                return last
        return last

    def _predicative(self, cue: Cue, source: Span | None) -> Iterator[Candidate]:
        """`juge X grave`, `qualifie X de Y`: all that follows is what is said."""
        tree = self.tree
        start = cue.last + 1
        while start < len(tree.tokens) and (tree.tokens[start].pos == "ADV" or tree.low(start) in (",",)):
            start += 1
        if start >= len(tree.tokens):
            return
        low = tree.low(start)
        joined = low in ("de", "d'", "comme", "à", "du")
        if tree.tokens[start].pos not in (
            "DET",
            "ADJ",
            "NOUN",
            "PROPN",
            "PRON",
            "ADP",
            "VERB",
            "NUM",
            "SCONJ",
        ) or low in ("par", "que", "qu'"):
            return
        end = self._clause_end(start, cue)
        if not self._has_predicate(cue, start, end):
            return
        clitic = any(
            tree.low(i) in ("le", "la", "les", "l'", "se", "s'", "que", "qu'")
            for i in range(max(0, cue.first - 1), cue.verb)
        )
        if joined and clitic:
            start += 1
        if end >= start:
            yield self._candidate(cue, ((start, end),), source, "pred" if not clitic else "pred-clitic")

    def _has_predicate(self, cue: Cue, start: int, end: int) -> bool:
        """Whether what the object is called is there: an adjective, *comme*, *de*, or words in marks."""
        tree = self.tree
        wanted = {"pred-comme": ("comme",), "pred-à": ("à", "au", "aux"), "pred-de": ("de", "d'")}
        for frame, words in wanted.items():
            if frame in cue.words.frames:
                return any(tree.low(i) in words for i in range(start, end + 1))
        quoted = any(
            left < tree.tokens[end].end and right > tree.tokens[start].start
            for left, right in tree.sentence.quotes
        )
        adjective = any(
            tree.tokens[i].pos == "ADJ" and tree.tokens[i].head == cue.verb for i in range(start, end + 1)
        )
        return (
            quoted
            or adjective
            or any(tree.low(i) in ("comme",) for i in range(start, end + 1))
            or (
                cue.words.lemma == "qualifier"
                and any(tree.low(i) in ("de", "d'") for i in range(start, end + 1))
            )
        )

    def _accusation(self, cue: Cue, source: Span | None) -> Iterator[Candidate]:
        """`accuse X de Y` with a noun."""
        tree = self.tree
        for number in range(cue.last + 1, min(len(tree.tokens), cue.last + 14)):
            if (
                tree.low(number) in ("de", "d'", "du", "des", "pour")
                and number > cue.last + 1
                and tree.tokens[number].head > number
            ):
                head = tree.tokens[number].head
                if tree.tokens[head].head == cue.verb or tree.tokens[head].pos == "VERB":
                    yield self._candidate(
                        cue, ((number + 1, self._clause_end(number + 1, cue)),), source, "accuse"
                    )
                    return
            if tree.low(number) in (",", ":", "que", "qui"):
                return

    def _adjective(self, cue: Cue, source: Span | None) -> Iterator[Candidate]:
        """`se dit préoccupé par X`, `est convaincu que`."""
        tree = self.tree
        for number in range(cue.last + 1, min(cue.last + 5, len(tree.tokens))):
            words = self._attitude(number)
            if words is None:
                continue
            following = number + 1
            while following < len(tree.tokens) and tree.tokens[following].pos == "ADV":
                following += 1
            low = tree.low(following)
            plain = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à", "qu'": "que"}.get(low, low)
            if plain in words.frames and following + 1 < len(tree.tokens):
                start = following + 1
                whole = Cue(cue.verb, cue.first, number, words, cue.form, None, False, cue.negated)
                yield self._candidate(
                    whole,
                    ((start, self._clause_end(start, whole)),),
                    source,
                    "adj" if cue.words.lemma != "être" else "être",
                )
            return

    def _attitude(self, number: int):  # type: ignore[no-untyped-def]
        low = self.tree.low(number)
        for form in (low, low.removesuffix("s"), low.removesuffix("e"), low.removesuffix("es")):
            words = self.pack.speech.adjectives.get(form)
            if words is not None:
                return words
        return None

    # -- sources without a verb -----------------------------------------------------------------------------

    def _prepositions(self) -> Iterator[Candidate]:
        tree = self.tree
        for number in range(len(tree.tokens)):
            phrase = self._phrase_at(number, self.pack.speech.source_prepositions)
            opinion = None if phrase else self._phrase_at(number, self.pack.speech.opinion_prepositions)
            if not phrase and not (
                opinion and (number == 0 or tree.low(number - 1) in (",", "»", "mais", "et", "."))
            ):
                phrase = self._phrase_at(number, self.pack.speech.source_phrases)
                if not phrase:
                    continue
                source: Span | None = number + 1, tree.phrase(number + 1, len(tree.tokens))
            else:
                length = len(phrase or opinion or ())
                source = self._source_after(number + length)
            if source is None:
                continue
            if opinion and not self._is_opinion(source):
                continue
            yield from self._around(number, source, "selon" if phrase else "pour")

    def _phrase_at(self, number: int, phrases: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
        if self.tree.low(number - 1) in ("selon", "d'après"):
            return None
        for phrase in phrases:
            if all(
                self.tree.low(number + i) == word
                or (word == "de" and self.tree.low(number + i) in ("d'", "du", "des"))
                for i, word in enumerate(phrase)
            ):
                return phrase
        return None

    def _source_after(self, start: int) -> Span | None:
        tree = self.tree
        if start >= len(tree.tokens) or tree.tokens[start].masked:
            return None
        if tree.low(start) in _PRONOUNS:
            return start, start
        last = tree.phrase(start, len(tree.tokens), self.pack.speech.time_nouns)
        nouns = [i for i in range(start, last + 1) if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "X")]
        if (
            not nouns
            or tree.low(nouns[0]) in self.pack.speech.not_sources
            or tree.low(start) in ("que", "qu'", "si")
        ):
            return None
        return start, last

    def _is_opinion(self, source: Span) -> bool:
        """`pour X,` with X a pronoun or a name, then a clause."""
        tree = self.tree
        following = tree.low(source[1] + 1)
        if following != ",":
            return False
        first = tree.tokens[source[0]]
        named = any(tree.tokens[i].entity in ("PER", "ORG") for i in range(source[0], source[1] + 1))
        pronoun = source[0] == source[1] and tree.low(source[0]) in ("lui", "elle", "eux", "elles")
        return (named or pronoun or first.entity == "PER") and source[1] - source[0] < 14

    def _around(self, number: int, source: Span, frame: str) -> Iterator[Candidate]:
        """The clause that a source without a verb belongs to, before and after it."""
        tree, end = self.tree, self._end()
        before = number - 1
        while before >= 0 and tree.low(before) in (",", "»", "(", "-", "–", "—", "et", "mais", "or"):
            before -= 1
        after = source[1] + 1
        while after <= end and tree.low(after) in (",", ")", "-", "–", "—"):
            after += 1
        cue = number, source[0] - 1
        features = set()
        content: list[Span] = []
        if before >= 0:
            start = self._clause_start(before)
            content.append((start, before))
            features.add("comma" if tree.low(number - 1) in (",", "»", "(") else "no-comma")
        right = after <= end and (before < 0 or tree.low(source[1] + 1) in (",", ")", "–", "—"))
        if right and (before < 0 or self._continues(content[0], after)):
            content.append((after, self._clause_end(after, None)))
        if content:
            yield Candidate(
                tuple(content), cue, source, frame, "assert", tree.low(number), False, frozenset(features)
            )

    def _continues(self, left: Span, after: int) -> bool:
        """Whether the clause on the left is unfinished, so that the right belongs to it."""
        tree = self.tree
        finished = any(tree.is_finite(i) or tree.tokens[i].masked for i in range(left[0], left[1] + 1))
        if not finished:
            return True
        return tree.low(after) in (
            "et",
            "mais",
            "avec",
            "pour",
            "de",
            "dont",
            "qui",
            "en",
            "à",
            "dans",
            "contre",
            "sans",
            "soit",
        )

    def _clause_start(self, last: int) -> int:
        tree = self.tree
        for number in range(last, 0, -1):
            if tree.low(number) in (";", ":") and number < last:
                return number + 1
        start = 0
        while start < last and tree.low(start) in ("-", "–", "—", "•", "»", "et", "mais", "or", ","):
            start += 1
        return start

    # -- what was said before ------------------------------------------------------------------------------------

    def _resumptions(self) -> Iterator[Candidate]:
        """`P, ce que X nie`: P again; `C'est ce que X dit`: the sentence before."""
        tree = self.tree
        for cue in self.cues:
            if not cue.words.frames & {"que", "obj"} or cue.form == "passive":
                continue
            for number in range(max(0, cue.first - 12), cue.first):
                if tree.low(number) != "ce" or tree.low(number + 1) not in _QUE:
                    continue
                source = self._between(number + 2, cue)
                if tree.low(number - 1) == "," and number > 3:
                    before = self._reported(number - 2)
                    yield self._candidate(cue, (before,), source, "relative")
                elif tree.low(number - 1) == "est" and number <= 2:
                    yield self._candidate(cue, (), source, "previous")

    def _between(self, start: int, cue: Cue) -> Span | None:
        """The source of such a clause, before its verb or after it."""
        if start < cue.first:
            return start, cue.first - 1
        return inverted_subject(self.tree, cue.last, self.pack)

    def _reported(self, last: int) -> Span:
        """The clause that ends here, without the reporting clause that it may stand under."""
        tree = self.tree
        for cue in reversed(self.cues):
            if cue.last < last and not cue.inverted and cue.form != "passive":
                for _, place in self._marked(cue):
                    if place < last:
                        return place, last
        return self._clause_start(last), last

    # -- quotations after a colon ---------------------------------------------------------------------------

    def _colons(self) -> Iterator[Candidate]:
        """`Le ministre : "..."`: a source and no verb at all."""
        tree = self.tree
        for number in range(1, len(tree.tokens) - 1):
            if tree.low(number) != ":" or not tree.tokens[number + 1].masked:
                continue
            if any(cue.last < number for cue in self.cues):
                return
            if not any(tree.is_finite(i) for i in range(number)) and number <= 12:
                yield Candidate(
                    ((number + 1, self._quoted_end(number + 1)),), None, (0, number - 1), "colon", "assert"
                )
            return

    # -- ends -------------------------------------------------------------------------------------------------

    def _end(self) -> int:
        """The last token before the final stop."""
        last = len(self.tree.tokens) - 1
        while last > 0 and self.tree.low(last) in _FINAL:
            last -= 1
        return last

    def _clause_end(self, start: int, cue: Cue | None) -> int:
        """Where a reported clause that begins at `start` ends: before what plainly belongs to another."""
        tree, end = self.tree, self._end()
        for number in range(start + 1, end + 1):
            if tree.low(number) == ";" or self._cuts(number, start, cue):
                end = number - 1
                break
        while end > start and tree.low(end) in (
            ",",
            "et",
            "mais",
            "tout",
            "en",
            ":",
            "-",
            "–",
            "(",
            "ou",
            "puis",
            "avant",
            "»",
        ):
            end -= 1
        return end

    def _cuts(self, number: int, start: int, cue: Cue | None) -> bool:
        tree = self.tree
        comma = tree.low(number - 1) == ","
        for other in self.cues:
            if other is cue or other.first < start:
                continue
            if other.first == number and (
                other.inverted or (other.form == "participle" and self._loose(number))
            ):
                return True
            if other.first == number and cue is not None and tree.tokens[other.verb].dep == "conj":
                head = tree.tokens[other.verb].head
                if head == cue.verb and not self._has_subject(other, start):
                    return True
        if not comma:
            return False
        if self._phrase_at(number, self.pack.speech.source_prepositions) or self._breaks(number):
            return True
        if tree.low(number) == "ce" and tree.low(number + 1) in _QUE:
            return True
        return cue is not None and self._back_outside(number, start, cue)

    def _back_outside(self, number: int, start: int, cue: Cue) -> bool:
        """Whether the clause around a subordinate or relative cue goes on here (`X, qui dit que Y, ne Z`)."""
        tree = self.tree
        low = tree.low(number)
        inner = any(tree.is_finite(i) for i in range(start, number))
        if self._is_relative(cue) and (tree.is_finite(number) or low in ("ne", "n'", "se", "s'")):
            return True
        subordinate = any(
            tree.low(child) in ("si", "comme", "quand", "lorsque", "puisque") and child < cue.verb
            for child in tree.children[cue.verb]
        )
        pronoun = low in ("il", "elle", "ils", "elles", "on", "le", "la", "les", "l'", "ce", "c'")
        return subordinate and inner and pronoun

    def _is_relative(self, cue: Cue) -> bool:
        return (
            self.tree.low(cue.first - 1) in ("qui", "dont", "où")
            or self.tree.tokens[cue.verb].dep == "acl:relcl"
        )

    def _loose(self, number: int) -> bool:
        before = self.tree.low(number - 1)
        return before == "," or (before == "en" and self.tree.low(number - 2) in (",", "tout"))

    def _has_subject(self, other: Cue, start: int) -> bool:
        found = self.tree.child(other.verb, "nsubj")
        return found is not None and start <= found < other.first

    def _breaks(self, number: int) -> bool:
        return any(
            all(self.tree.low(number + i) == word for i, word in enumerate(words))
            for words in _break_words(self.pack.speech.clause_breaks)
        )

    def _candidate(self, cue: Cue, content: tuple[Span, ...], source: Span | None, frame: str) -> Candidate:
        tree = self.tree
        features = {cue.form}
        if cue.negated:
            features.add("negated")
        if source is None:
            features.add("no-source")
        person = source is not None and tree.low(source[0]) in _FIRST
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
        )


_BREAKS: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}


def _break_words(breaks: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if breaks not in _BREAKS:
        _BREAKS[breaks] = tuple(tuple(phrase.replace("'", "' ").split()) for phrase in breaks)
    return _BREAKS[breaks]


def spans(tree: Tree, ranges: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The offsets of token ranges, quote marks that touch them included, loose punctuation left out."""
    found = []
    for first, last in ranges:
        start, end = tree.span(first, last)
        for left, right in tree.sentence.quotes:
            if left < start < right and not _has_letters(text, left, start):
                start = left
            if left < end < right and not _has_letters(text, end, right):
                end = right
        while end > start and text[end - 1] in " \u00a0\u202f,;:":
            end -= 1
        if _has_letters(text, start, end):
            found.append((start, end))
    return tuple(found)


def _has_letters(text: str, start: int, end: int) -> bool:
    return any(letter.isalnum() for letter in text[start:end])
