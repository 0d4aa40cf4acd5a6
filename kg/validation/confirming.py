"""pyshacl on the nodes and shapes that the screen suspects, over the whole graph."""

from __future__ import annotations

from typing import Any

from pyshacl import Shape, Validator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.pytypes import SHACLExecutor
from rdflib import Graph
from rdflib.term import Node

from kg.validation.graphs import quiet_literals, term_node
from kg.validation.screen import Screen, Suspects


def confirm(suspects: Suspects, screen: Screen, data: Graph) -> Graph:
    """Run the suspected shapes on the suspected nodes and return pyshacl's report.

    Nodes are given to each shape as its focus nodes; the shapes graph is whole, so that messages
    read as they do in a validation in full.
    """
    results: list[Any] = []
    whole = DataGraph.from_rdflib_graph(data)
    for shape_node, terms in sorted(suspects.items(), key=lambda item: str(item[0])):
        shape: Shape = screen.shapes.lookup_shape_from_node(shape_node)
        with quiet_literals():
            nodes: list[Node] = [term_node(term) for term in sorted(terms)]
        _, found = _validated(shape, whole, nodes)
        results.extend(found)
    report: Graph = Validator.create_validation_report(screen.shapes, not results, results)[0]
    return report


def _validated(shape: Any, data: Graph, nodes: list[Node]) -> tuple[bool, list[Any]]:
    outcome: tuple[bool, list[Any]] = shape.validate(SHACLExecutor(), data, focus=nodes)
    return outcome
