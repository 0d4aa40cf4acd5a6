from __future__ import annotations

import math
from itertools import combinations

import networkx as nx
import pytest

from kg.views.layout import (
    DISTANCE,
    LARGEST,
    MOST_LINKS,
    Place,
    place_by_name,
    place_by_seed,
    places,
    seed_of,
)

TRIANGLE = {"urn:0": (58.3, 24.6), "urn:1": (-15.7, -72.7), "urn:2": (-62.9, 40.8)}


def ring(count: int) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph((f"urn:{i}", f"urn:{(i + 1) % count}") for i in range(count))


def placed(graph: nx.MultiDiGraph[str]) -> dict[str, Place]:
    return places(graph, graph.edges())


def test_places_do_not_depend_on_the_order_of_nodes_and_edges() -> None:
    graph = ring(20)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(sorted(graph, reverse=True))
    turned.add_edges_from((end, start) for start, end in graph.edges())
    assert placed(graph) == placed(turned)


def test_places_are_those_of_every_machine() -> None:
    assert placed(ring(3)) == TRIANGLE


def test_what_is_linked_stands_nearer_than_what_is_not() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(5)] * 4)
    network = nx.MultiDiGraph(nx.relabel_nodes(graph, str))
    where = placed(network)
    pairs = list(combinations(sorted(network), 2))
    linked = [math.dist(where[a], where[b]) for a, b in pairs if network.has_edge(a, b)]
    apart = [math.dist(where[a], where[b]) for a, b in pairs if not network.has_edge(a, b)]
    assert sum(linked) / len(linked) < 0.6 * sum(apart) / len(apart)


def test_no_two_nodes_of_a_small_network_stand_on_one_another() -> None:
    where = placed(ring(30))
    assert min(math.dist(one, other) for one, other in combinations(where.values(), 2)) > 20


def test_the_nodes_of_a_large_network_are_spread_by_their_names() -> None:
    where = placed(ring(LARGEST + 1))
    side = DISTANCE * math.sqrt(LARGEST + 1)
    assert len(where) == LARGEST + 1
    assert all(abs(value) <= side / 2 for place in where.values() for value in place)


@pytest.mark.parametrize("edges", [[], [("urn:a", "urn:a")]])
def test_a_node_alone_has_a_place(edges: list[tuple[str, str]]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges)
    graph.add_node("urn:a")
    assert set(placed(graph)) == {"urn:a"}


def test_an_empty_network_has_no_places() -> None:
    assert placed(nx.MultiDiGraph()) == {}


def test_a_node_of_a_large_network_finds_its_place_alone() -> None:
    where = placed(ring(LARGEST + 1))
    name, count = "urn:7", LARGEST + 1
    assert where[name] == place_by_name(name, count) == place_by_seed(seed_of(name), count)


def test_a_network_with_more_links_than_forces_can_settle_is_spread_by_names() -> None:
    names = [f"urn:{number}" for number in range(250)]
    pairs = list(combinations(names, 2))
    assert len(pairs) > MOST_LINKS
    where = places(names, pairs)
    assert where == {name: place_by_name(name, len(names)) for name in names}
