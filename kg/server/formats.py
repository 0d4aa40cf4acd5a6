"""The media types that are read and written, those preferred first."""

from __future__ import annotations

from starlette.requests import Request

from kg.server.accepting import choose

SOLUTIONS = (
    "application/sparql-results+json",
    "application/json",
    "application/sparql-results+xml",
    "application/xml",
    "text/csv",
    "text/tab-separated-values",
    "text/xml",
)
TRIPLES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/json",
    "application/xml",
    "text/plain",
    "text/xml",
)
# What a graph may be sent in; those of DATASETS may name graphs themselves.
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
    "text/n3",
    "text/plain",
    "application/x-turtle",
)
DATASETS = ("application/n-quads", "application/trig", "application/ld+json")

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


def choose_solutions(accept: str | None) -> str | None:
    """Return the media type for the answer to a SELECT or an ASK, None where none is accepted.

    >>> choose_solutions("text/csv")
    'text/csv'
    """
    return choose(accept, SOLUTIONS)


def choose_triples(accept: str | None) -> str | None:
    """Return the media type for triples, or None where none is accepted.

    >>> choose_triples("*/*")
    'text/turtle'
    """
    return choose(accept, TRIPLES)


def content_type(media_type: str) -> str:
    """Return the `Content-Type` of text in UTF-8.

    >>> content_type("text/csv")
    'text/csv; charset=utf-8'
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def accept_of(request: Request) -> str | None:
    """Return what a request accepts: its lines of Accept as one, None where there is none."""
    return ", ".join(request.headers.getlist("accept")) or None
