"""Relationship queries on a network of entities: paths, neighbours, rank, communities, bridges."""

from kg.networks.bridging import Bridge, bridges, common_neighbours
from kg.networks.communities import Community, communities
from kg.networks.links import Link, links_between, nodes_of_kind, simple_graph
from kg.networks.neighbourhoods import Neighbour, neighbourhood, neighbours
from kg.networks.paths import Path, shortest_paths
from kg.networks.ranking import MEASURES, Measure, Ranked, rank

__all__ = [
    "MEASURES",
    "Bridge",
    "Community",
    "Link",
    "Measure",
    "Neighbour",
    "Path",
    "Ranked",
    "bridges",
    "common_neighbours",
    "communities",
    "links_between",
    "neighbourhood",
    "neighbours",
    "nodes_of_kind",
    "rank",
    "shortest_paths",
    "simple_graph",
]
