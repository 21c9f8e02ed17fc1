"""Stories, their chronology and the brief, over made pages that the parser reads."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import selon
from selon.cli import main
from selon.records import StoryRow, UnknownId

FIRST = (
    "La Lettonie livre des obus à l'Albanie\n\nPublié le 4 mai 2023\n\n"
    "La Lettonie a livré des obus à l'Albanie le 2 mai 2023, a affirmé Jean Dupuis, ministre polonais."
    " Karl Vanags, ministre letton, a confirmé cette livraison d'obus à l'Albanie.\n"
)
SECOND = (
    "L'Albanie et les obus de la Lettonie\n\nPublié le 5 mai 2023\n\n"
    "La Lettonie a livré des obus à l'Albanie le 2 mai 2023, selon Jean Dupuis, ministre polonais."
    " Le gouvernement albanais garde le silence sur ces obus lettons.\n"
)
THIRD = (
    "La Lettonie dément\n\nPublié le 9 mai 2023\n\n"
    "La Lettonie a démenti avoir livré des obus à l'Albanie. Si la Pologne ne se rétracte pas, la Lettonie"
    " menace d'imposer des sanctions à la Pologne.\n"
)
OTHER = (
    "Tempête sur la côte\n\nPublié le 5 mai 2023\n\n"
    "Une tempête a frappé Brévannes dans la nuit. Le préfet Lucien Morel a fermé les écoles de Brévannes.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    for name, text in (("1", FIRST), ("2", SECOND), ("3", OTHER), ("4", THIRD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "made.selon"
    with selon.open(path, create=True) as dossier:
        dossier.add([folder / f"{name}.txt" for name in "1234"])
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def names(story: StoryRow) -> list[list[str]]:
    return [[Path(page.source).stem for page in chapter.pages] for chapter in story.chapters]


def members(dossier: selon.Dossier) -> dict[str, list[str]]:
    return {story.id: sorted(name for pages in names(story) for name in pages) for story in dossier.stories()}


@pytest.mark.parser
def test_pages_of_one_matter_are_a_story_with_a_verbatim_title(built: Path) -> None:
    with selon.open(built) as dossier:
        first, second = dossier.stories()
        assert (first.id, second.id) == ("s1", "s2")
        assert [sorted(chapter) for chapter in names(first)] == [["1", "2", "4"]]
        assert names(second) == [["3"]]
        titles = {page.title for chapter in first.chapters for page in chapter.pages}
        assert first.title in titles
        assert first.edtf == "2023-05-04/2023-05-09"
        assert (first.sources, first.independent) == (3, 3)
        assert dossier.show("s1") == first
        assert dossier.why("s1").score == min(tie.score for tie in first.chapters[0].ties)
        assert [story.id for story in dossier.stories(actor="Lettonie")] == ["s1"]
        assert [story.id for story in dossier.stories(since="2023-05-06")] == ["s1"]
        assert dossier.stories(limit=1) == [first]
        lines = [line for line in dossier.records() if line["type"] == "story"]
        assert [line["id"] for line in lines] == ["s1", "s2"]
        with pytest.raises(UnknownId):
            dossier.timeline(story="s9")


@pytest.mark.parser
def test_removal_makes_stories_anew_and_keeps_their_ids(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "less.selon"
    path.write_bytes(built.read_bytes())
    with selon.open(path) as dossier:
        before = members(dossier)
        page = next(page for page in dossier.pages() if Path(page.source).stem == "1")
        dossier.remove(page.id)
        assert members(dossier) == {"s1": ["2", "4"], "s2": ["3"]}
        dossier.add(built.parent / "1.txt")
        assert members(dossier) == before


@pytest.mark.parser
def test_nodes_are_times_with_their_independent_sources(built: Path) -> None:
    with selon.open(built) as dossier:
        (node, *_) = dossier.nodes(story="s1", top=1)
        assert node.edtf == "2023-05-02"
        assert (node.sources, node.independent) == (2, 2)
        passage = node.row.passages[0]
        text = dossier.read_page(passage.document).document.text
        assert text[slice(*passage.span)] == passage.exact
        assert node.row.label in text
        assert node.chapter == dossier.stories()[0].chapters[0].title
        rows = dossier.timeline(story="s1")
        assert {row.id for row in rows} <= {row.id for row in dossier.timeline()}
        assert dossier.timeline(story="s2") == []


@pytest.mark.parser
def test_a_brief_tells_what_is_new(built: Path) -> None:
    with selon.open(built) as dossier:
        whole, since = dossier.brief(), dossier.brief("2023-05-09")
    assert (whole.pages, since.pages) == (4, 1)
    assert {row.claim.claim.kind for row in since.denials} == {"arms-transfer"}
    assert {row.stance.value for row in since.denials} == {"denies"}
    told = {passage.document for row in since.denials for passage in row.stance.passages}
    assert len(told) == 1
    assert {row.claim.id for row in since.claims} < {row.claim.id for row in whole.claims}
    assert [row.claim.claim.kind for row in since.threats] == ["sanction"]


@pytest.mark.parser
def test_the_last_brief_is_remembered(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "read.selon"
    path.write_bytes(built.read_bytes())
    with selon.open(path) as dossier:
        assert dossier.brief("last").pages == 4
        assert dossier.brief("last", remember=True).pages == 4
        assert dossier.brief("last").pages == 0
        (tmp_path / "5.txt").write_text(OTHER.replace("Brévannes", "Larmor"), encoding="utf-8")
        dossier.add(tmp_path / "5.txt")
        assert dossier.brief("last").pages == 1
        assert dossier.header().schema == 1


@pytest.mark.parser
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_commands(built: Path, language: str) -> None:
    where = ["-d", str(built), "--lang", language]
    assert "s1" in run("stories", *where)
    assert "L'Albanie et les obus de la Lettonie" in run("show", "s1", *where)
    assert len(run("timeline", "--story", "s1", "--top", "1", *where).splitlines()) == 2
    text = run("brief", *where)
    assert text.startswith("# ")
    assert text.count("\n## ") == 4
    assert "4.txt:" in text
    (line,) = run("brief", "--since", "2023-05-09", "--json", *where).splitlines()
    assert json.loads(line)["type"] == "brief"
    assert json.loads(run("stories", "--json", *where).splitlines()[0])["id"] == "s1"
    assert json.loads(run("timeline", "--top", "1", "--json", *where))["type"] == "node-row"


def test_wrong_usage(tmp_path: Path) -> None:
    for arguments in (["brief", "--since", "hier"], ["timeline", "--top", "3", "--by", "speech"]):
        assert CliRunner().invoke(main, arguments).exit_code == 2
