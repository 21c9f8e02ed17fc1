"""Reading one TOML table of a pack."""

import tomllib
from importlib.resources.abc import Traversable
from typing import Any

from selon.records import InvalidPack

__all__ = ["read_table"]


def read_table(folder: Traversable, name: str) -> dict[str, Any]:
    """The content of the table `name`; raises InvalidPack with the file and the place when it is broken."""
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InvalidPack(f"{name}: {error}") from error
