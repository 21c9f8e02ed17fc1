"""Web archives, ZIP and gzip files: what is read of them, and those that were built to harm."""

import gzip
import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from selon.ingest import Reading, read_paths
from selon.records import RawPage, Rejected

HTML = b"<html><body><p>" + b"Le port a rouvert. " * 20 + b"</p></body></html>"


def record(
    url: str,
    body: bytes,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    header: str = "",
    record_type: str = "response",
) -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{header}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {record_type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-06-21T10:24:05Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


ARCHIVE = [
    record("https://a.example/0", b"", record_type="request"),
    record("https://a.example/1", HTML),
    record("https://a.example/2", HTML + b"2", status="404 Not Found"),
    record("https://a.example/3", gzip.compress(HTML + b"3"), header="Content-Encoding: gzip\r\n"),
    record("https://a.example/4", b"{}", kind="application/json"),
    record(
        "https://a.example/5",
        b"5\r\nligne\r\n0\r\n\r\n",
        kind="text/plain",
        header="Transfer-Encoding: chunked\r\n",
    ),
]


def told(found: list[RawPage | Rejected], folder: Path) -> list[tuple[str, str]]:
    """The place of each item in its file, and the reason where it was turned away."""
    return [
        (page.source[len(str(folder)) + 1 :], page.reason if isinstance(page, Rejected) else "")
        for page in found
    ]


def read(folder: Path, name: str, data: bytes, reading: Reading | None = None) -> list[RawPage | Rejected]:
    (folder / name).write_bytes(data)
    found = list(read_paths([folder / name], reading=reading))
    assert sorted(os.listdir(folder)) == [name], "nothing is written"
    assert len({page.id for page in found if isinstance(page, Rejected)}) == sum(
        isinstance(page, Rejected) for page in found
    )
    return found


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "one.gz", "a.bin"])
def test_pages_of_a_web_archive(tmp_path: Path, name: str) -> None:
    data = b"".join(gzip.compress(one) for one in ARCHIVE) if name.endswith("gz") else b"".join(ARCHIVE)
    one, two, three = read(tmp_path, name, data)
    assert one == RawPage(
        f"{tmp_path}/{name}#1",
        HTML,
        "text/html",
        "https://a.example/1",
        "2024-06-21T10:24:05Z",
        "utf-8",
    )
    assert isinstance(two, RawPage)
    assert isinstance(three, RawPage)
    assert (two.data, two.url) == (HTML + b"3", "https://a.example/3")
    assert (three.data, three.media_type) == (b"ligne", "text/plain")


def test_damaged_records_cost_no_other(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    records = [
        record("https://a.example/1", bomb, header="Content-Encoding: gzip\r\n"),
        record("https://a.example/2", HTML, header="Content-Encoding: gzip\r\n"),
        record("https://a.example/3", b"zz\r\n", header="Transfer-Encoding: chunked\r\n"),
        record("https://a.example/4", bytes(1_200_000)),
        record("https://a.example/5", HTML),
    ]
    found = read(tmp_path, "a.warc", b"".join(records), Reading(limit=1_000_000))
    assert told(found, tmp_path) == [
        ("a.warc#1", "too-large"),
        ("a.warc#2", "broken"),
        ("a.warc#3", "broken"),
        ("a.warc#4", "too-large"),
        ("a.warc#5", ""),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_that_is_cut_off(tmp_path: Path, packed: bool) -> None:
    whole = b"".join(ARCHIVE)
    data = gzip.compress(whole)[:-40] if packed else whole[:-40]
    name = "a.warc.gz" if packed else "a.warc"
    assert told(read(tmp_path, name, data), tmp_path) == [
        (f"{name}#1", ""),
        (f"{name}#2", ""),
        (name, "broken"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"junk\n" * 100,
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nabc",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\nabc",
        b"WARC/1.0\r\n" + b"X: y\r\n" * 50_000,
        b"WARC/1.0" + b"x" * 3_000_000,
    ],
)
def test_what_is_no_web_archive(tmp_path: Path, data: bytes) -> None:
    assert told(read(tmp_path, "a.warc", data), tmp_path) == [("a.warc", "broken")]


def zipped(members: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


def test_pages_in_a_zip_file(tmp_path: Path) -> None:
    data = zipped(
        {
            "b/a.html": HTML, "b/.hidden.html": HTML, "__MACOSX/x.html": HTML, "picture.png": b"x",
            "a.txt": b"Texte.", "rows.csv": b"text,title\nun,deux\n", "c.md.gz": gzip.compress(b"# Titre"),
            "folder/": b"",
        }
    )  # fmt: skip
    found = read(tmp_path, "a.zip", data)
    assert told(found, tmp_path) == [
        ("a.zip#b/a.html", ""), ("a.zip#a.txt", ""), ("a.zip#rows.csv#1", ""), ("a.zip#c.md.gz", ""),
    ]  # fmt: skip
    assert [page.data for page in found if isinstance(page, RawPage)][0::3] == [HTML, b"# Titre"]


def test_a_zip_file_from_standard_input() -> None:
    data = zipped({"a.html": HTML})
    (page,) = read_paths(["-"], io.BytesIO(data))
    assert isinstance(page, RawPage)
    assert (page.source, page.data) == ("-#a.html", HTML)


def test_wacz(tmp_path: Path) -> None:
    members = {
        "datapackage.json": b"{}",
        "archive/data.warc.gz": gzip.compress(b"".join(ARCHIVE)),
        "pages/pages.jsonl": b'{"url": "x", "text": "no page of ours"}',
        "archive/../../escape.warc": b"".join(ARCHIVE),
    }
    found = read(tmp_path, "a.wacz", zipped(members, packing=zipfile.ZIP_STORED))
    assert told(found, tmp_path) == [
        ("a.wacz#archive/data.warc.gz#1", ""),
        ("a.wacz#archive/data.warc.gz#2", ""),
        ("a.wacz#archive/data.warc.gz#3", ""),
        ("a.wacz#archive/../../escape.warc", "unsafe"),
    ]


@pytest.mark.parametrize(
    "name", ["../../x.html", "a/../../x.html", "/etc/x.html", "C:\\x.html", "..\\x.html", "\\x.html", "a/.."]
)
def test_names_that_lead_out_of_the_archive(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "a.zip", zipped({name: HTML, "ok.html": HTML}))
    assert [reason for _, reason in told(found, tmp_path)] == ["unsafe", ""]


def test_links_and_archives_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", zipped({"a.html": HTML}))
        archive.writestr("named.html", zipped({"a.html": HTML}))
    found = read(tmp_path, "a.zip", out.getvalue())
    assert told(found, tmp_path) == [
        ("a.zip#link.html", "unsafe"),
        ("a.zip#inner.zip", "unsafe"),
        ("a.zip#named.html", ""),
    ]


def test_encrypted_members_are_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.html": HTML}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    assert told(read(tmp_path, "a.zip", bytes(data)), tmp_path) == [("a.zip#a.html", "encrypted")]


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    found = read(tmp_path, "a.zip", zipped({f"{number}.html": bytes(15_000_000) for number in range(10)}))
    assert told(found, tmp_path) == [("a.zip", "too-large")]


def test_much_that_is_packed_as_text_is_comes_through_standard_input() -> None:
    rows = "".join(f"{number},texte {number * 7919:0180d}\n" for number in range(60_000))
    packed = gzip.compress(f"n,text\n{rows}".encode())
    count = sum(
        isinstance(page, RawPage) for page in read_paths(["-"], io.BytesIO(packed), reading=Reading("csv"))
    )
    assert len(rows) > 10_000_000
    assert count == 60_000


def test_one_large_member(tmp_path: Path) -> None:
    members = {"a.html": os.urandom(1_100_000), "b.html": HTML}
    found = read(tmp_path, "a.zip", zipped(members), Reading(limit=1_000_000))
    assert told(found, tmp_path) == [("a.zip#a.html", "too-large"), ("a.zip#b.html", "")]


@pytest.mark.parametrize(
    "name", ["a.html.gz", "a.csv.gz", "a.jsonl.gz", "a.warc.gz", "a.rss.gz", "a.zip.gz", "a.gz"]
)
def test_a_gzip_bomb_is_read_to_the_limit_only(tmp_path: Path, name: str) -> None:
    (rejected,) = read(tmp_path, name, gzip.compress(b" " * 100_000_000, 9), Reading(limit=1_000_000))
    assert isinstance(rejected, Rejected)
    assert rejected.reason in ("too-large", "broken")


def test_a_gzip_bomb_of_short_lines(tmp_path: Path) -> None:
    data = gzip.compress(b"text\n" + b"\n" * 20_000_000, 9)
    assert told(read(tmp_path, "a.csv.gz", data), tmp_path) == [("a.csv.gz", "too-large")]


@pytest.mark.parametrize("cut", [10, 40, 200, 300])
def test_damaged_archives_are_values(tmp_path: Path, cut: int) -> None:
    data = zipped({"a.html": HTML, "b.html": os.urandom(500)})
    for damaged in (data[:cut], data[:60] + b"\xff" * 20 + data[80:], data[cut:]):
        for page in read(tmp_path, "a.zip", damaged):
            assert isinstance(page, RawPage) or page.reason in ("broken", "encrypted", "unsafe", "too-large")


def test_a_missing_extra_in_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    found = read(tmp_path, "a.zip", zipped({"a.warc": b"".join(ARCHIVE), "b.html": HTML}))
    assert told(found, tmp_path) == [("a.zip#a.warc", "needs-extra"), ("a.zip#b.html", "")]
