"""Paths connect two entities by links that are there, the shortest or best attested first."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.networks import shortest_paths, simple_graph
from tests.networks.strategies import networks, reordered


def chain(*links: tuple[str, str]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other in links:
        graph.add_edge(one, other, "deploys", weight=1, documents="urn:d")
    return graph


@given(networks(), st.booleans())
def test_every_path_is_one_and_the_best_comes_first(
    graph: nx.MultiDiGraph[str], by_sources: bool
) -> None:
    start, end = sorted(graph)[:2]
    found = shortest_paths(graph, start, end, most=30, by_sources=by_sources)
    simple = simple_graph(graph)
    for path in found:
        assert (path.nodes[0], path.nodes[-1]) == (start, end)
        assert len(set(path.nodes)) == len(path.nodes)
        for (one, other), links in zip(pairwise(path.nodes), path.steps, strict=True):
            assert links
            assert all({link.subject, link.object} == {one, other} for link in links)
    costs = [path.cost for path in found]
    assert costs == pytest.approx(sorted(costs))
    assert len({path.nodes for path in found}) == len(found)
    if not nx.has_path(simple, start, end):
        assert found == []
        return
    weight = "cost" if by_sources else None
    assert costs[0] == pytest.approx(nx.shortest_path_length(simple, start, end, weight=weight))
    every = list(nx.all_simple_paths(simple, start, end))
    assert len(found) == min(30, len(every))


@given(networks(), st.integers(1, 4))
def test_no_path_is_longer_than_asked_and_none_that_is_not_is_left_out(
    graph: nx.MultiDiGraph[str], longest: int
) -> None:
    start, end = sorted(graph)[:2]
    found = shortest_paths(graph, start, end, most=1_000, longest=longest)
    every = nx.all_simple_paths(simple_graph(graph), start, end, cutoff=longest)
    assert {path.nodes for path in found} == {tuple(nodes) for nodes in every}


@given(networks(), st.booleans())
def test_paths_do_not_depend_on_the_order_of_the_network(
    graph: nx.MultiDiGraph[str], by_sources: bool
) -> None:
    start, end = sorted(graph)[:2]
    paths = [
        [path.nodes for path in shortest_paths(each, start, end, most=3, by_sources=by_sources)]
        for each in (graph, reordered(graph))
    ]
    assert paths[0] == paths[1]


def test_the_better_attested_way_round_comes_first_if_asked() -> None:
    graph = chain(("urn:a", "urn:b"))
    for one, other in (("urn:a", "urn:c"), ("urn:c", "urn:b")):
        documents = "; ".join(f"urn:{number}" for number in range(5))
        graph.add_edge(one, other, "makes", weight=5, documents=documents)
    steps, sources = (
        [len(path.steps) for path in shortest_paths(graph, "urn:a", "urn:b", by_sources=by)]
        for by in (False, True)
    )
    assert (steps, sources) == ([1, 2], [2, 1])


def test_links_are_followed_in_both_directions_and_around_what_is_avoided() -> None:
    graph = chain(
        ("urn:a", "urn:b"), ("urn:c", "urn:b"), ("urn:a", "urn:d"), ("urn:d", "urn:e"),
        ("urn:e", "urn:c"),
    )  # fmt: skip
    found = shortest_paths(graph, "urn:a", "urn:c", avoided=["urn:b"])
    assert [path.nodes for path in found] == [("urn:a", "urn:d", "urn:e", "urn:c")]
    assert [link.subject for link in found[0].steps[0]] == ["urn:a"]


def test_an_entity_that_is_not_there_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="urn:x"):
        shortest_paths(chain(("urn:a", "urn:b")), "urn:a", "urn:x")


def test_an_entity_has_no_path_to_itself() -> None:
    assert shortest_paths(chain(("urn:a", "urn:b")), "urn:a", "urn:a") == []
