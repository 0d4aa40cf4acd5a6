"""Groups of entities that have more to do with each other than with the rest."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.networks.links import simple_graph

_SEED = 1  # which decides in what order nodes are looked at


@dataclass(frozen=True, slots=True)
class Community:
    """Entities, those with the best attested links within the group first.

    `within` is how many links they have with each other, `outwards` how many with others.
    """

    members: tuple[str, ...]
    within: int
    outwards: int


def communities(
    graph: nx.MultiDiGraph[str], *, resolution: float = 1.0, least: int = 2
) -> tuple[list[Community], float]:
    """Return the communities of a network, the largest first, and the modularity of the division.

    Links count by the number of documents that tell of them. A higher `resolution` gives smaller
    communities; those of fewer than `least` members are left out.

    Source: V. D. Blondel and others, "Fast unfolding of communities in large networks", Journal of
    Statistical Mechanics (2008), from fixed random numbers, so that the same network always gives
    the same.

    >>> pairs = [("urn:a", "urn:b"), ("urn:b", "urn:c"), ("urn:c", "urn:a"), ("urn:d", "urn:e")]
    >>> [found.members for found in communities(nx.MultiDiGraph(pairs))[0]]
    [('urn:a', 'urn:b', 'urn:c'), ('urn:d', 'urn:e')]
    """
    simple = simple_graph(graph)
    names = list(simple)
    if not simple.number_of_edges():
        return [], 0.0
    # Of numbers, sets have one order everywhere.
    numbered = nx.relabel_nodes(simple, {name: number for number, name in enumerate(names)})
    parts = nx.community.louvain_communities(
        numbered, weight="weight", resolution=resolution, seed=_SEED
    )
    modularity = nx.community.modularity(numbered, parts, weight="weight", resolution=resolution)
    found = [_community(simple, {names[number] for number in part}) for part in parts]
    kept = (each for each in found if len(each.members) >= least)
    return sorted(kept, key=lambda each: (-len(each.members), each.members)), float(modularity)


def _community(simple: nx.Graph[str], members: set[str]) -> Community:
    inner = simple.subgraph(members)
    strength = {node: float(weight) for node, weight in inner.degree(weight="weight")}
    within = inner.number_of_edges()
    ends = sum(degree for _, degree in simple.degree(members))
    ordered = sorted(members, key=lambda node: (-strength[node], node))
    return Community(tuple(ordered), within, ends - 2 * within)
