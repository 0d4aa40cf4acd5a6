"""The network of entities out of more documents than memory holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from kg.exporters.documents import document_graphs
from kg.exporters.sorting import sorted_lines
from kg.triples import Quad
from kg.views import Edge, Node, merged_records, record_lines

# Lines are longer than quads: about 500 characters a claim.
RUN_LENGTH = 50_000


def network_records(
    quads: Iterable[Quad], *, run_length: int = RUN_LENGTH
) -> tuple[Iterator[Node], Iterator[Edge]]:
    """Return the entities and the links of asserted claims, both sorted; see `kg.views.network`.

    One document's triples and about `run_length` lines are in memory at a time. The links are to be
    asked for when the entities have been used up.

    >>> nodes, edges = network_records([])
    >>> list(nodes), list(edges)
    ([], [])

    Raises:
        ClaimError: a claim in the graph lacks what the network needs of it.
    """
    lines = (line for triples in document_graphs(quads) for line in record_lines(triples))
    return joined_records(lines, run_length=run_length)


def joined_records(
    lines: Iterable[str], *, run_length: int = RUN_LENGTH
) -> tuple[Iterator[Node], Iterator[Edge]]:
    """Return the entities and the links of a network from the lines of all its documents.

    The lines are those of `kg.views.record_lines`, in any order; a program that has kept them need
    not read the graph again.
    """
    return merged_records(sorted_lines(lines, run_length=run_length, distinct=True))


def edge_id(subject: str, target: str, label: str) -> str:
    """Return the id of an edge: 64 bits of what makes it the edge it is.

    >>> edge_id("urn:a", "urn:b", "deploys")
    'b17e43ecc9ae4f39'
    """
    packed = f"{subject}\0{target}\0{label}"
    data = packed.encode() if packed.isascii() else packed.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).hexdigest()
