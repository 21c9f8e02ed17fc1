"""The objects of a page's JSON-LD that tell of the page itself, also where the script is broken."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

__all__ = ["is_article", "linked_data"]

_ARTICLE_TYPES = ("article", "posting", "report", "liveblog", "review", "newsitem")
_MOST_NODES = 2_000
# Properties of schema.org that hold other pages than this one, or parts of it with dates of their own.
_OF_OTHERS = frozenset(
    (
        "blogpost",
        "citation",
        "comment",
        "isrelatedto",
        "itemlistelement",
        "liveblogupdate",
        "mentions",
        "review",
        "significantlink",
        "subjectof",
    )
)
_PAIR = re.compile(r'"(?P<key>@type|datePublished|dateCreated|headline)"\s*:\s*"(?P<value>[^"\\]{1,400})"')
_LONGEST_SCRIPT = 100_000


def linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outermost first, but for those of other pages."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            queue = [json.loads(script.text.strip().strip(";"), strict=False)]
        except RecursionError:
            continue
        except ValueError:
            yield _salvaged(script.text)
            continue
        yield from _objects_within(queue)


def _objects_within(queue: list[Any]) -> Iterator[dict[str, Any]]:
    for _ in range(_MOST_NODES):
        if not queue:
            break
        node = queue.pop(0)
        if isinstance(node, dict):
            yield node
            inner = (value for key, value in node.items() if key.lower() not in _OF_OTHERS)
            queue.extend(value for value in inner if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            queue.extend(node)


def _salvaged(script: str) -> dict[str, Any]:
    """The plain values of a script that is no JSON, by a stray quotation mark or comma mostly."""
    found: dict[str, Any] = {}
    for match in _PAIR.finditer(script[:_LONGEST_SCRIPT]):
        found.setdefault(match["key"], match["value"])
    return found


def is_article(node: dict[str, Any]) -> bool:
    """Whether an object is an article by its type, of the many that schema.org has."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE_TYPES) for name in names)
