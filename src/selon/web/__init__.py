"""The reading room: a page on this machine to read, check and share a dossier. Server-rendered, no network.

Every view works without JavaScript. Nothing of a page is rendered raw, nothing remote is loaded, and what
changes a dossier needs a token that only this server's own pages hold.
"""

from selon.web._app import create_app, serve

__all__ = ["create_app", "serve"]
