"""The rows of a dossier put in the order and groups in which a page shows them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.records import (
    ClaimRow,
    Edtf,
    InvalidDate,
    NamedActor,
    Passage,
    QuoteRow,
    StanceRow,
    StanceValue,
    TimelineRow,
    side,
)

__all__ = [
    "ClaimCard",
    "Matrix",
    "SpeakerGroup",
    "StanceGroup",
    "StanceLine",
    "YearGroup",
    "claim_cards",
    "claim_matrix",
    "content_parts",
    "speaker_groups",
    "year_groups",
]

_ORDER: tuple[StanceValue, ...] = (
    "asserts",
    "denies",
    "confirms",
    "alleges",
    "believes",
    "deems-likely",
    "deems-possible",
    "threatens",
    "commits",
    "demands",
    "fears",
    "concerned",
    "supports",
    "opposes",
)
"""The order in which stances stand on a card: first who says so and who says no, side by side."""
_MATRIX_ACTORS = 8


@dataclass(frozen=True, slots=True)
class YearGroup:
    """Rows of the chronology that begin in one year; `year` is null where no start is known."""

    year: int | None
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """All that one actor is quoted with, in order of time; the actor is null where nobody is named."""

    actor: NamedActor | None
    quotations: tuple[QuoteRow, ...]


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A stance, and those of other actors that stand on the same words: of a state, of a second speaker."""

    row: StanceRow
    also: tuple[StanceRow, ...]


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The stances of one value on a claim; `sign` is `for`, `against` or `about`."""

    value: StanceValue
    sign: str
    lines: tuple[StanceLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim with its stances by value; `disputed` when some stand for it and some against.

    `own` are the passages in which pages tell it in their own voice, behind no actor's stance.
    """

    row: ClaimRow
    groups: tuple[StanceGroup, ...]
    disputed: bool
    own: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims x actors; a cell has the stances of one actor on one claim, one of each value, in order."""

    actors: tuple[NamedActor, ...]
    rows: tuple[tuple[ClaimCard, tuple[tuple[StanceRow, ...], ...]], ...]


def content_parts(row: QuoteRow) -> tuple[tuple[str, bool], ...]:
    """The quotation's passage in pieces, each with whether it is content; source and cue are not."""
    exact, at = row.passage.exact, 0
    parts: list[tuple[str, bool]] = []
    for content in row.content:
        start = exact.find(content, at)
        if start < 0:  # a content that its passage does not hold is not shown as if it did
            continue
        parts += [(exact[at:start], False), (content, True)]
        at = start + len(content)
    parts.append((exact[at:], False))
    return tuple(part for part in parts if part[0])


def year_groups(rows: Iterable[TimelineRow]) -> tuple[YearGroup, ...]:
    """The rows by the year they begin in, in the order of their dates."""
    years: dict[int | None, list[TimelineRow]] = {}
    for row in sorted(rows, key=lambda row: _date_key(row.edtf)):
        years.setdefault(_year(row.edtf), []).append(row)
    return tuple(YearGroup(year, tuple(group)) for year, group in years.items())


def speaker_groups(quotations: Iterable[QuoteRow]) -> tuple[SpeakerGroup, ...]:
    """The quotations by speaker, the most quoted first; one with two speakers stands under both."""
    actors: dict[str, NamedActor] = {}
    groups: dict[str, list[QuoteRow]] = {}
    for quotation in quotations:
        for actor in quotation.speakers:
            actors[actor.id] = actor
        for key in {actor.id: None for actor in quotation.speakers} or {"": None}:
            groups.setdefault(key, []).append(quotation)
    order = sorted(groups, key=lambda key: (key == "", -len(groups[key]), actors[key].name if key else ""))
    return tuple(SpeakerGroup(actors.get(key), tuple(sorted(groups[key], key=_said))) for key in order)


def claim_cards(claims: Iterable[ClaimRow]) -> tuple[ClaimCard, ...]:
    """The claims, disputed ones first, then those with the most stances."""
    cards = [_card(row) for row in claims]
    cards.sort(
        key=lambda card: (not card.disputed, -len(card.row.stances), _date_key(card.row.claim.time or ""))
    )
    return tuple(cards)


def claim_matrix(cards: Sequence[ClaimCard]) -> Matrix | None:
    """The claims on which two actors or more take a stance, against those who take most of them."""
    shared = [card for card in cards if len({stance.actor.id for stance in card.row.stances}) > 1]
    stances = [stance for card in shared for stance in card.row.stances]
    counts = Counter(stance.actor.id for stance in stances)
    names = {stance.actor.id: stance.actor for stance in stances}
    chosen = [
        names[key] for key in sorted(counts, key=lambda key: (-counts[key], names[key].name))[:_MATRIX_ACTORS]
    ]
    if not shared:
        return None
    return Matrix(
        actors=tuple(chosen),
        rows=tuple((card, tuple(_cell(card, actor.id) for actor in chosen)) for card in shared),
    )


def _cell(card: ClaimCard, actor: str) -> tuple[StanceRow, ...]:
    first: dict[StanceValue, StanceRow] = {}
    for stance in card.row.stances:
        if stance.actor.id == actor:
            first.setdefault(stance.value, stance)
    return tuple(sorted(first.values(), key=lambda stance: _ORDER.index(stance.value)))


def _card(row: ClaimRow) -> ClaimCard:
    groups = tuple(
        StanceGroup(value, side(value), _lines(stances))
        for value in _ORDER
        if (stances := [stance for stance in row.stances if stance.value == value])
    )
    signs = {group.sign for group in groups}
    taken = [passage for stance in row.stances for passage in stance.passages]
    own = tuple(it for it in row.passages if not any(_overlap(it, other) for other in taken))
    return ClaimCard(row, groups, {"for", "against"} <= signs, own)


def _lines(stances: Sequence[StanceRow]) -> tuple[StanceLine, ...]:
    groups: dict[tuple[object, ...], list[StanceRow]] = {}
    for stance in stances:
        key = (stance.passages, stance.uttered, stance.reported_by, stance.generic)
        groups.setdefault(key, []).append(stance)
    return tuple(StanceLine(same[0], tuple(same[1:])) for same in groups.values())


def _overlap(one: Passage, two: Passage) -> bool:
    return one.document == two.document and one.span[0] < two.span[1] and two.span[0] < one.span[1]


def _said(row: QuoteRow) -> tuple[tuple[int, int, int, str], str, int]:
    return _date_key(row.uttered or row.passage.published or ""), row.passage.document, row.passage.span[0]


def _date_key(text: str) -> tuple[int, int, int, str]:
    try:
        return Edtf.parse(text).sort_key
    except InvalidDate:
        return (10_000 * 366 * 1440, 0, 0, text)


def _year(text: str) -> int | None:
    try:
        start = Edtf.parse(text).earliest
    except InvalidDate:
        return None
    return start.year if start else None
