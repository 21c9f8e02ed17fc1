"""What a page's markup says of the page: JSON-LD, `meta`, `time` and `title` elements, each kept apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from selon.extract.linked import is_article, linked_data

__all__ = ["Markup", "read_markup"]

_MOST_AUTHORS = 20
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Markup:
    """The claims of the markup, each list in the order of trust that its source deserves.

    `dates` are pairs of basis (`json-ld`, `meta`, `time-element`) and the raw value of a publication date;
    `headlines` may carry the site's name behind a bar or dash; `authors` are raw credits; `withheld` is
    whether the page says that part of it is not free, and that part is not there.
    """

    headlines: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    description: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    site_title: str | None = None
    withheld: bool = False


_PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "publication_date",
    "publish_date",
    "publish-date",
    "pubdate",
    "date_published",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
)
_TITLE_META = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
    "citation_title",
)
_SITE_META = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
)
_TEXT_META = ("og:description", "description", "twitter:description", "dc.description")


def read_markup(root: etree._Element) -> Markup:
    """All that the tree says of itself. Nothing is believed here, only gathered."""
    meta = _meta(root)
    nodes = list(linked_data(root))
    articles = [node for node in nodes if is_article(node)]
    title = " ".join(str(root.xpath("string((//head/title | //title)[1])")).split())
    return Markup(
        headlines=_clean(
            [*_texts(articles, "headline"), *_values(meta, _TITLE_META), *_first_texts(root), title]
        ),
        publishers=_clean(
            [*_values(meta, _SITE_META[:1]), *_publisher_names(articles), *_values(meta, _SITE_META[1:])]
        ),
        authors=_clean([*_names(articles, "author"), *_values(meta, _AUTHOR_META), *_marked_authors(root)]),
        language=_language(root, meta, articles),
        url=next(iter(_clean([*_links(root), *_values(meta, ("og:url",))])), None),
        description=next(iter(_clean(_values(meta, _TEXT_META))), None),
        dates=tuple(_dates(root, meta, articles)),
        site_title=title or None,
        withheld=_is_withheld(root, articles),
    )


_FEWEST_FREED = 60
_CLASS = re.compile(r"\.([\w-]{1,80})")


def _is_withheld(root: etree._Element, articles: list[dict[str, Any]]) -> bool:
    """Whether what is marked as paid for (`isAccessibleForFree`, `cssSelector`) is empty or all but empty.

    As search engines ask publishers to tell (schema.org). A page saved by a subscriber holds that part.
    """
    if not any(_is_false(node.get("isAccessibleForFree")) for node in articles):
        return False
    parts = [part for node in articles for part in _objects(node.get("hasPart"))]
    selectors = [part.get("cssSelector") for part in parts if _is_false(part.get("isAccessibleForFree"))]
    names = [match[1] for one in selectors if isinstance(one, str) for match in _CLASS.finditer(one)]
    if not names:
        return False
    found = [
        element
        for element in root.iter(etree.Element)
        if not set(names).isdisjoint((element.get("class") or "").split())
    ]
    return sum(len("".join(map(str, element.itertext())).split()) for element in found) < _FEWEST_FREED


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower() == "false")


def _objects(value: object) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _clean(values: list[str]) -> tuple[str, ...]:
    """The values without white space around and in between, empty, overlong and repeated ones dropped."""
    seen = {" ".join(value.split()): None for value in values}
    return tuple(value for value in seen if 0 < len(value) <= _LONGEST)


def _meta(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = element.get(key)
                if name:
                    found.setdefault(name.lower().strip(), []).append(content)
    return found


def _values(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    """The values under these names, in this order of names; addresses only under a name of an address."""
    return [
        value
        for name in names
        for value in meta.get(name, ())
        if name.endswith("url") or not value.startswith(("http://", "https://"))
    ]


def _links(root: etree._Element) -> list[str]:
    return [
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http")
    ]


def _first_texts(root: etree._Element) -> list[str]:
    """The first `h1`, where there is but one."""
    headings = list(root.iter("h1"))
    return ["".join(map(str, headings[0].itertext()))] if len(headings) == 1 else []


def _texts(nodes: list[dict[str, Any]], key: str) -> list[str]:
    return [value for node in nodes if isinstance(value := node.get(key), str)]


def _names(nodes: list[dict[str, Any]], key: str) -> list[str]:
    """The names behind a property that may be a text, an object with a name, or a list of either."""
    found: list[str] = []
    for node in nodes:
        values = node.get(key)
        for value in values if isinstance(values, list) else [values]:
            name = value.get("name") if isinstance(value, dict) else value
            parts = name if isinstance(name, list) else [name]
            found += [part for part in parts if isinstance(part, str) and not part.startswith("http")]
    return found


def _marked_authors(root: etree._Element) -> list[str]:
    """The names that microdata marks as an author's."""
    found: list[str] = []
    for element in root.iter(etree.Element):
        if element.get("itemprop") == "author" and len(found) < _MOST_AUTHORS:
            names = [inner for inner in element.iter(etree.Element) if inner.get("itemprop") == "name"]
            found += ["".join(map(str, one.itertext())) or one.get("content") or "" for one in names[:1]]
    return found


def _publisher_names(articles: list[dict[str, Any]]) -> list[str]:
    return _names(articles, "publisher")


def _language(root: etree._Element, meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> str | None:
    claims = [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *_texts(articles, "inLanguage"),
        *_values(meta, ("og:locale", "content-language", "dc.language", "language")),
    ]
    return next((claim.strip()[:2].lower() for claim in claims if len(claim.strip()) >= 2), None)


def _dates(
    root: etree._Element, meta: dict[str, list[str]], articles: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    for value in [*_texts(articles, "datePublished"), *_texts(articles, "dateCreated")]:
        yield "json-ld", value.strip()
    for name in _PUBLISHED_META:
        for value in meta.get(name, ()):
            yield "meta", value.strip()
    times = [(element, (element.get("datetime") or "").strip()) for element in root.iter("time")]
    days = {moment[:10] for _, moment in times if moment}
    for element, moment in times:
        if moment and (_tells_publication(element) or (len(days) == 1 and _may_date_all(element))):
            yield "time-element", moment


def _tells_publication(element: etree._Element) -> bool:
    """Whether a `time` is marked as the date of publication: `pubdate`, or by name, on it or just above."""
    names = _names_around(element)
    return (
        element.get("pubdate") is not None or "publi" in names or "entry-date" in names or "posted" in names
    )


def _may_date_all(element: etree._Element) -> bool:
    """Whether nothing says that a `time` is of something else than the page's publication."""
    names = _names_around(element)
    if any(word in names for word in ("modif", "updat", "maj", "comment", "event")):
        return False
    return next(element.iterancestors("nav", "footer", "aside"), None) is None


def _names_around(element: etree._Element) -> str:
    parent = element.getparent()
    around = [element] if parent is None else [element, parent]
    return " ".join(node.get(key) or "" for node in around for key in ("class", "itemprop", "id")).lower()
