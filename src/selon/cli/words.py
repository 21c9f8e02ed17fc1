"""The words of tables in the reader's language; machine keys stay English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from selon import wording
from selon.records import NamedActor, Passage

__all__ = ["Words", "names", "place", "quoted"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words, headings and dates in one language (`fr` or `en`)."""

    language: str

    def word(self, key: str) -> str:
        """A machine key in words."""
        return wording.word(key, self.language)

    def headings(self, *keys: str) -> tuple[str, ...]:
        """The headings of columns."""
        return tuple(self.word(key).upper() for key in keys)

    def date(self, edtf: str | None) -> str:
        """An EDTF value in words, as uncertain as it is; empty for null."""
        return wording.date_in_words(edtf, self.language) if edtf else ""

    def many(self, number: int, key: str) -> str:
        """A number with the noun it counts (`sources`, `quotations`)."""
        return f"{number} {self.word(key)}"

    def cite(self, passage: Passage) -> str:
        """Outlet, date and place of a passage: what a person needs to find and cite it."""
        outlet = passage.publisher or PurePath(passage.source).name
        return " · ".join(filter(None, (outlet, self.date(passage.published), place(passage))))


def names(actors: Sequence[NamedActor], nobody: str = "") -> str:
    """Actors by name, one after the other; `nobody` when there is none."""
    return ", ".join(actor.name for actor in actors) or nobody


def place(passage: Passage) -> str:
    """Page and offset: the base name of the source and the code point where the passage begins."""
    return f"{PurePath(passage.source).name}:{passage.span[0]}"


def quoted(parts: Iterable[str], language: str) -> str:
    """Text that stands in a page, in the quotation marks of the reader's language."""
    text = " […] ".join(parts)
    return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»" if language == "fr" else f"“{text}”"
