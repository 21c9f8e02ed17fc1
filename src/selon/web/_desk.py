"""Monday morning: pages in by file, paste or address; what came of it; what is new."""

import dataclasses
import datetime
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from selon.records import RawPage, Rejected, StanceRow, Told, document_id, side
from selon.web._room import Room, room_of

__all__ = ["add", "desk", "progress"]

_MANY = 2000
_PART = 64 * 1024 * 1024
_LATEST = 8
_CLAIMS = 400


def desk(request: Request) -> Response:
    """The first page: bring pages in, and what there is to see."""
    room = room_of(request)
    with room.open() as dossier:
        pages, claims, counts = dossier.pages(), dossier.claims(limit=_CLAIMS), dossier.counts()
    read = [row for row in pages if row.rejected is None]
    return room.render(
        request,
        "desk.html",
        latest=list(reversed(read))[:_LATEST],
        turned_away=[row for row in pages if row.rejected is not None],
        counts=counts,
        disputed=[row for row in claims if _disputed(row.stances)],
        threats=[row for row in claims if any(stance.value == "threatens" for stance in row.stances)],
    )


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


def _disputed(stances: Iterable[StanceRow]) -> bool:
    return {"for", "against"} <= {side(stance.value) for stance in stances}


async def _keep_files(form: FormData, folder: Path) -> int:
    """The files of a form in a folder of our own, under numbered folders and the last part of their names."""
    uploads = [item for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
    for number, upload in enumerate(uploads):
        name = (
            PurePath((upload.filename or "").replace("\\", "/").replace("\0", "")).name.strip(". ") or "page"
        )
        place = folder / f"{number:04}"
        place.mkdir()
        with (place / name[-80:]).open("wb") as out:
            while piece := await upload.read(1 << 20):
                out.write(piece)
    return len(uploads)


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
