"""The fold over pages: one actor for many entities, one claim for many reports, who stands where on it.

And the reader's decisions: on the items of a page (`decide_page`), and on what the fold makes.
"""

from selon.link.decided import DecidedPage, decide_page
from selon.link.deciding import FIELDS, editable, edited, item_of, speakers_told
from selon.link.fold import link
from selon.link.names import name_keys
from selon.link.rebind import outgrown, rebind
from selon.link.unswept import unswept

__all__ = [
    "FIELDS",
    "DecidedPage",
    "decide_page",
    "editable",
    "edited",
    "item_of",
    "link",
    "name_keys",
    "outgrown",
    "rebind",
    "speakers_told",
    "unswept",
]
