"""Mails as pages: what their headers tell of them."""

import contextlib
import email
import email.errors
import email.header
import email.parser
import email.utils

from selon.records import RawPage, Told

__all__ = ["mail_page"]

_HEAD = 200_000
_LONGEST = 5_000
_FAULTS = (AttributeError, LookupError, TypeError, ValueError, email.errors.MessageError)
"""What the parser of the standard library raises on headers that were made to break it."""


def mail_page(page: RawPage) -> RawPage:
    """The page with the subject, date and sender of its header (RFC 5322, RFC 2047)."""
    try:
        header = email.parser.BytesHeaderParser().parsebytes(page.data[:_HEAD])
        subject, date, sender = (_words(header.get(name)) for name in ("Subject", "Date", "From"))
        name, address = email.utils.parseaddr(sender or "")
    except _FAULTS:
        return page
    told = Told("mail-header", title=subject, published=date, publisher=name or address or None)
    return RawPage(page.source, page.data, page.media_type, told=told)


def _words(value: object) -> str | None:
    """A header with its encoded words decoded, in one line."""
    if value is None:
        return None
    header = str(value)[:_LONGEST]
    with contextlib.suppress(*_FAULTS):
        header = str(email.header.make_header(email.header.decode_header(header)))
    return " ".join(header.split()) or None
