"""The shape of a line: how long, how it ends, what it repeats. Judged before any word is."""

import re
from dataclasses import dataclass

from selon.extract.render import Line, Rendering
from selon.lang import LanguagePack
from selon.lang.pages import fold_line

__all__ = ["Shape", "shapes"]

_WORD = re.compile(r"\w+")
_FINAL = re.compile(r"[.!?…:;][\s\"'»”’)\]]*$")
_SENTENCE = re.compile(r"[.!?…][\s\"'»”’)\]]*$")
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "button", "select"))
# The vocabulary of class names and ids on news sites, English for the most part whatever the language.
_FURNITURE_NAMES = re.compile(
    r"(?<![a-z])(?:comments?|commentaires?|disqus|forum|related|recommend\w*|recirc\w*|share|sharing|social|partage"
    r"|newsletter|cookies?|consent|gdpr|rgpd|sidebar|footer|menu|nav|navbar|navigation|breadcrumbs?|ariane|promo"
    r"|sponsor\w*|outbrain|taboola|popular|most-read|plus-lus|tags?|paywall|subscribe|abonnement|login|modal|popup"
    r"|advert\w*|pub|ads?|teasers?|lire[-_]aussi|read-?more|see-?also|a-lire-aussi|author-bio|bandeau)(?![a-z])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s")


@dataclass(frozen=True, slots=True)
class Shape:
    """A line's text, the folded view of it, and what can be measured on both.

    `function_words` is the share of words that are function words of the pack's language: prose has many,
    menus and lists of names have few. `final` is whether it ends a sentence. `copies` counts the
    lines of the page with the same folded text. `link_share` is 0 in plain text.
    """

    line: Line
    text: str
    folded: str
    words: int
    function_words: float
    final: bool
    copies: int
    link_share: float

    @property
    def is_prose(self) -> bool:
        """Whether it reads as one or more sentences rather than as a label, link or headline."""
        return self.final and self.words >= 8 and self.function_words >= 0.15 and self.link_share < 0.6

    @property
    def is_outside(self) -> bool:
        """Whether the markup sets it apart from any article: menus, footers, forms, comments, shared links."""
        line = self.line
        return not _FURNITURE_TAGS.isdisjoint(line.tags) or _FURNITURE_NAMES.search(line.names) is not None

    @property
    def is_heading(self) -> bool:
        """Whether the markup (HTML or Markdown) makes it a heading."""
        return self.line.tags[-1:] in (("h1",), ("h2",), ("h3",), ("h4",), ("h5",), ("h6",)) or bool(
            self.line.xpath is None and _HEADING.match(self.text)
        )


def shapes(rendering: Rendering, pack: LanguagePack) -> list[Shape]:
    """The shape of each line of a page."""
    texts = [rendering.text[line.start : line.end] for line in rendering.lines]
    folded = [fold_line(text) for text in texts]
    counts: dict[str, int] = {}
    for view in folded:
        counts[view] = counts.get(view, 0) + 1
    common = pack.pages.stopwords[pack.code]
    return [
        _shape(line, text, view, counts[view], common)
        for line, text, view in zip(rendering.lines, texts, folded, strict=True)
    ]


def _shape(line: Line, text: str, folded: str, copies: int, common: frozenset[str]) -> Shape:
    words = _WORD.findall(folded)
    share = sum(word in common for word in words) / len(words) if words else 0.0
    final = _SENTENCE.search(text) is not None
    return Shape(line, text, folded, len(words), share, final, copies, line.linked / max(1, len(text)))
