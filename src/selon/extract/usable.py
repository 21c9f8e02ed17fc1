"""Pages that only look like pages: consent walls, stubs of paid articles, error pages."""

from collections.abc import Sequence

from selon.extract.language import detect_language
from selon.extract.shape import Shape
from selon.lang import LanguagePack

__all__ = ["why_unusable"]

_SHORT = 120
"""Words of prose below which a page is suspected; a brief agency item has about this many."""


def why_unusable(
    lines: Sequence[Shape], article: Sequence[bool], title: str | None, pack: LanguagePack
) -> tuple[str, str] | None:
    """The reason and its detail when the page holds no article that can be read, else null.

    A page with an article of some length is never turned away for its furniture, only for its language.
    """
    words = pack.pages
    told = [
        shape
        for shape, is_in in zip(lines, article, strict=True)
        if is_in
        and not words.cookie.holds(shape.folded)
        and not words.paywall.holds(shape.folded)
        and not words.error.holds(shape.folded)
    ]
    length = sum(shape.words for shape in told)
    if length < _SHORT:
        for reason, kind, detail in (
            ("error-page", words.error, "the page tells of an error or a check, not of news"),
            ("paywall-stub", words.paywall, "only the opening of a paid article is there"),
            ("cookie-wall", words.cookie, "the page asks for consent to cookies before it shows anything"),
        ):
            shown = next((shape.text for shape in lines if kind.fits(shape.folded)), None)
            if shown is not None:
                return reason, f"{detail}: {shown[:80]!r}"
    return _foreign(told or list(lines), pack)


def _foreign(lines: Sequence[Shape], pack: LanguagePack) -> tuple[str, str] | None:
    text = "\n".join(shape.text for shape in lines)
    language = detect_language(text, pack)
    if language == pack.code:
        return None
    if language is None:
        if sum(shape.words for shape in lines) < 30:
            return None
        return (
            "unsupported-language",
            f"no language that is known here; {pack.pages.languages[pack.code]} is read",
        )
    names = pack.pages.languages
    return (
        "unsupported-language",
        f"the text is in {names[language]} ({language}); only {names[pack.code]} is read",
    )
