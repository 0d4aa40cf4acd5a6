"""A document's triples as the engine reads them, before they enter a store."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import InputError
from kg.triples import Term, Triple


def parsed_graph(graph: Term, triples: Iterable[Triple]) -> tuple[ox.NamedNode, list[ox.Triple]]:
    """Parse the name of a graph and its triples, in their order.

    >>> from kg.triples import iri
    >>> name, triples = parsed_graph(iri("urn:d"), [Triple(iri("urn:s"), iri("urn:p"), iri("urn:o"))])
    >>> name, len(triples)
    (<NamedNode value=urn:d>, 1)

    Raises:
        InputError: a triple, or the name of the graph, holds what is no IRI.
    """
    lines = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)
    try:
        quads = ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
        return ox.NamedNode(graph[1:-1]), [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"the document's graph is not valid RDF: {error}",
            where=graph,
            remedy="give IRIs as RFC 3987 has them",
        ) from error
