"""The documentation does what it says: its commands and code run, its links lead somewhere.

In `docs/` and the README, a ```console block is a session: the lines after `$ selon ...` are what the
command prints (standard output and error together), with `...` for what is left out; `$ echo $?` shows an
exit code. A ```python block runs as it stands or, with prompts, as a doctest; a ```sql block asks the
dossier and must be answered. All of a page runs in a folder that holds `examples/` and, unless the page
begins with the comment `fresh`, the dossier made of them.
"""

import dataclasses
import doctest
import re
import shlex
import shutil
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import pytest
from click.testing import CliRunner

import selon
from selon.cli import main
from selon.records import Analysis, Document, DossierRecord

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "examples/README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(console|python|sql)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SEEDS = "../shared/"


@dataclass(frozen=True)
class Step:
    """A command of a session and what it is said to print."""

    command: str
    expected: str


@pytest.fixture(scope="session")
def example_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "dossier.selon"
    with selon.open(path, create=True) as dossier:
        report = dossier.add(ROOT / "examples")
    assert report.added >= 8
    assert report.rejected
    return path


@pytest.fixture
def workplace(tmp_path: Path, example_dossier: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path, example_dossier


def _steps(session: str) -> list[Step]:
    parts = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [Step(*part.split("\n", 1)) for part in parts]


def _fits(expected: str, printed: str) -> bool:
    """Whether `printed` is `expected`: `...` stands for anything in a line, alone for any number of lines.

    The width of columns, which is that of their longest cell, does not count.
    """
    expected, printed = (re.sub(r" {2,}", "  ", text) for text in (expected, printed))
    plain = "".join(f"{line.rstrip()}\n" for line in printed.strip().split("\n"))
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*?") + r"\n"
        for line in expected.strip().split("\n")
    )
    return re.fullmatch(pattern, plain) is not None


def _run_session(session: str) -> None:
    code = 0
    for step in _steps(session):
        if step.command == "echo $?":
            assert step.expected.strip() == str(code)
            continue
        words = shlex.split(step.command, comments=True)
        if words[0] != "selon" or any(SEEDS in word for word in words):
            continue
        result = CliRunner().invoke(main, words[1:], prog_name="selon")
        code = result.exit_code
        assert result.exception is None or isinstance(result.exception, SystemExit), step.command
        assert code in (0, 3), f"{step.command}: exit code {code}\n{result.output}"
        if step.expected.strip():
            assert _fits(step.expected, result.output), f"{step.command}\n{result.output}"


def _run_python(code: str, names: dict[str, object], where: str) -> None:
    if ">>> " not in code:
        exec(compile(code, where, "exec"), names)
        return
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    wrong: list[str] = []
    runner.run(parser.get_doctest(code, names, where, where, 0), out=wrong.append, clear_globs=False)
    names.update(runner.test.globs if runner.test else {})
    assert not wrong, "".join(wrong)


def _run_sql(query: str) -> None:
    with sqlite3.connect("dossier.selon") as dossier:
        assert dossier.execute(query).fetchone() is not None, query
    dossier.close()


@pytest.mark.parser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_so(page: Path, workplace: tuple[Path, Path]) -> None:
    folder, dossier = workplace
    text = page.read_text("utf-8")
    if not text.startswith("<!-- fresh -->"):
        shutil.copy(dossier, folder / "dossier.selon")
    names: dict[str, object] = {"__name__": "__main__"}
    for kind, body in BLOCK.findall(text):
        if kind == "console":
            _run_session(body)
        elif kind == "python":
            _run_python(body, names, page.name)
        else:
            _run_sql(body)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_dependency_is_told_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    choices = (ROOT / "docs/explanation/choices.md").read_text("utf-8").lower().replace("_", "-")
    for dependency in project["dependencies"]:
        assert re.split(r"[<>=]", dependency)[0] in choices, dependency


def test_every_public_method_of_a_dossier_is_told() -> None:
    told = set(re.findall(r"^\| `\.(\w+)\(", (ROOT / "docs/reference/python.md").read_text(), re.MULTILINE))
    methods = {name for name in vars(selon.Dossier) if not name.startswith("_")}
    assert told == methods - {"close"}


def test_every_page_of_the_documentation_is_in_its_index() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        if page.name != "README.md":
            assert f"({page.relative_to(ROOT / 'docs')})" in index, page.name


@pytest.mark.parametrize(
    "record", [Document, Analysis, *get_args(DossierRecord)], ids=lambda record: str(record.__name__)
)
def test_every_field_of_the_record_is_told(record: type[Any]) -> None:
    reference = (ROOT / "docs/reference/records.md").read_text("utf-8")
    for name in _field_names(record):
        assert f'"{name}"' in reference, f"{record.__name__}.{name}"
    for value in _codes(get_type_hints(record).values()):
        assert re.search(rf"[`\" ]{re.escape(value)}[`\" ]", reference), f"{record.__name__}: {value}"


def _codes(hints: Iterable[Any]) -> Iterator[str]:
    """The values of every Literal in these types, inside records too."""
    for hint in hints:
        if get_origin(hint) is Literal:
            yield from get_args(hint)
        elif dataclasses.is_dataclass(hint):
            yield from _codes(get_type_hints(hint).values())
        else:
            yield from _codes(get_args(hint))


def _field_names(record: type[Any]) -> Iterator[str]:
    """The names of a record's fields and of all records inside it, as the JSON has them."""
    hints = get_type_hints(record)
    for field in dataclasses.fields(record):
        if (record, field.name) != (Analysis, "document"):
            yield field.name.rstrip("_")
        for part in (hints[field.name], *get_args(hints[field.name])):
            if dataclasses.is_dataclass(part):
                yield from _field_names(cast(type[Any], part))


class _Links(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.targets.add(value[1:])


@pytest.mark.parser
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_the_examples_has_no_dead_link(
    language: str, workplace: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, dossier = workplace
    shutil.copy(dossier, folder / "dossier.selon")
    result = CliRunner().invoke(main, ["export", "html", "--lang", language, "-o", "page.html"])
    assert result.exit_code == 0, result.output
    page = _Links((folder / "page.html").read_text("utf-8"))
    assert len(page.ids) == len(set(page.ids))
    assert page.targets <= set(page.ids)
    assert len(page.targets) > 50
