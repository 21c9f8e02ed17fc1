"""What descriptions and pronouns stand for: number, gender, recency, who is subject and who spoke last."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from selon.annotate.entities import Cast, Figure
from selon.annotate.offices import agrees, contradicts, fits, is_foreign
from selon.annotate.phrases import Phrase
from selon.lang.names import NameWords
from selon.records import EntityKind

__all__ = ["Reader", "Thing"]

_WINDOW = 8
_HELD = 1.5  # what tells against somebody known by another noun already
_CALLED = 12
_KINDS: dict[str, EntityKind] = {"body": "organisation", "group": "group", "document": "document"}


def _nobody(_: Figure) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that is subject of a sentence, with the sentence's ordinal, its gender (m, f, x) and number."""

    ordinal: int
    gender: str
    plural: bool


class Reader:
    """Reads the page from its top, keeping who was told of lately.

    `ordinal` counts the sentences of the page's own voice, `present` are the keys of the states and bodies
    that the page names anywhere, `thing` is the subject of the sentence before where that is nobody. Only the
    last figures told of are looked at, so the time is linear in the page.
    """

    def __init__(self, cast: Cast, names: NameWords, present: frozenset[str] = frozenset()) -> None:
        self.cast = cast
        self.names = names
        self.present = present
        self.ordinal = 0
        self.thing: Thing | None = None
        self._recent: list[Figure] = []
        self._speaker: Figure | None = None
        self._called: dict[str, list[Figure]] = {}

    def see(self, figure: Figure, *, subject: bool, speaks: bool, own_voice: bool) -> None:
        """Notes a mention."""
        figure.count += 1
        if not own_voice:
            return
        if figure in self._recent:
            self._recent.remove(figure)
        self._recent.append(figure)
        del self._recent[:-16]
        figure.subject = subject if figure.seen < self.ordinal else figure.subject or subject
        figure.seen = self.ordinal
        if speaks:
            figure.spoke = self.ordinal
            self._speaker = figure

    def call(self, figure: Figure, phrase: Phrase) -> None:
        """Notes that a figure is called by a noun; a noun for anybody tells nothing of a named person."""
        if phrase.noun.anaphoric and figure.kind == "person":
            return
        figure.roles.append((phrase.noun.lemma, phrase.complement))
        known = self._called.setdefault(phrase.noun.lemma, [])
        if figure in known:
            known.remove(figure)
        known.append(figure)
        del known[:-_CALLED]
        if figure.gender == "x" and phrase.number == "s":
            figure.gender = phrase.gender

    def description(
        self, phrase: Phrase, name: str, holder: Figure | None = None, other: Figure | None = None
    ) -> Figure:
        """The figure that a noun phrase without a name stands for; a new one where the page tells of none.

        `holder` is the body that the phrase names as its own, `other` somebody else: whom a comma parts from
        it, whose own description it stands in.
        """
        found = None
        if phrase.definite != "indef":
            found = (
                self._same_noun(phrase, holder, other)
                or self._of(holder, phrase)
                or self._anaphor(phrase, holder, other)
            )
        if found is None:
            found = self.cast.add(_kind(phrase), name, phrase.bare)
            found.gender, found.plural = phrase.gender, phrase.number == "p"
            found.indefinite = phrase.definite == "indef"
            found.thing = phrase.noun.sort in ("document", "other") or "%" in name
        self.call(found, phrase)
        return found

    def unite(self, figure: Figure, phrase: Phrase) -> None:
        """Lets a description that came before the name be the person named now."""
        for other in self._called.get(phrase.noun.lemma, ()):
            open_ = (
                other.same is None
                and other is not figure
                and other.kind == "unnamed"
                and not other.indefinite
            )
            if open_ and agrees(other, phrase) and fits(other, phrase, self.names, strict=True):
                other.same = figure

    def _of(self, holder: Figure | None, phrase: Phrase) -> Figure | None:
        """The person of a body whom a general word for its people takes up (le responsable du NSC)."""
        if (
            holder is None
            or phrase.number != "s"
            or phrase.noun.lemma not in self.names.words["roles.general"]
        ):
            return None
        for figure in reversed(self._recent):
            if figure.kind == "person" and figure.holder is holder and agrees(figure, phrase):
                return figure
        return None

    def _same_noun(self, phrase: Phrase, holder: Figure | None, other: Figure | None) -> Figure | None:
        called = [f.head() for f in self._called.get(phrase.noun.lemma, ()) if f.head() is not other]
        fitting = [f for f in called if fits(f, phrase, self.names) and not is_foreign(f, holder)]
        for figure in reversed(fitting):
            if agrees(figure, phrase):
                return figure
        generic = phrase.noun.sort == "office" and phrase.noun.gender == "x" and phrase.gender == "m"
        for figure in reversed(fitting if generic else []):
            if figure.kind == "unnamed" and figure.plural == (phrase.number == "p"):
                return figure
        return None

    def _anaphor(self, phrase: Phrase, holder: Figure | None, other: Figure | None) -> Figure | None:
        if phrase.number != "s" or phrase.definite == "poss":
            return None
        if phrase.noun.sort == "body":
            return self._body(phrase)
        if phrase.noun.sort not in ("person", "office"):
            return None
        if phrase.definite == "bare" and phrase.noun.sort == "person":
            return None  # *de source policière* takes up nobody
        if phrase.noun.anaphoric:
            return self._introduced(phrase) or self.pronoun(
                phrase.gender, plural=False, persons=True, reach=4, barred=lambda figure: figure is other
            )

        def unfit(figure: Figure) -> bool:
            named = figure.kind == "person"
            return figure is other or not named or contradicts(figure, phrase, holder, self.names)

        reach = 3 if phrase.complement else 4
        found = self.pronoun(phrase.gender, plural=False, reach=reach, fresh=True, barred=unfit)
        if found is None or is_foreign(found, holder) or self._has_rivals(found, phrase, holder, reach):
            return None
        return found

    def _introduced(self, phrase: Phrase) -> Figure | None:
        """Somebody without a name whom the sentence before or this one has just told of (*un Slovaque*)."""
        for figure in reversed(self._recent):
            near = self.ordinal - figure.seen <= 1 and figure.kind == "unnamed" and figure.indefinite
            if near and not figure.thing and agrees(figure, phrase) and figure.count == 1:
                return figure
        return None

    def _has_rivals(self, found: Figure, phrase: Phrase, holder: Figure | None, reach: int) -> bool:
        """Whether an office of some state or body may as well be another's of those told of."""
        if holder is None or found.country is not None:
            return False
        return any(
            other is not found
            and other.kind == "person"
            and other.country is None
            and not other.roles
            and self.ordinal - other.seen <= reach
            and agrees(other, phrase)
            for other in self._recent
        )

    def last(self, gender: str, *, plural: bool) -> Figure | None:
        """The person told of last (*ce dernier*)."""
        for figure in reversed(self._recent):
            able = figure.plural == plural and (gender == "x" or figure.gender in (gender, "x"))
            if able and figure.kind in ("person", "unnamed") and not figure.thing:
                return figure
        return None

    def _body(self, phrase: Phrase) -> Figure | None:
        """The medium or body named last that a noun for any medium or body takes up."""
        words, institutions = self.names.words, self.names.institutions
        media, bodies = (
            phrase.noun.lemma in words["anaphors.media"],
            phrase.noun.lemma in words["anaphors.bodies"],
        )
        for figure in reversed(self._recent if (media or bodies) and not phrase.own else []):
            known = institutions.get(figure.key or "")
            plain = figure.kind == "organisation" and not figure.roles and not figure.thing
            if plain and self.ordinal - figure.seen <= 6 and media == bool(known and known.voice):
                return figure
        return None

    def pronoun(
        self,
        gender: str,
        *,
        plural: bool,
        persons: bool = False,
        reach: int = _WINDOW,
        speaking: bool = False,
        quoted: bool = False,
        fresh: bool = False,
        since: int | None = None,
        barred: Callable[[Figure], bool] = _nobody,
    ) -> Figure | None:
        """The most salient figure that agrees; null when there is none.

        `persons` leaves out bodies and states, `barred` whom it is true of; `speaking` prefers who spoke
        last, `fresh` who is not known by another noun. A pronoun in somebody's own words (`quoted`) is none
        of those who speak hereabouts: of themselves they say *je*; nor a body or state. With a thing that it
        may stand for as well in the sentence `since`, nobody is meant for sure who is not told of since.
        """
        best, best_score = None, -math.inf
        for order, figure in enumerate(self._recent):
            if figure.plural != plural or self.ordinal - figure.seen > reach or figure.thing:
                continue
            bodily = figure.kind in ("organisation", "state")
            if quoted and (bodily or self.ordinal - figure.spoke <= _WINDOW):
                continue
            if persons and figure.kind not in ("person", "unnamed"):
                continue
            if (gender != "x" and figure.gender not in (gender, "x")) or barred(figure):
                continue
            score = self._salience(figure, gender, speaking) + order * 0.05
            score -= _HELD if fresh and figure.roles else 0.0
            if score > best_score:
                best, best_score = figure, score
        return None if best is not None and since is not None and best.seen < since else best

    def _salience(self, figure: Figure, gender: str, speaking: bool) -> float:
        """Weights chosen on gold for quotations; the choice is flat around them."""
        score = -0.9 * (self.ordinal - figure.seen) + 0.3 * math.log1p(figure.count) + 1.5 * figure.subject
        if self.ordinal - figure.spoke <= 6:
            score += 2.0 if speaking else 1.0
        score += 0.5 if speaking and figure is self._speaker else 0.0
        score += {"person": 2.5, "unnamed": 0.4, "state": -1.5}.get(figure.kind, 0.0)
        return score + (0.5 if figure.gender == gender else 0.0)


def _kind(phrase: Phrase) -> EntityKind:
    kind = _KINDS.get(phrase.noun.sort)
    return kind or ("group" if phrase.number == "p" and phrase.noun.sort != "other" else "unnamed")
