"""From a document to all that it tells: sentences, mentions, quotations and event reports."""

from selon.annotate.analysis import annotate
from selon.annotate.parsing import Parser, load_parser, parse
from selon.annotate.sentences import Sentence, Token

__all__ = ["Parser", "Sentence", "Token", "annotate", "load_parser", "parse"]
