"""Days that are known by what they are to other days: the same, or so many days later."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selon.records import Edtf, InvalidDate, TimeExpression

__all__ = ["Days", "days_of", "edtf_of", "weekday_of"]

_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_MOST = 400  # candidates of one expression: more is as good as not known


def days_of(edtf: str | None) -> frozenset[int] | None:
    """The days (ordinals) that a value may mean; null unless it is a day or a set of days."""
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        return None
    found = []
    for one in value.candidates[:_MOST] if value else ():
        if one.earliest is None or one.earliest != one.latest:
            return None
        found.append(one.earliest.toordinal())
    return frozenset(found) or None


def edtf_of(days: Iterable[int]) -> str:
    """A day, or one of several, as EDTF."""
    found = [datetime.date.fromordinal(day).isoformat() for day in sorted(days)]
    return found[0] if len(found) == 1 else f"[{','.join(found)}]"


def weekday_of(time: TimeExpression) -> int | None:
    """The day of the week (1 is Monday) that an expression names; null when it names none."""
    match = _WEEKDAY.fullmatch(time.timex or "")
    return int(match[1]) if match else None


@dataclass(slots=True)
class Days:
    """What days some expressions (ids) may mean, each narrowed by those that it is tied to."""

    own: Mapping[str, frozenset[int] | None]
    weekdays: Mapping[str, int | None]
    days: dict[str, frozenset[int] | None] = field(init=False)
    evidence: dict[str, dict[str, None]] = field(init=False)

    def __post_init__(self) -> None:
        self.days = dict(self.own)
        self.evidence = {name: {} for name in self.own}

    def settle(self, ties: Iterable[tuple[str, str, int]], months: Iterable[tuple[str, int, str]]) -> bool:
        """Narrow all until nothing changes; false where what is told cannot all be so.

        A tie says that the second day is so many days after the first; a month that a day is not in the month
        before that one, and which expression shows that.
        """
        both = [each for one, two, by in ties for each in ((one, two, by), (two, one, -by))]
        bounds = list(months)
        changed = True
        while changed:
            changed = False
            for name, month, shown_by in bounds:
                changed |= self._not_just_before(name, month, shown_by)
            for one, two, by in both:
                changed |= self._tied(one, two, by)
                if self.days[two] == frozenset():
                    return False
        return True

    def _not_just_before(self, name: str, month: int, shown_by: str) -> bool:
        known = self.days[name]
        if known is None:
            return False
        left = frozenset(day for day in known if datetime.date.fromordinal(day).month % 12 + 1 != month)
        if not left or left == known:
            return False
        self.days[name] = left
        self.evidence[name][shown_by] = None
        return True

    def _tied(self, one: str, two: str, by: int) -> bool:
        there, here, weekday = self.days[one], self.days[two], self.weekdays[two]
        if there is None:
            return False
        moved = frozenset(day + by for day in there)
        if here is None:
            left = frozenset(day for day in moved if weekday in (None, (day - 1) % 7 + 1))
        else:
            left = here & moved
        if left == here:
            return False
        self.days[two] = left
        shown = dict.fromkeys([one]) if self.own[one] is not None else {}
        self.evidence[two] |= {name: None for name in (*shown, *self.evidence[one]) if name != two}
        return True
