"""Which characters a regular expression of the grammar can begin with."""

from collections.abc import Sequence

__all__ = ["first_codes"]

_LOOK = ("(?=", "(?!", "(?<=", "(?<!")


def first_codes(parts: Sequence[str]) -> frozenset[str]:
    """The characters that a match of the pattern, cut into its parts, can begin with.

    Parts are `[...]` (a set of characters), group openings, `)`, `|`, `?`, `*`, `+`, `{1,n}`, `$` and
    look-arounds, which take no room. Raises IndexError for brackets that do not balance.
    """
    codes, _, _ = _choice(parts, 0)
    return frozenset(codes)


def _choice(parts: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    """Alternatives from `at` to the closing bracket: first characters, whether it may be empty, its end."""
    codes, empty, at = _row(parts, at)
    while at < len(parts) and parts[at] == "|":
        more, other, at = _row(parts, at + 1)
        codes, empty = codes | more, empty or other
    return codes, empty, at


def _row(parts: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    """Parts one after the other, up to `|` or the closing bracket."""
    codes: set[str] = set()
    empty = True
    while at < len(parts) and parts[at] not in ("|", ")"):
        more, skips, at = _one(parts, at)
        if at < len(parts) and parts[at] in ("?", "*"):
            skips, at = True, at + 1
        elif at < len(parts) and (parts[at] == "+" or parts[at][0] == "{"):
            at += 1
        if empty:
            codes |= more
        empty = empty and skips
    return codes, empty, at


def _one(parts: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    part = parts[at]
    if part[0] == "[":
        return set(part[1:-1]), False, at + 1
    if part[0] != "(":
        return set(), True, at + 1
    codes, empty, end = _choice(parts, at + 1)
    if parts[end] != ")":
        raise IndexError("brackets do not balance")
    return (set(), True, end + 1) if part in _LOOK else (codes, empty, end + 1)
