"""`selon events` and `selon relations`, and the tables of time and claims, as a user meets them."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

import selon
from selon.cli import main
from selon.cli.positions import claim_passages
from selon.cli.register_views import _span
from selon.cli.render import Entry, print_entries, print_sheet
from selon.cli.views import claim_entry
from selon.cli.words import Words
from selon.records import (
    Claim,
    ClaimRow,
    KindRow,
    NamedActor,
    Passage,
    RegisterRow,
    RelationRow,
    StanceRow,
    decode,
)

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registers") / "examples.selon"
    assert run("build", ROOT / "examples", "-d", path).exit_code == 3
    return path


@pytest.fixture
def opened(dossier: Path) -> Iterator[selon.Dossier]:
    with selon.open(dossier) as opened:
        yield opened


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def decoded(cls: type[Any], result: Result) -> list[Any]:
    return [decode(cls, {key: row[key] for key in row if key != "type"}) for row in records(result)]


@pytest.mark.parser
def test_events_tell_the_kinds_and_each_kind_has_a_register(dossier: Path, opened: selon.Dossier) -> None:
    kinds = decoded(KindRow, run("events", "-d", dossier, "--json"))
    assert kinds == opened.kinds()
    for kind in kinds:
        rows = decoded(RegisterRow, run("events", "--kind", kind.kind, "-d", dossier, "--json"))
        assert len(rows) == kind.events
        assert tuple(rows) == opened.register(kind.kind).rows


@pytest.mark.parser
def test_every_row_of_a_register_can_be_shown(dossier: Path, opened: selon.Dossier) -> None:
    for row in opened.register("arms-transfer").rows:
        shown = run("show", row.id, "-d", dossier)
        assert shown.exit_code == 0
        assert shown.stdout.strip()


@pytest.mark.parser
def test_a_register_tells_who_asserts_and_who_denies(dossier: Path) -> None:
    rows = records(run("events", "--kind", "arms-transfer", "-d", dossier, "--json"))
    told = [
        row
        for row in rows
        if row["roles"].get("supplier") == ["Corée du Nord"] and row["roles"].get("recipient") == ["Russie"]
    ]
    assert {"Corée du Nord", "Russie"} <= {actor["name"] for row in told for actor in row["denied_by"]}
    assert "États-Unis" in {actor["name"] for row in told for actor in row["asserted_by"]}


@pytest.mark.parser
def test_a_register_in_a_pipe_has_the_roles_of_its_kind(dossier: Path) -> None:
    french = run("events", "--kind", "sanction", "-d", dossier, "--lang", "fr").stdout.split("\n")[0]
    roles = ("ID", "DATE", "AUTEUR DE LA SANCTION", "CIBLE", "MOTIF", "STATUT")
    assert tuple(re.split(" {2,}", french)) == (
        *roles, "AFFIRMÉ PAR", "DÉMENTI PAR", "AUTRES POSITIONS", "DIT", "PAGES",
    )  # fmt: skip


@pytest.mark.parser
def test_a_register_as_csv_is_what_its_json_says(dossier: Path) -> None:
    rows = records(run("events", "--kind", "sanction", "-d", dossier, "--json"))
    printed = run("events", "--kind", "sanction", "-d", dossier, "--csv").stdout
    found = list(csv.DictReader(io.StringIO(printed)))
    assert [line["id"] for line in found] == [row["id"] for row in rows]
    assert [line["role_imposer"] for line in found] == [
        " | ".join(row["roles"].get("imposer", [])) for row in rows
    ]
    summary = list(csv.DictReader(io.StringIO(run("events", "-d", dossier, "--csv").stdout)))
    assert next(line["events"] for line in summary if line["kind"] == "sanction") == str(len(rows))


@pytest.mark.parser
@pytest.mark.parametrize(
    "arguments",
    [["--kind", "zz-none"], ["--since", "2090"], ["--kind", "sanction", "--since", "2090", "--csv"]],
)
def test_an_empty_register_is_nothing_found(dossier: Path, arguments: list[str]) -> None:
    result = run("events", "-d", dossier, *arguments)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "nothing found" in result.stderr


@pytest.mark.parser
def test_a_kind_that_is_not_there_is_told_with_the_command_that_lists_them(dossier: Path) -> None:
    assert "`selon events` lists the kinds" in run("events", "--kind", "zz-none", "-d", dossier).stderr
    of_none = run("events", "--kind", "sanction", "--since", "2090", "-d", dossier)
    assert "lists the kinds" not in of_none.stderr


@pytest.mark.parser
def test_csv_and_json_at_once_are_wrong_usage(dossier: Path) -> None:
    assert run("events", "-d", dossier, "--csv", "--json").exit_code == 2
    assert run("relations", "A", "B", "C", "-d", dossier).exit_code == 2


@pytest.mark.parser
@pytest.mark.parametrize(
    "command", [["events", "--kind", "arms-transfer"], ["timeline"], ["quotes"], ["claims"]]
)
def test_a_limit_tells_that_there_is_more(dossier: Path, command: list[str]) -> None:
    rows = records(run(*command, "-d", dossier, "--json"))
    cut = run(*command, "-d", dossier, "--json", "--limit", "2")
    assert records(cut) == rows[:2]
    assert "there are more" in cut.stderr
    assert run(*command, "-d", dossier, "--limit", str(len(rows))).stderr == ""


@pytest.mark.parser
def test_relations_lead_to_their_claims(dossier: Path, opened: selon.Dossier) -> None:
    rows = decoded(RelationRow, run("relations", "-d", dossier, "--json"))
    assert rows == opened.relations()
    claims = {row.claim.id: row.claim for row in opened.claims()}
    assert rows
    for row in rows:
        for name in row.claims:
            fillers = {filler for values in claims[name].roles.values() for filler in values}
            assert {row.source.id, row.target.id} <= fillers
            assert claims[name].kind == row.kind


@pytest.mark.parser
def test_relations_between_two_actors_show_their_passages(dossier: Path, opened: selon.Dossier) -> None:
    printed = run("relations", "Moscou", "Pyongyang", "-d", dossier, "--lang", "fr").stdout
    rows = opened.relations("Russie", "Corée du Nord")
    assert rows
    for row in rows:
        assert f"{row.source.name} {'→' if row.directed else '↔'} {row.target.name}" in printed
        assert all(f"{name}  " in printed for name in row.claims)
    assert len(rows) < len(opened.relations("Russie")) < len(opened.relations())


@pytest.mark.parser
def test_the_network_is_written_whole(dossier: Path, tmp_path: Path, opened: selon.Dossier) -> None:
    where = tmp_path / "arms.gexf"
    result = run("relations", "--kind", "arms-transfer", "--gexf", where, "-d", dossier)
    assert (result.exit_code, result.stdout) == (0, "")
    edges = list(ElementTree.parse(where).getroot().iter("{http://gexf.net/1.3}edge"))
    assert len(edges) == len(opened.relations(kind="arms-transfer"))
    assert run("relations", "--kind", "arms-transfer", "--gexf", "-", "-d", dossier).stdout == (
        where.read_text("utf-8")
    )


@pytest.mark.parser
@pytest.mark.parametrize("by", ["speech", "publication"])
def test_a_chronology_of_words_or_pages(dossier: Path, opened: selon.Dossier, by: Any) -> None:
    rows = opened.timeline(by=by)
    lines = run("timeline", "--by", by, "-d", dossier, "--lang", "fr").stdout.split("\n")
    assert "ÉVÉNEMENT" in lines[0]
    assert len(lines) == len(rows) + 2
    assert any(row.stance == "denies" for row in opened.timeline(by="publication"))
    told = {row.id for row in rows if row.happened}
    assert told <= {row.id for row in opened.timeline()}
    published = {page.published for page in opened.pages()}
    assert by == "speech" or {row.edtf for row in rows} <= published


@pytest.mark.parser
def test_an_actor_filters_a_chronology_of_words(opened: selon.Dossier) -> None:
    for row in opened.timeline(by="publication", actor="KCNA"):
        assert "KCNA" in {actor.name for actor in row.reporters}


def passage(document: str, at: int, published: str | None) -> Passage:
    return Passage(document, f"{document}.txt", None, None, published, (at, at + 1), "x", "", "")


def stance(name: str, value: Any, uttered: str | None, where: Passage, **more: Any) -> StanceRow:
    return StanceRow(f"c1.{name}", NamedActor(name, name), value, uttered, None, False, (where,), **more)


def claim(**more: Any) -> ClaimRow:
    one, two = passage("one", 1, "2023-06"), passage("two", 5, "2023-01")
    told = [
        stance("Oslo", "asserts", None, one),
        stance("Bonn", "denies", "2023-02-01", passage("three", 9, "2024")),
        stance("Norvège", "asserts", None, one, through=NamedActor("Oslo", "Oslo")),
        stance("Rome", "fears", None, passage("four", 3, None)),
    ]
    return ClaimRow(Claim("c1", "visit", {}, None, ()), (), tuple(told), (one, two), 3, **more)


def test_a_claim_tells_its_stances_in_words_and_its_sources() -> None:
    words = Words("fr")
    assert "affirme 1, dément 1, craint 1 · 3 sources" in claim_entry(claim(), words).foot
    assert claim_entry(claim(independent=2), words).foot.endswith("3 sources, 2 indépendantes")
    assert claim_entry(claim(independent=2), Words("en")).foot.endswith("3 sources, 2 independent")
    heads = [child.head for child in claim_entry(claim(), words).children]
    assert heads[0] == "Oslo (Norvège)"
    assert len(heads) == 3


def test_a_claim_is_shown_with_all_passages_in_order_of_time() -> None:
    shown = claim_passages(claim(), Words("fr"))
    assert [(entry.lead, entry.head) for entry in shown] == [
        ("[janvier 2023]", "la page elle-même"),
        ("1er février 2023", "contre · Bonn dément"),
        ("[juin 2023]", "pour · Oslo (Norvège) affirme"),
        ("sans date", "à propos · Rome craint"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (None, None, None),
        ("2023-05-01", None, "2023-05-01"),
        ("2023-05-01", "2023-05-01", "2023-05-01"),
        ("2023-05-01", "2023-05-31", "2023-05"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2022-01-01", "2023-12-31", "2022/2023"),
        ("2023-05-01", "2023-06-30", "2023-05/2023-06"),
        ("2023-05-02", "2023-06-30", "2023-05-02/2023-06-30"),
    ],
)
def test_days_that_bound_whole_months_are_told_as_months(
    first: str | None, last: str | None, edtf: str | None
) -> None:
    assert _span(first, last) == edtf


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_no_line_is_broken_before_a_closing_quotation_mark(
    space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    for width in range(20, 60):
        monkeypatch.setenv("COLUMNS", str(width))
        print_entries([Entry((), lead="x", body=f"« {'mot ' * 20}fin{space}»", foot=f"3{space}%")], ())
    assert screen.getvalue().count(f"fin{space}»") == 40
    assert screen.getvalue().count(f"3{space}%") == 40


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_sheet_fits_the_terminal_and_leaves_empty_columns_out(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    screen = _Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    cells = ("c1", "", "mot " * 30, "\x1b[31mrouge", "4")
    print_sheet([Entry(cells, lead="c1", body="mot " * 30)], ("ID", "VIDE", "TEXTE", "COULEUR", "PAGES"))
    plain = re.sub("\x1b\\[[012;]*m", "", screen.getvalue())
    assert max(map(len, plain.split("\n"))) <= width
    assert plain.count("mot") == 30
    assert "VIDE" not in plain
    assert ("TEXTE" in plain) == (width >= 64)
    assert "\x1b" not in plain
