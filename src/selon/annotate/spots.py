"""Where names stand in a sentence: the gazetteer, runs of capitals, titles, and the recogniser as a witness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from selon.annotate.sentences import Sentence, Token
from selon.lang.names import Entry, NameWords, fold, words_of
from selon.records import Span

__all__ = ["Line", "NameSort", "NameSpot", "find_names", "read_line"]

NameSort = Literal["person", "organisation", "state", "demonym", "unknown"]

_CLOSED = frozenset({"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "AUX", "PUNCT", "NUM", "INTJ", "SYM", "SPACE"})
_JOINTS = frozenset({"", " ", "-", "'", "’", "\u00a0", "\u202f"})


@dataclass(frozen=True, slots=True)
class NameSpot:
    """A name: tokens `[first, last)` of a sentence, offsets `[start, end)` with its title, if any.

    `key` is the alpha-3 code of a state or demonym, or the name of a known institution. `core` is the span of the
    name without its title; `gender` is what title or first name tell (m, f, x).
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
class Line:
    """A sentence made ready: the surface of each token, its folded form, and whether capitals tell nothing."""

    number: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    surfaces: tuple[str, ...]
    folded: tuple[str, ...]
    capitals: bool


def read_line(text: str, number: int, sentence: Sentence, names: NameWords) -> Line:
    """The sentence `number` made ready for the finders."""
    tokens = sentence.tokens
    surfaces = tuple("" if token.masked else text[token.start : token.end] for token in tokens)
    letters = [c for surface in surfaces for c in surface if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    capitals = len(letters) > 12 and upper >= names.headline_share * len(letters)
    return Line(number, sentence, tokens, surfaces, tuple(fold(s) for s in surfaces), capitals)


def find_names(text: str, line: Line, names: NameWords) -> list[NameSpot]:
    """The names of a sentence in order; they do not overlap, save a demonym never inside a longer name."""
    known = list(_gazetteer(line, names))
    runs = list(_capital_runs(line, names) if line.capitals else _runs(text, line, names))
    spots: list[NameSpot] = []
    for run in runs:
        spot = _classify(text, line, run, known, names)
        if spot:
            spots.append(spot)
    taken = {index for spot in spots for index in range(spot.first, spot.last)}
    inside = {index for run in runs for index in range(*run) if run[1] - run[0] > 1}
    for first, last, entry in known:
        if not taken.isdisjoint(range(first, last)):
            continue
        whole = (first, last) in runs or entry.kind in ("organisation", "demonym")
        if not whole and not inside.isdisjoint(range(first, last)) and not _covers_run(runs, first, last):
            continue
        if spot := _known(text, line, first, last, entry, names):
            spots.append(spot)
    return sorted(spots, key=lambda spot: spot.start)


def _covers_run(runs: Sequence[Span], first: int, last: int) -> bool:
    return all(first <= run[0] and run[1] <= last for run in runs if run[0] < last and run[1] > first)


def _gazetteer(line: Line, names: NameWords) -> Iterator[tuple[int, int, Entry]]:
    """Longest matches as token ranges; a match begins and ends at the edges of tokens."""
    cells = [(word, index) for index, surface in enumerate(line.surfaces) for word in words_of(surface)]
    words = [word for word, _ in cells]
    position = 0
    while position < len(cells):
        found = _longest_at(cells, words, position, line, names)
        if found:
            length, entry = found
            yield cells[position][1], cells[position + length - 1][1] + 1, entry
        position += found[0] if found else 1


def _longest_at(
    cells: Sequence[tuple[str, int]], words: Sequence[str], position: int, line: Line, names: NameWords
) -> tuple[int, Entry] | None:
    if position and cells[position - 1][1] == cells[position][1]:
        return None
    for length in range(names.longest.get(words[position], 0), 0, -1):
        end = position + length
        if end > len(cells) or (end < len(cells) and cells[end][1] == cells[end - 1][1]):
            continue
        entry = names.gazetteer.get(tuple(words[position:end]))
        if entry and _is_written(cells, position, length, entry, line):
            return length, entry
    return None


def _is_written(
    cells: Sequence[tuple[str, int]], position: int, length: int, entry: Entry, line: Line
) -> bool:
    """Whether the capitals are those of the entry, and hyphens do not tie the match to something longer."""
    first, last = cells[position][1], cells[position + length - 1][1]
    if _is_tied(line, first, last):
        return False
    if entry.cased is None:
        return True
    surface = line.surfaces[cells[position + entry.cased][1]]
    if entry.acronym:
        return surface.isupper() and not line.capitals
    return surface[:1].isupper() or (first == last and any(c.isupper() for c in surface))


def _is_tied(line: Line, first: int, last: int) -> bool:
    tokens = line.tokens
    before = first > 1 and line.surfaces[first - 1] == "-" and tokens[first - 1].end == tokens[first].start
    after = (
        last + 2 < len(tokens) and line.surfaces[last + 1] == "-" and tokens[last].end == tokens[last + 1].start
    )
    return before or after


def _runs(text: str, line: Line, names: NameWords) -> Iterator[Span]:
    """Runs of capitalised tokens, joined by particles, as token ranges."""
    index, count = 0, len(line.tokens)
    while index < count:
        if not _is_capital(line, index, names):
            index += 1
            continue
        end = index + 1
        while (further := _extend(text, line, index, end, names)) > end:
            if _begins_person(line, index, end, further, names):
                break
            end = further
        yield index, end
        index = end


def _capital_runs(line: Line, names: NameWords) -> Iterator[Span]:
    """Persons in a line of capitals: a first name and what follows, where the recogniser or a short line says so."""
    index, short = 0, len(line.tokens) <= 6
    while index < len(line.tokens) - 1:
        end = index + 1
        if line.folded[index] in names.first_names:
            while end < len(line.tokens) and (line.tokens[end].entity == "PER" or (short and line.tokens[end].pos != "PUNCT")):
                end += 1
            if end > index + 1 and (short or line.tokens[index].entity == "PER"):
                yield index, end
        index = end


def _begins_person(line: Line, start: int, end: int, further: int, names: NameWords) -> bool:
    """Whether a first name, after what is no part of a person's name, begins one (à Reims Jean Untel)."""
    before = line.tokens[end - 1]
    if further != end + 1 or line.folded[end].split("-")[0] not in names.first_names or further >= len(line.tokens):
        return False
    if not line.surfaces[further][:1].isupper() or any(line.folded[i] in names.first_names for i in range(start, end)):
        return False
    return before.entity != "PER"


def _is_capital(line: Line, index: int, names: NameWords) -> bool:
    token, surface = line.tokens[index], line.surfaces[index]
    if not surface[:1].isupper() or token.masked or line.folded[index] in names.pronouns:
        return False
    if index and line.surfaces[index - 1] in names.titles:
        return True
    if token.entity in ("PER", "ORG") and token.pos not in ("DET", "ADP"):
        return True
    if token.pos in _CLOSED and token.pos != "NUM":
        return token.pos not in ("DET", "ADP") and line.folded[index] in names.first_names and index > 0
    if index == 0 or not line.surfaces[index - 1][-1:].isalnum():
        opening = token.pos in ("NOUN", "VERB", "ADJ") and index == 0
        if opening and line.folded[index] in names.nouns:
            return False
        return not opening or line.folded[index] in names.first_names or surface.isupper()
    return True


def _extend(text: str, line: Line, start: int, end: int, names: NameWords) -> int:
    """The end of the run after one more name token, over a hyphen or particles; `end` when it stops."""
    tokens = line.tokens
    if end >= len(tokens) or tokens[end].masked:
        return end
    gap = text[tokens[end - 1].end : tokens[end].start]
    if gap not in _JOINTS:
        return end
    if line.surfaces[end] == "-" and not gap and end + 1 < len(tokens):
        tied = tokens[end].end == tokens[end + 1].start and line.surfaces[end + 1][:1].isalpha()
        return end + 2 if tied else end
    follows = line.surfaces[end][:1].isupper() and (
        tokens[end].pos in ("PRON", "ADV", "NUM", "INTJ") or (tokens[end].entity == "PER" and end > start + 1)
    )
    if follows or _is_capital(line, end, names) or (line.surfaces[end].isdigit() and len(line.surfaces[end]) < 3):
        return end + 1 if not line.surfaces[end].isdigit() or tokens[end].entity == "ORG" else end
    return _over_particles(line, start, end, names)


def _over_particles(line: Line, start: int, end: int, names: NameWords) -> int:
    after = end
    while after < min(len(line.tokens), end + 3) and line.folded[after].strip("'’") in names.words["particles.inside"]:
        after += 1
    if after == end or after >= len(line.tokens) or not line.surfaces[after][:1].isupper():
        return end
    french = any(line.folded[i].strip("'’") in names.words["particles.french"] for i in range(end, after))
    if not french:
        return after + 1
    named = all(line.folded[i] in names.first_names or line.surfaces[i] == "-" for i in range(start, end))
    seen = {line.tokens[i].entity for i in range(end, after)}
    return after + 1 if seen == {"PER"} or (named and line.tokens[after].entity in ("PER", "")) else end


def _classify(
    text: str, line: Line, run: Span, known: Sequence[tuple[int, int, Entry]], names: NameWords
) -> NameSpot | None:
    """The spot that a run is, with its title; null when it is a place, a known name, or nothing."""
    first, last = run
    while first < last and (line.surfaces[first] in names.titles or line.folded[first] in names.nouns):
        if line.surfaces[first] not in names.titles and last - first == 1:
            return None
        first += 1
    if first == last:
        return None
    title = names.titles.get(line.surfaces[first - 1]) if first else None
    if any(a <= first and last <= b and (entry.kind != "demonym" or last - first == 1) for a, b, entry in known):
        return None
    first = _after_known(line, first, last, known, names)
    sort = "person" if title else _sort_of(line, first, last, known, names)
    if sort is None:
        return None
    start = line.tokens[first - 1 if title else first].start
    core = line.tokens[first].start, line.tokens[last - 1].end
    gender = names.first_names.get(_first_name(line, first, last), "x") if sort == "person" else "x"
    if title in ("m", "f"):
        gender = title
    return NameSpot(first - bool(title), last, start, core[1], sort, None, core, gender, bool(title))


def _after_known(
    line: Line, first: int, last: int, known: Sequence[tuple[int, int, Entry]], names: NameWords
) -> int:
    """Where a person's name begins in a run that opens with a known name (M6 Bernard X)."""
    for a, b, _ in known:
        if a == first and b < last - 1 and line.folded[b] in names.first_names:
            return b
    return first


def _first_name(line: Line, first: int, last: int) -> str:
    """The folded first name of a run, with its second half where a hyphen ties two (Jean-Marc)."""
    return line.folded[first] if last - first > 1 else ""


def _sort_of(
    line: Line, first: int, last: int, known: Sequence[tuple[int, int, Entry]], names: NameWords
) -> NameSort | None:
    labels = [line.tokens[i].entity for i in range(first, last)]
    held = [entry for a, b, entry in known if first <= a and b <= last and entry.kind != "demonym"]
    if held:
        return "organisation" if held[0].kind == "organisation" or labels.count("ORG") * 2 > len(labels) else _by_name(line, first, last, labels, names)
    before = names.nouns.get(line.folded[first - 1]) if first else None
    if before and before.sort in ("office", "person") and "LOC" not in labels:
        return "person"
    if before and before.sort == "body" and labels.count("PER") < len(labels):
        return "organisation"
    return _by_name(line, first, last, labels, names)


def _by_name(
    line: Line, first: int, last: int, labels: Sequence[str], names: NameWords
) -> NameSort | None:
    named = line.folded[first].split("-")[0] in names.first_names
    if last - first > 1 and named and labels.count("ORG") * 2 <= len(labels):
        return "person"
    article = first > 0 and line.folded[first - 1].strip("'’") in names.words["determiners.definite"]
    if labels.count("PER") * 2 >= len(labels) and labels.count("PER") and not (article and last - first == 1):
        return "person"
    surface = line.surfaces[first]
    if last - first == 1 and surface.isupper() and 2 <= len(surface) <= 6 and surface.isalpha():
        return "organisation"
    if labels.count("ORG") * 2 >= len(labels) and labels.count("ORG"):
        return "organisation"
    return "unknown"


def _known(
    text: str, line: Line, first: int, last: int, entry: Entry, names: NameWords
) -> NameSpot | None:
    first += line.folded[first] in names.words["determiners.contracted"]
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    if entry.kind in ("capital", "seat"):
        if not _acts(line, first, last, names):
            return None
        sort: NameSort = "state" if entry.kind == "capital" else "organisation"
        return NameSpot(first, last, start, end, sort, entry.key, (start, end))
    if entry.kind == "demonym":
        return NameSpot(first, last, start, end, "demonym", entry.key, (start, end))
    return NameSpot(first, last, start, end, entry.kind, entry.key, (start, end))


def _acts(line: Line, first: int, last: int, names: NameWords) -> bool:
    """Whether a capital stands for those who govern there, not for the place."""
    words, tokens = names.words, line.tokens
    before = line.folded[first - 1].strip("'’") if first else ""
    token = tokens[first]
    if token.dep in ("conj", "appos") and token.head < first and before in ("et", "ou", "que", "/"):
        return line.surfaces[token.head][:1].isupper() and _acts(line, token.head, token.head + 1, names)
    if before in words["places.place_prepositions"] or before in ("(", "/") or _is_dateline(line, first, last):
        return False
    governor = _governors(line, first, names)
    if governor & words["places.motion"]:
        return False
    if before in ("a",):
        return bool(governor & words["places.receiving"])
    if before in ("de", "d"):
        return bool(governor & words["places.owned"])
    if before in words["places.actor_prepositions"] or _precedes_verb(line, first, last):
        return True
    return token.dep.startswith(("nsubj", "obj", "iobj", "obl:agent", "ROOT", "obl:arg")) and token.pos != "ADJ"


def _precedes_verb(line: Line, first: int, last: int) -> bool:
    """Whether a bare name, alone or first of two, stands before a finite verb."""
    if first and line.tokens[first - 1].pos in ("ADP", "DET", "PROPN", "NOUN"):
        return False
    after = last + 2 if last < len(line.tokens) and line.folded[last] in ("et", "ou") else last
    while after < len(line.tokens) and line.folded[after].strip("'’") in ("ne", "n", "se", "s", "y", "en", "l", "le"):
        after += 1
    return after < len(line.tokens) and line.tokens[after].pos in ("VERB", "AUX")


def _is_dateline(line: Line, first: int, last: int) -> bool:
    following = line.surfaces[last] if last < len(line.surfaces) else "."
    return first == 0 and following in ("(", "/", "-", "--", "—", "–", ",", ".", ":", "•")


def _governors(line: Line, first: int, names: NameWords) -> frozenset[str]:
    """The lemmas and folded forms of the word that governs a token, and of the noun or verb before it."""
    head = line.tokens[first].head
    found = {line.tokens[head].lemma, line.folded[head]} if head != first else set()
    for index in range(first - 1, max(-1, first - 4), -1):
        if line.tokens[index].pos in ("NOUN", "VERB"):
            found |= {line.tokens[index].lemma, line.folded[index], line.folded[index].rstrip("s")}
            break
    return frozenset(found)
