"""The merged graph and each document's own as TriG (https://www.w3.org/TR/trig/), sorted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby
from typing import BinaryIO

from kg.exporters.sorting import sorted_quads
from kg.exporters.turtle_syntax import header, subject_blocks, term_text
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the default graph, then every named graph in a block of its own."""
    stream.write(header().encode())
    for graph, group in groupby(sorted_quads(quads), key=lambda quad: quad.graph):
        if graph == DEFAULT_GRAPH:
            for block in subject_blocks(group):
                stream.write(block.encode())
        else:
            stream.write(graph_block(graph, group).encode())


def graph_block(graph: Term, triples: Iterable[Triple | Quad]) -> str:
    """Return a named graph, an empty line before it; the triples come sorted.

    >>> from kg.triples import iri
    >>> print(graph_block(iri("urn:g"), [Triple(iri("urn:s"), iri("urn:p"), iri("urn:o"))]))
    <BLANKLINE>
    <urn:g> {
        <urn:s> <urn:p> <urn:o> .
    }
    <BLANKLINE>
    """
    blocks = subject_blocks(triples, indent="    ")
    return "".join(chain((f"\n{term_text(graph)} {{",), blocks, ("}\n",)))
