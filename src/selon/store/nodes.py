"""The chronology in a few nodes: times at which something happened, ranked by independent sources."""

import sqlite3
from collections.abc import Mapping, Sequence

from selon.records import NodeRow, TimelineRow, edtf_key
from selon.store.copies import Copied

__all__ = ["node_rows"]


def node_rows(
    db: sqlite3.Connection, rows: Sequence[TimelineRow], titles: Mapping[str, str], top: int | None = None
) -> list[NodeRow]:
    """The rows of a chronology by time, in order of it; with `top`, those of most independent sources.

    Of equals the earlier one comes first. `titles` are those of the chapters that pages are in.
    """
    copied = Copied(db, (passage.document for row in rows for passage in row.passages))
    times: dict[str, list[TimelineRow]] = {}
    for row in rows:
        times.setdefault(row.edtf, []).append(row)
    nodes = [_node(edtf, found, copied, titles) for edtf, found in times.items()]
    ranked = sorted(nodes, key=lambda node: (-(node.independent or node.sources), -node.sources))[:top]
    return sorted(ranked, key=lambda node: edtf_key(node.edtf))


def _node(edtf: str, rows: Sequence[TimelineRow], copied: Copied, titles: Mapping[str, str]) -> NodeRow:
    best = max(rows, key=lambda row: (_independent([row], copied) or 0, len(_sources([row]))))
    return NodeRow(
        edtf=edtf,
        row=best,
        events=len(rows),
        sources=len(_sources(rows)),
        independent=_independent(rows, copied),
        chapter=titles.get(best.passages[0].document),
    )


def _sources(rows: Sequence[TimelineRow]) -> dict[str, None]:
    return {passage.document: None for row in rows for passage in row.passages}


def _independent(rows: Sequence[TimelineRow], copied: Copied) -> int | None:
    return copied.independent([(passage.document, passage.span) for row in rows for passage in row.passages])
