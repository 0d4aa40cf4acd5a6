"""networkx reads in a file what is in the network."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import networkx as nx
from hypothesis import given, settings

from tests.exporters.gexf_checks.samples import (
    SAMPLE,
    Network,
    SeenEdge,
    SeenNode,
    days,
    networks,
    seen_edges,
    seen_nodes,
)


def read(network: Network) -> Any:
    return nx.read_gexf(BytesIO(network.file))


def _node(found: dict[str, Any]) -> SeenNode:
    look = found.pop("viz")
    colour, place = look["color"], look["position"]
    assert colour["a"] == 1
    return SeenNode(
        found.pop("label"),
        (colour["r"], colour["g"], colour["b"]),
        (place["x"], place["y"], place["z"]),
        found,
    )


def _edges(graph: Any) -> tuple[dict[str, SeenEdge], list[dict[str, str]]]:
    """Return the edges by their ids, and in their order the days on which they begin and end."""
    edges, times = {}, {}
    for source, target, found in graph.edges(data=True):
        name = found.pop("id")
        times[name] = {key: found.pop(key) for key in ("start", "end") if key in found}
        label, weight = found.pop("label"), found.pop("weight")
        edges[name] = SeenEdge(source, target, label, weight, found)
    return edges, [times[name] for name in edges]


@settings(max_examples=60)
@given(networks())
def test_networkx_finds_what_is_in_the_network(network: Network) -> None:
    graph = read(network)
    assert graph.is_directed()
    assert {name: _node(found) for name, found in graph.nodes(data=True)} == seen_nodes(network)
    edges, times = _edges(graph)
    wanted = seen_edges(network)
    assert edges == wanted
    by_id = dict(zip(wanted, map(days, network.edges), strict=True))
    assert times == [by_id[name] for name in edges]


def test_networkx_knows_a_network_with_dates_from_one_without() -> None:
    undated = Network(SAMPLE.nodes, SAMPLE.edges[:1])
    assert [read(network).graph["mode"] for network in (SAMPLE, undated)] == ["dynamic", "static"]
