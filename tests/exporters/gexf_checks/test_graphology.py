"""graphology, which Gephi Lite reads GEXF with, finds in a file what is in the network."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings

from kg.views import Edge, Node
from tests.exporters.gexf_checks.graphology import Graphology
from tests.exporters.gexf_checks.samples import (
    SAMPLE,
    Network,
    SeenEdge,
    SeenNode,
    Value,
    networks,
    seen_edges,
    seen_nodes,
)

# Its parser for node ends lines where XML 1.1 does, unlike browsers; an end becomes a blank.
_LINE_ENDS = str.maketrans("\x85\u2028", "  ")
_COLOUR = re.compile(r"rgb\(([0-9]+),([0-9]+),([0-9]+)\)")


def shown_nodes(answer: dict[str, Any]) -> dict[str, SeenNode]:
    return {str(node["id"]): _node(node["attributes"]) for node in answer["nodes"]}


def _node(found: dict[str, Any]) -> SeenNode:
    colour = _COLOUR.fullmatch(found.pop("color"))
    assert colour is not None
    red, green, blue = map(int, colour.groups())
    place = (found.pop("x"), found.pop("y"), found.pop("z"))
    del found["size"]
    return SeenNode(found.pop("label"), (red, green, blue), place, found)


def shown_edges(answer: dict[str, Any]) -> dict[str, SeenEdge]:
    return {str(edge["id"]): _edge(edge) for edge in answer["edges"]}


def _edge(edge: dict[str, Any]) -> SeenEdge:
    found = edge["attributes"]
    assert found.pop("kind") == found["label"]
    return SeenEdge(edge["source"], edge["target"], found.pop("label"), found.pop("weight"), found)


@settings(max_examples=60)
@given(networks())
def test_graphology_finds_what_is_in_the_network(graphology: Graphology, network: Network) -> None:
    answer = graphology.read(network.file)
    assert "error" not in answer
    assert shown_nodes(answer) == {
        name: node._replace(label=node.label.translate(_LINE_ENDS))
        for name, node in seen_nodes(network).items()
    }
    assert shown_edges(answer) == {
        name: edge._replace(attributes=_without_line_ends(edge.attributes))
        for name, edge in seen_edges(network).items()
    }


def _without_line_ends(attributes: dict[str, Value]) -> dict[str, Value]:
    return {
        name: value.translate(_LINE_ENDS) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def test_graphology_finds_the_network_of_the_reports(graphology: Graphology) -> None:
    answer = graphology.read(SAMPLE.file)
    assert len(answer["nodes"]) == len(SAMPLE.nodes) == 6
    assert len(answer["edges"]) == len(SAMPLE.edges) == 5
    assert shown_nodes(answer) == seen_nodes(SAMPLE)
    assert shown_edges(answer) == seen_edges(SAMPLE)


def test_graphology_shows_a_node_larger_the_more_documents_name_it(graphology: Graphology) -> None:
    counts = (0, 1, 2, 10, 11, 10_000)
    nodes = tuple(Node(f"urn:{count}", "A", "Person", count, 1, 0) for count in counts)
    found = graphology.read(Network(nodes, ()).file)["nodes"]
    sizes = [node["attributes"]["size"] for node in found]
    assert sizes == sorted(set(sizes))
    assert sizes[0] > 0


def test_graphology_keeps_edges_of_several_kinds_between_one_pair(graphology: Graphology) -> None:
    nodes = tuple(Node(f"urn:{name}", name, "Person", 1, 1, 0) for name in "ab")
    edges = tuple(Edge("urn:a", "urn:b", kind) for kind in ("acquires", "opposes", "partners"))
    found = graphology.read(Network(nodes, edges).file)["edges"]
    assert [edge["attributes"]["kind"] for edge in found] == ["acquires", "opposes", "partners"]


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        ('<attvalue for="modality"', '<attvalue for="mood"', "undeclared attribute"),
        ('" target="https://w3id.org/claimkg/id/place', '" target="urn:', "inexisting node"),
        ('<edge id="', '<edge type="undirected" id="', "does not respect the input graph type"),
    ],
)
def test_graphology_refuses(graphology: Graphology, right: str, wrong: str, error: str) -> None:
    text = SAMPLE.file.decode()
    assert right in text
    assert error in graphology.read(text.replace(right, wrong, 1).encode())["error"]
