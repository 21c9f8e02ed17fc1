"""What amounts of time mean, and where they lead when they are counted from a day."""

import re
from datetime import date, timedelta

from selon.dates._calendar import Point, shift_months
from selon.dates._grammar import Hit
from selon.dates._reading import Base, Reading, Sense, spread

__all__ = ["amount_of", "before", "duration", "period"]

_PERIOD = {
    "TH": ("PT", "H"), "TM": ("PT", "M"), "TS": ("PT", "S"), "Q": ("P", "Q"), "E": ("P", "DE"),
    "C": ("P", "CE"), "L": ("P", "ML"), "WE": ("P", "WE"), "NI": ("P", "NI"), "MO": ("P", "MO"),
    "EV": ("P", "EV"), "AF": ("P", "AF"),
}  # fmt: skip
_IN_YEARS = {"E": 10, "C": 100, "L": 1000}
_HALF = {"Y": "6M", "M": "15D", "TH": "30M", "D": "T12H", "C": "50Y"}


def amount_of(hit: Hit) -> str | None:
    """A number as TIMEX3 writes it; X for an unknown one."""
    if hit.has("n"):
        return f"{hit.value('n') + hit.has('plus'):g}"
    return f"{hit.value('round'):g}" if hit.has("round") else "X"


def period(amount: str, letter: str, half: bool = False) -> str:
    """A duration as TIMEX3 writes it: `P3Y`, `P3Y6M`, `PT30M`, `PXD`, `P10Y` for a decade."""
    if letter == "S":
        letter, amount = "M", "X" if amount == "X" else f"{float(amount) * 6:g}"
    if letter in _IN_YEARS and amount != "X":
        letter, amount = "Y", f"{float(amount) * _IN_YEARS[letter]:g}"
        half = False
    before, after = _PERIOD.get(letter, ("P", letter))
    return f"{before}{amount}{after}{_HALF.get(letter, '') if half else ''}"


def duration(hit: Hit, reading: Reading) -> Sense | None:
    """An amount of time; with `way` (*il y a*, *dans*, *plus tard*) also the time that it leads to."""
    letter, amount = hit.value("u") or str(hit.given("unit")), amount_of(hit)
    if letter == "TQ":
        return Sense("duration", f"PT{15 * hit.value('n')}M")
    if hit.given("amount"):
        amount = str(hit.given("amount"))
    timex = period(amount or "X", letter, hit.has("h"))
    way = hit.given("way")
    if way is not None and amount == "X":
        return _some_way_off(hit, reading, letter, timex)
    if way is None:
        return Sense("duration", timex)
    far = hit.given("from") == "mention"
    base = (reading.last if reading.local else Base((), "mention")) if far else reading.base
    count = float(amount or 0) * int(way) * (-1 if hit.has("back") else 1)
    about = "~" if hit.has("vague") or hit.has("round") else ""
    sense = spread("duration", base, lambda day: _led_to(day, count, letter, hit.has("h"), about), timex)
    return Sense("duration", timex) if sense is None or sense.edtf is None else _as_duration(sense, timex)


def _some_way_off(hit: Hit, reading: Reading, letter: str, timex: str) -> Sense:
    """What is told without a number: *il y a quelques jours*, *dans les prochaines semaines*.

    Behind lies about the month (or day, or year) that a handful of units lead to; what is to come begins now.
    """
    ahead = int(hit.given("way") or 0) > 0
    if (ahead and hit.value("ln") == -1) or hit.given("from") == "mention":
        return Sense("duration", timex)
    sense = spread("duration", reading.base, lambda day: _about(day, letter, ahead), timex)
    return Sense("duration", timex) if sense is None or sense.edtf is None else _as_duration(sense, timex)


def _about(day: date, letter: str, ahead: bool) -> Point | None:
    """A value for some units before a day, or from it on; null for units too long or too short to tell."""
    few = {"TH": 0, "D": 5, "W": 21, "M": 120}.get(letter)
    if few is None or (ahead and letter == "TH"):
        return None
    if ahead:
        return Point("", f"{day.isoformat()}/..")
    found = day - timedelta(days=few)
    return Point("", found.isoformat()[: {"TH": 10, "M": 4}.get(letter, 7)] + "~")


def before(day: date, timex: str) -> str | None:
    """The EDTF value of what lies a TIMEX3 duration of whole units (`P2D`, `PXW`) before a day.

    Null for durations of hours, of several units, and for what is too long ago to tell without a number.
    """
    match = re.fullmatch(r"P(\d+|X)([DWMY])", timex)
    if match is None:
        return None
    amount, letter = match.groups()
    try:
        point = (
            _about(day, letter, ahead=False)
            if amount == "X"
            else _led_to(day, -int(amount), letter, half=False, about="")
        )
    except (OverflowError, ValueError):
        return None
    return point.edtf if point else None


def _as_duration(sense: Sense, timex: str) -> Sense:
    return Sense("duration", timex, sense.edtf, sense.weights, (), sense.anchored_to, sense.anchor)


def _led_to(day: date, count: float, letter: str, half: bool, about: str) -> Point | None:
    """The day, month or year so many units off, no more precise than the unit; weeks are rounded."""
    if letter in ("D", "W"):
        found = day + timedelta(days=count * (7 if letter == "W" else 1))
        return Point("", found.isoformat() + ("~" if letter == "W" else about))
    months = {"M": 1, "Q": 3, "S": 6, "Y": 12, "E": 120, "C": 1200}.get(letter)
    if months is None:
        return None
    extra = 6 * (1 if count > 0 else -1) if half and letter == "Y" else 0
    found = shift_months(day, round(count * months) + extra)
    precise = f"{found.year:04}-{found.month:02}" if extra or months < 12 else f"{found.year:04}"
    return Point("", precise + about)
