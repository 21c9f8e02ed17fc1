"""The shape of a line: how long, how it ends, what it repeats. Judged before any word is."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selon.extract.render import Line, Rendering
from selon.lang import LanguagePack
from selon.lang.pages import fold_line

__all__ = ["Shape", "shapes", "word_stems"]

_WORD = re.compile(r"\w+")
_CUT_OFF = re.compile(r"\s(?:…|\.\.\.)$")
_SENTENCE = re.compile(r"[.!?…][\s\"'»”’)\]]*$")
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "button", "select"))
# The vocabulary of class names and ids on news sites, English for the most part whatever the language.
_FURNITURE_NAMES = re.compile(
    r"(?<![a-z])(?:comments?|commentaires?|disqus|forum|related|recommend\w*|recirc\w*|share|sharing|social|partage"
    r"|newsletter|cookies?|consent|gdpr|rgpd|sidebar|footer|menu|nav|navbar|navigation|breadcrumbs?|ariane|promo"
    r"|sponsor\w*|outbrain|taboola|popular|most-read|plus-lus|tags?|paywall|subscribe|abonnement|login|modal|popup"
    r"|advert\w*|pub|ads?|teasers?|lire[-_]aussi|read-?(?:more|also)|also-?read|see-?also|a-lire-aussi|author-bio|bandeau)(?![a-z])",
    re.IGNORECASE,
)
_CAPTION_NAMES = re.compile(
    r"(?<![a-z])(?:caption\w*|legendes?|légendes?|credits?|copyrights?|wp-caption\w*|photo-?(?:desc\w*|legende|credit)"
    r"|image-?(?:desc\w*|legend\w*|credit\w*)|desc(?:title|copyright)|legend\w*|slide-?(?:desc\w*|text\w*)"
    r"|(?:photo|image|picture|media|figure)\w*__(?:desc|legend|caption|credit)\w*)(?![a-z])",
    re.IGNORECASE,
)
_LEAD_NAMES = re.compile(
    r"(?<![a-z])(?:chapo|chapeau|standfirst|accroche|excerpt|intro(?:duction)?|lead|lede|summary|sous-?titre|sapo)(?![a-z])",
    re.IGNORECASE,
)
_AUTHOR_NAMES = re.compile(
    r"(?<![a-z])(?:authors?|auteurs?|byline|signature|vcard|createdby|r[eé]dact(?:eur|rice)|journaliste)(?![a-z])",
    re.IGNORECASE,
)
_GOES_ON = (",", ";")
_CREDIT = re.compile(r"(?:©|\(c\))(?!\s*\d{4})")
_STEM = 5
_COUNTER = re.compile(r"\d+\s?/\s?\d+")
# The length of a recording, the number of a picture, the speed of a player; a wire's number, initials and
# time stamp.
_LABEL = re.compile(
    r"(?:\d{1,2}:\d\d(?::\d\d)?\s?/\s?)?\d{1,2}:\d\d(?::\d\d)?|\d+\s?/\s?\d+|\d(?:[.,]\d{1,2})?\s?[x×]"
    r"|[a-z]{2,4}(?:[/-][a-z]{2,4})+|(?:[a-z]{2,5} )?\d{6} gmt(?: \w{3,4} \d\d)?"
    r"|[a-z]{2,4}\d{3,5} \d [a-z] \d{3,4} .{1,24}"
    r"|(?:\+|00)?\d(?:[\s.()-]{0,2}\d){8,13}"
)
_JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ\d])")
_LONGEST_LABEL = 40
_LONGEST_CAPTION = 80
_LONGEST_CREDITED = 400
_LONGEST_CREDIT = 80
_LONGEST_TEASER = 25
_WORDS_OF_ROW = re.compile(r"[\w'+-]+")
_LONGEST_ROW, _LONGEST_IN_ROW = 12, 5
"""Words of a row of labels, and of one label in it."""
_LENGTHY = 60
"""Characters from which on a line says something at length."""
_MOST = 0.6
_NEARLY_ALL = 0.9
_OF_COMMENTS = ("comment", "disqus", "forum")
_LONGEST_APPEAL = 400
_APPEAL_LINES = 3
_FEWEST_APPEALS = 2
_QUOTED = re.compile(r"[«»“”\"]")
_HEADING = re.compile(r"#{1,6}\s")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")  # Markdown's


@dataclass(frozen=True, slots=True)
class Shape:
    """A line's text, the folded view of it, and what can be measured on both.

    `function_words` is the share of words that are function words of the pack's language: prose has many,
    menus and lists of names have few. `final` is whether it ends a sentence. `copies` counts the
    lines of the page with the same folded text. `link_share` is 0 in plain text. `is_caption` is whether
    markup, words or the credit on the next line make it a picture's; `is_outside` whether the markup sets it
    apart from any article: menus, footers, forms, comments, links to other pages; `is_worded` whether it is
    worded as furniture: a menu's entry, a call to subscribe, a consent banner, what introduces links;
    `is_lead` and `is_author` whether the markup calls it the article's introduction, or its author.
    """

    line: Line
    text: str
    folded: str
    words: int
    function_words: float
    final: bool
    copies: int
    link_share: float
    is_caption: bool
    is_outside: bool
    is_worded: bool
    is_lead: bool
    is_author: bool

    @property
    def is_prose(self) -> bool:
        """Whether it reads as one or more sentences rather than as a label, link or headline."""
        return self.final and self.words >= 8 and self.function_words >= 0.15 and self.link_share < 0.6

    @property
    def reads_on(self) -> bool:
        """Whether it is a sentence, however short, or a part of one that goes on in the next line.

        Lines of letters, lists and dialogues end in a comma or semicolon; labels and menus have no mark.
        """
        return (self.final or self.text.endswith(_GOES_ON)) and self.link_share < 0.6

    @property
    def is_furniture(self) -> bool:
        """Whether its markup or its words set it apart from any article."""
        return self.is_outside or self.is_worded

    @property
    def is_heading(self) -> bool:
        """Whether the markup (HTML or Markdown) makes it a heading."""
        return self.line.tags[-1:] in (("h1",), ("h2",), ("h3",), ("h4",), ("h5",), ("h6",)) or bool(
            self.line.xpath is None and _HEADING.match(self.text)
        )


class _Names(NamedTuple):
    """What the class names and ids around a line tell; of furniture the names themselves."""

    caption: bool
    lead: bool
    author: bool
    furniture: frozenset[str]


@functools.lru_cache(maxsize=4096)
def _read_names(names: str) -> _Names:
    # The pages of one site bear the same names: most are read but once.
    return _Names(
        _CAPTION_NAMES.search(names) is not None,
        _LEAD_NAMES.search(names) is not None,
        _AUTHOR_NAMES.search(names) is not None,
        frozenset(name.lower() for name in _FURNITURE_NAMES.findall(names)),
    )


def _page_wide(names: Sequence[_Names], lengths: Sequence[int]) -> frozenset[str]:
    """The names of furniture that most of what is said at length stands under: they tell of the page.

    `has-sidebar` or `share-container` around all of an article is such a name. Comments may well be longer
    than what they comment on: their names must be around nearly everything.
    """
    total, under = 0, dict[str, int]()
    for found, length in zip(names, lengths, strict=True):
        if length >= _LENGTHY:
            total += length
            for name in found.furniture:
                under[name] = under.get(name, 0) + length
    return frozenset(
        name
        for name, length in under.items()
        if length > total * (_NEARLY_ALL if name.startswith(_OF_COMMENTS) else _MOST)
    )


def shapes(rendering: Rendering, pack: LanguagePack) -> list[Shape]:
    """The shape of each line of a page."""
    texts = [rendering.text[line.start : line.end] for line in rendering.lines]
    folded = [fold_line(text) for text in texts]
    counts: dict[str, int] = {}
    for view in folded:
        counts[view] = counts.get(view, 0) + 1
    common = pack.pages.stopwords[pack.code]
    read = [_read_names(line.names) for line in rendering.lines]
    page_wide = _page_wide(read, list(map(len, texts)))
    appeals = _appeals(folded, pack)
    found = []
    for index, (line, text, view, names) in enumerate(zip(rendering.lines, texts, folded, read, strict=True)):
        words = _WORD.findall(view)
        is_caption = names.caption or "figcaption" in line.tags or pack.pages.caption.fits(view)
        is_caption = is_caption or (line.xpath is None and _PICTURE.fullmatch(text) is not None)
        is_caption = is_caption or _is_credited(view, len(words), folded[index + 1 : index + 3], pack)
        final = _ends_sentence(text, len(words))
        found.append(
            Shape(
                line=line,
                text=text,
                folded=view,
                words=len(words),
                function_words=sum(word in common for word in words) / max(1, len(words)),
                final=final,
                copies=counts[view],
                link_share=line.linked / max(1, len(text)),
                is_caption=is_caption and len(words) <= _LONGEST_CAPTION,
                is_lead=names.lead,
                is_author=names.author,
                is_worded=index in appeals
                or _is_worded(view, len(words), final, pack)
                or _is_label(text, view, pack),
                is_outside=bool(names.furniture - page_wide) or not _FURNITURE_TAGS.isdisjoint(line.tags),
            )
        )
    return found


def _appeals(folded: Sequence[str], pack: LanguagePack) -> frozenset[int]:
    """The lines that ask the reader for money: of two ways to say so, both on one line or close together.

    One alone may well be what the article tells of, and so may one that somebody says.
    """
    words = pack.pages.appeal
    held = {
        index: len(set(words.inside.findall(line)))
        for index, line in enumerate(folded)
        if words.holds(line) and len(line) <= _LONGEST_APPEAL and not _QUOTED.search(line)
    }
    near = range(-_APPEAL_LINES, _APPEAL_LINES + 1)
    return frozenset(
        index for index in held if sum(held.get(index + step, 0) for step in near) >= _FEWEST_APPEALS
    )


def _ends_sentence(text: str, words: int) -> bool:
    """Whether the last mark closes a sentence; dots after a space cut off the headline of a teaser."""
    return _SENTENCE.search(text) is not None and (_CUT_OFF.search(text) is None or words > _LONGEST_TEASER)


def _is_label(text: str, folded: str, pack: LanguagePack) -> bool:
    """Whether a short line is a figure of a player or gallery, or a label that another line was joined to."""
    if len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(folded):
        return True
    first = fold_line(_JOINED.split(text[:_LONGEST_LABEL], maxsplit=1)[0])
    if len(first) == len(text[:_LONGEST_LABEL]) or " " not in first:
        return False
    return pack.pages.related.is_line(first) or pack.pages.boilerplate.is_line(first)


def _is_worded(folded: str, count: int, final: bool, pack: LanguagePack) -> bool:
    words = pack.pages
    if words.boilerplate.is_line(folded) or words.related.is_line(folded):
        return True
    if 1 < count <= _LONGEST_ROW and not final and _is_row_of_labels(folded, words.boilerplate.lines):
        return True
    if count < 40 and words.boilerplate.opens(folded) and not (final and count > 15):
        return True
    return count < 90 and (words.cookie.holds(folded) or words.boilerplate.holds(folded))


def _is_row_of_labels(folded: str, labels: frozenset[str]) -> bool:
    """Whether a line is nothing but labels of furniture side by side: *Lire plus tard Écouter Partager*."""
    words = _WORDS_OF_ROW.findall(folded)
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _LONGEST_IN_ROW), at, -1)
        found = next((end for end in ends if " ".join(words[at:end]) in labels), None)
        if found is None:
            return False
        at = found
    return bool(words)


def _is_credited(folded: str, count: int, below: Sequence[str], pack: LanguagePack) -> bool:
    """Whether the line below, past the number of a picture, credits its photographer.

    Words such as *crédit photo* also stand below whole articles: only short lines are theirs.
    """
    words = pack.pages.caption
    credit = next((line for line in below if not _COUNTER.fullmatch(line)), "")
    if not credit or len(credit) > _LONGEST_CREDIT or len(folded) > _LONGEST_CREDITED:
        return False
    return _CREDIT.match(credit) is not None or (count < _LONGEST_TEASER and words.opens(credit))


def word_stems(shape: Shape, pack: LanguagePack) -> set[str]:
    """The first letters of the words that are no function words: enough to match inflected forms."""
    common = pack.pages.stopwords[pack.code]
    return {word[:_STEM] for word in _WORD.findall(shape.folded) if len(word) > 2 and word not in common}
