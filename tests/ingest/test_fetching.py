"""Pages from a real server on the loopback: bounded, polite, and refused where they should be."""

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from selon.ingest.fetching import FetchRules, Unfetched, feed_links, fetch, is_feed
from selon.records import Edtf, RawPage

PAGE = b"<!doctype html><title>Le pont</title><p>Le pont a rouvert jeudi, selon la mairie.</p>"
LIMIT = 100_000
RULES = FetchRules(max_bytes=LIMIT, seconds=1.5, delay=0, allow_private=True)

Answer = Callable[["_Handler"], None]


class _Handler(BaseHTTPRequestHandler):
    """Answers by the path, and keeps what was asked for."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Answer]
    asked: list[tuple[str, float]]
    headers_seen: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, time.monotonic()))
        self.headers_seen.append({name.lower(): value for name, value in self.headers.items()})
        self.close_connection = True
        # A client that has had enough closes the connection.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.answers.get(self.path, gone)(self)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def gone(handler: _Handler) -> None:
    handler.send(b"nothing", status=404)


def page(body: bytes = PAGE, media_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    return lambda handler: handler.send(body, 200, Content_Type=media_type, **headers)


def to(location: str, status: int = 302) -> Answer:
    return lambda handler: handler.send(b"", status=status, Location=location)


class Site:
    def __init__(self, port: int, handler: type[_Handler]) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.handler = handler
        self.port = port

    def serve(self, path: str, answer: Answer) -> str:
        self.handler.answers[path] = answer
        return self.root + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.handler.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    handler = type("Handler", (_Handler,), {"answers": {}, "asked": [], "headers_seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Site(server.server_port, handler)
    server.shutdown()
    server.server_close()
    thread.join()


def one(url: str, rules: FetchRules = RULES) -> RawPage | Unfetched:
    (found,) = fetch([url], rules)
    return found


def reason(url: str, rules: FetchRules = RULES) -> str:
    found = one(url, rules)
    assert isinstance(found, Unfetched), found
    assert found.url == url
    return found.reason


def test_page_is_kept_as_it_came(site: Site) -> None:
    url = site.serve("/a.html", page())
    found = one(url + "#top")
    assert isinstance(found, RawPage)
    assert found.data == PAGE
    assert (found.source, found.url) == (url + "#top", url)
    assert (found.media_type, found.charset) == ("text/html", "utf-8")
    assert found.retrieved is not None
    moment = Edtf.parse(found.retrieved)
    assert moment.precision == "minute"
    assert found.retrieved[16:] == "Z" or found.retrieved[16] in "+-"
    assert site.paths == ["/robots.txt", "/a.html"]
    assert all(headers["user-agent"].startswith("selon/") for headers in site.handler.headers_seen)
    assert site.handler.headers_seen[1]["host"] == f"127.0.0.1:{site.port}"


def test_private_addresses_are_refused_unless_allowed(site: Site) -> None:
    site.serve("/a.html", page())
    strict = FetchRules(delay=0)
    hosts = ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]")
    for host in hosts:
        assert reason(f"http://{host}:{site.port}/a.html", strict) == "private-address", host
    assert site.paths == []


def test_only_the_web_is_fetched() -> None:
    for url in (
        "file:///etc/passwd",
        "ftp://example.org/a",
        "a.html",
        "http://",
        "javascript:x",
        "http://a:b:c",
    ):
        assert reason(url) == "not-http"


def test_redirects_are_followed_and_each_is_checked(site: Site) -> None:
    end = site.serve("/end", page())
    first = site.serve("/first", to("second", 301))
    site.serve("/second", to(end, 307))
    found = one(first)
    assert isinstance(found, RawPage)
    assert (found.source, found.url, found.data) == (first, end, PAGE)
    assert reason(site.serve("/file", to("file:///etc/passwd"))) == "not-http"
    site.serve("/robots.txt", page(b"User-agent: *\nDisallow: /closed\n", "text/plain"))
    assert reason(site.serve("/open", to("/closed/a"))) == "robots"
    assert "/closed/a" not in site.paths


def test_redirect_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # A public name that is served from here; all else is resolved and judged as it is.
    from selon.ingest import addresses

    judged = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or judged(address))
    strict = FetchRules(delay=0, seconds=1.5)
    for private in ("10.0.0.1", "169.254.169.254", "[::1]", "192.168.1.1", "100.64.0.1", "0.0.0.0"):
        assert reason(site.serve("/away", to(f"http://{private}/a")), strict) == "private-address"


def test_redirect_loops_end(site: Site) -> None:
    assert reason(site.serve("/loop", to("/loop"))) == "redirects"
    assert site.paths.count("/loop") == 6
    for number in range(6):
        site.serve(f"/{number}", to(f"/{number + 1}"))
    site.serve("/6", page())
    assert isinstance(one(site.root + "/1"), RawPage)
    assert reason(site.root + "/0") == "redirects"


def test_errors_of_the_server_are_told(site: Site) -> None:
    assert reason(site.root + "/none") == "http-404"
    assert reason(site.serve("/late", lambda handler: handler.send(b"", status=503))) == "http-503"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}/a") == "unreachable"
    assert reason(site.serve("/cut", lambda handler: handler.connection.close())) == "broken-answer"


def test_large_bodies_are_not_read_to_their_end(site: Site) -> None:
    sent = []

    def endless(handler: _Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"x" * 50_000)
            sent.append(50_000)

    assert reason(site.serve("/endless", endless)) == "too-large"
    assert sum(sent) < 50_000_000
    assert isinstance(one(site.serve("/just", page(b"x" * LIMIT))), RawPage)
    assert reason(site.serve("/over", page(b"x" * (LIMIT + 1)))) == "too-large"


def test_packed_bodies_are_unpacked_no_further_than_the_limit(site: Site) -> None:
    found = one(site.serve("/packed", page(gzip.compress(PAGE), Content_Encoding="gzip")))
    assert isinstance(found, RawPage)
    assert found.data == PAGE
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert reason(site.serve("/bomb", page(bomb, Content_Encoding="gzip"))) == "too-large"
    for name in ("gzip, gzip", "br", "deflate"):
        assert reason(site.serve("/twice", page(bomb, Content_Encoding=name))) == "broken-answer"
    for broken in (PAGE, gzip.compress(PAGE)[:-12], zlib.compress(PAGE)):
        assert reason(site.serve("/broken", page(broken, Content_Encoding="gzip"))) == "broken-answer"


def test_slow_servers_are_left(site: Site) -> None:
    def drip(handler: _Handler, piece: bytes) -> None:
        for _ in range(100):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.05)

    def slow_head(handler: _Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        drip(handler, b"X-A: b\r\n")

    def slow_body(handler: _Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        drip(handler, b"x")

    for answer in (slow_head, slow_body):
        started = time.monotonic()
        assert reason(site.serve("/slow", answer), FetchRules(seconds=0.5, allow_private=True)) == "too-slow"
        assert time.monotonic() - started < 2


def test_robots_are_asked_once_and_heeded(site: Site) -> None:
    rules = b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n\nUser-agent: selon\nDisallow: /private\n"
    site.serve("/robots.txt", page(rules, "text/plain"))
    urls = [site.serve("/private/a", page()), site.serve("/open", page()), site.serve("/b", page())]
    found = list(fetch(urls, RULES))
    assert [getattr(item, "reason", None) for item in found] == ["robots", None, None]
    assert site.paths == ["/robots.txt", "/open", "/b"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_site_without_rules_allows_and_one_that_fails_does_not(
    site: Site, status: int, allowed: bool
) -> None:
    site.serve("/robots.txt", lambda handler: handler.send(b"User-agent: *\nDisallow: /", status=status))
    assert isinstance(one(site.serve("/a", page())), RawPage) == allowed


def test_pages_of_one_site_keep_their_distance(site: Site) -> None:
    site.serve("/robots.txt", page(b"User-agent: *\nCrawl-delay: 1\n", "text/plain"))
    list(fetch([site.serve("/a", page()), site.serve("/b", page(PAGE + b" "))], RULES))
    times = dict(site.handler.asked)
    assert times["/b"] - times["/a"] >= 0.95


def test_items_of_a_feed_are_fetched_each_once(site: Site) -> None:
    links = [site.serve(f"/{number}", page(PAGE + str(number).encode())) for number in range(4)]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in [*links, links[0]])
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
    # The type lies, as those of many feeds do.
    url = site.serve("/feed", page(feed.encode(), "text/html"))
    found = list(fetch([links[1], url], RULES))
    assert [item.source for item in found if isinstance(item, RawPage)] == [
        links[1],
        links[0],
        links[2],
        links[3],
    ]
    few = list(fetch([url], FetchRules(delay=0, items=2, allow_private=True)))
    assert len(few) == 2
    empty = site.serve("/empty", page(b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'))
    assert reason(empty) == "empty-feed"


def test_links_of_atom_are_made_whole() -> None:
    atom = (
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title>'
        b'<link href="/a.html"/></entry></feed>'
    )
    assert is_feed(atom)
    assert not is_feed(PAGE)
    assert feed_links(atom, "https://example.org/feed") == ["https://example.org/a.html"]


def test_feeds_read_no_file_and_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*args: object, **options: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">'
        b'<!ENTITY y SYSTEM "http://127.0.0.1:9/">]><rss version="2.0"><channel><item>'
        b"<link>http://a.example/&x;&y;</link></item></channel></rss>"
    )
    assert all("root" not in link for link in feed_links(hostile, "http://a.example/"))
    assert feed_links(b"/etc/passwd", "http://a.example/") == []
    assert feed_links(b"http://127.0.0.1:9/", "http://a.example/") == []


def test_lying_type_is_kept_as_told(site: Site) -> None:
    found = one(site.serve("/lying", page(media_type="image/png")))
    assert isinstance(found, RawPage)
    assert (found.media_type, found.data) == ("image/png", PAGE)
