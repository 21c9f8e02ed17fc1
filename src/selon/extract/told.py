"""What stands about an item beside its text, joined to what its markup says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.dates import Stamp, read_stamps
from selon.extract.markup import Markup
from selon.extract.published import read_machine_date
from selon.extract.shape import Shape
from selon.lang import LanguagePack
from selon.lang.pages import fold_line
from selon.records import Told

__all__ = ["is_textless", "told_article", "told_stamps", "told_title", "with_told"]

_EUROPRESSE = "europresse"
_EUROPRESSE_TEXT = ("dococurrcontainer", "doctext")
_EUROPRESSE_HEAD = ("docheader", "docpublicationname")


def with_told(markup: Markup, url: str | None, told: Told | None, pack: LanguagePack) -> Markup:
    """The markup's claims, those from outside before them; dates in words are made machine dates.

    The address that a page was fetched from stands before the one it claims.
    """
    markup = replace(markup, url=url or markup.url)
    if told is None:
        return markup
    edtf = told_date(told.published, pack) if told.published else None
    return replace(
        markup,
        publishers=(*((told.publisher,) if told.publisher else ()), *markup.publishers),
        dates=(*(((told.basis, edtf),) if edtf else ()), *markup.dates),
    )


def told_date(value: str, pack: LanguagePack) -> str | None:
    """The EDTF value of a date in any wording: ISO 8601, that of mails, or that of the language."""
    stamps = read_stamps(value, pack)
    return read_machine_date(value) or next((stamp.edtf for stamp in stamps if stamp.edtf), None)


def told_title(lines: Sequence[Shape], told: Told | None) -> tuple[str | None, frozenset[str]] | None:
    """The title as the line that shows it is worded, else as it was told; and its folded text.

    An export that marks its titles and has none for a document says that there is none: `(None, empty)`.
    """
    title = " ".join((told.title or "").split()) if told else ""
    if not title:
        return (None, frozenset()) if told_article(lines, told) else None
    folded = fold_line(title)
    shown = next((shape.text for shape in lines if shape.folded == folded), title)
    return shown, frozenset((folded,))


def told_article(lines: Sequence[Shape], told: Told | None) -> list[bool] | None:
    """Which lines are the article where an export marks it by its own names; else null."""
    if told is None or told.basis != _EUROPRESSE:
        return None
    marked = [_is_named(shape, _EUROPRESSE_TEXT) for shape in lines]
    return marked if any(marked) else None


def is_textless(lines: Sequence[Shape], article: Sequence[bool], told: Told | None) -> bool:
    """Whether an export has no more of a document than its head, as for pictures and withdrawn articles."""
    if told is None or told.basis != _EUROPRESSE or told_article(lines, told):
        return False
    return not any(is_in and shape.is_prose for shape, is_in in zip(lines, article, strict=True))


def told_stamps(
    lines: Sequence[Shape], told: Told | None, pack: LanguagePack
) -> Mapping[int, tuple[Stamp, ...]]:
    """The dates of the lines that an export marks as the document's head, by the number of the line."""
    if told is None or told.basis != _EUROPRESSE:
        return {}
    heads = {
        index: tuple(read_stamps(shape.text, pack))
        for index, shape in enumerate(lines)
        if _is_named(shape, _EUROPRESSE_HEAD)
    }
    return {index: stamps for index, stamps in heads.items() if stamps}


def _is_named(shape: Shape, names: Sequence[str]) -> bool:
    around = shape.line.names.lower()
    return any(name in around for name in names)
