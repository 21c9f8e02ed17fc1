"""How a passage is cited: words, outlet, date and address; and the link that leads to it in the live page."""

from collections.abc import Callable
from urllib.parse import quote

from selon.records import Passage, Span

__all__ = ["citation", "fragment_link"]

_WHOLE = 80  # of a longer passage, a fragment names the first and last words
_WORDS = 5


def citation(passage: Passage, address: str, date: Callable[[str], str]) -> str:
    """One line to paste: the passage as it stands, who published it when, where it is in the dossier."""
    quoted = " ".join(passage.exact.split())
    when = date(passage.published.partition("T")[0]) if passage.published else ""
    told = ", ".join(filter(None, (passage.publisher or passage.title or passage.source, when)))
    return f"«\u00a0{quoted}\u00a0» ({told}) {address}"


def fragment_link(url: str | None, text: str, span: Span) -> str | None:
    """The page's own address with a text fragment, so that a browser goes to the passage and marks it.

    `span` is in code points of `text`. Null for what is no web address. (WICG, Scroll to Text Fragment.)
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    words = text[slice(*span)].split()
    whole = " ".join(words)
    if not words:
        return url
    if len(whole) <= _WHOLE or len(words) < 2 * _WORDS:
        target = _encoded(whole)
    else:
        target = f"{_encoded(' '.join(words[:_WORDS]))},{_encoded(' '.join(words[-_WORDS:]))}"
    return f"{url.partition('#')[0]}#:~:text={target}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")  # a hyphen would end a prefix
