"""The tool for the precision reading: what it counts, and that its draw is one."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "read_events.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("read_events", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(reading: str, verdicts: str) -> dict[str, str]:
    return {"reading": reading, **dict(zip(("kind", "roles", "status"), verdicts, strict=True))}


def test_only_what_was_judged_as_it_is_counts(tool: ModuleType) -> None:
    found = [tool.Drawn(key, "aa", "page", ()) for key in ("one", "two", "three", "four")]
    judged = {"one": row("aa", "yyy"), "two": row("aa", "yny"), "three": row("bb", "yyy")}
    assert list(tool.precision(found, judged)) == [
        "4 drawn, 2 judged as they are, 1 changed since they were judged",
        "kind       1.0000  (2 of 2)",
        "roles      0.5000  (1 of 2)",
        "status     1.0000  (2 of 2)",
        "all three  0.5000  (1 of 2)",
    ]


def test_without_judgements_there_is_no_precision(tool: ModuleType, tmp_path: Path) -> None:
    judged = tool.read_judgements(tmp_path / "none.csv")
    assert list(tool.precision([tool.Drawn("one", "aa", "page", ())], judged))[-1] == "all three  -"


@pytest.mark.parser
def test_the_same_seed_draws_the_same(tool: ModuleType, shared: Path, parser: Any) -> None:
    archive = shared / "corpus" / "orange" / "pages.tar.xz"
    first, again = (list(tool.draw(archive, "test", 3)) for _ in range(2))
    assert first == again
    assert len(first) == 3
    assert all(each.reading and each.key.count(":") == 2 for each in first)
    assert len({each.key for each in first}) == 3


@pytest.mark.parser
def test_pages_of_draws_set_aside_are_not_drawn(tool: ModuleType, shared: Path, parser: Any) -> None:
    archive = shared / "corpus" / "orange" / "pages.tar.xz"
    first = {each.page for each in tool.draw(archive, "test", 2)}
    assert first.isdisjoint(each.page for each in tool.draw(archive, "test", 2, aside=["test"]))
