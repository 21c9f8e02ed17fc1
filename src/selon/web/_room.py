"""What all views share: the dossier's path, the words, how a template becomes an answer."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from selon import pipeline
from selon.export.citing import citation
from selon.export.html import page_environment
from selon.pipeline import Dossier
from selon.records import DecisionRow, Passage, SelonError, parse_annotation_id
from selon.web._jobs import Jobs
from selon.web._memory import Memory
from selon.web._security import COOKIE, Tokens
from selon.wording import LANGUAGES, date_in_words

__all__ = ["Room", "item_path", "language_of", "passage_path", "room_of", "short"]

_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Room:
    """One dossier being read: its file, the language when a browser asks for none, work under way."""

    path: Path
    language: str = "fr"
    allow_private: bool = False
    tokens: Tokens = field(default_factory=Tokens)
    jobs: Jobs = field(default_factory=Jobs)
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "memory", Memory(self.path))

    def open(self) -> Dossier:
        """The dossier, to be used in a `with` block; made when there is none yet."""
        return pipeline.open(self.path, create=True)

    def render(self, request: Request, template: str, status: int = 200, **context: Any) -> Response:
        """A template as an answer, in the language of the browser."""
        language, reader = language_of(request, self.language), self.tokens.reader(request)
        page = (
            _environment(language)
            .get_template(f"web/{template}")
            .render(
                dossier=self.path.stem,
                path=request.url.path,
                here=_here(request),
                query=dict(request.query_params),
                base=str(request.base_url).rstrip("/"),
                token=self.tokens.of(reader),
                text_language="fr",
                other=next(name for name in LANGUAGES if name != language),
                job=self.jobs.now(),
                last=self._last(),
                cite=lambda passage: _citation(passage, request, language),
                **context,
            )
        )
        answer = HTMLResponse(page, status)
        answer.set_cookie(COOKIE, reader, httponly=True, samesite="strict")
        if "lang" in request.query_params:
            answer.set_cookie("lang", language, max_age=_YEAR, samesite="strict")
        return answer

    def _last(self) -> DecisionRow | None:
        """What the button in the bar takes back."""
        try:
            with self.open() as dossier:
                return self.memory.kept("last", dossier.last_decision)
        except SelonError:
            return None

    def back(self, to: str, **told: str) -> Response:
        """An answer to a form: the browser goes on to a page of this server, with what is told there."""
        safe = to if to.startswith("/") and not to.startswith("//") and "\\" not in to else "/"
        path, _, fragment = safe.partition("#")
        if told:
            path += ("&" if "?" in path else "?") + urlencode(told)
        return RedirectResponse(path + (f"#{fragment}" if fragment else ""), 303)


def room_of(request: Request) -> Room:
    """The room that a request came to."""
    room: Room = request.app.state.room
    return room


def language_of(request: Request, default: str) -> str:
    """The language asked for: in the address, by the cookie of an earlier choice, or by the browser."""
    asked = [request.query_params.get("lang", ""), request.cookies.get("lang", "")]
    asked += [part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((name for name in asked if name in LANGUAGES), default)


def short(document: str) -> str:
    """The digits by which a page is named in addresses."""
    return document.removeprefix("sha256:")[:12]


def passage_path(passage: Passage) -> str:
    """The permanent address of a passage on this server; the span is in code points of the page's text."""
    return f"/d/{short(passage.document)}?at={passage.span[0]}-{passage.span[1]}#at"


def item_path(name: str) -> str:
    """The address of anything that has an id: what it is, why it is held, and the forms to correct it."""
    return f"/item/{quote(name, safe=':.')}"


def _here(request: Request) -> str:
    if request.method != "GET":  # the answer to a form that went wrong: nothing can be asked for there again
        return "/"
    passing = ("lang", "told")
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in passing]
    return request.url.path + (f"?{urlencode(kept, safe=':')}" if kept else "")


def _address(path: str, query: Mapping[str, Any] | None = None, **changed: Any) -> str:
    """A path with a query: what is null or empty is left out."""
    merged = {key: value for key, value in {**(query or {}), **changed}.items() if value not in (None, "")}
    return path + (f"?{urlencode(merged, safe=':')}" if merged else "")


def _citation(passage: Passage, request: Request, language: str) -> str:
    address = str(request.base_url).rstrip("/") + passage_path(passage)
    return citation(passage, address, lambda edtf: date_in_words(edtf, language))


def _actor_path(name: str) -> str:
    return f"/actors/{name}" if parse_annotation_id(name) is None else item_path(name)


@functools.cache
def _environment(language: str) -> jinja2.Environment:
    environment = page_environment(language, "web.toml")
    environment.globals |= {
        "link_to": passage_path,
        "item_link": item_path,
        "claim_link": lambda name: f"/claims/{name}",
        "row_link": lambda name: f"#t-{name}",
        "quotation_link": item_path,
        "stance_link": lambda row: item_path(row.id),
        "actor_link": _actor_path,
        "kind_link": lambda kind: f"/registers/{quote(kind)}",
        "short": short,
        "address": _address,
    }
    return environment
