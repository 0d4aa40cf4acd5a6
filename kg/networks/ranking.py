"""Who stands in the middle of a network: degree, betweenness, PageRank.

The measures are taken on the network with one link a pair (`kg.networks.simple_graph`). rustworkx
computes the long ones where it is installed, networkx elsewhere; both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal, get_args

import networkx as nx

from kg.networks.links import simple_graph

Measure = Literal["degree", "sources", "betweenness", "pagerank"]
Engine = Literal["networkx", "rustworkx"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-12, 1_000
_DIGITS = 9  # that two engines agree on


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and its score, the first of which is 1 in place."""

    place: int
    node: str
    score: float


def rank(
    graph: nx.MultiDiGraph[str], measure: Measure = "pagerank", *, engine: Engine | None = None
) -> list[Ranked]:
    """Return all entities by a measure, the highest first; those of one score share a place.

    - degree: how many others it is linked with.
    - sources: how many documents tell of its links, summed over those others.
    - betweenness: the share of all shortest paths that lead through it, from 0 to 1 (L. C.
      Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977; U.
      Brandes' algorithm, 2001).
    - pagerank: how often a walker is there who follows links in either direction, the well attested
      more often, and begins anew with a chance of 0.15 at each step (S. Brin and L. Page, 1998).

    `engine` is by default rustworkx where it is installed.

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:c", "urn:b")])
    >>> rank(graph, "degree")[0]
    Ranked(place=1, node='urn:b', score=2.0)
    """
    simple = simple_graph(graph)
    if measure in ("degree", "sources"):
        weight = "weight" if measure == "sources" else None
        scores: Mapping[str, float] = {n: float(d) for n, d in simple.degree(weight=weight)}
    else:
        chosen = engine or ("rustworkx" if find_spec("rustworkx") else "networkx")
        scores = _HEAVY[measure, chosen](simple) if len(simple) else {}
    rounded = {node: round(score, _DIGITS) for node, score in scores.items()}
    found: list[Ranked] = []
    for number, (node, score) in enumerate(
        sorted(rounded.items(), key=lambda each: (-each[1], each[0])), start=1
    ):
        same = found and found[-1].score == score
        found.append(Ranked(found[-1].place if same else number, node, score))
    return found


def _betweenness(simple: nx.Graph[str]) -> Mapping[str, float]:
    found: Mapping[str, float] = nx.betweenness_centrality(simple)
    return found


def _pagerank(simple: nx.Graph[str]) -> Mapping[str, float]:
    # Of networkx, the tolerance is that of each node.
    found: Mapping[str, float] = nx.pagerank(
        simple,
        alpha=_DAMPING,
        weight="weight",
        tol=_TOLERANCE / len(simple),
        max_iter=_ROUNDS,
    )
    return found


def _fast_betweenness(simple: nx.Graph[str]) -> Mapping[str, float]:
    import rustworkx as rx

    names = list(simple)
    place = {name: number for number, name in enumerate(names)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(names)
    graph.add_edges_from([(place[a], place[b], None) for a, b in simple.edges()])
    found = rx.betweenness_centrality(graph)
    return {name: found[number] for name, number in place.items()}


def _fast_pagerank(simple: nx.Graph[str]) -> Mapping[str, float]:
    import rustworkx as rx

    names = list(simple)
    place = {name: number for number, name in enumerate(names)}
    graph = rx.PyDiGraph()
    graph.add_nodes_from(names)
    edges = [(place[a], place[b], weight) for a, b, weight in simple.edges(data="weight")]
    graph.add_edges_from([*edges, *((b, a, weight) for a, b, weight in edges)])
    found = rx.pagerank(graph, alpha=_DAMPING, weight_fn=float, tol=_TOLERANCE, max_iter=_ROUNDS)
    return {name: found[number] for name, number in place.items()}


_HEAVY: Mapping[tuple[str, str], Callable[[nx.Graph[str]], Mapping[str, float]]] = {
    ("betweenness", "networkx"): _betweenness,
    ("pagerank", "networkx"): _pagerank,
    ("betweenness", "rustworkx"): _fast_betweenness,
    ("pagerank", "rustworkx"): _fast_pagerank,
}
