"""The SPARQL 1.1 Protocol at `/sparql`.

Source: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.server.backend import Backend
from kg.server.bodies import Parameters, media_type, parameters_of, read_body, text_of
from kg.server.description import describe
from kg.server.formats import FORM, QUERY, UPDATE, accept_of, choose_solutions, choose_triples
from kg.server.jobs import Query, Update
from kg.server.responses import ReplyResponse, unless_gone
from kg.server.settings import ServerSettings
from kg.server.writes import check_write

_KINDS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update that a client sends, and the graphs that it is to be about."""

    kind: str
    text: str
    graphs: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SparqlEndpoint:
    """Take queries, and updates where the graph is writable."""

    settings: ServerSettings
    backend: Backend

    async def respond(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            HTTPException: the request cannot be fulfilled.
        """
        if request.method == "POST":
            operation = await self._sent(request)
        else:
            parameters = parameters_of(request.scope["query_string"])
            if "update" in parameters:
                raise HTTPException(400, "an update must be sent by POST")
            if not any(name in parameters for name in ("query", *_KINDS["query"])):
                return describe(request, self.settings)
            operation = operation_of(parameters)
        if operation.kind == "update":
            return await self._update(request, operation)
        return await self._query(request, operation)

    async def _sent(self, request: Request) -> Operation:
        """Read the operation in the body of a request.

        Raises:
            HTTPException: it cannot be read, or has a media type that no operation has.
        """
        kind = media_type(request)
        in_url = parameters_of(request.scope["query_string"])
        if kind == FORM:
            limit = self.settings.write_limit if self.settings.writable else None
            body = await read_body(request, limit or self.settings.query_limit)
            return operation_of(joined(in_url, parameters_of(body)))
        if kind == QUERY:
            body = await read_body(request, self.settings.query_limit)
            return operation_of(joined(in_url, {"query": [text_of(body)]}))
        if kind == UPDATE:
            check_write(request, self.settings)
            body = await read_body(request, self.settings.write_limit)
            return operation_of(joined(in_url, {"update": [text_of(body)]}))
        raise HTTPException(
            415, f"a POST is {FORM}, {QUERY} or {UPDATE}, and this is {kind or 'of no media type'}"
        )

    async def _query(self, request: Request, operation: Operation) -> Response:
        accept = accept_of(request)
        if len(operation.text.encode()) > self.settings.query_limit:
            raise HTTPException(413, f"the query has more than {self.settings.query_limit} bytes")
        job = Query(
            operation.text,
            endpoint_of(request),
            choose_solutions(accept),
            choose_triples(accept),
            operation.graphs,
            operation.named,
            bodiless=request.method == "HEAD",
        )
        return ReplyResponse(await unless_gone(request, self.backend.ask(job)))

    async def _update(self, request: Request, operation: Operation) -> Response:
        check_write(request, self.settings)
        job = Update(endpoint_of(request), operation.graphs, operation.named)
        head = await self.backend.change(job, operation.text.encode())
        return Response(status_code=head.status)


def operation_of(parameters: Parameters) -> Operation:
    """Return the one operation that parameters describe.

    >>> operation_of({"query": ["ASK {}"], "named-graph-uri": ["urn:g"]})
    Operation(kind='query', text='ASK {}', graphs=(), named=('urn:g',))

    Raises:
        HTTPException: 400 where there is none, or more than one, or a dataset for the other kind.
    """
    texts = [(kind, text) for kind in _KINDS for text in parameters.get(kind, ())]
    if len(texts) != 1:
        found = f"{len(texts)} of them" if texts else "none"
        raise HTTPException(400, f"a request has one query or one update, and this has {found}")
    kind, text = texts[0]
    for other, names in _KINDS.items():
        wrong = [name for name in names if other != kind and name in parameters]
        if wrong:
            raise HTTPException(400, f"{wrong[0]} does not go with {kind}")
    graphs, named = (tuple(parameters.get(name, ())) for name in _KINDS[kind])
    return Operation(kind, text, graphs, named)


def joined(first: Parameters, second: Parameters) -> Parameters:
    """Return the parameters of two places together.

    >>> joined({"a": ["1"]}, {"a": ["2"]})
    {'a': ['1', '2']}
    """
    names = dict.fromkeys((*first, *second))
    return {name: [*first.get(name, ()), *second.get(name, ())] for name in names}


def endpoint_of(request: Request) -> str:
    """Return the URL of the endpoint, against which relative IRIs are resolved."""
    return str(request.url.replace(query="", fragment=""))
