"""When something was said and to whom, on sentences of our own with gold."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from selon.annotate import annotate
from selon.lang import LanguagePack

from .pages import page

pytestmark = pytest.mark.parser

SAID = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "annotate" / "quotations" / "told.toml").read_text("utf8")
)["said"]


def test_there_are_forty_sentences() -> None:
    assert len(SAID) == 40


@pytest.mark.parametrize("said", SAID, ids=[said["text"][:40] for said in SAID])
def test_time_addressee_and_relay_are_those_of_the_clause(
    said: dict[str, str], pack: LanguagePack, parser: Any
) -> None:
    analysis = annotate(page(said["text"]), pack, parser)
    names = {entity.id: entity.name for entity in analysis.entities}
    times = {time.id: said["text"][time.start : time.end] for time in analysis.times}
    assert analysis.quotations
    first = analysis.quotations[0]
    if "uttered" in said:
        assert times.get(first.uttered or "", "") == said["uttered"]
    if "addressee" in said:
        assert (first.addressee or "") == said["addressee"]
    if "via" in said:
        assert [names[relay] for relay in first.via] == [said["via"]]
