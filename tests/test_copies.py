"""Copies in a dossier of read pages: they count once, come and go with their pages, and outlast a rebuild."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import selon
from selon import Dossier
from selon.cli import main
from selon.pipeline import _map
from selon.records import ClaimRow, PageContent, QuoteRow, RawPage

DISPATCH = (
    "« La Lettonie a livré des obus à l’Albanie », a déclaré jeudi Jean Dupuis, porte-parole du gouvernement"
    " polonais, devant la presse réunie au ministère. La livraison aurait eu lieu au début du printemps par"
    " le port de Ventspils, où deux cargos battant pavillon maltais ont été vus à quai pendant plusieurs"
    " nuits, selon des dockers interrogés par la radio locale. Le gouvernement letton n’avait pas réagi en"
    " fin de journée, et le parlement doit entendre le ministre la semaine prochaine à huis clos.\n"
)
MORE = "Le port est fermé au public depuis la tempête de l’hiver dernier, et sa jetée n’est pas réparée.\n"
AGENCY = f"Varsovie, le 4 mai 2023.\n\n{DISPATCH}\n{MORE}"
REPRINT = f"Gazette de Riga, le 5 mai 2023.\n\n{DISPATCH}"
ALONE = (
    "Riga, le 6 mai 2023.\n\n"
    "Jean Dupuis a affirmé jeudi que la Lettonie avait livré des obus à l’Albanie. Il a ajouté qu’il le"
    " savait depuis des mois.\n"
)

pytestmark = pytest.mark.parser


@pytest.fixture(autouse=True)
def _one_parser(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_map, "_parser", lambda language: parser)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with selon.open(tmp_path / "d.selon", create=True) as opened:
        opened.add([raw("agence.txt", AGENCY), raw("gazette.txt", REPRINT), raw("seul.txt", ALONE)])
        yield opened


def raw(name: str, text: str) -> RawPage:
    return RawPage(name, text.encode())


def page_id(dossier: Dossier, source: str) -> str:
    return next(row.id for row in dossier.pages() if row.source == source)


def page(dossier: Dossier, source: str) -> PageContent:
    shown = dossier.show(page_id(dossier, source))
    assert isinstance(shown, PageContent)
    return shown


def told(dossier: Dossier) -> ClaimRow:
    """The claim that most pages report."""
    return max(dossier.claims(kind="arms-transfer"), key=lambda row: row.sources)


def ties(dossier: Dossier) -> list[str]:
    return [
        json.dumps(line, sort_keys=True) for line in dossier.records() if line["type"] in ("copy", "variant")
    ]


def test_a_reprint_counts_once(dossier: Dossier) -> None:
    row = told(dossier)
    assert (row.sources, row.independent) == (3, 2)


def test_a_page_tells_its_copies_and_its_own_share(dossier: Dossier) -> None:
    agency, reprint, alone = (page(dossier, name) for name in ("agence.txt", "gazette.txt", "seul.txt"))
    assert agency.own == alone.own == 1.0
    assert reprint.own is not None
    assert reprint.own < 0.1
    (later,), (earlier,) = agency.copies, reprint.copies
    assert (later.page.source, later.before) == ("gazette.txt", False)
    assert (earlier.page.source, earlier.before, earlier.copy.kind) == ("agence.txt", True, "wire")
    assert alone.copies == ()
    for (start, end), (begin, stop) in earlier.copy.spans:
        assert agency.document.text[start:end] == reprint.document.text[begin:stop]


def test_what_is_said_on_both_is_one_utterance(dossier: Dossier) -> None:
    rows = [row for row in dossier.quotations() if "a livré des obus" in " ".join(row.content)]
    assert [row.passage.source for row in rows] == ["agence.txt", "gazette.txt"]
    shown = dossier.show(rows[0].id)
    assert isinstance(shown, QuoteRow)
    indirect = next(row for row in dossier.quotations() if row.passage.source == "seul.txt")
    assert [variant.id for variant in shown.variants] == [rows[1].id, indirect.id]
    assert shown.variants[0].score == 1
    assert shown.variants[1].score == 1  # the same words on the same Thursday, reported by another page


def test_removing_the_original_takes_its_copies_along(dossier: Dossier) -> None:
    before = ties(dossier)
    dossier.remove(page_id(dossier, "agence.txt"))
    assert dossier.copies() == []
    reprint, row = page(dossier, "gazette.txt"), told(dossier)
    assert (reprint.own, reprint.copies) == (1.0, ())
    assert (row.sources, row.independent) == (2, 2)
    dossier.add(raw("agence.txt", AGENCY))
    (group,) = dossier.copies()
    assert [it.source for it in group.pages] == ["gazette.txt", "agence.txt"]
    assert ties(dossier) != before  # now the agency's page is the later one


def test_a_rebuild_and_a_decision_change_nothing(dossier: Dossier) -> None:
    before = ties(dossier)
    assert len(before) >= 2
    dossier.rebuild()
    assert ties(dossier) == before
    alone = next(row for row in dossier.quotations() if row.passage.source == "seul.txt")
    dossier.decide("reject", alone.id)
    dossier.undo()
    assert ties(dossier) == before


def invoke(dossier: Dossier, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "-d", str(dossier.path)], prog_name="selon")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_lists_the_groups(dossier: Dossier) -> None:
    printed = invoke(dossier, "copies")
    assert "agence.txt" in printed
    assert "gazette.txt" in printed
    assert "seul.txt" not in printed
    (line,) = invoke(dossier, "copies", "--json").splitlines()
    group = json.loads(line)
    assert [it["source"] for it in group["pages"]] == ["agence.txt", "gazette.txt"]
    assert group["copies"][0]["kind"] == "wire"
    assert group["own"][0] == 1.0


def test_the_number_of_independent_sources_is_shown(dossier: Dossier) -> None:
    claim = told(dossier).claim.id
    assert "3 sources, 2 independent" in invoke(dossier, "show", claim, "--lang", "en")
    assert "3 sources, 2 indépendantes" in invoke(dossier, "show", claim, "--lang", "fr")
    assert " 3 / 2 " in invoke(dossier, "claims")


def test_a_filter_that_fits_nothing(dossier: Dossier) -> None:
    words = ["copies", "--kind", "partial", "-d", str(dossier.path)]
    assert CliRunner().invoke(main, words, prog_name="selon").exit_code == 4
    words = ["copies", "--since", "2024", "-d", str(dossier.path)]
    assert CliRunner().invoke(main, words, prog_name="selon").exit_code == 4
