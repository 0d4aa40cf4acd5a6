"""Where the words of links stand: at their curve, on nothing else."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from kg.pictures.gathering import Bundle
from kg.pictures.routing import samples
from kg.pictures.shapes import Box, Curve, Point

# Where on the curve, the best first, and how far beside it, by the size of the words.
_SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)
_BESIDE = (0.0, 0.6, -0.6)
_CELL = 32.0  # pixels
_CROSSED, _OFF_MIDDLE, _OFF_LINE, _LED = 1.0, 1.2, 0.45, 3.0  # what each costs
_HEAD = 6.0  # pixels around the end of a line that its arrow takes
_HIDDEN, _MUCH, _TINY = 0.7, 0.7, 1e-6
_GAP = 2.0
_RING = 8.0  # pixels from one place to the next, where words have no room at their line


class Words(NamedTuple):
    """The box of a link's words, how badly they stand, and where a line leads to if they are off.

    `cost` is 0 for words in the middle of a line that nothing crosses there.
    """

    box: Box
    cost: float = 0.0
    leader: Point | None = None


class _Room:
    """What has its place already, so that words keep clear of it; and which lines go where."""

    def __init__(self, taken: Sequence[Box], curves: Sequence[Curve]) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._lines: dict[tuple[int, int], list[tuple[Point, int]]] = defaultdict(list)
        for box in taken:
            self.take(box)
        for index, curve in enumerate(curves):
            self.take(Box(*curve.end, *curve.end).grown(_HEAD))
            for point in samples(curve, 48):
                self._lines[_cell(point.x), _cell(point.y)].append((point, index))

    def take(self, box: Box) -> None:
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def free(self, box: Box) -> bool:
        return not any(
            box.overlaps(other, _GAP)
            for cell in _cells(box.grown(_GAP))
            for other in self._boxes.get(cell, ())
        )

    def crossed(self, box: Box, own: int) -> int:
        """Return how many lines other than its own go through a box."""
        return len(
            {
                index
                for cell in _cells(box)
                for point, index in self._lines.get(cell, ())
                if index != own and box.holds(point)
            }
        )


def put_words(
    bundles: Sequence[Bundle], curves: Sequence[Curve], taken: Sequence[Box]
) -> list[Words]:
    """Return where the words of each bundle stand, off the boxes that are taken and each other.

    Those that have no room at their curve stand at the nearest place that has it, and a thin line
    leads from there to the curve.
    """
    room = _Room(taken, curves)
    # Those with the least room choose first.
    order = sorted(range(len(bundles)), key=lambda index: (_length(curves[index]), index))
    found: dict[int, Words] = {}
    for index in order:
        bundle, curve = bundles[index], curves[index]
        words = _at_curve(index, bundle, curve, room) or _nearby(bundle, curve, room)
        room.take(words.box)
        found[index] = words
    return [found[index] for index in range(len(bundles))]


def _at_curve(index: int, bundle: Bundle, curve: Curve, room: _Room) -> Words | None:
    if bundle.source == bundle.target:
        return Words(_above(curve, bundle))
    best: tuple[float, Box] | None = None
    for cost, box in _candidates(bundle, curve):
        if best is not None and cost >= best[0]:
            continue
        if room.free(box):
            cost += _CROSSED * room.crossed(box, index)
            if best is None or cost < best[0]:
                best = (cost, box)
    return Words(best[1], best[0]) if best else None


def _candidates(bundle: Bundle, curve: Curve) -> Iterator[tuple[float, Box]]:
    """Yield boxes on a curve and beside it, with what they cost."""
    wide, high = bundle.size
    across, down = curve.end.x - curve.start.x, curve.end.y - curve.start.y
    length = math.sqrt(across * across + down * down) or 1.0
    normal_x, normal_y = -down / length, across / length
    # How much of the line its words hide, where they stand on it.
    hidden = min(wide / (abs(normal_y) + _TINY), high / (abs(normal_x) + _TINY)) / length
    hiding = _HIDDEN if hidden > _MUCH else 0.0
    for beside in _BESIDE:
        off = beside * (wide * abs(normal_x) + high * abs(normal_y))
        for share in _SHARES:
            x, y = curve.at(share)
            box = _around(Point(x + normal_x * off, y + normal_y * off), bundle)
            cost = _OFF_LINE if beside else hiding
            yield _OFF_MIDDLE * abs(share - 0.5) + cost, box


def _nearby(bundle: Bundle, curve: Curve, room: _Room) -> Words:
    """Return the nearest place around the middle of a curve that has room."""
    middle = curve.at(0.5)
    for ring in count(1):
        steps = [step * _RING for step in range(-ring, ring + 1)]
        reach = ring * _RING
        sides = [(step, side) for side in (-reach, reach) for step in steps]
        sides += [(side, step) for side in (-reach, reach) for step in steps]
        for x, y in sides:
            box = _around(Point(middle.x + x, middle.y + y), bundle)
            if room.free(box):
                return Words(box, _LED, middle)
    raise AssertionError("far away there is always room")


def _around(point: Point, bundle: Bundle) -> Box:
    wide, high = bundle.size
    return Box(point.x - wide / 2, point.y - high / 2, point.x + wide / 2, point.y + high / 2)


def _above(curve: Curve, bundle: Bundle) -> Box:
    top = curve.at(0.5)
    return _around(Point(top.x, top.y - bundle.size[1] / 2), bundle)


def _length(curve: Curve) -> float:
    across, down = curve.end.x - curve.start.x, curve.end.y - curve.start.y
    return across * across + down * down


def _cell(value: float) -> int:
    return math.floor(value / _CELL)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for x in range(_cell(box.left), _cell(box.right) + 1):
        for y in range(_cell(box.top), _cell(box.bottom) + 1):
            yield x, y
