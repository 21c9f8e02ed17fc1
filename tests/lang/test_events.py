"""The event tables: what they hold, what a pack may add, and that broken ones are told."""

import shutil
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from selon.lang import LanguagePack
from selon.lang.event_tables import load_events
from selon.records import InvalidPack

KINDS = {
    "arms-transfer": {"supplier", "recipient", "weapon", "quantity"},
    "agreement": {"parties", "instrument"},
    "sanction": {"imposer", "target", "ground"},
    "meeting": {"participants", "place"},
    "visit": {"visitor", "host", "place"},
    "letter": {"sender", "recipient"},
    "attack": {"attacker", "target", "place"},
    "aid": {"donor", "recipient", "object"},
    "exercise": {"participants", "place"},
    "vote": {"body", "motion"},
    "appointment": {"person", "post"},
    "arrest": {"person", "by", "ground"},
    "protest": {"protesters", "against", "place"},
    "death-toll": {"place", "count"},
    "technology-transfer": {"supplier", "recipient", "technology"},
    "arms-negotiation": {"buyer", "seller", "weapon"},
    "cooperation": {"parties", "field"},
    "countermeasure": {"actor", "target"},
    "disclosure": {"discloser", "matter"},
}


def test_no_word_stands_twice_in_a_list() -> None:
    for name in ("events.toml", "factuality.toml"):
        table = tomllib.loads((resources.files("selon.lang") / "fr" / name).read_text(encoding="utf8"))
        for words in (*table["lists"].values(), *table.get("lexicons", {}).values()):
            assert len(words) == len(set(words)), words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = resources.files("selon.lang") / "fr"
    for name in ("events.toml", "factuality.toml"):
        with resources.as_file(source / name) as path:
            shutil.copy(path, tmp_path / name)
    return tmp_path


def _append(folder: Path, text: str, name: str = "events.toml") -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf8") + text, encoding="utf8")


def test_kinds_have_the_roles_of_the_record(pack: LanguagePack) -> None:
    assert {kind: set(roles) for kind, roles in pack.events.kinds.items()} == KINDS


def test_every_frame_fills_a_role_and_needs_only_what_exists(pack: LanguagePack) -> None:
    tables = (pack.events.verb_frames, pack.events.noun_frames)
    frames = {frame for table in tables for found in table.values() for frame in found}
    for frame in frames:
        roles = set(pack.events.kinds[frame.kind]) | {"light", "carried", "time", "there", "one"}
        assert frame.places, frame.name
        assert {need.rstrip("!") for needs in frame.needs for need in needs.split("+")} <= roles, frame.name


def test_lights_and_bearers_name_frames(pack: LanguagePack) -> None:
    names = {frame.name for found in pack.events.noun_frames.values() for frame in found}
    assert {name for name, _ in pack.events.lights} <= names
    assert {name for name, _ in pack.events.bearers} <= names


def test_words_stand_in_small_letters(pack: LanguagePack) -> None:
    words = {*pack.events.verb_frames, *pack.events.noun_frames}
    words |= {word for lexicon in pack.events.lexicons.values() for word in lexicon}
    words |= {word for _, word in pack.events.embeddings}
    assert {word for word in words if word != word.lower() or word != word.strip()} == set()


def test_a_pack_adds_a_kind_by_data_alone(folder: Path) -> None:
    _append(
        folder,
        """
[kinds.eruption]
volcano = "actor"

[[frames]]
name = "erupting"
kind = "eruption"
verbs = ["entrer"]
[frames.places]
subject = "volcano"
""",
    )
    words = load_events(folder)
    assert words.kinds["eruption"] == {"volcano": "actor"}
    assert [frame.name for frame in words.verb_frames["entrer"]] == ["erupting"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[kinds.flood]\nriver = "lexicon:rivers"\n', "rivers"),
        ('[[frames]]\nname = "x"\nkind = "flood"\n', "flood"),
        ('[[frames]]\nname = "delivery"\nkind = "aid"\n', "one name"),
        ('[[frames]]\nname = "x"\nkind = "aid"\n[frames.places]\nsubject = "giver"\n', "giver"),
        ('[[frames]]\nname = "x"\nkind = "aid"\nverbs = ["aider", "aider"]\n', "aider"),
        ('[[frames]]\nname = "x"\nkind = "aid"\noperator = "sure"\n', "operator"),
        ('[[lights]]\nframes = ["sanctions"]\nverbs = ["imposer"]\n', "imposer"),
        ('[[lights]]\nframes = ["nothing"]\nverbs = ["imposer"]\n', "nothing"),
    ],
)
def test_broken_tables_are_told(folder: Path, text: str, told: str) -> None:
    _append(folder, "\n" + text)
    with pytest.raises(InvalidPack, match=told):
        load_events(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('status = "asserted"', 'status = "true"', "asserted"),
        ('operator = "threatened"', 'operator = "loud"', "loud"),
        ('control = "object"', 'control = "nobody"', "nobody"),
        ('"menacer", ', '"menacer", "menacer", ', "menacer"),
        ("[operators]", "[operations]", "operators"),
    ],
)
def test_broken_modality_is_told(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "factuality.toml"
    path.write_text(path.read_text(encoding="utf8").replace(old, new, 1), encoding="utf8")
    with pytest.raises(InvalidPack, match=told):
        load_events(folder)
