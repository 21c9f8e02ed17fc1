"""The tree of a page, whatever was made of its markup."""

import re

from lxml import etree, html

__all__ = ["parse_html"]


def parse_html(text: str) -> etree._Element | None:
    """The tree of a page, or null when there is none to make; never reads anything but `text`.

    The parser gives up on very deep nesting; all tags but those of paragraphs are then dropped first.
    """
    # NUL would end the page for the parser; the HTML standard reads it as the replacement character.
    data = text.replace("\x00", "\ufffd").encode("utf-8", errors="replace")
    parser = _parser()
    root = _parse(data, parser)
    if any("depth" in entry.message for entry in parser.error_log):
        root = _parse(_DEEP.sub(rb"<br>", data), _parser())
    return root


_DEEP = re.compile(
    rb"(?:</?(?!(?:p|h[1-6]|br|title|meta|script|style|template|noscript)\b)[a-zA-Z][^<>]*>\s*)+"
)


# One class for all elements, as trafilatura wants it: looking up one by one takes a tenth of all time.
_CLASSES = etree.ElementDefaultClassLookup(
    element=html.HtmlElement,
    comment=html.HtmlComment,
    pi=html.HtmlProcessingInstruction,
    entity=html.HtmlEntity,
)


def _parser() -> etree.HTMLParser:
    # `huge_tree` lifts limits of size that have been set in our own way.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    return parser


def _parse(data: bytes, parser: etree.HTMLParser) -> etree._Element | None:
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
