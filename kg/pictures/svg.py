"""A picture as SVG 1.1 (https://www.w3.org/TR/SVG11/), with its text as text and without scripts.

Every entity and link has a title, which browsers show where the mouse rests on it and which says
what the documents say; the whole has a title and a description
(https://www.w3.org/TR/svg-aam-1.0/).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator

from kg.pictures.furniture import MARK
from kg.pictures.shapes import (
    EDGE_FONT,
    EDGE_LINE,
    NODE_FONT,
    NODE_LINE,
    Curve,
    Key,
    Picture,
    Point,
    Spot,
    Strand,
)
from kg.pictures.wording import escaped
from kg.views.palette import Colour

FAMILY = "DejaVu Sans"
_FONTS = f"'{FAMILY}', Verdana, Helvetica, Arial, sans-serif"
_INK, _LINE, _PAPER = "#1a1a1a", "#5f6670", "#ffffff"
_DASHES = "6 4"
_BASE = 0.78  # of a line's height: where letters stand in it
_HEAD = (8.0, 3.6)  # length of an arrow's head, and half its width at the least


def svg_text(picture: Picture) -> str:
    """Return a picture as the text of an SVG file."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    width, height = math.ceil(picture.width), math.ceil(picture.height)
    # Two pictures on one page do not share their names.
    name = hashlib.sha256(picture.description.encode()).hexdigest()[:12]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-labelledby="title-{name}"'
        f' aria-describedby="text-{name}" font-family="{_FONTS}" fill="{_INK}">'
    )
    yield f'<title id="title-{name}">{escaped(picture.title)}</title>'
    yield f'<desc id="text-{name}">{escaped(picture.description)}</desc>'
    yield f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>'
    for strand in picture.strands:
        yield from _line(strand)
    for spot in picture.spots:
        yield from _spot(spot)
    for strand in picture.strands:
        yield from _words(strand)
    yield '<g class="legend">'
    for key in picture.keys:
        yield from _key(key)
    yield '</g>\n<g class="caption">'
    for place, words in picture.foot:
        yield _text(place.x, place.y, words, NODE_FONT)
    yield "</g>\n</svg>"


def _line(strand: Strand) -> Iterator[str]:
    """Draw the line of a strand with its head, and the line from its words where they are off."""
    curve, head = _headed(strand.curve, strand.thickness)
    dashes = "" if strand.asserted else f' stroke-dasharray="{_DASHES}"'
    yield '<g class="line">'
    yield f"<title>{escaped(_telling(strand))}</title>"
    yield (
        f'<path d="M{_at(curve.start)}Q{_at(curve.bend)} {_at(curve.end)}" fill="none"'
        f' stroke="{_LINE}" stroke-width="{_number(strand.thickness)}"{dashes}/>'
    )
    yield f'<path d="M{_at(head[0])}L{_at(head[1])}L{_at(head[2])}Z" fill="{_LINE}"/>'
    if strand.leader:
        box = strand.label
        middle = Point((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        yield (
            f'<path d="M{_at(middle)}L{_at(strand.leader)}" fill="none" stroke="{_LINE}"'
            ' stroke-width="0.7" stroke-dasharray="1 2"/>'
        )
    yield "</g>"


def _words(strand: Strand) -> Iterator[str]:
    """Write the words of a strand's links, each with its title, on a ground that hides lines."""
    box = strand.label
    x, y = (box.left + box.right) / 2, box.top + 0.5
    yield _ground(box.left, box.top, box.right - box.left, box.bottom - box.top)
    for relation in strand.relations:
        yield '<g class="link">'
        yield f"<title>{escaped(relation.telling)}</title>"
        yield _text(x, y + _BASE * EDGE_LINE, relation.words, EDGE_FONT, middle=True)
        yield "</g>"
        y += EDGE_LINE


def _spot(spot: Spot) -> Iterator[str]:
    x, y = spot.centre
    label = spot.label
    yield '<g class="entity">'
    yield f"<title>{escaped(spot.telling)}</title>"
    if spot.focus:
        yield _circle(x, y, spot.radius + 3.5, _PAPER, f' stroke="{_INK}" stroke-width="2.5"')
    yield _circle(x, y, spot.radius, _hex(spot.colour), f' stroke="{_INK}" stroke-width="1"')
    yield _ground(label.left, label.top, label.right - label.left, label.bottom - label.top)
    for index, line in enumerate(spot.lines):
        yield _text(x, label.top + (index + _BASE) * NODE_LINE, line, NODE_FONT, middle=True)
    yield "</g>"


def _key(key: Key) -> Iterator[str]:
    x, y = key.place
    if key.colour is None:
        yield (
            f'<path d="M{_at(Point(x - MARK / 2, y))}L{_at(Point(x + MARK / 2 - 4, y))}" fill="none"'
            f' stroke="{_LINE}" stroke-width="1.5" stroke-dasharray="{_DASHES}"/>'
        )
    else:
        yield _circle(x, y, 6.5, _hex(key.colour), f' stroke="{_INK}" stroke-width="1"')
    yield _text(x + MARK / 2, y + NODE_FONT * 0.36, key.words, NODE_FONT)


def _headed(curve: Curve, thickness: float) -> tuple[Curve, tuple[Point, Point, Point]]:
    """Return a curve that stops within its arrow's head, and the corners of the head."""
    long, half = _HEAD[0] + thickness, _HEAD[1] + thickness / 2
    x, y = curve.end
    back = next(
        (point for step in range(63, 0, -1) if _far(point := curve.at(step / 64), curve.end, long)),
        curve.start,
    )
    across, down = x - back.x, y - back.y
    length = math.sqrt(across * across + down * down) or 1.0
    across, down = across / length, down / length
    base = Point(x - across * long, y - down * long)
    corners = (
        curve.end,
        Point(base.x - down * half, base.y + across * half),
        Point(base.x + down * half, base.y - across * half),
    )
    return Curve(curve.start, curve.bend, Point(x - across * long * 0.7, y - down * long * 0.7)), (
        corners
    )


def _far(point: Point, other: Point, distance: float) -> bool:
    x, y = point.x - other.x, point.y - other.y
    return x * x + y * y >= distance * distance


def _telling(strand: Strand) -> str:
    return " ".join(relation.telling for relation in strand.relations)


def _ground(x: float, y: float, wide: float, high: float) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(wide)}"'
        f' height="{_number(high)}" fill="{_PAPER}" fill-opacity="0.85"/>'
    )


def _circle(x: float, y: float, radius: float, fill: str, rest: str) -> str:
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"{rest}/>'
    )


def _text(x: float, y: float, words: str, size: float, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}"{anchor}>'
        f"{escaped(words)}</text>"
    )


def _at(point: Point) -> str:
    return f"{_number(point.x)} {_number(point.y)}"


def _number(value: float) -> str:
    """Write a number with one decimal at most.

    >>> _number(12.04), _number(-0.01)
    ('12', '0')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
