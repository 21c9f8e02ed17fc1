"""One writer per format."""

from selon.export.html import DossierView, page_environment, write_html

__all__ = ["DossierView", "page_environment", "write_html"]
