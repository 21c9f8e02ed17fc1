"""What an address asks a view for: whose, which kind, from when to when, which part of a long list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.requests import Request

from selon.records import Edtf, InvalidDate

__all__ = ["PAGE_SIZE", "Filters", "Slice", "cut", "filters"]

PAGE_SIZE = 50
"""How many rows of a long list one view shows."""
_SHARE = re.compile(r"0?\.[0-9]{1,4}|[01](\.0{0,4})?", re.ASCII)
_NAMES = ("actor", "kind", "since", "until", "rule", "least")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a view; `trouble` names those that cannot be read, and that are not applied.

    `least` is a probability: what is held with less is left out.
    """

    actor: str | None
    kind: str | None
    since: str | None
    until: str | None
    part: int
    trouble: tuple[str, ...] = ()
    rule: str | None = None
    least: float | None = None

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, as in the address."""
        pairs = {name: getattr(self, name) for name in _NAMES}
        return {key: str(value) for key, value in pairs.items() if value is not None}

    def rows(self, *names: str) -> dict[str, Any]:
        """The filters of these names as the dossier's reading methods take them."""
        return {name: getattr(self, name) for name in names}

    @property
    def limit(self) -> int:
        """How many rows must be read to show this part and to know whether there is another."""
        return self.part * PAGE_SIZE + 1


@dataclass(frozen=True, slots=True)
class Slice(Generic[_R]):
    """One part of a long list: its rows, its number and its first row (from 1), whether more follow."""

    rows: tuple[_R, ...]
    number: int
    first: int
    more: bool


def filters(request: Request) -> Filters:
    """The filters in an address. A date that is none is told, not guessed."""
    asked, trouble = request.query_params, []
    dates: dict[str, str | None] = {}
    for name in ("since", "until"):
        value = asked.get(name, "").strip()
        try:
            dates[name] = str(Edtf.parse(value)) if value else None
        except InvalidDate:
            dates[name] = None
            trouble.append(value)
    part, least = asked.get("part", "1"), asked.get("least", "").strip().replace(",", ".")
    return Filters(
        actor=asked.get("actor", "").strip() or None,
        kind=asked.get("kind", "").strip() or None,
        since=dates["since"],
        until=dates["until"],
        part=max(1, int(part)) if part.isdecimal() and len(part) < 6 else 1,
        trouble=tuple(trouble),
        rule=asked.get("rule", "").strip() or None,
        least=float(least) if _SHARE.fullmatch(least) else None,
    )


def cut(rows: Sequence[_R], part: int) -> Slice[_R]:
    """The part of a list that an address asks for."""
    start = (part - 1) * PAGE_SIZE
    return Slice(tuple(rows[start : start + PAGE_SIZE]), part, start + 1, len(rows) > start + PAGE_SIZE)
