"""What all tests share: the French pack, one parser a session, and the folder of corpora and gold."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from selon.lang import LanguagePack, load_pack

ROOT = Path(__file__).resolve().parents[1]

# How long one example takes tells of the machine's load, not of the code.
settings.register_profile("selon", deadline=None)
settings.load_profile("selon")


@pytest.fixture(scope="session")
def pack() -> LanguagePack:
    return load_pack("fr")


@pytest.fixture(scope="session")
def parser(pack: LanguagePack) -> Any:
    from selon.annotate import load_parser

    return load_parser(pack)


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        reason = "the corpora and gold are not there: they are looked for in ../shared"
        if os.environ.get("SELON_REQUIRE_SHARED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
