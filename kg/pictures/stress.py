"""Places for the nodes of a connected network, as far apart as their paths are long.

Only the four operations and square roots are used, in a fixed order: they give the same bits on
every machine.

Source: E. Gansner, Y. Koren and S. North, Graph drawing by stress majorization, Graph Drawing 2004,
with their weights, the inverse squares of the distances.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence

_ROUNDS = 100
_STILL = 1.0  # square pixels: when no node moves farther in a round, the places are found

Lengths = Sequence[Mapping[int, float]]
"""For each node, how far it wants to be from those that it is linked to."""


def settle(points: list[tuple[float, float]], lengths: Lengths) -> list[tuple[float, float]]:
    """Move points that stand anywhere, but not on each other, to where the lengths want them.

    >>> settle([(0.0, 0.0), (3.0, 4.0)], [{1: 10.0}, {0: 10.0}])
    [(-3.0, -4.0), (3.0, 4.0)]
    """
    distances = [_distances(node, lengths) for node in range(len(points))]
    placed = list(points)
    for _ in range(_ROUNDS):
        if _move(placed, distances) < _STILL:
            break
    return placed


def _move(points: list[tuple[float, float]], distances: Sequence[Sequence[float]]) -> float:
    """Move every node to where the others want it; return how far one moved at most, squared."""
    farthest = 0.0
    for node, wanted in enumerate(distances):
        x, y = points[node]
        total = new_x = new_y = 0.0
        for other, distance in enumerate(wanted):
            if other == node:
                continue
            other_x, other_y = points[other]
            apart_x, apart_y = x - other_x, y - other_y
            apart = math.sqrt(apart_x * apart_x + apart_y * apart_y)
            weight = 1 / (distance * distance)
            share = distance / apart if apart > 0 else 0.0
            total += weight
            new_x += weight * (other_x + apart_x * share)
            new_y += weight * (other_y + apart_y * share)
        if total:
            new_x, new_y = new_x / total, new_y / total
            farthest = max(farthest, (new_x - x) * (new_x - x) + (new_y - y) * (new_y - y))
            points[node] = (new_x, new_y)
    return farthest


def _distances(start: int, lengths: Lengths) -> list[float]:
    """Return the lengths of the shortest paths from a node (Dijkstra 1959)."""
    found = [math.inf] * len(lengths)
    found[start] = 0.0
    waiting = [(0.0, start)]
    while waiting:
        distance, node = heapq.heappop(waiting)
        if distance > found[node]:
            continue
        for other, length in lengths[node].items():
            if distance + length < found[other]:
                found[other] = distance + length
                heapq.heappush(waiting, (distance + length, other))
    return found
