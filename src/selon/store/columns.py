"""Values as the columns of a dossier hold them: days, places, and text that SQLite can keep."""

from collections.abc import Iterable

from selon.records import Edtf, InvalidDate, Span

__all__ = ["bounds", "hull", "plain"]


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day that an EDTF value may mean, as `YYYY-MM-DD`; null where open or not known."""
    if edtf is None:
        return None, None
    try:
        value = Edtf.parse(edtf)
    except InvalidDate:
        return None, None
    first, last = value.earliest, value.latest
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def hull(spans: Iterable[Span]) -> Span:
    """The span from the first to the last character of some spans."""
    found = list(spans)
    return min(start for start, _ in found), max(end for _, end in found)


def plain(text: str | None) -> str | None:
    """The text as SQLite can hold it: a lone surrogate, which no encoding holds, becomes a question mark."""
    return text.encode("utf8", "replace").decode("utf8") if text is not None else None
