"""When a page was published, as precisely as it says itself: every claim kept, one chosen, none made up."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime

from selon.dates import Stamp, read_stamps, resolve_stamp
from selon.extract.markup import Markup
from selon.lang import LanguagePack
from selon.records import Block, DateEvidence, Edtf, InvalidDate, Published

__all__ = ["find_published", "read_machine_date"]

_ISO = re.compile(
    r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r"(?:[T ]\s?(?P<time>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]\d)(?:[/-](?P<day>[0-3]\d))?(?=[/_-])")
_CRAWL_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TOLD = ("typed", "europresse", "column", "mail-header", "feed")
_LONGEST_LINE = 300
_SHOWN = ("visible", "relative")
_EVENING, _NOON = "16", "12"
"""From the one hour on papers put out the next day's issue; before the other it is yesterday elsewhere."""
_TRUST = (*_TOLD, "header", "json-ld", *_SHOWN, "meta", "time-element", "url", "dateline", "modified")


def read_machine_date(value: str) -> str | None:
    """The EDTF value of a date in markup (ISO 8601 and its usual deviations, RFC 2822), else null."""
    value = value.strip()
    match = _ISO.match(value)
    if match:
        zone = (match["zone"] or "").replace("UTC", "Z")
        if len(zone) == 5:
            zone = zone[:3] + ":" + zone[3:]
        edtf = match["date"] + (f"T{match['time']}{zone}" if match["time"] else "")
    elif compact := _COMPACT.match(value):
        edtf = "-".join(compact.groups())
    else:
        edtf = _mail_date(value)
    return edtf if _is_valid(edtf) else None


def _mail_date(value: str) -> str:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return ""
    text = moment.isoformat(timespec="minutes")
    return text if moment.tzinfo else text[:16]


def _is_valid(edtf: str) -> bool:
    try:
        Edtf.parse(edtf)
    except InvalidDate:
        return False
    return "1800" < edtf[:4] < "2100"


def find_published(
    text: str,
    blocks: Sequence[Block],
    markup: Markup,
    stamps: Sequence[tuple[int, Sequence[Stamp]]],
    pack: LanguagePack,
    *,
    retrieved: str | None = None,
) -> Published:
    """The claim that deserves most trust, with all others that were seen beside it.

    `stamps` are those of the dated lines with the offset of each line. In order of trust: what was told
    beside the text (an export, a table's column, a mail's header, a feed), the header of a crawl,
    JSON-LD, the visible line (a relative one counts from `retrieved`, EDTF), `meta`, `time` elements, the
    address, the dateline. Of the claims that agree with the most trusted one on the day, the most precise is
    taken. The day in sight takes the place of JSON-LD's when it is the next day, the moment being of the
    evening, or the day before, the moment being of the morning.
    """
    claims = [
        *_crawl_headers(text, blocks),
        *_markup_dates(markup),
        *_visible_dates(stamps),
        *_relative_dates(text, stamps, retrieved, pack),
        *_url_dates(markup.url),
    ]
    claims.sort(key=lambda claim: _TRUST.index(claim.basis))
    claims += _dateline_dates(text, blocks, claims[0].edtf if claims else None, pack)
    sure = [claim for claim in claims if claim.basis != "modified"]
    if not sure:
        return Published(others=tuple(claims))
    same = [claim for claim in sure if claim.edtf.startswith(sure[0].edtf[:10])]
    best = _shown_instead(sure, same) or max(same, key=lambda claim: len(claim.edtf))
    others = tuple(claim for claim in dict.fromkeys(claims) if claim != best)
    return Published(best.edtf, _zone(best.edtf), best.basis, best.anchor, others)


def _shown_instead(claims: Sequence[DateEvidence], same: Sequence[DateEvidence]) -> DateEvidence | None:
    """The one day in sight where the moment of JSON-LD and what agrees with it (`same`) is just beside it.

    Markup tells when a page went online by the clock of its server: in the evening before the day of the
    issue, or after midnight in another time zone. The day that stands beside the headline is the one that
    the paper means and readers cite. Markup that is further off is not about the same moment.
    """
    if same[0].basis != "json-ld" or any(claim.basis == "visible" for claim in same):
        return None
    shown = [claim for claim in claims if claim.basis == "visible"]
    if len({claim.edtf[:10] for claim in shown}) != 1:
        return None
    best = max(shown, key=lambda claim: len(claim.edtf))
    hours = [claim.edtf[11:13] for claim in same if "T" in claim.edtf]
    step = _days_between(same[0].edtf, best.edtf)
    is_eve = step == 1 and min(hours, default="") >= _EVENING
    is_elsewhere = step == -1 and max(hours, default="24") < _NOON
    return best if is_eve or is_elsewhere else None


def _days_between(one: str, other: str) -> int | None:
    """The number of days from one EDTF value to another, null where either is no day."""
    try:
        return (date.fromisoformat(other[:10]) - date.fromisoformat(one[:10])).days
    except ValueError:
        return None


def _visible_dates(stamps: Sequence[tuple[int, Sequence[Stamp]]]) -> Iterator[DateEvidence]:
    """The dates that lines show in full."""
    for offset, line in stamps:
        for stamp in line:
            if stamp.edtf is not None and len(stamp.edtf) >= len("2023-09"):
                basis = "modified" if stamp.role == "modified" else "visible"
                yield DateEvidence(stamp.edtf, basis, (offset + stamp.start, offset + stamp.end))


def _relative_dates(
    text: str, stamps: Sequence[tuple[int, Sequence[Stamp]]], retrieved: str | None, pack: LanguagePack
) -> Iterator[DateEvidence]:
    """What *il y a 3 heures* means; nothing without the time of retrieval."""
    for offset, line in stamps if retrieved else ():
        words = text[offset : offset + _LONGEST_LINE].partition("\n")[0] if line else ""
        for stamp in line:
            if stamp.edtf is None and (edtf := resolve_stamp(words, stamp, retrieved or "", pack)):
                basis = "modified" if stamp.role == "modified" else "relative"
                yield DateEvidence(edtf, basis, (offset + stamp.start, offset + stamp.end))


def _dateline_dates(
    text: str, blocks: Sequence[Block], published: str | None, pack: LanguagePack
) -> Iterator[DateEvidence]:
    """The days of datelines; one without a year takes the publication's, if told, and never lies after it."""
    for block in blocks:
        if block.kind != "dateline":
            continue
        line = text[block.start : block.end]
        for stamp in read_stamps(line, pack):
            edtf = stamp.edtf or _with_year(line[stamp.start : stamp.end], published, pack)
            if edtf is not None and len(edtf) >= len("2023-09"):
                yield DateEvidence(edtf, "dateline", (block.start + stamp.start, block.start + stamp.end))


def _with_year(day: str, published: str | None, pack: LanguagePack) -> str | None:
    if published is None:
        return None
    for year in (int(published[:4]), int(published[:4]) - 1):
        dated = read_stamps(f"{day} {year}", pack)
        if dated and dated[0].edtf is not None and dated[0].edtf <= published:
            return dated[0].edtf
    return None


def _zone(edtf: str) -> str | None:
    match = re.search(r"T\d\d:\d\d(?P<zone>Z|[+-]\d\d:\d\d)$", edtf)
    return ("+00:00" if match["zone"] == "Z" else match["zone"]) if match else None


def _crawl_headers(text: str, blocks: Sequence[Block]) -> Iterator[DateEvidence]:
    for block in blocks:
        if block.kind == "header":
            match = _CRAWL_DATE.search(text, block.start, block.end)
            if match and text[block.start : match.start()].strip().lower() == "date" and _is_valid(match[0]):
                yield DateEvidence(match[0], "header", match.span())


def _markup_dates(markup: Markup) -> Iterator[DateEvidence]:
    for basis, value in markup.dates:
        edtf = read_machine_date(value)
        if edtf is not None:
            yield DateEvidence(edtf, basis)


def _url_dates(url: str | None) -> Iterator[DateEvidence]:
    match = _URL_DAY.search(url or "")
    if match:
        edtf = "-".join(part for part in match.groups() if part)
        if _is_valid(edtf):
            yield DateEvidence(edtf, "url")
