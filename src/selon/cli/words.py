"""The words of tables in the reader's language; machine keys stay English."""

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePath

from selon.records import Claim, NamedActor, Passage, Recurring

__all__ = ["Words", "names", "place", "quoted"]

_HOUR = re.compile(r"(?<=\d) h (?=\d)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[^/\[]*$")


@dataclass(frozen=True, slots=True)
class Words:
    """Words, headings and dates in one language (`fr` or `en`)."""

    language: str

    def word(self, key: str) -> str:
        """A machine key of the records in words."""
        from selon.wording import word  # Babel is loaded where words are printed

        return word(key, self.language)

    def say(self, key: str, number: int | None = None) -> str:
        """What a table itself says (`words.toml`), in the form for `number` where there is one."""
        phrases = _phrases()[self.language]
        one = number == 1 or (number == 0 and self.language == "fr")
        return phrases[f"{key}.one" if one else key].format(n=number)

    def labelled(self, label: str, text: str) -> str:
        """A text under its label, with the colon as the language sets it."""
        return f"{label}{_phrases()[self.language]['colon']}{text}"

    def recurs(self, item: Recurring) -> str:
        """Why a block of a page is folded, though the page alone does not show it."""
        form = _phrases()[self.language]["recurs"]
        return form.format(pages=item.pages, of=item.of, site=item.site.removeprefix("medium:"))

    def headings(self, *keys: str) -> tuple[str, ...]:
        """The headings of columns."""
        return tuple(self.say(key).upper() for key in keys)

    def date(self, edtf: str | None) -> str:
        """An EDTF value in words, as uncertain as it is; empty for null."""
        from selon.wording import date_in_words

        told = date_in_words(edtf, self.language) if edtf else ""
        return _HOUR.sub("\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}", told)  # an hour is not broken over lines

    def day(self, edtf: str | None) -> str:
        """The same without the time of day: short, and no less true."""
        return self.date(edtf.partition("T")[0] if edtf and _MOMENT.match(edtf) else edtf)

    def claim(self, claim: Claim, roles: Sequence[tuple[str, Sequence[str]]]) -> str:
        """What a claim says, its roles given with names."""
        from selon.wording import claim_in_words

        return claim_in_words(claim, roles, self.language)

    def cite(self, passage: Passage) -> str:
        """Outlet, date and place of a passage: what a person needs to find and cite it."""
        return " · ".join(filter(None, (passage.publisher, self.day(passage.published), place(passage))))


@functools.cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("selon.cli") / "words.toml").read_text(encoding="utf-8"))


def names(actors: Sequence[NamedActor], nobody: str = "") -> str:
    """Actors by name, one after the other; `nobody` when there is none."""
    return ", ".join(actor.name for actor in actors) or nobody


def place(passage: Passage) -> str:
    """Page and offset: the base name of the source and the code point where the passage begins."""
    return f"{PurePath(passage.source).name}:{passage.span[0]}"


def quoted(parts: Iterable[str], language: str) -> str:
    """Text of a page in the reader's quotation marks, or in the other ones if it has those itself."""
    text = " […] ".join(parts)
    french = language == "fr" if not re.search("[«»“”]", text) else not re.search("[«»]", text)
    return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" if french else f"“{text}”"
