"""Utterances told in other words: quotations of one actor, or on copies, that say the same."""

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from selon.lang import LanguagePack
from selon.link.texts import Texts
from selon.link.wordings import Wording, likeness, wording
from selon.link.words import words_in
from selon.records import Copy, Edtf, InvalidDate, PageRead, Quotation, Span, Utterance, Variant

__all__ = ["is_one_utterance", "link_variants"]

_NEAR = 3  # days between which an utterance goes round
_ALIKE = 0.6  # likeness of two wordings of one utterance
_LONG = 4.0  # words of content of a wording that chance does not bring together
_LONG_ALIKE = 0.5
_LEAST = 1.5  # words of content of a wording that tells an utterance: more than one
_MONTH = 31  # days within which an utterance must be known to lie to be near another
_MOST = 100  # utterances that one is compared with: the latest


def link_variants(
    texts: Texts, page: PageRead, actors: Mapping[str, str], copies: Sequence[Copy], pack: LanguagePack
) -> None:
    """Note which quotations of a page are utterances that another page has in other words, or in the same.

    `actors` maps the page's entities to actors, `copies` tell what of others stands in the page.
    """
    copied = texts.utterances_in([copy.of for copy in copies])
    for quotation in page.analysis.quotations:
        one = _utterance(page, quotation, actors)
        mine = wording(one.words, pack)
        for two in _others(texts, one, copied):
            score = _score(one, two, mine, copies, pack)
            if score:
                texts.put_variant(Variant((two.quotation, one.quotation), round(score, 2)))
        texts.put_utterance(one)


def _score(
    one: Utterance, two: Utterance, mine: Wording, copies: Iterable[Copy], pack: LanguagePack
) -> float:
    """How sure it is that two utterances are one, 0 when they are not."""
    passages = [copy for copy in copies if copy.of == two.document]
    if passages and _at_one_place(one, two, passages):
        return 1.0
    if set(one.actors).isdisjoint(two.actors):
        return 0.0
    theirs = wording(two.words, pack)
    return likeness(mine, theirs) if is_one_utterance(mine, theirs) else 0.0


def is_one_utterance(one: Wording, two: Wording) -> bool:
    """Whether two wordings, of one speaker at one time, are near enough to be one utterance."""
    shorter = min(sum(one.stems.values()), sum(two.stems.values()))
    if shorter < _LEAST:
        return False
    return likeness(one, two) >= (_LONG_ALIKE if shorter >= _LONG else _ALIKE)


def _at_one_place(one: Utterance, two: Utterance, copies: Iterable[Copy]) -> bool:
    """Whether the same words stand at the same place of a passage that was carried over."""
    if _all_words(one.words) != _all_words(two.words):
        return False
    (start, end), (begin, stop) = _hull(one.content), _hull(two.content)
    return any(
        _meet((begin, stop), first) and _meet((start, end), second)
        for copy in copies
        for first, second in copy.spans
    )


@functools.lru_cache(maxsize=4096)  # as for `wording`
def _all_words(text: str) -> tuple[str, ...]:
    return tuple(words_in(text, [(0, len(text))]))


def _hull(spans: Sequence[Span]) -> Span:
    return spans[0][0], spans[-1][1]


def _meet(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _others(texts: Texts, one: Utterance, copied: Iterable[Utterance]) -> Iterator[Utterance]:
    """Those who said something near that day, on other pages; and what stands on pages that are copied."""
    found = {it.quotation: it for it in copied}
    if one.actors and one.first and one.last:
        near = datetime.timedelta(days=_NEAR)
        since = _shifted(one.first, -near)
        until = _shifted(one.last, near)
        found |= {it.quotation: it for it in texts.utterances_by(one.actors, since, until, _MOST)}
    return (it for it in found.values() if it.document != one.document)


def _shifted(day: str, by: datetime.timedelta) -> str:
    try:
        return (datetime.date.fromisoformat(day) + by).isoformat()
    except OverflowError:  # at the ends of the calendar
        return day


def _utterance(page: PageRead, quotation: Quotation, actors: Mapping[str, str]) -> Utterance:
    times = {time.id: time.edtf for time in page.analysis.times}
    told = times.get(quotation.uttered) if quotation.uttered else None
    first, last = _days(told or page.document.published.edtf)
    speakers = (actors[name] for name in quotation.speakers if name in actors)
    return Utterance(
        quotation.id,
        page.document.id,
        tuple(dict.fromkeys(speakers)),
        quotation.content,
        " ".join(page.document.text[start:end] for start, end in quotation.content),
        first,
        last,
    )


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    try:
        value = Edtf.parse(edtf) if edtf else None
    except InvalidDate:
        value = None
    if value is None or value.earliest is None or value.latest is None:
        return None, None
    if (value.latest - value.earliest).days >= _MONTH:
        return None, None
    return value.earliest.isoformat(), value.latest.isoformat()
