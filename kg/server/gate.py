"""Who comes in: requests for this host, with the token where one is asked for."""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.responses import line

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="kg"'}


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Gate:
    """Send away requests that name another host, or show no token.

    A page on the web can have its own name resolved to this machine, and would then be read by a
    browser as if it came from there; `Host` tells.

    Args:
        app: what is behind the gate.
        host: the address that is listened on.
        token: what a client must show, or None.
    """

    def __init__(self, app: ASGIApp, *, host: str, token: str | None) -> None:
        self._app = app
        self._hosts = _LOCAL_NAMES | {host.lower()} if is_loopback(host) else None
        self._token = token.encode() if token is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                # No browser should take data for a page.
                MutableHeaders(raw=message["headers"])["x-content-type-options"] = "nosniff"
            await send(message)

        await (self._refusal(Headers(scope=scope)) or self._app)(scope, receive, sent)

    def _refusal(self, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if self._hosts is not None and _host_name(host) not in self._hosts:
            return line(421, f"this is not {host or 'a host without a name'}")
        if self._token is None:
            return None
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(shown.strip().encode("latin-1"), self._token)
        if scheme.lower() != "bearer" or not right:
            return line(401, "show the token: Authorization: Bearer TOKEN", _CHALLENGE)
        return None


class RequestLog:
    """Tell a line for each request: what was asked, the status, the time that it took.

    Args:
        app: what answers.
        log: takes the line.
    """

    def __init__(self, app: ASGIApp, *, log: Callable[[str], None]) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell of it when it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 0, time.monotonic()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            taken = 1000 * (time.monotonic() - begun)
            path = scope["path"].encode("unicode_escape").decode()
            self._log(f"{scope['method']} {path} {status or '-'} {taken:.0f} ms")


def _host_name(host: str) -> str | None:
    """Return the name in a `Host` header, without the port."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
