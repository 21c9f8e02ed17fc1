"""PDF files: pages and paragraphs, and files that are damaged, locked, empty or too much."""

import io
import sys
import zlib

import pypdf
import pytest

from selon.extract import extract, main_text
from selon.extract import pdf as pdf_module
from selon.lang import LanguagePack
from selon.records import Document, RawPage, Rejected

PAGES = [
    [
        "Moscou dément avoir reçu des obus",
        "",
        "Le ministère russe des Affaires étrangères a démenti jeudi à Moscou",
        "avoir reçu des obus de Corée du Nord, dans un communiqué publié le",
        "soir même.",
        "« Ces accusations ne reposent sur rien de sérieux », a déclaré la",
        "porte-parole Maria Zakharova devant la presse.",
    ],
    [
        "Les États-Unis affirment que plusieurs livraisons ont eu lieu depuis",
        "le mois de mars, ce que la Russie a toujours nié devant les Nations",
        "unies.",
    ],
]


def drawn(lines: list[str]) -> bytes:
    shown = "".join(f"({line}) Tj T*\n" if line else "T*\n" for line in lines)
    return b"BT /F1 11 Tf 14 TL 50 780 Td\n" + shown.encode("cp1252") + b"ET"


def made_pdf(contents: list[bytes], filters: bytes = b"") -> bytes:
    """A PDF with these drawing instructions, one stream a page (ISO 32000)."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at)
        )
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + head + table + tail


def page(data: bytes) -> RawPage:
    return RawPage("a.pdf", data, "application/pdf")


def reason(data: bytes, pack: LanguagePack) -> str:
    rejected = extract(page(data), pack)
    assert isinstance(rejected, Rejected)
    assert rejected.detail
    return rejected.reason


def test_blocks_keep_their_page(pack: LanguagePack) -> None:
    document = extract(page(made_pdf([drawn(lines) for lines in PAGES])), pack)
    assert isinstance(document, Document)
    assert (document.media_type, document.title) == ("application/pdf", PAGES[0][0])
    assert [block.page for block in document.blocks] == [1, 1, 1, 2]
    words = [document.text[block.start : block.end].split() for block in document.blocks]
    assert words == [
        PAGES[0][0].split(),
        " ".join(PAGES[0][2:5]).split(),
        " ".join(PAGES[0][5:]).split(),
        " ".join(PAGES[1]).split(),
    ]
    assert main_text(document).split() == [word for block in words[1:] for word in block]


def test_pdf_is_known_by_its_first_bytes(pack: LanguagePack) -> None:
    data = made_pdf([drawn(lines) for lines in PAGES])
    document = extract(RawPage("a.html", data, "text/html"), pack)
    assert isinstance(document, Document)
    assert document.media_type == "application/pdf"


def test_locked_files(pack: LanguagePack) -> None:
    for password, told in (("secret", "encrypted"), ("", None)):
        writer = pypdf.PdfWriter(io.BytesIO(made_pdf([drawn(lines) for lines in PAGES])))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        read = extract(page(out.getvalue()), pack)
        assert (read.reason if isinstance(read, Rejected) else None) == told


def test_pages_of_pictures_only(pack: LanguagePack) -> None:
    assert reason(made_pdf([b"0 0 m 10 10 l S"]), pack) == "empty"


@pytest.mark.parametrize("cut", [0.02, 0.2, 0.5, 0.8, 0.95])
def test_cut_off_files_never_raise(pack: LanguagePack, cut: float) -> None:
    data = made_pdf([drawn(lines) for lines in PAGES])
    read = extract(page(data[: int(len(data) * cut)]), pack)
    assert isinstance(read, Document) or read.reason in ("broken", "empty")


def test_junk(pack: LanguagePack) -> None:
    assert reason(b"%PDF-1.4\n" + bytes(range(256)) * 20, pack) == "broken"
    assert reason(b"no PDF at all, whatever its name says", pack) == "broken"


def test_a_stream_that_unpacks_to_too_much(pack: LanguagePack) -> None:
    bomb = zlib.compress(b" " * 100_000_000, 9)
    assert reason(made_pdf([bomb], b"/Filter /FlateDecode"), pack) in ("too-large", "broken")


def test_pages_that_are_drawn_with_too_much(pack: LanguagePack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_MOST_DRAWN", 500)
    assert reason(made_pdf([drawn(lines) for lines in PAGES]), pack) == "too-large"


def test_too_many_pages(pack: LanguagePack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 1)
    assert reason(made_pdf([drawn(lines) for lines in PAGES]), pack) == "too-large"


def test_a_missing_extra_is_told(pack: LanguagePack, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made_pdf([drawn(lines) for lines in PAGES])
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert reason(data, pack) == "needs-extra"
