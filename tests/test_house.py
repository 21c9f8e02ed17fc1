"""What the house promises of itself: commands are documented, public names tell what they are."""

import ast
import dataclasses
import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

import selon
import selon.records
from selon.cli import main
from selon.lang import load_pack

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"^## ", COMMANDS, flags=re.MULTILINE)[1:]}
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def _commands(group: click.Group, path: str = "selon") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option)]


ALL_COMMANDS = dict(_commands(main))
MODULES = ["selon", *(module.name for module in pkgutil.walk_packages(selon.__path__, "selon."))]


@pytest.mark.parametrize("path", ALL_COMMANDS)
def test_every_command_and_option_is_documented(path: str) -> None:
    command = ALL_COMMANDS[path]
    section = next((text for title, text in SECTIONS.items() if re.match(rf"{path}\b", title)), None)
    assert section, f"docs/reference/commands.md has no section on `{path}`"
    for option in _options(command):
        assert any(f"`{name}" in section for name in option.opts), (
            f"{path}: {option.opts} is not in its section"
        )
        assert all(f"`{name}" in COMMANDS for name in option.opts), f"{option.opts} is not told in full"


@pytest.mark.parametrize("path", ALL_COMMANDS)
def test_every_command_has_help_with_examples(path: str) -> None:
    command = ALL_COMMANDS[path]
    assert command.help
    assert f"  {path}" in (command.epilog or "") or f"| {path}" in (command.epilog or "")
    assert all(option.help for option in _options(command))


def test_no_option_is_documented_that_is_not_there() -> None:
    known = {
        name for command in ALL_COMMANDS.values() for option in _options(command) for name in option.opts
    }
    told = {name for code in re.findall(r"`([^`\n]+)`", COMMANDS) for name in OPTION.findall(code)}
    assert told <= known | {"-h", "--help", "--version", "-m"}


def test_no_command_is_documented_that_is_not_there() -> None:
    titles = {match[0] for title in SECTIONS if (match := re.match(r"selon [a-z ]+(?<! )", title))}
    assert {title for title in titles if not any(title.startswith(path) for path in ALL_COMMANDS)} == set()


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_has_a_docstring(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__ or not inspect.getsource(module).strip()
    missing = [public for public in _own_names(module) if not _is_told(module, public)]
    assert missing == []


def _own_names(module: ModuleType) -> list[str]:
    """The names of `__all__` that are made in this module, not those that it passes on."""
    made = _made(module)
    return [name for name in getattr(module, "__all__", ()) if name in made and not name.startswith("__")]


def _made(module: ModuleType) -> dict[str, str | None]:
    """The names that a module's own statements make, with the docstring of each."""
    body = ast.parse(inspect.getsource(module)).body
    made: dict[str, str | None] = {}
    for statement, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            made[statement.name] = ast.get_docstring(statement)
        for target in _targets(statement):
            made[target] = _string(following)
    return made


def _targets(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _string(statement: ast.stmt | None) -> str | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return None


def _is_told(module: ModuleType, name: str) -> bool:
    """A docstring of its own; a set of literals tells itself by its name and values."""
    value = getattr(module, name)
    return bool(_made(module)[name]) or str(value).startswith("typing.Literal")


def test_records_are_frozen() -> None:
    records = [value for value in vars(selon.records).values() if inspect.isclass(value)]
    classes = [value for value in records if dataclasses.is_dataclass(value)]
    assert len(classes) > 30
    thawed = [value.__name__ for value in classes if not getattr(value, "__dataclass_params__").frozen]  # noqa: B009
    assert thawed == []


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == selon.__version__ == importlib.metadata.version("selon")


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "Makefile", "scripts/setup", ".ci/run"]
)
def test_what_sets_up_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.search(r"https?://|--index|--find-links", text) is None


# Words of the closed classes that are also something else in code: labels of the parser, fields of records,
# HTML, encodings, English.
NO_FRENCH = frozenset(
    {
        "accuse",
        "aux",
        "version",
        "comment",
        "en",
        "face",
        "fut",
        "me",
        "on",
        "or",
        "plus",
        "pres",
        "selon",
        "se",
        "son",
        "te",
        "tu",
        "via",
    }
)
ROOMS = sorted(
    path.name for path in (ROOT / "src" / "selon").iterdir() if path.is_dir() and path.name[0] != "_"
)
# Names of encodings, class names in the markup of pages, notices of copyright, examples in help texts.
OUTSIDE = ("extract/decode.py", "extract/shape.py", "extract/publishers.py", "cli/reading.py")


def _closed_words() -> frozenset[str]:
    """Determiners, pronouns, prepositions, conjunctions of the language pack, of two letters or more."""
    pack = load_pack("fr")
    found = {word for name, words in pack.speech.grammar.items() if "endings" not in name for word in words}
    for name, words in pack.names.words.items():
        if name.startswith(("determiners.", "pronouns.")):
            found.update(words)
    bare = {word.strip("-'’") for word in found}
    return frozenset(word for word in bare if len(word) > 1 or word == "à") - NO_FRENCH


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def _french(text: str, words: frozenset[str]) -> list[str]:
    """The words in a literal that are French, whole words only, capitals (tags, codes) left aside."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if word in words]


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "lang"])
def test_no_french_word_is_written_in_code(room: str) -> None:
    folder = ROOT / "src" / "selon" / room
    words = _closed_words()
    modules = [path for path in sorted(folder.rglob("*.py")) if not str(path).endswith(OUTSIDE)]
    assert modules
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in modules
        for line, text in _literals(path)
        if _french(text, words)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["qui", "à", "-t-il", "(?:les |la )*", "d'après"])
def test_french_words_are_seen(text: str) -> None:
    assert _french(text, _closed_words())


@pytest.mark.parametrize("text", ["nsubj:pass", "AUX", "aux:tense", "the page tells of an error", "ON"])
def test_labels_are_not_taken_for_french(text: str) -> None:
    assert not _french(text, _closed_words())
