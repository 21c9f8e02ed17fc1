"""The network as GEXF 1.3."""

from typing import Any
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from selon.export.gexf import gexf_lines
from selon.records import NamedActor, RelatedActor, RelationRow
from selon.wording import word

SPACE = "{http://gexf.net/1.3}"
A = RelatedActor("a1", "Corée du Nord", "state", "PRK")
B = RelatedActor("a2", 'M. "B" & <Cie>', "person", None)


def relation(**changes: Any) -> RelationRow:
    values: dict[str, Any] = {
        "source": A,
        "target": B,
        "directed": True,
        "kind": "arms-transfer",
        "claims": ("c1", "c2"),
        "reports": 4,
        "pages": 3,
        "statuses": {"asserted": 3, "denied": 1},
        "asserted_by": (NamedActor("a3", "C"), NamedActor("a4", "D")),
        "denied_by": (NamedActor("a1", "Corée du Nord"),),
        "first": "2022-11-01",
        "last": None,
    }
    return RelationRow(**(values | changes))


def parsed(*rows: RelationRow) -> ElementTree.Element:
    return ElementTree.fromstring("".join(gexf_lines(rows, word)).encode("utf-8"))


def test_the_network_has_the_parts_of_the_schema_in_their_order() -> None:
    root = parsed(relation())
    assert (root.tag, root.attrib) == (f"{SPACE}gexf", {"version": "1.3"})
    assert [part.tag for part in root] == [f"{SPACE}meta", f"{SPACE}graph"]
    graph = root[1]
    assert [part.tag.removeprefix(SPACE) for part in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {it.get("id"): it.get("type") for it in graph.iter(f"{SPACE}attribute")}
    used = {it.get("for") for it in graph.iter(f"{SPACE}attvalue")}
    assert used <= declared.keys()
    assert set(declared.values()) <= {"string", "integer"}


def test_nodes_are_there_once_and_edges_lead_to_them() -> None:
    root = parsed(relation(), relation(kind="meeting", directed=False, source=B, target=A))
    nodes = [node.get("id") for node in root.iter(f"{SPACE}node")]
    edges = list(root.iter(f"{SPACE}edge"))
    assert sorted(str(node) for node in nodes) == ["a1", "a2"]
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)
    assert [edge.get("id") for edge in edges] == ["0", "1"]
    assert [edge.get("type") for edge in edges] == ["directed", "undirected"]
    assert [edge.get("kind") for edge in edges] == ["arms-transfer", "meeting"]
    assert edges[0].get("label") == "livraison d’armes"
    assert edges[0].get("weight") == "4.0"


def test_an_edge_tells_its_claims_and_who_denies() -> None:
    root = parsed(relation())
    titles = {it.get("id"): it.get("title") for it in root.iter(f"{SPACE}attribute")}
    (edge,) = root.iter(f"{SPACE}edge")
    told = {titles[it.get("for")]: it.get("value") for it in edge.iter(f"{SPACE}attvalue")}
    assert told["claims"] == "c1 c2"
    assert (told["asserted"], told["denied"], told["asserted by"], told["denied by"]) == (
        "3", "1", "C; D", "Corée du Nord",
    )  # fmt: skip
    assert told["first"] == "2022-11-01"
    assert "last" not in told


@given(st.text())
def test_any_name_gives_well_formed_xml(name: str) -> None:
    root = parsed(relation(target=RelatedActor("a2", name, "person", None)))
    assert len(list(root.iter(f"{SPACE}node"))) == 2
