"""What stands around an entity, and what two groups have between them."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.networks import (
    bridges,
    common_neighbours,
    links_between,
    neighbourhood,
    neighbours,
    nodes_of_kind,
    simple_graph,
)
from tests.networks.strategies import networks, reordered


@given(networks(), st.integers(1, 3))
def test_neighbours_are_those_within_the_steps_each_with_a_link_inwards(
    graph: nx.MultiDiGraph[str], depth: int
) -> None:
    node = min(graph)
    distance = nx.single_source_shortest_path_length(simple_graph(graph), node, cutoff=depth)
    found = neighbours(graph, node, depth=depth)
    assert {each.node: each.distance for each in found} == {
        other: steps for other, steps in distance.items() if other != node
    }
    for each in found:
        nearer = {link.subject for link in each.links} | {link.object for link in each.links}
        assert {distance[other] for other in nearer - {each.node}} == {each.distance - 1}
    assert [each.node for each in neighbours(reordered(graph), node, depth=depth)] == [
        each.node for each in found
    ]


@given(networks(), st.integers(0, 3))
def test_a_neighbourhood_keeps_all_links_and_attributes_between_what_it_holds(
    graph: nx.MultiDiGraph[str], depth: int
) -> None:
    nodes = sorted(graph)[:2]
    part = neighbourhood(graph, nodes, depth=depth)
    assert set(part) == {
        other
        for node in nodes
        for other in nx.single_source_shortest_path_length(simple_graph(graph), node, cutoff=depth)
    }
    expected = [
        edge for edge in graph.edges(keys=True, data=True) if {edge[0], edge[1]} <= set(part)
    ]
    assert sorted(part.edges(keys=True)) == sorted(edge[:3] for edge in expected)
    assert all(part.nodes[node] == graph.nodes[node] for node in part)
    part.remove_nodes_from(list(part))
    assert len(graph) > 0  # a copy, not a view


@given(networks())
def test_common_neighbours_are_linked_with_both(graph: nx.MultiDiGraph[str]) -> None:
    one, other = sorted(graph)[:2]
    simple = simple_graph(graph)
    found = common_neighbours(graph, one, other)
    assert {each.node for each in found} == (set(simple[one]) & set(simple[other]))
    for each in found:
        assert each.left == links_between(graph, str(each.node), one)
        assert each.right == links_between(graph, str(each.node), other)
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)


@given(networks())
def test_bridges_are_all_links_across_and_all_that_stand_between(
    graph: nx.MultiDiGraph[str],
) -> None:
    left, right = nodes_of_kind(graph, "Company"), nodes_of_kind(graph, "Person")
    simple = simple_graph(graph)
    found = bridges(graph, left, right)
    pairs = {
        frozenset((link.subject, link.object))
        for each in found
        if each.node is None
        for link in each.left
    }
    assert pairs == {frozenset((a, b)) for a in left for b in right if simple.has_edge(a, b)}
    between = {each.node for each in found if each.node is not None}
    assert between == {
        node
        for node in set(graph) - left - right
        if set(simple[node]) & left and set(simple[node]) & right
    }


def test_who_is_in_both_groups_is_linked_once() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([("urn:a", "urn:b")])
    found = bridges(graph, {"urn:a", "urn:b"}, {"urn:a", "urn:b"})
    assert [(each.node, len(each.left)) for each in found] == [(None, 1)]


def test_a_class_holds_those_below_it() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, kind in enumerate(("Company", "GovernmentOrganization", "Person", "Organization")):
        graph.add_node(f"urn:{number}", kind=kind)
    assert sorted(nodes_of_kind(graph, "Organization")) == ["urn:0", "urn:1", "urn:3"]
    assert sorted(nodes_of_kind(graph, "Company")) == ["urn:0"]


def test_a_link_tells_its_documents_claims_and_weight() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b", "makes", weight=2, documents="urn:d; urn:e", claim_ids="1; 2")
    (link,) = links_between(graph, "urn:a", "urn:b")
    assert (link.documents, link.claim_ids, link.weight) == (("urn:d", "urn:e"), ("1", "2"), 2.0)


@pytest.mark.parametrize("call", [neighbours, lambda graph, node: neighbourhood(graph, [node])])
def test_an_entity_that_is_not_there_is_an_error(call: object) -> None:
    with pytest.raises(NotFoundError, match="urn:x"):
        call(nx.MultiDiGraph([("urn:a", "urn:b")]), "urn:x")  # type: ignore[operator]
