"""One request for one page: to a checked address, its answer bounded in bytes and in time."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from selon.ingest.addresses import Refusal, find_addresses

__all__ = ["AGENT", "Answer", "ask", "open_client"]

AGENT = "selon"
"""The name under which robots.txt may address this program."""
_HEADERS = {
    "User-Agent": f"{AGENT}/{version('selon')} (reads press pages when its user asks for them)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5",
    "Accept-Language": "fr,*;q=0.5",
    "Accept-Encoding": "gzip",
}
_PORTS = {"http": 80, "https": 443}
_GZIP = 31  # zlib's window bits for a gzip header
_ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    `location` is where a redirect leads to, else null; `data` are the bytes of the page, unpacked where they
    were sent packed.
    """

    url: httpx.URL
    status: int
    media_type: str | None
    charset: str | None
    location: str | None
    data: bytes


def open_client() -> httpx.AsyncClient:
    """A client that follows no redirect by itself, heeds no proxy settings and keeps no connection open.

    A kept connection belongs to an address, which several hosts may share; a proxy would resolve the name
    once more.
    """
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.AsyncClient(headers=_HEADERS, trust_env=False, follow_redirects=False, limits=limits)


async def ask(
    client: httpx.AsyncClient, url: httpx.URL, *, limit: int, seconds: float, allow_private: bool = False
) -> Answer | Refusal:
    """The answer to a GET of `url`: at most `limit` bytes (packed and unpacked) within `seconds`, all told.

    The name is resolved once, and the connection made to an address that was checked.
    """
    if url.scheme not in _PORTS or not url.host:
        return Refusal("not-http", "only addresses that begin with http:// or https:// are fetched")
    try:
        async with asyncio.timeout(seconds):
            return await _ask(client, url, limit, allow_private)
    except TimeoutError:
        return Refusal("too-slow", f"no whole answer within {seconds:g} seconds")


async def _ask(
    client: httpx.AsyncClient, url: httpx.URL, limit: int, allow_private: bool
) -> Answer | Refusal:
    addresses = await find_addresses(url.host, url.port or _PORTS[url.scheme], allow_private)
    if isinstance(addresses, Refusal):
        return addresses
    fault = Refusal("unreachable", url.host)
    for address in addresses:
        request = client.build_request(
            "GET",
            url.copy_with(host=address.partition("%")[0]),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            response = await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            fault = Refusal("unreachable", f"{url.host}: {error or 'no connection'}")
            continue
        except httpx.HTTPError as error:
            return Refusal("broken-answer", f"{url.host}: {error or type(error).__name__}")
        try:
            return await _read(response, url, limit)
        finally:
            await response.aclose()
            client.cookies.clear()  # they would be kept for the address, not for the host
    return fault


async def _read(response: httpx.Response, url: httpx.URL, limit: int) -> Answer | Refusal:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        return Refusal("broken-answer", f"packed in a way that was not asked for: {encoding[:40]}")
    location = response.headers.get("location") if response.is_redirect else None
    data: bytes | Refusal = b""
    if location is None:
        data = await _body(response.aiter_raw(), _ENCODINGS[encoding], limit)
    if isinstance(data, Refusal):
        return data
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    charset = response.charset_encoding
    return Answer(url, response.status_code, media_type, charset, location, data)


async def _body(chunks: AsyncIterator[bytes], packed: bool, limit: int) -> bytes | Refusal:
    """The body, unpacked no further than just over the limit, however small it was packed."""
    inflate = zlib.decompressobj(_GZIP) if packed else None
    parts: list[bytes] = []
    size = 0
    try:
        async for chunk in chunks:
            part = inflate.decompress(chunk, limit + 1 - size) if inflate else chunk
            size += len(part)
            if size > limit:
                return Refusal("too-large", f"more than {limit:,} bytes")
            parts.append(part)
            if inflate and inflate.eof:
                break
    except (httpx.HTTPError, zlib.error) as error:
        return Refusal("broken-answer", f"the page broke off: {error or type(error).__name__}")
    if inflate and size and not inflate.eof:
        return Refusal("broken-answer", "the page broke off inside packed bytes")
    return b"".join(parts)
