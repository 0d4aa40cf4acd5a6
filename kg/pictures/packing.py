"""Parts of a network that nothing links, put into each other's free corners.

Source: K. Freivalds, U. Dogrusoz and P. Kikusts, Disconnected graph layout and the polyomino packing
approach, Graph Drawing 2001: a part is the cells of a grid that it covers, and goes to the first
place, from the middle outwards, where all of these are free.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kg.pictures.shapes import Box

_CELL = 20.0  # pixels
_BROAD = 1.6  # width of the whole, by its height
_STRIP = 16.0  # pixels between the points of a line that are looked at

Cell = tuple[int, int]
Line = tuple[float, float, float, float]
"""The two ends of a line."""


def packed(parts: Sequence[tuple[Sequence[Box], Sequence[Line]]]) -> list[tuple[float, float]]:
    """Return by how much each part is to be moved, given its boxes and the lines between them.

    >>> packed([([Box(0, 0, 30, 10)], []), ([Box(0, 0, 30, 10)], [])])
    [(0.0, 0.0), (-40.0, -20.0)]
    """
    cells = [_covered(boxes, lines) for boxes, lines in parts]
    order = sorted(range(len(parts)), key=lambda index: (-len(cells[index]), index))
    taken: set[Cell] = set()
    moves: dict[int, tuple[float, float]] = {}
    for index in order:
        x, y = _first_free(cells[index], taken)
        taken.update((left + x, top + y) for left, top in cells[index])
        moves[index] = (x * _CELL, y * _CELL)
    return [moves[index] for index in range(len(parts))]


def _covered(boxes: Iterable[Box], lines: Iterable[Line]) -> list[Cell]:
    """Return the cells that boxes and lines touch, sorted."""
    found = {
        (x, y)
        for box in boxes
        for x in range(_cell(box.left), _cell(box.right) + 1)
        for y in range(_cell(box.top), _cell(box.bottom) + 1)
    }
    for x, y, end_x, end_y in lines:
        across, down = end_x - x, end_y - y
        steps = int(math.sqrt(across * across + down * down) / _STRIP) + 1
        for step in range(steps + 1):
            column, row = _cell(x + across * step / steps), _cell(y + down * step / steps)
            found.update((column + beside, row) for beside in (-1, 0, 1))
    return sorted(found)


def _first_free(cells: Sequence[Cell], taken: set[Cell]) -> Cell:
    """Return the move of a part, in cells, to the place nearest to the middle that is free."""
    if not taken:
        return 0, 0
    middle = _middle(taken)
    own = _middle(cells)
    from_x, from_y = middle[0] - own[0], middle[1] - own[1]
    for off_x, off_y in _outwards():
        x, y = from_x + off_x, from_y + off_y
        if not any((left + x, top + y) in taken for left, top in cells):
            return x, y
    raise AssertionError("beyond all that is taken, all is free")


def _middle(cells: Iterable[Cell]) -> Cell:
    columns, rows = zip(*cells, strict=True)
    return (min(columns) + max(columns)) // 2, (min(rows) + max(rows)) // 2


def _outwards() -> Iterator[Cell]:
    """Yield all cells, by larger and larger frames around the middle that are broader than high."""
    yield 0, 0
    broad = 0
    for high in count(1):
        within, broad = broad, round(high * _BROAD)
        for x in range(-broad, broad + 1):
            if abs(x) > within:
                yield from ((x, y) for y in range(-high, high + 1))
            else:
                yield from ((x, -high), (x, high))


def _cell(value: float) -> int:
    return math.floor(value / _CELL)
