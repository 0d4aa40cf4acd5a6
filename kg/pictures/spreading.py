"""Boxes moved apart until none overlaps another, and out of the way of lines between others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

Half = tuple[float, float]
"""Half the width and half the height of a box, with half of the gap around it."""

_ROUNDS = 60  # in which boxes also make way for lines
_MORE = 400  # in which they only move apart, before all are drawn out a little
_STRETCH = 1.04
_NUDGE = 0.5  # how much of an overlap a box goes in one round
_SLACK = 0.01  # pixels: less is no overlap


def spread(
    points: list[tuple[float, float]], halves: Sequence[Half], links: Sequence[tuple[int, int]]
) -> list[tuple[float, float]]:
    """Return where the centres of boxes stand once no two boxes overlap.

    No two points may be the same. Boxes make way for the straight lines of links as well, as far as
    that can be had in a few rounds.

    >>> spread([(0.0, 0.0), (1.0, 0.0)], [(5.0, 5.0), (5.0, 5.0)], [])
    [(-4.5, 0.0), (5.5, 0.0)]
    """
    placed = [list(point) for point in points]
    for _ in range(_ROUNDS):
        apart = _part(placed, halves)
        if not _make_way(placed, halves, links) and not apart:
            break
    rounds = 0
    while _part(placed, halves):
        rounds += 1
        if rounds % _MORE == 0:
            placed = [[x * _STRETCH, y * _STRETCH] for x, y in placed]
    return [(x, y) for x, y in placed]


def _part(points: list[list[float]], halves: Sequence[Half]) -> int:
    """Move boxes that overlap apart, along the shorter way; return how many pairs overlapped."""
    count = 0
    for one, other in _near(points, halves):
        across = points[other][0] - points[one][0]
        down = points[other][1] - points[one][1]
        wide = halves[one][0] + halves[other][0] - abs(across)
        high = halves[one][1] + halves[other][1] - abs(down)
        if wide <= _SLACK or high <= _SLACK:
            continue
        count += 1
        axis, amount, way = (0, wide, across) if wide < high else (1, high, down)
        step = amount / 2 if way >= 0 else -amount / 2
        points[one][axis] -= step
        points[other][axis] += step
    return count


def _near(points: Sequence[Sequence[float]], halves: Sequence[Half]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of boxes that may overlap, by where their left sides stood at the start."""
    order = sorted(range(len(points)), key=lambda index: points[index][0] - halves[index][0])
    lefts = [points[index][0] - halves[index][0] for index in order]
    rights = [points[index][0] + halves[index][0] for index in order]
    for place, one in enumerate(order):
        for later in range(place + 1, len(order)):
            if lefts[later] >= rights[place]:
                break
            yield one, order[later]


def _make_way(
    points: list[list[float]], halves: Sequence[Half], links: Sequence[tuple[int, int]]
) -> int:
    """Move boxes off the lines of links between others; return how many were in the way."""
    count = 0
    order = sorted(range(len(points)), key=lambda index: points[index][0])
    across = [points[index][0] for index in order]
    widest = max(wide for wide, _ in halves)
    for start, end in links:
        left, right = sorted((points[start][0], points[end][0]))
        near = order[bisect_left(across, left - widest) : bisect_right(across, right + widest)]
        count += sum(
            _step_aside(points[node], halves[node], points[start], points[end])
            for node in near
            if node not in (start, end)
        )
    return count


def _step_aside(
    point: list[float], half: Half, start: Sequence[float], end: Sequence[float]
) -> bool:
    """Move a box some way off the line between two points, and tell whether it was in the way."""
    across, down = end[0] - start[0], end[1] - start[1]
    away_x, away_y = point[0] - start[0], point[1] - start[1]
    cross = away_y * across - away_x * down
    # How far the box reaches towards the line; all by the length of the line.
    reach = half[0] * abs(down) + half[1] * abs(across)
    if abs(cross) >= reach:
        return False
    square = across * across + down * down
    if not 0 < away_x * across + away_y * down < square:
        return False
    step = (reach - abs(cross)) * _NUDGE / square
    if cross < 0:
        step = -step
    point[0] -= down * step
    point[1] += across * step
    return True
