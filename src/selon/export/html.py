"""The HTML dossier: one page that stands by itself, without script and without anything to fetch."""

import base64
import functools
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, TextIO

import jinja2

from selon.export.citing import fragment_link
from selon.export.reading import Run, page_marks, passage_anchor, read_runs
from selon.export.strip import draw_strip
from selon.export.tables import claim_cards, claim_matrix, content_parts, speaker_groups, year_groups
from selon.records import (
    ClaimRow,
    Document,
    DossierHeader,
    Edtf,
    InvalidDate,
    PageRead,
    PageRow,
    Passage,
    QuoteRow,
    Recurring,
    TimelineRow,
    side,
)
from selon.wording import claim_in_words, date_in_words, word

__all__ = ["DossierView", "page_environment", "typeset", "write_html"]

_BEFORE_SIGN = re.compile(r"« | [:;?!»]|(?<=[^\s;]);(?= )")
_CONTROLS = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)
}


@dataclass(frozen=True, slots=True)
class DossierView:
    """The rows of a dossier that its page shows; the texts of the pages come beside it, one at a time."""

    title: str
    header: DossierHeader
    pages: tuple[PageRow, ...]
    timeline: tuple[TimelineRow, ...]
    quotations: tuple[QuoteRow, ...]
    claims: tuple[ClaimRow, ...]
    recurring: tuple[Recurring, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """One page of the dossier as it is shown at the end: its text in runs of blocks."""

    document: Document
    runs: tuple[Run, ...]


def write_html(view: DossierView, reads: Iterable[PageRead], out: TextIO, language: str = "fr") -> None:
    """Writes the dossier as one HTML page: chronology, claims, who said what, and the pages themselves.

    `reads` are the pages with their texts, in the order they are to stand; they are consumed one by one.
    `language` is that of the interface (`fr`, `en`). The pages' texts are escaped, never taken as markup.
    """
    environment = page_environment(language)
    cards = claim_cards(view.claims)
    published = [row.published for row in view.pages if row.published]
    style = _style()
    stream = environment.get_template("dossier.html").stream(
        view=view,
        style=style,
        style_hash=_sha256(style),
        outlets=_outlets(view.pages),
        years=year_groups(view.timeline),
        strip=draw_strip(view.timeline, published),
        cards=cards,
        matrix=claim_matrix(cards),
        speakers=speaker_groups(view.quotations),
        sections=_sections(view, reads, language),
        text_language=view.header.pack.partition(" ")[0],
        link_to=lambda passage: "#" + passage_anchor(passage.document, passage.span),
        claim_link="#c-{}".format,
        row_link="#t-{}".format,
        quotation_link="#q-{}".format,
        stance_link=lambda row: f"#s-{row.id}-{row.actor.id}",
        item_link=None,
        actor_link=None,
        kind_link=None,
        cite=None,
    )
    stream.enable_buffering(64)
    for part in stream:
        out.write(part)


def page_environment(language: str, *more: str) -> jinja2.Environment:
    """The templates and what they speak with, for this page and for whatever else shows rows of a dossier.

    Filters: `word`, `claim` and `date` (terms, claims and EDTF in words), `day` (EDTF without a time of day),
    `iso` (EDTF as HTML's `datetime`, empty where HTML has no such value), `web` (an address a reader may be
    sent to, else empty), `fragment` (of a passage: its place in the live page), `sign` (of a stance), `parts`
    (of a quotation: what is content, what is not), `quoted` (in the language's quotation marks),
    `number` (with two decimals).
    `say(key, n=...)` gives a sentence of the page, from `words.toml` and from the tables named in `more`;
    `colon` is what stands between a label and its value. Everything is escaped; an
    undefined name is an error.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("selon.export"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "word": lambda key: typeset(word(key, language), language),
        "claim": lambda row: typeset(claim_in_words(row.claim, row.roles, language), language),
        "date": lambda edtf: typeset(date_in_words(edtf, language), language),
        "iso": _html_date,
        "day": lambda edtf: edtf.partition("T")[0],
        "web": _web_address,
        "fragment": lambda it: fragment_link(it.url, it.exact, (0, len(it.exact))),
        "quoted": lambda text: typeset(f"« {text} »", language) if language == "fr" else f"“{text}”",
        "number": lambda value: f"{value:.2f}".replace(".", "," if language == "fr" else "."),
        "sign": side,
        "parts": content_parts,
    }
    environment.filters |= filters
    environment.globals |= {"say": _speaker(language, ("words.toml", *more)), "language": language}
    environment.globals["colon"] = typeset(" : ", language) if language == "fr" else ": "
    return environment


def _sections(view: DossierView, reads: Iterable[PageRead], language: str) -> Iterator[_Section]:
    passages: dict[str, list[Passage]] = {}
    quotations: dict[str, list[QuoteRow]] = {}
    recurring: dict[str, list[Recurring]] = {}
    for item in view.recurring:
        recurring.setdefault(item.document, []).append(item)
    for passage in _passages(view):
        passages.setdefault(passage.document, []).append(passage)
    for row in view.quotations:
        quotations.setdefault(row.passage.document, []).append(row)
    for read in reads:
        key = read.document.id
        marks = page_marks(
            read,
            passages.get(key, ()),
            sorted(quotations.get(key, ()), key=lambda row: row.passage.span),
            functools.partial(word, language=language),
            functools.partial(date_in_words, language=language),
        )
        yield _Section(read.document, read_runs(read, marks, recurring.get(key, ())))


def _passages(view: DossierView) -> Iterator[Passage]:
    for quotation in view.quotations:
        yield quotation.passage
    for row in view.timeline:
        yield from row.passages
    for claim in view.claims:
        yield from claim.passages
        for stance in claim.stances:
            yield from stance.passages


def _outlets(pages: Iterable[PageRow]) -> list[tuple[str, int]]:
    """The publishers that the pages name, with their numbers of pages, the most frequent first."""
    counts: dict[str, int] = {}
    for row in pages:
        if row.publisher and not row.rejected:
            counts[row.publisher] = counts.get(row.publisher, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def typeset(text: str, language: str) -> str:
    """Our own words with the unbreakable spaces of French typography; never for a page's text."""
    return _BEFORE_SIGN.sub(_joined, text) if language == "fr" else text


def _joined(match: re.Match[str]) -> str:
    sign = match[0].strip()
    return "«\u00a0" if sign == "«" else ("\u00a0" if sign in ":»" else "\u202f") + sign


def _html_date(edtf: str | None) -> str:
    """The value as HTML writes a year, month, day or local time; empty for sets, spans and marked values."""
    try:
        value = Edtf.parse(edtf or "")
    except InvalidDate:
        return ""
    plain = value.precision in ("year", "month", "day", "minute", "second")
    return value.text if plain and not value.marks and "X" not in value.text else ""


def _web_address(url: str | None) -> str:
    """The URL if it is one that a reader may be sent to, else empty (`javascript:` and the like)."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def _printable(value: Any) -> Any:
    """Text without the control characters that HTML does not allow; each is shown as U+FFFD."""
    return value.translate(_CONTROLS) if type(value) is str else value


def _speaker(language: str, tables: tuple[str, ...]) -> Callable[..., str]:
    sentences = {key: text for name in tables for key, text in _sentences(name)[language].items()}

    def say(key: str, n: int | None = None, **values: Any) -> str:
        one = n is not None and (n == 1 or (n == 0 and language == "fr"))
        template = sentences.get(f"{key}.one") if one else None
        return typeset((template or sentences[key]).format(n=n, **values), language)

    return say


@functools.cache
def _sentences(name: str) -> dict[str, dict[str, str]]:
    text = (resources.files("selon.export") / "templates" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def _style() -> str:
    return resources.files("selon.export").joinpath("style.css").read_text(encoding="utf-8")


def _sha256(text: str) -> str:
    """The hash by which the page allows its own style and no other (Content Security Policy)."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
