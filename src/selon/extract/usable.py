"""Pages that only look like pages: consent walls, stubs of paid articles, error pages."""

from collections.abc import Sequence

from selon.extract.language import detect_language
from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["why_unusable"]

_SHORT = 120
"""Words of prose below which a page is suspected; a brief agency item has about this many."""
_BRIEF = 60
"""Words of prose below which talk of errors is the page's own."""
_BARE = 25
"""Words of prose below which nothing but a consent banner is there."""
_TELLING = 30
"""Words from which on a text without any known function words must be in another language."""
_NEAR = 12
"""Lines after the last of the article within which a paywall speaks of it."""


def why_unusable(
    lines: Sequence[Shape], article: Sequence[bool], pack: LanguagePack, withheld: bool = False
) -> tuple[str, str] | None:
    """The reason and its detail when the page holds no article that can be read, else null.

    A page with an article of some length is never turned away for its furniture, only for its language or
    because its markup says that the paid part of it is missing (`withheld`).
    """
    if withheld:
        return "paywall-stub", "the page says that it is not free, and the paid part is not there"
    words = pack.pages
    inside = [index for index, is_in in enumerate(article) if is_in]
    told = [lines[index] for index in inside]
    if sum(shape.words for shape in told) >= 2 * _SHORT:
        return _foreign(told, lines, pack)
    signs = (words.cookie, words.paywall, words.error)
    told = [shape for shape in told if not any(kind.holds(shape.folded) for kind in signs)]
    length = sum(shape.words for shape in told)
    end = max(inside, default=0) + _NEAR
    stub = "only the opening of a paid article is there"
    wall = "the page asks for consent to cookies and shows no more"
    suspects = (
        (length < _BRIEF, "error-page", words.error, lines[:end], "the page tells of an error or a check"),
        (length < _SHORT, "paywall-stub", words.paywall, lines[:end], stub),
        (length < _BARE, "cookie-wall", words.cookie, lines, wall),
    )
    for is_suspect, reason, kind, where, detail in suspects:
        shown = next((shape.text for shape in where if kind.fits(shape.folded)), None) if is_suspect else None
        if shown is not None:
            return reason, f"{detail}: {shown[:80]!r}"
    return _foreign(told, lines, pack)


def _foreign(told: Sequence[Shape], lines: Sequence[Shape], pack: LanguagePack) -> tuple[str, str] | None:
    """Judged by the article; by all of the page where the article is too short to tell."""
    language = _language(told, pack)
    if language != pack.code and sum(shape.words for shape in told) < _BRIEF:
        language = _language(lines, pack)
    names = pack.pages.languages
    if language == pack.code or (language is None and sum(shape.words for shape in lines) < _TELLING):
        return None
    read = f"only {names[pack.code]} is read"
    if language is None:
        return "unsupported-language", f"the text is in no language that is known here; {read}"
    return "unsupported-language", f"the text is in {names[language]} ({language}); {read}"


def _language(lines: Sequence[Shape], pack: LanguagePack) -> str | None:
    return detect_language("\n".join(shape.text for shape in lines), pack)
