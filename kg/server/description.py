"""What the server says about itself in RDF.

Source: https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from importlib.resources import files

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.queries.serialising import write_triples
from kg.server.formats import TRIPLES, accept_of, choose_triples, content_type
from kg.server.reading import unacceptable
from kg.server.settings import ServerSettings

_READABLE, _WRITABLE = "service.ttl", "service-writable.ttl"


def describe(request: Request, settings: ServerSettings) -> Response:
    """Return the description of the service at the URL of the request.

    Raises:
        HTTPException: 406.
    """
    media_type = choose_triples(accept_of(request))
    if media_type is None:
        raise HTTPException(406, unacceptable(TRIPLES))
    endpoint = str(request.url.replace(query="", fragment=""))
    stream = io.BytesIO()
    described = service_triples(endpoint, writable=settings.writable)
    write_triples(described, stream, media_type, prefixes=_prefixes())
    headers = {"Vary": "Accept"}
    return Response(stream.getvalue(), headers=headers, media_type=content_type(media_type))


def service_triples(endpoint: str, *, writable: bool) -> Iterator[ox.Triple]:
    """Yield the description of a service."""
    for name in (_READABLE, _WRITABLE) if writable else (_READABLE,):
        yield from (quad.triple for quad in _parsed(name, endpoint))


def _prefixes() -> Mapping[str, str]:
    parser = _parsed(_READABLE, "urn:endpoint")
    next(parser)  # they stand before the first triple
    return parser.prefixes


def _parsed(name: str, base: str) -> ox.QuadParser:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)
