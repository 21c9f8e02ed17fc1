"""A page's text with its marks, any item by its id, and why it is held."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from selon.export.citing import fragment_link
from selon.export.marks import Mark
from selon.export.offsets import selected_span
from selon.export.reading import Run, page_marks, read_runs
from selon.records import (
    ActorRow,
    ClaimRow,
    EventRow,
    PageContent,
    PageRead,
    Passage,
    QuoteRow,
    Rejected,
    Span,
    StanceRow,
    UnknownId,
)
from selon.web._room import language_of, passage_path, room_of, short
from selon.wording import date_in_words, word

__all__ = ["item", "reader"]


@dataclass(frozen=True, slots=True)
class _Margin:
    """A part of the page, and what is told beside it: the quotations and events that begin there."""

    run: Run
    quotations: tuple[tuple[int, QuoteRow], ...]
    events: tuple[EventRow, ...]


def reader(request: Request) -> Response:
    """The page's whole text, with quotations, times and events marked and told beside it."""
    room, digits = room_of(request), request.path_params["digits"]
    with room.open() as dossier:
        shown = dossier.show(digits)
        if isinstance(shown, Rejected):
            return room.render(request, "rejected.html", row=shown)
        if not isinstance(shown, PageContent):
            raise UnknownId(f"no page bears the id {digits!r}")
        read = dossier.read_page(shown.document.id)
    language = language_of(request, room.language)
    if chosen := selected_span(read.document.text, request.query_params.get("select", "")):
        return room.back(f"/d/{short(read.document.id)}?at={chosen[0]}-{chosen[1]}#at")
    text = read.document.text
    at = _span(request.query_params.get("at", ""), len(text))
    quotations = sorted(shown.quotations, key=lambda row: row.passage.span)
    words, dates = (functools.partial(of, language=language) for of in (word, date_in_words))
    marks = page_marks(read, (), quotations, words, dates)
    marks += [Mark(*at, "passage", anchor="at")] if at else []
    return room.render(
        request,
        "reader.html",
        shown=shown,
        document=read.document,
        margins=_margins(shown, read, marks, quotations),
        at=at,
        fragment=fragment_link(read.document.url, text, at) if at else read.document.url,
        page=short(read.document.id),
        numbered=list(enumerate(quotations, 1)),
        edited=request.query_params.get("edit", ""),
        cited=Passage(
            read.document.id,
            read.document.source,
            read.document.title,
            read.document.publisher,
            read.document.published.edtf,
            at or (0, 0),
            text[slice(*at)] if at else "",
            "",
            "",
            read.document.url,
        ),
    )


def item(request: Request) -> Response:
    """Anything with an id: what it is, the rule, evidence and score behind it, the forms to correct it."""
    room, name = room_of(request), request.path_params["name"]
    with room.open() as dossier:
        shown = dossier.show(name)
        if isinstance(shown, PageContent):
            return room.back(f"/d/{short(shown.document.id)}")
        if isinstance(shown, Rejected):
            return room.back(f"/d/{short(shown.id)}")
        if isinstance(shown, ActorRow):
            return room.back(f"/actors/{shown.actor.id}")
        if isinstance(shown, ClaimRow):
            return room.back(f"/claims/{shown.claim.id}")
        why = dossier.why(name)
        decided = [row for row in dossier.decisions() if row.decision.target == why.id]
        fields = () if isinstance(shown, StanceRow) else dossier.fields(why.id)
    return room.render(
        request,
        "item.html",
        shown=shown,
        sort=type(shown).__name__,
        why=why,
        decided=decided,
        fields=fields,
        place=passage_path(why.evidence[0]) if why.evidence else None,
        choose=_choosing(shown) if isinstance(shown, QuoteRow) else None,
    )


def _choosing(row: QuoteRow) -> str:
    """The reader at a quotation, to select its places there."""
    start, end = row.passage.span
    return f"/d/{short(row.passage.document)}?at={start}-{end}&edit={row.id}#at"


def _margins(
    shown: PageContent, read: PageRead, marks: Sequence[Mark], quotations: Sequence[QuoteRow]
) -> list[_Margin]:
    numbered = list(enumerate(quotations, 1))
    margins = []
    for run in _by_paragraph(read_runs(read, marks, shown.recurring)):
        start, end = run.paragraphs[0].block.start, run.paragraphs[-1].block.end
        margins.append(
            _Margin(
                run,
                tuple((number, row) for number, row in numbered if start <= row.passage.span[0] < end),
                tuple(row for row in shown.events if start <= row.passage.span[0] < end),
            )
        )
    return margins


def _by_paragraph(runs: Sequence[Run]) -> list[Run]:
    """Each paragraph of the article by itself, its notes to stand beside it; what is folded stays one."""
    found: list[Run] = []
    for run in runs:
        found += [run] if run.folded else [replace(run, paragraphs=(item,)) for item in run.paragraphs]
    return found


def _span(text: str, length: int) -> Span | None:
    start, _, end = text.partition("-")
    if not (start.isdecimal() and end.isdecimal()) or len(text) > 24:
        return None
    low, high = int(start), int(end)
    return (low, high) if low < high <= length else None
