"""When a page was published, as precisely as it says itself: every claim kept, one chosen, none made up."""

import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

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
_TRUST = ("header", "json-ld", "meta", "visible", "time-element", "url", "htmldate", "dateline")


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
    text: str, blocks: Sequence[Block], markup: Markup, url: str | None, pack: LanguagePack
) -> Published:
    """The claim that deserves most trust, with all others that were seen beside it.

    The header of a crawl comes first, then JSON-LD, meta, the visible line, `time` elements, the address.
    Of claims that agree on the day, the more precise one of the same rank is taken.
    """
    claims = [*_crawl_headers(text, blocks), *_markup_dates(markup), *_url_dates(url or markup.url)]
    claims.sort(key=lambda claim: _TRUST.index(claim.basis))
    if not claims:
        return Published()
    best = _most_precise(claims)
    others = tuple(claim for claim in dict.fromkeys(claims) if claim != best)
    return Published(best.edtf, _zone(best.edtf), best.basis, best.anchor, others)


def _most_precise(claims: Sequence[DateEvidence]) -> DateEvidence:
    first = claims[0]
    same = [claim for claim in claims if claim.basis == first.basis and claim.edtf.startswith(first.edtf)]
    return max(same, key=lambda claim: len(claim.edtf))


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
