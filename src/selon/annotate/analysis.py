"""The whole of `annotate`: every layer of one page, each built on those below it."""

from selon.annotate.events import find_events
from selon.annotate.names import find_mentions
from selon.annotate.parsing import Parser, parse
from selon.annotate.quotations import find_quotations
from selon.annotate.reading import read_quotations
from selon.annotate.speakers import add_sources
from selon.dates import find_times
from selon.lang import LanguagePack
from selon.records import Analysis, Document

__all__ = ["annotate"]


def annotate(document: Document, pack: LanguagePack, parser: Parser) -> Analysis:
    """All that a document tells, every layer in order of position; pure, and never raises on any text.

    The parser runs once over all sentences of the page.
    """
    sentences = parse(document, pack, parser)
    quotes = tuple(sorted({quote for sentence in sentences for quote in sentence.quotes}))
    times = find_times(document, pack, quotes)
    mentions, entities = find_mentions(document, sentences, pack)
    found = read_quotations(document, sentences, pack)
    sources = [item.source for item in found if item.source is not None]
    mentions, entities = add_sources(document, sources, mentions, entities, pack)
    quotations = find_quotations(document, sentences, mentions, entities, times, pack, found=found)
    events = find_events(document, sentences, mentions, entities, times, quotations, pack)
    own_voice = tuple(sentence.span for sentence in sentences if sentence.level == 0)
    return Analysis(document.id, own_voice, times, mentions, entities, quotations, events)
