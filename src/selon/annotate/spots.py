"""Where names stand in a sentence: the gazetteer, runs of capitals, titles, the recogniser as one witness."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from selon.annotate.capitals import acts
from selon.annotate.lines import Line
from selon.annotate.runs import find_runs
from selon.lang.names import Entry, words_of
from selon.records import Span

__all__ = ["NameSort", "NameSpot", "find_names"]

NameSort = Literal["person", "organisation", "state", "demonym", "unknown"]

_Cell = tuple[str, int]
_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class NameSpot:
    """A name: tokens `[first, last)` of a sentence, offsets `[start, end)` with its title, if any.

    `key` is the alpha-3 code of a state or demonym, or the name of a known institution. `core` is the span of
    the name without its title; `gender` is what title or first name tell (m, f, x).
    """

    first: int
    last: int
    start: int
    end: int
    sort: NameSort
    key: str | None = None
    core: Span = (0, 0)
    gender: str = "x"
    titled: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry of the gazetteer at tokens `[first, last)`."""

    first: int
    last: int
    entry: Entry


def find_names(line: Line) -> list[NameSpot]:
    """The names of a sentence in order; they do not overlap."""
    matches = list(_gazetteer(line))
    known = {index: match for match in matches for index in range(match.first, match.last)}
    runs = find_runs(line)
    spots = [spot for run in runs if (spot := _classify(line, run, known))]
    taken = {index for spot in spots for index in range(spot.first, spot.last)}
    covered = {index: run for run in runs for index in range(*run)}
    for match in matches:
        free = taken.isdisjoint(range(match.first, match.last))
        if free and _stands_alone(match, covered) and (spot := _known(line, match)):
            spots.append(spot)
    return sorted(spots, key=lambda spot: spot.start)


def _stands_alone(match: _Match, runs: Mapping[int, Span]) -> bool:
    """Whether a state or capital is no part of a longer name (Air France, Hauts-de-France)."""
    if match.entry.kind in ("organisation", "demonym"):
        return True
    touching = (runs[index] for index in range(match.first, match.last) if index in runs)
    return all(match.first <= run[0] and run[1] <= match.last for run in touching)


def _gazetteer(line: Line) -> Iterator[_Match]:
    """Longest matches; a match begins and ends at the edges of tokens."""
    cells = [(word, index) for index, surface in enumerate(line.surfaces) for word in words_of(surface)]
    position = 0
    while position < len(cells):
        found = _longest_at(line, cells, position)
        if found:
            yield _Match(cells[position][1], cells[position + found[0] - 1][1] + 1, found[1])
        position += found[0] if found else 1


def _longest_at(line: Line, cells: Sequence[_Cell], position: int) -> tuple[int, Entry] | None:
    if position and cells[position - 1][1] == cells[position][1]:
        return None
    for length in range(line.names.longest.get(cells[position][0], 0), 0, -1):
        end = position + length
        if end > len(cells) or (end < len(cells) and cells[end][1] == cells[end - 1][1]):
            continue
        entry = line.names.gazetteer.get(tuple(word for word, _ in cells[position:end]))
        if entry and _is_written(line, cells[position:end], entry):
            return length, entry
    return None


def _is_written(line: Line, cells: Sequence[_Cell], entry: Entry) -> bool:
    """Whether the capitals are those of the entry, and hyphens do not tie the match to something longer."""
    first, last = cells[0][1], cells[-1][1]
    if _is_tied(line, first, last):
        return False
    if entry.cased is None:
        return True
    surface = line.surfaces[cells[entry.cased][1]]
    if entry.acronym:
        return surface.isupper() and not line.capitals
    return surface[:1].isupper() or (first == last and any(map(str.isupper, surface)))


def _is_tied(line: Line, first: int, last: int) -> bool:
    tokens = line.tokens
    if first > 1 and line.surfaces[first - 1] == "-" and tokens[first - 1].end == tokens[first].start:
        return True
    ends = last + 2 < len(tokens) and line.surfaces[last + 1] == "-"
    return ends and tokens[last].end == tokens[last + 1].start


def _classify(line: Line, run: Span, known: Mapping[int, _Match]) -> NameSpot | None:
    """The spot that a run is, with its title; null when it is a known name, or nothing but a noun."""
    run = _behind_known(*run, known)
    first, last = run if _opens_known(line, *run, known) else _without_nouns(line, *run)
    if first == last or _holds(known.get(first), first, last) or _is_portfolio(line, first):
        return None
    if line.is_in(first, "labels.nobody"):
        return None
    first = _after_known(line, first, last, known)
    first += line.surfaces[first] in line.names.titles and last - first > 1
    title = line.names.titles.get(line.surface(first - 1))
    sort = "person" if title else _sort_of(line, first, last, known)
    core = line.span(first, last)
    gender = "x"
    if sort == "person" and last - first > 1:
        name = line.words[first]
        gender = line.names.first_names.get(name) or line.names.first_names.get(name.split("-")[0], "x")
    if title in ("m", "f"):
        gender = title
    start = line.tokens[first - bool(title)].start
    return NameSpot(first - bool(title), last, start, core[1], sort, None, core, gender, bool(title))


def _is_portfolio(line: Line, first: int) -> bool:
    """Whether a capital is that of a minister's office (ministre de l'Intérieur), no body by itself."""
    before = first - 1
    while line.pos(before) in ("DET", "ADP"):
        before -= 1
    return before < first - 1 and line.is_in(before, "roles.portfolio")


def _without_nouns(line: Line, first: int, last: int) -> Span:
    """The run without titles, labels and nouns for sources that open it; empty when it is but one of them."""
    while first < last:
        titled = line.surfaces[first] in line.names.titles
        if not titled and (not _is_common(line, first) or _begins_name(line, first, last)):
            break
        if not titled and last - first == 1:
            return last, last
        first += 1
    return first, last


def _is_common(line: Line, index: int) -> bool:
    """Whether a word is a noun for sources, or one for a matter named after somebody (Affaire Untel)."""
    return line.words[index] in line.names.nouns or line.is_in(index, "labels.matters")


def _begins_name(line: Line, first: int, last: int) -> bool:
    """Whether a noun is a first name here (Marine, by the recogniser too), with more of the name after it."""
    named = line.words[first] in line.names.first_names and line.tokens[first].entity == "PER"
    return named and last - first > 1


def _holds(match: _Match | None, first: int, last: int) -> bool:
    if match is None or last > match.last:
        return False
    return match.entry.kind != "demonym" or last - first == 1


def _after_known(line: Line, first: int, last: int, known: Mapping[int, _Match]) -> int:
    """Where a person's name begins in a run that opens with a known name (M6, then a person)."""
    match = known.get(first)
    if match is None or match.first != first or match.last >= last - 1:
        return first
    begins = line.words[match.last].split("-")[0] in line.names.first_names
    titled = line.surfaces[match.last] in line.names.titles
    voice = match.entry.kind == "organisation" and line.names.institutions[match.entry.key].voice
    said = voice and all(token.entity == "PER" for token in line.tokens[match.last : last])
    return match.last if begins or titled or said else first


def _behind_known(first: int, last: int, known: Mapping[int, _Match]) -> Span:
    """The run without the end of a known name that began before it (la Maison Blanche, then a person)."""
    match = known.get(first)
    cut = match is not None and match.first < first and match.last < last
    return (match.last, last) if match and cut else (first, last)


def _opens_known(line: Line, first: int, last: int, known: Mapping[int, _Match]) -> bool:
    """Whether a run opens with a known name of several words and goes on (la Maison Blanche Jean Untel)."""
    match = known.get(first)
    return match is not None and match.first == first and first + 1 < match.last < last


def _sort_of(line: Line, first: int, last: int, known: Mapping[int, _Match]) -> NameSort:
    labels = [line.tokens[i].entity for i in range(first, last)]
    matches = (known[i] for i in range(first, last) if i in known)
    inside = (match.entry.kind for match in matches if first <= match.first and match.last <= last)
    held = next((kind for kind in inside if kind != "demonym"), None)
    if held and not _is_namesake(line, first, last, known, labels):
        body = held == "organisation" or _most(labels, "ORG", strictly=True)
        return "organisation" if body else _by_name(line, first, last, labels)
    before = line.names.nouns.get(line.words[first - 1]) if first else None
    if before and before.sort in ("office", "person") and "LOC" not in labels:
        return "person"
    if before and before.sort == "body" and labels.count("PER") < len(labels):
        return "organisation"
    return _by_name(line, first, last, labels)


def _is_namesake(
    line: Line, first: int, last: int, known: Mapping[int, _Match], labels: Sequence[str]
) -> bool:
    """Whether a known name is but a first name here (Marianne, with a surname), by the recogniser too."""
    match = known.get(first)
    alone = match is not None and (match.first, match.last) == (first, first + 1) and last - first > 1
    return alone and line.words[first] in line.names.first_names and _most(labels, "PER")


def _most(labels: Sequence[str], label: str, *, strictly: bool = False) -> bool:
    count = labels.count(label)
    return count > 0 and (count * 2 > len(labels) if strictly else count * 2 >= len(labels))


def _by_name(line: Line, first: int, last: int, labels: Sequence[str]) -> NameSort:
    single = last - first == 1
    named = line.words[first].split("-")[0] in line.names.first_names
    joined = last - first > 2 and line.is_in(first + 1, "particles.french")
    if named and not single and (joined or not _most(labels, "ORG", strictly=True)):
        return "person"
    article = single and line.is_in(first - 1, "determiners.definite")
    opening = single and first == 0 and not named and not line.tokens[first].dep.startswith("nsubj")
    if _most(labels, "PER") and not article and not opening:
        return "person"
    surface = line.surfaces[first]
    acronym = single and surface.isupper() and surface.isalpha() and 2 <= len(surface) <= _ACRONYM
    return "organisation" if acronym or _most(labels, "ORG") else "unknown"


def _known(line: Line, match: _Match) -> NameSpot | None:
    first, last, entry = (
        match.first + line.is_in(match.first, "determiners.contracted"),
        match.last,
        match.entry,
    )
    start, end = line.span(first, last)
    if entry.kind in ("capital", "seat") and not acts(line, first, last):
        return None
    return NameSpot(first, last, start, end, _SORTS[entry.kind], entry.key, (start, end))


_SORTS: dict[str, NameSort] = {
    "capital": "state",
    "seat": "organisation",
    "demonym": "demonym",
    "state": "state",
    "organisation": "organisation",
}
