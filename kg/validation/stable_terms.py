"""Names for blank nodes that are the same in every run.

A parser makes up the labels of blank nodes, so a report that showed them would differ from run to
run. Here a blank node is named by the hash of what is said of it; two of which the same is said
share a name, which is all that a report needs.
"""

from __future__ import annotations

import hashlib

from rdflib import BNode, Graph
from rdflib.term import Node

from kg.triples.terms import Term
from kg.validation.graphs import node_term

_DEPTH = 4


class StableTerms:
    """Write the nodes of a graph as N-Triples terms, blank nodes by what is said of them.

    >>> from rdflib import Literal, URIRef
    >>> graph = Graph().add((BNode("n1"), URIRef("urn:name"), Literal("Ada")))
    >>> StableTerms(graph).term(BNode("n1"))
    '_:b80061ccfa7b3'
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def term(self, node: Node) -> Term:
        """Return the node's N-Triples term, with a label that no parser made up."""
        if not isinstance(node, BNode):
            return node_term(node)
        said = self._description(node, _DEPTH)
        return Term("_:b" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12])

    def _description(self, node: Node, depth: int) -> str:
        """Describe a blank node by its triples, following blank nodes `depth` steps."""
        if not isinstance(node, BNode):
            return node_term(node)
        if depth == 0:
            return "[]"
        outgoing = (
            f"{predicate.n3()} {self._description(value, depth - 1)}"
            for predicate, value in self._graph.predicate_objects(node)
        )
        incoming = (
            f"{'[]' if isinstance(subject, BNode) else node_term(subject)} {predicate.n3()}"
            for subject, predicate in self._graph.subject_predicates(node)
        )
        return f"[{' ; '.join(sorted(outgoing))} | {' ; '.join(sorted(incoming))}]"
