"""Raw pages become documents: the text as it is, its blocks told apart, and what the page says of itself."""

from selon.extract.page import extract, main_text

__all__ = ["extract", "main_text"]
