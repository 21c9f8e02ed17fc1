"""Monday morning: pages in by file, paste or address; what came of it; what is new."""

import dataclasses
import datetime
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from selon.records import ClaimRow, NamedActor, RawPage, Rejected, StanceRow, Told, document_id, side
from selon.web._room import Room, room_of

__all__ = ["add", "desk", "progress"]

_MANY = 2000
_LONGEST = 120  # bytes of a file's name, its end
_PART = 64 * 1024 * 1024
_LATEST = 8
_CLAIMS = 400
_COOKIE = "selon_visit"
_YEAR = 365 * 24 * 3600
_ONE_VISIT = 3600
_VISIT = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,12}", re.ASCII)


def desk(request: Request) -> Response:
    """The first page: bring pages in, and what there is to see."""
    room = room_of(request)
    with room.open() as dossier:
        pages, claims, counts = room.memory.kept(
            "desk", lambda: (dossier.pages(), dossier.claims(limit=_CLAIMS), dossier.counts())
        )
    visit = _Visit.of(request.cookies.get(_COOKIE, ""), len(pages))
    read = [row for row in pages if row.rejected is None]
    fresh = [row for row in pages[visit.before :] if row.rejected is None] if visit.before else []
    answer = room.render(
        request,
        "desk.html",
        latest=list(reversed(fresh or read))[:_LATEST],
        fresh=len(fresh),
        changed=[(row, actors) for row in claims if (actors := _changed(row))],
        turned_away=[row for row in pages if row.rejected is not None],
        counts=counts,
        disputed=[row for row in claims if _disputed(row.stances)],
        threats=[row for row in claims if any(stance.value == "threatens" for stance in row.stances)],
    )
    answer.set_cookie(_COOKIE, visit.word, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def progress(request: Request) -> Response:
    """How far the reading of pages is; asked again and again while it lasts."""
    part = request.headers.get("hx-request") == "true"
    return room_of(request).render(request, "_progress.html" if part else "progress.html")


async def add(request: Request) -> Response:
    """Files, a pasted text or addresses, brought in. Nothing is fetched but the addresses given here."""
    room = room_of(request)
    folder = Path(tempfile.mkdtemp(prefix="selon-"))
    started = False
    try:
        async with request.form(max_files=_MANY, max_fields=20, max_part_size=_PART) as form:
            if not room.tokens.holds(request, form):
                return room.render(request, "refused.html", 403)
            count = await _keep_files(form, folder)
            pasted, urls = _pasted(form), str(form.get("urls") or "").split()
        if not (count or pasted or urls):
            return room.back("/#add", told="nothing-given")
        total = None if urls else count + len(pasted)
        started = await run_in_threadpool(
            room.jobs.start, room.open, lambda: _pages(room, folder, pasted, urls), total
        )
        return room.back("/progress") if started else room.back("/progress", told="busy")
    finally:
        if not started:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Visit:
    """How many pages there were when this browser's last visit ended, how many there are, and when that is.

    Looks at the desk that are less than an hour apart are one visit.
    """

    before: int
    now: int
    seconds: int

    @classmethod
    def of(cls, word: str, pages: int) -> "_Visit":
        """The visit that a cookie tells of, gone on with or followed by a new one."""
        seconds = int(datetime.datetime.now(datetime.UTC).timestamp())
        if not _VISIT.fullmatch(word):
            return cls(0, pages, seconds)
        before, last, then = (int(part) for part in word.split("."))
        return cls(min(before if seconds - then < _ONE_VISIT else last, pages), pages, seconds)

    @property
    def word(self) -> str:
        """The visit as the cookie keeps it."""
        return f"{self.before}.{self.now}.{self.seconds}"


def _changed(row: ClaimRow) -> list[NamedActor]:
    """The actors who stood for a claim at one time and against it at another."""
    sides: dict[NamedActor, set[str]] = {}
    for stance in row.stances:
        if stance.through is None:
            sides.setdefault(stance.actor, set()).add(side(stance.value))
    return [actor for actor, taken in sides.items() if {"for", "against"} <= taken]


def _disputed(stances: Iterable[StanceRow]) -> bool:
    return {"for", "against"} <= {side(stance.value) for stance in stances}


async def _keep_files(form: FormData, folder: Path) -> int:
    """The files of a form in a folder of our own, under numbered folders and the last part of their names."""
    uploads = [item for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
    for number, upload in enumerate(uploads):
        place = folder / f"{number:04}"
        place.mkdir()
        with (place / _plain(upload.filename or "")).open("wb") as out:
            while piece := await upload.read(1 << 20):
                out.write(piece)
    return len(uploads)


def _plain(name: str) -> str:
    """The last part of a file's name as it can stand in a folder: no way out of it, and not too long."""
    last = PurePath(name.replace("\\", "/").replace("\0", "")).name
    return last.encode("utf-8", "replace")[-_LONGEST:].decode("utf-8", "ignore").strip(". ") or "page"


def _pasted(form: FormData) -> list[RawPage]:
    text = str(form.get("text") or "")
    if not text.strip():
        return []
    told = Told(
        basis="typed",
        title=str(form.get("title") or "").strip() or None,
        published=str(form.get("date") or "").strip() or None,
        publisher=str(form.get("publisher") or "").strip() or None,
    )
    now = datetime.datetime.now().astimezone().isoformat(timespec="minutes")[:16]
    data = text.encode("utf-8", "replace")
    return [RawPage(f"pasted {now}", data, "text/plain", charset="utf-8", told=told)]


def _pages(
    room: Room, folder: Path, pasted: Sequence[RawPage], urls: Sequence[str]
) -> Iterator[RawPage | Rejected]:
    from selon.ingest import read_paths

    try:
        for place in sorted(folder.iterdir()):
            for page in read_paths([place]):
                yield dataclasses.replace(page, source=page.source.removeprefix(f"{place}/"))
        yield from pasted
        yield from _fetched(room, urls)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetched(room: Room, urls: Sequence[str]) -> Iterator[RawPage | Rejected]:
    if not urls:
        return
    from selon.ingest.fetching import FetchRules, Unfetched, fetch

    for page in fetch(urls, FetchRules(allow_private=room.allow_private)):
        if isinstance(page, Unfetched):
            yield Rejected(document_id(page.url.encode()), page.url, page.reason, page.detail)
        else:
            yield page
