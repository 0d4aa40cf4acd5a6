"""Answer a server's challenge: Digest before Basic, and not before it asks; or a token.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-11 (HTTP authentication),
https://www.rfc-editor.org/rfc/rfc6750 (bearer tokens)
"""

from __future__ import annotations

from collections.abc import Generator

import httpx

from kg.queries.remote_target import Credentials

_UNAUTHORISED = 401


class ChallengedAuth(httpx.Auth):
    """Answer a server's challenge, and from then on give credentials by the scheme it named."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, with what the server is known to ask for."""
        if self._credentials.token is not None:
            request.headers["Authorization"] = f"Bearer {self._credentials.token}"
            yield request
            return
        if self._chosen is None:
            response = yield request
            if response.status_code != _UNAUTHORISED or self._credentials.user is None:
                return
            self._chosen = _scheme(response, self._credentials.user, self._credentials.password)
        yield from self._chosen.auth_flow(request)


def _scheme(response: httpx.Response, user: str, password: str) -> httpx.Auth:
    challenges = response.headers.get_list("WWW-Authenticate")
    if any(challenge.lower().startswith("digest") for challenge in challenges):
        return httpx.DigestAuth(user, password)
    return httpx.BasicAuth(user, password)
