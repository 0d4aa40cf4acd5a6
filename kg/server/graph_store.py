"""The SPARQL 1.1 Graph Store HTTP Protocol at `/store`.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.server.backend import Backend
from kg.server.bodies import media_type, parameters_of, read_body
from kg.server.formats import DATASETS, GRAPHS, TRIPLES, accept_of, choose_triples
from kg.server.jobs import DeleteGraph, ReadGraph, WriteDataset, WriteGraph
from kg.server.reading import unacceptable
from kg.server.responses import ReplyResponse, unless_gone
from kg.server.settings import ServerSettings
from kg.server.writes import check_write


@dataclass(frozen=True, slots=True)
class Target:
    """The graph that a request is about, the default one where `graph` is None.

    `new` says that the request names none, and one of this name is to be made.
    """

    graph: str | None
    new: bool = False


@dataclass(frozen=True, slots=True)
class GraphStoreEndpoint:
    """Send graphs, and take them where the graph is writable."""

    settings: ServerSettings
    backend: Backend

    async def respond(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            HTTPException: the request cannot be fulfilled.
        """
        if request.method in ("GET", "HEAD"):
            return await self._read(request)
        check_write(request, self.settings)
        if request.method == "DELETE":
            head = await self.backend.change(DeleteGraph(named_target(request).graph), b"")
            return Response(status_code=head.status)
        return await self._write(request)

    async def _read(self, request: Request) -> Response:
        offered = choose_triples(accept_of(request))
        target = named_target(request)
        if offered is None:
            raise HTTPException(406, unacceptable(TRIPLES))
        job = ReadGraph(target.graph, offered, bodiless=request.method == "HEAD")
        return ReplyResponse(await unless_gone(request, self.backend.ask(job)))

    async def _write(self, request: Request) -> Response:
        kind = media_type(request)
        if kind not in GRAPHS:
            raise HTTPException(415, f"a graph is sent as {', '.join(GRAPHS)}")
        target = target_of(request)
        replace = request.method == "PUT"
        if target.new and replace:
            raise HTTPException(400, "say which graph: ?default, or ?graph=IRI")
        payload = await read_body(request, self.settings.write_limit)
        # JSON-LD is not one of them: most of it is a graph.
        if target.new and kind in DATASETS[:2]:
            head = await self.backend.change(WriteDataset(_url(request), kind), payload)
            return Response(status_code=head.status)
        base = target.graph or _url(request)
        head = await self.backend.change(WriteGraph(target.graph, base, kind, replace), payload)
        headers = {"Location": target.graph} if target.new and target.graph else None
        return Response(status_code=head.status, headers=headers)


def named_target(request: Request) -> Target:
    """Return the graph that a request names.

    Raises:
        HTTPException: 400 where it names none, or more than one.
    """
    target = target_of(request)
    if target.new:
        raise HTTPException(400, "say which graph: ?default, or ?graph=IRI")
    return target


def target_of(request: Request) -> Target:
    """Return the graph that a request names, by its parameters or by its URL, or a new one.

    Source: https://www.w3.org/TR/sparql11-http-rdf-update/#graph-identification

    Raises:
        HTTPException: 400 where it names more than one.
    """
    parameters = parameters_of(request.scope["query_string"])
    graphs, default = parameters.get("graph", ()), "default" in parameters
    if len(graphs) + default > 1:
        raise HTTPException(400, "a request is about one graph: ?default, or ?graph=IRI once")
    if graphs:
        return Target(graphs[0])
    if default:
        return Target(None)
    if request.path_params.get("name"):
        return Target(_url(request))
    return Target(f"{_url(request)}/{uuid.uuid4().hex}", new=True)


def _url(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))
