"""The web application: which path is answered by what, and what stands before all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.server.backend import Backend
from kg.server.gate import Gate, RequestLog
from kg.server.graph_store import GraphStoreEndpoint
from kg.server.jobs import ShowPage
from kg.server.responses import ReplyResponse, error_response, unless_gone
from kg.server.settings import ANY_ORIGIN, ServerSettings
from kg.server.sparql import SparqlEndpoint

_READING = ("GET", "HEAD", "OPTIONS")
_SPARQL = ("GET", "HEAD", "POST", "OPTIONS")
_WRITING = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_HEADERS = ("Accept", "Authorization", "Content-Type")
_PREFLIGHT_AGE = 600  # seconds

Respond = Callable[[Request], Awaitable[Response]]


def make_application(
    settings: ServerSettings, backend: Backend, log: Callable[[str], None]
) -> Starlette:
    """Return the application over a backend; `log` takes a line for each request."""
    store_methods = _WRITING if settings.writable else _READING
    sparql = SparqlEndpoint(settings, backend).respond
    store = GraphStoreEndpoint(settings, backend).respond
    return Starlette(
        routes=[
            _route("/", partial(_page, settings, backend), _READING),
            _route("/about", _welcome, _READING),
            _route("/sparql", sparql, _SPARQL),
            _route("/store", store, store_methods),
            _route("/store/{name:path}", store, store_methods),
        ],
        middleware=[
            Middleware(RequestLog, log=log),
            _cross_origin(settings, store_methods),
            Middleware(Gate, host=settings.host, token=settings.token),
        ],
        exception_handlers={HTTPException: error_response, Exception: error_response},
    )


def _route(path: str, respond: Respond, methods: tuple[str, ...]) -> Route:
    # A partial is called as it is, where Starlette would take a method for a class.
    return Route(path, partial(_respond, respond, methods), methods=list(methods))


async def _respond(respond: Respond, methods: tuple[str, ...], request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(sorted(methods))})
    return await respond(request)


def _cross_origin(settings: ServerSettings, store_methods: tuple[str, ...]) -> Middleware:
    """Return what tells browsers which pages may read the graph, and which may write to it.

    Source: https://fetch.spec.whatwg.org/#http-cors-protocol
    """
    named = ANY_ORIGIN not in settings.origins
    return Middleware(
        CORSMiddleware,
        allow_origins=list(settings.origins),
        allow_methods=list({*_SPARQL, *store_methods} if named else _SPARQL),
        allow_headers=list(_HEADERS),
        expose_headers=["Location", "Retry-After"],
        max_age=_PREFLIGHT_AGE,
    )


async def _page(settings: ServerSettings, backend: Backend, request: Request) -> Response:
    """Answer with the graph as a page to explore."""
    documents = str(settings.folder / "documents.jsonl")
    job = ShowPage(documents, sparql="/sparql", bodiless=request.method == "HEAD")
    reply = ReplyResponse(await unless_gone(request, backend.ask(job)))
    # What the page may do it says itself; no other page may put it in a frame.
    reply.headers["content-security-policy"] = "frame-ancestors 'none'"
    return reply


async def _welcome(_: Request) -> Response:
    page = files(__package__).joinpath("index.html").read_text(encoding="utf-8")
    return HTMLResponse(page, headers={"Content-Security-Policy": "default-src 'self'"})
