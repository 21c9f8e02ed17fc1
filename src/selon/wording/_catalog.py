"""The catalogues of words."""

import functools
import gettext
from pathlib import Path

__all__ = ["LANGUAGES", "catalog", "word"]

LANGUAGES = ("fr", "en")
"""The languages (ISO 639-1) that there are catalogues for; any other one is answered in English."""


@functools.cache
def catalog(language: str) -> gettext.NullTranslations:
    """The catalogue of a language."""
    folder = Path(__file__).parent / "locale"
    return gettext.translation("selon", folder, [language if language in LANGUAGES else "en"])


def word(key: str, language: str = "fr") -> str:
    """A machine key of the records (`arms-transfer`, `denies`, `PS+`) in words; an unknown key as it is.

    Keys come from the records and from the language pack, so a pack may bring kinds that no catalogue has.
    """
    return catalog(language).gettext(key) if key else ""
