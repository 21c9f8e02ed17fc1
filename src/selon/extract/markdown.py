"""What a Markdown text says of itself: its front matter, and the headings that may be its headline."""

import re

from selon.extract.markup import Markup

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<inside>(?:.{0,500}\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(
    r"^(?P<name>title|authors?|byline|publisher|date|published)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t\r]*$",
    re.M | re.I,
)
_HEADING = re.compile(
    r"^[ ]{0,3}#[ \t]+(?P<atx>[^\n]{1,300}?)[ \t#\r]*$|^(?P<setext>[^\n]{1,300})\r?\n={3,}[ \t\r]*$", re.M
)
_MOST_TEXT = 20_000


def read_markdown(text: str) -> Markup:
    """Title, authors, publisher and date of the front matter (YAML, plain values), and the first heading."""
    front = _FRONT.match(text)
    fields = [
        (match["name"].lower(), match["value"]) for match in _FIELD.finditer(front["inside"] if front else "")
    ]
    heading = _HEADING.search(text, front.end() if front else 0, _MOST_TEXT)
    headings = [(heading["atx"] or heading["setext"]).strip()] if heading else []
    return Markup(
        headlines=(*(_plain(value) for name, value in fields if name == "title"), *headings),
        authors=tuple(_plain(value) for name, value in fields if name in ("author", "authors", "byline")),
        dates=tuple(("header", _plain(value)) for name, value in fields if name in ("date", "published")),
        publishers=tuple(_plain(value) for name, value in fields if name == "publisher"),
    )


def _plain(value: str) -> str:
    """A YAML value without the marks around it; a list in brackets is one text with commas."""
    return value.strip().strip("[]").strip("\"'").strip()
