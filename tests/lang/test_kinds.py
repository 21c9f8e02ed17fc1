"""The kinds of events for registers and networks."""

from pathlib import Path

import pytest

from selon.lang import LanguagePack
from selon.lang.kinds import load_kinds, read_kinds
from selon.records import EventKind, InvalidPack

PACK = """
[kinds.zz-sale]
seller = "actor"
buyer = "actor"
thing = "text"

[kinds.zz-talk]
parties = "actors"
place = "place"

[kinds.zz-arrest]
person = "actor"
by = "actor"
"""


def made(folder: Path, relations: str = "") -> Path:
    (folder / "events.toml").write_text(PACK, encoding="utf8")
    (folder / "relations.toml").write_text(relations, encoding="utf8")
    return folder


def test_a_kind_that_a_pack_adds_has_columns_and_relations(tmp_path: Path) -> None:
    kinds = read_kinds(made(tmp_path))
    assert kinds["zz-sale"] == EventKind("zz-sale", ("seller", "buyer", "thing"), (("seller", "buyer"),))
    assert kinds["zz-talk"].relations == (("parties", "parties"),)
    assert kinds["zz-arrest"].relations == (("person", "by"),)


def test_a_pack_may_turn_a_relation(tmp_path: Path) -> None:
    kinds = read_kinds(made(tmp_path, '[pairs]\nzz-arrest = [["by", "person"]]\nzz-sale = []\n'))
    assert kinds["zz-arrest"].relations == (("by", "person"),)
    assert kinds["zz-sale"].relations == ()


@pytest.mark.parametrize("wrong", ['zz-none = [["a", "b"]]', 'zz-sale = [["seller", "thief"]]'])
def test_relations_of_what_is_not_there_are_a_fault_of_the_pack(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InvalidPack, match=r"relations\.toml"):
        read_kinds(made(tmp_path, f"[pairs]\n{wrong}\n"))


def test_the_french_kinds_are_those_of_the_pack(pack: LanguagePack) -> None:
    kinds = load_kinds("fr")
    assert {name: kind.roles for name, kind in kinds.items()} == {
        name: tuple(roles) for name, roles in pack.events.kinds.items()
    }
    assert kinds["arms-transfer"].relations == (("supplier", "recipient"),)
    assert kinds["arrest"].relations == (("by", "person"),)
    assert kinds["meeting"].relations == (("participants", "participants"),)
