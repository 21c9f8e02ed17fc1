"""Walking a parsed sentence: children, subtrees and the noun phrases that stand at a place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from selon.annotate.sentences import Sentence, Token
from selon.lang.speech import ClosedClass, Grammar
from selon.records import Span

__all__ = ["Tree"]

_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "ADP", "SYM", "X", "CCONJ", "ADV", "INTJ"})


@dataclass(slots=True)
class Tree:
    """A sentence with the children of every token, and the range `[first, last]` of every subtree.

    `grammar` are the closed classes of the language pack.
    """

    sentence: Sentence
    grammar: Grammar
    tokens: tuple[Token, ...] = field(init=False, repr=False, compare=False)
    children: list[list[int]] = field(init=False)
    ranges: list[Span] = field(init=False)
    lows: list[str] = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.tokens = self.sentence.tokens
        self.children = [[] for _ in tokens]
        self.lows = [token.text.lower().replace("’", "'") for token in tokens]
        for number, token in enumerate(tokens):
            if token.head != number:
                self.children[token.head].append(number)
        self.ranges = _ranges([token.head for token in tokens])

    def low(self, number: int) -> str:
        """The token's text in small letters, its apostrophe straight; empty outside the sentence."""
        if not 0 <= number < len(self.lows):
            return ""
        return self.lows[number]

    def span(self, first: int, last: int) -> Span:
        """The offsets from the first to the last of these tokens."""
        return self.tokens[first].start, self.tokens[last].end

    def among(self, number: int, name: ClosedClass) -> bool:
        """Whether the token is one of a closed class of the language."""
        return self.low(number) in self.grammar[name]

    def child(self, number: int, *deps: str) -> int | None:
        """The first child with one of these relations (`nsubj` also matches `nsubj:pass`)."""
        for child in self.children[number]:
            dep = self.tokens[child].dep
            if dep in deps or dep.split(":")[0] in deps:
                return child
        return None

    def is_finite(self, number: int) -> bool:
        """Whether the token is a finite verb or auxiliary."""
        token = self.tokens[number]
        if token.pos not in ("VERB", "AUX"):
            return False
        return "VerbForm=Fin" in token.morph or ("VerbForm=Part" in token.morph and self.looks_finite(number))

    def looks_finite(self, number: int) -> bool:
        """Whether the spelling is that of a present or imperfect (*déplore*), whatever the tagger says."""
        low = self.low(number)
        finite, participle = self.grammar["finite_endings"], self.grammar["participle_endings"]
        return low.endswith(tuple(finite)) and not low.endswith(tuple(participle))

    def in_marks(self, number: int) -> bool:
        """Whether the token stands in words in marks that stay in their clause."""
        start = self.tokens[number].start
        return any(left <= start < right for left, right in self.sentence.quotes)

    def is_capital(self, number: int) -> bool:
        """Whether the token is written with a capital, as names are."""
        return 0 <= number < len(self.tokens) and self.tokens[number].text[:1].isupper()

    def _is_aside(self, number: int) -> bool:
        """Whether the noun phrase gives way to where and to whom it was said (`lors de`, `au Parisien`)."""
        low = self.low(number)
        if low in self.grammar["asides"]:
            return True
        if low in self.grammar["article_asides"]:
            return self.among(number + 1, "determiners")
        if low in self.grammar["capital_asides"]:
            return (
                self.is_capital(number + 1)
                or self.tokens[min(number + 1, len(self.tokens) - 1)].pos == "PROPN"
            )
        if low in self.grammar["to"]:
            place = number + 1 + self.among(number + 1, "determiners")
            told = place < len(self.tokens) and self.tokens[place].entity in ("ORG", "PER")
            return self.is_capital(place) and (told or self.tokens[number - 1].pos == "PROPN")
        return False

    def phrase(self, start: int, limit: int, stops: frozenset[str] = frozenset()) -> int:
        """The last token of the noun phrase that begins at `start`, before `limit`: appositions included.

        It ends before a finite verb, before one of `stops` (times), and at a comma after which no
        apposition (noun, name, determiner) follows.
        """
        last, number = start, start
        while number < limit:
            low = self.low(number)
            token = self.tokens[number]
            if token.masked or low in (":", ";", ".", "!", "?", "…", "»", "«") or self._closes(number, start):
                break
            if low == ",":
                if not self._apposition(number + 1, limit):
                    break
            elif (token.pos in ("VERB", "AUX") and not self._in_phrase(number)) or (
                number > start and self._gives_way(number, stops)
            ):
                break
            last, number = number, number + 1
        while last > start and self.among(last, "phrase_loose_ends"):
            last -= 1
        return last

    def _gives_way(self, number: int, times: frozenset[str]) -> bool:
        """Whether something else than the phrase goes on here: a clause, a time, an aside, another phrase."""
        return (
            self.among(number, "phrase_breaks")
            or self._is_time(number, times)
            or self._is_aside(number)
            or self._begins_another(number)
        )

    def _closes(self, number: int, start: int) -> bool:
        """Whether a bracket that was open before the phrase closes at this token."""
        return self.low(number) == ")" and "(" not in self.lows[start:number]

    def _is_time(self, number: int, times: frozenset[str]) -> bool:
        """Whether a time stands by itself after a noun: *le ministre mardi*, not *la veille de mardi*."""
        place = number - 1
        while place > 0 and self.tokens[place].pos == "ADJ":
            place -= 1
        return self.low(number) in times and self.tokens[place].pos not in ("DET", "ADP", "NUM")

    def _begins_another(self, number: int) -> bool:
        """Whether a pronoun, or a determiner right after a finished noun, begins another phrase."""
        token, before = self.tokens[number], self.tokens[number - 1]
        if token.pos == "PRON" and not self.among(number, "phrase_pronouns"):
            return not self.among(number - 1, "phrase_ties") and token.dep != "appos"
        if token.pos == "DET":
            if self.is_capital(number) and self.is_capital(number + 1):
                return False  # *le journal Le Monde*
            return before.pos in ("PRON", "PROPN", "ADV") or (
                before.pos in ("NOUN", "ADJ") and not self.among(number, "contracted")
            )
        return False

    def _in_phrase(self, number: int) -> bool:
        """Whether a verb is a participle or a relative clause inside the phrase."""
        token = self.tokens[number]
        return (
            "VerbForm=Part" in token.morph
            and self.low(number - 1) != ","
            and token.dep in ("acl", "amod", "conj")
        )

    def _apposition(self, number: int, limit: int) -> bool:
        """Whether what follows a comma reads as an apposition: a nominal piece up to a comma or the end."""
        first = number
        while number < limit and self.low(number) not in (",", ".", ";", ":", "!", "?", "…"):
            token = self.tokens[number]
            if token.masked or (token.pos not in _PHRASE and "VerbForm=Part" not in token.morph):
                return False
            if token.pos == "VERB" and "Tense=Pres" in token.morph:
                return False
            number += 1
        if number == first:
            return False
        degree = self.tokens[first].pos == "ADV" and first + 1 < limit  # *plus haut expert du pays*
        head = self.tokens[first + degree]
        return head.pos in ("NOUN", "PROPN", "DET", "ADJ") and not self.among(first, "neuter")


def _ranges(heads: Sequence[int]) -> list[Span]:
    """The first and last token of every subtree: a token belongs to those of all its ancestors."""
    firsts, lasts = list(range(len(heads))), list(range(len(heads)))
    for number in range(len(heads)):
        node, seen = number, 0
        while seen <= len(heads):
            firsts[node] = min(firsts[node], number)
            lasts[node] = max(lasts[node], number)
            if heads[node] == node:
                break
            node, seen = heads[node], seen + 1
    return list(zip(firsts, lasts, strict=True))
