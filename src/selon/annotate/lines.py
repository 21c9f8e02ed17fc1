"""A sentence made ready for the finders of names and noun phrases."""

from dataclasses import dataclass

from selon.annotate.sentences import Sentence, Token
from selon.lang.names import NameWords, fold
from selon.records import Span

__all__ = ["Line", "read_line"]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its text and the words that it is read by.

    `surfaces` are the tokens as they stand in the text (empty for a masked quotation), `words` the same
    folded, without apostrophes. `capitals` tells that the sentence is written in capitals.
    """

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    surfaces: tuple[str, ...]
    words: tuple[str, ...]
    names: NameWords
    capitals: bool

    def is_in(self, index: int, key: str) -> bool:
        """Whether the word of a token is on a list of the pack; false outside the sentence."""
        return 0 <= index < len(self.words) and self.words[index] in self.names.words[key]

    def pos(self, index: int) -> str:
        """The part of speech of a token; `PUNCT` outside the sentence."""
        return self.tokens[index].pos if 0 <= index < len(self.tokens) else "PUNCT"

    def surface(self, index: int) -> str:
        """A token as it stands in the text; empty outside the sentence."""
        return self.surfaces[index] if 0 <= index < len(self.surfaces) else ""

    def span(self, first: int, last: int) -> Span:
        """The offsets of the tokens `[first, last)`."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def is_determiner(self, index: int) -> bool:
        """Whether the word of a token can be a determiner."""
        return any(self.is_in(index, f"determiners.{kind}") for kind in _DETERMINERS)


_DETERMINERS = ("definite", "indefinite", "demonstrative", "possessive")


def read_line(text: str, sentence: Sentence, names: NameWords) -> Line:
    """The sentence made ready."""
    tokens = sentence.tokens
    surfaces = tuple("" if token.masked else text[token.start : token.end] for token in tokens)
    letters = [c for surface in surfaces for c in surface if c.isalpha()]
    capitals = len(letters) > 12 and sum(map(str.isupper, letters)) >= names.headline_share * len(letters)
    words = tuple(fold(surface).strip("'’") for surface in surfaces)
    return Line(text, sentence, tokens, surfaces, words, names, capitals)
