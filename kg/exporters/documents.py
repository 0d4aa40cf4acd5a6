"""The documents of a graph one after the other, so that a table needs no more memory than one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.exporters.sorting import sorted_quads
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple

# Sorts behind every IRI and blank node.
_LAST = Term("~")


def document_graphs(quads: Iterable[Quad]) -> Iterator[list[Triple]]:
    """Yield the triples of each named graph, sorted by name; without any, those of the default.

    A document's graph holds all that it says, so that the default graph, which repeats them, is
    wanted only where a graph has come without its named ones, from a Turtle file.

    >>> from kg.triples import iri
    >>> triple = (iri("urn:s"), iri("urn:p"), iri("urn:o"))
    >>> len(list(document_graphs([Quad(*triple, DEFAULT_GRAPH), Quad(*triple, iri("urn:d"))])))
    1
    """
    marked = (
        Quad(*quad[:3], graph=_LAST) if quad.graph == DEFAULT_GRAPH else quad for quad in quads
    )
    named = False
    for graph, group in groupby(sorted_quads(marked), key=lambda quad: quad.graph):
        if graph == _LAST and named:
            return
        named = True
        yield [Triple(*quad[:3]) for quad in group]
