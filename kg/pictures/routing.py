"""The curves of links: as straight as may be, past what they do not link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.pictures.gathering import LOOP, Bundle
from kg.pictures.shapes import Curve, Point, Spot

# How far the bend of a curve is off the straight line, by its length.
_BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.4, -0.4, 0.6, -0.6)
_FAN = 0.26  # between the bends of lines that link the same two entities
_STEPS = 24  # points of a curve that are looked at
_FINE = 96  # of one whose ends are sought
_CLEAR = 3.0  # pixels kept between a line and the entities that it passes
_TOUCH = 1.5  # between a line's end and its entity
_HIT = 1.0  # what a line through an entity costs, against a bend of a whole length
_BEND_COST = 0.9


def route(bundles: Sequence[Bundle], spots: Mapping[str, Spot]) -> tuple[list[Curve], int]:
    """Return the curve of each bundle, from the edge of one entity to the edge of the other.

    Returned as well is how many times a curve goes through an entity that it does not link.
    """
    between: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, bundle in enumerate(bundles):
        ends = (bundle.source, bundle.target)
        between[min(ends), max(ends)].append(index)
    curves: dict[int, Curve] = {}
    hits = 0
    for (one, other), indexes in sorted(between.items()):
        if one == other:
            curves.update({index: _loop(spots[one]) for index in indexes})
            continue
        middle = (len(indexes) - 1) / 2
        fan = [(place - middle) * _FAN for place in range(len(indexes))]
        shift = _best_shift(spots[one], spots[other], fan, spots)
        for index, offset in zip(indexes, fan, strict=True):
            curve = _bent(spots[one].centre, spots[other].centre, offset + shift)
            if bundles[index].source == other:
                curve = Curve(curve.end, curve.bend, curve.start)
            hits += _hits(curve, (one, other), spots)
            ends_at = spots[bundles[index].source], spots[bundles[index].target]
            curves[index] = _clipped(curve, *ends_at)
    return [curves[index] for index in range(len(bundles))], hits


def samples(curve: Curve, steps: int = _STEPS) -> list[Point]:
    """Return points at even shares of a curve, its ends among them."""
    return [curve.at(step / steps) for step in range(steps + 1)]


def _bent(start: Point, end: Point, bend: float) -> Curve:
    across, down = end.x - start.x, end.y - start.y
    middle = Point((start.x + end.x) / 2 - down * bend, (start.y + end.y) / 2 + across * bend)
    return Curve(start, middle, end)


def _best_shift(one: Spot, other: Spot, fan: Sequence[float], spots: Mapping[str, Spot]) -> float:
    """Return by how much more all lines of a pair are to bend, so that they pass what is there."""

    def cost(shift: float) -> float:
        curves = [_bent(one.centre, other.centre, offset + shift) for offset in fan]
        hits = sum(_hits(curve, (one.iri, other.iri), spots) for curve in curves)
        return _HIT * hits + _BEND_COST * abs(shift)

    return min(_BENDS, key=cost)


def _hits(curve: Curve, ends: tuple[str, str], spots: Mapping[str, Spot]) -> int:
    """Return how many entities that it does not link a curve goes through."""
    xs, ys = zip(*curve, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    near = [
        spot
        for spot in spots.values()
        if spot.iri not in ends
        and spot.box.left - _CLEAR < right
        and spot.box.right + _CLEAR > left
        and spot.box.top - _CLEAR < bottom
        and spot.box.bottom + _CLEAR > top
    ]
    if not near:
        return 0
    points = samples(curve)
    return sum(any(_within(spot, point, _CLEAR) for point in points) for spot in near)


def _within(spot: Spot, point: Point, gap: float) -> bool:
    """Tell whether a point is on an entity's circle or name, or nearer than a gap."""
    x, y = point.x - spot.centre.x, point.y - spot.centre.y
    reach = (spot.circle.right - spot.circle.left) / 2 + gap
    return x * x + y * y < reach * reach or spot.label.holds(point, gap)


def _clipped(curve: Curve, source: Spot, target: Spot) -> Curve:
    """Return the part of a curve that is outside of the entities at its ends."""
    points = samples(curve, _FINE)
    inside = [step for step, point in enumerate(points) if _within(source, point, _TOUCH)]
    first = max(inside, default=0) + 1
    inside = [step for step, point in enumerate(points) if _within(target, point, _TOUCH)]
    last = min(inside, default=_FINE) - 1
    return curve.between(first / _FINE, max(last, first + 1) / _FINE)


def _loop(spot: Spot) -> Curve:
    """Return a link from an entity to itself, above it."""
    reach = (spot.circle.right - spot.circle.left) / 2 + _TOUCH
    x, y = spot.centre
    # Its ends are on the circle: 7, 24 and 25 are the sides of a triangle with a right angle.
    side, up = reach * 0.96, reach * 0.28
    top = y - reach - 2 * LOOP + up
    return Curve(Point(x - side, y - up), Point(x, top), Point(x + side, y - up))
