"""Places for the nodes of a network: the same for the same network, on every machine.

A small network is laid out by forces, so that what is linked stands together. They start from
places that a node's name decides, which are also those of a large network, whose layout is better
left to the program that shows it. Only the four operations and square roots are used: they give
the same bits everywhere, which the sines of C libraries and the products of numpy do not.

Source: T. Fruchterman and E. Reingold, Graph drawing by force-directed placement, Software:
Practice and Experience 21 (1991), with their grid variant for the repulsion.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

LARGEST = 1000  # nodes of a network that is laid out by forces
MOST_LINKS = 20_000  # pairs that are linked in such a network
DISTANCE = 100.0  # between two nodes that are linked, about
_ROUNDS = 60
_REACH = 2 * DISTANCE  # beyond which nodes do not push each other away
_GRAVITY = 0.1  # which keeps together what is not linked
_Point = list[float]
Place = tuple[float, float]


def places(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """Return the place of every node, around the origin, rounded to one decimal.

    `pairs` are the nodes that are linked, of which any may come more than once. Of networks with
    more than `LARGEST` nodes or `MOST_LINKS` pairs, names alone decide.

    >>> places(["urn:a"], [])
    {'urn:a': (0.0, -0.1)}
    """
    ordered = sorted(set(names))
    if len(ordered) > LARGEST:
        return {name: place_by_name(name, len(ordered)) for name in ordered}
    number = {name: index for index, name in enumerate(ordered)}
    found = {(number[start], number[end]) for start, end in pairs if start != end}
    links = sorted({(min(pair), max(pair)) for pair in found})
    points = [_start(seed_of(name), len(ordered)) for name in ordered]
    if len(links) <= MOST_LINKS:
        _settle(points, links)
    return {name: _rounded(point) for name, point in zip(ordered, points, strict=True)}


def place_by_name(name: str, count: int) -> Place:
    """Return the place of a node of a large network of `count` nodes, rounded to one decimal."""
    return place_by_seed(seed_of(name), count)


def seed_of(name: str) -> str:
    """Return 16 hexadecimal digits that decide where a node of a large network stands."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def place_by_seed(seed: str, count: int) -> Place:
    """Return the place that a seed decides among `count` nodes, rounded to one decimal."""
    side = _side(count)
    x = round((int(seed[:8], 16) / 2**32 - 0.5) * side, 1)
    y = round((int(seed[8:], 16) / 2**32 - 0.5) * side, 1)
    return x or 0.0, y or 0.0  # no negative zero


@lru_cache(maxsize=16)
def _side(count: int) -> float:
    return DISTANCE * math.sqrt(count)


def _start(seed: str, count: int) -> _Point:
    """Spread nodes evenly over a square of one node to a square of the usual distance."""
    side = _side(count)
    return [(int(part, 16) / 2**32 - 0.5) * side for part in (seed[:8], seed[8:])]


def _rounded(point: _Point) -> Place:
    # A sum with 0.0 has no negative zero.
    return round(point[0], 1) + 0.0, round(point[1], 1) + 0.0


def _settle(points: list[_Point], links: list[tuple[int, int]]) -> None:
    """Move the points by the forces between them, by less and less."""
    for step in range(_ROUNDS):
        moves = [[-_GRAVITY * x, -_GRAVITY * y] for x, y in points]
        _push(points, moves)
        _pull(points, moves, links)
        longest = DISTANCE * (1 - step / _ROUNDS)
        for point, move in zip(points, moves, strict=True):
            length = math.sqrt(move[0] * move[0] + move[1] * move[1])
            share = longest / length if length > longest else 1.0
            point[0] += move[0] * share
            point[1] += move[1] * share


def _push(points: list[_Point], moves: list[_Point]) -> None:
    for one, other in _neighbours(points):
        x = points[one][0] - points[other][0]
        y = points[one][1] - points[other][1]
        square = x * x + y * y
        if 0 < square < _REACH * _REACH:
            force = DISTANCE * DISTANCE / square
            moves[one][0] += x * force
            moves[one][1] += y * force
            moves[other][0] -= x * force
            moves[other][1] -= y * force


def _pull(points: list[_Point], moves: list[_Point], links: Iterable[tuple[int, int]]) -> None:
    for one, other in links:
        x = points[other][0] - points[one][0]
        y = points[other][1] - points[one][1]
        force = math.sqrt(x * x + y * y) / DISTANCE
        # A hub would be torn about by the sum of its links; half of each is enough.
        moves[one][0] += x * force / 2
        moves[one][1] += y * force / 2
        moves[other][0] -= x * force / 2
        moves[other][1] -= y * force / 2


def _neighbours(points: list[_Point]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of points in the same or in adjoining cells of a grid, each once."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (x, y) in enumerate(points):
        cells[math.floor(x / _REACH), math.floor(y / _REACH)].append(index)
    for (column, row), inside in cells.items():
        for place, one in enumerate(inside):
            for other in inside[place + 1 :]:
                yield one, other
        # Half of the eight cells around: the other half comes with those cells' own turn.
        for right, down in ((1, -1), (1, 0), (1, 1), (0, 1)):
            for other in cells.get((column + right, row + down), ()):
                for one in inside:
                    yield one, other
