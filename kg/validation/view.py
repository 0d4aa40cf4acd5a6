"""An index as an rdflib graph, without copying it: only what is asked for becomes rdflib nodes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.graphs import node_term, quiet_literals, term_node
from kg.validation.index import Index

_CACHED_NODES = 16_384
_term = lru_cache(_CACHED_NODES)(node_term)
_Pattern = tuple[Node | None, Node | None, Node | None]


def index_graph(index: Index) -> Graph:
    """Return an index as a graph that can be read, and not written.

    >>> from rdflib import URIRef
    >>> from kg.triples.terms import Triple, iri
    >>> graph = index_graph(Index([Triple(iri("urn:a"), iri("urn:b"), iri("urn:c"))]))
    >>> list(graph.objects(URIRef("urn:a"), URIRef("urn:b")))
    [rdflib.term.URIRef('urn:c')]
    """
    store = IndexStore(index)
    graph = Graph(store=store)
    store.graphs = (graph,)
    return graph


class IndexStore(SimpleMemory):
    """The store behind the graph: rdflib's own for prefixes, with the triples of an index."""

    # pyshacl wraps a graph in a dataset, which wants such a store; there is one context only.
    context_aware = True
    graph_aware = True

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index
        self._size = sum(len(group) for group in index.groups.values())
        self.graphs: tuple[Graph, ...] = ()

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ARG002
        """Yield the triples that a pattern asks for; None in it stands for any node."""
        for found in self._found(triple_pattern):
            yield found, iter(self.graphs)

    def _found(self, pattern: _Pattern) -> Iterator[tuple[Node, Node, Node]]:
        subject, predicate, value = (None if node is None else _term(node) for node in pattern)
        index = self._index
        for one in index.groups if predicate is None else (predicate,):
            for first, last in _pairs(index, one, subject, value):
                with quiet_literals():
                    yield term_node(first), term_node(one), term_node(last)

    def __len__(self, context: Any = None) -> int:
        """Return the number of triples, counting those that come twice twice."""
        return self._size


def _pairs(
    index: Index, predicate: Term, subject: Term | None, value: Term | None
) -> Iterator[tuple[Term, Term]]:
    if subject is not None:
        for found in index.relation(predicate).values(subject):
            if value is None or found == value:
                yield subject, found
    elif value is not None:
        for found in index.relation(predicate, inverse=True).values(value):
            yield found, value
    else:
        relation = index.relation(predicate)
        for node in relation.one:
            for found in relation.values(node):
                yield node, found
