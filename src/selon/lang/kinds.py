"""The kinds of events of a pack as registers and networks need them, without the rest of the pack."""

import functools
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from selon.lang._table import read_table
from selon.records import EventKind, InvalidPack

__all__ = ["load_kinds", "read_kinds"]

_ONE, _SEVERAL = "actor", "actors"  # types of roles, as `selon.lang.events` has them


@functools.cache
def load_kinds(code: str = "fr") -> Mapping[str, EventKind]:
    """The kinds of the pack of a language (ISO 639-1), in its order; raises InvalidPack.

    Reads two tables: a command that only reads a dossier needs no more.
    """
    return read_kinds(resources.files("selon.lang") / code)


def read_kinds(folder: Traversable) -> Mapping[str, EventKind]:
    """The kinds that `events.toml` in `folder` names; raises InvalidPack.

    Something passes from the first actor among a kind's roles to each other one, and those who fill a role
    of type `actors` do it together, unless `relations.toml` says otherwise.
    """
    kinds = read_table(folder, "events.toml").get("kinds", {})
    told = read_table(folder, "relations.toml").get("pairs", {})
    if unknown := sorted(told.keys() - kinds.keys()):
        raise InvalidPack(f"relations.toml: the kind {unknown[0]!r} is not in events.toml")
    return {
        kind: EventKind(kind, tuple(roles), _pairs(kind, roles, told.get(kind)))
        for kind, roles in kinds.items()
    }


def _pairs(kind: str, roles: Mapping[str, str], told: Any) -> tuple[tuple[str, str], ...]:
    if told is None:
        actors = [role for role, sort in roles.items() if sort in (_ONE, _SEVERAL)]
        together = [(role, role) for role in actors if roles[role] == _SEVERAL]
        return (*((actors[0], role) for role in actors[1:]), *together)
    pairs = tuple((str(first), str(second)) for first, second in told)
    for role in (role for pair in pairs for role in pair):
        if role not in roles:
            raise InvalidPack(f"relations.toml: the kind {kind!r} has no role {role!r}")
    return pairs
