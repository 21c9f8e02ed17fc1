"""Charsets: marks, claims, lies, and bytes that are no text."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.decode import Decoded, decode, foreign_format
from selon.lang import LanguagePack

TEXT = "Élu à l'Assemblée dès l'été, il a été très sévère envers le préfet : « C'est gênant », a-t-il répété."


def text_of(data: bytes, told: str | None = None) -> tuple[str, str]:
    decoded = decode(data, told)
    assert decoded is not None
    return decoded.text, decoded.charset


def test_utf8_is_read_as_such() -> None:
    assert text_of(TEXT.encode()) == (TEXT, "utf-8")


@pytest.mark.parametrize("told", ["iso-8859-1", "windows-1252", "ascii", "shift_jis", "no-such-charset"])
def test_a_lying_claim_does_not_hurt_utf8(told: str) -> None:
    assert text_of(TEXT.encode(), told) == (TEXT, "utf-8")


@pytest.mark.parametrize(
    ("charset", "told", "name"),
    [
        ("cp1252", "iso-8859-1", "cp1252"),
        ("cp1252", "windows-1252", "cp1252"),
        ("iso8859-15", "ISO-8859-15", "iso8859-15"),
        ("mac_roman", "macintosh", "mac-roman"),
    ],
)
def test_a_true_claim_from_outside_is_taken(charset: str, told: str, name: str) -> None:
    assert text_of(TEXT.encode(charset), told) == (TEXT, name)


def test_the_page_s_own_claim_is_taken() -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>{TEXT}'
    )
    assert text_of(page.encode("cp1252")) == (page, "cp1252")


@pytest.mark.parametrize("charset", ["cp1252", "mac-roman", "cp850"])
def test_without_a_claim_the_letters_tell(charset: str, pack: LanguagePack) -> None:
    data = TEXT.encode(charset)
    assert decode(data, None, pack.pages.letters) == Decoded(TEXT, charset)


def test_a_charset_of_another_script_is_guessed(pack: LanguagePack) -> None:
    text = "Президент России заявил в четверг, что страна может поставить оружие другим государствам. " * 5
    decoded = decode(text.encode("cp1251"), None, pack.pages.letters)
    assert decoded is not None
    assert decoded.text == text


def test_utf16_is_read_with_and_without_its_mark() -> None:
    assert text_of(b"\xff\xfe" + TEXT.encode("utf-16-le")) == ("\ufeff" + TEXT, "utf-16-le")
    assert text_of(TEXT.encode("utf-16-be")) == (TEXT, "utf-16-be")


def test_a_few_broken_bytes_in_utf8_stay_a_few() -> None:
    data = (TEXT * 20).encode()
    broken = data[:500] + b"\xe9 " + data[500:]
    text, charset = text_of(broken, "iso-8859-1")
    assert charset == "utf-8"
    assert text.count("\ufffd") <= 2


def test_null_bytes_survive() -> None:
    assert text_of(b"La mairie\x00 ferme.") == ("La mairie\x00 ferme.", "utf-8")


@pytest.mark.parametrize(
    "data", [bytes(range(32)) * 40, random.Random(1).randbytes(4000), b"\x00" * 500 + b"a" * 20]
)
def test_binary_bytes_are_no_text(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (gzip.compress(b"text"), "gzip"),
        (b"PK\x03\x04...", "ZIP"),
    ],
)
def test_other_formats_are_named(data: bytes, words: str) -> None:
    assert words in (foreign_format(data) or "")


@given(
    st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "idna", "base64", "rot13", "", "\x00"])
)
def test_any_bytes_decode_or_not(data: bytes, told: str | None) -> None:
    decoded = decode(data, told)
    assert decoded is None or isinstance(decoded.text, str)
