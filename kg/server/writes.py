"""Who may change the graph."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.server.settings import ServerSettings


def check_write(request: Request, settings: ServerSettings) -> None:
    """Refuse a change where the graph is read-only, or a web page of elsewhere asks for it.

    A browser sends a form to any server that a page names, and says in `Origin` what page it was.

    Source: https://www.rfc-editor.org/rfc/rfc6454#section-7

    Raises:
        HTTPException: 403.
    """
    if not settings.writable:
        raise HTTPException(403, "the graph is read-only here; start kg serve with --writable")
    origin = request.headers.get("origin")
    if origin is None or origin in settings.origins:
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, f"a page of {origin} may not change the graph")
