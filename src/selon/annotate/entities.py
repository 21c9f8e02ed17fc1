"""Who is on the page: names of one person, body or state brought together, whatever their form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from selon.annotate.spots import NameSpot
from selon.lang.names import NameWords, words_of
from selon.records import EntityKind, Span

__all__ = ["Cast", "Figure", "name_words"]

_BEHIND = 3
"""How far behind a name the stroke of a credit may stand, in code points."""

_CREDIT = 60
"""How far before a name the sign of a credit may stand, in code points."""


@dataclass(slots=True, eq=False)
class Figure:
    """An entity while the page is being read. `spans` are its mentions' names, `words` the fullest name's.

    `roles` are the nouns it is called by, each with the content words beside it, `holder` the body they are
    of. `seen` and `spoke` are ordinals of sentences of the page's own voice: the last with a mention, the
    last where it says something. `same` is the figure that a description before a name has turned out to be.
    """

    number: int
    kind: EntityKind
    name: str
    words: tuple[str, ...]
    span: Span
    key: str | None = None
    country: str | None = None
    gender: str = "x"
    plural: bool = False
    names: dict[str, Span] = field(default_factory=dict)
    roles: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    holder: "Figure | None" = None
    seen: int = -99
    subject: bool = False
    spoke: int = -99
    count: int = 0
    indefinite: bool = False
    thing: bool = False
    same: "Figure | None" = None

    def head(self) -> "Figure":
        """The figure that this one has turned out to be."""
        figure = self
        while figure.same is not None:
            figure = figure.same
        return figure


class Cast:
    """The figures of one page, found by their names; grows as the page is read."""

    def __init__(self, names: NameWords) -> None:
        self._names = names
        self.figures: list[Figure] = []
        self._keyed: dict[str, Figure] = {}
        self._full: dict[tuple[str, ...], Figure] = {}
        self._ends: dict[str, list[Figure]] = {}
        self._starts: dict[str, list[Figure]] = {}

    def add(self, kind: EntityKind, name: str, span: Span, key: str | None = None) -> Figure:
        """A new figure."""
        figure = Figure(len(self.figures), kind, " ".join(name.split()), words_of(name), span, key)
        self.figures.append(figure)
        if key is not None:
            self._keyed[key] = figure
        return figure

    def known(self, spot: NameSpot, text: str) -> Figure:
        """The figure of a state or of an institution of the gazetteer, by its key."""
        key = spot.key or ""
        state = self._names.states.get(key)
        figure = self._keyed.get(key)
        if figure is None:
            institution = self._names.institutions.get(key)
            figure = self.add(
                "state" if state else "organisation", state.name if state else key, spot.core, key
            )
            figure.country = state.code if state else institution.country if institution else None
            if state:
                figure.gender, figure.plural = state.gender, state.number == "p"
        self._name_known(figure, spot, text)
        return figure

    def body(self, key: str, span: Span) -> Figure:
        """The figure of an institution of the gazetteer; where it is not named yet, it stands at `span`."""
        figure = self._keyed.get(key)
        if figure is None:
            figure = self.add("organisation", key, span, key)
            figure.country = self._names.institutions[key].country
        return figure

    def _name_known(self, figure: Figure, spot: NameSpot, text: str) -> None:
        """The page's own writing of the name is the name: the fullest form that stands there."""
        if spot.sort == "demonym":
            return
        entry = self._names.gazetteer.get(words_of(text[slice(*spot.core)]))
        if entry and entry.kind in ("state", "organisation"):
            name = " ".join(text[slice(*spot.core)].split())
            state = self._names.states.get(figure.key or "")
            if not name.isupper() or state is None or name in state.names:
                figure.names.setdefault(name, spot.core)

    def register(self, spots: Iterable[NameSpot], text: str) -> None:
        """First reading: full names of persons, so that any surname finds them.

        Names that begin with a first name come first, so that they are the ones that a surname finds.
        """
        spots = [spot for spot in spots if spot.sort == "person" and not _is_credit(text, spot)]
        for known in (True, False):
            for spot in spots:
                words = name_words(text, spot)
                whole = len(words) > 1 and not self._is_particle(words[0])
                if whole and (words[0] in self._names.first_names) == known:
                    self.person(words, spot, text)

    def person(self, words: tuple[str, ...], spot: NameSpot, text: str) -> Figure:
        """The person of a full name, made if there is none yet."""
        figure = self._full.get(words) or self._full.get(_without_initials(words))
        if figure is None:
            figure = self.add("person", text[slice(*spot.core)], spot.core)
            self._full[words] = self._full[_without_initials(words)] = figure
            self._ends.setdefault(words[-1], []).append(figure)
            self._starts.setdefault(words[0], []).append(figure)
            self._starts.setdefault("=" + "".join(word[0] for word in words), []).append(figure)
        if figure.gender == "x":
            figure.gender = spot.gender
        return figure

    def named(self, words: tuple[str, ...], spot: NameSpot, text: str) -> Figure:
        """The person of just these words, whose surname they are; made if there is none yet."""
        ends = [figure for figure in self._ends.get(words[-1], ()) if figure.words[-len(words) :] == words]
        return max(ends, key=lambda f: (f.seen, f.count), default=None) or self.person(words, spot, text)

    def figure_of(self, spot: NameSpot, text: str) -> Figure | None:
        """The figure that a name stands for; null for an unknown name that is nobody's surname."""
        if spot.key is not None:
            return self.known(spot, text)
        words = name_words(text, spot)
        if not words or _is_credit(text, spot):
            return None
        whole = spot.sort == "person" and len(words) > 1 and not self._is_particle(words[0])
        figure = None if whole else self.surname(words, spot)
        if figure is None and spot.sort == "organisation":
            return self.organisation(words, text[slice(*spot.core)], spot.core)
        return self.person(words, spot, text) if figure is None and spot.sort == "person" else figure

    def _is_particle(self, word: str) -> bool:
        return word in self._names.words["particles.inside"]

    def surname(self, words: tuple[str, ...], spot: NameSpot) -> Figure | None:
        """The person whose name ends, or if need be begins, with these words; of several the last seen."""
        ends = [figure for figure in self._ends.get(words[-1], ()) if figure.words[-len(words) :] == words]
        starts = [figure for figure in self._starts.get(words[0], ()) if figure.words[: len(words)] == words]
        ends = ends or self._initials(words)
        fitting = [f for f in ends or starts if "x" in (f.gender, spot.gender) or f.gender == spot.gender]
        if spot.titled and spot.gender != "x" and not fitting:
            return None  # somebody else of that surname
        return max(fitting or ends or starts, key=lambda f: (f.seen, f.count), default=None)

    def _initials(self, words: tuple[str, ...]) -> list[Figure]:
        """The persons whose initials these letters are (BHL)."""
        letters = words[0] if len(words) == 1 and len(words[0]) > 2 else ""
        return self._starts.get("=" + letters, [])

    def organisation(self, words: tuple[str, ...], name: str, span: Span) -> Figure:
        """The organisation of this name, made if there is none yet."""
        key = "org " + " ".join(words)
        figure = self._keyed.get(key)
        if figure is None:
            figure = self.add("organisation", name, span, key)
        return figure

    def alias(self, words: Iterable[str], figure: Figure) -> None:
        """Lets an acronym find the figure whose full name it stands for."""
        self._keyed.setdefault("org " + " ".join(words), figure)


def name_words(text: str, spot: NameSpot) -> tuple[str, ...]:
    """The folded words of a name without its title."""
    return words_of(text[slice(*spot.core)])


def _is_credit(text: str, spot: NameSpot) -> bool:
    """Whether a name is the credit of a picture: behind its sign (*© Ana Ruiz, AFP*), or in capitals before
    or with its agency (*ANA RUIZ / AFP*).
    """
    name, after = text[slice(*spot.core)], text[spot.core[1] : spot.core[1] + _BEHIND].lstrip()
    mark = text.rfind("©", max(0, spot.core[0] - _CREDIT), spot.core[0])
    if mark >= 0 and "\n" not in text[mark : spot.core[0]] and ". " not in text[mark : spot.core[0]]:
        return True
    owner = name.partition("/")[0]
    return owner.isupper() and " " in owner.strip() and ("/" in name or after.startswith("/"))


def _without_initials(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) > 1) or tuple(words)
