"""SHACL property paths as text, in the notation of SPARQL.

Source: https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from types import MappingProxyType

from rdflib import RDF, SH, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

from kg.triples.terms import iri

_SUFFIXES = MappingProxyType({SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"})


def path_text(graph: Graph, path: Node) -> str:
    """Write a property path that a graph describes.

    >>> from rdflib import URIRef
    >>> graph = Graph().add((BNode("p"), SH.inversePath, URIRef("urn:knows")))
    >>> path_text(graph, BNode("p"))
    '^<urn:knows>'
    """
    if not isinstance(path, BNode):
        return iri(str(path))
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_step(graph, inverse)}"
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        choices = Collection(graph, alternatives)
        return f"({'|'.join(path_text(graph, choice) for choice in choices)})"
    for predicate, suffix in _SUFFIXES.items():
        repeated = graph.value(path, predicate)
        if repeated is not None:
            return f"{_step(graph, repeated)}{suffix}"
    return ""


def _step(graph: Graph, path: Node) -> str:
    text = path_text(graph, path)
    return f"({text})" if isinstance(path, BNode) else text
