"""The dossier as one SQLite file: pages, what they tell, what the fold adds, and rows for readers.

Every function takes the connection that `connect` gives; writes stand in a `transaction`.
"""

from selon.store.claims import acting_for, claim_rows
from selon.store.connection import SCHEMA_VERSION, connect, transaction
from selon.store.folded import (
    add_decision,
    all_actors,
    all_claims,
    all_memberships,
    all_stances,
    counters,
    decisions,
    find_actors,
    fold,
    header,
    overlays,
    replace_fold,
    resolve_id,
    save_aliases,
    save_changes,
    save_header,
)
from selon.store.items import show, why
from selon.store.pages import (
    document_lines,
    drop_readings,
    has_page,
    raw_ids,
    raw_page,
    read_page,
    rejections,
    save_page,
    save_raw,
    save_rejection,
)
from selon.store.rows import During, page_rows, quote_rows, search_rows
from selon.store.state import StoredState
from selon.store.timeline import timeline_rows

__all__ = [
    "SCHEMA_VERSION",
    "During",
    "StoredState",
    "acting_for",
    "add_decision",
    "all_actors",
    "all_claims",
    "all_memberships",
    "all_stances",
    "claim_rows",
    "connect",
    "counters",
    "decisions",
    "document_lines",
    "drop_readings",
    "find_actors",
    "fold",
    "has_page",
    "header",
    "overlays",
    "page_rows",
    "quote_rows",
    "raw_ids",
    "raw_page",
    "read_page",
    "rejections",
    "replace_fold",
    "resolve_id",
    "save_aliases",
    "save_changes",
    "save_header",
    "save_page",
    "save_raw",
    "save_rejection",
    "search_rows",
    "show",
    "timeline_rows",
    "transaction",
    "why",
]
