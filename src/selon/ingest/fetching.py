"""Pages from the web, only when asked for: bounded, polite, and never from inside a private network."""

import asyncio
import io
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from selon.ingest.addresses import Refusal
from selon.ingest.paths import MAX_BYTES
from selon.ingest.robots import LONGEST, Robots, read_robots
from selon.records import MissingExtra, RawPage

if TYPE_CHECKING:  # an extra: imported when it is needed
    import httpx

    from selon.ingest.download import Answer

__all__ = ["FetchRules", "Unfetched", "feed_links", "fetch", "is_feed"]

_REDIRECTS = 5
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 2048


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What is allowed, and how fast.

    The bytes of a page at most, the seconds that an answer may take, those between two pages of one site,
    the items of one feed, and whether addresses of private networks may be asked.
    """

    max_bytes: int = MAX_BYTES
    seconds: float = 60.0
    delay: float = 1.0
    items: int = 50
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Unfetched:
    """An address that gave no page.

    `reason` is a machine key: `not-http`, `no-address`, `private-address`, `robots`, `unreachable`,
    `broken-answer`, `too-slow`, `too-large`, `redirects`, `empty-feed`, or `http-404` and its like.
    """

    url: str
    reason: str
    detail: str = ""


def fetch(urls: Iterable[str], rules: FetchRules | None = None) -> Iterator[RawPage | Unfetched]:
    """The pages at `urls`, in order, each once; for a feed (RSS, Atom), the pages that its items link to.

    `RawPage.source` is the address that was asked for, `url` the one that answered after redirects, and
    `retrieved` the local time to the minute with its offset. Raises MissingExtra without httpx, or when a
    feed is found without feedparser. The next page is asked for when the one before has been taken.
    """
    try:
        from selon.ingest.download import open_client
    except ImportError as error:
        raise MissingExtra("pages cannot be fetched without httpx: install selon[fetch]") from error
    rules = rules or FetchRules()
    seen: set[str] = set()
    with asyncio.Runner() as runner:
        visit = _Visit(open_client(), rules)
        try:
            for url in urls:
                yield from _fetch_one(runner, visit, url, seen)
        finally:
            runner.run(visit.client.aclose())


def _fetch_one(
    runner: asyncio.Runner, visit: "_Visit", url: str, seen: set[str]
) -> Iterator[RawPage | Unfetched]:
    if _is_new(url, seen):
        page = runner.run(visit.get(url))
        if isinstance(page, Unfetched) or not is_feed(page.data):
            yield page
            return
        links = feed_links(page.data, page.url or url)[: visit.rules.items]
        if not links:
            yield Unfetched(url, "empty-feed", "this is a feed without links to pages")
        for link in links:
            if _is_new(link, seen):
                yield runner.run(visit.get(link))


def _is_new(url: str, seen: set[str]) -> bool:
    url = url.partition("#")[0]
    is_new = url not in seen
    seen.add(url)
    return is_new


def is_feed(data: bytes) -> bool:
    """Whether bytes are an RSS or Atom feed, whatever type was told for them."""
    head = data[:_HEAD]
    return _FEED.search(head) is not None and _HTML.search(head) is None


def feed_links(data: bytes, url: str) -> list[str]:
    """The addresses that the items of the feed at `url` link to, each once; raises MissingExtra."""
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtra("feeds cannot be read without feedparser: install selon[feeds]") from error
    # A stream, for bytes and strings could be taken for the name of a file or an address.
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    links = (str(entry.get("link") or "").strip() for entry in feed.entries)
    return list(dict.fromkeys(link for link in links if link))


@dataclass(slots=True)
class _Visit:
    """One run: the rules of each site that have been read, and when its pages were last asked for."""

    client: "httpx.AsyncClient"
    rules: FetchRules
    robots: dict[str, Robots] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)

    async def get(self, url: str) -> RawPage | Unfetched:
        """The page at `url`, at the end of its redirects."""
        answer = await self._follow(url, heed=True)
        if isinstance(answer, Refusal):
            return Unfetched(url, answer.reason, answer.detail)
        if not 200 <= answer.status < 300:
            return Unfetched(url, f"http-{answer.status}", "the server gave no page")
        retrieved = datetime.now().astimezone().isoformat(timespec="minutes")
        final = str(answer.url).partition("#")[0]
        return RawPage(url, answer.data, answer.media_type, final, retrieved, answer.charset)

    async def _follow(self, url: str, *, heed: bool) -> "Answer | Refusal":
        """The last answer of a chain of redirects; each hop is checked as the first, robots.txt if `heed`."""
        from selon.ingest.download import ask

        target = _parsed(url)
        for hop in range(_REDIRECTS + 1):
            if isinstance(target, Refusal):
                return target
            if heed and (refused := await self._heed(target, is_first=hop == 0)):
                return refused
            limit = self.rules.max_bytes if heed else LONGEST
            answer = await ask(
                self.client,
                target,
                limit=limit,
                seconds=self.rules.seconds,
                allow_private=self.rules.allow_private,
            )
            if isinstance(answer, Refusal) or answer.location is None:
                return answer
            target = _parsed(answer.location, answer.url)
        return Refusal("redirects", f"more than {_REDIRECTS} redirects")

    async def _heed(self, url: "httpx.URL", *, is_first: bool) -> Refusal | None:
        """Reads the rules of the site and waits as long as they, and ours, ask for."""
        from selon.ingest.download import AGENT

        if url.scheme not in ("http", "https") or not url.host:
            return None  # refused with a better reason when it is asked for
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self.robots:
            answer = await self._follow(f"{origin}/robots.txt", heed=False)
            if isinstance(answer, Refusal):
                if answer.reason in ("private-address", "no-address", "unreachable"):
                    return answer
                self.robots[origin] = read_robots(None, b"")
            else:
                self.robots[origin] = read_robots(answer.status, answer.data)
        robots = self.robots[origin]
        if not robots.allows(AGENT, str(url)):
            return Refusal("robots", f"{origin}/robots.txt does not allow it, or could not be read")
        if is_first:
            await self._wait(origin, max(self.rules.delay, robots.wait(AGENT)))
        return None

    async def _wait(self, origin: str, delay: float) -> None:
        before = self.asked.get(origin)
        if before is not None:
            await asyncio.sleep(max(0.0, before + delay - time.monotonic()))
        self.asked[origin] = time.monotonic()


def _parsed(url: str, base: "httpx.URL | None" = None) -> "httpx.URL | Refusal":
    import httpx

    try:
        return base.join(url) if base is not None else httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        return Refusal("not-http", f"this is no address of a page: {error}")
