"""Measures are those of networkx, whatever computes them; communities are parts of the network."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks import MEASURES, Measure, communities, rank, simple_graph
from tests.networks.strategies import networks, reordered


@given(networks(), st.sampled_from(MEASURES))
def test_everyone_has_a_place_and_equals_share_one(
    graph: nx.MultiDiGraph[str], measure: Measure
) -> None:
    found = rank(graph, measure)
    assert {each.node for each in found} == set(graph)
    for before, after in pairwise(found):
        assert before.score >= after.score
        assert (before.place == after.place) == (before.score == after.score)
    assert [each.place for each in found] == [
        1 + sum(other.score > each.score for other in found) for each in found
    ]


@given(networks(), st.sampled_from(MEASURES))
def test_ranks_do_not_depend_on_the_order_of_the_network(
    graph: nx.MultiDiGraph[str], measure: Measure
) -> None:
    assert rank(graph, measure) == rank(reordered(graph), measure)


@given(networks(least=1), st.sampled_from(("betweenness", "pagerank")))
def test_a_fast_engine_gives_the_same_numbers(
    graph: nx.MultiDiGraph[str], measure: Measure
) -> None:
    pytest.importorskip("rustworkx", reason="the package of the extra fast is not installed")
    slow, fast = (
        {each.node: each.score for each in rank(graph, measure, engine=engine)}
        for engine in ("networkx", "rustworkx")
    )
    assert fast == pytest.approx(slow, abs=2e-9)


@given(networks(least=1))
def test_measures_are_those_of_networkx(graph: nx.MultiDiGraph[str]) -> None:
    simple = simple_graph(graph)
    expected = {
        "degree": dict(simple.degree()),
        "sources": dict(simple.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(simple),
        "pagerank": nx.pagerank(simple, weight="weight", tol=1e-12, max_iter=500),
    }
    for measure in MEASURES:
        found = {each.node: each.score for each in rank(graph, measure)}
        assert found == pytest.approx(expected[measure], abs=1e-6)


@given(networks())
def test_communities_are_disjoint_and_the_same_for_the_same_network(
    graph: nx.MultiDiGraph[str],
) -> None:
    found, modularity = communities(graph, least=1)
    members = [node for each in found for node in each.members]
    assert len(members) == len(set(members))
    simple = simple_graph(graph)
    if simple.number_of_edges():
        assert set(members) == set(graph)
        parts = [set(each.members) for each in found]
        assert modularity == pytest.approx(nx.community.modularity(simple, parts))
        within = sum(each.within for each in found)
        across = sum(each.outwards for each in found)
        assert within + across / 2 == simple.number_of_edges()
    assert communities(reordered(graph), least=1) == (found, modularity)


def test_an_empty_network_has_no_ranks_and_no_communities() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert [rank(empty, measure) for measure in MEASURES] == [[], [], [], []]
    assert communities(empty) == ([], 0.0)


def test_a_higher_resolution_makes_smaller_communities() -> None:
    pairs = [(f"urn:{a}{g}", f"urn:{b}{g}") for g in "xyz" for a, b in ("ab", "bc", "ca")]
    ring = [("urn:ax", "urn:ay"), ("urn:by", "urn:bz"), ("urn:cz", "urn:cx")]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([*pairs, *ring])
    sizes = {
        resolution: [len(each.members) for each in communities(graph, resolution=resolution)[0]]
        for resolution in (0.01, 1.0)
    }
    assert sizes == {0.01: [9], 1.0: [3, 3, 3]}
