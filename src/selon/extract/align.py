"""Which lines of a page are its article, by trafilatura's judgement: its result labels our lines.

Barbaresi, A. (2021). Trafilatura: a web scraping library and command-line tool for text discovery and
extraction. ACL-IJCNLP 2021, system demonstrations.
"""

import logging
import re
from collections.abc import Sequence

import trafilatura
from lxml import etree

from selon.extract.render import MAX_DEPTH, Rendering

__all__ = ["align", "main_paragraphs"]

# A page without an article is a value here, not a line on standard error.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_IS_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_NEVER_TEXT = ("style", "svg", "noscript", "iframe", "template", "link", "meta")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONG = 40
_LONGEST = 300_000
"""Letters of an article above which lines must be whole paragraphs of it: the search would take too long."""


def main_paragraphs(root: etree._Element) -> tuple[str, ...]:
    """The lines of the article as trafilatura cuts them out; none where it finds no article.

    `root` is changed by it and of no further use.
    """
    _prune(root)
    if _IS_DEEP(root):
        return ()
    found = trafilatura.bare_extraction(
        root, fast=True, include_comments=False, include_tables=True, with_metadata=False, favor_recall=False
    )
    text = getattr(found, "text", None)
    return tuple(text.split("\n")) if text else ()


def _prune(root: etree._Element) -> None:
    """Take out what is never text: trafilatura copies and searches the tree many times."""
    etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):  # that one may hold the article
            script.text = None


def key(line: str) -> str:
    """The letters and digits of a line alone."""
    return _NOT_LETTERS.sub("", line).lower()


def align(rendering: Rendering, paragraphs: Sequence[str]) -> list[bool]:
    """For each line of the page, whether it is among `paragraphs`.

    Long lines are found anywhere in them; a short line must be a paragraph of its own, and stand between
    two long ones or right beside one: the same words in a menu are not the article's.
    """
    keys = [key(rendering.text[line.start : line.end]) for line in rendering.lines]
    wanted = [key(paragraph) for paragraph in paragraphs]
    whole, pieces = "\n".join(wanted), frozenset(wanted)
    whole = whole if len(whole) < _LONGEST else ""
    chosen = [len(letters) >= _LONG and (letters in pieces or letters in whole) for letters in keys]
    places = [index for index, is_in in enumerate(chosen) if is_in]
    if not places:
        return [bool(letters) and letters in pieces for letters in keys]
    for index, letters in enumerate(keys):
        if not chosen[index] and letters and letters in pieces:
            chosen[index] = places[0] - 3 <= index <= places[-1] + 3
    return chosen
