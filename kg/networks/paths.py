"""How two entities are connected: the shortest paths between them, or the best attested."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from kg.networks.links import Link, known, links_between, simple_graph


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes from one entity to another, and the links of each step, in whichever direction.

    `cost` is the number of steps, or the sum of 1 through the number of sources of each.
    """

    nodes: tuple[str, ...]
    steps: tuple[tuple[Link, ...], ...]
    cost: float


def shortest_paths(
    graph: nx.MultiDiGraph[str],
    start: str,
    end: str,
    *,
    longest: int | None = None,
    most: int = 10,
    by_sources: bool = False,
    avoided: Collection[str] = (),
) -> list[Path]:
    """Return the paths between two entities, the shortest first, at most so many.

    Links are followed in both directions, and no entity comes twice. `longest` bounds the steps.
    With `by_sources` the path with the best attested steps comes first, where a step costs 1 through
    the number of documents that tell of it. `avoided` are nodes that no path may go through, such
    as a country that is everybody's.

    Source: J. Y. Yen, "Finding the K shortest loopless paths in a network", Management Science 17
    (1971).

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:c", "urn:b")])
    >>> [path.nodes for path in shortest_paths(graph, "urn:a", "urn:c")]
    [('urn:a', 'urn:b', 'urn:c')]

    Raises:
        NotFoundError: the network does not hold one of them.
    """
    known(graph, start, end)
    if start == end:
        return []
    simple = simple_graph(graph)
    simple.remove_nodes_from(set(avoided) - {start, end})
    if longest is not None:
        simple = _within(simple, start, end, longest)
    found = (
        nodes
        for nodes in _paths(simple, start, end, "cost" if by_sources else None)
        if longest is None or len(nodes) <= longest + 1
    )
    return [_path(graph, simple, nodes, by_sources=by_sources) for nodes in islice(found, most)]


def _within(simple: nx.Graph[str], start: str, end: str, longest: int) -> nx.Graph[str]:
    """Return what lies on a walk of at most so many steps."""
    there = nx.single_source_shortest_path_length(simple, start, cutoff=longest)
    back = nx.single_source_shortest_path_length(simple, end, cutoff=longest)
    kept = [node for node in simple if there.get(node, longest) + back.get(node, 1) <= longest]
    within: nx.Graph[str] = nx.Graph(simple.subgraph(kept))
    within.add_nodes_from((start, end))
    return within


def _paths(simple: nx.Graph[str], start: str, end: str, weight: str | None) -> Iterator[list[str]]:
    try:
        yield from nx.shortest_simple_paths(simple, start, end, weight=weight)
    except nx.NetworkXNoPath:
        return


def _path(
    graph: nx.MultiDiGraph[str], simple: nx.Graph[str], nodes: list[str], *, by_sources: bool
) -> Path:
    steps = list(pairwise(nodes))
    costs = (simple.edges[step]["cost"] if by_sources else 1 for step in steps)
    return Path(
        tuple(nodes), tuple(links_between(graph, *step) for step in steps), float(sum(costs))
    )
