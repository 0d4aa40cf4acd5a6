"""Where the entities of a picture stand: what is linked together, nothing on anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import networkx as nx

from kg.pictures.packing import packed
from kg.pictures.shapes import Box
from kg.pictures.spreading import Half, spread
from kg.pictures.stress import settle
from kg.views import places

_GAP = 12.0  # between the boxes of two entities
_AIR = 24.0  # that a link is longer than its words are
_CROWD = 0.05  # by how much of itself a link gets longer for each other link at its busier end
_ISLANDS = 14.0  # kept free around a part that nothing links to the others
_DRAWN_OUT = 1.25  # how much wider than high boxes want it

Pair = tuple[str, str]
Centre = tuple[float, float]
Sizes = Mapping[str, tuple[float, float]]
"""Width and height of each entity's box."""


class Island(NamedTuple):
    """Entities that are all linked by some way, with places that heed no boxes, and their links."""

    names: tuple[str, ...]
    points: tuple[Centre, ...]
    links: tuple[tuple[int, int], ...]


def islands(sizes: Sizes, pairs: Mapping[Pair, float]) -> list[Island]:
    """Return the parts of a network that nothing links to each other, laid out each for itself.

    `pairs` are the entities that are linked, with the width of the words on the link.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(sorted(pair for pair in pairs if pair[0] != pair[1]))
    parts = sorted(sorted(names) for names in nx.connected_components(graph))
    return [_island(names, sizes, pairs, graph.subgraph(names)) for names in parts]


def place(found: Sequence[Island], sizes: Sizes, scale: float) -> dict[str, Centre]:
    """Return the centre of every entity's box, none of which overlaps another.

    `scale` is how far apart things stand, where their boxes let them.

    >>> sizes = {"urn:a": (40.0, 20.0)}
    >>> place(islands(sizes, {}), sizes, 1.0)
    {'urn:a': (0.0, -0.1)}
    """
    centres: dict[str, Centre] = {}
    parts = [_spread(island, sizes, scale) for island in found]
    frames = [_outline(island, points, sizes) for island, points in zip(found, parts, strict=True)]
    for island, points, (x, y) in zip(found, parts, packed(frames), strict=True):
        for name, point in zip(island.names, points, strict=True):
            centres[name] = (point[0] + x, point[1] + y)
    return centres


def _island(
    names: Sequence[str], sizes: Sizes, pairs: Mapping[Pair, float], graph: nx.Graph[str]
) -> Island:
    number = {name: index for index, name in enumerate(names)}
    lengths: list[dict[int, float]] = [{} for _ in names]
    links = []
    for start, end in sorted((min(pair), max(pair)) for pair in graph.edges):
        words = pairs[start, end]
        length = (sum(sizes[start]) + sum(sizes[end])) / 4 + 0.6 * words + _AIR
        length *= 1 + _CROWD * (max(graph.degree(start), graph.degree(end)) - 1)
        one, other = number[start], number[end]
        lengths[one][other] = lengths[other][one] = length
        links.append((one, other))
    begun = places(names, graph.edges)
    # No two at one place, which rounding may have brought about.
    points = [(begun[name][0] + 0.01 * index, begun[name][1]) for name, index in number.items()]
    return Island(tuple(names), tuple(_lying(settle(points, lengths))), tuple(links))


def _lying(points: Sequence[Centre]) -> list[Centre]:
    """Return points turned so that they are wider than high, and drawn out."""
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    turned = points if wide >= high else [(y, x) for x, y in points]
    return [(x * _DRAWN_OUT, y) for x, y in turned]


def _spread(island: Island, sizes: Sizes, scale: float) -> list[Centre]:
    halves: list[Half] = [
        ((sizes[name][0] + _GAP) / 2, (sizes[name][1] + _GAP) / 2) for name in island.names
    ]
    return spread([(x * scale, y * scale) for x, y in island.points], halves, island.links)


def _outline(
    island: Island, points: Sequence[Centre], sizes: Sizes
) -> tuple[list[Box], list[tuple[float, float, float, float]]]:
    boxes = []
    for name, (x, y) in zip(island.names, points, strict=True):
        wide, high = sizes[name]
        boxes.append(Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2).grown(_ISLANDS))
    return boxes, [(*points[one], *points[other]) for one, other in island.links]
