"""The network of actors as GEXF 1.3, which Gephi and others open.

Nodes are actors, edges what is said to pass between them: one for each kind of event, so that two actors may
have several (`kind` tells them apart). An edge weighs as much as it has reports, and names the claims that
`selon show` opens.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

from selon.records import NamedActor, RelatedActor, RelationRow

__all__ = ["gexf_lines"]

_NODE = (("kind", "string"), ("country", "string"))
_EDGE = (
    ("event kind", "string"),
    ("claims", "string"),
    ("reports", "integer"),
    ("pages", "integer"),
    ("asserted", "integer"),
    ("denied", "integer"),
    ("asserted by", "string"),
    ("denied by", "string"),
    ("first", "string"),
    ("last", "string"),
)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def gexf_lines(rows: Sequence[RelationRow], word: Callable[[str], str]) -> Iterator[str]:
    """The lines of the file; `word` puts kinds of events into words, for the labels of edges."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield "  <meta>\n    <creator>selon</creator>\n"
    yield "    <description>Who is said to do what with whom; nothing here is a fact.</description>\n"
    yield "  </meta>\n"
    yield '  <graph defaultedgetype="directed" idtype="string">\n'
    yield from _declared("node", _NODE)
    yield from _declared("edge", _EDGE)
    nodes = {actor.id: actor for row in rows for actor in (row.source, row.target)}
    yield f'    <nodes count="{len(nodes)}">\n'
    for node in nodes.values():
        yield from _node(node)
    yield f'    </nodes>\n    <edges count="{len(rows)}">\n'
    for number, row in enumerate(rows):
        yield from _edge(number, row, word)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _declared(of: str, attributes: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'    <attributes class="{of}">\n'
    for number, (title, sort) in enumerate(attributes):
        yield f'      <attribute id="{of}-{number}" title="{title}" type="{sort}"/>\n'
    yield "    </attributes>\n"


def _node(actor: RelatedActor) -> Iterator[str]:
    yield f"      <node id={_quoted(actor.id)} label={_quoted(actor.name)}>\n"
    yield from _values("node", (actor.kind, actor.country or ""))
    yield "      </node>\n"


def _edge(number: int, row: RelationRow, word: Callable[[str], str]) -> Iterator[str]:
    sort = "directed" if row.directed else "undirected"
    yield (
        f'      <edge id="{number}" source={_quoted(row.source.id)} target={_quoted(row.target.id)}'
        f' type="{sort}" kind={_quoted(row.kind)} label={_quoted(word(row.kind))} weight="{row.reports}.0">\n'
    )
    yield from _values(
        "edge",
        (
            row.kind,
            " ".join(row.claims),
            str(row.reports),
            str(row.pages),
            str(row.statuses.get("asserted", 0)),
            str(row.statuses.get("denied", 0)),
            _names(row.asserted_by),
            _names(row.denied_by),
            row.first or "",
            row.last or "",
        ),
    )
    yield "      </edge>\n"


def _values(of: str, values: Sequence[str]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for number, value in enumerate(values):
        if value:
            yield f'          <attvalue for="{of}-{number}" value={_quoted(value)}/>\n'
    yield "        </attvalues>\n"


def _names(actors: Iterable[NamedActor]) -> str:
    return "; ".join(actor.name for actor in actors)


def _quoted(text: str) -> str:
    return quoteattr(" ".join(_NO_XML.sub("", text).split()))
