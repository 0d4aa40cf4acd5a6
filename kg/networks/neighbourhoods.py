"""What stands around an entity: its neighbours, and the part of the network within some steps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from kg.networks.links import Link, known, links_between


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity, how many steps away it is, and its links with those one step nearer."""

    node: str
    distance: int
    links: tuple[Link, ...]


def neighbours(graph: nx.MultiDiGraph[str], node: str, *, depth: int = 1) -> list[Neighbour]:
    """Return the entities within some steps of one: the nearest first, then the best attested.

    Links are followed in both directions.

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:c", "urn:b")])
    >>> [(found.node, found.distance) for found in neighbours(graph, "urn:a", depth=2)]
    [('urn:b', 1), ('urn:c', 2)]

    Raises:
        NotFoundError: the network does not hold it.
    """
    known(graph, node)
    distance = _distances(graph, [node], depth)
    found = [
        Neighbour(other, steps, _links_inwards(graph, other, distance))
        for other, steps in distance.items()
        if other != node
    ]
    return sorted(
        found,
        key=lambda each: (each.distance, -sum(link.weight for link in each.links), each.node),
    )


def neighbourhood(
    graph: nx.MultiDiGraph[str], nodes: Collection[str], *, depth: int = 1
) -> nx.MultiDiGraph[str]:
    """Return the part of a network that lies within some steps of any of some nodes, as a copy.

    Links between what lies there are all kept.

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:c", "urn:b")])
    >>> sorted(neighbourhood(graph, ["urn:a"]))
    ['urn:a', 'urn:b']

    Raises:
        NotFoundError: the network does not hold one of them.
    """
    known(graph, *nodes)
    return nx.MultiDiGraph(graph.subgraph(_distances(graph, nodes, depth)))


def _links_inwards(
    graph: nx.MultiDiGraph[str], node: str, distance: dict[str, int]
) -> tuple[Link, ...]:
    around = sorted({*graph.successors(node), *graph.predecessors(node)})
    nearer = (
        each for each in around if distance.get(each, 0) < distance[node] and each in distance
    )
    return tuple(link for each in nearer for link in links_between(graph, node, each))


def _distances(graph: nx.MultiDiGraph[str], nodes: Collection[str], depth: int) -> dict[str, int]:
    """Return the nodes within some steps of some, with the number of steps, by rows of a search."""
    found = dict.fromkeys(sorted(nodes), 0)
    row = list(found)
    for steps in range(1, depth + 1):
        around = {
            other for node in row for other in (*graph.successors(node), *graph.predecessors(node))
        }
        row = sorted(around - found.keys())
        found |= dict.fromkeys(row, steps)
    return found
