"""Bytes to text: the charset that the bytes themselves show, then the one that is claimed for them."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

__all__ = ["Decoded", "decode", "foreign_format"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG Encoding Standard: what is labelled Latin-1 or ASCII is read as Windows-1252.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
_META = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 16_384
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet table"),
)
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 27})
_MOST_CONTROLS = 0.02
_MOST_BROKEN = 0.01
_OLD_CHARSETS = ("cp1252", "mac-roman", "cp850")
_FEWEST_LETTERS = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """The whole text, and the name of the charset it was read with (Python's, `utf-8` first of all)."""

    text: str
    charset: str


def foreign_format(data: bytes) -> str | None:
    """What the bytes are when their first ones show another format than text, in words; else null."""
    return next((words for magic, words in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes, told: str | None = None, letters: str = "") -> Decoded | None:
    """The text of `data`, or null when it is no text in any charset.

    In order: a byte order mark; UTF-8 when the bytes are valid as such (other charsets hardly ever are, so
    this also unmasks lying labels); the charset told from outside or in the page's own `meta`; nearly valid
    UTF-8; the old charset that turns nearly all other bytes into `letters`, those of the language; a guess by
    charset-normalizer. A byte order mark stays in the text, as U+FEFF.
    """
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(charset, errors="replace"), charset)
    return _decode_unmarked(data, told, letters)


def _decode_unmarked(data: bytes, told: str | None, letters: str) -> Decoded | None:
    wide = _wide_charset(data)
    if wide is not None:
        return Decoded(data.decode(wide, errors="replace"), wide)
    if len(data.translate(None, delete=_CONTROLS)) < len(data) * (1 - _MOST_CONTROLS) or data.count(
        0
    ) * 5 > len(data):
        return None
    utf8 = _strictly(data, "utf-8")
    if utf8 is not None:
        return utf8
    if _is_nearly_utf8(data):
        return Decoded(data.decode("utf-8", errors="replace"), "utf-8")
    return _as_claimed(data, told) or _by_letters(data, frozenset(letters)) or _guess(data)


def _wide_charset(data: bytes) -> str | None:
    """UTF-16 without its mark: nearly every second byte of a European text is then zero."""
    sample = data[:_HEAD]
    half = len(sample) // 2
    if half < 4:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _strictly(data: bytes, charset: str) -> Decoded | None:
    try:
        return Decoded(data.decode(charset), charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether broken places are few beside the sound multi-byte letters."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    sound = sum(1 for letter in data.decode("utf-8", errors="ignore") if letter > "\x7f")
    return broken <= max(1, sound * _MOST_BROKEN * 10) and sound > 2 and broken < len(data) * _MOST_BROKEN


def _as_claimed(data: bytes, told: str | None) -> Decoded | None:
    head = data[:_HEAD]
    claims = [told] if told else []
    claims += [
        match[1].decode("ascii", "ignore") for match in (_META.search(head), _XML.search(head)) if match
    ]
    for claim in claims:
        try:
            info = codecs.lookup(claim)
        except (LookupError, ValueError):
            continue
        name = _READ_AS.get(info.name, info.name)
        # A claim of UTF-8 or UTF-16 has been tried on the bytes already, and failed.
        if info._is_text_encoding and not name.startswith(("utf", "idna", "puny", "unicode", "raw")):
            return Decoded(data.decode(name, errors="replace"), name)
    return None


def _by_letters(data: bytes, letters: frozenset[str]) -> Decoded | None:
    """Short texts betray their charset by little but their letters, which statistics over bytes overlook."""
    best, most = None, _FEWEST_LETTERS
    for charset in _OLD_CHARSETS:
        text = data.decode(charset, errors="replace")
        foreign = [letter for letter in text if letter > "\x7f"]
        share = sum(letter in letters for letter in foreign) / max(1, len(foreign))
        if share > most:
            best, most = Decoded(text, charset), share
    return best


def _guess(data: bytes) -> Decoded | None:
    middle = max(0, len(data) // 2 - _SAMPLE // 2)
    sample = data if len(data) <= 2 * _SAMPLE else data[:_SAMPLE] + data[middle : middle + _SAMPLE]
    best = charset_normalizer.from_bytes(sample).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    return Decoded(data.decode(name, errors="replace"), name)
