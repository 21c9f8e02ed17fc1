"""What descriptions and pronouns stand for: number, gender, recency, who is subject and who spoke last."""

import math
from collections.abc import Sequence

from selon.annotate.entities import Cast, Figure
from selon.annotate.phrases import Phrase
from selon.records import EntityKind

__all__ = ["Reader"]

_WINDOW = 8
_KINDS: dict[str, EntityKind] = {"body": "organisation", "group": "group", "document": "document"}


class Reader:
    """Reads the page from its top, keeping who was told of lately.

    `ordinal` counts the sentences of the page's own voice. Only the last figures told of are looked at, so
    the time is linear in the page.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.ordinal = 0
        self._recent: list[Figure] = []
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

    def call(self, figure: Figure, phrase: Phrase) -> None:
        """Notes that a figure is called by a noun."""
        figure.roles.append((phrase.noun.lemma, phrase.complement))
        known = self._called.setdefault(phrase.noun.lemma, [])
        if figure in known:
            known.remove(figure)
        known.append(figure)
        if figure.gender == "x" and phrase.number == "s":
            figure.gender = phrase.gender

    def description(self, phrase: Phrase, name: str) -> Figure:
        """The figure that a noun phrase without a name stands for; a new one when the page tells of none."""
        found = None
        if phrase.definite != "indef":
            found = self._same_noun(phrase)
            if found is None and phrase.number == "s" and phrase.noun.sort in ("person", "office", "body"):
                found = self._anaphor(phrase)
        if found is None:
            found = self.cast.add(self._kind(phrase), name, phrase.bare)
            found.gender, found.plural = phrase.gender, phrase.number == "p"
        self.call(found, phrase)
        return found

    def _kind(self, phrase: Phrase) -> EntityKind:
        kind = _KINDS.get(phrase.noun.sort)
        return kind or ("group" if phrase.number == "p" and phrase.noun.sort != "other" else "unnamed")

    def _same_noun(self, phrase: Phrase) -> Figure | None:
        plural = phrase.number == "p"
        for figure in reversed(self._called.get(phrase.noun.lemma, ())[-12:]):
            agrees = figure.plural == plural and ("x" in (figure.gender, phrase.gender) or figure.gender == phrase.gender)
            if agrees and self._fits(figure, phrase):
                return figure
        return None

    @staticmethod
    def _fits(figure: Figure, phrase: Phrase) -> bool:
        """Whether what stands beside the noun agrees with what stood beside it before."""
        for lemma, words in figure.roles:
            if lemma == phrase.noun.lemma and (not phrase.complement or not words or words & phrase.complement):
                return True
        return False

    def _anaphor(self, phrase: Phrase) -> Figure | None:
        if phrase.noun.sort == "body":
            return None
        if phrase.complement - {"dernier", "derniere", "meme"} and not phrase.noun.anaphoric:
            return None
        if phrase.definite == "poss":
            return None
        return self.pronoun(phrase.gender, plural=False, persons=True, reach=4)

    def pronoun(self, gender: str, *, plural: bool, persons: bool = False, reach: int = _WINDOW) -> Figure | None:
        """The most salient figure that agrees; null when there is none."""
        best, best_score = None, -math.inf
        for order, figure in enumerate(self._recent):
            if figure.plural != plural or self.ordinal - figure.seen > reach:
                continue
            if (persons and figure.kind not in ("person", "unnamed")) or figure.kind == "document":
                continue
            if gender != "x" and figure.gender not in (gender, "x"):
                continue
            score = self._salience(figure, gender) + order * 0.05
            if score > best_score:
                best, best_score = figure, score
        return best

    def _salience(self, figure: Figure, gender: str) -> float:
        score = -0.9 * (self.ordinal - figure.seen) + 0.4 * math.log1p(figure.count)
        score += 1.2 * figure.subject
        score += 1.5 if self.ordinal - figure.spoke <= 2 else 0.0
        score += {"person": 1.5, "unnamed": 0.8, "organisation": 0.0, "state": -0.5}.get(figure.kind, 0.0)
        return score + (0.5 if figure.gender == gender else 0.0)


def longest(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The longest span, the first of several."""
    return max(spans, key=lambda span: (span[1] - span[0], -span[0]))
