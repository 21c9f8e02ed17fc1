"""From a document to all that it tells: sentences, mentions, quotations and event reports."""

from selon.annotate.parsing import Parser, load_parser, parse
from selon.annotate.sentences import Sentence, Token

__all__ = ["Parser", "Sentence", "Token", "load_parser", "parse"]
