"""Items inside files: articles of exports, entries of feeds, mails; and what is told of them."""

import re
import sys
from pathlib import Path

import pytest

from selon.extract import extract, main_text
from selon.ingest import Reading, count_paths, read_paths
from selon.ingest.formats import FORMATS, MEDIA_TYPES, format_of_bytes, format_of_name
from selon.lang import LanguagePack
from selon.records import Document, MissingExtra, RawPage, Rejected, document_id

DATA = Path(__file__).resolve().parents[1] / "data" / "ingest"


def items(name: str) -> list[RawPage]:
    found = list(read_paths([DATA / name]))
    pages = [page for page in found if isinstance(page, RawPage)]
    assert len(pages) == len(found)
    return pages


def documents(name: str, pack: LanguagePack) -> list[Document]:
    read = [extract(page, pack) for page in items(name)]
    found = [document for document in read if isinstance(document, Document)]
    assert len(found) == len(read)
    for document in found:
        spans = [(block.start, block.end) for block in document.blocks]
        assert all(0 <= start < end <= len(document.text) for start, end in spans)
        assert spans == sorted(spans)
    return found


def test_each_article_of_an_export_is_an_item_of_its_own_bytes() -> None:
    data = (DATA / "europresse.html").read_bytes()
    pages = items("europresse.html")
    assert [page.source for page in pages] == [f"{DATA}/europresse.html#{number}" for number in (1, 2)]
    assert [page.data for page in pages] == re.findall(rb"<article>.*?</article>", data, re.DOTALL)
    assert [page.told.title for page in pages if page.told] == [
        "Moscou dément avoir reçu des obus",
        "Le port rouvre après la grève",
    ]


def test_articles_of_an_export(pack: LanguagePack) -> None:
    one, two = documents("europresse.html", pack)
    assert (one.publisher, one.authors, one.published.edtf) == ("Le Fanal", ("Jeanne Roux",), "2024-06-21")
    assert (two.publisher, two.published.edtf) == ("La Gazette du Port", "2024-02-03T08:15")
    assert [evidence.edtf for evidence in two.published.others if evidence.basis == "europresse"] == [
        "2024-02-03"
    ]
    assert [len(main_text(document).split("\n")) for document in (one, two)] == [3, 2]
    assert main_text(one).startswith("Le ministère russe")
    title = next(block for block in one.blocks if block.kind == "title")
    assert one.text[title.start : title.end] == one.title


def test_the_day_in_sight_stands_beside_that_of_the_number(pack: LanguagePack) -> None:
    (one, _) = documents("europresse.html", pack)
    (seen,) = (evidence for evidence in one.published.others if evidence.basis == "visible")
    assert seen.anchor is not None
    assert one.text[slice(*seen.anchor)] == "vendredi 21 juin 2024"


def test_an_article_that_is_not_closed_ends_where_the_next_begins(tmp_path: Path) -> None:
    data = (DATA / "europresse.html").read_bytes().replace(b"</article>", b"")
    (tmp_path / "a.html").write_bytes(data)
    one, two = read_paths([tmp_path])
    assert isinstance(one, RawPage)
    assert isinstance(two, RawPage)
    assert one.data + two.data == data[data.index(b"<article>") :]


def test_an_export_in_an_old_charset(tmp_path: Path, pack: LanguagePack) -> None:
    text = (DATA / "europresse.html").read_text("utf-8").replace("utf-8", "windows-1252")
    (tmp_path / "a.html").write_bytes(text.encode("cp1252"))
    one, _ = (extract(page, pack) for page in read_paths([tmp_path]) if isinstance(page, RawPage))
    assert isinstance(one, Document)
    assert (one.title, one.charset) == ("Moscou dément avoir reçu des obus", "cp1252")


def test_entries_of_a_feed(pack: LanguagePack) -> None:
    one, two, three = documents("feed.rss", pack)
    assert one.text.split("\n")[1] == "« C’est faux », a déclaré sa porte-parole."
    assert (one.title, one.url) == ("Moscou dément avoir reçu des obus", "https://fanal.example/a")
    assert (one.publisher, one.authors) == ("Le Fanal", ("Jeanne Roux",))
    assert (one.published.edtf, one.published.basis) == ("2024-06-21T07:30+02:00", "feed")
    assert two.text.startswith("Le port a rouvert samedi matin après neuf jours")
    assert three.text == three.title


def test_entries_of_an_atom_feed(pack: LanguagePack) -> None:
    (one,) = documents("feed.atom", pack)
    assert (one.title, one.authors, one.url) == (
        "Le port rouvre",
        ("Paul Morin",),
        "https://gazette.example/p",
    )
    assert one.published.edtf == "2024-02-03T08:15Z"


def test_a_mail(pack: LanguagePack) -> None:
    (page,) = items("mail.eml")
    assert document_id(page.data) == document_id((DATA / "mail.eml").read_bytes())
    (mail,) = documents("mail.eml", pack)
    assert mail.title == "Moscou dément avoir reçu des obus"
    assert (mail.publisher, mail.media_type) == ("Le Fanal – la lettre", "message/rfc822")
    assert (mail.published.edtf, mail.published.basis) == ("2024-06-21T07:30+02:00", "mail-header")
    assert mail.text.startswith("Le ministère russe a démenti jeudi avoir reçu")
    assert mail.charset == "cp1252"


@pytest.mark.parametrize(
    "data", [b"", b"\n\nbody", b"Subject: =?x-none?B?//?=\nFrom: <<>>@\nDate: x\n\n\xff"]
)
def test_headers_made_to_break_the_parser(tmp_path: Path, pack: LanguagePack, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    (page,) = read_paths([tmp_path])
    assert isinstance(page, RawPage)
    read = extract(page, pack)
    assert isinstance(read, (Document, Rejected))


def test_a_mail_of_a_hundred_thousand_parts_in_each_other(tmp_path: Path, pack: LanguagePack) -> None:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        for number in range(20_000)
    )
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\n" + parts)
    (page,) = read_paths([tmp_path])
    assert isinstance(page, RawPage)
    rejected = extract(page, pack)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "empty"


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LAUGHS, "unsafe"),
        (LAUGHS.decode().encode("utf-16"), "unsafe"),
        (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "unsafe"),
        (b"<urlset><url/></urlset>", "unknown-format"),
        (b"<rss version='2.0'><channel></channel></rss>", "empty"),
        (b"<rss version='2.0'><channel>" + b"<a>" * 50_000, "empty"),
        (b"", "unknown-format"),
        (b"\xff\xfe\x00junk", "unknown-format"),
    ],
)
def test_feeds_that_are_turned_away(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    (rejected,) = read_paths([tmp_path])
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.source) == (reason, f"{tmp_path}/a.xml")


@pytest.mark.parametrize("name", ["europresse.html", "feed.rss", "feed.atom", "mail.eml"])
def test_first_bytes_tell_the_format_where_no_suffix_does(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file"
    path.write_bytes((DATA / name).read_bytes())
    told = list(
        read_paths([path], reading=Reading("europresse")) if name == "europresse.html" else read_paths([path])
    )
    assert [page.data for page in told if isinstance(page, RawPage)] == [page.data for page in items(name)]


def test_a_told_format_stands_before_the_suffix(tmp_path: Path) -> None:
    for name in ("a.html", "b.dat"):
        (tmp_path / name).write_bytes(b'{"text": "x"}')
    found = list(read_paths([tmp_path], reading=Reading("jsonl")))
    assert [page.source[len(str(tmp_path)) :] for page in found] == ["/a.html#1", "/b.dat#1"]


def test_suffixes() -> None:
    assert format_of_name("a/B.WARC.GZ") == "warc"
    assert format_of_name("pages.d/readme") is None
    assert format_of_name("a.tar.gz") is None
    assert format_of_bytes(b"Du texte.\n") is None
    assert set(MEDIA_TYPES) < set(FORMATS)


def test_how_many_pages_there_are_is_not_known_of_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    assert count_paths([tmp_path]) == 1
    assert count_paths([tmp_path, DATA / "feed.rss"]) is None


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    path = tmp_path / "a.rss"
    path.write_bytes((DATA / "feed.rss").read_bytes())
    with pytest.raises(MissingExtra, match=r'a\.rss: .*pip install "selon\[feeds\]"'):
        read_paths([path])
    (rejected,) = read_paths([tmp_path])
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "needs-extra"
    assert 'pip install "selon[feeds]"' in rejected.detail
