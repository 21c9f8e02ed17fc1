"""EDTF values in words: as uncertain as they are, and no more."""

import itertools
from collections.abc import Callable, Sequence

from babel import Locale
from babel.dates import get_month_names

from selon.records import Edtf, Precision
from selon.wording._catalog import LANGUAGES, catalog

__all__ = ["date_in_words"]

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def date_in_words(edtf: str, language: str = "fr") -> str:
    """An EDTF value in words: *12 juin 2023*, *vers septembre 2023*, *le 30 mai, 6 ou 13 juin 2024*.

    Raises InvalidDate for a text that is no EDTF value.
    """
    return _Writer(language if language in LANGUAGES else "en").whole(Edtf.parse(edtf))


class _Writer:
    """The forms of one language."""

    def __init__(self, language: str) -> None:
        self._catalog = catalog(language)
        self._locale = Locale.parse("en_GB" if language == "en" else language)
        self._french = language == "fr"

    def _say(self, form: str) -> str:
        return self._catalog.pgettext("date", form)

    def whole(self, value: Edtf) -> str:
        """Any value, as it stands alone."""
        if value.precision == "set":
            return self._set(value.candidates)
        if value.precision == "interval":
            return self._interval(value.text)
        return self._marked(value, self._plain(value))

    def _marked(self, value: Edtf, words: str) -> str:
        if value.approximate:
            words = self._say("about").format(date=self._led(value))
        return self._say("uncertain").format(date=words) if value.uncertain else words

    def _led(self, value: Edtf) -> str:
        """A value after a preposition: a day takes its article."""
        form = "at-day" if value.precision in ("day", "minute", "second") else ""
        words = self._plain(value)
        return self._say(form).format(date=words) if form else words

    def _plain(self, value: Edtf) -> str:
        return self._writers()[value.precision](value.text.rstrip("~?%"))

    def _writers(self) -> dict[Precision, Callable[[str], str]]:
        return {
            "century": self._century,
            "decade": lambda text: self._say("decade").format(year=text.replace("X", "0")),
            "year": lambda text: str(int(text[:4])),
            "half": lambda text: self._part("half", text),
            "season": lambda text: self._part("season", text),
            "quarter": lambda text: self._part("quarter", text),
            "month": lambda text: self._say("month-year").format(month=self._month(text), year=int(text[:4])),
            "day": self._day,
            "minute": self._time,
            "second": self._time,
        }

    def _month(self, text: str) -> str:
        return str(get_month_names("wide", locale=self._locale)[int(text[5:7])])

    def _number(self, text: str) -> str:
        day = int(text[8:10])
        return self._say("day-first") if day == 1 else str(day)

    def _day(self, text: str) -> str:
        form = self._say("day-month-year")
        return form.format(day=self._number(text), month=self._month(text), year=int(text[:4]))

    def _time(self, text: str) -> str:
        words = self._say("clock").format(date=self._day(text), hour=text[11:13], minute=text[14:16])
        zone = text[16:].lstrip(":0123456789")
        return self._say("zone").format(date=words, zone=zone.replace("Z", "")) if zone else words

    def _part(self, kind: str, text: str) -> str:
        year = int(text[:4])
        return self._say(f"{kind}-{text[5:7]}").format(year=year, next=year + 1)

    def _century(self, text: str) -> str:
        number = int(text[:2]) + 1
        if number == 1:
            name = self._say("century-first")
        elif self._french:
            name = _roman(number) + "e"
        else:
            name = f"{number}{_ending(number)}"
        return self._say("century").format(number=name)

    def _interval(self, text: str) -> str:
        left, _, right = text.partition("/")
        if left in ("", ".."):
            end = Edtf.parse(right)
            form = "start-unknown" if not left else "until-day" if end.precision == "day" else "until"
            return self._say(form).format(date=self.whole(end))
        if right in ("", ".."):
            start = Edtf.parse(left)
            if right:
                return self._say("since").format(date=self._marked(start, self._led(start)))
            return self._say("end-unknown").format(date=self.whole(start))
        return self._closed(Edtf.parse(left), Edtf.parse(right))

    def _closed(self, start: Edtf, end: Edtf) -> str:
        days = start.precision == end.precision == "day" and not (start.marks or end.marks)
        if days and start.text[:7] == end.text[:7]:
            both = f"{self._number(start.text)}–{self._number(end.text)}"
            month = self._month(end.text)
            return self._say("day-month-year").format(day=both, month=month, year=int(end.text[:4]))
        return self._say("interval").format(first=self.whole(start), last=self.whole(end))

    def _set(self, members: Sequence[Edtf]) -> str:
        if all(member.precision == "day" and not member.marks for member in members):
            return self._say("in-day").format(date=self._days(sorted(members, key=lambda day: day.sort_key)))
        return self._or([self._member(member) for member in members])

    def _member(self, member: Edtf) -> str:
        if member.precision != "interval":
            return self.whole(member)
        first, _, last = member.text.partition("..")
        if not first or not last:
            return self._interval(f"{first or '..'}/{last or '..'}")
        start, end = Edtf.parse(first), Edtf.parse(last)
        begin = self._led(start)
        if start.precision == end.precision == "day" and start.text[:7] == end.text[:7]:
            begin = self._say("at-day").format(date=self._number(start.text))
        return self._say("between").format(first=begin, last=self._led(end))

    def _days(self, members: Sequence[Edtf]) -> str:
        """Days with each month after its last day and each year after its last month."""
        words = []
        for member, after in itertools.zip_longest(members, members[1:]):
            text, following = member.text, after.text if after else ""
            if text[:4] != following[:4]:
                words.append(self._day(text))
            elif text[:7] != following[:7]:
                form = self._say("day-month")
                words.append(form.format(day=self._number(text), month=self._month(text)))
            else:
                words.append(self._number(text))
        return self._or(words)

    def _or(self, words: Sequence[str]) -> str:
        if len(words) == 1:
            return words[0]
        return self._say("or").format(first=", ".join(words[:-1]), last=words[-1])


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
