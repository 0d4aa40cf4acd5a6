"""Requests to a SPARQL server: time-outs, retries, and failures told in one line.

What is sent may be sent again: queries, updates that delete and insert given triples, and whole
graphs. So a request that got no answer, or one that asks for patience (429, 502, 503, 504), is
repeated after a pause that doubles, or after what the server's Retry-After says.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 (Retry-After)
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import MappingProxyType, TracebackType

import httpx

from kg.errors import StoreError
from kg.queries.remote_auth import ChallengedAuth
from kg.queries.remote_target import (
    ANONYMOUS,
    PASSWORD,
    PATIENT,
    TOKEN,
    USER,
    Credentials,
    Patience,
)

_TRANSIENT = frozenset({429, 502, 503, 504})
_LONGEST_MESSAGE = 200
_TAG = re.compile(r"<(?:head|script|style)\b.*?</(?:head|script|style)>|<[^>]*>", re.DOTALL)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_REMEDIES: Mapping[int, str] = MappingProxyType(
    {
        403: "the user may not do this: grant it, or name the address that takes updates"
        " with --update-url",
        404: "check the address of the store",
        405: "check the address; --update-url and --graph-store-url name those that take changes",
        413: "let the server take larger requests, or name its graph store with --graph-store-url",
        415: "check the address; --update-url and --graph-store-url name those that take changes",
        501: "check the address; --update-url and --graph-store-url name those that take changes",
    }
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Tell whether the server did what it was asked for."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


class Connection:
    """Connections to servers, kept open between requests; a context manager.

    Redirections are not followed: credentials go where the user sends them.
    """

    def __init__(
        self,
        credentials: Credentials = ANONYMOUS,
        *,
        patience: Patience = PATIENT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._given = credentials.given
        self._auth = ChallengedAuth(credentials)
        self._patience = patience
        self._sleep = sleep
        self._client = self._opened()

    def __enter__(self) -> Connection:
        """Return the connection."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what is open."""
        self._client.close()

    def ask(
        self,
        method: str,
        url: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] = _NOTHING,
        tries: int | None = None,
    ) -> Reply:
        """Send a request and return the answer, also one that refuses.

        Raises:
            StoreError: no answer came, or none but asks for patience.
        """
        left = tries or self._patience.tries
        pause = self._patience.first
        while True:
            left -= 1
            try:
                reply = self._sent(method, url, body, headers)
            except httpx.RequestError as error:
                if not left:
                    raise _unreachable(url, error) from error
                wait = pause
            else:
                if reply.status not in _TRANSIENT or not left:
                    return reply
                wait = max(pause, _asked_for(reply.headers.get("retry-after")))
            self._sleep(min(wait, self._patience.longest))
            pause *= 2

    def request(
        self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] = _NOTHING
    ) -> Reply:
        """Send a request and return the answer.

        Raises:
            StoreError: no answer came, or the server refuses; its first line is told.
        """
        reply = self.ask(method, url, body=body, headers=headers)
        if not reply.ok:
            raise self.refusal(url, reply)
        return reply

    def refusal(self, url: str, reply: Reply) -> StoreError:
        """Return the error that tells what a server refused, and what to do."""
        return StoreError(
            f"the server answers {reply.status}{_phrase(reply.status)}{_first_line(reply)}",
            where=url.partition("?")[0],
            remedy=self._remedy(reply),
        )

    def _remedy(self, reply: Reply) -> str:
        if reply.status == HTTPStatus.UNAUTHORIZED:
            names = f"{USER} and {PASSWORD}, or {TOKEN}"
            return f"check what is in {names}" if self._given else f"set {names}"
        if reply.status in _TRANSIENT:
            return "try again later: what the server took is not sent again"
        if HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST:
            return f"give the address that it points to: {reply.headers.get('location', 'none')}"
        return _REMEDIES.get(reply.status, "the server's log may say more")

    def _sent(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        response = self._client.request(
            method, url, content=body or None, headers=dict(headers), auth=self._auth
        )
        reply = Reply(response.status_code, dict(response.headers), response.content)
        if not reply.ok:
            # Virtuoso refuses some requests without having read them, and then takes the rest of
            # one for the beginning of the next on the same connection.
            self._client.close()
            self._client = self._opened()
        return reply

    def _opened(self) -> httpx.Client:
        patience = self._patience
        return httpx.Client(
            timeout=httpx.Timeout(patience.answer, connect=patience.connecting),
            follow_redirects=False,
            headers={"User-Agent": "kg"},
        )


def _asked_for(retry_after: str | None) -> float:
    """Return the seconds that a Retry-After header asks for: a number, or a date."""
    if retry_after is None:
        return 0.0
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _unreachable(url: str, error: httpx.RequestError) -> StoreError:
    late = isinstance(error, httpx.TimeoutException)
    reason = "does not answer in time" if late else f"cannot be reached: {error}".rstrip(": ")
    return StoreError(
        f"the server {reason}",
        where=url.partition("?")[0],
        remedy="check that it runs and that the address is right",
    )


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def _first_line(reply: Reply) -> str:
    """Return what the server says, its first line, after a colon; markup taken out."""
    text = reply.content[:20_000].decode("utf-8", "replace")
    if "html" in reply.headers.get("content-type", ""):
        text = _TAG.sub("\n", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    first = next((line for line in lines if line), "")
    clipped = first[:_LONGEST_MESSAGE] + ("…" if len(first) > _LONGEST_MESSAGE else "")
    return f": {clipped}" if clipped else ""
