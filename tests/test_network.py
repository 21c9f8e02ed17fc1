"""Only `fetch` touches the network: no other command so much as asks for an address."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from selon.cli import main
from selon.records import MissingExtra

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


class NetworkTouched(AssertionError):
    pass


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*args: object, **options: object) -> None:
        raise NetworkTouched(f"the network was asked for: {args!r}")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, touched)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, touched)


@pytest.mark.usefixtures("no_network")
def test_the_guard_guards() -> None:
    with pytest.raises(NetworkTouched):
        socket.create_connection(("127.0.0.1", 9))


@pytest.mark.parser
@pytest.mark.usefixtures("no_network")
def test_no_other_command_touches_the_network(tmp_path: Path) -> None:
    dossier = str(tmp_path / "a.selon")
    # A page that names an image, a style sheet, a frame and a document type by their addresses.
    hostile = tmp_path / "hostile.html"
    hostile.write_text(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">'
        "<h1>Le pont rouvre</h1><p>Le ministre a déclaré jeudi que le pont serait"
        ' rouvert, après deux ans de travaux et de retards.</p><img src="http://127.0.0.1:9/a.png">'
        '<iframe src="http://127.0.0.1:9/"></iframe>',
        encoding="utf-8",
    )
    commands = (
        ["build", str(hostile), str(EXAMPLES / "fanal-2023-06-13.html"), "-d", dossier],
        ["rebuild", "-d", dossier],
        *(["timeline", "-d", dossier], ["quotes", "-d", dossier], ["claims", "-d", dossier]),
        *(["pages", "-d", dossier], ["search", "pont", "-d", dossier]),
        ["export", "html", "-d", dossier, "-o", str(tmp_path / "a.html")],
        ["export", "jsonl", "-d", dossier, "-o", str(tmp_path / "a.jsonl")],
    )
    for command in commands:
        ran = CliRunner().invoke(main, command)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), (command, ran.exception)
        assert ran.exit_code in (0, 3, 4), (command, ran.output)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (EXAMPLES / "fanal-2023-06-13.html").read_bytes() if self.path == "/a.html" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parser
def test_fetch_brings_pages_in_and_tells_what_failed(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root, dossier = f"http://127.0.0.1:{server.server_port}", str(tmp_path / "a.selon")
    try:
        options = ["-d", dossier, "--allow-private", "--delay", "0"]
        ran = CliRunner().invoke(main, ["fetch", f"{root}/a.html", f"{root}/b.html", *options])
        again = CliRunner().invoke(main, ["fetch", f"{root}/a.html", *options])
        refused = CliRunner().invoke(main, ["fetch", f"{root}/a.html", "-d", dossier])
    finally:
        server.shutdown()
        server.server_close()
    assert ran.exit_code == 3
    assert f"added: {root}/a.html" in ran.stderr
    assert f"not fetched: {root}/b.html: http-404" in ran.stderr
    assert (again.exit_code, "1 known before" in again.stderr) == (0, True)
    assert (refused.exit_code, "private-address" in refused.stderr) == (3, True)
    shown = CliRunner().invoke(main, ["export", "jsonl", "-d", dossier])
    assert f'"url": "{root}/a.html"' in shown.stdout or f'"url":"{root}/a.html"' in shown.stdout


def test_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    from selon.ingest.fetching import fetch

    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "selon.ingest.download", raising=False)
    with pytest.raises(MissingExtra, match=r"selon\[fetch\]"):
        list(fetch(["http://example.org/"]))
    monkeypatch.setitem(sys.modules, "feedparser", None)
    from selon.ingest.fetching import feed_links

    with pytest.raises(MissingExtra, match=r"selon\[feeds\]"):
        feed_links(b"<rss></rss>", "http://example.org/")
