"""The words of press pages: what stands around an article, who signs it, which language it is in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from selon.lang._table import read_table
from selon.records import InvalidPack

__all__ = ["LineWords", "PageWords", "fold_line", "load_pages"]

_FOLDED = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "})
_AROUND = " .:;,!?…>»«<|-–—•·*#[]→►▶/\"'“”\ufeff"


def fold_line(line: str) -> str:
    """`line` in lower case, with straight apostrophes and ordinary spaces: the view to seek words in."""
    return line.translate(_FOLDED).lower().strip()


@dataclass(frozen=True, slots=True, eq=False)
class LineWords:
    """What lines of one kind are known by: whole lines, openings, words inside.

    All three are asked with a folded line (see `fold_line`).
    """

    lines: frozenset[str]
    openings: re.Pattern[str]
    phrases: tuple[str, ...]
    inside: re.Pattern[str]

    def is_line(self, folded: str) -> bool:
        """Whether the whole line, without the punctuation around it, is one of this kind's."""
        return folded in self.lines or folded.strip(_AROUND) in self.lines

    def opens(self, folded: str) -> bool:
        """Whether the line begins with words of this kind, after bullets and dashes."""
        return self.openings.match(folded) is not None

    def holds(self, folded: str) -> bool:
        """Whether words of this kind stand anywhere in the line."""
        # Most lines hold none of the phrases, which plain search finds out many times faster.
        for phrase in self.phrases:
            if phrase in folded:
                return self.inside.search(folded) is not None
        return False

    def fits(self, folded: str) -> bool:
        """Whether any of the three holds."""
        return self.is_line(folded) or self.opens(folded) or self.holds(folded)


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """The tables of `pages.toml`.

    `joiners`, `roles` and `particles` (function words inside names) are words of signatures, `signer` finds
    what stands before a name inside a line; `agencies` maps
    the folded forms of a wire agency to its name; `letters` are the letters and signs beyond ASCII that the
    language is written with; `stopwords` maps ISO 639-1 codes to frequent function words and `languages` the
    same codes to English names.
    """

    boilerplate: LineWords
    related: LineWords
    caption: LineWords
    byline: LineWords
    stamp: LineWords
    kept: LineWords
    rubric: LineWords
    cookie: LineWords
    paywall: LineWords
    error: LineWords
    comments: LineWords
    notes: LineWords
    appeal: LineWords
    signer: re.Pattern[str]
    joiners: frozenset[str]
    roles: frozenset[str]
    particles: frozenset[str]
    agencies: Mapping[str, str]
    letters: str
    stopwords: Mapping[str, frozenset[str]]
    languages: Mapping[str, str]


def load_pages(folder: Traversable) -> PageWords:
    """The tables of `folder`; raises InvalidPack."""
    table = read_table(folder, "pages.toml")
    try:
        return _page_words(table)
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidPack(f"pages.toml: {error!r} is missing or of the wrong type") from error


def _page_words(table: Mapping[str, Any]) -> PageWords:
    languages = table["languages"]
    return PageWords(
        boilerplate=_line_words(table["boilerplate"]),
        related=_line_words(table["related"]),
        caption=_line_words(table["caption"]),
        byline=_line_words(table["byline"]),
        stamp=_line_words(table["stamp"]),
        kept=_line_words(table["kept"]),
        rubric=_line_words(table["rubric"]),
        cookie=_line_words(table["cookie"]),
        paywall=_line_words(table["paywall"]),
        error=_line_words(table["error"]),
        comments=_line_words(table["comments"]),
        notes=_line_words(table["notes"]),
        appeal=_line_words(table["appeal"]),
        signer=_anywhere(table["byline"]["signers"]),
        joiners=frozenset(table["byline"]["joiners"]),
        particles=frozenset(table["byline"]["particles"]),
        roles=frozenset(table["byline"]["roles"]),
        agencies={form: name for name, forms in table["agencies"].items() for form in forms},
        letters=str(table["letters"]),
        stopwords={code: frozenset(entry["words"]) for code, entry in languages.items()},
        languages={code: str(entry["name"]) for code, entry in languages.items()},
    )


def _line_words(table: Mapping[str, list[str]]) -> LineWords:
    openings = [_bounded(entry) for entry in _longest_first(table["openings"])]
    numbered = "|".join(_bounded(entry) for entry in _longest_first(table.get("numbered", [])))
    about = "|".join(_bounded(entry) for entry in table.get("about", []))
    end = rf"(?:\W*$| (?:{about})\s*\W)" if about else r"\W*$"
    openings += [rf"\(?\d{{1,5}} (?:{numbered}){end}"] if numbered else []
    return LineWords(
        lines=frozenset(table["lines"]),
        openings=re.compile(rf"[ \-–—•·*#\[(|>►▶→»]*(?:{'|'.join(openings)})" if openings else r"(?!)"),
        phrases=tuple(table["inside"]),
        inside=_anywhere(table["inside"]),
    )


def _anywhere(entries: list[str]) -> re.Pattern[str]:
    words = "|".join(_bounded(entry) for entry in _longest_first(entries))
    return re.compile(words if words else r"(?!)")


def _bounded(entry: str) -> str:
    """The pattern of `entry` with word boundaries where it begins or ends with a letter or digit."""
    before = r"(?<!\w)" if entry[0].isalnum() else ""
    after = r"(?!\w)" if entry[-1].isalnum() else ""
    return before + re.escape(entry) + after


def _longest_first(entries: list[str]) -> list[str]:
    return sorted(entries, key=lambda entry: (-len(entry), entry))
