"""The part of a mail that is its text (RFC 5322, MIME)."""

import email
import email.message
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Body", "find_body"]

_MOST_PARTS = 1_000
_FAULTS = (LookupError, RecursionError, TypeError, UnicodeError, ValueError, AttributeError)
"""What the parser of the standard library raises on mails that were made to break it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a part, freed of its transfer encoding, with the type and charset that it claims."""

    data: bytes
    media_type: str
    charset: str | None


def find_body(data: bytes) -> Body | None:
    """The first HTML part that is no attachment, else the first plain one; null where there is neither."""
    try:
        bodies = [body for part in _texts(data) if (body := _body(part)).data.strip()]
    except _FAULTS:
        return None
    markup = (body for body in bodies if body.media_type == "text/html")
    return next(markup, bodies[0] if bodies else None)


def _texts(data: bytes) -> Iterator[email.message.Message]:
    message = email.message_from_bytes(data)
    for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False):
        is_attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
        if part.get_content_type() in ("text/html", "text/plain") and not is_attached:
            yield part


def _body(part: email.message.Message) -> Body:
    payload = part.get_payload(decode=True)
    charset = part.get_param("charset")
    return Body(
        payload if isinstance(payload, bytes) else b"",
        part.get_content_type(),
        charset if isinstance(charset, str) else None,
    )
