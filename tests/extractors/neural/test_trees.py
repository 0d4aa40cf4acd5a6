"""The best tree is the one that networkx finds too."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from kg.extractors.neural.trees import best_tree

SQUARES = st.integers(1, 9).flatmap(
    lambda n: st_numpy.arrays(np.float64, (n, n), elements=st.integers(-40, 40).map(float))
)


def _total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[token, head] for token, head in enumerate(heads)))


def _best_total(scores: np.ndarray, root: int) -> float:
    """Let networkx find the best arborescence out of one root."""
    size = len(scores)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(
        (head, token, float(scores[token, head]) + 1000)
        for token in range(size)
        for head in range(size)
        if token not in {head, root}
    )
    tree = nx.maximum_spanning_arborescence(graph)
    arcs = sum(w - 1000 for _, _, w in tree.edges(data="weight"))
    return float(arcs + scores[root, root])


@given(SQUARES)
def test_the_tree_scores_as_much_as_the_one_that_networkx_finds(scores: np.ndarray) -> None:
    heads = best_tree(scores)
    root = int(scores.diagonal().argmax())
    assert _total(scores, heads) == _best_total(scores, root)


@given(SQUARES)
def test_every_token_leads_to_the_one_root(scores: np.ndarray) -> None:
    heads = best_tree(scores)
    roots = [token for token, head in enumerate(heads) if token == head]
    assert len(roots) == 1
    for token in range(len(heads)):
        reached = token
        for _ in heads:
            reached = heads[reached]
        assert reached == roots[0]


def test_a_cycle_that_pays_better_than_a_tree_is_broken_at_its_cheapest_place() -> None:
    scores = np.array(
        [
            [5.0, 0.0, 0.0],
            [2.0, 0.0, 9.0],
            [1.0, 9.0, 0.0],
        ]
    )
    assert best_tree(scores) == [0, 0, 1]
