"""A kind of event that the core does not know, added to the pack as data alone, from the page to the rows."""

import dataclasses
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import selon
from selon.cli import main
from selon.lang import LanguagePack
from selon.lang.event_tables import load_events
from selon.pipeline import _map

ADDED = Path(__file__).parent / "data" / "annotate" / "events" / "added.toml"
PAGES = {
    "un.txt": "En mars, le Qatar a restitué trois vases au Mexique, a déclaré la Norvège.",
    "deux.txt": "Le Qatar a démenti avoir restitué trois vases au Mexique en mars 2023.",
    "trois.txt": "Le Pérou a promis de restituer deux masques au Chili en 2025.",
}

pytestmark = pytest.mark.parser


@pytest.fixture(scope="module")
def richer(pack: LanguagePack, tmp_path_factory: pytest.TempPathFactory) -> LanguagePack:
    folder = tmp_path_factory.mktemp("fr")
    for name in ("events.toml", "factuality.toml"):
        with resources.as_file(resources.files("selon.lang") / "fr" / name) as path:
            shutil.copy(path, folder / name)
    with (folder / "events.toml").open("a", encoding="utf8") as table:
        table.write(ADDED.read_text(encoding="utf8"))
    return dataclasses.replace(pack, events=load_events(folder))


@pytest.fixture(scope="module")
def path(richer: LanguagePack, parser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(f"Publié le 12 juin 2023\n\n{text}\n", encoding="utf8")
    path = folder / "d.selon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selon.lang.load_pack", lambda code: richer)
        patch.setattr(_map, "_parser", lambda language: parser)
        with selon.open(path, create=True) as dossier:
            dossier.add([folder / name for name in PAGES])
        yield path


def test_its_roles_and_standing_are_found(path: Path) -> None:
    with selon.open(path) as dossier:
        events = [event for line in dossier.records() for event in line.get("events", ())]
    assert [(event["kind"], event["status"]) for event in events] == [
        ("restitution", "asserted"),
        ("restitution", "denied"),
        ("restitution", "planned"),
    ]
    assert [role["role"] for role in events[0]["roles"]] == ["giver", "owner", "piece"]


def test_its_reports_are_linked_to_claims_with_stances(path: Path) -> None:
    with selon.open(path) as dossier:
        claims = dossier.claims(kind="restitution")
    told = {row.claim.kind: row for row in claims}
    assert set(told) == {"restitution"}
    stances = {(stance.actor.name, stance.value) for row in claims for stance in row.stances}
    assert {("Norvège", "asserts"), ("Qatar", "denies")} <= stances
    both = next(row for row in claims if any(stance.value == "denies" for stance in row.stances))
    assert {stance.actor.name for stance in both.stances} == {"Norvège", "Qatar"}


def test_it_stands_in_the_chronology_and_in_what_the_commands_print(path: Path) -> None:
    with selon.open(path) as dossier:
        rows = dossier.timeline(kind="restitution")
    assert [row.edtf for row in rows] == ["2023-03", "2025"]
    for command in ("timeline", "claims"):
        printed = CliRunner().invoke(main, [command, "--kind", "restitution", "-d", str(path)])
        assert printed.exit_code == 0, printed.output
        assert "restitu" in printed.output
