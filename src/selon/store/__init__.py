"""The dossier as one SQLite file: pages, what they tell, what the fold adds, and rows for readers.

Every function takes the connection that `connect` gives; writes stand in a `transaction`.
"""

from selon.store.claims import acting_for, claim_rows
from selon.store.connection import SCHEMA_VERSION, connect, transaction
from selon.store.copies import copy_groups
from selon.store.decisions import (
    add_decision,
    decision_rows,
    decisions,
    last_standing,
    numbered,
    save_orphans,
)
from selon.store.desk import actors_like, counts, doubts, speaker_rows
from selon.store.folded import (
    all_actors,
    all_claims,
    all_memberships,
    all_stances,
    counters,
    drop_fold,
    find_actors,
    fold,
    former,
    header,
    lacks_claim_keys,
    overlays,
    replace_fold,
    resolve_id,
    save_aliases,
    save_changes,
    save_former,
    save_header,
    stance_evidence,
)
from selon.store.items import page_id, show
from selon.store.pages import (
    actors_on_page,
    document_ids,
    document_lines,
    drop_readings,
    has_page,
    mark_items,
    raw_ids,
    raw_page,
    read_page,
    rejections,
    remove_page,
    restate_page,
    save_page,
    save_raw,
    save_rejection,
)
from selon.store.reasons import why
from selon.store.registers import kind_rows, register
from selon.store.relations import relation_rows
from selon.store.rows import During, page_rows, quote_rows, search_rows
from selon.store.state import StoredState
from selon.store.timeline import timeline_rows

__all__ = [
    "SCHEMA_VERSION",
    "During",
    "StoredState",
    "acting_for",
    "actors_like",
    "actors_on_page",
    "add_decision",
    "all_actors",
    "all_claims",
    "all_memberships",
    "all_stances",
    "claim_rows",
    "connect",
    "copy_groups",
    "counters",
    "counts",
    "decision_rows",
    "decisions",
    "document_ids",
    "document_lines",
    "doubts",
    "drop_fold",
    "drop_readings",
    "find_actors",
    "fold",
    "former",
    "has_page",
    "header",
    "kind_rows",
    "lacks_claim_keys",
    "last_standing",
    "mark_items",
    "numbered",
    "overlays",
    "page_id",
    "page_rows",
    "quote_rows",
    "raw_ids",
    "raw_page",
    "read_page",
    "register",
    "rejections",
    "relation_rows",
    "remove_page",
    "replace_fold",
    "resolve_id",
    "restate_page",
    "save_aliases",
    "save_changes",
    "save_former",
    "save_header",
    "save_orphans",
    "save_page",
    "save_raw",
    "save_rejection",
    "search_rows",
    "show",
    "speaker_rows",
    "stance_evidence",
    "timeline_rows",
    "transaction",
    "why",
]
