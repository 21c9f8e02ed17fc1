"""What keeps the reading room to itself: hosts, headers, tokens (OWASP cheat sheets on CSRF and on CSP)."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "HEADERS", "Guard", "Tokens", "host_name"]

COOKIE = "selon_reader"
"""The name of the cookie that holds a browser's own random word."""
_COOKIE_LENGTH = 43  # of 32 random bytes, URL-safe
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
        " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer carries."""


class Guard:
    """ASGI middleware: turns away requests to other host names (DNS rebinding), and adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if host_name(Request(scope).headers.get("host", "")) not in self._hosts:
            answer = PlainTextResponse("This server answers only under its own name.\n", 421)
            await answer(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def host_name(host: str) -> str:
    """The name in a Host header, without the port; empty for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class Tokens:
    """Tokens against forged requests: each browser has a random cookie, each form its keyed hash."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def reader(self, request: Request) -> str:
        """The browser's own random word, a new one if it has none that could be ours."""
        known = request.cookies.get(COOKIE, "")
        return known if len(known) == _COOKIE_LENGTH and known.isascii() else secrets.token_urlsafe(32)

    def of(self, reader: str) -> str:
        """The token that forms of this browser carry."""
        return hmac.new(self._key, reader.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def holds(self, request: Request, form: FormData) -> bool:
        """Whether a form came from a page of this server, in the browser that it was made for."""
        reader, token = request.cookies.get(COOKIE), form.get("token")
        if not reader or not isinstance(token, str):
            return False
        origin, host = request.headers.get("origin"), request.headers.get("host", "")
        if origin and origin != "null" and urlsplit(origin).netloc != host:
            return False
        return hmac.compare_digest(self.of(reader).encode(), token.encode("utf-8", "replace"))
